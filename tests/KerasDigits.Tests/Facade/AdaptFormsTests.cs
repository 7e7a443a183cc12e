using KerasDigits.Backend;
using KerasDigits.Data;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Facade;

/// <summary>adapt of data sets and tensors learns what adapt of one array learns.</summary>
public class AdaptFormsTests
{
    private static readonly NDArray s_numbers = np.arange(24).astype(NPTypeCode.Single).reshape(8, 3);

    private static readonly string[] s_words = ["b", "a", "b", "c", "b", "a"];

    private static Dataset Numbers => tf.data.Dataset.from_tensor_slices(s_numbers).batch(3);

    [Fact]
    public void Normalization_learns_from_batches()
    {
        var (whole, parts) = (layers.Normalization(), layers.Normalization());
        var (tensor, first) = (layers.Normalization(), layers.Normalization());
        whole.adapt(s_numbers);
        parts.adapt(Numbers);
        tensor.adapt(tf.constant(s_numbers));
        first.adapt(Numbers, steps: 1);
        Assert.Equal([10.5f, 11.5f, 12.5f], whole.adapt_mean.ToArray<float>());
        Assert.Equal(whole.adapt_mean.ToArray<float>(), parts.adapt_mean.ToArray<float>());
        Assert.Equal(whole.adapt_variance.ToArray<float>(), parts.adapt_variance.ToArray<float>());
        Assert.Equal(whole.adapt_mean.ToArray<float>(), tensor.adapt_mean.ToArray<float>());
        Assert.Equal([3f, 4f, 5f], first.adapt_mean.ToArray<float>());
    }

    [Fact]
    public void Single_numbers_are_rows()
    {
        var layer = layers.Normalization(axis: null);
        layer.adapt(tf.data.Dataset.from_tensor_slices(new[] { 1.0, 2.0, 6.0 }));
        Assert.Equal([3f], layer.adapt_mean.ToArray<float>());
    }

    [Fact]
    public void Discretization_learns_from_batches()
    {
        var (whole, parts) = (layers.Discretization(num_bins: 4), layers.Discretization(num_bins: 4));
        whole.adapt(s_numbers);
        parts.adapt(Numbers);
        Assert.Equal(whole.bin_boundaries!.Items, parts.bin_boundaries!.Items);
    }

    [Fact]
    public void Vocabularies_are_learned_from_batches()
    {
        var words = layers.StringLookup();
        words.adapt(tf.data.Dataset.from_tensor_slices(s_words).batch(4));
        Assert.Equal(["[UNK]", "b", "a", "c"], words.get_vocabulary());
        words.adapt(Texts.Array(new[] { "z" }));
        Assert.Contains("z", words.get_vocabulary());

        var numbers = layers.IntegerLookup();
        numbers.adapt(tf.data.Dataset.from_tensor_slices(new[] { 7, 5, 7 }).map(v => tf.expand_dims(v, -1)));
        Assert.Equal([7L, 5L], numbers.get_vocabulary(include_special_tokens: false));
        numbers.adapt(np.array(new[] { 3, 3, 2 }));
        Assert.Equal([3L, 2L], numbers.get_vocabulary(include_special_tokens: false));

        var text = layers.TextVectorization(max_tokens: 10);
        text.adapt(tf.data.Dataset.from_tensor_slices(new[] { "a dog", "a cat" }).batch(1));
        Assert.Equal("a", text.get_vocabulary()[2]);
    }

    [Fact]
    public void Elements_of_several_arrays_and_none_are_refused()
    {
        var layer = layers.Normalization();
        Dataset pairs = tf.data.Dataset.from_tensor_slices((s_numbers, s_numbers));
        Assert.Contains("ds.map((x, y) => x)", Assert.Throws<ArgumentException>(() => layer.adapt(pairs)).Message);
        Assert.Contains("needs at least one element", Assert.Throws<ArgumentException>(() => layer.adapt(Numbers.take(0))).Message);
        Assert.Contains("2 arrays", Assert.Throws<ArgumentException>(() => layer.adapt((s_numbers, s_numbers))).Message);
    }
}
