#include "engine/weights/unpickle.h"

#include "engine/core/error.h"
#include "engine/weights/pickle_bytes.h"
#include "engine/weights/text.h"
#include "engine/weights/torch_objects.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace engine {

namespace {

using Kind = PickleObject::Kind;
using Objects = std::vector<PickleObject*>;

constexpr std::size_t mostItems = 10'000; ///< on the stack, and as many remembered
constexpr std::size_t mostObjects = 150'000; ///< in all; a pickle of 1 MiB could make a million
constexpr std::size_t longestText = 1024; ///< bytes
constexpr int deepest = 64;

/// The name of an operation that is not executed, of those that could do harm; of others their character.
std::string nameOf(std::uint8_t code)
{
    switch (code) {
    case 'i':
        return "INST";
    case 'o':
        return "OBJ";
    case 'P':
        return "PERSID";
    case 0x81:
        return "NEWOBJ";
    case 0x82:
        return "EXT1";
    case 0x92:
        return "NEWOBJ_EX";
    case 0x93:
        return "STACK_GLOBAL";
    default:
        return inQuotes({reinterpret_cast<const char*>(&code), 1});
    }
}

/// Python's pickle machine with the operations that make data, and no other: those that make instances, ask
/// extension registries or call whatever the file likes are not there.
class Machine {
public:
    Machine(std::string_view bytes, const std::string& file)
        : m_bytes(bytes, file)
        , m_file(file)
    {
    }

    Pickle run();

private:
    struct Operation {
        std::uint8_t code;
        const char* name;
        void (*execute)(Machine&);
    };
    static const Operation operations[];

    std::string where() const { return sentence(m_file, ": data.pkl, ", m_operation, " at byte ", m_start); }
    template <class... Parts>
    void check(bool condition, const Parts&... parts) const
    {
        if (!condition)
            throw Error(sentence(where(), ": ", parts...));
    }

    void push(PickleObject* object);
    PickleObject& make(PickleObject object);
    PickleObject& make(Kind kind) { return make(PickleObject {kind}); }
    void makeInteger(std::int64_t value) { make(Kind::Integer).integer = value; }
    void makeTruth(bool value) { make(Kind::Boolean).integer = value; }
    void makeReal();
    void makeText(std::size_t length);
    void makeTuple(const Objects& items) { add(make(Kind::Tuple), items); }
    void add(PickleObject& container, const Objects& items);

    PickleObject& top() const;
    Objects pop(std::size_t count);
    void mark();
    Objects popToMark();
    void remember(std::uint64_t index);
    void recall(std::uint64_t index);

    void global();
    void reduce();
    void build();
    void append(const Objects& items);
    void setItems(const Objects& items);

    PickleBytes m_bytes;
    const std::string& m_file;
    std::string m_operation = "PROTO"; ///< the current one, for messages
    std::size_t m_start = 0;
    Pickle m_pickle;
    Objects m_stack;
    std::vector<std::size_t> m_marks; ///< places in m_stack
    std::unordered_map<std::uint64_t, PickleObject*> m_memo;
};

const Machine::Operation Machine::operations[] = {
    {'N', "NONE", [](Machine& m) { m.make(Kind::None); }},
    {0x88, "NEWTRUE", [](Machine& m) { m.makeTruth(true); }},
    {0x89, "NEWFALSE", [](Machine& m) { m.makeTruth(false); }},
    {'J', "BININT", [](Machine& m) { m.makeInteger(m.m_bytes.signedNumber(4)); }},
    {'K', "BININT1", [](Machine& m) { m.makeInteger(std::int64_t(m.m_bytes.number(1))); }},
    {'M', "BININT2", [](Machine& m) { m.makeInteger(std::int64_t(m.m_bytes.number(2))); }},
    {0x8a, "LONG1",
        [](Machine& m) {
            const std::uint64_t length = m.m_bytes.number(1);
            m.check(length <= 8, "a whole number of ", length, " bytes is too large");
            m.makeInteger(m.m_bytes.signedNumber(length));
        }},
    {'G', "BINFLOAT", [](Machine& m) { m.makeReal(); }},
    {'X', "BINUNICODE", [](Machine& m) { m.makeText(m.m_bytes.number(4)); }},
    {'U', "SHORT_BINSTRING", [](Machine& m) { m.makeText(m.m_bytes.number(1)); }},
    {'}', "EMPTY_DICT", [](Machine& m) { m.make(Kind::Dictionary); }},
    {']', "EMPTY_LIST", [](Machine& m) { m.make(Kind::List); }},
    {')', "EMPTY_TUPLE", [](Machine& m) { m.make(Kind::Tuple); }},
    {'(', "MARK", [](Machine& m) { m.mark(); }},
    {'t', "TUPLE", [](Machine& m) { m.makeTuple(m.popToMark()); }},
    {0x85, "TUPLE1", [](Machine& m) { m.makeTuple(m.pop(1)); }},
    {0x86, "TUPLE2", [](Machine& m) { m.makeTuple(m.pop(2)); }},
    {0x87, "TUPLE3", [](Machine& m) { m.makeTuple(m.pop(3)); }},
    {'a', "APPEND", [](Machine& m) { m.append(m.pop(1)); }},
    {'e', "APPENDS", [](Machine& m) { m.append(m.popToMark()); }},
    {'s', "SETITEM", [](Machine& m) { m.setItems(m.pop(2)); }},
    {'u', "SETITEMS", [](Machine& m) { m.setItems(m.popToMark()); }},
    {'q', "BINPUT", [](Machine& m) { m.remember(m.m_bytes.number(1)); }},
    {'r', "LONG_BINPUT", [](Machine& m) { m.remember(m.m_bytes.number(4)); }},
    {'h', "BINGET", [](Machine& m) { m.recall(m.m_bytes.number(1)); }},
    {'j', "LONG_BINGET", [](Machine& m) { m.recall(m.m_bytes.number(4)); }},
    {'c', "GLOBAL", [](Machine& m) { m.global(); }},
    {'R', "REDUCE", [](Machine& m) { m.reduce(); }},
    {'b', "BUILD", [](Machine& m) { m.build(); }},
    {'Q', "BINPERSID", [](Machine& m) { m.make(makeTorchStorage(*m.pop(1).front(), m.where())); }},
};

Pickle Machine::run()
{
    require(m_bytes.number(1) == 0x80, m_file, ": data.pkl is no pickle");
    const std::uint64_t protocol = m_bytes.number(1);
    require(protocol == 2, m_file, ": data.pkl is a pickle of protocol ", protocol,
        "; save it again without choosing one, torch.save(torch.load(f), g)");
    while (true) {
        m_start = m_bytes.place();
        const auto code = static_cast<std::uint8_t>(m_bytes.number(1));
        if (code == '.')
            break;
        const Operation* operation = std::find_if(std::begin(operations), std::end(operations),
            [&](const Operation& candidate) { return candidate.code == code; });
        require(operation != std::end(operations), m_file, ": data.pkl asks at byte ", m_start,
            " for the operation ", int(code), " (", nameOf(code),
            "), which no state dict needs: AlexScope loads data only");
        m_operation = operation->name;
        operation->execute(*this);
    }
    m_operation = "STOP";
    check(m_stack.size() == 1 && m_marks.empty(), "one value must be left, not ", m_stack.size());
    check(m_bytes.atEnd(), "more follows");
    m_pickle.root = m_stack.front();
    return std::move(m_pickle);
}

void Machine::push(PickleObject* object)
{
    check(m_stack.size() < mostItems, "more than ", mostItems, " values on the stack");
    m_stack.push_back(object);
}

PickleObject& Machine::make(PickleObject object)
{
    check(m_pickle.objects.size() < mostObjects, "more than ", mostObjects, " values");
    push(&m_pickle.objects.emplace_back(std::move(object)));
    return *m_stack.back();
}

void Machine::makeReal()
{
    // Tensors are not made of these, and nobody asks for the learning rate of a checkpoint.
    m_bytes.take(8);
    make(Kind::Real);
}

void Machine::makeText(std::size_t length)
{
    check(length <= longestText, "a text of ", length, " bytes, at most ", longestText, " are allowed");
    const std::string_view text = m_bytes.take(length);
    check(findInvalidUtf8(text) == text.npos, inQuotes(text), " is not UTF-8 text");
    make(Kind::Text).text = text;
}

void Machine::add(PickleObject& container, const Objects& items)
{
    for (const PickleObject* item : items)
        container.height = std::max(container.height, item->height + 1);
    check(container.height <= deepest, "values are nested deeper than ", deepest);
    container.items.insert(container.items.end(), items.begin(), items.end());
}

PickleObject& Machine::top() const
{
    check(m_stack.size() > (m_marks.empty() ? 0 : m_marks.back()), "there is no value to work on");
    return *m_stack.back();
}

Objects Machine::pop(std::size_t count)
{
    const std::size_t bottom = m_marks.empty() ? 0 : m_marks.back();
    check(m_stack.size() - bottom >= count, "there is no value to work on");
    const Objects items(m_stack.end() - static_cast<std::ptrdiff_t>(count), m_stack.end());
    m_stack.resize(m_stack.size() - count);
    return items;
}

void Machine::mark()
{
    check(m_marks.size() < deepest, "values are nested deeper than ", deepest);
    m_marks.push_back(m_stack.size());
}

Objects Machine::popToMark()
{
    check(!m_marks.empty(), "there is no MARK");
    Objects items = pop(m_stack.size() - m_marks.back());
    m_marks.pop_back();
    return items;
}

void Machine::remember(std::uint64_t index)
{
    check(m_memo.size() < mostItems, "more than ", mostItems, " values are remembered");
    m_memo[index] = &top();
}

void Machine::recall(std::uint64_t index)
{
    const auto found = m_memo.find(index);
    check(found != m_memo.end(), "no value was remembered as number ", index);
    push(found->second);
}

void Machine::global()
{
    const std::string_view module = m_bytes.line();
    const std::string_view name = m_bytes.line();
    check(module.size() + name.size() < longestText, "a name of more than ", longestText, " bytes");
    const std::string full = sentence(module, ".", name);
    require(isTorchGlobal(full), m_file, " wants to run ", inQuotes(full),
        ": AlexScope loads data only; of a model of your own save the state dict, "
        "torch.save(model.state_dict(), g)");
    make(Kind::Global).text = full;
}

void Machine::reduce()
{
    const Objects items = pop(2);
    check(items[0]->is(Kind::Global) && items[1]->is(Kind::Tuple),
        "what is called must be a name with a tuple of arguments");
    make(callTorchGlobal(*items[0], *items[1], where())).height = items[1]->height;
}

void Machine::build()
{
    const PickleObject& state = *pop(1).front();
    // A state dict carries the versions of its modules as an attribute, which AlexScope has no use for.
    bool isMetadata = top().is(Kind::Dictionary) && state.is(Kind::Dictionary);
    for (std::size_t i = 0; isMetadata && i < state.items.size(); i += 2)
        isMetadata = state.items[i]->is(Kind::Text) && state.items[i]->text == "_metadata";
    check(isMetadata, "an attribute other than a dictionary's _metadata");
}

void Machine::append(const Objects& items)
{
    check(top().is(Kind::List), "only a list can be appended to");
    add(top(), items);
}

void Machine::setItems(const Objects& items)
{
    check(top().is(Kind::Dictionary), "only a dictionary has items");
    check(items.size() % 2 == 0, "a key without a value");
    for (std::size_t i = 0; i < items.size(); i += 2)
        check(items[i]->is(Kind::Text) || items[i]->is(Kind::Integer),
            "a key that is no text and no whole number");
    add(top(), items);
}

}

Pickle unpickle(std::string_view bytes, const std::string& file) { return Machine(bytes, file).run(); }

}
