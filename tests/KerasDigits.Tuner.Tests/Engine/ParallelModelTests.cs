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
        Assert.True(await Task.WhenAny(search, Task.Delay(TimeSpan.FromMinutes(5))) == search,
            $"The search has not ended after 5 minutes: {tuner.oracle.trials.Count} trials began, {tuner.oracle.end_order.Count} of 6 "
            + $"ended, still running: {string.Join(", ", tuner.oracle.ongoing_trials.Keys)}.");
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
    /// <summary>KERAS_STRESS sets how many rounds (1 unless set).</summary>
    [Fact]
    public void Searches_run_beside_predictions_fits_and_the_collector()
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("KERAS_STRESS") ?? "1",
            System.Globalization.CultureInfo.InvariantCulture);
        for (int round = 0; round < rounds; round++)
        {
            NDArray x = np.random.RandomState(round + 1).randn(24, 8, 8, 2).astype(NPTypeCode.Single),
                y = (np.arange(24) % 3).astype(NPTypeCode.Int32);
            Sequential Net(int filters)
            {
                var model = models.Sequential([layers.Conv2D(filters, 3, activation: "relu", input_shape: (8, 8, 2)),
                    layers.BatchNormalization(), layers.Flatten(), layers.Dense(3, activation: "softmax")]);
                model.compile("sgd", "sparse_categorical_crossentropy", metrics: ["accuracy"]);
                return model;
            }
            using var folder = new TemporaryFolder();
            using var screen = new Screen();
            using var tuner = new RandomSearch(hp => Net(hp.Int("filters", 2, 8)), "val_loss", max_trials: 4, seed: round,
                directory: folder.Path, project_name: "p");
            Sequential still = Net(4), trained = Net(3);
            float[] expected = ((NDArray)still.predict(x)).flatten().ToArray<float>();
            using var over = new ManualResetEventSlim();
            var errors = new List<Exception>();
            void Beside(Action act)
            {
                try { do { act(); } while (!over.IsSet); }
                catch (Exception e) { lock (errors) { errors.Add(e); } }
            }
            Thread[] threads =
            [
                new(() =>
                    Beside(() => Assert.All(((NDArray)still.predict(x)).flatten().ToArray<float>().Zip(expected),
                        p => Assert.Equal(p.Second, p.First, 4)))),
                new(() => Beside(() => trained.fit(x, y, batch_size: 8, verbose: 0))),
                new(() => Beside(() => { GC.Collect(0); Thread.Sleep(1); })),
            ];
            foreach (Thread t in threads) { t.Start(); }
            try { tuner.search(x, y, epochs: 2, batch_size: 8, validation_data: (x, y), verbose: 0, parallel: 3); }
            finally { over.Set(); }
            foreach (Thread t in threads) { t.Join(); }
            Assert.True(errors.Count == 0, string.Join("\n", errors));
            Assert.All(tuner.oracle.trials.Values, t => Assert.Equal((TrialStatus.COMPLETED, null), (t.status, t.message)));
        }
    }
}
