using KerasDigits.Models;
using KerasDigits.Optimizers;
using NumSharp;

namespace KerasDigits.Tests.Training;

/// <summary>
/// Weights in which rows are looked up: TensorFlow's gradients of them are sparse, and its optimizers before 2.11 treat them so.
/// </summary>
public sealed class SparseRowsTests
{
    private static Sequential Net(KerasDigits.Constraints.Constraint? constraint = null)
    {
        var model = keras.Sequential([keras.layers.Embedding(4, 2, input_length: 1, embeddings_constraint: constraint),
            keras.layers.Flatten(), keras.layers.Dense(1)]);
        model.set_weights([np.array(new float[,] { { .1f, .2f }, { .3f, .4f }, { .5f, .6f }, { .7f, .8f } }),
            np.array(new float[,] { { 1 }, { -1 } }), np.array(new[] { 0f })]);
        return model;
    }

    private static readonly NDArray s_y = np.array(new float[,] { { 1 } });

    private static NDArray Row(int i) => np.array(new[,] { { i } });

    [Fact]
    public void A_constraint_is_refused_as_in_Keras()
    {
        foreach (Optimizer optimizer in (Optimizer[])["sgd", keras.optimizers.Adam(),
            keras.mixed_precision.LossScaleOptimizer(keras.optimizers.SGD(), dynamic: false, initial_scale: 2)])
        {
            Sequential model = Net(keras.constraints.MaxNorm(.5));
            model.compile(optimizer, "mse");
            var e = Assert.Throws<InvalidOperationException>(() => model.train_on_batch(Row(1), s_y));
            Assert.StartsWith("Cannot use a constraint function on a sparse variable.", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Beside_a_regularizer_the_gradient_is_dense_and_a_constraint_holds()
    {
        Sequential model =
            keras.Sequential([keras.layers.Embedding(4, 2, input_length: 1, embeddings_regularizer: "l2",
                embeddings_constraint: keras.constraints.MaxNorm(.5)),
            keras.layers.Flatten(), keras.layers.Dense(1)]);
        model.compile(keras.optimizers.SGD(.1, momentum: .9), "mse");
        NDArray before = model.get_weights()[0].copy();
        _ = model.train_on_batch(Row(1), s_y);
        Assert.NotNull(Golden.Difference(before["3"], model.get_weights()[0]["3"], 0, "")); // a row that the batch does not use decays too
    }

    [Fact]
    public void Later_optimizers_keep_a_constraint()
    {
        Sequential model = Net(keras.constraints.MaxNorm(.5));
        model.compile(keras.optimizers.experimental.SGD(.1), "mse");
        _ = model.train_on_batch(Row(1), s_y);
        double[] column = [.. model.get_weights()[0].flatten().ToArray<float>().Where((_, i) => i % 2 == 0).Select(v => (double)v)];
        Assert.True(column.Sum(v => v * v) <= .2501); // MaxNorm's axis is 0
    }

    /// <summary>
    /// A row that the second batch does not use: a momentum of the first does not move it, as it would move a dense layer's.
    /// </summary>
    [Theory]
    [InlineData("SGD", true)]
    [InlineData("RMSprop", true)]
    [InlineData("Adamax", true)]
    [InlineData("Nadam", true)]
    [InlineData("Ftrl", true)]
    [InlineData("Adam", false)]
    public void Rows_that_a_batch_does_not_use(string name, bool stays)
    {
        Optimizer optimizer = name switch
        {
            "SGD" => keras.optimizers.SGD(.1, momentum: .9), "RMSprop" => keras.optimizers.RMSprop(.1, momentum: .9), "Adamax" =>
                keras.optimizers.Adamax(.1), "Nadam" => keras.optimizers.Nadam(.1),
            "Ftrl" => keras.optimizers.Ftrl(.1), _ => keras.optimizers.Adam(.1),
        };
        Sequential model = Net();
        model.compile(optimizer, "mse");
        _ = model.train_on_batch(Row(1), s_y);
        NDArray first = model.get_weights()[0].copy();
        _ = model.train_on_batch(Row(2), s_y);
        NDArray second = model.get_weights()[0];
        Assert.Equal(stays, Golden.Difference(first["1"], second["1"], 0, "") is null);
        Assert.NotNull(Golden.Difference(first["2"], second["2"], 1e-6, ""));
        Assert.Equal(stays || name == "Adam", Golden.Difference(np.array(new[] { .7f, .8f }), second["3"], 0, "") is null);
    }
}
