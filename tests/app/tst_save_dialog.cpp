#include "app/widgets/look.h"
#include "app/widgets/panel.h"
#include "app/widgets/save_dialog.h"
#include "app/widgets/segmented.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QImage>
#include <QSpinBox>
#include <QtTest>

/// Saving all of a view or one of its panels.
class TstSaveDialog : public QObject {
    Q_OBJECT
private slots:
    void init();
    void offersTheViewAndItsVisiblePanels();
    void writesAPictureOfAnyWidth();
    void writesDrawingAndPage();
    void saysWhyNothingWasWritten();
    void survivesThatAPanelGoes();

    void cleanupTestCase() { delete m_dialog; }

private:
    QSpinBox* width() const { return m_dialog->findChild<QSpinBox*>(); }
    QComboBox* part() const { return m_dialog->findChild<QComboBox*>(); }
    void choose(int format) { m_dialog->findChild<Segmented*>()->button(format)->click(); }
    QByteArray written(const QString& name);

    QTemporaryDir m_folder;
    std::unique_ptr<QWidget> m_view;
    QPointer<SaveDialog> m_dialog;
};

void TstSaveDialog::init()
{
    applyLook(*qApp, Look::Theme::Dark, 1);
    delete m_dialog;
    m_view = std::make_unique<QWidget>();
    auto* column = new QVBoxLayout(m_view.get());
    auto* first = new Panel("First");
    auto* second = new Panel("Second");
    auto* hidden = new Panel("Hidden");
    for (Panel* panel : {first, second, hidden})
        column->addWidget(panel);
    second->setFileName("second");
    m_view->resize(400, 300);
    m_view->show();
    hidden->hide();
    m_dialog = new SaveDialog(*m_view, "Explore");
    m_dialog->show();
}

QByteArray TstSaveDialog::written(const QString& name)
{
    const QString path = m_folder.filePath(name);
    QSignalSpy saved(m_dialog, &SaveDialog::saved);
    m_dialog->save(path);
    if (saved.empty() && !saved.wait(30000))
        return {};
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TstSaveDialog::offersTheViewAndItsVisiblePanels()
{
    QStringList names;
    for (int i = 0; i < part()->count(); ++i)
        names += part()->itemText(i);
    QCOMPARE(names, (QStringList {"All of it: Explore", "First", "Second"}));
    QCOMPARE(width()->value(), 400);
    QCOMPARE(m_dialog->ending(), QString(".png"));
}

void TstSaveDialog::writesAPictureOfAnyWidth()
{
    width()->setValue(1000);
    const QImage image = QImage::fromData(written("all.png"), "PNG");
    QCOMPARE(image.size(), QSize(1000, 750));
    init();
    part()->setCurrentIndex(2);
    width()->setValue(222);
    QCOMPARE(QImage::fromData(written("part.png"), "PNG").width(), 222);
}

void TstSaveDialog::writesDrawingAndPage()
{
    choose(1);
    QCOMPARE(m_dialog->ending(), QString(".svg"));
    QVERIFY(!width()->isEnabled());
    const QByteArray drawing = written("all.svg");
    QVERIFY(drawing.contains("<svg") && drawing.contains("First")); // text stays text
    init();
    choose(2);
    const QByteArray page = written("all.pdf");
    QVERIFY(page.startsWith("%PDF-"));
    const qsizetype box = page.indexOf("/MediaBox");
    QVERIFY2(
        page.mid(box, 60).contains("300") && page.mid(box, 60).contains("225"), page.mid(box, 60)); // points
}

void TstSaveDialog::saysWhyNothingWasWritten()
{
    const QString nowhere = m_folder.filePath("no/such/folder/all.png");
    QSignalSpy failed(m_dialog, &SaveDialog::failed);
    m_dialog->save(nowhere);
    QVERIFY(failed.wait(30000));
    QVERIFY(failed[0][0].toString().contains(nowhere));
    QTRY_VERIFY(!m_dialog); // it has said all it had to say
}

void TstSaveDialog::survivesThatAPanelGoes()
{
    delete m_view->findChildren<Panel*>().at(1);
    part()->setCurrentIndex(2);
    QSignalSpy failed(m_dialog, &SaveDialog::failed);
    m_dialog->save(m_folder.filePath("gone.png"));
    QCOMPARE(failed.count(), 1);
    QVERIFY(m_dialog->isVisible()); // so that something else can be chosen
}

QObject* makeTstSaveDialog() { return new TstSaveDialog; }
#include "tst_save_dialog.moc"
