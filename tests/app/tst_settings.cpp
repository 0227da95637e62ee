#include "app/views/settings_dialog.h"
#include "app/widgets/legend.h"
#include "app/widgets/look.h"
#include "app/widgets/segmented.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

/// The settings page does what it says, says what is, and can be read at every size.
class TstSettings : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void changesActAtOnceAndAreKept();
    void followsWhatIsChangedElsewhere();
    void asTheSystemIsOneOfBoth();
    void resetsEverything();
    void asksForTheDevice();
    void everyControlHasAName();
    void noTextIsCut_data();
    void noTextIsCut();

private:
    Segmented* segmented(const char* name) const;
    QCheckBox* box(const char* words) const;

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<Selection> m_selection;
    std::unique_ptr<SettingsDialog> m_dialog;
};

void TstSettings::init()
{
    applyLook(*qApp, Look::Theme::Dark, 1);
    m_preferences = std::make_unique<Preferences>(m_folder.filePath("settings.json"));
    m_preferences->reset();
    m_session = std::make_unique<Session>();
    m_selection = std::make_unique<Selection>();
    m_dialog = std::make_unique<SettingsDialog>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_dialog->show();
}

void TstSettings::cleanup()
{
    m_dialog.reset();
    m_session.reset();
}

Segmented* TstSettings::segmented(const char* name) const
{
    for (auto* found : m_dialog->findChildren<Segmented*>())
        if (found->accessibleName() == name)
            return found;
    return nullptr;
}

QCheckBox* TstSettings::box(const char* words) const
{
    for (auto* found : m_dialog->findChildren<QCheckBox*>())
        if (found->accessibleName().startsWith(words))
            return found;
    return nullptr;
}

void TstSettings::changesActAtOnceAndAreKept()
{
    segmented("Theme")->button(1)->click();
    segmented("Type size")->button(3)->click();
    segmented("Colour map")->button(1)->click();
    segmented("Layers")->button(1)->click();
    box("Less motion")->click();
    box("Keys without Ctrl")->click();
    const Preferences again(m_folder.filePath("settings.json"));
    for (const Preferences* preferences :
        std::initializer_list<const Preferences*> {m_preferences.get(), &again}) {
        QVERIFY(preferences->light());
        QCOMPARE(preferences->fontScale(), 1.75);
        QCOMPARE(preferences->colourMap(), QString("cividis"));
        QVERIFY(!preferences->stack3d());
        QVERIFY(preferences->lessMotion());
        QVERIFY(!preferences->letterKeys());
    }
}

void TstSettings::followsWhatIsChangedElsewhere()
{
    m_preferences->setFontScale(1.5);
    m_preferences->setLight(true);
    m_preferences->setLetterKeys(false);
    QCOMPARE(segmented("Type size")->current(), 2);
    QCOMPARE(segmented("Theme")->current(), 1);
    QVERIFY(!box("Keys without Ctrl")->isChecked());
}

void TstSettings::asTheSystemIsOneOfBoth()
{
    segmented("Theme")->button(2)->click();
    QCOMPARE(m_preferences->theme(), Preferences::Theme::System);
    const Preferences again(m_folder.filePath("settings.json"));
    QCOMPARE(again.theme(), Preferences::Theme::System); // the palette here is that of the dark look
    QVERIFY(!again.light());
    applyLook(*qApp, Look::Theme::Light, 1);
    const Preferences lighter(m_folder.filePath("settings.json"));
    QVERIFY(lighter.light());
}

void TstSettings::resetsEverything()
{
    segmented("Theme")->button(1)->click();
    m_preferences->setDevice("some device");
    m_preferences->addRecentPicture("/pictures/5.png");
    for (auto* button : m_dialog->findChildren<QPushButton*>())
        if (button->text().contains("Reset"))
            button->click();
    QVERIFY(!m_preferences->light());
    QVERIFY(m_preferences->device().isEmpty());
    QCOMPARE(m_preferences->recentPictures().size(), 1);
    QCOMPARE(segmented("Theme")->current(), 0);
}

void TstSettings::asksForTheDevice()
{
    QSignalSpy asked(m_dialog.get(), &SettingsDialog::deviceAsked);
    for (auto* button : m_dialog->findChildren<QPushButton*>())
        if (button->accessibleName().contains("device"))
            button->click();
    QCOMPARE(asked.size(), 1);
}

void TstSettings::everyControlHasAName()
{
    for (const QWidget* widget : m_dialog->findChildren<QWidget*>()) {
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        if (widget->isVisible() && widget->focusPolicy() & Qt::TabFocus)
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                widget->metaObject()->className());
    }
    const auto labels = m_dialog->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [this](const QLabel* label) { return label->text() == m_preferences->file(); }));
}

void TstSettings::noTextIsCut_data()
{
    QTest::addColumn<double>("scale");
    for (const double scale : {1.0, 1.5, 2.0})
        QTest::addRow("%.0f %%", scale * 100) << scale;
}

void TstSettings::noTextIsCut()
{
    QFETCH(double, scale);
    applyLook(*qApp, Look::Theme::Light, scale);
    m_dialog = std::make_unique<SettingsDialog>(Surroundings {*m_session, *m_selection, *m_preferences});
    m_dialog->show();
    QVERIFY(m_dialog->width() <= 1280 && m_dialog->height() <= 800);
    QCoreApplication::processEvents();
    for (const QWidget* widget : m_dialog->findChildren<QWidget*>()) {
        const auto* label = qobject_cast<const QLabel*>(widget);
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool words
            = (label && !label->wordWrap() && label->toolTip().isEmpty() && !label->text().isEmpty())
            || (button && !button->text().isEmpty());
        const int needed = label ? QFontMetrics(label->font()).horizontalAdvance(label->text())
                                 : widget->minimumSizeHint().width();
        if (words && widget->isVisible())
            QVERIFY2(widget->width() >= needed,
                qPrintable(QString("\"%1\" has %2 of %3")
                               .arg(label ? label->text() : button->text())
                               .arg(widget->width())
                               .arg(needed)));
    }
    const QWidget* page = m_dialog->findChild<QWidget*>("settingsPage");
    QVERIFY(page->width() <= m_dialog->width()); // nothing lies beyond the right edge
}

QObject* makeTstSettings() { return new TstSettings; }
#include "tst_settings.moc"
