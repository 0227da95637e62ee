#include "app/views/camera_classes.h"

#include "app/widgets/lengths.h"
#include "app/widgets/look.h"

#include <QCoreApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

static QString classWords(const char* words) { return QCoreApplication::translate("ClassList", words); }

void showClassList(QWidget* parent, const NetworkPointer& network)
{
    if (!network)
        return;
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(classWords("All that it can say"));
    auto* words = new QLabel(
        classWords("%1 knows these %2 words and no other. Of what is none of them it still has to say one.")
            .arg(network->name)
            .arg(network->labels.size()));
    words->setWordWrap(true);
    auto* search = new QLineEdit;
    search->setPlaceholderText(classWords("Search"));
    search->setAccessibleName(classWords("Search the classes"));
    search->setClearButtonEnabled(true);
    auto* list = new QListWidget;
    list->setAccessibleName(classWords("Classes"));
    list->addItems(network->labels);
    auto* column = new QVBoxLayout(dialog);
    keepSpacing(column, 8);
    column->addWidget(words);
    column->addWidget(search);
    column->addWidget(list, 1);
    QObject::connect(search, &QLineEdit::textChanged, list, [list](const QString& wanted) {
        for (int i = 0; i < list->count(); ++i)
            list->item(i)->setHidden(!list->item(i)->text().contains(wanted, Qt::CaseInsensitive));
    });
    dialog->resize(look().px(380), look().px(520));
    dialog->show();
}
