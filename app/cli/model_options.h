#pragma once

#include "app/model/model.h"

#include <CLI/CLI.hpp>

#include <string>

/// Adds --model, --weights, --preprocess, --random-weights and --seed.
void addModelOptions(CLI::App& command, ModelOptions& options);

/// What is wrong with the word for a seed; empty when it is a whole number of 64 bits.
std::string seedProblem(const std::string& word);
