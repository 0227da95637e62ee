// The one place that compiles volk's functions.
#define VOLK_IMPLEMENTATION
#include <volk.h>
