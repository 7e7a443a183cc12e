using System.Text.Json;
using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>SavedModel folders of real TensorFlow: structure, weights, predictions, and the next training step.</summary>
public sealed class SavedModelTests : IDisposable
{
    private readonly SavedModelPack _pack = new();

    public void Dispose() => _pack.Dispose();

    public static TheoryData<string, string> Models() =>
        SavedModelPack.Cases(c => c.GetProperty("kind").GetString() == "model" && c.TryGetProperty("saved_model", out _));

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Predict_and_train_on_as_in_TensorFlow(string pack, string name)
    {
        JsonElement c = SavedModelPack.Case(pack, name);
        string folder = Path.Combine(_pack.Unpack(c), c.GetProperty("saved_model").GetString()!);
        if (SavedModelPack.OfPython.TryGetValue(name, out string? reason))
        {
            Assert.Contains(reason, Assert.Throws<ModelFileException>(() => models.load_model(folder)).Reason, StringComparison.Ordinal);
            return;
        }
        Model model = models.load_model(folder);
        Assert.Null(SavedModelPack.Predictions(pack, c, model));
        // TensorFlow's loss scale makes the first step in float16 overflow, which it then leaves out; there is none here.
        if (name.Contains("mixed_float16", StringComparison.Ordinal)) { return; }
        if (!c.TryGetProperty("reload", out JsonElement reload) || !reload.TryGetProperty("step", out JsonElement step)) { return; }
        // As in Keras, load_model gives a fresh optimizer.
        Assert.Equal(0, model.optimizer.iterations);
        NDArray[] inputs = SavedModelPack.Arrays(pack, c.GetProperty("inputs"))!,
            targets = SavedModelPack.Arrays(pack, c.GetProperty("step").GetProperty("targets"))!;
        model.train_on_batch(inputs, targets);
        NDArray[] after = SavedModelPack.Arrays(pack, step.GetProperty("weights"))!;
        Golden.Report(after.Select((w, i) => Golden.Difference(w, model.get_weights()[i], 1e-4, $"{name}, weight {i}")));
    }

    [SkippableFact]
    public void Peoples_folders_predict_as_in_Keras()
    {
        string? folder = Environment.GetEnvironmentVariable("KERAS_DATA") is { Length: > 0 } data
            ? Path.Combine(data, "savedmodels")
            : null;
        Skip.If(folder is null || !Directory.Exists(folder) || !File.Exists(Path.Combine(Golden.Folder, "realsavedmodels.json")),
            "set KERAS_DATA and KERAS_GOLDENS to the folders of data and packs");
        var faults = new List<string?>();
        Golden golden = Golden.Pack("realsavedmodels");
        foreach (JsonElement c in golden.Cases.Where(c => c.GetProperty("kind").GetString() == "savedmodel"
            && c.GetProperty("by").GetString() == "load_model"))
        {
            string name = c.GetProperty("name").GetString()!;
            Model model;
            // One of them has a layer of its own, which was saved without its configuration.
            Dictionary<string, object>? own = name.StartsWith("FilipKubackiSoton", StringComparison.Ordinal)
                ? new() { ["dense_transpose"] = new DenseTranspose() }
                : null;
            try { model = models.load_model(Path.Combine(folder!, name), own); }
            catch (ModelFileException e)
            {
                faults.Add($"{name}: {e.Message}");
                continue;
            }
            if (SavedModelPack.Arrays("realsavedmodels", c.GetProperty("inputs")) is not { } inputs)
            {
                faults.Add($"{name}: its inputs are not in the pack");
                continue;
            }
            NDArray[] made = model.predict_all(inputs), wanted = SavedModelPack.Arrays("realsavedmodels", c.GetProperty("outputs"))!;
            faults.AddRange(wanted.Select((o, i) => Golden.Difference(o, made[i].size > o.size ? made[i].flatten()[$":{o.size}"] : made[i],
                1e-4, name)));
        }
        Golden.Report(faults);
    }

    [SkippableFact]
    public void Every_tensor_of_peoples_files_is_read()
    {
        string? folder = Environment.GetEnvironmentVariable("KERAS_DATA") is { Length: > 0 } data
            ? Path.Combine(data, "savedmodels")
            : null;
        Skip.If(folder is null || !Directory.Exists(folder) || !File.Exists(Path.Combine(Golden.Folder, "realsavedmodels.json")),
            "set KERAS_DATA and KERAS_GOLDENS to the folders of data and packs");
        var faults = new List<string>();
        int count = 0;
        foreach (JsonElement c in Golden.Pack("realsavedmodels").Cases)
        {
            string name = c.GetProperty("name").GetString()!, path = Path.Combine(folder!, name);
            using CheckpointReader reader = tf.train.load_checkpoint(c.GetProperty("kind")
                .GetString() == "savedmodel" ? Path.Combine(path, "variables", "variables") : path);
            foreach (JsonElement t in c.GetProperty("tensors").EnumerateArray())
            {
                string key = t[0].GetString()!, type = t[1].GetString()!;
                count++;
                if (reader.get_variable_to_dtype_map()[key] != type)
                {
                    faults.Add($"{name} {key}: {reader.get_variable_to_dtype_map()[key]} instead of {type}");
                }
                if (type == "string" || t.GetArrayLength() < 5) { continue; }
                double[] values = reader.get_tensor(key).astype(NPTypeCode.Double).flatten().ToArray<double>();
                double wanted = t[4].GetDouble(), made = values.Sum(v => v * v);
                if (Math.Abs(wanted - made) > 1e-6 * Math.Max(1e-30, Math.Abs(wanted)))
                {
                    faults.Add($"{name} {key}: squares {made} instead of {wanted}");
                }
            }
        }
        Assert.True(faults.Count == 0 && count > 100, $"{count} tensors\n{string.Join('\n', faults)}");
    }

    /// <summary>The way back through another layer's kernel: y = (x + bias) · kernelᵀ.</summary>
    private sealed class DenseTranspose : KerasDigits.Layers.Layer
    {
        private readonly KerasDigits.Layers.Dense dense = layers.Dense(80, activation: "tanh");
        private KerasDigits.Backend.Variable? biases;

        public override void build(KerasDigits.Core.Shape input_shape)
        {
            dense.build((null, 100));
            biases = add_weight("bias", 100, initializer: "zeros");
        }

        public override Tensor call(Tensor inputs, bool training) => (inputs.matmul(dense.kernel.value.transpose(0, 1)) + biases!.value);
    }

    [Fact]
    public void Folders_of_other_kinds_say_what_they_are()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Path;
        Assert.Contains("SavedModel file does not exist at:", Assert.Throws<ModelFileException>(() => models.load_model(path)).Message,
            StringComparison.Ordinal);
        Assert.Contains("No file or directory found at",
            Assert.Throws<FileNotFoundException>(() => models.load_model(Path.Combine(path, "none"))).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(path, "saved_model.pb"), "version https://git-lfs.github.com/spec/v1\n");
        Assert.Contains("Error parsing message", Assert.Throws<ModelFileException>(() => models.load_model(path)).Message,
            StringComparison.Ordinal);
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("keras-folder-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
