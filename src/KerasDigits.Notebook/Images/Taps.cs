namespace KerasDigits.Notebook;

/// <summary>
/// For every target position along one axis: the source positions (kept inside the image) and their weights, in OpenCV's float arithmetic.
/// </summary>
internal sealed class Taps
{
    private const float A = -0.75f;

    private Taps(int count, int length)
    {
        Count = count;
        Places = new int[length * count];
        Weights = new float[length * count];
    }

    /// <summary>2 for linear, 4 for cubic.</summary>
    public int Count { get; }

    public int[] Places { get; }

    public float[] Weights { get; }

    public static Taps Make(int from, int to, double scale, bool cubic, bool area)
    {
        var taps = new Taps(cubic ? 4 : 2, to);
        for (int d = 0; d < to; d++)
        {
            int place;
            float share;
            if (area)
            {
                place = (int)Math.Floor(d * scale);
                share = (float)((d + 1) - ((place + 1) * (1 / scale)));
                share = share <= 0 ? 0 : share - MathF.Floor(share);
            }
            else
            {
                share = (float)(((d + 0.5) * scale) - 0.5);
                place = (int)MathF.Floor(share);
                share -= place;
            }
            Span<float> weights = taps.Weights.AsSpan(d * taps.Count, taps.Count);
            if (cubic) { WriteCubic(share, weights); }
            else { (weights[0], weights[1]) = (1 - share, share); }
            for (int k = 0; k < taps.Count; k++)
            {
                taps.Places[(d * taps.Count) + k] = Math.Clamp(place + k - (cubic ? 1 : 0), 0, from - 1);
            }
        }
        return taps;
    }

    /// <summary>The weights in OpenCV's 11 bits of fixed point.</summary>
    public int[] ToFixed() => [.. Weights.Select(w => (int)MathF.Round(w * 2048, MidpointRounding.ToEven))];

    /// <summary>The weights of four pixels around a place.</summary>
    public static void WriteCubic(float x, Span<float> weights)
    {
        weights[0] = (((((A * (x + 1)) - (5 * A)) * (x + 1)) + (8 * A)) * (x + 1)) - (4 * A);
        weights[1] = ((((A + 2) * x) - (A + 3)) * x * x) + 1;
        weights[2] = ((((A + 2) * (1 - x)) - (A + 3)) * (1 - x) * (1 - x)) + 1;
        weights[3] = 1 - weights[0] - weights[1] - weights[2];
    }
}
