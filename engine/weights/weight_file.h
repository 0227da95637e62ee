#pragma once

#include "engine/weights/mapped_file.h"
#include "engine/weights/stored_network.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One tensor of a weight file: what the file says of it, and its bytes there (little endian, last dimension
/// fastest).
struct WeightEntry {
    /// Other stands for types that hold no weights of ours (integers, 8-bit floats); such an entry is listed
    /// but cannot be read.
    enum class Type { F32, F16, BF16, F64, Other };

    std::string name;
    std::vector<std::int64_t> shape; ///< slowest dimension first, none negative; empty for a single number
    Type type = Type::F32;
    std::string typeName; ///< as the file writes it: "F32", "I64"
    std::span<const std::uint8_t> bytes; ///< valid as long as the WeightFile or `owner`
    /// Set where the values are not stored as they are wanted: writes them, size() floats. `bytes` is then empty.
    std::function<void(std::span<float>)> fill = {};
    std::shared_ptr<const void> owner = {}; ///< of bytes that are not in the mapped file

    /// How many values it holds: the product of the shape, which readers have checked to fit.
    std::size_t size() const;
    /// "96x3x11x11", or "a single number" for an empty shape.
    std::string shapeText() const;
    /// Writes the values, as they are, to `out`, which has room for exactly size() floats.
    void convertTo(std::span<float> out) const;
};

/// An opened and checked file of trained weights. The weights stay in the mapped file until they are read, so
/// that opening costs neither time nor memory. Move-only.
class WeightFile {
public:
    /// For the readers of formats. The entries' bytes lie in `file`, as many as type and shape ask for, or belong to
    /// their owners.
    WeightFile(MappedFile file, std::vector<WeightEntry> entries, std::map<std::string, std::string> metadata,
        std::optional<StoredNetwork> network = {});

    /// In the order of their bytes in the file; names are unique.
    const std::vector<WeightEntry>& entries() const { return m_entries; }
    /// Null when there is no tensor of this name.
    const WeightEntry* find(std::string_view name) const;
    /// Texts that came with the weights, such as "alexscope.network".
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    /// The network that the weights belong to, where the format describes it. Entries are then called after its
    /// layers: "<layer>.weight".
    const std::optional<StoredNetwork>& network() const { return m_network; }
    const std::filesystem::path& path() const { return m_file.path(); }

    /// Writes the values of one of the entries to `out`, which has room for exactly entry.size() floats.
    /// Throws Error naming file and tensor when a value is NaN, infinite or too large for a float, when the
    /// type is not one of the four floating-point types, or when the file was shortened meanwhile.
    void read(const WeightEntry& entry, std::span<float> out) const;
    /// The values where they lie, checked in the same way; none when they must be read because they are stored
    /// differently.
    std::optional<std::span<const float>> view(const WeightEntry& entry) const;

private:
    void check(const WeightEntry& entry, std::span<const float> values) const;

    MappedFile m_file;
    std::vector<WeightEntry> m_entries;
    std::map<std::string, std::string> m_metadata;
    std::optional<StoredNetwork> m_network;
};

}
