#pragma once

#include "engine/core/image.h"
#include "engine/core/input_recipe.h"

#include <deque>
#include <vector>

namespace engine {

/// A rectangle of a frame in pixels from its top left.
struct FramePart {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// The part of a frame that the network sees.
FramePart seenPart(int width, int height, const InputRecipe& recipe);

/// A view of a frame, crop x crop pixels. View 0 is preparedPicture(); 1 is its mirror image; the following ones lie
/// half the recipe's margin to a corner, every second one mirrored, ten in all, then they begin again.
Image frameView(const Image& frame, const InputRecipe& recipe, int view);

/// Steady answers: the mean of the probabilities of the last frames, each through another view, so that an answer costs
/// one pass of the network however many are averaged. (The 2012 program averaged 32 views of eight frames.)
class Steady {
public:
    static constexpr int most = 32;

    /// How many answers are averaged, 1 (off) to 32. Fewer forgets the oldest.
    void setCount(int count);
    int count() const { return m_count; }
    /// The view for the next frame.
    int nextView() const;
    /// Takes the probabilities of that view; the mean of those it has.
    std::vector<float> add(std::vector<float> probabilities);
    int averaged() const { return int(m_answers.size()); }
    /// Forgets all: another source, another network.
    void clear();

private:
    int m_count = 1;
    long m_frames = 0;
    std::deque<std::vector<float>> m_answers;
};

}
