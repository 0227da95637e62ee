#pragma once

#include <QAbstractButton>

/// A way into the program: icon, what it does, a remark, and its key.
class Door : public QAbstractButton {
    Q_OBJECT
public:
    Door(const QString& iconName, const QString& words, const QString& remark, const QString& key,
        QWidget* parent = nullptr);

    /// Only icon and words: where there is little room.
    void setBrief(bool brief);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void enterEvent(QEnterEvent*) override;
    void leaveEvent(QEvent*) override;

private:
    QString m_iconName, m_remark, m_key;
    bool m_brief = false;
};
