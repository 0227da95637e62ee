#pragma once

#include "engine/vulkan/kernel.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace engine {

/// One way to compute something: a kernel, its tile, and how it reads.
struct KernelChoice {
    std::string kernel; ///< the shader's name
    int rows = 0; ///< of a tile; zero where the kernel has no choice
    int columns = 0; ///< of a tile, in floats; likewise
    int parts = 0; ///< that the sum is cut into; likewise
    int unroll = 0; ///< steps of the sum in a round of the loop; likewise
    std::optional<Operands> operands {}; ///< none where that is settled elsewhere

    /// "convolution_tiles rows 24 texels": what files keep.
    std::string text() const;
    bool operator==(const KernelChoice&) const = default;
};

/// Which of several equivalent ways a device takes for a piece of work. Whoever writes work down names the piece (what
/// is computed, with its shape) and the ways there are, the usual one first; the usual one is taken unless the table
/// says otherwise. Changing the table matters for recordings made from then on.
class Choices {
public:
    using Table = std::map<std::string, std::string>; ///< name of the piece: text() of the way

    /// What there was to choose for a piece of work, and where it was needed.
    struct Decision {
        std::vector<KernelChoice> candidates;
        KernelChoice taken {};
        std::set<std::string> sections; ///< of recordings
    };

    /// `candidates` must not be empty.
    KernelChoice take(
        const std::string& piece, const std::vector<KernelChoice>& candidates, const std::string& section);
    /// What take() would give, without noting that it was.
    const KernelChoice& wanted(const std::string& piece, const std::vector<KernelChoice>& candidates) const;

    const Table& table() const { return m_table; }
    void replace(Table table) { m_table = std::move(table); }
    /// Takes this way wherever it is among the candidates and the table is silent, for testing it; empty for none.
    void prefer(std::string text) { m_preferred = std::move(text); }

    /// All decisions since the device was opened or forget() called.
    const std::map<std::string, Decision>& decisions() const { return m_decisions; }
    void forget() { m_decisions.clear(); }
    /// A way of every kernel that could have been taken in those decisions and was not.
    std::set<std::string> otherKernels() const;
    /// Those decisions as a table: what replace() takes to repeat them.
    Table taken() const;

private:
    Table m_table;
    std::string m_preferred;
    std::map<std::string, Decision> m_decisions;
};

}
