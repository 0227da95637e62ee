#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One value of a pickle. Values refer to one another as Python's do: one may be part of several, and a
/// hostile file can even make a container part of itself, so whoever walks through them must not trust to
/// find an end.
struct PickleObject {
    enum class Kind { None, Boolean, Integer, Real, Text, Tuple, List, Dictionary, Global, Storage, Tensor };

    Kind kind = Kind::None;
    std::int64_t integer = 0; ///< of an Integer or Boolean
    std::string text; ///< of a Text (valid UTF-8) or Global ("torch.Size")
    /// Of a Tuple or List its items; of a Dictionary keys and values in turn; of a Storage its type (Global),
    /// key (Text) and number of values (Integer); of a Tensor its Storage, offset (Integer), size and stride
    /// (Tuples of Integers).
    std::vector<const PickleObject*> items;
    int height = 0; ///< how deep containers are nested in this one

    bool is(Kind other) const { return kind == other; }
    /// The value of a key of a Dictionary that is a text; null when there is none.
    const PickleObject* find(std::string_view key) const;
};

/// The values of a pickle, all of them owned here. Move-only in effect: copies would refer to the original.
struct Pickle {
    std::deque<PickleObject> objects;
    const PickleObject* root = nullptr;

    Pickle() = default;
    Pickle(Pickle&&) = default;
    Pickle& operator=(Pickle&&) = default;
};

}
