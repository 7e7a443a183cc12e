using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class AdaptivePoolingTests
{
    /// <summary>Windows ⌊5i/3⌋ to ⌈5(i + 1)/3⌉ of five steps: 0–1, 1–3, 3–4.</summary>
    [Fact]
    public void Adaptive_poolings_spread_their_windows_over_the_input()
    {
        double[] s = [.. Enumerable.Range(1, 5).Select(i => Math.Sin(i))];
        double[] means = [s[..2].Average(), s[1..4].Average(), s[3..].Average()], most = [s[..2].Max(), s[1..4].Max(), s[3..].Max()];
        Gives(layers.AdaptiveAveragePooling1D(3), Sines(1, 5, 1), means);
        Gives(layers.AdaptiveMaxPooling1D(3), Sines(1, 5, 1), most);
        Gives(layers.AdaptiveAveragePooling1D(3, data_format: "channels_first"), Sines(1, 1, 5), means);
        Gives(layers.AdaptiveAveragePooling2D((3, 1)), Sines(1, 5, 1, 1), means);
        Gives(layers.AdaptiveMaxPooling2D((1, 3), data_format: "channels_first"), Sines(1, 1, 1, 5), most);
        Gives(layers.AdaptiveAveragePooling3D((1, 3, 1)), Sines(1, 1, 5, 1, 1), means);
        Gives(layers.AdaptiveMaxPooling3D((1, 1, 3)), Sines(1, 1, 1, 5, 1), most);
    }
}
