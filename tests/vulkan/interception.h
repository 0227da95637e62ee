#pragma once

#include <volk.h>

#include <map>
#include <string>

/// Puts own functions in the place of Vulkan's for all instances and devices opened while it lives, from their
/// first call on. One at a time.
class Interception {
public:
    using Functions = std::map<std::string, PFN_vkVoidFunction>;

    explicit Interception(Functions functions);
    ~Interception();
    Interception(const Interception&) = delete;
    Interception& operator=(const Interception&) = delete;

    /// The function that one of ours stands in for.
    template <class Function>
    static Function real(const char* name)
    {
        return reinterpret_cast<Function>(find(name));
    }

private:
    static PFN_vkVoidFunction find(const char* name);
};

/// For the table above.
template <class Function>
PFN_vkVoidFunction function(Function* own)
{
    return reinterpret_cast<PFN_vkVoidFunction>(own);
}
