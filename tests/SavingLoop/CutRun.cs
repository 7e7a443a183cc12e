using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KerasDigits.Callbacks;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

/// <summary>A training that is killed and started again: it says each epoch, and at the end what came out, to the last bit.</summary>
internal static class CutRun
{
    private const int Samples = 240;

    /// <param name="folder">Of the backup and of what callbacks write.</param>
    /// <param name="kind">"arrays", "steps" (steps_per_epoch, which goes on in the same order), "flow", "dataset" (tf.data); with backups
    /// every three batches: "arrays-3", "flow-3", "dataset-3".</param>
    public static void Run(string folder, string kind)
    {
        // From the system, not from the seed: what a run that goes on has drawn until fit must not matter.
        utils.set_random_seed(Random.Shared.Next());
        Sequential model = Net();
        if (!File.Exists(Path.Combine(folder, "backup", BackupAndRestore.FileName))) { utils.set_random_seed(7); model = Net(); }
        var (x, y, vx, vy) = Digits();
        SaveFrequency frequency = kind.EndsWith("-3", StringComparison.Ordinal) ? 3 : "epoch";
        Callback[] list =
        [
            callbacks.BackupAndRestore(Path.Combine(folder, "backup"), save_freq: frequency),
            callbacks.LambdaCallback(on_epoch_begin: (epoch, _) => Console.WriteLine($"epoch {epoch}")),
            callbacks.LearningRateScheduler((epoch, rate) => rate * 0.97),
            callbacks.EarlyStopping(monitor: "val_loss", patience: 9, restore_best_weights: true),
            callbacks.ReduceLROnPlateau(monitor: "val_loss", factor: 0.5, patience: 2, min_delta: 0.01),
            callbacks.ModelCheckpoint(Path.Combine(folder, "best.h5"), save_best_only: true, save_weights_only: true),
            callbacks.CSVLogger(Path.Combine(folder, "log.csv")),
        ];
        KerasDigits.Training.History history = kind.StartsWith("flow", StringComparison.Ordinal)
            ? model.fit(preprocessing.image.ImageDataGenerator(rotation_range: 15, width_shift_range: 1).flow(x, y, batch_size: 24),
                epochs: 24, verbose: 0, callbacks: list, validation_data: (vx, vy))
            : kind.StartsWith("dataset", StringComparison.Ordinal)
                ? model.fit(KerasDigits.tf.data.Dataset.from_tensor_slices((x, y)).shuffle(80).batch(24).prefetch(2), epochs: 24,
                verbose: 0, callbacks: list, validation_data: (vx, vy))
            : kind == "steps"
            ? model.fit(x, y, batch_size: 24, epochs: 24, steps_per_epoch: 7, verbose: 0, callbacks: list, validation_data: (vx, vy))
            : model.fit(x, y, batch_size: 24, epochs: 24, verbose: 0, callbacks: list, validation_data: (vx, vy));
        double[] numbers = [.. history.history.SelectMany(h => h.Value), (double)np.random.random_sample(),
            KerasDigits.python.random.random(), model.optimizer.learning_rate.Value];
        Console.WriteLine($"end {string.Join(",", history.epoch)} {Hash(MemoryMarshal.AsBytes<double>(numbers))} {Hash(Bytes(model))} "
            + $"{Hash(File.ReadAllBytes(Path.Combine(folder, "log.csv")))} {Hash(Bytes(Loaded(folder)))}");
    }

    private static Sequential Net()
    {
        var model = models.Sequential([layers.Conv2D(6, 3, activation: "relu", input_shape: (8, 8, 1)), layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dropout(0.3), layers.Dense(48, activation: "relu"), layers.Dropout(0.2, seed: 5),
            layers.Dense(3, activation: "softmax")]);
        model.compile(optimizers.RMSprop(lr: 3e-3, momentum: 0.9), "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    private static (NDArray X, NDArray Y, NDArray VX, NDArray VY) Digits()
    {
        // Data of their own generator: np.random is fit's here.
        var dice = new Random(3);
        float[] pixels = [.. Enumerable.Range(0, Samples * 64).Select(_ => (float)dice.NextDouble())];
        int[] kinds = [.. Enumerable.Range(0, Samples).Select(i => pixels[i * 64] > 0.66 ? 2 : pixels[(i * 64) + 1] > 0.5 ? 1 : 0)];
        NDArray x = np.array(pixels).reshape(Samples, 8, 8, 1), y = utils.to_categorical(np.array(kinds), 3);
        return (x[":200"], y[":200"], x["200:"], y["200:"]);
    }

    private static Sequential Loaded(string folder)
    {
        Sequential best = Net();
        best.load_weights(Path.Combine(folder, "best.h5"));
        return best;
    }

    private static byte[] Bytes(Sequential model) =>
        [.. model.get_weights().SelectMany(w => MemoryMarshal.AsBytes<float>(w.flatten().ToArray<float>()).ToArray())];

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes))[..16];
}
