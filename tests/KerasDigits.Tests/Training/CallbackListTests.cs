using KerasDigits.Callbacks;
using KerasDigits.Training;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>keras.callbacks.CallbackList in a training loop of the user's own.</summary>
public sealed class CallbackListTests
{
    private sealed class Notes : Callback
    {
        public List<string> Seen { get; } = [];

        public override void on_train_begin(Logs? logs = null) => Seen.Add($"begin {@params!.epochs} {model is not null}");

        public override void on_epoch_end(int epoch, Logs? logs = null) => Seen.Add($"epoch {epoch} {logs!["loss"]}");

        public override void on_batch_end(int batch, Logs? logs = null) => Seen.Add($"batch {batch} {logs!["loss"]}");
    }

    [Fact]
    public void A_loop_of_ones_own_calls_the_hooks()
    {
        var model = models.Sequential([layers.Dense(1, input_shape: 1)]);
        Notes one = new(), two = new();
        var list = callbacks.CallbackList([one], add_history: true, model: model, epochs: 2);
        list.append(two);
        list.on_train_begin();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            list.on_epoch_begin(epoch);
            list.on_train_batch_begin(0);
            list.on_train_batch_end(0, new Logs { ["loss"] = 0.5 });
            list.on_epoch_end(epoch, new Logs { ["loss"] = 0.25 });
        }
        list.on_train_end();
        Assert.Equal(["begin 2 True", "batch 0 0.5", "epoch 0 0.25", "batch 0 0.5", "epoch 1 0.25"], one.Seen);
        Assert.Equal(one.Seen, two.Seen);
        Assert.Equal([0.25, 0.25], model.history!.history["loss"]);
        Assert.Throws<ArgumentNullException>(() => list.append(null!));
    }
}
