#pragma once

#include "engine/core/image.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace engine {

/// Labelled pictures. Reading is safe from several threads at once.
class Dataset {
public:
    virtual ~Dataset() = default;

    virtual const std::vector<std::string>& classes() const = 0;
    virtual int size() const = 0;
    /// Index into classes(), from 0.
    virtual int label(int index) const = 0;
    /// Throws Error naming the file when the picture cannot be read.
    virtual Image image(int index) const = 0;
    /// For messages: a file, or a place in one.
    virtual std::string name(int index) const = 0;
};

/// Some pictures of another set, in a given order.
class Subset : public Dataset {
public:
    Subset(std::shared_ptr<const Dataset> whole, std::vector<int> indices)
        : m_whole(std::move(whole))
        , m_indices(std::move(indices))
    {
    }
    const std::vector<std::string>& classes() const override { return m_whole->classes(); }
    int size() const override { return int(m_indices.size()); }
    int label(int index) const override { return m_whole->label(m_indices[std::size_t(index)]); }
    Image image(int index) const override { return m_whole->image(m_indices[std::size_t(index)]); }
    std::string name(int index) const override { return m_whole->name(m_indices[std::size_t(index)]); }
    /// Of one of its pictures, the number in the whole set.
    int number(int index) const { return m_indices[std::size_t(index)]; }

private:
    std::shared_ptr<const Dataset> m_whole;
    std::vector<int> m_indices;
};

/// A file that was left out, and why: one sentence.
struct SkippedFile {
    std::string file;
    std::string reason;
};

/// What a data set offers. Parts that it does not have are null.
struct DataParts {
    std::shared_ptr<const Dataset> training;
    std::shared_ptr<const Dataset> validation;
    std::shared_ptr<const Dataset> test;
    std::vector<SkippedFile> skipped;
};

/// Opens what `--dataset` names: a folder of class folders (torchvision's ImageFolder; with train/, val/ and test/ in
/// it, each of those), one with CIFAR-10's binary batches, one with MNIST's IDX files, or the word "synthetic". Labels
/// of all parts are indices into the training part's classes. Without `withTest` nothing of the test part is looked at.
/// Throws Error saying what was expected when there is no class, an empty one, or nothing recognisable.
DataParts openDataset(const std::string& where, bool withTest = true);

/// Sets `share` (0..1) of every class aside, by seed: training without it, and it. Of a class of two or more pictures
/// at least one is on each side.
struct Division {
    std::shared_ptr<const Subset> kept;
    std::shared_ptr<const Subset> aside;
};
Division setAside(std::shared_ptr<const Dataset> whole, double share, std::uint64_t seed);

}
