using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Layers;

/// <summary>
/// Operators, parts and functions of symbolic tensors: each becomes a layer that is named, saved and loaded as tf.keras does.
/// </summary>
public sealed class SymbolicTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-symbolic-").FullName;
    private static readonly NDArray s_x = np.array(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The function's values, after a round trip through both kinds of file too.</summary>
    private void Gives(Func<KerasTensor, KerasTensor> build, double[] expected, string? layer = null)
    {
        K.clear_session();
        KerasTensor x = keras.Input(3);
        var model = new Model(x, build(x));
        Check(model);
        if (layer is not null) { Assert.Equal(layer, model.layers[-1].name); }
        foreach (string name in new[] { "m.h5", "m.keras" })
        {
            string file = Path.Combine(_folder, name);
            model.save(file);
            Check((Model)models.load_model(file));
        }

        void Check(Model m)
        {
            float[] actual = m.predict(s_x).astype(NPTypeCode.Single).flatten().ToArray<float>();
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++) { Assert.Equal(expected[i], actual[i], 1e-5); }
        }
    }

    [Fact]
    public void Operators_are_those_of_Keras()
    {
        Gives(x => x + x, [2, 4, 6, 8, 10, 12], "tf.__operators__.add");
        Gives(x => x + 1, [2, 3, 4, 5, 6, 7], "tf.__operators__.add");
        Gives(x => 1 - x, [0, -1, -2, -3, -4, -5], "tf.math.subtract");
        Gives(x => x - 1.5, [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5], "tf.math.subtract");
        Gives(x => (2 * x) * x, [2, 8, 18, 32, 50, 72], "tf.math.multiply_1");
        Gives(x => 60 / x, [60, 30, 20, 15, 12, 10], "tf.math.truediv");
        Gives(x => -x, [-1, -2, -3, -4, -5, -6], "tf.math.negative");
        Gives(x => (x - 4) % 3, [0, 1, 2, 0, 1, 2], "tf.math.floormod");
        Gives(x => x.pow(2), [1, 4, 9, 16, 25, 36], "tf.math.pow");
        Gives(x => K.cast(x > 2, "float32"), [0, 0, 1, 1, 1, 1], "tf.cast");
        Gives(x => K.cast(x <= 9, "float32"), [1, 1, 1, 1, 1, 1]);
        Assert.Equal("bool", (keras.Input(3) > 2).dtype);
    }

    [Fact]
    public void Parts_are_those_of_Keras()
    {
        Gives(x => x[.., 0], [1, 4], "tf.__operators__.getitem");
        Gives(x => x[":, 0"], [1, 4]);
        Gives(x => x[.., ^1], [3, 6]);
        Gives(x => x[.., 1..], [2, 3, 5, 6]);
        Gives(x => x[.., ..^1], [1, 2, 4, 5]);
        Gives(x => x["..., ::-1"], [3, 2, 1, 6, 5, 4]);
        Gives(x => x[":, -3:9:2"], [1, 3, 4, 6]);
        Assert.Equal(new Shape(null, 1, 3), keras.Input(3)[":, None"].shape);
        Assert.Equal("(None,)", keras.Input(3)[.., 0].shape.ToString());
        Assert.Contains("whole numbers", Assert.Throws<ArgumentException>(() => keras.Input(3)[":, a"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_the_backend()
    {
        Gives(x => K.mean(x, axis: 1), [2, 5], "tf.math.reduce_mean");
        Gives(x => K.sum(x, -1, keepdims: true), [6, 15], "tf.math.reduce_sum");
        Gives(x => K.square(x), [1, 4, 9, 16, 25, 36], "tf.math.square");
        Gives(x => K.sqrt(x), [1, 1.4142135, 1.7320508, 2, 2.236068, 2.4494898], "tf.keras.backend.sqrt");
        Gives(x => K.clip(x, 2, 4.5), [2, 2, 3, 4, 4.5, 4.5], "tf.clip_by_value");
        Gives(x => K.maximum(x, 3), [3, 3, 3, 4, 5, 6], "tf.math.maximum");
        Gives(x => K.maximum(4, x), [4, 4, 4, 4, 5, 6]);
        Gives(x => K.concatenate([x, x[.., ..1]]), [1, 2, 3, 1, 4, 5, 6, 4], "tf.concat");
        Gives(x => K.reshape(x, (-1, 1)), [1, 2, 3, 4, 5, 6], "tf.reshape");
        Gives(x => K.expand_dims(x), [1, 2, 3, 4, 5, 6], "tf.expand_dims");
        Gives(x => K.dot(x, K.permute_dimensions(x, (1, 0))), [14, 32, 32, 77], "tf.keras.backend.dot");
        Gives(x => K.@switch(x > 3, x, 0.0), [0, 0, 0, 4, 5, 6]);
        Gives(x => K.softmax(x * 0.0), [1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0]);
        Gives(x => activations.relu(x - 3, alpha: 0.1), [-0.2, -0.1, 0, 1, 2, 3]);
    }

    [Fact]
    public void Functions_of_Keras_3()
    {
        Gives(x => ops.log1p(x), [0.6931472, 1.0986123, 1.3862944, 1.6094379, 1.7917595, 1.9459101], "tf.keras.ops.log1p");
        Gives(x => ops.add(x, x), [2, 4, 6, 8, 10, 12]);
        Gives(x => ops.where(x > 2, x, -1.0), [-1, -1, 3, 4, 5, 6]);
        Gives(x => ops.einsum("ij,ij->i", [x, x]), [14, 77]);
        Gives(x => ops.flip(x, axis: 1), [3, 2, 1, 6, 5, 4]);
    }

    [Fact]
    public void Names_are_free_after_loading()
    {
        K.clear_session();
        KerasTensor x = keras.Input(3);
        string file = Path.Combine(_folder, "m.h5");
        new Model(x, x + 1).save(file);
        K.clear_session();
        var loaded = (Model)models.load_model(file);
        var longer = new Model(loaded.input, loaded.output + 1);
        Assert.Equal("tf.__operators__.add_1", longer.layers[-1].name);
        Assert.Equal(3, longer.predict(s_x).GetSingle(0, 0));
    }

    [Fact]
    public void Pixels_are_prepared_inside_a_model()
    {
        NDArray pixels = np.random.RandomState(0).uniform(0, 255, new[] { 2, 4, 4, 3 }).astype(NPTypeCode.Single);
        foreach (string mode in new[] { "caffe", "tf", "torch" })
        {
            KerasTensor x = keras.Input((4, 4, 3));
            var model = new Model(x, applications.imagenet_utils.preprocess_input(x, mode: mode));
            Assert.Null(Golden.Difference(applications.imagenet_utils.preprocess_input(pixels, mode: mode), model.predict(pixels),
                1e-6, mode));
            Assert.Null(Golden.Difference(model.predict(pixels), models.model_from_json(model.to_json()).predict(pixels), 1e-7, mode));
            KerasTensor first = keras.Input((3, 4, 4));
            NDArray moved = np.moveaxis(pixels, 3, 1);
            Assert.Null(Golden.Difference(applications.imagenet_utils.preprocess_input(moved, "channels_first", mode),
                new Model(first, applications.imagenet_utils.preprocess_input(first, "channels_first", mode)).predict(moved), 1e-6, mode));
        }
        KerasTensor input = keras.Input((4, 4, 3));
        Assert.Equal("tf.math.subtract",
            new Model(input, applications.mobilenet_v2.preprocess_input(input)).layers[-1].name.Replace("_1", "", StringComparison.Ordinal)
            .Replace("_2", "", StringComparison.Ordinal));
    }

    /// <summary>A variational autoencoder's form: the loss is a symbolic tensor of the model.</summary>
    [Fact]
    public void A_symbolic_loss_is_trained()
    {
        K.clear_session();
        KerasTensor x = keras.Input(3);
        KerasTensor y = layers.Dense(2, kernel_initializer: "ones", name: "code").Apply(x);
        var model = new Model(x, y);
        model.add_loss(0.5 * K.mean(K.square(y)));
        model.add_metric(K.sum(y), name: "total");
        Assert.Equal(["input_1", "code", "tf.math.square", "tf.math.reduce_mean", "tf.math.multiply", "add_loss", "tf.math.reduce_sum",
            "add_metric"], model.layers.Select(l => l.name));
        model.compile(optimizers.SGD(0.01));
        var history = model.fit(s_x, epochs: 2, verbose: 0, shuffle: false, batch_size: 2);
        // y = (6, 6; 15, 15): 0.5 · mean(36, 36, 225, 225) = 65.25.
        Assert.Equal(65.25, history.history["loss"][0], 1e-4);
        Assert.Equal(42, history.history["total"][0], 1e-4);
        Assert.True(history.history["loss"][1] < 65);
        string file = Path.Combine(_folder, "vae.h5");
        model.save(file);
        var loaded = (Model)models.load_model(file);
        Assert.Equal(model.evaluate(s_x, verbose: 0)[0], loaded.evaluate(s_x, verbose: 0)[0], 1e-5);
        KerasTensor foreign = keras.Input(3);
        Assert.Contains("disconnected", Assert.Throws<ArgumentException>(() => model.add_loss(K.mean(foreign))).Message,
            StringComparison.Ordinal);
    }
}
