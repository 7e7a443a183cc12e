using System.Text.Json;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving;

/// <summary>Models that people published, from the folder in KERAS_FILES, against predictions of real Keras (packs realfiles…).</summary>
public sealed class RealFileTests
{
    public static TheoryData<string, string> Files()
    {
        var data = new TheoryData<string, string>();
        string? goldens = Golden.OwnFolder;
        foreach (string pack in new[] { "realfiles", "realfiles_keras3" })
        {
            if (goldens is null || !File.Exists(Path.Combine(goldens, pack + ".json"))) { continue; }
            foreach (JsonElement c in Golden.Pack(pack).Cases)
            {
                if (c.GetProperty("loads").GetBoolean() && c.GetProperty("built_as").ValueKind == JsonValueKind.Null)
                {
                    data.Add(pack, c.GetProperty("name").GetString()!);
                }
            }
        }
        if (data.Count == 0) { data.Add("realfiles", ""); }
        return data;
    }

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void Predict_as_in_Keras(string pack, string name)
    {
        string? folder = Environment.GetEnvironmentVariable("KERAS_FILES");
        Skip.If(folder is null || name.Length == 0,
            "set KERAS_FILES to the folder of published models and KERAS_GOLDENS to that of the packs");
        Model model = models.load_model(Path.Combine(folder!, name));
        // Published models were saved when Adam had run: its state, named or not, is there again.
        if (model.CompileArguments is not null && model.optimizer.iterations > 0)
        {
            Assert.Equal(2 * model.trainable_weights.Count, model.optimizer.ListSlotVariables().Count);
        }
        if (name.EndsWith(".hdf5", StringComparison.Ordinal)) { Assert.True(model.optimizer.iterations > 0); }
        Golden golden = Golden.Pack(pack);
        JsonElement c = golden.Cases.First(k => k.GetProperty("name").GetString() == name);
        np.random.seed(c.GetProperty("seed").GetInt32());
        NDArray[] inputs = [.. c.GetProperty("inputs").EnumerateArray()
            .Select(i => i.ValueKind == JsonValueKind.String ? golden.Array(i.GetString()!)
            : np.random.rand([.. i.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())]).astype(NPTypeCode.Single))];
        NDArray[] made = model.predict_all(inputs);
        Golden.Report(c.GetProperty("outputs").EnumerateArray()
            .Select((o, i) => Golden.Difference(golden.Array(o.GetString()!), made[i], 1e-4, name)));
    }
}
