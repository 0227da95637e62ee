#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

/// The keys that act, each with its word, in one line; the last one stands at the right. Where there is no room for all,
/// those before the last are left out.
class KeyLine : public QWidget {
    Q_OBJECT
public:
    struct Entry {
        QStringList keys; ///< as they are written on the keyboard
        QString words; ///< "layer"
    };

    explicit KeyLine(QWidget* parent = nullptr);

    void setEntries(std::vector<Entry> entries);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    int keyWidth(const QString& key) const;
    int widthOf(const Entry& entry) const;
    void paint(QPainter& painter, const Entry& entry, int x) const;

    std::vector<Entry> m_entries;
};
