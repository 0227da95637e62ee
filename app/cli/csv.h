#pragma once

#include <string>

/// One field of comma-separated values: quoted where a comma, quote or line break asks for it (RFC 4180).
std::string csvField(const std::string& text);
