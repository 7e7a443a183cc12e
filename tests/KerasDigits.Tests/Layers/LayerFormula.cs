using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Tests.Layers;

/// <summary>What a layer gives by its formula, from inputs and weights that are sin(1), sin(2), … in the order of memory.</summary>
internal static class LayerFormula
{
    public static NDArray Sines(params int[] shape) =>
        np.sin(np.arange(1, shape.Aggregate((a, b) => a * b) + 1).astype(NPTypeCode.Double)).reshape(shape).astype(NPTypeCode.Single);

    public static void Gives(Layer layer, NDArray x, double[] expected, params NDArray[] weights)
    {
        NDArray first = layer.Apply(x);
        layer.set_weights(weights);
        NDArray y = layer.Apply(x);
        Assert.Equal(layer.compute_output_shape(Shape.Of(x.shape)), Shape.Of(y.shape));
        Assert.Equal(first.shape, y.shape);
        Close(expected, y);
        var again = (Layer)ConfigBinder.Create(layer.GetType(), layer.get_config());
        _ = again.Apply(x);
        again.set_weights(weights);
        Close(expected, again.Apply(x));
    }

    public static void Close(double[] expected, NDArray actual)
    {
        float[] a = actual.flatten().ToArray<float>();
        Assert.Equal(expected.Length, a.Length);
        for (int i = 0; i < a.Length; i++) { Assert.Equal(expected[i], a[i], 2e-6 * Math.Max(1, Math.Abs(expected[i]))); }
    }

    /// <summary>The same numbers from -1 to 1 at every call.</summary>
    public static NDArray Random(params int[] shape) => np.random.RandomState(7).uniform(-1, 1, shape).astype(NPTypeCode.Single);

    /// <summary>Fails where an array differs by more than a part of the greatest value.</summary>
    public static void Same(NDArray a, NDArray b, double tolerance = 1e-6) => Assert.Null(Golden.Difference(a, b, tolerance, "values"));
}
