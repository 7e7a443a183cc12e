using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>add_metric in a layer's call: the mean over the batches stands among the metrics.</summary>
public sealed class AddedMetricTests
{
    private sealed class Watched(string? metric = "mean_input") : Layer
    {
        public string? metric { get; } = metric;

        public override Tensor call(Tensor inputs, bool training)
        {
            add_metric(inputs.mean(), name: metric);
            return inputs.alias();
        }

        public override KerasDigits.Core.Shape compute_output_shape(KerasDigits.Core.Shape input_shape) => input_shape;
    }

    private static (NDArray X, NDArray Y) Data() =>
        (np.arange(64).astype(NPTypeCode.Single).reshape(16, 4), np.ones(new[] { 16, 1 }, NPTypeCode.Single));

    [Fact]
    public void A_reported_value_stands_in_history_evaluation_and_names()
    {
        var (x, y) = Data();
        var model = models.Sequential([new Watched { InputShapeArgument = 4 }, layers.Dense(1)]);
        model.compile("sgd", "mse", metrics: ["mae"]);
        History history = model.fit(x, y, batch_size: 4, epochs: 2, validation_data: (x[":8"], y[":8"]), shuffle: false, verbose: 0);
        Assert.Equal(["loss", "mae", "mean_input", "val_loss", "val_mae", "val_mean_input"], history.history.Keys);
        Assert.All(history.history["mean_input"], v => Assert.Equal(31.5, v, 1e-5));
        Assert.All(history.history["val_mean_input"], v => Assert.Equal(15.5, v, 1e-5));
        Assert.Equal(["loss", "mae", "mean_input"], model.metrics_names);
        Assert.Equal(31.5, model.evaluate(x, y, verbose: 0)[2], 1e-5);
        Assert.Equal(1.5, model.train_on_batch(x[":1"], y[":1"])[2], 1e-5);
    }

    private sealed class OwnStep(KerasTensor inputs, KerasTensor outputs) : KerasDigits.Models.Model(inputs, outputs)
    {
        public override StepResults train_step(StepData data) => base.train_step(data);
    }

    [Fact]
    public void A_train_step_of_ones_own_reports_it_too()
    {
        var (x, y) = Data();
        KerasTensor input = Input(4);
        var model = new OwnStep(input, layers.Dense(1).Apply(new Watched().Apply(input)));
        model.compile("sgd", "mse");
        Assert.Equal(31.5, model.fit(x, y, batch_size: 4, epochs: 1, verbose: 0).history["mean_input"][0], 1e-5);
    }

    [Fact]
    public void Two_values_of_one_name_are_refused()
    {
        var (x, y) = Data();
        var model = models.Sequential([new Watched { InputShapeArgument = 4 }, new Watched(), layers.Dense(1)]);
        model.compile("sgd", "mse");
        Assert.Contains("different names for the metrics", Assert.Throws<ArgumentException>(() => model.fit(x, y, verbose: 0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sample_weight_mode_temporal_weighs_steps_and_nothing_else_is_taken()
    {
        NDArray x = np.ones(new[] { 2, 3, 2 }, NPTypeCode.Single), y = np.zeros(new[] { 2, 3, 1 }, NPTypeCode.Single);
        var model = models.Sequential([layers.Dense(1, kernel_initializer: "ones", input_shape: (3, 2))]);
        model.compile("sgd", "mse", sample_weight_mode: "temporal");
        double loss = model.evaluate(x, y, sample_weight: np.array(new float[,] { { 1, 0, 0 }, { 0, 0, 2 } }), verbose: 0);
        Assert.Equal((1 + 2) * 4 / 6.0, loss, 1e-5);
        Assert.Contains("sample_weight_mode",
            Assert.Throws<ArgumentException>(() => model.compile("sgd", "mse", sample_weight_mode: "spatial")).Message,
            StringComparison.Ordinal);
    }
}
