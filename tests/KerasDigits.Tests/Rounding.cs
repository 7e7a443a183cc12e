using NumSharp;

namespace KerasDigits.Tests;

/// <summary>
/// Equality but for rounding. The engine sums in another order with other numbers of threads, batches and places in memory, so two passes
/// of one model need not agree to the last bit.
/// </summary>
internal static class Rounding
{
    /// <summary>Fails where a value is further away than rounding takes it: a few millionths of the greatest value.</summary>
    public static void Same(NDArray expected, NDArray actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Golden.Report([Golden.Difference(expected, actual, 3e-6, "prediction")]);
    }
}
