#include "engine/core/error.h"
#include "engine/image/find_pictures.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <unistd.h>

using engine::findPictures;
namespace fs = std::filesystem;

class TstFindPictures : public QObject {
    Q_OBJECT

private slots:
    void init();
    void findsPicturesInAllFoldersSorted();
    void keepsTheFolderAsGiven();
    void passesOverHiddenAndOtherFiles();
    void doesNotFollowLoops();
    void survivesUnreadableFolders();
    void refusesFoldersWithoutPictures();

private:
    void touch(const std::string& name) const;
    QStringList found() const;

    std::unique_ptr<QTemporaryDir> m_temporary;
    fs::path m_folder;
};

void TstFindPictures::init()
{
    m_temporary = std::make_unique<QTemporaryDir>();
    m_folder = m_temporary->path().toStdString();
}

void TstFindPictures::touch(const std::string& name) const
{
    fs::create_directories((m_folder / name).parent_path());
    std::ofstream(m_folder / name) << "x";
}

/// The paths below the folder.
QStringList TstFindPictures::found() const
{
    QStringList names;
    for (const fs::path& picture : findPictures(m_folder))
        names << QString::fromStdString(picture.lexically_relative(m_folder).generic_string());
    return names;
}

void TstFindPictures::findsPicturesInAllFoldersSorted()
{
    for (const char* name : {"b.png", "a/z.JPG", "a/b/c.Jpeg", "a.webp", "Z.bmp", "a0.jpg", "\xc3\xa4.png"})
        touch(name);
    QCOMPARE(found(),
        QStringList({"Z.bmp", "a.webp", "a/b/c.Jpeg", "a/z.JPG", "a0.jpg", "b.png", "\xc3\xa4.png"}));
}

void TstFindPictures::keepsTheFolderAsGiven()
{
    touch("a/b.png");
    const fs::path roundabout = m_folder / "a" / "..";
    QCOMPARE(findPictures(roundabout).front().string(), (roundabout / "a" / "b.png").string());
}

void TstFindPictures::passesOverHiddenAndOtherFiles()
{
    for (const char* name :
        {".a.png", ".hidden/b.png", "c.txt", "png", "d.png.part", "e.gif", "f.png/g.txt", "h.jpg"})
        touch(name);
    fs::create_symlink(m_folder / "missing.png", m_folder / "broken.png");
    fs::create_symlink(m_folder / "h.jpg", m_folder / "linked.jpg");
    QCOMPARE(found(), QStringList({"h.jpg", "linked.jpg"}));
}

void TstFindPictures::doesNotFollowLoops()
{
    touch("a/b.png");
    fs::create_directory_symlink(m_folder, m_folder / "a" / "loop");
    fs::create_directory_symlink("self", m_folder / "self");
    QCOMPARE(found(), QStringList({"a/b.png"}));
}

void TstFindPictures::survivesUnreadableFolders()
{
    if (geteuid() == 0)
        QSKIP("root may read every folder");
    for (const char* name : {"a.png", "b/c.png", "d/e.png"})
        touch(name);
    fs::permissions(m_folder / "b", fs::perms::none);
    const QStringList names = found();
    fs::permissions(m_folder / "b", fs::perms::owner_all);
    QCOMPARE(names, QStringList({"a.png", "d/e.png"}));
}

void TstFindPictures::refusesFoldersWithoutPictures()
{
    const auto refusal = [](const fs::path& folder) -> std::string {
        try {
            findPictures(folder);
            return {};
        } catch (const engine::Error& error) {
            return error.what();
        }
    };
    touch("a/notes.txt");
    const std::string name = m_folder.string();
    QCOMPARE(refusal(name), name + " holds no pictures (JPEG, PNG, WebP or BMP files)");
    QCOMPARE(refusal(name + "/b"), name + "/b does not exist: check the path");
    QCOMPARE(refusal(name + "/a/notes.txt"),
        name + "/a/notes.txt is not a folder: name the folder that holds the pictures");
}

QObject* makeTstFindPictures() { return new TstFindPictures; }

#include "tst_find_pictures.moc"
