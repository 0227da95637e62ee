// Winograd's way to convolve (Winograd 1980; for pictures Lavin and Gray 2016): the product of two polynomials from its
// values at POINTS points. A tile of TILE x TILE outputs takes POINTS x POINTS products instead of TILE^2 FILTER^2:
//
//   y = A^T [ (G w G^T) * (B^T x B) ] A
//
// The points are infinity and pairs +-p, and 0 where their number is even. A filter of 3 takes p = sqrt(1/2), sqrt(2)
// for 4 outputs and 5/16, 15/16, 11/8 for 5, one of 5 takes 1/2, 1, 2 for 4. The first pairs round five times less than
// the usual 1 and 2: powers of them stay near 1. Seven points without 0 round less than any found with it.
layout(constant_id = 1) const int FILTER = 3; // 3 or 5
layout(constant_id = 2) const int TILE = 4; // 4 or 5

const int POINTS = TILE + FILTER - 1; // 6, 7 or 8
const int PAIRS = (POINTS - 1) / 2;
const int FIRST = POINTS % 2 == 0 ? 1 : 0; // where the pairs begin
const int LEFT_END = FIRST == 1 ? 0 : POINTS - 1; // the points outside of pairs are this and the last
const int MOST = 8; // the most points: arrays must have a size that is no specialization constant

float square(int pair)
{
    if (POINTS == 6)
        return pair == 0 ? 0.5 : 2.0;
    if (POINTS == 7)
        return pair == 0 ? 0.09765625 : pair == 1 ? 0.87890625 : 1.890625;
    return pair == 0 ? 0.25 : pair == 1 ? 1.0 : 4.0;
}
float point(int pair)
{
    if (POINTS == 6)
        return pair == 0 ? 0.70710678118654752 : 1.4142135623730950;
    if (POINTS == 7)
        return pair == 0 ? 0.3125 : pair == 1 ? 0.9375 : 1.375;
    return pair == 0 ? 0.5 : pair == 1 ? 1.0 : 2.0;
}

// The squares of the other two of three pairs.
float nextSquare(int pair) { return square(pair == 0 ? 1 : 0); }
float lastSquare(int pair) { return square(pair == 2 ? 1 : 2); }

// 1 / product of the differences to all other points; of seven, times the point itself.
float share(int pair)
{
    if (POINTS == 6)
        return pair == 0 ? -1.0 / 1.5 : 1.0 / 6.0;
    if (POINTS == 7)
        return 0.5 / ((square(pair) - nextSquare(pair)) * (square(pair) - lastSquare(pair)));
    return pair == 0 ? 1.0 / 1.40625 : pair == 1 ? -1.0 / 4.5 : 1.0 / 90.0;
}

// B^T v: POINTS inputs.
void transformInputs(inout vec4 v[MOST])
{
    const int last = POINTS - 1;
    vec4 t[MOST];
    if (POINTS == 6) {
        t[0] = v[4] - 2.5 * v[2] + v[0];
        t[last] = v[last] - 2.5 * v[3] + v[1];
    } else if (POINTS == 7) {
        const float a = square(0) + square(1) + square(2);
        const float b = square(0) * square(1) + (square(0) + square(1)) * square(2);
        t[last] = v[last] - a * v[4] + b * v[2] - square(0) * square(1) * square(2) * v[0];
    } else {
        t[0] = v[last - 1] - 5.25 * (v[4] - v[2]) - v[0];
        t[last] = v[last] - 5.25 * (v[last - 2] - v[3]) - v[1];
    }
    [[unroll]] for (int i = 0; i < PAIRS; ++i) {
        vec4 even, odd;
        if (POINTS == 6) {
            const float q = square(1 - i);
            even = v[4] - q * v[2];
            odd = v[3] - q * v[1];
        } else if (POINTS == 7) {
            const float q = nextSquare(i);
            const float r = lastSquare(i);
            even = v[4] - (q + r) * v[2] + q * r * v[0];
            odd = v[5] - (q + r) * v[3] + q * r * v[1];
        } else {
            const float q = nextSquare(i);
            const float r = lastSquare(i);
            even = v[last - 1] - (q + r) * v[4] + q * r * v[2];
            odd = v[last - 2] - (q + r) * v[3] + q * r * v[1];
        }
        odd *= POINTS == 7 ? 1.0 / point(i) : point(i);
        t[FIRST + 2 * i] = even + odd;
        t[FIRST + 1 + 2 * i] = even - odd;
    }
    v = t;
}

// G v: the first `count` values, 3 to 5 of them, are what the inputs are multiplied with.
void transformFactors(inout vec4 v[MOST], const int count)
{
    vec4 t[MOST];
    if (FIRST == 1)
        t[0] = POINTS == 6 ? v[0] : -v[0];
    t[POINTS - 1] = v[count - 1];
    [[unroll]] for (int i = 0; i < PAIRS; ++i) {
        const float q = square(i);
        vec4 even = v[0] + q * v[2];
        vec4 odd = v[1];
        if (count > 3)
            odd += q * v[3];
        if (count > 4)
            even += q * q * v[4];
        even *= share(i);
        odd *= share(i) * point(i);
        t[FIRST + 2 * i] = even + odd;
        t[FIRST + 1 + 2 * i] = even - odd;
    }
    v = t;
}

// A^T v: `count` outputs, 3 to 5.
void transformOutputs(inout vec4 v[MOST], const int count)
{
    vec4 t[MOST];
    [[unroll]] for (int k = 0; k < count; ++k)
        t[k] = k == 0 && FIRST == 1 ? v[0] : vec4(0);
    [[unroll]] for (int i = 0; i < PAIRS; ++i) {
        vec4 even = v[FIRST + 2 * i] + v[FIRST + 1 + 2 * i];
        vec4 odd = point(i) * (v[FIRST + 2 * i] - v[FIRST + 1 + 2 * i]);
        [[unroll]] for (int k = 0; k < count; ++k) {
            t[k] += k % 2 == 0 ? even : odd;
            if (k % 2 == 0)
                even *= square(i);
            else
                odd *= square(i);
        }
    }
    t[count - 1] += v[POINTS - 1];
    v = t;
}
