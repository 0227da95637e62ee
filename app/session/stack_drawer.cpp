#include "app/session/stack_drawer.h"

#include "app/session/engine_state.h"
#include "engine/core/waiting.h"
#include "engine/layers/convolution.h"
#include "engine/scene/build_scene.h"
#include "engine/scene/scene_renderer.h"

#include <algorithm>

using namespace engine;

/// The renderer and what it has been given.
struct StackScene {
    explicit StackScene(Device& device)
        : renderer(device)
    {
    }

    SceneRenderer renderer;
    Scene scene; ///< without values
    StackContent content;
    std::vector<StackBlock> blocks; ///< without outlines
};

namespace {

/// Layers of the network that one row of the stack stands for.
struct StackRow {
    int first = -1; ///< −1: the picture
    int shown = -1; ///< whose values are seen
};

/// The picture, and every layer that does more than change the values before it one by one.
std::vector<StackRow> rowsOf(const NetworkInfo& network)
{
    std::vector<StackRow> rows(1);
    for (int i = 0; i < int(network.layers.size()); ++i) {
        const LayerInfo& info = network.layers[std::size_t(i)];
        const Shape& before = i == 0 ? network.input : network.layers[std::size_t(i) - 1].output;
        const bool own = info.kind == "Convolution" || info.kind == "FullyConnected" || info.kind == "LRN"
            || (info.output != before && info.kind != "Flatten");
        if (own)
            rows.push_back({i, i});
        else if (rows.size() > 1 && info.kind == "ReLU")
            rows.back().shown = i;
    }
    return rows;
}

std::vector<int> standsFor(const NetworkInfo& network)
{
    std::vector<int> rowOfLayer;
    const std::vector<StackRow> rows = rowsOf(network);
    std::size_t row = 0;
    for (int i = 0; i < int(network.layers.size()); ++i) {
        if (row + 1 < rows.size() && rows[row + 1].first == i)
            ++row;
        rowOfLayer.push_back(rows[row].first);
    }
    return rowOfLayer;
}

Image toImage(const QImage& seen)
{
    const QImage rgb = seen.convertToFormat(QImage::Format_RGB888);
    Image image(rgb.width(), rgb.height());
    for (int y = 0; y < rgb.height(); ++y)
        std::copy_n(rgb.constScanLine(y), std::size_t(rgb.width()) * 3, image.pixel(0, y));
    return image;
}

Colour toColour(QRgb colour)
{
    return {std::uint8_t(qRed(colour)), std::uint8_t(qGreen(colour)), std::uint8_t(qBlue(colour))};
}

LayerLook lookOf(const LayerInfo& info)
{
    if (info.kind == "Convolution")
        return LayerLook::Convolution;
    if (info.kind == "LRN")
        return LayerLook::Norm;
    return info.vector ? LayerLook::Vector : LayerLook::Pool;
}

SceneLayer sceneLayer(const StackContent& content, const StackRow& row, const LayerList& layers)
{
    const NetworkInfo& network = *content.answer->network;
    SceneLayer made;
    if (row.first < 0) {
        made.name = "the picture";
        made.look = LayerLook::Picture;
        made.channels = network.input.channels;
        made.height = network.input.height;
        made.width = network.input.width;
        made.picture = toImage(content.answer->seen);
        return made;
    }
    const LayerInfo& info = network.layers[std::size_t(row.first)];
    made.name = info.name.toStdString();
    made.look = lookOf(info);
    made.channels = info.output.channels;
    made.height = info.output.height;
    made.width = info.output.width;
    made.values = content.answer->outputOf(row.shown).values;
    made.selected = content.layer == row.first ? content.unit : -1;
    // Two groups are two towers; more of them are drawn as one.
    const auto* convolution = dynamic_cast<const Convolution*>(layers[std::size_t(row.first)].layer.get());
    if (convolution && convolution->options().groups == 2)
        made.groups = 2;
    return made;
}

std::vector<StackBlock> blocksOf(
    const Scene& scene, const std::vector<StackRow>& rows, const NetworkInfo& network)
{
    std::vector<int> towers(rows.size(), 0);
    for (const Block& block : scene.blocks)
        ++towers[std::size_t(block.layer)];
    std::vector<StackBlock> blocks;
    for (const Block& block : scene.blocks) {
        const StackRow& row = rows[std::size_t(block.layer)];
        StackBlock made;
        made.layer = row.first;
        made.shown = row.shown;
        made.tower = block.tower;
        made.towers = towers[std::size_t(block.layer)];
        made.rows = block.height;
        made.columns = block.width;
        made.behind = block.behind;
        if (row.first >= 0) {
            const LayerInfo& info = network.layers[std::size_t(row.first)];
            made.vector = lookOf(info) == LayerLook::Vector;
            made.units = info.output.channels / made.towers;
            made.firstUnit = made.units * block.tower;
            made.unit = made.firstUnit + (made.vector ? 0 : block.frontMap);
        }
        blocks.push_back(made);
    }
    return blocks;
}

void setContent(StackScene& stack, const StackContent& content, const LayerList& layers)
{
    const NetworkInfo& network = *content.answer->network;
    const std::vector<StackRow> rows = rowsOf(network);
    std::vector<SceneLayer> sceneLayers;
    for (const StackRow& row : rows)
        sceneLayers.push_back(sceneLayer(content, row, layers));
    Scene scene = buildScene(sceneLayers);
    for (std::size_t i = 0; i < scene.colours.size(); ++i)
        scene.colours[i] = toColour(content.colours[i]);
    scene.background = toColour(content.background.rgb());
    scene.wireColour = toColour(content.wire.rgb());
    scene.wireWidth = content.wireWidth;
    stack.content = {};
    stack.renderer.setScene(scene);
    stack.blocks = blocksOf(scene, rows, network);
    for (Block& block : scene.blocks)
        block.values = {};
    stack.scene = std::move(scene);
    stack.content = content;
}

StackPointer drawn(EngineState& state, const StackRequest& request)
{
    mayWait("drawing the network");
    const ClassificationPointer& answer = request.content.answer;
    if (state.network != answer->network)
        return nullptr;
    if (!state.stack)
        state.stack = std::make_shared<StackScene>(*state.device);
    StackScene& stack = *state.stack;
    if (stack.content != request.content)
        setContent(stack, request.content, state.layers);
    const int width = request.size.width(), height = request.size.height();
    auto made = std::make_shared<StackDrawing>();
    made->answer = answer;
    made->camera
        = request.fit ? fitted(stack.scene, request.camera, width, height, request.margins) : request.camera;
    Drawing drawing = stack.renderer.render(made->camera, width, height);
    const QImage pixels(drawing.pixels.data(), width, height, 4 * width, QImage::Format_RGBA8888);
    made->image = pixels.convertToFormat(QImage::Format_RGB32);
    made->blockOfPixel = std::move(drawing.blocks);
    made->blocks = stack.blocks;
    for (std::size_t i = 0; i < made->blocks.size(); ++i)
        made->blocks[i].outline = drawing.outlines[i];
    made->standsFor = standsFor(*answer->network);
    return made;
}

}

int StackDrawing::blockAt(QPoint pixel) const
{
    if (!image.rect().contains(pixel))
        return -1;
    return blockOfPixel[std::size_t(pixel.y()) * std::size_t(image.width()) + std::size_t(pixel.x())];
}

StackDrawer::StackDrawer(Session& session, QObject* parent)
    : QObject(parent)
    , m_session(session)
{
}

void StackDrawer::draw(const StackRequest& request)
{
    StackRequest asked = request;
    StackContent& content = asked.content;
    // A selected unit changes what is seen only where maps stand in front.
    const NetworkInfo& network = *content.answer->network;
    content.layer = content.layer < 0 ? -1 : standsFor(network)[std::size_t(content.layer)];
    const LayerInfo* info = content.layer < 0 ? nullptr : &network.layers[std::size_t(content.layer)];
    if (!info || lookOf(*info) == LayerLook::Vector || lookOf(*info) == LayerLook::Norm)
        content.layer = content.unit = -1;
    m_session.engine().run(
        m_lane, this, [asked](EngineState& state, std::stop_token) { return drawn(state, asked); },
        [this](const StackPointer& drawing) { emit ready(drawing); },
        [this](const QString& sentence) { emit failed(sentence); });
}
