#pragma once

#include <filesystem>

/// The folder with models and labels: ALEXSCOPE_RESOURCES, or the one that belongs to this program in its build tree
/// or install prefix. Throws engine::Error when there is none.
std::filesystem::path resourceFolder();

/// The list of what can be downloaded: ALEXSCOPE_CATALOGUE, or the one that comes with this program.
std::filesystem::path cataloguePath();

/// Where compiled pipelines are kept between runs (XDG_CACHE_HOME/alexscope); empty when there is no home.
std::filesystem::path cacheFolder();
