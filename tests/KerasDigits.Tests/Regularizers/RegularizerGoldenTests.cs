using KerasDigits.Backend;
using KerasDigits.Regularizers;

namespace KerasDigits.Tests.Regularizers;

/// <summary>Regularizers against the pack.</summary>
public sealed class RegularizerGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("misc");

    [Fact]
    public void Regularizers_are_those_of_Keras() => Golden.Each(s_pack.Named("regularizer_"), c =>
    {
        using var scope = Scopes.Step();
        var r = (Regularizer)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Regularizer))!,
            Golden.Config(c.GetProperty("config")));
        double value = r.Call(Arrays.ToTensor(s_pack.Array(c, "w")!)).ToNumber(), expected = c.GetProperty("value").GetDouble();
        return [Math.Abs(value - expected) <= 1e-6 * Math.Abs(expected) ? null : $"{value} instead of {expected}"];
    });
}
