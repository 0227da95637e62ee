#pragma once

#include "app/session/catalogue.h"
#include "app/session/devices.h"

/// What is to be known of a network before it is opened or fetched.
std::vector<Fact> offerFacts(const NetworkOffer& offer);

/// How pictures become its numbers, step by step; one line that says so when only the file knows.
std::vector<Fact> recipeFacts(const std::optional<engine::InputRecipe>& recipe);
