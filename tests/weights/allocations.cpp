#include "tests/weights/allocations.h"

#include <malloc.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> inUse = 0, most = 0;

void* counted(std::size_t size, std::size_t alignment)
{
    void* memory = alignment > alignof(std::max_align_t)
        ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
        : std::malloc(size);
    if (!memory)
        throw std::bad_alloc();
    const std::size_t now = inUse += malloc_usable_size(memory);
    std::size_t before = most;
    while (before < now && !most.compare_exchange_weak(before, now)) { }
    return memory;
}

void release(void* memory) noexcept
{
    inUse -= malloc_usable_size(memory);
    std::free(memory);
}

}

void* operator new(std::size_t size) { return counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) { return counted(size, std::size_t(alignment)); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }

namespace allocations {

std::size_t current() { return inUse; }
std::size_t peak() { return most; }
void forgetPeak() { most = inUse.load(); }

}
