#include "engine/core/error.h"
#include "engine/network/architecture.h"
#include "engine/network/network.h"
#include "engine/vulkan/shader.h"
#include "tests/vulkan/every_kernel.h"
#include "tests/vulkan/paper_device.h"
#include "tests/vulkan/variants.h"

#include <QtTest>
#include <spirv_cross_c.h>

#include <map>
#include <set>

using namespace engine;

/// What C++ says of a kernel (KernelInterface) is what its shader says.
class TstShaderInterfaces : public QObject {
    Q_OBJECT
private slots:
    void agreeForEveryLayer_data() { addVariantRows(); }
    void agreeForEveryLayer();
    void agreeForEveryNetwork_data() { addVariantRows(); }
    void agreeForEveryNetwork();
    void areKnownOfEveryShader();

private:
    std::set<std::string> m_seen;
};

namespace {

/// A shader module read with SPIRV-Cross.
class Module {
public:
    explicit Module(std::span<const std::uint32_t> code)
    {
        spvc_parsed_ir parsed = nullptr;
        spvc_context_create(&m_context);
        spvc_context_parse_spirv(m_context, code.data(), code.size(), &parsed);
        spvc_context_create_compiler(
            m_context, SPVC_BACKEND_NONE, parsed, SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &m_compiler);
        spvc_compiler_create_shader_resources(m_compiler, &m_resources);
    }
    ~Module() { spvc_context_destroy(m_context); }
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// Binding number and kind of everything bound: "texels", "read-only storage", "storage".
    std::map<int, std::string> bindings() const
    {
        std::map<int, std::string> found;
        for (const spvc_reflected_resource& image : list(SPVC_RESOURCE_TYPE_SAMPLED_IMAGE))
            found[binding(image)]
                = spvc_type_get_image_dimension(spvc_compiler_get_type_handle(m_compiler, image.type_id))
                    == SpvDimBuffer
                ? "texels"
                : "image";
        for (const spvc_reflected_resource& buffer : list(SPVC_RESOURCE_TYPE_STORAGE_BUFFER))
            found[binding(buffer)] = isReadOnly(buffer) ? "read-only storage" : "storage";
        return found;
    }
    std::size_t pushBytes() const
    {
        std::size_t bytes = 0;
        for (const spvc_reflected_resource& push : list(SPVC_RESOURCE_TYPE_PUSH_CONSTANT))
            spvc_compiler_get_declared_struct_size(
                m_compiler, spvc_compiler_get_type_handle(m_compiler, push.base_type_id), &bytes);
        return bytes;
    }
    std::set<unsigned> constants() const
    {
        const spvc_specialization_constant* first = nullptr;
        std::size_t count = 0;
        spvc_compiler_get_specialization_constants(m_compiler, &first, &count);
        std::set<unsigned> ids;
        for (std::size_t i = 0; i < count; ++i)
            ids.insert(first[i].constant_id);
        return ids;
    }
    /// Anything else that would have to be bound.
    std::size_t others() const
    {
        std::size_t count = 0;
        for (const spvc_resource_type type :
            {SPVC_RESOURCE_TYPE_UNIFORM_BUFFER, SPVC_RESOURCE_TYPE_STORAGE_IMAGE,
                SPVC_RESOURCE_TYPE_SEPARATE_IMAGE, SPVC_RESOURCE_TYPE_SEPARATE_SAMPLERS})
            count += list(type).size();
        return count;
    }

private:
    std::span<const spvc_reflected_resource> list(spvc_resource_type type) const
    {
        const spvc_reflected_resource* first = nullptr;
        std::size_t count = 0;
        spvc_resources_get_resource_list_for_type(m_resources, type, &first, &count);
        return {first, count};
    }
    int binding(const spvc_reflected_resource& resource) const
    {
        return int(spvc_compiler_get_decoration(m_compiler, resource.id, SpvDecorationBinding));
    }
    bool isReadOnly(const spvc_reflected_resource& buffer) const
    {
        const SpvDecoration* first = nullptr;
        std::size_t count = 0;
        spvc_compiler_get_buffer_block_decorations(m_compiler, buffer.id, &first, &count);
        return std::find(first, first + count, SpvDecorationNonWritable) != first + count;
    }

    spvc_context m_context = nullptr;
    spvc_compiler m_compiler = nullptr;
    spvc_resources m_resources = nullptr;
};

/// What a kernel and its shader disagree about, in words; empty when nothing.
std::string difference(const Kernel& kernel)
{
    const KernelInterface& declared = kernel.interface();
    const bool texels = kernel.operands() == Operands::Texels;
    std::map<int, std::string> bindings;
    for (int i = 0; i < declared.reads; ++i)
        bindings[i] = texels ? "texels" : "read-only storage";
    for (int i = 0; i < declared.writes; ++i)
        bindings[declared.reads + i] = "storage";
    std::set<unsigned> constants;
    for (int i = 0; i < declared.constants; ++i)
        constants.insert(unsigned(i));
    if (declared.halves && !texels)
        constants.insert(unsigned(declared.constants));
    const Module module(findShader(declared.shader, texels));
    if (module.bindings() != bindings || module.others() > 0)
        return sentence(declared.shader, ": the bindings differ");
    if (module.pushBytes() != declared.pushBytes)
        return sentence(declared.shader, ": ", declared.pushBytes,
            " bytes of push constants are declared, the ", "shader has ", module.pushBytes());
    return module.constants() == constants ? "" : sentence(declared.shader, ": the constants differ");
}

}

void TstShaderInterfaces::agreeForEveryLayer()
{
    QFETCH(int, variant);
    Device& device = testDevice(deviceVariants()[std::size_t(variant)]);
    QCOMPARE(QString::fromStdString(runEveryKernel(device)), QString());
    for (const Kernel* kernel : device.kernels()) {
        QCOMPARE(QString::fromStdString(difference(*kernel)), QString());
        m_seen.insert(kernel->interface().shader);
    }
}

void TstShaderInterfaces::agreeForEveryNetwork()
{
    QFETCH(int, variant);
    PaperDevice paper(variantOptions(variant));
    for (const Architecture& architecture : architectures()) {
        Network network(paper.device(), architecture.layers, architecture.input());
        for (const int batch : {1, 3})
            for (const Keep keep : {Keep::Answer, Keep::Everything})
                network.recording(batch, keep);
    }
    QVERIFY(!paper.device().kernels().empty());
    for (const Kernel* kernel : paper.device().kernels())
        QCOMPARE(QString::fromStdString(difference(*kernel)), QString());
}

void TstShaderInterfaces::areKnownOfEveryShader()
{
    if (!testDevice(deviceVariants()[0]).subgroupKernels())
        QSKIP("the device cannot run the kernels with subgroup shuffles");
    std::set<std::string> sources;
    for (const QString& name : QDir(SOURCE_DIR "/shaders").entryList({"*.comp"}))
        sources.insert(QFileInfo(name).baseName().toStdString());
    QCOMPARE(m_seen, sources);
}

QObject* makeTstShaderInterfaces() { return new TstShaderInterfaces; }
#include "tst_shader_interfaces.moc"
