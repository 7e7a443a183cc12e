using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Tests.Layers;

public sealed class LstmUnitsTests
{
    /// <summary>
    /// Where no gradients are wanted an LSTM is the engine's own, which is wrong for few units on some processors; with gradients it runs
    /// step by step.
    /// </summary>
    [Theory]
    [InlineData(1), InlineData(3), InlineData(8), InlineData(15), InlineData(16), InlineData(17), InlineData(32)]
    public void An_LSTM_is_the_same_with_and_without_gradients(int units)
    {
        var random = new Random(units);
        foreach (var (features, batch, steps) in (IEnumerable<(int, int, int)>)[(1, 1, 1), (2, 3, 4), (8, 32, 2)])
        {
            NDArray Values(params long[] shape) =>
                np.array(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(_ => (float)(random.NextDouble() - .5))
                    .ToArray()).reshape(new NumSharp.Shape(shape));
            var layer = keras.layers.LSTM(units, return_sequences: true);
            NDArray x = Values(batch, steps, features);
            _ = layer.Apply(x);
            layer.set_weights([.. layer.get_weights().Select(w => Values(w.shape))]);
            NDArray without = layer.Apply(x);
            using var scope = Scopes.Step();
            using var gradient = Scopes.Gradient();
            Assert.Null(Golden.Difference(Arrays.ToArray(layer.Apply(Arrays.ToTensor(x))), without, 1e-5,
                $"{features} features, {batch} samples, {steps} steps"));
        }
    }
}
