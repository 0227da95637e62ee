// The entry of libFuzzer for the target that TARGET names; see CONTRIBUTING.md.
#include "tests/fuzz/targets.h"

#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    for (const FuzzTarget& target : fuzzTargets())
        if (std::strcmp(target.name, TARGET) == 0)
            runTarget(target, {data, size});
    return 0;
}
