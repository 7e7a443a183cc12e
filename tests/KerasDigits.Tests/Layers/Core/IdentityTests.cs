using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>By NumPy, from the formula that Keras documents: the pack has no case.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Identity_gives_its_input_back() =>
        Gives(layers.Identity(), Sines(2, 3), [.. Sines(2, 3).flatten().ToArray<float>().Select(v => (double)v)]);
}
