// How kernels reach memory. Operands are read as vec4s through uniform texel buffers (-DTEXELS) or storage buffers;
// results are written through storage buffers.
//
//   OPERAND(binding, name)   declares something to read      FETCH(name, i)   its i-th vec4
//   RESULT(binding, name)    declares something to write     name[i]          its i-th vec4
//
// Weights may lie there as halves (KernelInterface::halves): WEIGHTS(binding, name) and FETCH_WEIGHTS(name, i). A texel
// buffer's view knows, and converts; for storage buffers the last specialization constant tells, whose number the shader
// defines as HALVES_CONSTANT.
#extension GL_EXT_control_flow_attributes : require

#ifdef TEXELS
#define OPERAND(slot, name) layout(binding = slot) uniform samplerBuffer name
#define FETCH(name, index) texelFetch(name, index)
#define WEIGHTS(slot, name) OPERAND(slot, name)
#define FETCH_WEIGHTS(name, index) FETCH(name, index)
#else
#define OPERAND(slot, name) layout(binding = slot, std430) readonly restrict buffer name##Operand { vec4 name[]; }
#define FETCH(name, index) name[index]
#ifdef HALVES_CONSTANT
layout(constant_id = HALVES_CONSTANT) const int HALVES = 0;
vec4 wide(uvec2 halves) { return vec4(unpackHalf2x16(halves.x), unpackHalf2x16(halves.y)); }
#define WEIGHTS(slot, name)                                                                                           \
    OPERAND(slot, name);                                                                                              \
    layout(binding = slot, std430) readonly restrict buffer name##Narrow { uvec2 name##Halves[]; }
#define FETCH_WEIGHTS(name, index) (HALVES != 0 ? wide(name##Halves[index]) : name[index])
#endif
#endif
#define RESULT(slot, name) layout(binding = slot, std430) restrict buffer name##Result { vec4 name[]; }
