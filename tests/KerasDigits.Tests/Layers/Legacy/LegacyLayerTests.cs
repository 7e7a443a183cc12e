using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Legacy;

/// <summary>Keras 1's layers that Keras 2 kept for old files, by their formulas, and read from configurations of both versions.</summary>
public sealed class LegacyLayerTests
{
    [Fact]
    public void Highway_mixes_its_input_with_a_layer()
    {
        var layer = new Highway(activation: "relu");
        Model model = models.Sequential([keras.layers.InputLayer(2), layer]);
        layer.set_weights([np.array(new float[] { 1, 0, 0, 2 }).reshape(2, 2), np.array(new float[] { 0, 1, 1, 0 }).reshape(2, 2),
            np.array(new float[] { 0.5f, -9 }), np.array(new float[] { 0, 1 })]);
        float[] x = [1, 2], gate = [Sigmoid(2), Sigmoid(1 + 1)], transformed = [Math.Max(0, 1.5f), Math.Max(0, 4f - 9)];
        Expect([gate[0] * transformed[0] + (1 - gate[0]) * x[0], gate[1] * transformed[1] + (1 - gate[1]) * x[1]],
            model.predict(np.array(x).reshape(1, 2)));
    }

    [Fact]
    public void Maxout_takes_the_greatest()
    {
        var layer = new MaxoutDense(1, nb_feature: 2);
        Model model = models.Sequential([keras.layers.InputLayer(2), layer]);
        layer.set_weights([np.array(new float[] { 1, 1, -1, 3 }).reshape(2, 2, 1), np.array(new float[] { 0, 0.5f }).reshape(2, 1)]);
        Expect([5.5f, 3.0f], model.predict(np.array(new float[] { 1, 2, 3, 0 }).reshape(2, 2)));
    }

    [Theory]
    [InlineData("""{"class_name": "Sequential", "keras_version": "1.2.2", "config": [{"class_name": "MaxoutDense", "config": {"name": "m", "trainable": true, "batch_input_shape": [null, 3], "input_dtype": "float32", "output_dim": 2, "init": "glorot_uniform", "nb_feature": 3, "W_regularizer": {"name": "WeightRegularizer", "l1": 0.0, "l2": 0.1}, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": true, "input_dim": null}}, {"class_name": "Highway", "config": {"name": "h", "trainable": true, "init": "normal", "activation": "tanh", "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": false, "input_dim": null}}]}""")]
    [InlineData("""{"class_name": "Sequential", "keras_version": "2.2.4", "backend": "tensorflow", "config": {"name": "s", "layers": [{"class_name": "MaxoutDense", "config": {"name": "m", "trainable": true, "batch_input_shape": [null, 3], "dtype": "float32", "output_dim": 2, "init": {"class_name": "VarianceScaling", "config": {"scale": 1.0, "mode": "fan_avg", "distribution": "uniform", "seed": null}}, "nb_feature": 3, "W_regularizer": {"class_name": "L1L2", "config": {"l1": 0.0, "l2": 0.1}}, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": true, "input_dim": null}}, {"class_name": "Highway", "config": {"name": "h", "trainable": true, "init": {"class_name": "RandomNormal", "config": {"mean": 0.0, "stddev": 0.05, "seed": null}}, "activation": "tanh", "W_regularizer": null, "b_regularizer": null, "activity_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": false, "input_dim": null}}]}}""")]
    public void Configurations_of_both_versions_are_read(string json)
    {
        Model model = models.model_from_json(json);
        Assert.Equal((3, 3, 2),
            (((MaxoutDense)model.layers[0]).nb_feature, (int)((MaxoutDense)model.layers[0]).weights[0].shape[0]!,
                model.layers[1].weights.Count));
        Assert.NotNull(((MaxoutDense)model.layers[0]).W_regularizer);
        Assert.Equal("tanh", ((Highway)model.layers[1]).activation.name);
        Assert.Equal(model.to_json(), models.model_from_json(model.to_json()).to_json());
    }

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static void Expect(float[] expected, NDArray actual)
    {
        float[] values = actual.flatten().ToArray<float>();
        Assert.Equal(expected.Length, values.Length);
        for (int i = 0; i < expected.Length; i++) { Assert.Equal(expected[i], values[i], 1e-5f); }
    }
}
