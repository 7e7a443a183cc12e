using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Draws for which NumSharp takes other numbers than NumPy's RandomState.</content>
public static partial class builtins
{
    /// <summary>How many of n tosses come up, each by a chance: NumPy's <c>np.random.binomial(n, p)</c> after the same seed.</summary>
    /// <param name="n">Tosses, not below 0; times the lesser of the chances for and against, not above 30.</param>
    /// <param name="p">The chance of each, from 0 to 1.</param>
    /// <exception cref="ArgumentException">n is below 0, or p outside of 0 to 1.</exception>
    /// <exception cref="NotSupportedException">There are more tosses, for which NumPy draws by another way.</exception>
    public static int draw_binomial(int n, double p)
    {
        if (n < 0) { throw new ArgumentException("n < 0"); }
        if (!(p is >= 0 and <= 1)) { throw new ArgumentException("p < 0, p > 1 or p is NaN"); }
        double rarer = p <= 0.5 ? p : 1 - p;
        if (n * rarer > 30)
        {
            throw new NotSupportedException($"np.random.binomial draws as NumPy does up to n * min(p, 1 - p) = 30. Received: n = {n}, "
                + $"p = {p}. Sum np.random.uniform(size: n) < p for more.");
        }
        int rare = DrawRare(n, rarer);
        return p <= 0.5 ? rare : n - rare;
    }

    /// <summary>As many draws as the sizes ask for: NumPy's <c>np.random.binomial(n, p, size)</c>.</summary>
    /// <param name="n">Tosses of each draw.</param>
    /// <param name="p">The chance of each toss.</param>
    /// <param name="size">The sizes of the array's axes.</param>
    /// <returns>An array of whole numbers (int64).</returns>
    /// <exception cref="ArgumentException">n is below 0, or p outside of 0 to 1.</exception>
    /// <exception cref="NotSupportedException">There are more tosses, for which NumPy draws by another way.</exception>
    public static NDArray draw_binomial(int n, double p, params long[] size)
    {
        long[] drawn = new long[size.Aggregate(1L, (all, axis) => all * axis)];
        for (int i = 0; i < drawn.Length; i++) { drawn[i] = draw_binomial(n, p); }
        return np.array(drawn).reshape(size);
    }

    /// <summary>By how many standard deviations values differ from their mean: SciPy's <c>stats.zscore(a)</c>.</summary>
    /// <param name="a">Numbers.</param>
    public static Series zscore(Series a) => (a - a.mean()) / a.std(ddof: 0);

    /// <inheritdoc cref="zscore(Series)"/>
    public static NDArray zscore(NDArray a) => (a - np.mean(a, axis: 0)) / np.std(a, axis: 0);

    // One uniform draw is taken apart by the chances of 0, 1, 2 …; one beyond all that can sensibly come is drawn again.
    private static int DrawRare(int n, double p)
    {
        double against = 1 - p, none = Math.Exp(n * Math.Log(against)), mean = n * p;
        int most = (int)Math.Min(n, mean + 10 * Math.Sqrt(mean * against + 1));
        while (true)
        {
            double left = np.random.random_sample(1).GetDouble(0), chance = none;
            for (int x = 0; x <= most; x++)
            {
                if (left <= chance) { return x; }
                left -= chance;
                chance = (n - x) * p * chance / ((x + 1) * against);
            }
        }
    }
}
