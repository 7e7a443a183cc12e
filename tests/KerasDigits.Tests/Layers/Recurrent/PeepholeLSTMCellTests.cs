using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class PeepholeLSTMCellTests
{
    /// <summary>Two steps of the paper's formula; gates are clip(0.2 x + 0.5, 0, 1).</summary>
    [Fact]
    public void PeepholeLSTMCell_shows_its_gates_the_memory()
    {
        double[] x = [Math.Sin(1), Math.Sin(2)], k = [.. Enumerable.Range(1, 4).Select(i => Math.Sin(i))];
        double h = 0, c = 0;
        double Gate(double v) => Math.Clamp(0.2 * v + 0.5, 0, 1);
        foreach (double v in x)
        {
            double Z(int gate) => v * k[gate] + h * k[gate] + k[gate];
            double input = Gate(Z(0) + 0.5 * c), forget = Gate(Z(1) - 0.25 * c), candidate = Math.Tanh(Z(2));
            c = forget * c + input * candidate;
            h = Gate(Z(3) + 0.75 * c) * Math.Tanh(c);
        }
        Gives(layers.RNN(keras.experimental.PeepholeLSTMCell(1)), Sines(1, 2, 1), [h], Sines(1, 4), Sines(1, 4), Sines(4),
            np.array(new[] { 0.5f }), np.array(new[] { -0.25f }), np.array(new[] { 0.75f }));
    }
}
