#include "app/cli/npy.h"

#include "engine/core/error.h"
#include "engine/weights/atomic_file.h"

#include <string>

namespace {

std::span<const std::uint8_t> bytesOf(const void* data, std::size_t size)
{
    return { static_cast<const std::uint8_t*>(data), size };
}

}

void writeNpy(const std::filesystem::path& file, std::span<const int> shape, std::span<const float> values)
{
    std::string extents;
    std::size_t count = 1;
    for (int extent : shape) {
        extents += std::to_string(extent) + ",";
        count *= std::size_t(extent);
    }
    engine::require(count == values.size(), "an array of ", extents, " cannot take ", values.size(), " values");
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents + "), }";
    // Magic, version and length take 10 bytes; the data begin at a multiple of 64.
    header.resize((10 + header.size() + 1 + 63) / 64 * 64 - 10 - 1, ' ');
    header += '\n';
    std::string head("\x93NUMPY\x01\x00", 8);
    head += char(header.size() & 255);
    head += char(header.size() >> 8);
    head += header;

    engine::AtomicFile out(file);
    out.write(bytesOf(head.data(), head.size()));
    out.write(bytesOf(values.data(), values.size_bytes()));
    out.commit();
}
