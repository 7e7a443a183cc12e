using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Data;

/// <summary>A run over tf.data that is cut and goes on ends as one that never was: orders, caches and places in endless streams come
/// back.</summary>
public sealed class ResumedDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-ds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string, int> Cuts() => new()
    {
        { "shuffle", 9 }, { "shuffle", 16 }, { "seeded", 9 }, { "same order", 9 }, { "cache", 9 }, { "cache behind", 16 },
            { "endless", 9 }, { "endless", 14 }, { "zip", 9 }, { "prefetch", 16 },
    };

    [Theory, MemberData(nameof(Cuts))]
    public void A_cut_run_goes_on_in_the_order_it_would_have_had(string kind, int batches)
    {
        utils.set_random_seed(3);
        Sequential calm = Net();
        History whole = Fit(calm, kind, default, callbacks.BackupAndRestore(Path.Combine(_folder, "calm")));

        utils.set_random_seed(3);
        using var source = new CancellationTokenSource();
        int done = 0;
        History first = Fit(Net(), kind, source.Token, callbacks.BackupAndRestore(_folder, save_freq: batches % 2 == 0 ? 2 : "epoch"),
            callbacks.LambdaCallback(on_batch_end: (_, _) => { if (++done == batches) { source.Cancel(); } }));
        Assert.True(first.Interrupted);

        utils.set_random_seed(99);
        Sequential model = Net();
        History rest = Fit(model, kind, default, callbacks.BackupAndRestore(_folder, save_freq: batches % 2 == 0 ? 2 : "epoch"));
        Assert.Equal(whole.epoch, rest.epoch);
        Assert.Equal(whole.history["loss"], rest.history["loss"]);
        Assert.Equal(calm.get_weights().SelectMany(w => w.flatten().ToArray<float>()), model.get_weights().SelectMany(w =>
            w.flatten().ToArray<float>()));
    }

    private static Dataset Data(string kind)
    {
        NDArray x = np.arange(120).astype(NPTypeCode.Single).reshape(30, 4) / 120.0;
        Dataset rows = tf.data.Dataset.from_tensor_slices((x, x[":, :1"]));
        return kind switch
        {
            "seeded" => rows.shuffle(30, seed: 4).batch(5),
            "same order" => rows.shuffle(30, reshuffle_each_iteration: false).batch(5),
            "cache" => rows.shuffle(30).cache().shuffle(10).batch(5),
            "cache behind" => rows.shuffle(30).batch(5).cache(),
            "endless" => rows.shuffle(30).repeat().batch(5),
            "zip" => tf.data.Dataset.zip((tf.data.Dataset.from_tensor_slices(x).shuffle(30, seed: 1),
                tf.data.Dataset.from_tensor_slices(x[":, :1"]).shuffle(30, seed: 1))).batch(5),
            "prefetch" => rows.shuffle(8).batch(5).prefetch(2),
            _ => rows.shuffle(30).batch(5),
        };
    }

    private static Sequential Net()
    {
        var model = models.Sequential([layers.Dense(8, activation: "relu", input_shape: 4), layers.Dropout(0.3), layers.Dense(1)]);
        model.compile("adam", "mse");
        return model;
    }

    private static History Fit(Sequential model, string kind, CancellationToken cancel, params CallbackHooks[] list) =>
        model.fit(Data(kind), epochs: 4, steps_per_epoch: kind == "endless" ? 7 : null, verbose: 0, callbacks: list, cancel: cancel);
}
