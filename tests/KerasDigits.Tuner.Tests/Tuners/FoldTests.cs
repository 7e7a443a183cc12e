using KerasDigits.Data;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tuner.Tests.Tuners;

/// <summary>Cross-validation by `folds`, a family of models from a plain function, names in trials side by side.</summary>
public sealed class FoldTests
{
    private static readonly NDArray s_x = np.arange(14).astype(NPTypeCode.Single).reshape(7, 2),
        s_y = np.arange(7).astype(NPTypeCode.Single).reshape(7, 1);

    private static Model Build(HyperParameters hp)
    {
        var model = models.Sequential([layers.Dense(hp.Int("units", 1, 9), input_shape: 2), layers.Dense(1)]);
        model.compile("sgd", "mse");
        return model;
    }

    /// <summary>Keeps what each training was given.</summary>
    private sealed class Watching : HyperModel
    {
        public List<(float[] Train, float[] Kept)> Parts { get; } = [];

        public override Model build(HyperParameters hp) => FoldTests.Build(hp);

        public override TrialResult? fit(HyperParameters hp, Model model, SearchArguments args)
        {
            var kept = args.get<ValidationData>("validation_data");
            Parts.Add((args.get<ModelData>("y").Arrays![0].ToArray<float>(), kept.y!.Arrays![0].ToArray<float>()));
            Assert.Equal(args.get<ModelData>("y").Arrays![0].shape[0], args.get<ModelData>("x").Arrays![0].shape[0]);
            return (double)Parts.Count;
        }
    }

    [Fact]
    public void Each_part_is_kept_once_and_the_results_are_averaged()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var family = new Watching();
        var tuner = keras_tuner.RandomSearch(family, "val_loss", max_trials: 1, directory: folder.Path, seed: 1);
        tuner.search(s_x, s_y, folds: 3, verbose: 0);
        Assert.Equal(3, family.Parts.Count);
        Assert.Equal([0f, 1, 2], family.Parts[0].Kept);
        Assert.Equal([3f, 4, 5, 6], family.Parts[0].Train);
        Assert.Equal([3f, 4], family.Parts[1].Kept);
        Assert.Equal([0f, 1, 2, 5, 6], family.Parts[1].Train);
        Assert.Equal([5f, 6], family.Parts[2].Kept);
        Assert.Equal(2.0, tuner.oracle.get_best_trials()[0].score);
    }

    [Fact]
    public void A_search_with_folds_trains_models()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var tuner = keras_tuner.RandomSearch(Build, "val_loss", max_trials: 2, executions_per_trial: 2, directory: folder.Path, seed: 1);
        tuner.search(s_x, s_y, epochs: 1, folds: 2, verbose: 0);
        Assert.All(tuner.oracle.trials.Values, t => Assert.Equal(TrialStatus.COMPLETED, t.status));
    }

    [Fact]
    public void What_cannot_be_parted_is_said()
    {
        using var screen = new Screen();
        string Fails(Action<RandomSearch> search)
        {
            using var folder = new TemporaryFolder();
            using var tuner = new RandomSearch(Build, "val_loss", max_trials: 1, directory: folder.Path, seed: 1);
            return Assert.ThrowsAny<Exception>(() => search(tuner)).Message;
        }
        Assert.Contains("leave out validation_data", Fails(t => t.search(s_x, s_y, validation_split: 0.5, folds: 2, verbose: 0)),
            StringComparison.Ordinal);
        Assert.Contains("not be more than the samples", Fails(t => t.search(s_x, s_y, folds: 8, verbose: 0)), StringComparison.Ordinal);
        using var other = new TemporaryFolder();
        using var hyperband = new Hyperband(Build, "val_loss", max_epochs: 2, directory: other.Path, seed: 1);
        Assert.Contains("Hyperband", Assert.ThrowsAny<Exception>(() => hyperband.search(s_x, s_y, folds: 2, verbose: 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_function_is_a_family()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        HyperModel family = new keras_tuner.HyperModel(Build, name: "plain");
        Assert.Equal(("plain", true), (family.name, family.tunable));
        Assert.Equal(3, family.build(new HyperParameters()).get_layer(index: 0).weights.Count + 1);
        var tuner = keras_tuner.RandomSearch(family, "loss", max_trials: 1, directory: folder.Path, seed: 1);
        tuner.search(s_x, s_y, epochs: 1, verbose: 0);
        Assert.Equal(TrialStatus.COMPLETED, tuner.oracle.trials.Values.First().status);
    }

    [Fact]
    public void Names_start_anew_in_each_of_several_trials_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using var screen = new Screen();
        var names = new System.Collections.Concurrent.ConcurrentBag<string>();
        var tuner = keras_tuner.RandomSearch(hp =>
        {
            Model model = Build(hp);
            names.Add(string.Join(",", model.layers.Select(l => l.name)));
            return model;
        }, "loss", max_trials: 4, directory: folder.Path, seed: 1);
        names.Clear();
        tuner.search(s_x, s_y, epochs: 1, verbose: 0, parallel: 2);
        Assert.Equal(4, names.Count);
        Assert.All(names, n => Assert.Equal("dense,dense_1", n));
    }

    [Fact]
    public void Values_are_joined_to_texts_as_Python_prints_them()
    {
        var hp = new HyperParameters();
        _ = hp.Int("u", 8, 16);
        _ = hp.Float("rate", 0.5, 1.0);
        _ = hp.Boolean("on", true);
        Assert.Equal("u = 8, rate = 0.5, on = True", "u = " + hp["u"] + ", rate = " + hp["rate"] + ", on = " + hp["on"]);
        Assert.Equal(9, hp["u"] + 1);
        Assert.Throws<InvalidCastException>(() => hp.get<string>("u"));
    }
}
