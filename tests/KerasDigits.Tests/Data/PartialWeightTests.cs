using KerasDigits.Layers;
using NumSharp;

namespace KerasDigits.Tests.Data;

/// <summary>Weights of samples for some of several outputs: Python's None in a list counts 1.</summary>
public sealed class PartialWeightTests
{
    [Fact]
    public void An_output_without_weights_counts_fully()
    {
        KerasTensor x = keras.Input(1);
        KerasTensor[] outputs = [.. Enumerable.Range(0, 2).Select(_ => keras.layers.Dense(1, kernel_initializer: "ones").Apply(x))];
        var model = keras.Model(x, outputs);
        model.compile("sgd", "mse");
        NDArray one = np.ones(new[] { 2, 1 }), zero = np.zeros(new[] { 2, 1 }), half = np.array(new[] { 1f, 0f });
        double[] first = Losses([half, null!]), second = Losses([null!, half]);
        Assert.Equal([1.5, 0.5, 1.0, 1.5, 1.0, 0.5], first.Concat(second), (a, b) => Math.Abs(a - b) < 1e-6);

        double[] Losses(NDArray[] weights) =>
            [.. model.evaluate(one, new[] { zero, zero }, sample_weight: weights, verbose: 0).Take(3)];
    }
}
