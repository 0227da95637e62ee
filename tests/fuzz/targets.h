// What is done with bytes that nobody vouches for: every reader of files takes them for one of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// A reader; the name is that of its folder of bytes to begin with, tests/fuzz/corpus/<name>.
struct FuzzTarget {
    const char* name;
    /// Returns whether the bytes were understood. Whatever it throws but engine::Error is a bug, and so are crashes,
    /// leaks and hanging.
    bool (*run)(std::span<const std::uint8_t> bytes);
};

const std::vector<FuzzTarget>& fuzzTargets();

/// Runs one on the bytes; an engine::Error means that they were refused.
bool runTarget(const FuzzTarget& target, std::span<const std::uint8_t> bytes);
