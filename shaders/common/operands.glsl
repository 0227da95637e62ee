// How kernels reach memory. Operands are read as vec4s through uniform texel buffers (-DTEXELS) or storage buffers;
// results are written through storage buffers.
//
//   OPERAND(binding, name)   declares something to read      FETCH(name, i)   its i-th vec4
//   RESULT(binding, name)    declares something to write     name[i]          its i-th vec4
#extension GL_EXT_control_flow_attributes : require

#ifdef TEXELS
#define OPERAND(slot, name) layout(binding = slot) uniform samplerBuffer name
#define FETCH(name, index) texelFetch(name, index)
#else
#define OPERAND(slot, name) layout(binding = slot, std430) readonly restrict buffer name##Operand { vec4 name[]; }
#define FETCH(name, index) name[index]
#endif
#define RESULT(slot, name) layout(binding = slot, std430) restrict buffer name##Result { vec4 name[]; }
