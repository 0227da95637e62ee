#include "engine/weights/safetensors_header.h"

#include "engine/core/error.h"
#include "engine/weights/text.h"

#include <nlohmann/json.hpp>

#include <unordered_set>

namespace engine {

namespace {

using Json = nlohmann::json;

/// Follows the header token by token, so that nothing is stored that was not checked: a tree of JSON values
/// would keep the last of two equal keys silently, and would need many times the memory of the text.
class HeaderReader final : public nlohmann::json_sax<Json> {
public:
    explicit HeaderReader(const std::string& file)
        : m_file(file)
    {
    }

    SafetensorsHeader take() { return std::move(m_header); }

    bool start_object(std::size_t) override
    {
        if (m_place == Place::Start)
            return enter(Place::Header);
        if (m_place != Place::Header)
            unexpected();
        if (m_name == safetensorsMetadataKey)
            return enter(Place::Metadata);
        check(m_header.tensors.size() < mostSafetensorsTensors, "the header lists more than ",
            mostSafetensorsTensors, " tensors");
        m_header.tensors.emplace_back().name = m_name;
        m_fields.clear();
        return enter(Place::Tensor);
    }

    bool key(std::string& text) override
    {
        if (m_place == Place::Header)
            beginName(text);
        else if (m_place == Place::Metadata)
            beginMetadata(text);
        else
            beginField(text);
        return true;
    }

    bool end_object() override
    {
        if (m_place == Place::Tensor) {
            for (const char* field : {"dtype", "shape", "data_offsets"})
                check(m_fields.contains(field), "tensor ", inQuotes(m_name), " has no ", field);
        }
        return enter(Place::Header);
    }

    bool start_array(std::size_t) override
    {
        if (m_place == Place::Tensor && m_field == "shape")
            return enter(Place::Shape);
        if (m_place == Place::Tensor && m_field == "data_offsets")
            return enter(Place::Offsets);
        unexpected();
    }

    bool end_array() override
    {
        if (m_place == Place::Offsets)
            checkOffsetCount(m_offsetCount == 2);
        return enter(Place::Tensor);
    }

    bool string(std::string& text) override
    {
        if (m_place == Place::Metadata)
            m_header.metadata[m_name] = text;
        else if (m_place == Place::Tensor && m_field == "dtype")
            m_header.tensors.back().type = text;
        else
            unexpected();
        return true;
    }

    bool number_unsigned(std::uint64_t value) override
    {
        if (m_place == Place::Shape) {
            std::vector<std::uint64_t>& shape = m_header.tensors.back().shape;
            check(shape.size() < mostSafetensorsDimensions, "tensor ", inQuotes(m_name), " has more than ",
                mostSafetensorsDimensions, " dimensions");
            shape.push_back(value);
        } else if (m_place == Place::Offsets) {
            checkOffsetCount(m_offsetCount < 2);
            m_header.tensors.back().offsets[m_offsetCount++] = value;
        } else {
            unexpected();
        }
        return true;
    }

    bool null() override { unexpected(); }
    bool boolean(bool) override { unexpected(); }
    bool number_integer(std::int64_t) override { unexpected(); }
    bool number_float(double, const std::string&) override { unexpected(); }
    bool binary(Json::binary_t&) override { unexpected(); }

    bool parse_error(std::size_t position, const std::string&, const Json::exception&) override
    {
        throw Error(sentence(m_file, ": the header is not valid JSON at its byte ", position));
    }

private:
    enum class Place { Start, Header, Metadata, Tensor, Shape, Offsets };

    bool enter(Place place)
    {
        m_place = place;
        m_offsetCount = 0;
        return true;
    }

    template <class... Parts>
    void check(bool condition, const Parts&... parts) const
    {
        require(condition, m_file, ": ", parts...);
    }

    void checkOffsetCount(bool condition) const
    {
        check(condition, "data_offsets of tensor ", inQuotes(m_name), " must be two numbers, begin and end");
    }

    void beginName(const std::string& text)
    {
        if (text != safetensorsMetadataKey)
            checkTensorName(text, m_file);
        check(m_names.insert(text).second, "the header names ", inQuotes(text), " twice");
        m_name = text;
    }

    void beginMetadata(const std::string& text)
    {
        check(m_header.metadata.size() < mostSafetensorsTensors, safetensorsMetadataKey, " has more than ",
            mostSafetensorsTensors, " texts");
        check(m_header.metadata.emplace(text, "").second, safetensorsMetadataKey, " names ", inQuotes(text),
            " twice");
        m_name = text;
    }

    void beginField(const std::string& text)
    {
        check(text == "dtype" || text == "shape" || text == "data_offsets", "tensor ", inQuotes(m_name),
            " has an unknown key ", inQuotes(text), "; known are dtype, shape and data_offsets");
        check(m_fields.insert(text).second, "tensor ", inQuotes(m_name), " has the key ", inQuotes(text),
            " twice");
        m_field = text;
    }

    /// A value of a kind that does not belong here. Nesting deeper than the format's ends here too.
    [[noreturn]] void unexpected() const
    {
        switch (m_place) {
        case Place::Start:
            throw Error(sentence(m_file, ": the header must be a JSON object"));
        case Place::Header:
            throw Error(sentence(m_file, ": the entry of ", inQuotes(m_name), " must be a JSON object"));
        case Place::Metadata:
            throw Error(sentence(m_file, ": ", safetensorsMetadataKey, " must hold texts only, but ",
                inQuotes(m_name), " is not a text"));
        default:
            throw Error(sentence(m_file, ": ", m_field, " of tensor ", inQuotes(m_name), " must be ",
                m_field == "dtype" ? "a text" : "a list of whole numbers of 0 or more"));
        }
    }

    const std::string& m_file;
    SafetensorsHeader m_header;
    std::unordered_set<std::string> m_names;
    std::unordered_set<std::string> m_fields; ///< keys seen in the current tensor
    Place m_place = Place::Start;
    std::string m_name; ///< of the current tensor, or of the current text in the metadata
    std::string m_field;
    std::size_t m_offsetCount = 0;
};

}

void checkTensorName(const std::string& name, const std::string& file)
{
    constexpr std::size_t longest = 1023;
    require(!name.empty(), file, ": a tensor has an empty name");
    require(name.size() <= longest, file, ": tensor ", inQuotes(name), " has a name of more than ", longest,
        " bytes");
    require(isPrintable(name), file, ": tensor ", inQuotes(name), " has a control character in its name");
}

SafetensorsHeader parseSafetensorsHeader(std::string_view text, const std::string& file)
{
    require(!text.empty(), file, ": the header is empty");
    require(text.front() == '{', file, ": the header does not begin with '{'");
    const std::size_t invalid = findInvalidUtf8(text);
    require(invalid == text.npos, file, ": the header is not UTF-8 text at its byte ", invalid);
    // The JSON library takes a NUL for the end of the text: whatever follows would be hidden from it.
    const std::size_t nul = text.find('\0');
    require(nul == text.npos, file, ": the header has a NUL byte at its byte ", nul);

    HeaderReader reader(file);
    Json::sax_parse(text.begin(), text.end(), &reader);
    return reader.take();
}

}
