#include "engine/weights/torch_objects.h"

#include "engine/core/error.h"

#include <algorithm>
#include <span>

namespace engine {

namespace {

using Kind = PickleObject::Kind;

constexpr std::string_view dictionaryType = "collections.OrderedDict";
constexpr std::string_view sizeType = "torch.Size";
constexpr std::string_view tensorFunction = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view parameterFunction = "torch._utils._rebuild_parameter";
constexpr std::string_view storageTypes[] = {"torch.FloatStorage", "torch.DoubleStorage", "torch.HalfStorage",
    "torch.BFloat16Storage", "torch.LongStorage", "torch.IntStorage"};

bool isStorageType(const PickleObject& object)
{
    return object.is(Kind::Global)
        && std::find(std::begin(storageTypes), std::end(storageTypes), object.text) != std::end(storageTypes);
}

bool isTupleOfIntegers(const PickleObject& object)
{
    return object.is(Kind::Tuple)
        && std::all_of(object.items.begin(), object.items.end(),
            [](const PickleObject* item) { return item->is(Kind::Integer); });
}

/// Hooks are code; without any, PyTorch writes an empty dictionary or none.
bool isNoHooks(const PickleObject& object)
{
    return object.is(Kind::None) || (object.is(Kind::Dictionary) && object.items.empty());
}

/// Whether the arguments are of these kinds, one by one.
bool are(const PickleObject& arguments, std::initializer_list<Kind> kinds)
{
    return std::equal(arguments.items.begin(), arguments.items.end(), kinds.begin(), kinds.end(),
        [](const PickleObject* item, Kind kind) { return item->is(kind); });
}

PickleObject makeTensor(const PickleObject& arguments, const std::string& where)
{
    const std::vector<const PickleObject*>& items = arguments.items;
    const bool right = items.size() == 6 && items[0]->is(Kind::Storage) && items[1]->is(Kind::Integer)
        && isTupleOfIntegers(*items[2]) && isTupleOfIntegers(*items[3]) && items[4]->is(Kind::Boolean)
        && isNoHooks(*items[5]);
    require(right, where,
        ": a tensor must be made of a storage, offset, size, stride, requires_grad and no hooks");
    PickleObject tensor {Kind::Tensor};
    tensor.items.assign(items.begin(), items.begin() + 4);
    return tensor;
}

}

bool isTorchGlobal(std::string_view name)
{
    constexpr std::string_view others[] = {dictionaryType, sizeType, tensorFunction, parameterFunction};
    return std::find(std::begin(others), std::end(others), name) != std::end(others)
        || std::find(std::begin(storageTypes), std::end(storageTypes), name) != std::end(storageTypes);
}

PickleObject callTorchGlobal(
    const PickleObject& callee, const PickleObject& arguments, const std::string& where)
{
    const std::vector<const PickleObject*>& items = arguments.items;
    if (callee.text == tensorFunction)
        return makeTensor(arguments, where);
    if (callee.text == dictionaryType) {
        require(items.empty(), where, ": an OrderedDict must be made empty");
        return {Kind::Dictionary};
    }
    if (callee.text == sizeType) {
        require(are(arguments, {Kind::Tuple}) && isTupleOfIntegers(*items[0]), where,
            ": a torch.Size must be made of a tuple of whole numbers");
        return *items[0];
    }
    require(callee.text == parameterFunction, where, ": ", callee.text, " is no function");
    require(items.size() == 3 && are(arguments, {Kind::Tensor, Kind::Boolean, items[2]->kind})
            && isNoHooks(*items[2]),
        where, ": a parameter must be made of a tensor, requires_grad and no hooks");
    return *items[0];
}

PickleObject makeTorchStorage(const PickleObject& id, const std::string& where)
{
    const std::vector<const PickleObject*>& items = id.items;
    const bool right = id.is(Kind::Tuple)
        && are(id, {Kind::Text, Kind::Global, Kind::Text, Kind::Text, Kind::Integer})
        && items[0]->text == "storage" && isStorageType(*items[1]);
    require(
        right, where, ": a storage must be named by 'storage', its type, key, location and number of values");
    PickleObject storage {Kind::Storage};
    storage.items = {items[1], items[2], items[4]};
    return storage;
}

}
