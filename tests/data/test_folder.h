// Folders of pictures and other files for the tests of engine/data.
#pragma once

#include "engine/core/error.h"
#include "tests/image/drawn_pictures.h"

#include <QTemporaryDir>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <zlib.h>

/// A folder that is there until the object goes. Names are relative to it.
class TestFolder {
public:
    TestFolder()
    {
        std::filesystem::permissions(path(), std::filesystem::perms(0755)); // for another user, see below
    }
    ~TestFolder()
    {
        std::filesystem::remove_all(path()); // also names that are not UTF-8, which Qt does not remove
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    std::filesystem::path path(const std::string& name = {}) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    void write(const std::string& name, const drawn::File& bytes) const
    {
        std::filesystem::create_directories(path(name).parent_path());
        std::ofstream(path(name), std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), std::streamsize(bytes.size()));
    }
    void write(const std::string& name, const std::string& text) const
    {
        write(name, drawn::File(text.begin(), text.end()));
    }
    void writeCompressed(const std::string& name, const drawn::File& bytes) const
    {
        std::filesystem::create_directories(path(name).parent_path());
        const gzFile file = gzopen(path(name).c_str(), "wb");
        gzwrite(file, bytes.data(), unsigned(bytes.size()));
        gzclose(file);
    }
    /// A picture of its own for each `kind`; the format is that of the name.
    void picture(const std::string& name, int kind = 0) const
    {
        write(name,
            drawn::encode(std::filesystem::path(name).extension().c_str(), drawn::noisy(12 + kind, 10)));
    }

private:
    QTemporaryDir m_folder;
};

/// While it lives, the process has the rights of a user who is not root, if it has root's.
class WithoutRootRights {
public:
    WithoutRootRights()
        : m_user(geteuid())
    {
        if (m_user == 0 && seteuid(65534) != 0)
            qFatal("no other user");
    }
    ~WithoutRootRights()
    {
        if (m_user == 0 && seteuid(m_user) != 0)
            qFatal("root's rights are gone");
    }
    WithoutRootRights(const WithoutRootRights&) = delete;
    WithoutRootRights& operator=(const WithoutRootRights&) = delete;

private:
    uid_t m_user;
};

/// The sentence of the Error that the function throws; empty when it throws none.
template <class Function>
std::string refusalOf(const Function& function)
{
    try {
        function();
        return {};
    } catch (const engine::Error& error) {
        return error.what();
    }
}
