using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace KerasDigits.Preprocessing.Images;

/// <summary>
/// The fast part of a warp: a run of points whose places have all four neighbours in the image, interpolated in float32.
/// </summary>
/// <remarks>Places are integers of 1/2³² pixel: adding and shifting them is quicker than rounding floating numbers, and exact to a
/// millionth of a grey level.</remarks>
internal static unsafe class InteriorWarp
{
    private const double One = 1L << 32;

    /// <summary>Points whose places are computed together.</summary>
    private const int Block = 64;

    /// <summary>Fills <paramref name="count"/> points from <paramref name="at"/> on.</summary>
    /// <param name="source">Pixels of the image.</param>
    /// <param name="target">Pixels of the result, written.</param>
    /// <param name="layout">Where values lie in both.</param>
    /// <param name="at">Index of the first point's first value.</param>
    /// <param name="count">Points along the row.</param>
    /// <param name="row">Place of the first point.</param>
    /// <param name="column">Place of the first point.</param>
    /// <param name="rowStep">From one point's place to the next.</param>
    /// <param name="columnStep">From one point's place to the next.</param>
    public static void Apply(ReadOnlySpan<float> source, Span<float> target, PictureLayout layout, int at, int count, double row,
        double column, double rowStep, double columnStep)
    {
        if (count <= 0) { return; }
        fixed (float* from = source, to = target)
        {
            long r = (long)(row * One), c = (long)(column * One), rStep = (long)(rowStep * One), cStep = (long)(columnStep * One);
            if (layout is { Channels: 3, ColumnStride: 3, ChannelStride: 1 })
            {
                // Four values are read and written at once: not at the last point, whose fourth could lie beyond the picture's end.
                WarpThreeChannels(from, to + at, layout.RowStride, count - 1, r, c, rStep, cStep);
                WarpAny(from, to + at + ((count - 1) * 3), layout, 1, r + ((count - 1) * rStep), c + ((count - 1) * cStep), rStep, cStep);
            }
            else
            {
                WarpAny(from, to + at, layout, count, r, c, rStep, cStep);
            }
        }
    }

    /// <summary>
    /// Places are computed eight at a time into small tables; the points themselves then cost only their loads and three interpolations.
    /// </summary>
    [SkipLocalsInit]
    private static void WarpThreeChannels(float* source, float* target, int below, int count, long r, long c, long rStep, long cStep)
    {
        int* offsets = stackalloc int[Block];
        float* rights = stackalloc float[Block], downs = stackalloc float[Block];
        for (; count > 0; count -= Block, r += Block * rStep, c += Block * cStep)
        {
            FindPlaces(offsets, rights, downs, below, r, c, rStep, cStep);
            for (int i = 0, n = Math.Min(count, Block); i < n; i++, target += 3)
            {
                float* p = source + offsets[i];
                // e: one value early, so that it never ends beyond the picture
                Vector128<float> a = Vector128.Load(p), b = Vector128.Load(p + 3), d = Vector128.Load(p + below),
                    e = Vector128.Load(p + below + 2);
                e = Vector128.Shuffle(e, Vector128.Create(1, 2, 3, 3));
                Interpolate(a, b, d, e, Vector128.Create(rights[i]), Vector128.Create(downs[i])).Store(target);
            }
        }
    }

    /// <summary>Where the upper left neighbours of a block of points lie, and how far right and below them the points are.</summary>
    private static void FindPlaces(int* offsets, float* rights, float* downs, int below, long r, long c, long rStep, long cStep)
    {
        Vector256<long> ramp = Vector256.Create(0L, 1, 2, 3);
        Vector256<long> rows = Vector256.Create(r) + (ramp * rStep), columns = Vector256.Create(c) + (ramp * cStep);
        Vector256<long> rFour = Vector256.Create(4 * rStep), cFour = Vector256.Create(4 * cStep);
        for (int i = 0; i < Block; i += 8)
        {
            Vector256<long> rowsThen = rows + rFour, columnsThen = columns + cFour;
            Vector256<int> row = Vector256.Narrow(rows >> 32, rowsThen >> 32), column = Vector256.Narrow(columns >> 32, columnsThen >> 32);
            ((row * below) + (column * 3)).Store(offsets + i);
            ComputeFraction(Vector256.Narrow(columns, columnsThen)).Store(rights + i);
            ComputeFraction(Vector256.Narrow(rows, rowsThen)).Store(downs + i);
            (rows, columns) = (rowsThen + rFour, columnsThen + cFour);
        }
    }

    private static Vector256<float> ComputeFraction(Vector256<int> places) => Vector256.ConvertToSingle(places >>> 8) * (1f / (1 << 24));

    /// <summary>Four values between the four that start at each of the neighbours' indices.</summary>
    public static Vector128<float> Interpolate(ReadOnlySpan<float> source, int topLeft, int topRight, int bottomLeft, int bottomRight,
        float right, float down)
    {
        Vector128<float> a = Vector128.Create(source[topLeft..]), b = Vector128.Create(source[topRight..]),
            d = Vector128.Create(source[bottomLeft..]), e = Vector128.Create(source[bottomRight..]);
        return Interpolate(a, b, d, e, Vector128.Create(right), Vector128.Create(down));
    }

    /// <summary>A value between four, rounded as the vectors are, so that the layout makes no difference.</summary>
    public static float Interpolate(float a, float b, float d, float e, float right, float down)
    {
        float upper = float.MultiplyAddEstimate(b - a, right, a), lower = float.MultiplyAddEstimate(e - d, right, d);
        return float.MultiplyAddEstimate(lower - upper, down, upper);
    }

    private static Vector128<float> Interpolate(Vector128<float> a, Vector128<float> b, Vector128<float> d, Vector128<float> e,
        Vector128<float> right, Vector128<float> down)
    {
        Vector128<float> upper = Vector128.MultiplyAddEstimate(b - a, right, a), lower = Vector128.MultiplyAddEstimate(e - d, right, d);
        return Vector128.MultiplyAddEstimate(lower - upper, down, upper);
    }

    private static void WarpAny(float* source, float* target, PictureLayout layout, int count, long r, long c, long rStep, long cStep)
    {
        for (int i = 0; i < count; i++, target += layout.ColumnStride, r += rStep, c += cStep)
        {
            float right = ComputeFraction(c), down = ComputeFraction(r);
            float* p = source + ((int)(r >> 32) * layout.RowStride) + ((int)(c >> 32) * layout.ColumnStride);
            for (int channel = 0; channel < layout.Channels; channel++)
            {
                float* q = p + (channel * layout.ChannelStride);
                target[channel * layout.ChannelStride] = Interpolate(q[0], q[layout.ColumnStride], q[layout.RowStride],
                    q[layout.RowStride + layout.ColumnStride], right, down);
            }
        }
    }

    private static float ComputeFraction(long place) => (int)((uint)place >> 8) * (1f / (1 << 24));
}
