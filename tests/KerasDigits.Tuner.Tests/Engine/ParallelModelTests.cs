using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tuner.Tests.Engine;

public sealed class ParallelModelTests
{
    [Fact]
    public async Task Keras_models_train_side_by_side_and_each_keeps_its_own_weights()
    {
        NDArray x = np.random.RandomState(1).randn(200, 8).astype(NPTypeCode.Single);
        NDArray y = (np.sum(x, axis: 1) > 0).astype(NPTypeCode.Single);
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        using var tuner = new RandomSearch(hp =>
        {
            Sequential model = models.Sequential();
            model.add(layers.Dense(hp.Int("units", 4, 32, step: 4), activation: "relu", input_shape: 8));
            model.add(layers.Dense(1, activation: "sigmoid"));
            model.compile(optimizer: optimizers.Adam(lr: 0.02), loss: "binary_crossentropy", metrics: ["accuracy"]);
            return model;
        }, "val_loss", max_trials: 6, seed: 3, directory: folder.Path, project_name: "p");
        // A second's work; where other programs take the processors, the engine's threads wait for one another many times that long.
        Task search = Task.Run(() => tuner.search(x, y, epochs: 4, batch_size: 20, validation_data: (x, y), verbose: 0, parallel: 3));
        Assert.True(await Task.WhenAny(search, Task.Delay(TimeSpan.FromMinutes(5))) == search, $"The search has not ended after 5 minutes: {tuner.oracle.trials.Count} trials began, {tuner.oracle.end_order.Count} of 6 ended, still running: {string.Join(", ", tuner.oracle.ongoing_trials.Keys)}.");
        await search;
        Assert.Equal(6, tuner.oracle.end_order.Count);
        Assert.All(tuner.oracle.trials.Values, t => Assert.Equal((TrialStatus.COMPLETED, null), (t.status, t.message)));
        foreach (Trial trial in tuner.oracle.trials.Values)
        {
            var model = (Model)tuner.load_model(trial);
            double loss = model.evaluate(x, y, verbose: 0)[0];
            Assert.Equal(trial.score!.Value, loss, 1e-4);
            Assert.True(loss < 0.69, $"Trial {trial.trial_id} has learnt nothing: {loss}.");
        }
    }
}
