#include "engine/layers/convolution_winograd.h"

#include "engine/layers/convolution_tiles.h"
#include "engine/layers/convolution_winograd_planes.h"
#include "engine/layers/slices.h"

namespace engine::winograd {

namespace {

struct OutputPush {
    LayoutPush to;
    std::int32_t height, width;
    std::int32_t tilesX, tiles, vectors, tileStep, planeStep;
    std::int32_t biasStep, hasBias, relu;
};

struct WeightsPush {
    std::int32_t count;
    std::int32_t rowStep, columnStep, panelStep;
};

constexpr KernelInterface inputKernel {"winograd_input", 1, 1, sizeof(PlanesPush), 3};
constexpr KernelInterface outputKernel {"winograd_output", 2, 1, sizeof(OutputPush), 3};
constexpr KernelInterface weightsKernel {"winograd_weights", 1, 1, sizeof(WeightsPush), 3};

/// Bytes of planes that are filled and read again while they are still in a processor's cache.
constexpr std::uint64_t planeBudget = 16 << 20;

/// What must be saved by the model of chosen().
constexpr double leastGain = 1.25;

/// Two dispatches more, in multiplications with an addition: small layers go there in batches only.
constexpr double dispatchCost = 3e6;

/// Shaders divide by products with floats, exactly below this.
constexpr std::int64_t largestQuotient = 1 << 22;

bool fits(const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    const bool suits = (options.size == Extent(3) || options.size == Extent(5)) && options.stride == Extent(1)
        && options.dilation == Extent(1) && input.pixel % 4 == 0;
    if (!suits)
        return false;
    const Planes planes(options, input);
    const Panels panels(device);
    const std::uint64_t most = std::min(device.readableBytes(), device.writableBytes());
    const std::int64_t columns = planes.planes() * tiles::panelsPerGroup(options, panels);
    return std::max({planes.inputBytes(1), planes.outputBytes(1), weightBytes(options, panels, input)})
        <= most
        && columns <= std::min(device.limits().workGroups[0], device.limits().workGroups[1])
        && options.groups <= int(device.limits().workGroups[2])
        && std::int64_t(planes.tiles) * std::max(planes.inputVectors, planes.outputVectors) < largestQuotient;
}

/// The convolution whose product it is, and how its input lies: forward, or from the output's gradient.
struct Seen {
    ConvolutionOptions options;
    Layout input;
    double cost = floatCost;
    bool movesFilters = false; ///< brought to the points or back each time, not only when parameters change

    Seen(Product product, const ConvolutionOptions& forward, const Layout& in)
        : options(product == Product::InputGradient ? tiles::flipped(forward, in.shape) : forward)
        , input(product == Product::InputGradient ? tiles::gradientLayout(forward, in.shape) : in)
        , cost(product == Product::WeightGradient ? gradientFloatCost : floatCost)
        , movesFilters(product != Product::Forward)
    {
    }
};

/// By the model of the costs above.
bool isFaster(const Seen& seen, const Device& device)
{
    if (device.info().type != "cpu") // they were measured on none other
        return false;
    const ConvolutionOptions& options = seen.options;
    const Planes planes(options, seen.input);
    const double channels = seen.input.groupChannels(), filters = double(options.filters) / options.groups;
    const Shape output = Convolution(options).outputShape(seen.input.shape.withBatch(1));
    const double direct = double(output.height) * output.width * options.size.height * options.size.width
        * channels * filters;
    const double here
        = double(planes.points()) * planes.tiles * (channels * filters + seen.cost * (channels + filters));
    const double once = dispatchCost / options.groups
        + (seen.movesFilters ? double(planes.points()) * channels * filters * seen.cost : 0);
    return direct > leastGain * (here + once / seen.input.shape.batch);
}

constexpr const char* winogradWay = "winograd";

/// The ways of choices(), the usual one first.
std::vector<KernelChoice> waysOf(const Seen& seen, const Device& device)
{
    std::vector<KernelChoice> ways = {{.kernel = "direct"}, {.kernel = winogradWay}};
    if (isFaster(seen, device))
        std::swap(ways[0], ways[1]);
    return ways;
}

std::string pieceOf(Product product, const Seen& seen)
{
    const char* words = product == Product::Forward ? "way of "
        : product == Product::InputGradient         ? "way back of "
                                                    : "way of the weight gradient of ";
    return words + tiles::pieceName(seen.options, seen.input.shape);
}
}

bool possible(Product product, const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    if (product == Product::InputGradient && !tiles::canFlip(options, input.shape))
        return false;
    const Seen seen(product, options, input);
    return device.winograd().value_or(true) && fits(seen.options, device, seen.input);
}

bool wanted(Product product, const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    if (!possible(product, options, device, input))
        return false;
    const Seen seen(product, options, input);
    return device.winograd()
        || device.choices().wanted(pieceOf(product, seen), waysOf(seen, device)).kernel == winogradWay;
}

bool choose(Product product, const ConvolutionOptions& options, const Recording& recording,
    const Device& device, const Layout& input)
{
    if (!possible(product, options, device, input))
        return false;
    const Seen seen(product, options, input);
    return device.winograd()
        || recording.chooseWay(pieceOf(product, seen), waysOf(seen, device)).kernel == winogradWay;
}

int imagesAtOnce(const Planes& planes, const Device& device, int batch, std::uint64_t budget)
{
    const auto fits = [&](int images) {
        const std::uint64_t in = planes.inputBytes(images), out = planes.outputBytes(images);
        return in + out <= budget
            && std::max(in, out) <= std::min(device.readableBytes(), device.writableBytes())
            && std::int64_t(planes.columnPairs()) * images <= device.limits().workGroups[1]
            && std::int64_t(planes.tiles) * images < largestQuotient;
    };
    int images = 1;
    while (images < batch && fits(images + 1))
        ++images;
    return images;
}

std::uint64_t weightBytes(const ConvolutionOptions& options, const Panels& panels, const Layout& input)
{
    const std::int64_t columns = tiles::panelsPerGroup(options, panels) * panels.width();
    return std::uint64_t(Planes(options, input).planes() * columns * input.pixel) * 4;
}

void transformWeights(const ConvolutionOptions& options, Recording& recording, const Panels& panels,
    const Layout& input, const BufferRange& weights, const BufferRange& transformed)
{
    const std::int32_t row = tiles::runVectors(options, input) * 4 * panels.team;
    const WeightsPush push {
        input.pixel * panels.team, row, input.pixel * panels.team, options.size.height * row};
    const std::int64_t panelCount = tiles::panelsPerGroup(options, panels) * options.groups;
    const Planes planes(options, input);
    recording.dispatch(weightsKernel, planes.constants(), {weights}, {transformed}, push,
        {groupsFor(push.count), panelCount, planes.side()}, {double(transformed.bytes), 0});
}

std::uint64_t planeBytes(const ConvolutionOptions& options, const Device& device, const Layout& input)
{
    const Planes planes(options, input);
    const int images = imagesAtOnce(planes, device, input.shape.batch, planeBudget);
    return aligned(planes.inputBytes(images)) + planes.outputBytes(images);
}

void recordInput(Recording& recording, const Planes& planes, const Tensor& input, int first, int count,
    const BufferRange& to)
{
    const Layout& in = input.layout;
    const PlanesPush push {LayoutPush(in), in.plane / in.row, in.row / in.pixel, planes.tilesX, planes.tiles,
        planes.inputVectors, planes.inputStep, std::int32_t(planes.planeStep(planes.inputStep, count))};
    recording.dispatch(inputKernel, planes.constants(), {input.reading(first, count)}, {to}, push,
        {groupsFor(std::int64_t(planes.tiles) * planes.inputVectors), count * planes.columnPairs(),
            planes.groups},
        {});
}

void multiply(const ConvolutionOptions& options, Recording& recording, Device& device, const Forward& f,
    const BufferRange& transformed, const Buffer* bias, const BufferRange& room)
{
    const Layout& in = f.input.layout;
    const Layout& out = f.output.layout;
    const Planes planes(options, in);
    const Panels panels(device);
    const std::int32_t panelsPerGroup = std::int32_t(tiles::panelsPerGroup(options, panels));
    const double operations
        = 2.0 * double(out.shape.imageSize()) * in.groupChannels() * options.size.height * options.size.width;
    const int batch = in.shape.batch;
    const int images = std::min(imagesAtOnce(planes, device, batch, planeBudget),
        recording.itemsPerDispatch(batch, in.imageBytes(), out.imageBytes(), operations, 1, 1));
    for (int first = 0; first < batch; first += images) {
        const int count = std::min(images, batch - first);
        const std::int64_t outputPlane = planes.planeStep(planes.outputStep, count);
        const BufferRange before {room.buffer, room.offset, planes.inputBytes(count)};
        const BufferRange after {
            room.buffer, room.offset + aligned(planes.inputBytes(images)), planes.outputBytes(count)};
        recordInput(recording, planes, f.input, first, count, before);
        tiles::multiplyPlanes(recording, device,
            {.planes = planes.planes(),
                .rows = std::int64_t(planes.tiles) * count,
                .depth = planes.inputVectors,
                .inputStep = planes.inputStep,
                .inputPlane = std::int32_t(planes.planeStep(planes.inputStep, count)),
                .panels = panelsPerGroup,
                .columns = planes.outputVectors,
                .outputStep = planes.outputStep,
                .outputPlane = std::int32_t(outputPlane),
                .operations = operations * count},
            before, transformed, after);
        const OutputPush output {LayoutPush(out), out.shape.height, out.shape.width, planes.tilesX,
            planes.tiles, planes.outputVectors, planes.outputStep, std::int32_t(outputPlane),
            panelsPerGroup * panels.team, bias != nullptr, f.relu};
        recording.dispatch(outputKernel, planes.constants(), {after, bias ? whole(*bias) : after},
            {f.output.writing(first, count)}, output,
            {groupsFor(std::int64_t(planes.tiles) * planes.outputVectors), count, options.groups}, {});
    }
}

}
