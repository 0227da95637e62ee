#include "engine/camera/steady.h"

#include "engine/image/prepare.h"
#include "engine/image/resize.h"

#include <algorithm>
#include <array>

namespace engine {

namespace {

/// Toward a corner: −1, 0 or 1 along each side.
struct Direction {
    int x, y;
};

constexpr std::array<Direction, 10> directions {
    Direction {0, 0}, {0, 0}, {-1, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, 1}, {1, -1}, {1, 1}, {-1, -1}};

}

FramePart seenPart(int width, int height, const InputRecipe& recipe)
{
    Image empty; // only its size is asked for
    empty.width = width;
    empty.height = height;
    const PictureSize resized = resizedSize(empty, recipe);
    const double across = double(width) / resized.width, down = double(height) / resized.height;
    return {(resized.width - recipe.crop) / 2.0 * across, (resized.height - recipe.crop) / 2.0 * down,
        recipe.crop * across, recipe.crop * down};
}

Image frameView(const Image& frame, const InputRecipe& recipe, int view)
{
    const Direction direction = directions[std::size_t(view) % directions.size()];
    const bool mirror = view % 2 != 0;
    Image seen;
    if (direction.x == 0) {
        seen = preparedPicture(frame, recipe);
    } else {
        const FramePart part = seenPart(frame.width, frame.height, recipe);
        Window window {part.x, part.y, part.width, part.height};
        constexpr int least = 16; // where a recipe leaves no margin, a sixteenth of the crop
        const double shift = std::max((recipe.resize - recipe.crop) / 2.0 / 2.0, double(recipe.crop) / least);
        window.x += direction.x * shift * window.width / recipe.crop;
        window.y += direction.y * shift * window.height / recipe.crop;
        seen = resizeWindow(frame, window, recipe.crop, recipe.crop);
    }
    return mirror ? mirrored(seen) : seen;
}

void Steady::setCount(int count)
{
    m_count = std::clamp(count, 1, most);
    while (int(m_answers.size()) > m_count)
        m_answers.pop_front();
}

int Steady::nextView() const { return int(m_frames % std::min(m_count, int(directions.size()))); }

std::vector<float> Steady::add(std::vector<float> probabilities)
{
    ++m_frames;
    if (!m_answers.empty() && m_answers.front().size() != probabilities.size())
        m_answers.clear();
    m_answers.push_back(std::move(probabilities));
    while (int(m_answers.size()) > m_count)
        m_answers.pop_front();
    std::vector<float> mean = m_answers.front();
    for (std::size_t answer = 1; answer < m_answers.size(); ++answer)
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] += m_answers[answer][i];
    for (float& value : mean)
        value /= float(m_answers.size());
    return mean;
}

void Steady::clear()
{
    m_answers.clear();
    m_frames = 0;
}

}
