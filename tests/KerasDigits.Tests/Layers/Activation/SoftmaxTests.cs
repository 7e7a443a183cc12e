using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class SoftmaxTests
{
    /// <summary>All numbers along the axes together make 1.</summary>
    [Fact]
    public void A_softmax_over_several_axes_is_one_over_all_their_places()
    {
        double[] e = [.. Enumerable.Range(1, 6).Select(i => Math.Exp(Math.Sin(i)))];
        Gives(layers.Softmax(axis: new[] { 1, 2 }), Sines(1, 2, 3), [.. e.Select(v => v / e.Sum())]);
    }
}
