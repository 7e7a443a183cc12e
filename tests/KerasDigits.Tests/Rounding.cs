using NumSharp;

namespace KerasDigits.Tests;

/// <summary>Equality but for rounding. The engine sums in another order with other numbers of threads, batches and places in memory, so two passes of one model need not agree to the last bit.</summary>
internal static class Rounding
{
    /// <summary>Fails where a value is further away than rounding takes it: a millionth of the greatest value's size or so.</summary>
    public static void Same(NDArray expected, NDArray actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        float[] wanted = expected.flatten().ToArray<float>(), came = actual.flatten().ToArray<float>();
        float tolerance = 3e-6f * Math.Max(wanted.Max(Math.Abs), 1e-3f);
        for (int i = 0; i < wanted.Length; i++)
        {
            Assert.True(wanted[i].Equals(came[i]) || Math.Abs(wanted[i] - came[i]) <= tolerance, $"value {i}: {came[i]} instead of {wanted[i]}");
        }
    }
}
