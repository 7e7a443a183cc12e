using NumSharp;

namespace KerasDigits.Notebook;

/// <content>Figures of a sample.</content>
public static partial class builtins
{
    /// <summary>By how many standard deviations values differ from their mean: SciPy's <c>stats.zscore(a)</c>.</summary>
    /// <param name="a">A column of numbers.</param>
    public static Series zscore(Series a) => (a - a.mean()) / a.std(ddof: 0);

    /// <inheritdoc cref="zscore(Series)"/>
    public static NDArray zscore(NDArray a) => (a - np.mean(a, axis: 0)) / np.std(a, axis: 0);
}
