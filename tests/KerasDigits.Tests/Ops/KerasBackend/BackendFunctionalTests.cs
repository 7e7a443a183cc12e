using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Ops;

/// <summary>
/// keras.backend's functions of functions, and layers' operations as functions. The shapes and sums are those of Keras's documentation.
/// </summary>
public sealed class BackendFunctionalTests : IDisposable
{
    private readonly IDisposable _scope = Scopes.Step();

    public void Dispose() => _scope.Dispose();

    private static float[] Values(Tensor t) => Arrays.ToArray(t).flatten().ToArray<float>();

    [Fact]
    public void Map_and_folds()
    {
        Tensor x = Tensors.Of([1, 2, 3, 4, 5, 6], 3, 2);
        Assert.Equal([3, 7, 11], Values(K.map_fn(row => row.sum(), x)));
        Assert.Equal([9, 12], Values(K.foldl((a, b) => a + b, x)));
        Assert.Equal([-7, -8], Values(K.foldl((a, b) => a - b, x)));
        Assert.Equal([1, 0], Values(K.foldr((a, b) => a - b, x)));
        Assert.Equal([19, 22], Values(K.foldl((a, b) => a + b, x, Tensors.Of([10, 10]))));
    }

    [Fact]
    public void Batch_dot_is_that_of_Keras()
    {
        Tensor x = Tensors.Of([1, 2, 3, 4], 2, 2), y = Tensors.Of([5, 6, 7, 8], 2, 2);
        Assert.Equal([17, 53], Values(K.batch_dot(x, y, 1)));
        Assert.Equal([2, 1], K.batch_dot(x, y).shape);
        Assert.Equal([32, 1, 30],
            K.batch_dot(Tensors.MakeOnes(new Shape(32, 20, 1)), Tensors.MakeOnes(new Shape(32, 30, 20)), (1, 2)).shape);
        Assert.Equal([4, 2, 5], K.batch_dot(Tensors.MakeOnes(new Shape(4, 2, 3)), Tensors.MakeOnes(new Shape(4, 3, 5))).shape);
        Assert.Contains("axes=[0, 1]", Assert.Throws<ArgumentException>(() => K.batch_dot(x, y, (0, 1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Convolutions_and_windows()
    {
        Tensor x = Tensors.Of([.. Enumerable.Range(1, 9).Select(i => (float)i)], 1, 3, 3, 1);
        Assert.Equal([12, 16, 24, 28], Values(K.conv2d(x, Tensors.MakeOnes(new Shape(2, 2, 1, 1)))));
        Assert.Equal([5, 6, 8, 9], Values(K.pool2d(x, 2)));
        Assert.Equal([3, 4, 6, 7], Values(K.pool2d(x, 2, pool_mode: "avg")));
        Assert.Equal([3, 5, 7, 9, 11, 13, 15, 17], Values(K.conv1d(x.reshape(1, 9, 1), Tensors.MakeOnes(new Shape(2, 1, 1)))));
        Assert.Equal([1, 12, 1], K.temporal_padding(x.reshape(1, 9, 1), (1, 2)).shape);
    }

    [Fact]
    public void Dropout_scales_what_stays()
    {
        float[] y = Values(K.dropout(Tensors.MakeOnes(new Shape(1000, 4)), 0.25, new Shape(null, 1), seed: 4));
        Assert.All(Enumerable.Range(0, 1000), i => Assert.True(y[4 * i] is 0 or > 1.33f and < 1.34f && y[4 * i] == y[(4 * i) + 3]));
        Assert.Equal(0.25, y.Count(v => v == 0) / 4000.0, 0.05);
    }

    [Fact]
    public void A_function_of_a_models_tensors()
    {
        var model = models.Sequential([layers.Dense(3, activation: "relu", input_shape: 2), layers.Dense(1)]);
        var f = K.function([model.input], [model.layers[0].output, model.output]);
        NDArray x = np.array(new float[,] { { 1, 2 }, { 3, 4 } });
        NDArray[] made = f([x]);
        Assert.Equal([2, 3], made[0].shape);
        Rounding.Same(model.predict(x), made[1]);
        Assert.Contains("takes 1 array(s)", Assert.Throws<ArgumentException>(() => f([x, x])).Message, StringComparison.Ordinal);
    }

    private sealed class Doubled : Layer
    {
        public override Tensor call(Tensor inputs, bool training) => inputs * 2;
    }

    [Fact]
    public void Custom_object_scopes()
    {
        Config saved = utils.serialize_keras_object(new Doubled());
        Assert.ThrowsAny<ArgumentException>(() => utils.deserialize_keras_object(saved));
        using (utils.custom_object_scope(new Dictionary<string, object> { ["Doubled"] = typeof(Doubled) }))
        {
            Assert.IsType<Doubled>(utils.deserialize_keras_object(saved));
            Assert.Equal(typeof(Doubled), utils.get_registered_object("Doubled"));
        }
        Assert.Null(utils.get_registered_object("Doubled"));
        Assert.Equal("Doubled", utils.get_registered_name(typeof(Doubled)));
        utils.get_custom_objects()["DoubledForGood"] = typeof(Doubled);
        Assert.Equal(typeof(Doubled), utils.get_registered_object("DoubledForGood"));
        Assert.True(utils.get_custom_objects().Remove("DoubledForGood"));
    }
}
