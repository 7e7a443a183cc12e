using System.Text.Json.Nodes;
using KerasDigits.Saving;
using KerasDigits.Tests.Saving.Epochs;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>
/// Configurations of real models in which one value at a time is missing, or of another kind: the model is made, or one exception says what
/// is wrong.
/// </summary>
public sealed class ConfigMutationTests
{
    private static readonly string[] s_cases =
    [
        "keras-1.2.2/conv_trained_tf", "keras-2.2.4/activations", "keras-3.12.4/functions", "keras-3.10.0/attention",
        "keras-3.10.0/nested_deep", "keras-3.6.0/policy_bfloat16", "tf-2.14.1/rnn_cells",
        "keras-3.10.0/image_preprocessing", "tf2.11.1/dict_inputs", "tf2.3.1/opt_nadam", "tf2.8.4/einsum_dense",
        "tf2.10.1/bidirectional_backward", "tf2.4.4/nested_sequential", "keras-2.1.6/metrics_classification",
    ];

    [Fact]
    public void End_in_one_exception()
    {
        string folder = Directory.CreateTempSubdirectory("epochs").FullName;
        var faults = new List<string>();
        int tried = 0;
        try
        {
            foreach (EpochCase c in EpochPack.Own().SelectMany(p => p.Cases(folder, s_cases.Contains)))
            {
                if (!c.Files.TryGetValue("json", out string? file)) { continue; }
                JsonNode root = JsonNode.Parse(File.ReadAllText(file))!;
                int count = Places(root).Count(), step = Math.Max(1, count / 60);
                for (int i = 0; i < count; i += step)
                {
                    foreach (JsonNode? value in (JsonNode?[])[null, JsonValue.Create(-7), JsonValue.Create("no such word"),
                        new JsonArray(1, null), new JsonObject { ["class_name"] = null }])
                    {
                        JsonNode copy = root.DeepClone();
                        var (parent, key, index) = Places(copy).ElementAt(i);
                        if (parent is JsonObject o) { o[key!] = value?.DeepClone(); }
                        else { ((JsonArray)parent)[index] = value?.DeepClone(); }
                        tried++;
                        try { _ = models.model_from_json(copy.ToJsonString()); }
                        catch (ModelFileException) { }
#pragma warning disable CA1031 // every other exception is what is looked for
                        catch (Exception e)
                        {
                            faults.Add($"{c.Version}/{c.Name} {copy.GetPath()} "
                                + $"{key ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture)} = "
                                + $"{value?.ToJsonString() ?? "null"}: {e.GetType().Name}: "
                                + $"{e.Message.Split('\n')[0]} {e.StackTrace?.Split('\n')[0]}");
                        }
#pragma warning restore CA1031
                    }
                }
            }
        }
        finally { Directory.Delete(folder, recursive: true); }
        Assert.True(tried > 500, $"only {tried} tried");
        var kinds = faults.GroupBy(f => f[f.LastIndexOf(" at ", StringComparison.Ordinal)..]).Select(g => $"{g.Count()} {g.First()}");
        Assert.True(faults.Count == 0, $"{faults.Count} of {tried}\n{string.Join('\n', kinds)}");
    }

    private static IEnumerable<(JsonNode Parent, string? Key, int Index)> Places(JsonNode node) => node switch
    {
        JsonObject o => o.SelectMany(p => p.Value is { } inner ? Places(inner).Prepend((o, p.Key, 0)) : [(o, p.Key, 0)]),
        JsonArray a => a.SelectMany((v, i) => v is { } inner ? Places(inner).Prepend((a, null, i)) : [(a, null, i)]),
        _ => [],
    };
}
