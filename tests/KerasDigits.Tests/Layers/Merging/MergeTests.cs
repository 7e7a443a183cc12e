using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Merging;

/// <summary>What the recorded cases of the merging layers do not say: shapes that grow, masks that meet, and what is refused.</summary>
public sealed class MergeTests
{
    [Fact]
    public void Shapes_grow_as_NumPy_s_do()
    {
        Assert.Equal(new Shape(null, 4, 3), layers.Add().Apply(keras.Input(new Shape(4, 1)), keras.Input(new Shape(1, 3))).shape);
        Assert.Equal(new Shape(null, 4, 3), layers.Multiply().Apply(keras.Input(3), keras.Input(new Shape(4, 3))).shape);
        Assert.Contains("could not be broadcast", Assert.Throws<ArgumentException>(
            () => layers.Maximum().Apply(keras.Input(3), keras.Input(4))).Message, StringComparison.Ordinal);
    }

    /// <summary>A step counts in a sum where it counts in each of its inputs; joined vectors likewise.</summary>
    [Fact]
    public void A_step_counts_where_it_counts_in_every_input()
    {
        var (a, b) = (keras.Input(3), keras.Input(3));
        var embedding = layers.Embedding(5, 2, mask_zero: true, embeddings_initializer: "ones");
        NDArray first = np.array(new[,] { { 1, 2, 0 } }), second = np.array(new[,] { { 1, 0, 3 } });
        foreach (var merged in new[] { layers.Add().Apply(embedding.Apply(a), embedding.Apply(b)),
            layers.Concatenate().Apply(embedding.Apply(a), embedding.Apply(b)) })
        {
            var model = models.Model([a, b], layers.LSTM(1, kernel_initializer: "ones").Apply(merged));
            NDArray one = model.predict([first, second]), other = model.predict([np.array(new[,] { { 4, 0, 0 } }), second]);
            Assert.Equal(one.ToArray<float>(), other.ToArray<float>());
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_both_shapes()
    {
        Assert.Contains("requires inputs with matching shapes except for the concat axis", Assert.Throws<ArgumentException>(
            () => layers.Concatenate().Apply(keras.Input(new Shape(4, 3)), keras.Input(new Shape(5, 3)))).Message,
            StringComparison.Ordinal);
        Assert.Contains("at least 2", Assert.Throws<ArgumentException>(() => layers.Concatenate().Apply([keras.Input(3)])).Message,
            StringComparison.Ordinal);
        Assert.Contains("called on a list of inputs", Assert.Throws<ArgumentException>(() => layers.Add().Apply([keras.Input(3)])).Message,
            StringComparison.Ordinal);
        Assert.Contains("axis values 3 (at axis 1) != 4 (at axis 1)", Assert.Throws<ArgumentException>(
            () => layers.Dot(1).Apply(keras.Input(3), keras.Input(4))).Message, StringComparison.Ordinal);
    }
}
