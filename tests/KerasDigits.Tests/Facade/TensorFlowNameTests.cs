using NumSharp;

namespace KerasDigits.Tests.Facade;

/// <summary>Lines of Python scripts that begin with tf, as they are ported.</summary>
public sealed class TensorFlowNameTests
{
    private static readonly NDArray s_numbers = np.array(new[,] { { 1f, -2f, 3f }, { 4f, 5f, -6f } });

    [Fact]
    public void Texts_take_a_tensors_number_and_dtypes_have_TensorFlows_names()
    {
        Assert.Equal("0.25", Notebook.builtins.format(tf.constant(0.25), ".2f"));
        Assert.Equal("(<tf.Tensor: shape=(2,), dtype=int32, numpy=array([1, 2], dtype=int32)>, <tf.Tensor: shape=(), dtype=float32, "
            + "numpy=0.5>)", Notebook.builtins.str((tf.constant([1, 2]), tf.constant(0.5))));
        Assert.Equal("[array([0, 1]), array([2])]", Notebook.builtins.str(tf.data.Dataset.range(3).batch(2).as_numpy_iterator().ToList()));
        Assert.Equal("0.250", Notebook.builtins.percent("%.3f", tf.constant(0.25)));
        Assert.Equal("<dtype: 'float32'> <dtype: 'uint8'>",
            $"{Notebook.builtins.str(tf.constant(1.0).dtype)} {Notebook.builtins.str(tf.cast(tf.constant(1), "uint8").dtype)}");
    }

    [Fact]
    public void Tf_keras_is_keras()
    {
        tf.random.set_seed(3);
        var model = tf.keras.Sequential([tf.keras.layers.Dense(2, input_shape: 3), tf.keras.layers.Dense(1)]);
        model.compile(optimizer: tf.keras.optimizers.Adam(1e-3), loss: "mse");
        Assert.Equal(11, model.count_params());
        Assert.Equal("2.3.1", tf.__version__);
        Assert.Equal("2.4.0", keras.__version__);
        Assert.Contains("/physical_device:CPU:0", tf.config.list_physical_devices().Select(d => d.name));
    }

    [Fact]
    public void Functions_compute_what_TensorFlow_says()
    {
        Tensor x = tf.constant(s_numbers);
        Assert.Equal([5.0, 3.0, -3.0], Values(tf.reduce_sum(x, axis: 0)));
        Assert.Equal([5.0 / 6], Values(tf.reduce_mean(x)), new Near());
        Assert.Equal([1.0, 0, 3, 4, 5, 0], Values(tf.nn.relu(x)));
        Assert.Equal([2.0, 1.0], Values(tf.cast(tf.argmax(x, axis: 1), tf.float32)));
        Assert.Equal([1.0, -1, 1, 1, 1, -1], Values(tf.clip_by_value(x, -1, 1)));
        Assert.Equal([14.0, -24, -24, 77], Values(tf.matmul(x, x, transpose_b: true)));
        Assert.Equal([0.0, 1, 0], Values(tf.one_hot(tf.constant(np.array(new[] { 1 })), 3)));
        Assert.Equal([2.0, -4, 6, 8, 10, -12], Values(tf.add_n([x, x])));
        Assert.Equal([1.0, 4, -2, 5, 3, -6], Values(tf.transpose(x)));
        Assert.Equal([9.0, -2, 9, 9, 9, -6], Values(tf.where(tf.greater(x, 0.0), 9.0, x)));
        Assert.Equal([7.0, 7], Values(tf.constant(np.array(7f), shape: 2)));
        Assert.Equal([1.0, 4], Values(tf.gather(tf.transpose(x), tf.constant(np.array(new[] { 0 })))));
        Assert.Equal([0.0, 2, 4], Values(tf.range(0, 6, 2)));
    }

    [Fact]
    public void A_tape_gives_gradients_to_weights_of_ones_own()
    {
        var w = tf.Variable(np.array(new[] { 2f, 3f }));
        using var tape = tf.GradientTape();
        Tensor loss = tf.reduce_sum(tf.square(w) * 3);
        Assert.Equal([12.0, 18.0], Values(tape.gradient(loss, [w])[0]!));
    }

    [Fact]
    public void Functions_of_symbolic_tensors_become_layers_that_files_know()
    {
        var inputs = keras.Input(3);
        var y = tf.reduce_mean(tf.nn.relu(tf.math.abs(inputs)), axis: -1, keepdims: true);
        var model = keras.Model(inputs, tf.concat([inputs, y], axis: 1));
        Assert.Equal("tf.math.reduce_mean", y.Producer.Layer.name![..19]);
        Assert.Equal([1.0, -2, 3, 2, 4, 5, -6, 5], model.predict(s_numbers).ToArray<float>().Select(v => (double)v));
        var again = keras.models.model_from_json(model.to_json());
        Rounding.Same(model.predict(s_numbers), again.predict(s_numbers));
    }

    private static double[] Values(Tensor x) => x.numpy().astype(NPTypeCode.Double).flatten().ToArray<double>();

    private sealed class Near : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-6;

        public int GetHashCode(double x) => 0;
    }
}
