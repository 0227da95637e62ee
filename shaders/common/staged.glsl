// What the matrix products for graphics cards share. A work group computes a tile of TILE_ROWS x TILE_COLUMNS; each
// invocation computes THREAD_ROWS rows x THREAD_VECTORS vec4s of it, spread over the tile so that neighbours read
// neighbouring shared memory. The sum advances in steps of DEPTH vec4s, shorter ones for wide tiles; the operands of a
// step are staged in shared memory, twice: while one step is computed the next is fetched.
layout(local_size_x_id = 0) in;
layout(constant_id = 1) const int TEAM = 8; // lanes of a panel of weights
layout(constant_id = 2) const int TILE_ROWS = 64;
layout(constant_id = 3) const int TILE_COLUMNS = 64;
layout(constant_id = 4) const int THREAD_ROWS = 8;
layout(constant_id = 5) const int DEPTH = 4;

const int THREADS = int(gl_WorkGroupSize.x);
const int COLUMN_VECTORS = TILE_COLUMNS / 4;
const int THREAD_VECTORS = TILE_ROWS * COLUMN_VECTORS / (THREADS * THREAD_ROWS);
const int ROW_STEP = TILE_ROWS / THREAD_ROWS; // from a row of an invocation to its next
const int VECTOR_STEP = COLUMN_VECTORS / THREAD_VECTORS;

// DEPTH vec4s for each row.
const int ROW_STAGE = DEPTH * TILE_ROWS;
const int ROW_FETCHES = (TILE_ROWS * DEPTH + THREADS - 1) / THREADS;
// What this invocation fetches of the rows is needed: a tile of few rows has not a fetch for everybody.
bool stagesRows() { return TILE_ROWS * DEPTH >= THREADS || int(gl_LocalInvocationID.x) < TILE_ROWS * DEPTH; }
// 4 x DEPTH floats for each column, as vec4s of columns or of the sum.
const int COLUMN_LINE = COLUMN_VECTORS;
const int COLUMN_STAGE = 4 * DEPTH * COLUMN_LINE;
const int COLUMN_FETCHES = 4 * DEPTH * COLUMN_VECTORS / THREADS;

// Where in a stage the d-th vec4 of a row lies: invocations that write the vec4s of one row, side by side, must not meet
// in one bank of the memory.
int rowSpot(int d, int row) { return d * TILE_ROWS + (row ^ (2 * d)); }
