using System.Runtime.Intrinsics;

namespace KerasDigits.Preprocessing.Images;

/// <summary>The fast part of a warp: a run of points whose places have all four neighbours in the picture, interpolated in float32.</summary>
/// <remarks>Places are whole numbers of 1/2³² pixel: adding and shifting them is quicker than rounding floating numbers, and exact to a millionth of a grey level.</remarks>
internal static unsafe class InteriorWarp
{
    private const double One = 1L << 32;

    /// <summary>Fills <paramref name="count"/> points from <paramref name="at"/> on.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="target">The result.</param>
    /// <param name="layout">Where values lie in both.</param>
    /// <param name="at">Index of the first point's first value.</param>
    /// <param name="count">Points along the row.</param>
    /// <param name="row">Place of the first point.</param>
    /// <param name="column">Place of the first point.</param>
    /// <param name="rowStep">From one point's place to the next.</param>
    /// <param name="columnStep">From one point's place to the next.</param>
    public static void Apply(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, int at, int count, double row, double column, double rowStep, double columnStep)
    {
        if (count <= 0) { return; }
        fixed (float* from = source, to = target)
        {
            long r = (long)(row * One), c = (long)(column * One), rStep = (long)(rowStep * One), cStep = (long)(columnStep * One);
            if (layout is { Channels: 3, ColumnStride: 3, ChannelStride: 1 })
            {
                // Four values are read and written at once: not at the last point, whose fourth could lie beyond the picture's end.
                ThreeChannels(from, to + at, layout.RowStride, count - 1, r, c, rStep, cStep);
                Any(from, to + at + ((count - 1) * 3), layout, 1, r + ((count - 1) * rStep), c + ((count - 1) * cStep), rStep, cStep);
            }
            else
            {
                Any(from, to + at, layout, count, r, c, rStep, cStep);
            }
        }
    }

    private static void ThreeChannels(float* source, float* target, int below, int count, long r, long c, long rStep, long cStep)
    {
        for (int i = 0; i < count; i++, target += 3, r += rStep, c += cStep)
        {
            float* p = source + ((int)(r >> 32) * below) + ((int)(c >> 32) * 3);
            Vector128<float> a = Vector128.Load(p), b = Vector128.Load(p + 3), d = Vector128.Load(p + below), e = Vector128.Load(p + below + 2); // e: one value early, so that it never ends beyond the picture
            e = Vector128.Shuffle(e, Vector128.Create(1, 2, 3, 3));
            float right = Fraction(c);
            Vector128<float> upper = a + ((b - a) * right), lower = d + ((e - d) * right);
            Vector128.Store(upper + ((lower - upper) * Fraction(r)), target);
        }
    }

    private static void Any(float* source, float* target, PictureLayout layout, int count, long r, long c, long rStep, long cStep)
    {
        for (int i = 0; i < count; i++, target += layout.ColumnStride, r += rStep, c += cStep)
        {
            float right = Fraction(c), down = Fraction(r);
            float* p = source + ((int)(r >> 32) * layout.RowStride) + ((int)(c >> 32) * layout.ColumnStride);
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                float* q = p + (channel * layout.ChannelStride);
                float upper = q[0] + ((q[layout.ColumnStride] - q[0]) * right);
                float lower = q[layout.RowStride] + ((q[layout.RowStride + layout.ColumnStride] - q[layout.RowStride]) * right);
                target[channel * layout.ChannelStride] = upper + ((lower - upper) * down);
            }
        }
    }

    private static float Fraction(long place) => (int)((uint)place >> 8) * (1f / (1 << 24));
}
