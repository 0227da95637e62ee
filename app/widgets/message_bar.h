#pragma once

#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;

/// What happened and what to do, in the window instead of a dialog. Information and success without a button leave
/// after six seconds; all else stays until it is closed or replaced.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    enum class Kind { Info, Success, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// `remedy` is the word on a button that does `action`; none when empty.
    void say(
        Kind kind, const QString& sentence, const QString& remedy = {}, std::function<void()> action = {});
    /// Takes a sentence back that is true no more; any other stays.
    void takeBack(const QString& sentence);
    /// Information that stays until it is taken back by an empty sentence.
    void setBusy(const QString& sentence);
    QString sentence() const;

private:
    void show(Kind kind, const QString& sentence);
    void drawIcon();

    Kind m_kind = Kind::Info;
    QLabel* m_icon;
    QLabel* m_words;
    QPushButton* m_remedy;
    QTimer m_leaving;
    std::function<void()> m_action;
    bool m_busy = false;
};
