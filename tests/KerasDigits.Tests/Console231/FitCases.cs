using KerasDigits.Callbacks;
using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Console231;

/// <summary>What fit, evaluate and predict print and warn, line by line; numbers of trainings and times put aside.</summary>
public sealed class FitCases
{
    private static readonly Dictionary<string, Action<ConsoleCase>> s_twins = new()
    {
        ["fit_1_step"] = c => c.dense().fit(c.x, c.y, epochs: 2),
        ["fit_10_steps"] = c => c.dense().fit(c.x, c.y, epochs: 2, batch_size: c.rows / 10),
        ["fit_60_steps"] = c => c.dense().fit(c.x, c.y, batch_size: 1),
        ["fit_10_steps_validation"] = c => c.dense().fit(c.x, c.y, epochs: 2, batch_size: c.rows / 10, validation_data: (c.x, c.y)),
        ["fit_validation_split_freq"] = c => c.dense().fit(c.x, c.y, epochs: 3, batch_size: 5, validation_split: .2, validation_freq: 2),
        ["fit_verbose2"] = c => c.dense().fit(c.x, c.y, epochs: 3, batch_size: 5, validation_split: .2, verbose: 2),
        ["fit_verbose2_no_validation"] = c => c.dense().fit(c.x, c.y, epochs: 2, batch_size: 5, verbose: 2),
        ["fit_verbose0"] = c => c.dense().fit(c.x, c.y, epochs: 2, verbose: 0),
        ["fit_initial_epoch"] = c => c.dense().fit(c.x, c.y, epochs: 4, initial_epoch: 2),
        ["fit_generator_unknown_steps"] = c => Steps(c, c.dense().fit(c.Batches(5), epochs: 1)),
        ["fit_generator_unknown_steps_2_epochs"] = c => Epochs(c, c.dense().fit(c.Batches(4), epochs: 2)),
        ["fit_generator_runs_out"] = c => Epochs(c, c.dense().fit(c.Batches(3), steps_per_epoch: 5, epochs: 2)),
        ["fit_generator_runs_out_in_second_epoch"] = c =>
            Epochs(c, c.dense().fit(c.Batches(5), steps_per_epoch: 3, epochs: 4, validation_data: (c.x, c.y))),
        ["evaluate_runs_out"] = c => c.dense().evaluate(c.Batches(2), steps: 5),
        ["fit_infinite_generator"] = c => c.dense().fit(Endless(c), Endless(c), steps_per_epoch: 3, epochs: 2, validation_steps: 2),
        ["fit_infinite_generator_predict_steps_missing"] = c => c.dense().evaluate(Endless(c), steps: 3),
        ["fit_two_outputs"] = c => TwoOutputs(c).fit(c.x, new[] { c.x[":, :1"], c.y }, epochs: 2, batch_size: 8, validation_split: .3),
        ["fit_two_outputs_verbose2"] = c => TwoOutputs(c)
        .fit(c.x, new Dictionary<string, NDArray> { ["price"] = c.x[":, :1"], ["kind"] = c.y }, epochs: 2, verbose: 2,
            validation_split: .3),
        ["fit_two_outputs_evaluate_predict"] = c =>
        {
            Model m = TwoOutputs(c);
            m.evaluate(c.x, new[] { c.x[":, :1"], c.y }, batch_size: 8);
            m.evaluate(c.x, new[] { c.x[":, :1"], c.y }, return_dict: true, verbose: 2);
            m.predict_all(c.x, verbose: 1, batch_size: 8);
        },
        ["evaluate_1_step"] = c => c.dense().evaluate(c.x, c.y),
        ["evaluate_10_steps"] = c => c.dense().evaluate(c.x, c.y, batch_size: c.rows / 10),
        ["evaluate_verbose2"] = c => c.dense().evaluate(c.x, c.y, verbose: 2),
        ["evaluate_verbose0"] = c => c.dense().evaluate(c.x, c.y, verbose: 0),
        ["evaluate_no_metrics"] = c =>
        {
            Sequential m = c.dense(compile: false);
            m.compile("sgd", "categorical_crossentropy");
            m.evaluate(c.x, c.y);
        },
        ["evaluate_unknown_steps"] = c => c.dense().evaluate(c.Batches(4)),
        ["predict_verbose1"] = c => c.dense().predict(c.x, verbose: 1),
        ["predict_10_steps"] = c => c.dense().predict(c.x, verbose: 1, batch_size: c.rows / 10),
        ["predict_verbose2"] = c => c.dense().predict(c.x, verbose: 2),
        ["predict_unknown_steps"] = c => c.dense().predict(Enumerable.Range(0, 3).Select(i => c.x[$"{4 * i}:{(4 * i) + 4}"]), verbose: 1),
        ["predict_default_verbose"] = c => c.dense().predict(c.x),
        ["checkpoint_save_freq_batches"] = c => c.dense()
        .fit(c.x, c.y, batch_size: 4, epochs: 2, verbose: 2,
            callbacks: [callbacks.ModelCheckpoint("w.{epoch:02d}.h5", save_freq: 3, verbose: 1)]),
        ["checkpoint_in_fit_verbose1"] = c => c.dense().fit(c.x, c.y, batch_size: 8, epochs: 3, validation_split: .2, callbacks:
        [
            callbacks.ModelCheckpoint("best.h5", save_best_only: true, verbose: 1),
            callbacks.EarlyStopping(monitor: "loss", min_delta: 10, patience: 1, verbose: 1),
            callbacks.ReduceLROnPlateau(min_delta: 10, patience: 1, factor: .2, verbose: 1),
            callbacks.LearningRateScheduler((e, lr) => lr * .9, verbose: 1),
        ]),
        ["checkpoint_in_fit_verbose2"] = c => c.dense().fit(c.x, c.y, batch_size: 8, epochs: 3, validation_split: .2, verbose: 2, callbacks:
        [
            callbacks.ModelCheckpoint("best.h5", save_best_only: true, verbose: 1),
            callbacks.EarlyStopping(monitor: "loss", min_delta: 10, patience: 1, verbose: 1, restore_best_weights: true),
            callbacks.ReduceLROnPlateau(min_delta: 10, patience: 1, factor: .2, verbose: 1),
        ]),
        ["checkpoint_best_without_validation"] = c => c.dense()
        .fit(c.x, c.y, epochs: 2, verbose: 0,
            callbacks: [callbacks.ModelCheckpoint("best.h5", save_best_only: true), callbacks.EarlyStopping(),
                callbacks.ReduceLROnPlateau()]),
        ["terminate_on_nan"] = c => Nan(c, 1, null, [callbacks.TerminateOnNaN()]),
        ["terminate_on_nan_with_checkpoint"] = c => Nan(c, 2, (c.x[":4"], c.x[":4, :1"]),
            [callbacks.TerminateOnNaN(), callbacks.ModelCheckpoint("b.h5", save_best_only: true, verbose: 1),
                callbacks.EarlyStopping(verbose: 1)]),
        ["lr_in_logs"] = c =>
        {
            History h = c.dense().fit(c.x, c.y, epochs: 3, verbose: 2, validation_split: .2,
                callbacks: [callbacks.ReduceLROnPlateau(patience: 1), callbacks.LearningRateScheduler((e, lr) => lr)]);
            Assert.Equal(c.Results.GetProperty("keys").EnumerateArray().Select(k => k.GetString()!), h.history.Keys);
        },
        ["stop_training_in_batch"] = c => Epochs(c,
            c.dense().fit(c.x, c.y, batch_size: 4, epochs: 3, validation_split: .2, callbacks: [new StopsInABatch()])),
        ["history_repr"] = c =>
        {
            History h = c.dense().fit(c.x, c.y, verbose: 0);
            Output.WriteLine($"{h.GetType().Name} [{string.Join(", ", h.epoch)}]");
        },
        ["slow_callback"] = c => c.dense().fit(c.x, c.y, batch_size: 4, verbose: 0, callbacks: [new Slow()]),
    };

    /// <summary>Cases of these names without a twin, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Without { get; } = new Dictionary<string, string>
    {
        ["fit_clock"] = "the number of looks at the clock is Python's own",
        ["fit_dataset_unknown_steps_2_epochs"] = Data, ["fit_dataset_runs_out_verbose2"] = Data, ["fit_validation_runs_out"] = Data,
        ["predict_runs_out"] = Data,
        ["fit_sequence_batch_size_beside_generator"] = "batch_size beside a generator: SequenceTests",
        ["fit_arrays_steps_per_epoch_more"] = "data of arrays that end: FitTests",
        ["fit_arrays_steps_per_epoch_fewer"] = "data of arrays: FitTests",
    };

    private const string Data = "tf.data is not here; a generator has the same text";

    public static IEnumerable<object[]> Twins() => s_twins.Keys.Where(ConsoleCase.Names.Contains).Select(n => new object[] { n });

    public static IEnumerable<string> Names => s_twins.Keys;

    [Theory, MemberData(nameof(Twins))]
    public void Prints_what_TF_2_3_1_prints(string name)
    {
        ConsoleCase c = ConsoleCase.Of(name);
        var (printed, warned, thrown) = ConsoleCase.Run(() => s_twins[name](c));
        if (thrown is not null) { throw new InvalidOperationException(name, thrown); }
        Assert.Equal(ConsoleCase.AnyVerdict(ConsoleCase.Screen(c.Stdout)), ConsoleCase.AnyVerdict(ConsoleCase.Screen(printed)));
        // On a busy machine any callback may be slower than its batch, which is said too.
        bool SaysSlow(string warning) => warning.Contains("is slow compared", StringComparison.Ordinal);
        bool isAboutSlowness = c.Warnings.Any(SaysSlow);
        Assert.Equal(c.Warnings.Select(ConsoleCase.Wording), warned.Where(w => isAboutSlowness || !SaysSlow(w))
            .Select(ConsoleCase.Wording));
    }

    private static void Steps(ConsoleCase c, History h) =>
        Assert.Equal(c.Results.GetProperty("params").GetProperty("steps").ValueKind == System.Text.Json.JsonValueKind.Null,
            h.@params!.steps is null);

    private static void Epochs(ConsoleCase c, History h) =>
        Assert.Equal(c.Results.GetProperty("epoch").EnumerateArray().Select(e => e.GetInt32()), h.epoch);

    private static IEnumerable<(NDArray, NDArray)> Endless(ConsoleCase c)
    {
        while (true) { yield return (c.x[":4"], c.y[":4"]); }
    }

    private static Model TwoOutputs(ConsoleCase c)
    {
        var i = keras.Input(c.dim);
        var t = layers.Dense(c.units).Apply(i);
        var m = keras.Model(i,
            [layers.Dense(1, name: "price").Apply(t), layers.Dense(c.classes, activation: "softmax", name: "kind").Apply(t)]);
        m.compile("sgd", ["mse", "categorical_crossentropy"], metrics: new() { ["price"] = ["mae", "mse"], ["kind"] = "accuracy" },
            loss_weights: [1, .3]);
        return m;
    }

    private static void Nan(ConsoleCase c, int verbose, ValidationData? validation, CallbackHooks[] list)
    {
        Sequential m = models.Sequential([layers.Dense(1, input_shape: c.dim)]);
        m.compile("sgd", "mse");
        NDArray x = c.x.copy();
        for (int i = 0; i < c.dim; i++) { x[9, i] = float.PositiveInfinity; }
        Epochs(c,
            m.fit(x, x[":, :1"], batch_size: 4, epochs: 3, shuffle: false, verbose: verbose, validation_data: validation, callbacks: list));
    }

    private sealed class StopsInABatch : Callback
    {
        public override void on_train_batch_end(int batch, Logs? logs = null) => model.stop_training |= batch == 1;
    }

    private sealed class Slow : Callback
    {
        public override void on_train_batch_begin(int batch, Logs? logs = null) => Thread.Sleep(60);

        public override void on_train_batch_end(int batch, Logs? logs = null) => Thread.Sleep(60);
    }
}
