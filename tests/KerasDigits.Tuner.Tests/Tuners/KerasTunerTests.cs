using KerasDigits.Callbacks;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tuner.Tests.Tuners;

/// <summary>Searches over Keras models.</summary>
public sealed class KerasTunerTests
{
    private static readonly NDArray s_x = Data().X, s_y = Data().Y;

    [Fact]
    public void The_notebook_s_cells_run()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        utils.set_random_seed(1);
        var tuner = kerastuner.tuners.Hyperband(new MyHyperModel(), objective: "val_accuracy", max_epochs: 3, executions_per_trial: 2,
            directory: folder.Path, project_name: "MNIST", seed: 1);
        tuner.search_space_summary();
        tuner.search(s_x, s_y, epochs: 10, validation_data: (s_x, s_y), callbacks: [callbacks.EarlyStopping(patience: 5)], verbose: 2);
        tuner.results_summary();
        Model best = tuner.get_best_models(num_models: 1)[0];
        Assert.Equal(6, tuner.oracle.trials.Count);
        Assert.All(tuner.oracle.trials.Values, t =>
            Assert.True(File.Exists(folder.File("MNIST", $"trial_{t.trial_id}", "checkpoint.weights.h5"))));
        Trial winner = tuner.oracle.get_best_trials()[0];
        // The weights are those of the better of two executions, the score their mean.
        Assert.True(best.evaluate(s_x, s_y, verbose: 0)[1] >= winner.score - 1e-6);
        Assert.Equal(["loss", "accuracy", "val_loss", "val_accuracy"], winner.metrics.metrics.Keys);
        Assert.Equal(6, screen.Text.Split("[Trial complete]").Length - 1);
        Assert.Contains("Epoch 2/3", screen.Text, StringComparison.Ordinal);
        Assert.Contains($"Results in {folder.File("MNIST")}\n", screen.Text, StringComparison.Ordinal);
        Model fresh = tuner.hypermodel!.build(tuner.get_best_hyperparameters()[0]);
        Assert.Equal(best.count_params(), fresh.count_params());
    }

    [Fact]
    public void Promoted_trials_go_on_from_their_parent_s_weights_at_its_last_epoch()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var tuner = new Watching(folder.Path);
        tuner.search(s_x, s_y, validation_data: (s_x, s_y), verbose: 0);
        Trial[] promoted = [.. tuner.oracle.trials.Values.Where(t => t.hyperparameters.values.ContainsKey("tuner/trial_id"))];
        Assert.True(promoted.Length >= 4);
        Assert.All(promoted, t => Assert.Equal((int)t.hyperparameters.values["tuner/initial_epoch"], tuner.FirstEpochs[t.trial_id]));
        Assert.All(promoted,
            t => Assert.True(tuner.Same[t.trial_id],
                $"{t.trial_id} did not begin with the weights of {t.hyperparameters.values["tuner/trial_id"]}"));
    }

    [Fact]
    public void Callbacks_are_copied_for_every_execution_and_hooks_are_called()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var counter = new Counting();
        var tuner = keras_tuner.RandomSearch(Build, objective: "val_loss", max_trials: 2, executions_per_trial: 3,
            directory: folder.Path, seed: 1);
        tuner.search(s_x, s_y, epochs: 2, validation_split: 0.25, callbacks: [counter], verbose: 0);
        Assert.Equal(0, counter.Epochs);
        Assert.Equal([2, 2, 2, 2, 2, 2], counter.Finished);
        Assert.All(tuner.oracle.trials.Values, t => Assert.Single(t.metrics.get_history("val_loss")));
    }

    [Fact]
    public void Models_too_big_fail_and_a_tuner_s_optimizer_wins()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        TextWriter errors = Console.Error;
        Console.SetError(TextWriter.Null);
        try
        {
            var tuner = keras_tuner.RandomSearch(Build, objective: "val_loss", max_trials: 6, max_model_size: 60,
                max_consecutive_failed_trials: 9, optimizer: optimizers.SGD(lr: 0.5), directory: folder.Path, seed: 4);
            tuner.search(s_x, s_y, validation_split: 0.25, verbose: 0);
            Trial[] failed = [.. tuner.oracle.trials.Values.Where(t => t.status == TrialStatus.FAILED)];
            Assert.NotEmpty(failed);
            Assert.True(failed.Length < tuner.oracle.trials.Count, "all trials failed");
            Assert.All(failed, t => Assert.Contains("parameters. Skip model.", t.message!, StringComparison.Ordinal));
            Model best = tuner.get_best_models()[0];
            Assert.Equal("SGD", best.optimizer.GetType().Name);
        }
        finally { Console.SetError(errors); }
    }

    [Fact]
    public void Weights_in_TensorFlows_checkpoints_are_found_where_old_and_new_KerasTuner_puts_them()
    {
        using var folder = new TemporaryFolder();
        TemporaryFolder.Copy(Goldens.At("tuner-projects", "hyperband-1.4.7"), folder.File("p"));
        using var screen = new Screen();
        using var tuner = keras_tuner.Hyperband(Build, objective: "val_accuracy", max_epochs: 3, directory: folder.Path, project_name: "p");
        Trial best = tuner.oracle.get_best_trials()[0];
        Assert.Contains("has kept no weights", Assert.Throws<InvalidOperationException>(() => tuner.get_best_models()).Message,
            StringComparison.Ordinal);
        Model trained = Build(best.hyperparameters);
        foreach (string place in new[] { "checkpoint", $"checkpoints/epoch_{best.best_step}/checkpoint", "checkpoints/epoch_0/checkpoint" })
        {
            string trial = folder.File("p", $"trial_{best.trial_id}");
            trained.save_weights(Path.Combine(trial, place), save_format: "tf");
            Assert.Equal(trained.get_weights()[0].ToArray<float>(), tuner.get_best_models()[0].get_weights()[0].ToArray<float>());
            foreach (string file in Directory.GetFiles(trial, "checkpoint*", SearchOption.AllDirectories)) { File.Delete(file); }
        }
    }

    [Fact]
    public void A_tuner_needs_a_model_or_a_run_trial()
    {
        Assert.Contains("Received `hypermodel=None`",
            Assert.Throws<ArgumentException>(() => keras_tuner.RandomSearch(objective: "val_loss")).Message, StringComparison.Ordinal);
        Assert.Contains("`distribution_strategy` must be None",
            Assert.Throws<ArgumentException>(() => keras_tuner.RandomSearch(Build, distribution_strategy: "mirrored")).Message,
            StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        Assert.Contains("valid Keras Model instance. Received: text of type String", Assert.Throws<FatalTypeError>(() =>
            keras_tuner.RandomSearch(hp =>
            {
                hp.Int("a", 1, 2);
                return "text";
            }, directory: folder.Path).search(s_x, s_y)).Message, StringComparison.Ordinal);
        Assert.Contains("unexpected keyword argument 'epoch'", Assert.Throws<FatalTypeError>(() =>
            keras_tuner.RandomSearch(Build, objective: "val_loss", directory: folder.Path, overwrite: true)
            .search(new SearchArguments { ["epoch"] = 3 })).Message, StringComparison.Ordinal);
    }

    /// <summary>KERAS_TRIALS sets how many (60 unless set). A trial's weights, gradients and optimizer's state are some 7 MB.</summary>
    [Fact]
    public void Many_trials_leave_the_memory_flat()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var sizes = new List<long>();
        var tuner = new Sizing(folder.Path, sizes);
        tuner.search(s_x, s_y, batch_size: 64, verbose: 0);
        Assert.Equal(Sizing.Trials, sizes.Count);
        // A model that stayed (some 7 MB each) would add up.
        int half = Sizing.Trials / 2;
        double grown = (sizes.Skip(half).Max() - sizes.Take(half).Max()) / (double)(1 << 20);
        Assert.True(grown < 3 * half, $"memory grew by {grown:F0} MB over {half} trials");
    }

    private static Model Build(HyperParameters hp)
    {
        var model = models.Sequential();
        model.add(layers.Dense(hp.Int("units", 4, 16, step: 4), activation: "relu", input_shape: 8));
        model.add(layers.Dense(2, activation: "softmax"));
        model.compile(optimizer: optimizers.Adam(hp.Choice("lr", [1e-2, 1e-3])), loss: "sparse_categorical_crossentropy",
            metrics: ["accuracy"]);
        return model;
    }

    private static (NDArray X, NDArray Y) Data()
    {
        var random = new System.Random(5);
        float[,] x = new float[64, 8];
        int[] y = new int[64];
        for (int i = 0; i < 64; i++)
        {
            for (int j = 0; j < 8; j++) { x[i, j] = random.NextSingle(); }
            y[i] = x[i, 0] + x[i, 1] > 1 ? 1 : 0;
        }
        return (np.array(x), np.array(y));
    }

    private sealed class MyHyperModel : kerastuner.HyperModel
    {
        public override Model build(HyperParameters hp)
        {
            var model = models.Sequential();
            model.add(layers.Dense(units: hp.Int("units", min_value: 8, max_value: 32, step: 8, @default: 8),
                activation: hp.Choice("dense_activation", values: ["relu", "sigmoid"], @default: "relu"), input_shape: 8));
            model.add(layers.Dropout(hp.Float("dropout", min_value: 0.0, max_value: 0.5, @default: 0.3, step: 0.1)));
            model.add(layers.Dense(2, activation: "softmax"));
            model.compile(optimizer: optimizers.RMSprop(hp.Choice("learning_rate", values: [1e-1, 1e-2, 1e-3, 1e-4])),
                loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
            return model;
        }
    }

    /// <summary>Compares the weights that a promoted trial begins with to its parent's.</summary>
    private sealed class Watching(string folder)
        : Hyperband(Build, objective: "val_accuracy", max_epochs: 4, factor: 2, directory: folder, seed: 3)
    {
        public Dictionary<string, int> FirstEpochs { get; } = [];

        public Dictionary<string, bool> Same { get; } = [];

        public override void on_epoch_begin(Trial trial, TrainableModel model, int epoch, Logs? logs = null)
        {
            if (!FirstEpochs.TryAdd(trial.trial_id, epoch)
                || !trial.hyperparameters.values.TryGetValue("tuner/trial_id", out HyperValue parent))
            {
                return;
            }
            var kept = (Model)load_model(oracle.get_trial(parent));
            Same[trial.trial_id] = kept.get_weights().Zip(((Model)model).get_weights())
                .All(p => p.First.ToArray<float>().SequenceEqual(p.Second.ToArray<float>()));
        }
    }

    private sealed class Counting : Callback
    {
        public List<int> Finished { get; private set; } = [];

        public Action<int>? Report { get; set; }

        public int Epochs { get; private set; }

        public Counting() => Report = Finished.Add;

        public override void on_epoch_end(int epoch, Logs? logs = null)
        {
            Epochs++;
            Assert.Equal(["dense", "dense_1"], ((Model)model).layers.Select(l => l.name));
        }

        public override void on_train_end(Logs? logs = null) => Report!(Epochs);
    }

    /// <summary>Wide nets, whose trials note what the process holds.</summary>
    private sealed class Sizing(string folder, List<long> sizes)
        : RandomSearch(Wide, objective: "loss", max_trials: Trials, directory: folder, seed: 3)
    {
        public static readonly int Trials = int.Parse(Environment.GetEnvironmentVariable("KERAS_TRIALS") ?? "60",
            System.Globalization.CultureInfo.InvariantCulture);

        public override void on_trial_end(Trial trial)
        {
            base.on_trial_end(trial);
            // Dead models wait for the collector, and then two seconds before the engine frees them: not here.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            KerasDigits.Backend.LateRelease.ReleaseAll();
            sizes.Add(Environment.WorkingSet);
        }

        private static Model Wide(HyperParameters hp)
        {
            var model = models.Sequential();
            model.add(layers.Dense(hp.Int("units", 40000, 45000), activation: "relu", input_shape: 8));
            model.add(layers.Dense(2, activation: "softmax"));
            model.compile(optimizer: "adam", loss: "sparse_categorical_crossentropy");
            return model;
        }
    }
}
