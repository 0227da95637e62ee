#include "engine/vulkan/choices.h"

#include "engine/core/error.h"

#include <algorithm>

namespace engine {

std::string KernelChoice::text() const
{
    std::string words = kernel;
    if (rows > 0)
        words += sentence(" rows ", rows);
    if (columns > 0)
        words += sentence(" columns ", columns);
    if (parts > 0)
        words += sentence(" parts ", parts);
    if (unroll > 0)
        words += sentence(" unroll ", unroll);
    if (operands)
        words += *operands == Operands::Texels ? " texels" : " storage";
    return words;
}

const KernelChoice& Choices::wanted(
    const std::string& piece, const std::vector<KernelChoice>& candidates) const
{
    require(!candidates.empty(), piece, ": there is no kernel for it");
    const auto called = [&](const std::string& text) {
        return std::find_if(
            candidates.begin(), candidates.end(), [&](const KernelChoice& c) { return c.text() == text; });
    };
    auto found = candidates.end();
    if (const auto wanted = m_table.find(piece); wanted != m_table.end())
        found = called(wanted->second);
    else if (!m_preferred.empty())
        found = called(m_preferred);
    return found == candidates.end() ? candidates.front() : *found;
}

KernelChoice Choices::take(
    const std::string& piece, const std::vector<KernelChoice>& candidates, const std::string& section)
{
    Decision& decision = m_decisions[piece];
    decision.taken = wanted(piece, candidates);
    decision.candidates = candidates;
    decision.sections.insert(section);
    return decision.taken;
}

std::set<std::string> Choices::otherKernels() const
{
    std::set<std::string> ways;
    for (const auto& [piece, decision] : m_decisions) {
        std::set<std::string> seen = {decision.taken.kernel};
        for (const KernelChoice& candidate : decision.candidates)
            if (seen.insert(candidate.kernel).second)
                ways.insert(candidate.text());
    }
    return ways;
}

Choices::Table Choices::taken() const
{
    Table table;
    for (const auto& [piece, decision] : m_decisions)
        table[piece] = decision.taken.text();
    return table;
}

}
