using KerasDigits.Backend;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Dtype policies: weights in one precision, computation in another, predictions in float32.</summary>
public sealed class MixedPrecisionTests
{
    private static (NDArray X, NDArray Y) Data()
    {
        utils.set_random_seed(6);
        NDArray x = np.random.uniform(0, 1, new[] { 512, 10 });
        return (x, utils.to_categorical(np.argmax(x[":, :3"], 1), 3));
    }

    private static Sequential Net(string policy)
    {
        mixed_precision.set_global_policy(policy);
        try
        {
            var model = models.Sequential([layers.Dense(32, activation: "relu", input_shape: 10), layers.Dense(32, activation: "relu"),
                layers.Dense(3), layers.Activation("softmax", dtype: "float32")]);
            model.compile(optimizers.Adam(1e-2), "categorical_crossentropy", metrics: ["accuracy"]);
            return model;
        }
        finally { mixed_precision.set_global_policy(null); }
    }

    [Fact]
    public void Mixed_layers_keep_float32_weights_and_compute_in_bfloat16()
    {
        Sequential model = Net("mixed_bfloat16");
        Assert.All(model.weights, w => Assert.Equal("float32", w.dtype));
        Assert.Equal(("bfloat16", "mixed_bfloat16"), (model.layers[0].compute_dtype, model.layers[0].dtype_policy.name));
        Assert.Equal("float32", model.layers[^1].compute_dtype);
        Assert.Equal("float32", layers.Dense(1).compute_dtype);
        using var scope = Scopes.Step();
        Assert.Equal("bfloat16", DTypes.GetName(model.layers[0].Apply(Tensors.MakeOnes((2, 10))).dtype));
        NDArray p = model.predict(np.ones(new[] { 4, 10 }, NPTypeCode.Single));
        Assert.Equal(NPTypeCode.Single, p.typecode);
        Assert.Equal(1.0, (double)(float)np.sum(p[0]), 1e-5);
    }

    [Fact]
    public void Training_in_bfloat16_reaches_the_accuracy_of_float32()
    {
        var (x, y) = Data();
        utils.set_random_seed(1);
        double full = Net("float32").fit(x, y, epochs: 15, verbose: 0).history["accuracy"][^1];
        utils.set_random_seed(1);
        double mixed = Net("mixed_bfloat16").fit(x, y, epochs: 15, verbose: 0).history["accuracy"][^1];
        Assert.True(full > 0.85, $"float32 {full}");
        Assert.InRange(mixed, full - 0.04, 1);
    }

    [Fact]
    public void Float64_layers_compute_in_float64()
    {
        Sequential model = Net("float64");
        Assert.Equal("float64", model.weights[0].dtype);
        var (x, y) = Data();
        Assert.True(double.IsFinite(model.fit(x, y, epochs: 1, verbose: 0).history["loss"][0]));
    }

    [Fact]
    public void An_unknown_policy_is_refused() =>
        Assert.Contains("mixed_float8", Assert.Throws<ArgumentException>(() => mixed_precision.set_global_policy("mixed_float8")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("mixed_float16", NPTypeCode.Half)]
    [InlineData("mixed_bfloat16", NPTypeCode.Single)]
    public void A_model_that_ends_in_a_half_type_gives_its_values(string policy, NPTypeCode type)
    {
        mixed_precision.set_global_policy(policy);
        Sequential model;
        try { model = models.Sequential([layers.Dense(2, kernel_initializer: "ones", input_shape: 3)]); }
        finally { mixed_precision.set_global_policy(null); }
        NDArray x = np.full(new[] { 2, 3 }, 0.1);
        foreach (NDArray p in (NDArray[])[model.predict(x, verbose: 0), model.predict_on_batch(x)])
        {
            Assert.Equal(type, p.typecode);
            Assert.Equal(0.3, (float)p[0, 0], 2e-3);
            Assert.Equal(0, (long)np.argmax(p));
        }
        Assert.Equal(0.3f, model.predict(x, verbose: 0).GetSingle(1, 1), 2e-3f);
    }

    [Fact]
    public void A_layer_keeps_the_policy_of_the_time_when_it_was_made()
    {
        KerasDigits.Layers.Layer before = layers.Dense(2), during;
        Sequential model;
        mixed_precision.set_global_policy("mixed_float16");
        try
        {
            during = layers.Dense(2);
            model = models.Sequential([layers.Dense(1, input_shape: 2)]);
            Assert.Equal("float32", before.compute_dtype);
        }
        finally { mixed_precision.set_global_policy(null); }
        Assert.Equal("float16", during.compute_dtype);
        model.compile("sgd", "mse");
        Assert.IsType<KerasDigits.Optimizers.LossScaleOptimizer>(model.optimizer);
    }
}
