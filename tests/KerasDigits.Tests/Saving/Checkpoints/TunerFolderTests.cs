using System.Text.Json;
using KerasDigits.Models;
using KerasDigits.Tuner;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Saving.Checkpoints;

/// <summary>A project of Python's KerasTuner whose trials' weights lie in TensorFlow's checkpoints.</summary>
public sealed class TunerFolderTests : IDisposable
{
    private readonly SavedModelPack _pack = new();

    public void Dispose() => _pack.Dispose();

    private static Sequential Build(HyperParameters hp)
    {
        Sequential model = models.Sequential([layers.Dense(hp.Int("units", 2, 6), activation: "relu", input_shape: 5), layers.Dense(1)]);
        model.compile(hp.Choice("opt", ["adam", "sgd"]), "mse");
        return model;
    }

    [Fact]
    public void The_best_models_predict_as_in_Python()
    {
        JsonElement c = SavedModelPack.Case("savedmodels", "keras_tuner");
        string folder = Path.Combine(_pack.Unpack(c), "tuner");
        TextWriter screen = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            using var tuner = keras_tuner.RandomSearch(Build, objective: "val_loss", max_trials: 2, directory: folder, project_name: "p");
            JsonElement[] best = [.. c.GetProperty("best").EnumerateArray()];
            Model[] made = [.. tuner.get_best_models(num_models: best.Length)];
            NDArray x = SavedModelPack.Arrays("savedmodels", c.GetProperty("inputs"))![0];
            Golden.Report(
                best.Select((b, i) =>
                    Golden.Difference(SavedModelPack.Array("savedmodels", b.GetProperty("output").GetProperty("key").GetString()!),
                        made[i].predict(x), 1e-5, $"model {i}")));
        }
        finally { Console.SetOut(screen); }
    }
}
