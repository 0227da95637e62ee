#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

/// The bytes behind an address of http or https: one request, at most 64 MiB, ten seconds without a byte. A page of https
/// is not left for one of http. Throws engine::Error saying why nothing came; empty when it was stopped.
std::vector<std::uint8_t> fetchPicture(const std::string& address, std::stop_token stop);
