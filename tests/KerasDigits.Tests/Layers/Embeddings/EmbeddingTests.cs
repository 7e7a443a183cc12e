using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Embeddings;

/// <summary>What the recorded cases of Embedding do not say: lengths that are declared, rows that are not there, rows that rest.</summary>
public sealed class EmbeddingTests
{
    [Fact]
    public void A_declared_length_is_held()
    {
        var layer = layers.Embedding(5, 2, input_length: 3);
        Assert.Equal(new Shape(null, 3, 2), layer.compute_output_shape(new Shape(null, 3)));
        Assert.Contains("\"input_length\" is (3,)", Assert.Throws<ArgumentException>(
            () => layer.compute_output_shape(new Shape(null, 4))).Message, StringComparison.Ordinal);
        Assert.Equal(3L, layer.get_config()["input_length"]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    public void A_row_that_is_not_there_is_named(int index) =>
        Assert.Contains($"{index}", Assert.ThrowsAny<Exception>(
            () => layers.Embedding(5, 2).Apply(np.array(new[,] { { 0, index } }))).Message, StringComparison.Ordinal);

    /// <summary>Rows that no sample named stay as they were, bit for bit.</summary>
    [Fact]
    public void Rows_that_no_sample_names_do_not_move()
    {
        var layer = layers.Embedding(6, 2, input_length: 2);
        var model = models.Sequential([layer, layers.Flatten(), layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.array(new[,] { { 1, 4 }, { 4, 1 } });
        _ = model.predict(x);
        float[] before = layer.get_weights()[0].ToArray<float>();
        model.fit(x, np.ones(new[] { 2, 1 }), epochs: 2, verbose: 0);
        float[] after = layer.get_weights()[0].ToArray<float>();
        int[] moved = [.. Enumerable.Range(0, 6).Where(r => before[2 * r] != after[2 * r] || before[2 * r + 1] != after[2 * r + 1])];
        Assert.Equal([1, 4], moved);
    }
}
