#pragma once

#include <QWidget>

/// Says in a dot and a word whether a camera is looking. Nothing blinks.
class CameraLight : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Dark, Waiting, Live, Lost };

    explicit CameraLight(QWidget* parent = nullptr);

    void setKind(Kind kind, const QString& word);
    QString word() const { return m_word; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Kind m_kind = Kind::Dark;
    QString m_word;
};
