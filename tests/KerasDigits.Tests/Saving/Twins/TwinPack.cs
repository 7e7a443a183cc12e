using System.Text.Json;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Twins;

/// <summary>A model that TF-Keras 2.15 or Keras 3.15 made, trained and wrote in every form.</summary>
/// <param name="Name">Its name in the pack.</param>
/// <param name="By">"tf" or "k3".</param>
/// <param name="Element">What was recorded: configuration, trees, histories.</param>
internal sealed record Twin(string Name, string By, JsonElement Element)
{
    /// <summary>The names of models at hand: all of the full pack where KERAS_GOLDENS names it, else the tests' own.</summary>
    public static IEnumerable<(string Name, string By)> All() => Folder is { } folder
        ? new[] { "tf", "k3" }.SelectMany(by => Directory.GetFiles(Path.Combine(folder, by), "*.json")
            .Select(f => (Path.GetFileNameWithoutExtension(f), by))).Order()
        : Golden.Own("twins").Root.EnumerateObject().SelectMany(by => by.Value.EnumerateObject().Select(c => (c.Name, by.Name)));

    /// <summary>A model of the pack.</summary>
    public static Twin Of(string name, string by) => new(name, by, Folder is { } folder
        ? JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, by, name + ".json"))).RootElement
        : Golden.Own("twins").Root.GetProperty(by).GetProperty(name));

    private static string? Folder => Golden.OwnFolder is { } own && Directory.Exists(Path.Combine(own, "twins"))
        ? Path.Combine(own, "twins")
        : null;

    /// <summary>How exact histories are.</summary>
    public double Tolerance => IsRough ? 1e-2 : 2e-4;

    /// <summary>Whether it was trained in numbers of 8 bits, whose roundings the sums of its state show.</summary>
    public bool IsRough => Name == "bfloat16";

    /// <summary>The version that wrote it.</summary>
    public string Version => By == "tf" ? "2.15.0" : "3.15.1";

    /// <summary>The same model here: made from its configuration, with the recorded start weights, compiled and trained as there.</summary>
    /// <param name="history">The epochs' logs.</param>
    public Model Make(out IReadOnlyDictionary<string, List<double>> history)
    {
        keras.backend.clear_session();
        string json = Element.GetProperty("to_json").GetString()!;
        Model model = models.model_from_json(json);
        NDArray[] start = model.get_weights();
        int at = -1;
        for (int i = 0; i < Element.GetProperty("weights").GetArrayLength(); i++)
        {
            // how much a normalization has seen
            if (Element.GetProperty("weights")[i].GetProperty("dtype").GetString()!.StartsWith("int", StringComparison.Ordinal))
            {
                continue;
            }
            NDArray value = Pack.Array(Pack.Has($"{Name}/w{i}@{By}") ? $"{Name}/w{i}@{By}" : $"{Name}/w{i}");
            // A normalization's weights stand at different places.
            int place = Array.FindIndex(start, at + 1, w => w.shape.SequenceEqual(value.shape));
            if (place >= 0) { start[at = place] = value; }
        }
        model.set_weights(start);
        using (ConfigTranslator.Open(KerasEpoch.Of(Version)))
        {
            CompileSettings.Restore(model, Golden.Config(Element.GetProperty("compile_config")), Name, modern: true);
        }
        history = model.fit(Arrays("inputs"), Arrays("targets"), batch_size: 8, epochs: 2, shuffle: false,
            verbose: 0).history.ToDictionary(h => h.Key, h => h.Value.ToList());
        return model;
    }

    /// <summary>Why it cannot be made from what was recorded; null: it can.</summary>
    public string? Missing => !Element.TryGetProperty("to_json", out JsonElement json)
        || json.ValueKind != JsonValueKind.String ? "only its trees are in the pack"
        : !Pack.Has($"{Name}/w0") ? "its start weights are not in the pack"
        : !Element.GetProperty("inputs").EnumerateArray().All(k => Pack.Has(k.GetString()!)) ? "its inputs are texts" : null;

    private NDArray[] Arrays(string property) =>
        [.. Element.GetProperty(property).EnumerateArray().Select(e => Pack.Array(e.GetString()!))];

    private static Golden Pack => Folder is null ? Golden.Own("twins") : Golden.In(Folder, "twins");
}
