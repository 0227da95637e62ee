#include "engine/weights/pickle.h"

namespace engine {

const PickleObject* PickleObject::find(std::string_view key) const
{
    for (std::size_t i = 0; is(Kind::Dictionary) && i < items.size(); i += 2) {
        if (items[i]->is(Kind::Text) && items[i]->text == key)
            return items[i + 1];
    }
    return nullptr;
}

}
