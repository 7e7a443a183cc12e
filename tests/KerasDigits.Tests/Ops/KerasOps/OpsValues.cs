using TorchSharp;

namespace KerasDigits.Tests.Ops;

/// <summary>Short ways to say tensors of numbers and what is expected of them.</summary>
internal static class OpsValues
{
    public const float None = float.NaN;

    public static Tensor T(params float[] values) => torch.tensor(values);

    public static Tensor T(long[] shape, params float[] values) => torch.tensor(values).reshape(shape);

    public static Tensor Whole(params int[] values) => torch.tensor(values);

    /// <summary>0, 1, 2 … in a shape.</summary>
    public static Tensor Count(params long[] shape) =>
        torch.arange(shape.Aggregate(1L, (a, b) => a * b), torch.ScalarType.Float32).reshape(shape);

    public static void Same(float[] expected, Tensor found, double tolerance = 2e-6)
    {
        float[] values = found.to_type(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
        Assert.True(expected.Length == values.Length,
            $"{values.Length} values instead of {expected.Length}, shape {Shape.Of(found.shape)}");
        for (int i = 0; i < values.Length; i++)
        {
            double most = tolerance * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(expected[i].Equals(values[i]) || Math.Abs(expected[i] - values[i]) <= most,
                $"{values[i]} instead of {expected[i]} at {i}: {string.Join(", ", values)}");
        }
    }

    public static void Same(float[] expected, long[] shape, Tensor found, double tolerance = 2e-6)
    {
        Assert.Equal(shape, found.shape);
        Same(expected, found, tolerance);
    }
}
