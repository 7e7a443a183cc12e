using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>Kernels that are kept ready for a run never outlive a change of their values.</summary>
public sealed class RunWeightsTests
{
    private static readonly NDArray s_pictures = np.random.uniform(0, 1, new[] { 8, 6, 6, 3 }).astype(NPTypeCode.Single);
    private static readonly NDArray s_targets = np.random.uniform(0, 1, new[] { 8, 4, 4, 2 }).astype(NPTypeCode.Single);

    [Fact]
    public void Weights_set_between_two_batches_count_from_the_next_one()
    {
        Sequential model = Net();
        NDArray[] start = model.get_weights();
        NDArray doubled = model.predict(s_pictures, batch_size: 4) * 2;
        NDArray mixed = model.predict(s_pictures, batch_size: 4, callbacks:
        [
            new OnPredict(() => model.set_weights([start[0] * 2, start[1]])),
        ]);
        Assert.Null(Golden.Difference(doubled["4:"], mixed["4:"], 1e-6, "second batch"));
        Assert.Null(Golden.Difference(doubled[":4"] / 2, mixed[":4"], 1e-6, "first batch"));
    }

    [Fact]
    public void A_model_called_between_epochs_has_the_weights_of_that_moment()
    {
        Sequential model = Net();
        model.compile(optimizer: "sgd", loss: "mse");
        var differences = new List<string?>();
        model.fit(s_pictures, s_targets, epochs: 3, verbose: 0, callbacks:
        [
            callbacks.LambdaCallback(on_epoch_end: (_, _) =>
                differences.Add(Golden.Difference(Clone(model).predict(s_pictures), model.Apply(s_pictures), 1e-6, "call"))),
        ]);
        Assert.Equal(3, differences.Count);
        Golden.Report(differences);
    }

    [Fact]
    public void Frozen_weights_that_are_set_while_fit_runs_count_from_the_next_epoch()
    {
        Sequential model = Net();
        model.layers[0].trainable = false;
        model.add(keras.layers.Activation("linear"));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray[] start = model.get_weights();
        var history = model.fit(s_pictures, np.zeros(new[] { 8, 4, 4, 2 }), epochs: 2, shuffle: false, verbose: 0, callbacks:
        [
            callbacks.LambdaCallback(on_epoch_end: (_, _) => model.set_weights([start[0] * 2, start[1]])),
        ]);
        Assert.Equal(4, history.history["loss"][1] / history.history["loss"][0], 1e-4);
    }

    private static Sequential Net()
    {
        var model = models.Sequential();
        model.add(keras.layers.Conv2D(2, (3, 3), use_bias: true, input_shape: (6, 6, 3)));
        return model;
    }

    private static Sequential Clone(Sequential model)
    {
        Sequential copy = Net();
        copy.set_weights(model.get_weights());
        return copy;
    }

    private sealed class OnPredict(Action action) : KerasDigits.Callbacks.Callback
    {
        public override void on_predict_batch_end(int batch, KerasDigits.Training.Logs? logs = null) => action();
    }
}
