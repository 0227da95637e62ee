// Winograd's way to convolve (Winograd 1980; for pictures Lavin and Gray 2016): the product of two polynomials from its
// values at POINTS points. A tile of TILE x TILE outputs takes POINTS x POINTS products instead of TILE^2 FILTER^2:
//
//   y = A^T [ (G w G^T) * (B^T x B) ] A
//
// The points are 0, infinity and the pairs +-p; 4 outputs of a filter of 3 take p = sqrt(1/2), sqrt(2), of one of 5
// take 1/2, 1, 2. The first pair rounds five times less than the usual 1 and 2: powers of it stay near 1.
layout(constant_id = 1) const int FILTER = 3; // 3 or 5

const int TILE = 4;
const int POINTS = TILE + FILTER - 1;
const int PAIRS = POINTS / 2 - 1;
const int MOST = 8; // POINTS of the largest filter: arrays must have a size that is no specialization constant

float point(int pair)
{
    return POINTS == 6 ? (pair == 0 ? 0.70710678118654752 : 1.4142135623730950)
                       : (pair == 0 ? 0.5 : pair == 1 ? 1.0 : 2.0);
}
float square(int pair) { return POINTS == 6 ? (pair == 0 ? 0.5 : 2.0) : (pair == 0 ? 0.25 : pair == 1 ? 1.0 : 4.0); }

// 1 / product of the differences to all other points.
float share(int pair)
{
    return POINTS == 6 ? (pair == 0 ? -1.0 / 1.5 : 1.0 / 6.0)
                       : (pair == 0 ? 1.0 / 1.40625 : pair == 1 ? -1.0 / 4.5 : 1.0 / 90.0);
}

// B^T v: POINTS inputs.
void transformInputs(inout vec4 v[MOST])
{
    const int last = POINTS - 1;
    vec4 t[MOST];
    if (POINTS == 6) {
        t[0] = v[4] - 2.5 * v[2] + v[0];
        t[last] = v[last] - 2.5 * v[3] + v[1];
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
        } else {
            const float q = square(i == 0 ? 1 : 0);
            const float r = square(i == 2 ? 1 : 2);
            even = v[last - 1] - (q + r) * v[4] + q * r * v[2];
            odd = v[last - 2] - (q + r) * v[3] + q * r * v[1];
        }
        odd *= point(i);
        t[1 + 2 * i] = even + odd;
        t[2 + 2 * i] = even - odd;
    }
    v = t;
}

// G v: the first `count` values, 3 to 5 of them, are what the inputs are multiplied with.
void transformFactors(inout vec4 v[MOST], const int count)
{
    vec4 t[MOST];
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
        t[1 + 2 * i] = even + odd;
        t[2 + 2 * i] = even - odd;
    }
    v = t;
}

// A^T v: `count` outputs, 3 to 5.
void transformOutputs(inout vec4 v[MOST], const int count)
{
    vec4 t[MOST];
    [[unroll]] for (int k = 0; k < count; ++k)
        t[k] = k == 0 ? v[0] : vec4(0);
    [[unroll]] for (int i = 0; i < PAIRS; ++i) {
        vec4 even = v[1 + 2 * i] + v[2 + 2 * i];
        vec4 odd = point(i) * (v[1 + 2 * i] - v[2 + 2 * i]);
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
