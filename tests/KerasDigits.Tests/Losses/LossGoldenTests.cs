using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Losses;
using NumSharp;

namespace KerasDigits.Tests.Losses;

/// <summary>Every loss case of the pack: reduced value, values per sample, gradient.</summary>
public sealed class LossGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("losses");

    public static IEnumerable<object[]> Classes() => s_pack.Cases.Select(c => c.GetProperty("class_name").GetString()!)
        .Distinct().Where(n => Registry.FindClass(n, typeof(Loss)) is not null).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Classes))]
    public void Computes_what_Keras_computes(string className) =>
        Golden.Each(s_pack.Cases.Where(c => c.GetProperty("class_name").GetString() == className), Check);

    private static IEnumerable<string?> Check(JsonElement c)
    {
        using var scope = Scopes.Step();
        Config config = Golden.Config(c.GetProperty("config"));
        var loss = (Loss)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Loss))!, config);
        Tensor t = Arrays.ToTensor(s_pack.Array(c, "y_true")!), p = Arrays.ToTensor(s_pack.Array(c, "y_pred")!).requires_grad_(true);
        NDArray? weight = s_pack.Array(c, "sample_weight");
        Tensor value = loss.Apply(t, p, weight is null ? null : Arrays.ToTensor(weight));
        yield return Golden.Difference(s_pack.Array(c, "value")!, Arrays.ToArray(value), 1e-6, "value");
        if (s_pack.Array(c, "per_sample") is { } each)
        {
            yield return Golden.Difference(each, Arrays.ToArray(loss.call(t, p)), 2e-6, "per sample");
        }
        if (s_pack.Array(c, "grad") is { } gradient)
        {
            (value.dim() > 0 ? value.sum() : value).backward();
            yield return Golden.Difference(gradient, Arrays.ToArray(p.grad!), 2e-6, "gradient");
        }
    }
}
