#include "engine/core/waiting.h"

#include <utility>

namespace engine {

namespace {

thread_local std::function<void(const char*)> reportWaiting;

}

void forbidWaiting(std::function<void(const char*)> report) { reportWaiting = std::move(report); }

void mayWait(const char* what)
{
    if (reportWaiting)
        reportWaiting(what);
}

}
