using KerasDigits.Layers;
using KerasDigits.Metrics;
using KerasDigits.Models;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Versions;

/// <summary>Differences between the two versions in sentences and in what is refused.</summary>
public sealed class TextVersionTests
{
    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void Predictions_outside_of_0_to_1(string version)
    {
        using var scope = new VersionScope(version);
        Tensor labels = torch.tensor(new[] { 0f, 1 }), beyond = torch.tensor(new[] { -0.5f, 1.5f });
        Metric precision = metrics.Precision(), auc = metrics.AUC();
        double Count(Metric metric)
        {
            metric.update_state(labels, beyond);
            return metric.result().item<float>();
        }
        if (version == "2.3")
        {
            Assert.ThrowsAny<Exception>(() => Count(precision));
            Assert.ThrowsAny<Exception>(() => Count(auc));
            return;
        }
        Assert.Equal((1.0, 1.0), (Count(precision), Count(auc)));
    }

    [Theory]
    [InlineData("2.3", 0)] // the class Accuracy, which asks whether values are equal
    [InlineData("2.15", 1)] // binary accuracy, as the shapes say
    public void A_metrics_name_in_capitals(string version, double expected)
    {
        using var scope = new VersionScope(version);
        Sequential model = models.Sequential([layers.Dense(1, kernel_initializer: "ones", activation: "sigmoid", input_shape: 1)]);
        model.compile("sgd", "binary_crossentropy", metrics: ["Accuracy"]);
        Assert.Equal(expected, model.evaluate(np.ones((2, 1)), np.ones((2, 1)), verbose: 0)[1]);
    }

    [Theory]
    [InlineData("2.3", "Found two metrics with the same name: same")]
    [InlineData("2.15", "Found two metrics with the same name: same. All the metrics added to the model need to have unique names.")]
    public void Two_metrics_of_one_name(string version, string expected)
    {
        using var scope = new VersionScope(version);
        Sequential model = models.Sequential([layers.Dense(1, input_shape: 1)]);
        string said = Assert.ThrowsAny<ArgumentException>(() =>
        {
            model.compile("sgd", "mse", metrics: [metrics.MeanSquaredError(name: "same"), metrics.MeanAbsoluteError(name: "same")]);
            model.fit(np.ones((2, 1)), np.ones((2, 1)), verbose: 0);
        }).Message;
        Assert.StartsWith(expected, said, StringComparison.Ordinal);
        Assert.Equal(version == "2.15", said.Contains("unique", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2.3", "Input 0 of layer own is incompatible with the layer: expected axis -1 of input shape to have value 3 but received "
        + "input with shape [2, 4]")]
    [InlineData("2.15", "Input 0 of layer \"own\" is incompatible with the layer: expected axis -1 of input shape to have value 3, but "
        + "received input with shape (2, 4)")]
    public void A_shape_that_a_layer_cannot_take(string version, string expected)
    {
        using var scope = new VersionScope(version);
        Dense layer = layers.Dense(1, name: "own");
        layer.Apply(torch.ones(2, 3));
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => layer.Apply(torch.ones(2, 4))).Message);
    }

    [Theory]
    [InlineData("2.3", "<tf.Tensor 'own:0' shape=(None, 3) dtype=float32>")]
    [InlineData("2.15", "<KerasTensor: shape=(None, 3) dtype=float32 (created by layer 'own')>")]
    public void The_text_of_a_symbolic_tensor(string version, string expected)
    {
        using var scope = new VersionScope(version);
        Assert.Equal(expected, Input(3, name: "own").ToString());
    }

    [Theory]
    [InlineData("2.3", "No gradients provided for any variable: ['own/kernel:0'].")]
    [InlineData("2.15", "No loss found. You may have forgotten to provide a `loss` argument in the `compile()` method.")]
    public void A_fit_without_a_loss(string version, string expected)
    {
        using var scope = new VersionScope(version);
        Sequential model = models.Sequential([layers.Dense(1, use_bias: false, name: "own", input_shape: 1)]);
        model.compile("sgd");
        Assert.Equal(expected,
            Assert.ThrowsAny<ArgumentException>(() => model.fit(np.ones((2, 1)), np.ones((2, 1)), verbose: 0)).Message);
    }

    private sealed class Own : Model
    {
        public override Tensor call(Tensor x, bool training) => x;
    }

    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void A_picture_of_a_model_that_is_not_built(string version)
    {
        using var scope = new VersionScope(version);
        if (version == "2.3")
        {
            Assert.Single(utils.model_to_dot(new Own()).get_nodes());
            return;
        }
        string said = Assert.Throws<InvalidOperationException>(() => utils.model_to_dot(new Own())).Message;
        Assert.Contains("not yet been built", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2.3", "2.4.0", "2.3.1")]
    [InlineData("2.15", "2.15.0", "2.15.0")]
    public void The_numbers_of_the_versions(string version, string keras, string tensorflow)
    {
        using var scope = new VersionScope(version);
        Assert.Equal((keras, tensorflow), (__version__, KerasDigits.tf.__version__));
    }
}
