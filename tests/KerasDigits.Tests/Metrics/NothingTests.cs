using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Metrics;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Metrics;

/// <summary>
/// What metrics, losses and layers give for one value, no values, or values of no weight: Keras's number, never NaN in its place.
/// </summary>
public sealed class NothingTests
{
    private static readonly NDArray s_truth = Row(0, 1, 1, 0), s_guess = Row(.2f, .8f, .4f, .6f), s_zeros = Row(0, 0, 0, 0);

    private static readonly Dictionary<string, Func<Metric>> s_metrics = new()
    {
        ["Mean"] = () => metrics.Mean(), ["Sum"] = () => metrics.Sum(),
        ["MeanSquaredError"] = () => metrics.MeanSquaredError(), ["MeanAbsoluteError"] = () => metrics.MeanAbsoluteError(),
        ["RootMeanSquaredError"] = () => metrics.RootMeanSquaredError(),
        ["MeanAbsolutePercentageError"] = () => metrics.MeanAbsolutePercentageError(),
        ["MeanSquaredLogarithmicError"] = () => metrics.MeanSquaredLogarithmicError(),
        ["MeanRelativeError"] = () => metrics.MeanRelativeError([0]), ["CosineSimilarity"] = () => metrics.CosineSimilarity(),
        ["LogCoshError"] = () => metrics.LogCoshError(),
        ["Poisson"] = () => metrics.Poisson(), ["KLDivergence"] = () => metrics.KLDivergence(), ["Hinge"] = () => metrics.Hinge(),
        ["SquaredHinge"] = () => metrics.SquaredHinge(),
        ["CategoricalHinge"] = () => metrics.CategoricalHinge(), ["BinaryCrossentropy"] = () => metrics.BinaryCrossentropy(),
        ["CategoricalCrossentropy"] = () => metrics.CategoricalCrossentropy(),
        ["BinaryAccuracy"] = () => metrics.BinaryAccuracy(), ["Accuracy"] = () => metrics.Accuracy(),
        ["CategoricalAccuracy"] = () => metrics.CategoricalAccuracy(),
        ["AUC"] = () => metrics.AUC(), ["AUC/PR"] = () => metrics.AUC(curve: "PR"), ["AUC/labels"] = () => metrics.AUC(multi_label: true),
        ["Precision"] = () => metrics.Precision(), ["Recall"] = () => metrics.Recall(), ["TruePositives"] = () => metrics.TruePositives(),
        ["PrecisionAtRecall"] = () => metrics.PrecisionAtRecall(.5),
        ["SensitivityAtSpecificity"] = () => metrics.SensitivityAtSpecificity(.5),
        ["MeanIoU"] = () => metrics.MeanIoU(2), ["BinaryIoU"] = () => metrics.BinaryIoU(),
        ["F1Score/macro"] = () => metrics.F1Score("macro", .5), ["F1Score/weighted"] = () => metrics.F1Score("weighted", .5),
        ["FBetaScore/micro"] = () => metrics.FBetaScore("micro", 2, .5),
    };

    public static IEnumerable<object[]> Metrics() => s_metrics.Keys.Select(k => new object[] { k });

    [Theory, MemberData(nameof(Metrics))]
    public void A_metric_of_nothing_or_of_no_weight_is_zero(string name)
    {
        Metric metric = s_metrics[name]();
        Assert.Equal(0, Number(metric));
        Update(metric, s_zeros);
        Assert.Equal(0, Number(metric));
        Update(metric, null);
        metric.reset_states();
        Assert.Equal(0, Number(metric));
    }

    [Fact]
    public void A_mean_that_is_not_a_number_shows_itself()
    {
        NDArray y = Row(1, 2), wrong = Row(float.NaN, 2), endless = Row(float.PositiveInfinity, 2);
        var error = metrics.MeanAbsoluteError();
        error.update_state(y, wrong);
        Assert.True(double.IsNaN(Number(error)));
        error.reset_states();
        error.update_state(y, endless, Row(1, 1).reshape(-1));
        Assert.Equal(double.PositiveInfinity, Number(error));
    }

    [Fact]
    public void One_sample_of_R2_is_zero_unless_it_is_found()
    {
        var score = metrics.R2Score();
        score.update_state(Row(1, 2).reshape(1, 2), Row(2, 3).reshape(1, 2)); // 1 - 1 / 0 is infinite, which Keras takes for 0
        Assert.Equal(0, Number(score));
    }

    public static TheoryData<string, int[]> Norms() => new()
    {
        { "batch", [1, 1, 1, 3] }, { "batch", [1, 3] }, { "batch", [1, 1, 3] }, { "batch", [1, 1, 1, 1, 3] },
        { "sync", [1, 1, 1, 3] }, { "renorm", [1, 1, 1, 3] }, { "layer", [2, 1] }, { "group", [2, 1, 1, 3] }, { "adapted", [1, 3] },
    };

    [Theory, MemberData(nameof(Norms))]
    public void Normalization_of_one_value_is_a_number(string kind, int[] shape)
    {
        NDArray x = np.ones(new NumSharp.Shape(shape)) * 5;
        Layer layer = kind switch
        {
            "batch" => layers.BatchNormalization(), "sync" => layers.experimental.SyncBatchNormalization(), "renorm" =>
                layers.BatchNormalization(renorm: true),
            "layer" => layers.LayerNormalization(), "group" => layers.GroupNormalization(shape[^1]), _ => layers.Normalization(),
        };
        if (layer is Normalization adapted) { adapted.adapt(x); }
        NDArray y = layer.Apply(x, training: true);
        // x / s - m / s rounds, as in TF; without bounds renormalization takes the moving mean, 0 at first, for the batch's.
        Assert.All(Values(y), v => Assert.Equal(kind == "renorm" ? 5 : 0, v, 1e-5));
        if (kind is "batch" or "sync")
        {
            NDArray[] kept = layer.get_weights(); // gamma, beta, moving_mean, moving_variance
            Assert.All(Values(kept[2]), v => Assert.Equal(.05f, v, 1e-6));
            Assert.All(Values(kept[3]), v => Assert.Equal(.99f, v, 1e-6)); // of a batch's 0
        }
    }

    [Fact]
    public void A_fit_of_one_sample_at_a_time_keeps_statistics_numbers()
    {
        var model = Sequential([layers.Conv2D(2, 3, input_shape: (3, 3, 1)), layers.BatchNormalization(), layers.Flatten(),
            layers.Dense(1)]);
        model.compile("sgd", "mse", weighted_metrics: ["mae"]);
        var history = model.fit(np.ones(new NumSharp.Shape(3, 3, 3, 1)), np.ones(new NumSharp.Shape(3, 1)), batch_size: 2, epochs: 2,
            verbose: 0, sample_weight: np.zeros(new NumSharp.Shape(3)));
        Assert.All(history.history["loss"].Concat(history.history["mae"]), v => Assert.Equal(0, v));
        Assert.All(model.get_weights().SelectMany(Values), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Rows_of_padding_alone_have_no_loss()
    {
        var model = Sequential([layers.Masking(input_shape: (3, 2)), layers.LSTM(2, return_sequences: true),
            layers.TimeDistributed(layers.Dense(1))]);
        model.compile("sgd", "mse");
        NDArray x = np.zeros(new NumSharp.Shape(2, 3, 2)), y = np.ones(new NumSharp.Shape(2, 3, 1));
        Assert.Equal(0, model.fit(x, y, verbose: 0).history["loss"][0]);
        Assert.All(model.get_weights().SelectMany(Values), v => Assert.True(float.IsFinite(v)));
    }

    [Fact]
    public void Statistics_of_nothing_are_refused() =>
        Assert.Contains("at least one value",
            Assert.Throws<ArgumentException>(() => layers.Normalization().adapt(np.zeros(new NumSharp.Shape(0, 3)))).Message);

    private static void Update(Metric metric, NDArray? weight)
    {
        if (metric is Mean mean) { mean.update_state(Arrays.ToTensor(s_guess), weight is null ? null : Arrays.ToTensor(weight)); }
        else if (metric is ValueMetric values) { values.update_state(s_guess, weight); }
        else if (metric is IoUMetric) { metric.update_state(s_truth, s_truth, weight); }
        else { metric.update_state(s_truth.reshape(-1, 1), s_guess.reshape(-1, 1), weight?.reshape(-1)); }
    }

    private static double Number(Metric metric) => Values(metric.result().numpy())[0];

    private static float[] Values(NDArray a) => a.astype(NPTypeCode.Single).flatten().ToArray<float>();

    private static NDArray Row(params float[] values) => new(values);
}
