#include "tests/vulkan/variants.h"

#include <QtTest>

void addVariantRows()
{
    QTest::addColumn<int>("variant");
    for (std::size_t i = 0; i < deviceVariants().size(); ++i)
        QTest::newRow(deviceVariants()[i].name) << int(i);
}

engine::DeviceOptions variantOptions(int variant)
{
    const DeviceVariant& wanted = deviceVariants().at(std::size_t(variant));
    engine::DeviceOptions options = testOptions();
    options.operands = wanted.operands;
    options.subgroupKernels = wanted.subgroupKernels;
    options.winograd = wanted.winograd;
    return options;
}
