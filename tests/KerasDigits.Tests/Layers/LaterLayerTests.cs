using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Layers;

/// <summary>Layers of later Keras versions, and arguments that Keras 2 takes: by the formulas of its documentation.</summary>
public sealed class LaterLayerTests
{
    [Fact]
    public void A_spectral_normalization_brings_the_greatest_singular_value_to_1()
    {
        NDArray kernel = np.array(new float[,] { { 3, 0 }, { 0, 4 }, { 0, 0 } }), x = np.ones(new[] { 2, 3 });
        SpectralNormalization layer = layers.SpectralNormalization(layers.Dense(2, use_bias: false), power_iterations: 50);
        _ = layer.Apply(x);
        Assert.Equal(["kernel", "vector_u"], layer.weights.Select(w => w.name.Split('/')[^1].Split(':')[0]));
        Assert.Equal(new Shape(1, 2), layer.vector_u.shape);
        layer.set_weights([kernel, np.array(new float[,] { { 0.1f, 0.2f } })]);
        Assert.Equal(3f, layer.Apply(x).GetSingle(0, 0)); // not in training: the kernel stays
        NDArray y = layer.Apply(x, training: true);
        Assert.Equal(0.75, y.GetSingle(0, 0), 1e-5);
        Assert.Equal(1.0, y.GetSingle(0, 1), 1e-5);
        Assert.Equal(0.75, layer.get_weights()[0].GetSingle(0, 0), 1e-5);
        var again = (SpectralNormalization)ConfigBinder.Create(typeof(SpectralNormalization), layer.get_config());
        Assert.Equal(50, again.power_iterations);
        Assert.Contains("power_iterations",
            Assert.Throws<ArgumentException>(() => layers.SpectralNormalization(layers.Dense(1), 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'kernel' nor 'embeddings'",
            Assert.Throws<ArgumentException>(() => layers.SpectralNormalization(layers.Flatten()).Apply(x)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_spectral_normalization_is_trained_and_saved()
    {
        var model = models.Sequential([layers.SpectralNormalization(layers.Conv2D(4, 3), input_shape: (6, 6, 2)), layers.Flatten(),
            layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.random.RandomState(0).uniform(0, 1, new[] { 8, 6, 6, 2 }).astype(NPTypeCode.Single);
        _ = model.fit(x, np.ones(new[] { 8, 1 }), epochs: 2, verbose: 0);
        foreach (string ending in new[] { "h5", "keras" })
        {
            string file = Path.Combine(Path.GetTempPath(), $"spectral-{Guid.NewGuid():N}.{ending}");
            try
            {
                model.save(file);
                Assert.Null(Golden.Difference(model.predict(x), models.load_model(file).predict(x), 1e-6, ending));
            }
            finally { File.Delete(file); }
        }
    }

    /// <summary>TensorFlow's hash of a text, the remainder of a whole number, counted from after the mask.</summary>
    [Fact]
    public void Several_numbers_for_the_unknown_are_shared_by_a_hash()
    {
        string[] unknown = ["x", "zz", "q", "unknown"];
        StringLookup texts = layers.StringLookup(num_oov_indices: 3, mask_token: "", vocabulary: ["a", "b"]);
        Assert.Equal(layers.Hashing(3).Apply(unknown).ToArray<long>().Select(n => n + 1), texts.Apply(unknown).ToArray<long>());
        Assert.Equal([4L, 5L, 0L], texts.Apply(["a", "b", ""]).ToArray<long>());
        Assert.Equal(["", "[UNK]", "[UNK]", "[UNK]", "a", "b"], texts.get_vocabulary());
        IntegerLookup numbers = layers.IntegerLookup(num_oov_indices: 2, vocabulary: [10, 20]);
        Assert.Equal([1L, 0L, 1L, 2L, 3L], numbers.Apply(np.array(new long[] { -3, 4, 7, 10, 20 })).ToArray<long>());
    }

    [Fact]
    public void A_synchronized_batch_normalization_is_a_plain_one_on_one_device()
    {
        NDArray x = np.random.RandomState(0).uniform(0, 1, new[] { 4, 3 }).astype(NPTypeCode.Single);
        NDArray y = layers.BatchNormalization().Apply(x, training: true);
        Assert.Equal(y.ToArray<float>(), layers.experimental.SyncBatchNormalization().Apply(x, training: true).ToArray<float>());
        Assert.Equal(y.ToArray<float>(), layers.BatchNormalization(synchronized: true).Apply(x, training: true).ToArray<float>());
        Assert.Equal(true, layers.BatchNormalization(synchronized: true).get_config()["synchronized"]);
    }

    [Fact]
    public void Separable_convolutions_take_a_kernel_s_arguments_as_Keras_2_does()
    {
        var layer = layers.SeparableConv2D(4, 3, kernel_regularizer: "l2", kernel_initializer: "he_normal", input_shape: (8, 8, 2));
        var model = models.Sequential([layer, layers.GlobalAveragePooling2D()]);
        model.compile("sgd", "mse");
        Assert.Equal(0, model.evaluate(np.zeros(new[] { 2, 8, 8, 2 }), np.zeros(new[] { 2, 4 }), verbose: 0)[0]);
    }

    [Fact]
    public void A_Lambda_says_its_shape_by_a_function()
    {
        Lambda layer = layers.Lambda(x => K.concatenate([x, x]), output_shape: new(s => (s[0], 2 * s[1])));
        Assert.Equal(new Shape(null, 6), layer.Apply(keras.Input(3)).shape);
        Assert.Equal("function", layer.get_config()["output_shape_type"]);
        Lambda fixedShape = layers.Lambda(x => K.concatenate([x, x]), output_shape: 6);
        Assert.Equal(new Shape(null, 6), fixedShape.Apply(keras.Input(3)).shape);
        Lambda several = layers.Lambda((Tensor[] x) => x[0] + x[1], output_shape: new((Shape[] s) => s[0]));
        Assert.Equal(new Shape(null, 3), several.Apply(keras.Input(3), keras.Input(3)).shape);
    }

    [Fact]
    public void Categories_are_encoded_in_all_modes()
    {
        NDArray x = np.array(new long[,] { { 0, 1 }, { 3, 3 } });
        Assert.Equal([1f, 1, 0, 0, 0, 0, 0, 1], layers.CategoryEncoding(4, "multi_hot").Apply(x).ToArray<float>());
        Assert.Equal([1f, 1, 0, 0, 0, 0, 0, 2], layers.CategoryEncoding(4, "count").Apply(x).ToArray<float>());
        Assert.Equal(new long[] { 2, 2, 4 }, layers.CategoryEncoding(4, "one_hot").Apply(x).shape);
        NDArray values = np.array(new float[,] { { -1.5f, 1.0f, 3.4f, 0.5f }, { 0.0f, 3.0f, 1.3f, 0.0f } });
        Assert.Equal([0L, 2, 3, 1, 1, 3, 2, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }).Apply(values)
            .ToArray<long>());
        Assert.Equal([1f, 1, 1, 1, 0, 2, 1, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "count")
            .Apply(values).ToArray<float>());
        Assert.Equal([1f, 1, 1, 1, 0, 1, 1, 1], layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "multi_hot")
            .Apply(values).ToArray<float>());
        Assert.Equal(new long[] { 2, 4, 4 }, layers.Discretization(bin_boundaries: new[] { 0.0, 1.0, 2.0 }, output_mode: "one_hot")
            .Apply(values).shape);
    }
}
