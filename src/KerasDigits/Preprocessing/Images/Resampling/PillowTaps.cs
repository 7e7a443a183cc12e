namespace KerasDigits.Preprocessing.Images;

/// <summary>Which source places make up each place of a resampled line, and how much each counts.</summary>
/// <remarks>When a line shrinks, the filter widens by as much, so that every source place counts. Source: Pillow 9.4,
/// src/libImaging/Resample.c.</remarks>
internal sealed class PillowTaps
{
    /// <summary>Bits behind the point of 8-bit images' weights.</summary>
    public const int Bits = 22;

    private PillowTaps(int places, int most) =>
        (First, Count, Most, Weights) = (new int[places], new int[places], most, new double[places * most]);

    /// <summary>First source place of each.</summary>
    public int[] First { get; }

    /// <summary>Number of source places of each.</summary>
    public int[] Count { get; }

    /// <summary>Weights reserved for each place.</summary>
    public int Most { get; }

    /// <summary>Weights, <see cref="Most"/> for each place; they add up to 1.</summary>
    public double[] Weights { get; }

    /// <summary>The taps of a line.</summary>
    /// <param name="filter">Pillow's filter, which weighs neighbours.</param>
    /// <param name="length">Length of the source.</param>
    /// <param name="start">Where the part that is taken starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="places">Length of the result.</param>
    public static PillowTaps Of(PillowFilter filter, int length, double start, double end, int places)
    {
        // Pillow passes the box as float32.
        double scale = (double)((float)end - (float)start) / places, wide = Math.Max(scale, 1), support = filter.Support * wide,
            narrow = 1 / wide;
        var taps = new PillowTaps(places, ((int)Math.Ceiling(support) * 2) + 1);
        for (int place = 0; place < places; place++)
        {
            double center = (float)start + ((place + 0.5) * scale), sum = 0;
            int first = Math.Max(0, (int)(center - support + 0.5)), count = Math.Min(length, (int)(center + support + 0.5)) - first;
            Span<double> weights = taps.Weights.AsSpan(place * taps.Most, count);
            for (int i = 0; i < count; i++)
            {
                weights[i] = filter.Weight!((i + first - center + 0.5) * narrow);
                sum += weights[i];
            }
            for (int i = 0; sum != 0 && i < count; i++) { weights[i] /= sum; }
            (taps.First[place], taps.Count[place]) = (first, count);
        }
        return taps;
    }

    /// <summary>The weights as integers of 1/2²², rounded.</summary>
    public int[] ToFixed() => Array.ConvertAll(Weights, w => (int)((w < 0 ? -0.5 : 0.5) + (w * (1 << Bits))));
}
