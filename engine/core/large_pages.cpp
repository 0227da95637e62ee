#include "engine/core/large_pages.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace engine {

#ifdef __linux__
void wishForLargePages(void* memory, std::uint64_t bytes)
{
    constexpr std::uintptr_t page = 2 << 20;
    if (!memory || bytes < 2 * page)
        return;
    const auto begin = reinterpret_cast<std::uintptr_t>(memory);
    const std::uintptr_t first = (begin + page - 1) / page * page;
    const std::uintptr_t last = std::uintptr_t(begin + bytes) / page * page;
    madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE); // an error changes nothing
}
#else
void wishForLargePages(void*, std::uint64_t) { }
#endif

}
