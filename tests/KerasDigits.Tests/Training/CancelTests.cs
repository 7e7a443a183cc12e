using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>A cancellation token ends fit after its batch, as Ctrl-C does; what was cut is no epoch's end.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-cancel-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_token_ends_the_run_after_the_batch()
    {
        using var source = new CancellationTokenSource();
        var ends = new List<int>();
        int batches = 0;
        var history = Fit(Net(), 5, source.Token,
            callbacks.LambdaCallback(on_epoch_end: (epoch, _) => ends.Add(epoch), on_batch_end: (_, _) =>
        {
            if (++batches == 7) { source.Cancel(); }
        }));
        Assert.True(history.Interrupted);
        Assert.Equal((7, 2), (batches, history.epoch.Count));
        Assert.Equal([0], ends);
        Assert.Equal((2, 1), (history.history["loss"].Count, history.history["val_loss"].Count));
    }

    [Fact]
    public void A_cut_validation_is_no_epochs_end_either()
    {
        using var source = new CancellationTokenSource();
        var cut = new CutInValidation(source);
        var history = Fit(Net(), 2, source.Token, cut);
        Assert.True(history.Interrupted);
        Assert.False(cut.Ended);
        Assert.False(history.history.ContainsKey("val_loss"));
    }

    [Fact]
    public void A_run_that_was_whole_is_not_interrupted()
    {
        using var source = new CancellationTokenSource();
        var history = Fit(Net(), 2, source.Token, callbacks.LambdaCallback(on_epoch_end: (epoch, _) =>
        {
            if (epoch == 1) { source.Cancel(); }
        }));
        Assert.False(history.Interrupted);
        Assert.Equal([0, 1], history.epoch);
        history = Fit(Net(), 3, source.Token);
        Assert.True(history.Interrupted);
        Assert.Empty(history.epoch);
    }

    [Fact]
    public void What_was_interrupted_goes_on_as_if_it_had_not_been()
    {
        utils.set_random_seed(3);
        var calm = Net();
        var whole = Fit(calm, 4, default, callbacks.BackupAndRestore(Path.Combine(_folder, "calm")));

        utils.set_random_seed(3);
        using var source = new CancellationTokenSource();
        int batches = 0;
        var first = Fit(Net(), 4, source.Token, callbacks.BackupAndRestore(_folder), callbacks.LambdaCallback(on_batch_end: (_, _) =>
        {
            if (++batches == 12) { source.Cancel(); }
        }));
        Assert.True(first.Interrupted);
        Assert.True(File.Exists(Path.Combine(_folder, BackupAndRestore.FileName)));

        var model = Net();
        var history = Fit(model, 4, default, callbacks.BackupAndRestore(_folder));
        Assert.Equal(whole.epoch, history.epoch);
        Assert.Equal(whole.history.SelectMany(h => h.Value), history.history.SelectMany(h => h.Value));
        Assert.Equal(calm.get_weights().SelectMany(w => w.flatten().ToArray<float>()),
            model.get_weights().SelectMany(w => w.flatten().ToArray<float>()));
        Assert.False(File.Exists(Path.Combine(_folder, BackupAndRestore.FileName)));
    }

    [Fact]
    public void A_backup_of_another_model_is_refused_by_name()
    {
        _ = Fit(Net(), 1, default, callbacks.BackupAndRestore(_folder, delete_checkpoint: false));
        var error = Assert.Throws<KerasDigits.Saving.ModelFileException>(() =>
            Fit(Net(units: 5), 2, default, callbacks.BackupAndRestore(_folder)));
        Assert.Contains("another model", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => callbacks.BackupAndRestore(_folder, save_before_preemption: true));
    }

    [Fact]
    public void A_finished_run_that_kept_its_backup_is_read_not_run()
    {
        var model = Net();
        var whole = Fit(model, 2, default, callbacks.BackupAndRestore(_folder, delete_checkpoint: false));
        int batches = 0;
        var again = Net();
        var read = Fit(again, 2, default, callbacks.BackupAndRestore(_folder, delete_checkpoint: false),
            callbacks.LambdaCallback(on_batch_end: (_, _) => batches++));
        Assert.Equal(0, batches);
        Assert.Equal(whole.history["val_loss"], read.history["val_loss"]);
        Assert.Equal(model.get_weights()[0].ToArray<float>(), again.get_weights()[0].ToArray<float>());
    }

    private static Sequential Net(int units = 8)
    {
        var model = models.Sequential([layers.Dense(units, activation: "relu", input_shape: 4), layers.Dropout(0.3), layers.Dense(1)]);
        model.compile("adam", "mse");
        return model;
    }

    private static History Fit(Sequential model, int epochs, CancellationToken cancel, params CallbackHooks[] list)
    {
        NDArray x = np.arange(640).astype(NPTypeCode.Single).reshape(160, 4) / 640.0;
        return model.fit(x, x[":, :1"], epochs: epochs, verbose: 0, callbacks: list, validation_data: (x, x[":, :1"]), cancel: cancel);
    }

    private sealed class CutInValidation(CancellationTokenSource source) : Callback
    {
        public bool Ended { get; private set; }

        public override void on_test_batch_end(int batch, Logs? logs = null) => source.Cancel();

        public override void on_epoch_end(int epoch, Logs? logs = null) => Ended = true;
    }
}
