// For kernels with one invocation per vec4 of an activation: columns along x, rows along y, images along z
// (GridPush in engine/layers/slices.h).
struct Grid {
    int vectors; // vec4s of channels of a pixel
    int columns; // width x vectors
    float perVector; // 1 / vectors
};

// The invocation's image, row, pixel and vec4 of channels.
struct Spot {
    int image, y, x, c;
};

bool inside(Grid grid) { return int(gl_GlobalInvocationID.x) < grid.columns; }

Spot spot(Grid grid)
{
    const int column = int(gl_GlobalInvocationID.x);
    const int x = quotient(column, grid.perVector);
    return Spot(int(gl_WorkGroupID.z), int(gl_WorkGroupID.y), x, column - x * grid.vectors);
}

int place(Layout l, Spot s) { return place(l, s.image, s.y, s.x, s.c); }
