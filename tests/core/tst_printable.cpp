#include "engine/core/printable.h"

#include <QtTest>

using engine::printable;

class TstPrintable : public QObject {
    Q_OBJECT
private slots:
    void keepsWhatMayBeShown();
    void writesControlsAsNumbers();
    void writesWhatIsNotUtf8AsNumbers();
};

void TstPrintable::keepsWhatMayBeShown()
{
    for (const char* text : {"", "cat 1.jpg", "\xc3\xa4\xe2\x82\xac\xf0\x9f\x90\x88", "a\\b'c\""})
        QCOMPARE(printable(text), std::string(text));
}

void TstPrintable::writesControlsAsNumbers()
{
    QCOMPARE(printable("a\nb\t\x1b[2J\x7f"), std::string("a\\x0ab\\x09\\x1b[2J\\x7f"));
    QCOMPARE(printable(std::string_view("\0", 1)), std::string("\\x00"));
    QCOMPARE(printable("\xc2\x9b"), std::string("\\xc2\\x9b")); // a control that is valid UTF-8
}

void TstPrintable::writesWhatIsNotUtf8AsNumbers()
{
    QCOMPARE(printable("caf\xe9.jpg"), std::string("caf\\xe9.jpg"));
    QCOMPARE(printable("\xc3"), std::string("\\xc3"));
    QCOMPARE(printable("\xc0\xaf"), std::string("\\xc0\\xaf")); // overlong
    QCOMPARE(printable("\xed\xa0\x80"), std::string("\\xed\\xa0\\x80")); // a surrogate
    QCOMPARE(printable("\xf4\x90\x80\x80"), std::string("\\xf4\\x90\\x80\\x80")); // beyond Unicode
}

QObject* makeTstPrintable() { return new TstPrintable; }
#include "tst_printable.moc"
