// The number of the block that is seen.
#version 460

layout(location = 0) flat in int block;
layout(location = 0) out int item;

void main() { item = block; }
