using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tuner.Tests.Tuners;

/// <summary>TensorBoard among a search's callbacks.</summary>
public sealed class BoardTests
{
    [Fact]
    public void Each_run_has_its_folder_and_its_values()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        Model Build(HyperParameters hp)
        {
            var model = models.Sequential([layers.Dense(hp.Int("units", 1, 9), input_shape: 2), layers.Dense(1)]);
            model.compile("sgd", "mse");
            return model;
        }
        string logs = Path.Combine(folder.Path, "logs");
        var tuner = keras_tuner.RandomSearch(Build, "val_loss", max_trials: 2, executions_per_trial: 2, directory: folder.Path, seed: 1);
        NDArray x = np.random.rand(8, 2), y = np.random.rand(8, 1);
        tuner.search(x, y, epochs: 1, verbose: 0, validation_data: (x, y), callbacks: [callbacks.TensorBoard(logs)]);
        string[] runs = [.. Directory.EnumerateDirectories(logs).SelectMany(Directory.EnumerateDirectories)
            .Select(d => Path.GetRelativePath(logs, d).Replace('\\', '/')).Order()];
        Assert.Equal(["0/execution0", "0/execution1", "1/execution0", "1/execution1"], runs);
        foreach (string run in runs)
        {
            string text = System.Text.Encoding.Latin1.GetString(
                File.ReadAllBytes(Directory.EnumerateFiles(Path.Combine(logs, run), "*tfevents*").Single()));
            Assert.All(["_hparams_/session_start_info", "units", "_hparams_/session_end_info"],
                w => Assert.Contains(w, text, StringComparison.Ordinal));
            Assert.Single(Directory.EnumerateFiles(Path.Combine(logs, run, "train")));
            Assert.Single(Directory.EnumerateFiles(Path.Combine(logs, run, "validation")));
        }
    }
}
