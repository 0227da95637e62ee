// Sums and maxima over a work group. The including shader has local_size_x, a power of two.
shared float parts[gl_WorkGroupSize.x];

// The largest value or the sum over the work group; everybody gets it.
float combined(float value, bool largest)
{
    const uint me = gl_LocalInvocationID.x;
    parts[me] = value;
    barrier();
    for (uint half_ = gl_WorkGroupSize.x / 2; half_ > 0; half_ /= 2) {
        if (me < half_)
            parts[me] = largest ? max(parts[me], parts[me + half_]) : parts[me] + parts[me + half_];
        barrier();
    }
    const float result = parts[0];
    barrier();
    return result;
}
