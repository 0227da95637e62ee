#pragma once

#include "engine/layers/layer.h"

#include <memory>
#include <string>
#include <vector>

namespace engine {

/// The table of named layers that a network is made of, first to last. Names are Caffe's: conv1, norm1, fc6, prob.
class LayerList {
public:
    struct Entry {
        std::string name;
        std::shared_ptr<const Layer> layer;
    };

    template <class Type, class... Options>
    void add(std::string name, const Options&... options)
    {
        m_entries.push_back({std::move(name), std::make_shared<const Type>(options...)});
    }

    void add(Entry entry) { m_entries.push_back(std::move(entry)); }

    /// Another layer under the same name.
    template <class Type, class... Options>
    void replace(std::size_t i, const Options&... options)
    {
        m_entries[i].layer = std::make_shared<const Type>(options...);
    }

    const std::vector<Entry>& entries() const { return m_entries; }
    std::size_t size() const { return m_entries.size(); }
    const Entry& operator[](std::size_t i) const { return m_entries[i]; }

private:
    std::vector<Entry> m_entries;
};

}
