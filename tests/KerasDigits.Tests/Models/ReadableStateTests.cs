using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>What Keras lets one read of models, layers, optimizers and callbacks.</summary>
public sealed class ReadableStateTests
{
    private static readonly NDArray s_x = np.array(new float[,] { { 1, 2 }, { 3, -1 } });

    [Fact]
    public void A_model_is_stateful_when_a_layer_is()
    {
        Assert.True(keras.Sequential([keras.layers.LSTM(2, stateful: true, batch_input_shape: new Shape(1, 3, 2))]).stateful);
        Assert.False(keras.Sequential([keras.layers.LSTM(2, input_shape: (3, 2))]).stateful);
        var x = keras.Input(new Shape(3, 2), batch_size: 1);
        Assert.True(keras.Model(x, keras.layers.GRU(2, stateful: true).Apply(x)).stateful);
    }

    /// <summary>
    /// As many as in the pack semantics, add_loss/activity_regularizer_on_shared_layer: two calls of the layer and its kernel.
    /// </summary>
    [Fact]
    public void Penalties_on_outputs_are_counted_before_the_first_batch()
    {
        var shared = keras.layers.Dense(2, activity_regularizer: keras.regularizers.l2(.1), kernel_regularizer: keras.regularizers.l2(.2));
        var x = keras.Input(2);
        var model = keras.Model(x, keras.layers.concatenate([shared.Apply(x), shared.Apply(keras.layers.Dense(2).Apply(x))]));
        Assert.Equal(3, model.losses.Count);
        Assert.Equal(2, model.losses.Count(l => double.IsNaN(KerasDigits.Backend.Tensors.ToNumber(l))));
        _ = model.Apply(s_x);
        Assert.Equal(3, model.losses.Count);
        Assert.All(model.losses, l => Assert.False(double.IsNaN(KerasDigits.Backend.Tensors.ToNumber(l))));
    }

    [Fact]
    public void The_statistics_of_a_normalization()
    {
        var layer = keras.layers.BatchNormalization(momentum: 0);
        Assert.Null(layer.moving_mean);
        _ = layer.Apply(s_x, training: true);
        Assert.Equal([2f, .5f], layer.moving_mean!.numpy().ToArray<float>());
        Assert.Equal([1f, 2.25f], layer.moving_variance!.numpy().ToArray<float>());
        Assert.False(layer.fused);
    }

    /// <summary>Of pictures the moving variance is unbiased, n / (n − 1) times the batch's, unless the layer is told otherwise.</summary>
    [Theory]
    [InlineData(null, 2f, true), InlineData(true, 2f, true), InlineData(false, 1f, false)]
    public void A_fused_normalization(bool? fused, float variance, bool chosen)
    {
        var layer = keras.layers.BatchNormalization(momentum: 0, fused: fused);
        _ = layer.Apply(np.array(new[] { 1f, 3f }).reshape(1, 1, 2, 1), training: true);
        Assert.Equal(variance, layer.moving_variance!.numpy().ToArray<float>()[0]);
        Assert.Equal(chosen, layer.fused);
        var vector = keras.layers.BatchNormalization(fused: true);
        Assert.StartsWith("Batch normalization layers with `fused=True` only support 4D",
            Assert.Throws<ArgumentException>(() => vector.Apply(s_x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_variables_of_optimizers_have_Kerass_names_and_order()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2, name: "a"), keras.layers.Dense(1, use_bias: false, name: "b")]);
        model.compile(keras.optimizers.Adam(), "mse");
        Assert.Empty(model.optimizer.weights);
        _ = model.train_on_batch(s_x, np.zeros(new NumSharp.Shape(2, 1)));
        Assert.Equal(["Adam/iter:0", "Adam/a/kernel/m:0", "Adam/a/bias/m:0", "Adam/b/kernel/m:0", "Adam/a/kernel/v:0", "Adam/a/bias/v:0",
            "Adam/b/kernel/v:0"], model.optimizer.weights.Select(w => w.name));
        Assert.Equal(1, Convert.ToInt64(model.optimizer.variables()[0].numpy().GetAtIndex(0)));
        model.compile(keras.optimizers.experimental.Adam(), "mse");
        _ = model.train_on_batch(s_x, np.zeros(new NumSharp.Shape(2, 1)));
        Assert.Equal(["iteration:0", "Adam/m/a/kernel:0", "Adam/v/a/kernel:0", "Adam/m/a/bias:0", "Adam/v/a/bias:0", "Adam/m/b/kernel:0",
            "Adam/v/b/kernel:0"], model.optimizer.weights.Select(w => w.name));
    }

    [Fact]
    public void The_direction_of_a_callback()
    {
        Assert.Equal("less", keras.callbacks.EarlyStopping("val_loss").monitor_op.Method.Name);
        Assert.True(keras.callbacks.ModelCheckpoint("x", monitor: "val_acc").monitor_op(2, 1));
    }

    [Fact]
    public void The_dtype_of_a_layers_weights() =>
        Assert.Equal(("float32", "bfloat16"),
            (keras.layers.Dense(1, dtype: "mixed_bfloat16").variable_dtype, keras.layers.Dense(1, dtype: "mixed_bfloat16").compute_dtype));

    [Fact]
    public void Callbacks_see_the_batches_of_an_execution_as_one()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        model.compile("sgd", "mse", steps_per_execution: 2);
        var seen = new List<string>();
        var hooks = keras.callbacks.LambdaCallback(on_batch_begin: (b, _) => seen.Add($"begin {b}"),
            on_batch_end: (b, _) => seen.Add($"end {b}"));
        NDArray x = np.zeros(new NumSharp.Shape(5, 2));
        model.fit(x, np.zeros(new NumSharp.Shape(5, 1)), batch_size: 1, callbacks: [hooks], verbose: 0);
        Assert.Equal(["begin 0", "end 1", "begin 2", "end 3", "begin 4", "end 4"], seen);
        var e = Assert.Throws<ArgumentException>(() => model.fit(KerasDigits.Data.ModelData.From(Batches(x)), verbose: 0));
        Assert.StartsWith("Could not infer the size of the data.", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(NDArray, NDArray)> Batches(NDArray x)
    {
        for (int i = 0; i < 3; i++) { yield return (x, np.zeros(new NumSharp.Shape(5, 1))); }
    }
}
