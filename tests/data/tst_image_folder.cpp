#include "engine/core/printable.h"
#include "engine/data/batch_loader.h"
#include "engine/data/image_folder.h"
#include "tests/data/test_folder.h"

#include <QtTest>

#include <unistd.h>

#include <sys/stat.h>

using namespace engine;
namespace fs = std::filesystem;

class TstImageFolder : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<TestFolder>(); }
    void takesFoldersForClasses();
    void findsPicturesAtAnyDepth();
    void followsLinksOnce();
    void reportsEveryBadCase();
    void readsEveryKindOfPicture();
    void listsWhatMayNotBeRead();
    void takesLabelsFromGivenClasses();
    void refusesNoClassAndAnEmptyOne();

private:
    std::shared_ptr<const Dataset> open(const std::vector<std::string>& classes = {})
    {
        m_skipped.clear();
        return openImageFolder(m_folder->path(), m_skipped, classes);
    }
    /// Label and path below the folder of every picture.
    QStringList contents(const Dataset& dataset) const;
    /// The reasons, with DIR for the folder.
    QStringList report(const std::vector<SkippedFile>& skipped) const;

    std::unique_ptr<TestFolder> m_folder;
    std::vector<SkippedFile> m_skipped;
};

QStringList TstImageFolder::contents(const Dataset& dataset) const
{
    QStringList list;
    const auto prefix = m_folder->path().string().size();
    for (int i = 0; i < dataset.size(); ++i)
        list += QString("%1 %2").arg(dataset.label(i)).arg(dataset.name(i).substr(prefix).c_str());
    return list;
}

QStringList TstImageFolder::report(const std::vector<SkippedFile>& skipped) const
{
    QStringList list;
    const QString folder = m_folder->path().string().c_str();
    for (const SkippedFile& file : skipped) {
        if (!file.reason.starts_with(file.file + " "))
            list += "the reason does not name the file:";
        list += QString::fromStdString(file.reason).replace(folder, "DIR/");
    }
    return list;
}

void TstImageFolder::takesFoldersForClasses()
{
    for (const char* name : {"dog/b.png", "dog/a.png", "Cat/c.png", "\xc3\xa4/d.png", "e.png"})
        m_folder->picture(name);
    m_folder->picture(".hidden/f.png");
    const auto dataset = open();
    QCOMPARE(dataset->classes(), std::vector<std::string>({"Cat", "dog", "\xc3\xa4"}));
    QCOMPARE(
        contents(*dataset), QStringList({"0 Cat/c.png", "1 dog/a.png", "1 dog/b.png", "2 \xc3\xa4/d.png"}));
    QVERIFY(m_skipped.empty());
}

void TstImageFolder::findsPicturesAtAnyDepth()
{
    for (const char* name : {"a/1.png", "a/x/y/2.png", "a/x.png/3.png", "a/4.JPG", "a/5.jpeg", "a/6.bmp",
             "a/7.webp", "a/notes.txt", "a/png", "a/.8.png"})
        m_folder->write(name, drawn::encode(".png", drawn::noisy(3, 3)));
    QCOMPARE(contents(*open()),
        QStringList({"0 a/1.png", "0 a/4.JPG", "0 a/5.jpeg", "0 a/6.bmp", "0 a/7.webp", "0 a/x/y/2.png",
            "0 a/x.png/3.png"}));
    QVERIFY(m_skipped.empty());
}

void TstImageFolder::followsLinksOnce()
{
    m_folder->picture("a/1.png");
    m_folder->picture("a/deep/2.png");
    fs::create_directory_symlink(m_folder->path("a"), m_folder->path("b"));
    fs::create_directory_symlink("..", m_folder->path("a/deep/loop"));
    fs::create_directory_symlink("self", m_folder->path("a/self"));
    fs::create_symlink("1.png", m_folder->path("a/linked.png"));
    QCOMPARE(contents(*open()),
        QStringList({"0 a/1.png", "0 a/deep/2.png", "0 a/linked.png", "1 b/1.png", "1 b/deep/2.png",
            "1 b/linked.png"}));
    QCOMPARE(report(m_skipped),
        QStringList({"DIR/a/deep/loop is a link to a folder that was read already: remove the link",
            "DIR/b/deep/loop is a link to a folder that was read already: remove the link"}));
}

/// Trust: bad files are listed with their reason, and training goes on with the rest.
void TstImageFolder::reportsEveryBadCase()
{
    m_folder->picture("cat/good.png");
    m_folder->picture("dog/good.png", 1); // the same name
    m_folder->write("cat/empty.png", std::string());
    m_folder->write("cat/text.jpg", std::string("I am not a picture."));
    m_folder->write("cat/photo.tiff", std::string("II*"));
    m_folder->write("cat/Thumbs.db", std::string("passed over"));
    fs::create_symlink("gone", m_folder->path("cat/gone.png"));
    mkfifo(m_folder->path("cat/pipe.png").c_str(), 0644);
    drawn::File cut = drawn::encode(".jpg", drawn::smooth(90, 60));
    cut.resize(cut.size() / 2);
    m_folder->write("dog/caf\xe9\n.jpg", cut);
    m_folder->write("dog/wrong.bmp", drawn::encode(".jpg", drawn::smooth(9, 9))); // it is a picture

    const auto dataset = open();
    QCOMPARE(report(m_skipped),
        QStringList({"DIR/cat/empty.png is empty: get a fresh copy of it",
            "DIR/cat/gone.png is a link to a file that does not exist: restore that file or remove the link",
            "DIR/cat/photo.tiff is left out because of its kind; AlexScope opens JPEG, PNG, WebP and BMP: "
            "convert it first",
            "DIR/cat/pipe.png is not a file: remove it"}));

    BatchLoader::Options options;
    options.recipe.resize = options.recipe.crop = 8;
    BatchLoader loader(dataset, options);
    const Batch batch = loader.next();
    QCOMPARE(batch.labels, std::vector<int>({0, 1, 1}));
    QCOMPARE(report(loader.skipped()),
        QStringList({"DIR/cat/text.jpg is a text file, not a picture; AlexScope opens JPEG, PNG, WebP and "
                     "BMP: "
                     "choose such a file",
            "DIR/dog/caf\\xe9\\x0a.jpg is a damaged or incomplete JPEG picture (Premature end of JPEG file): "
            "get a "
            "fresh copy of it"}));
}

void TstImageFolder::readsEveryKindOfPicture()
{
    const auto encoded = [](const cv::Mat& pixels) {
        drawn::File file;
        cv::imencode(".png", pixels, file);
        return file;
    };
    m_folder->write("a/16-bit.png", encoded(cv::Mat(5, 7, CV_16UC3, cv::Scalar(256, 512, 65535))));
    m_folder->write("a/alpha.png", encoded(cv::Mat(5, 7, CV_8UC4, cv::Scalar(1, 2, 3, 0))));
    fs::copy_file(SOURCE_DIR "/tests/fixtures/image/cmyk.jpg", m_folder->path("a/cmyk.jpg"));
    m_folder->write("a/grey.png", encoded(cv::Mat(5, 7, CV_8UC1, cv::Scalar(9))));
    m_folder->write("a/long.png", drawn::encode(".png", drawn::noisy(65000, 1)));
    m_folder->write("a/tiny.png", drawn::encode(".png", drawn::noisy(1, 1)));
    const auto dataset = open();
    QCOMPARE(dataset->image(0).pixels[0], std::uint8_t(255)); // red, from BGR
    QCOMPARE(dataset->image(3).pixels[0], std::uint8_t(9));

    for (const char* words : {"none", "crop,mirror,scale,colour,pca"})
        for (const int resize : {32, 256}) {
            BatchLoader::Options options;
            options.recipe.resize = resize;
            options.recipe.crop = resize - resize / 9;
            options.augmentation = augmentationNamed(words);
            BatchLoader loader(dataset, options);
            QCOMPARE(loader.next().images.shape.batch, 6);
            QVERIFY(loader.skipped().empty());
        }
}

void TstImageFolder::listsWhatMayNotBeRead()
{
    for (const char* name : {"a/good.png", "a/locked.png", "a/secret/b.png"})
        m_folder->picture(name);
    fs::permissions(m_folder->path("a/locked.png"), fs::perms::none);
    fs::permissions(m_folder->path("a/secret"), fs::perms::none);
    {
        const WithoutRootRights rights;
        if (euidaccess(m_folder->path("a").c_str(), R_OK | X_OK) != 0)
            QSKIP("the folder for temporary files belongs to root alone");
        QCOMPARE(contents(*open()), QStringList({"0 a/good.png"}));
    }
    fs::permissions(m_folder->path("a/secret"), fs::perms::owner_all);
    QCOMPARE(report(m_skipped),
        QStringList({"DIR/a/locked.png cannot be read: check the permissions",
            "DIR/a/secret cannot be read (Permission denied): check the permissions"}));
}

void TstImageFolder::takesLabelsFromGivenClasses()
{
    m_folder->picture("cat/1.png");
    m_folder->picture("dog/1.png");
    const std::vector<std::string> classes = {"bird", "cat", "dog"};
    QCOMPARE(open(classes)->classes(), classes);
    QCOMPARE(contents(*open(classes)), QStringList({"1 cat/1.png", "2 dog/1.png"}));
    const std::string refusal = refusalOf([&] { open({"bird", "cat"}); });
    QCOMPARE(refusal,
        m_folder->path("dog").string()
            + " is a class without training pictures: add a folder of that name to them or remove this one");
}

void TstImageFolder::refusesNoClassAndAnEmptyOne()
{
    m_folder->picture("loose.png");
    QCOMPARE(refusalOf([&] { open(); }),
        m_folder->path().string()
            + " holds no class: put the pictures of each class into a folder named after it");
    m_folder->picture("cat/1.png");
    m_folder->write("dog/notes.txt", std::string("none"));
    const std::string empty = m_folder->path("dog").string()
        + " holds no picture that can be opened (JPEG, PNG, WebP or BMP files): add some or remove the "
          "folder";
    QCOMPARE(refusalOf([&] { open(); }), empty);
    m_folder->write("dog/1.png", std::string());
    QCOMPARE(refusalOf([&] { open(); }),
        empty + "; " + m_folder->path("dog/1.png").string() + " is empty: get a fresh copy of it");
    QVERIFY(refusalOf([&] {
        openImageFolder(m_folder->path("none"), m_skipped);
    }).ends_with("none cannot be read (No such file or directory): check the permissions"));
}

QObject* makeTstImageFolder() { return new TstImageFolder; }
#include "tst_image_folder.moc"
