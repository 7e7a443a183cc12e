using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Optimizers;

namespace KerasDigits.Tests.Optimizers;

/// <summary>
/// Every optimizer case, with the OptimizerV2 formulas and with those of Keras 2.11 and later: the weights after each step.
/// </summary>
public sealed class OptimizerGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("optimizers");

    public static IEnumerable<object[]> Classes() => Steps().Select(Path).Distinct().Select(p => new object[] { p });

    [Theory, MemberData(nameof(Classes))]
    public void Takes_the_steps_of_Keras(string path) => Golden.Each(Steps().Where(c => Path(c) == path), Check);

    private static IEnumerable<JsonElement> Steps() => s_pack.Cases.Where(c => c.TryGetProperty("api", out _));

    private static string Path(JsonElement c) =>
        (c.GetProperty("api").GetString() == "legacy" ? "keras.optimizers." : "keras.optimizers.experimental.")
        + c.GetProperty("class_name").GetString();

    private static Type Class(JsonElement c) =>
        Registry.FindClassAt(Path(c)) ?? throw new InvalidOperationException($"{Path(c)} is not exported.");

    private static IEnumerable<string?> Check(JsonElement c)
    {
        using var version = Golden.Made215();
        using var scope = Scopes.Step();
        var optimizer = (Optimizer)ConfigBinder.Create(Class(c), Golden.Config(c.GetProperty("config")));
        Variable[] variables = [.. c.GetProperty("start").EnumerateArray()
            .Select(k => new Variable(Arrays.ToTensor(s_pack.Array(k.GetString()!))))];
        JsonElement[] gradients = [.. c.GetProperty("grads").EnumerateArray()], after = [.. c.GetProperty("after").EnumerateArray()];
        for (int step = 0; step < after.Length; step++)
        {
            Tensor[] g = [.. gradients[step].EnumerateArray().Select(k => Arrays.ToTensor(s_pack.Array(k.GetString()!)))];
            optimizer.apply_gradients(g.Zip(variables, (x, v) => ((Tensor?)x, v)));
            string[] keys = [.. after[step].EnumerateArray().Select(k => k.GetString()!)];
            for (int i = 0; i < keys.Length; i++)
            {
                yield return Golden.Difference(s_pack.Array(keys[i]), variables[i].numpy(), 1e-6, $"weight {i} after step {step}");
            }
        }
    }
}
