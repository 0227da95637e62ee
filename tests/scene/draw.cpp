#include "tests/scene/draw.h"

#include "tests/support/gpu.h"

using namespace engine;

Drawing draw(const Scene& scene, const Camera& camera, int width, int height)
{
    SceneRenderer renderer(testDevice());
    renderer.setScene(scene);
    return renderer.render(camera, width, height);
}

Drawing drawFitted(const Scene& scene, int width, int height)
{
    return draw(scene, fitted(scene, {}, width, height), width, height);
}

const std::uint8_t* pixel(const Drawing& drawing, int x, int y)
{
    return drawing.pixels.data() + (std::size_t(y) * std::size_t(drawing.width) + std::size_t(x)) * 4;
}

const std::uint8_t* pixel(const Drawing& drawing, Point place)
{
    return pixel(drawing, int(place.x), int(place.y));
}
