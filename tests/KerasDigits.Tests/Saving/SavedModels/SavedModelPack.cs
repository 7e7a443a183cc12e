using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>SavedModels and checkpoints that TensorFlow wrote, out of the packs savedmodels…: archives, and what is in them.</summary>
internal sealed class SavedModelPack : IDisposable
{
    private static readonly string[] s_packs = ["savedmodels", "savedmodels_tf212", "savedmodels_tf213", "savedmodels_tf214"];
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-savedmodels-").FullName;

    /// <summary>Folders with layers, functions and classes that only Python has, and what is said of them; OwnClassesTests gives them
    /// their counterparts.</summary>
    public static readonly IReadOnlyDictionary<string, string> OfPython = new Dictionary<string, string>
    {
        ["custom_registered"] = "Unknown ", ["custom_unregistered"] = "Unknown ", ["custom_no_config"] = "Unknown ",
        ["custom_model"] = "Unknown ", ["custom_pieces"] = "Unknown ", ["ops_lists"] = "names no input",
        ["subclass_plain"] = "Unknown ", ["subclass_tied"] = "Unknown ", ["lambda_layers"] = "Python bytecode",
        ["tf_saved_model_save"] = "only a TensorFlow graph", ["model_export"] = "only a TensorFlow graph",
    };

    /// <summary>The packs that are there.</summary>
    public static IEnumerable<string> Packs => s_packs.Where(p => File.Exists(Path.Combine(Golden.Folder, p + ".json")));

    /// <summary>Names of cases with some property.</summary>
    public static TheoryData<string, string> Cases(Func<JsonElement, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (string pack in Packs)
        {
            foreach (JsonElement c in Golden.Pack(pack).Cases.Where(wanted)) { data.Add(pack, c.GetProperty("name").GetString()!); }
        }
        return data;
    }

    /// <summary>Whether a case is there.</summary>
    public static bool Has(string pack, string name) =>
        Packs.Contains(pack) && Golden.Pack(pack).Cases.Any(c => c.GetProperty("name").GetString() == name);

    public static JsonElement Case(string pack, string name) =>
        Golden.Pack(pack).Cases.First(c => c.GetProperty("name").GetString() == name);

    /// <summary>Unpacks a case's archive.</summary>
    public string Unpack(JsonElement @case)
    {
        string file = Path.GetFileName(@case.GetProperty("archive").GetString()!),
            target = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        string[] places = ["files", "savedmodels"];
        Directory.CreateDirectory(target);
        using var packed = new GZipStream(File.OpenRead(places.Select(p => Path.Combine(Golden.Folder, p, file)).First(File.Exists)),
            CompressionMode.Decompress);
        TarFile.ExtractToDirectory(packed, target, overwriteFiles: true);
        return target;
    }

    /// <summary>Arrays by their keys; null where one holds texts.</summary>
    public static NDArray[]? Arrays(string pack, JsonElement list)
    {
        var arrays = new List<NDArray>();
        foreach (JsonElement e in list.EnumerateArray())
        {
            if (e.TryGetProperty("strings", out JsonElement texts))
            {
                arrays.Add(KerasDigits.Backend.Texts.Array(texts.EnumerateArray().Select(t => t.GetString()!).ToArray())
                    .reshape([.. e.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())]));
            }
            else if (e.TryGetProperty("key", out JsonElement key)) { arrays.Add(Array(pack, key.GetString()!)); }
            else { return null; }
        }
        return [.. arrays];
    }

    public static NDArray Array(string pack, string key) => Golden.Pack(pack).Array(Golden.Pack(pack).Has(key) ? key : key + "#f64");

    /// <summary>What differs between a model's predictions and those of the case; null: nothing.</summary>
    public static string? Predictions(string pack, JsonElement @case, Model model)
    {
        if (Arrays(pack, @case.GetProperty("inputs")) is not { } inputs) { return null; }
        NDArray[] made = model.predict_all(inputs);
        double tolerance = @case.GetProperty("name").GetString() is { } name
            && name.Contains("float16", StringComparison.Ordinal) ? 1e-2 : 1e-5;
        return Arrays(pack, @case.GetProperty("outputs"))!.Select((o, i) => @case.GetProperty("outputs")[i].TryGetProperty("strings", out _)
            ? KerasDigits.Backend.Texts.Strings(o).SequenceEqual(KerasDigits.Backend.Texts.Strings(made[i]))
            ? null
            : $"output {i}: other texts" : Golden.Difference(o, made[i], tolerance, $"{@case.GetProperty("name")}, output {i}"))
            .FirstOrDefault(d => d is not null);
    }

    /// <summary>A model of the case's structure with the case's optimizer.</summary>
    public static Model Compiled(JsonElement @case)
    {
        Model model = models.model_from_json(@case.GetProperty("json").GetString()!);
        JsonElement optimizer = @case.GetProperty("optimizer");
        string name = optimizer.GetProperty("class").GetString()!.Split('.')[^1];
        CompileSettings.Restore(model, new Config
        {
            ["loss"] = "mean_squared_error",
            ["optimizer_config"] = new Config { ["class_name"] = name, ["config"] = Golden.Config(optimizer.GetProperty("config")) },
        }, "case", modern: optimizer.GetProperty("generation").GetString() != "legacy");
        return model;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
