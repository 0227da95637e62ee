#include "app/download/file_hash.h"

#include "engine/core/error.h"

#include <openssl/evp.h>

#include <fstream>
#include <memory>
#include <vector>

namespace {

std::string hashOf(const std::filesystem::path& file, const EVP_MD* kind)
{
    std::ifstream stream(file, std::ios::binary);
    engine::require(bool(stream), file.string(), " cannot be read");
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool good = context && EVP_DigestInit_ex(context.get(), kind, nullptr) == 1;
    std::vector<char> part(1 << 20);
    while (good && (stream.read(part.data(), std::streamsize(part.size())) || stream.gcount() > 0))
        good = EVP_DigestUpdate(context.get(), part.data(), std::size_t(stream.gcount())) == 1;
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    good = good && EVP_DigestFinal_ex(context.get(), digest, &size) == 1;
    engine::require(good && stream.eof(), file.string(), " cannot be checked: reading it failed");
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < size; ++i)
        text += {digits[digest[i] >> 4], digits[digest[i] & 15]};
    return text;
}

}

std::string sha256Of(const std::filesystem::path& file) { return hashOf(file, EVP_sha256()); }
std::string sha1Of(const std::filesystem::path& file) { return hashOf(file, EVP_sha1()); }
