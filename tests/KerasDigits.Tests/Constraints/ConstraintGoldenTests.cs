using KerasDigits.Backend;
using KerasDigits.Constraints;

namespace KerasDigits.Tests.Constraints;

/// <summary>Constraints against the pack.</summary>
public sealed class ConstraintGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("misc");

    [Fact]
    public void Constraints_are_those_of_Keras() => Golden.Each(s_pack.Named("constraint_"), c =>
    {
        using var scope = Scopes.Step();
        var r = (Constraint)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Constraint))!,
            Golden.Config(c.GetProperty("config")));
        return [Golden.Difference(s_pack.Array(c, "result")!, Arrays.ToArray(r.Call(Arrays.ToTensor(s_pack.Array(c, "w")!))), 1e-6, "w")];
    });
}
