using System.Text.Json;
using KerasDigits.Backend;
using KerasDigits.Metrics;
using NumSharp;

namespace KerasDigits.Tests.Metrics;

/// <summary>Every metric case of the pack: the result after each update.</summary>
public sealed class MetricGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("metrics");

    public static IEnumerable<object[]> Classes() => s_pack.Cases.Select(c => c.GetProperty("class_name").GetString()!)
        .Distinct().Where(n => Registry.FindClass(n, typeof(Metric)) is not null).Select(n => new object[] { n });

    [Theory, MemberData(nameof(Classes))]
    public void Computes_what_Keras_computes(string className) =>
        Golden.Each(s_pack.Cases.Where(c => c.GetProperty("class_name").GetString() == className), Check);

    private static IEnumerable<string?> Check(JsonElement c)
    {
        using var scope = Scopes.Step();
        var metric = (Metric)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Metric))!,
            Golden.Config(c.GetProperty("config")));
        int i = 0;
        foreach (JsonElement update in c.GetProperty("updates").EnumerateArray())
        {
            NDArray? weight = s_pack.Array(update, "sample_weight") ?? s_pack.Array(update, "weight");
            metric.update_state(s_pack.Array(update, "y_true")!, s_pack.Array(update, "y_pred")!, weight);
            yield return Golden.Difference(s_pack.Array(update, "result")!, Arrays.ToArray(metric.result()), 1e-5, $"result {i++}");
        }
    }
}
