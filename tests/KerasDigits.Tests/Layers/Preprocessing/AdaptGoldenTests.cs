using System.Text.Json;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Preprocessing.SequencePack;

namespace KerasDigits.Tests.Layers;

/// <summary>Layers that learn from data, against the pack; exact, but for the last bits of float32 means.</summary>
public sealed class AdaptGoldenTests
{
    [Fact]
    public void Text_vectorization_is_that_of_Keras() => Golden.Each(Named("text_vectorization"), c =>
    {
        using var version = Golden.Made215();
        string name = c.GetProperty("name").GetString()!;
        string mode = name == "text_vectorization" ? "int" : name["text_vectorization_".Length..];
        string[] texts = Texts(c.GetProperty("texts")), vocabulary = Texts(c.GetProperty("vocabulary"));
        TextVectorization layer = layers.TextVectorization(max_tokens: vocabulary.Length, output_mode: mode,
            output_sequence_length: mode == "int" ? c.GetProperty("out")[0].GetArrayLength() : null);
        layer.adapt(texts);
        return [Same(vocabulary, layer.get_vocabulary()), Same(c.GetProperty("out"), layer.Apply(texts), mode == "tf_idf" ? 1e-6 : 0)];
    });

    [Fact]
    public void Lookups_are_those_of_Keras()
    {
        JsonElement texts = One("string_lookup"), numbers = One("integer_lookup");
        StringLookup words = layers.StringLookup(vocabulary: Texts(texts.GetProperty("vocabulary")));
        Assert.Null(Same(texts.GetProperty("out"), words.Apply(Texts(texts.GetProperty("inputs")))));
        Assert.Equal(Texts(texts.GetProperty("vocabulary")), words.get_vocabulary());
        // The pack does not say the vocabulary: it is what the known inputs stand for.
        long[] inputs = numbers.GetProperty("inputs").Deserialize<long[]>()!, outputs = numbers.GetProperty("out").Deserialize<long[]>()!;
        long[] vocabulary = [.. Enumerable.Range(1, (int)outputs.Max())
            .Select(i => System.Array.IndexOf(outputs, i) is >= 0 and var at ? inputs[at] : -1000 - i)];
        IntegerLookup lookup = layers.IntegerLookup(vocabulary: vocabulary);
        Assert.Null(Same(numbers.GetProperty("out"), lookup.Apply(inputs)));
        Assert.Equal(vocabulary, layers.IntegerLookup(vocabulary: vocabulary, invert: true)
            .Invert([.. Enumerable.Range(1, vocabulary.Length).Select(i => (long)i)]));
    }

    [Fact]
    public void Normalization_learns_from_data()
    {
        JsonElement c = One("normalization_adapt");
        NDArray x = Array(c.GetProperty("x")).astype(NPTypeCode.Single);
        Normalization layer = layers.Normalization();
        layer.adapt(x);
        Golden.Report([Same(c.GetProperty("mean"), layer.adapt_mean, 1e-6), Same(c.GetProperty("variance"), layer.adapt_variance, 1e-6),
            Same(c.GetProperty("out"), layer.Apply(x)[$":{c.GetProperty("out").GetArrayLength()}"], 1e-6)]);
        Normalization back = layers.Normalization(mean: layer.adapt_mean.ToArray<float>(), variance: layer.adapt_variance.ToArray<float>(),
            invert: true);
        Assert.Null(Golden.Difference(x, back.Apply(layer.Apply(x)), 1e-6, "the way back"));
    }

    [Fact]
    public void Discretization_learns_from_data()
    {
        JsonElement c = One("discretization_adapt");
        double[] boundaries = Flat(c.GetProperty("boundaries"));
        Discretization layer = layers.Discretization(num_bins: boundaries.Length + 1);
        layer.adapt(Array(c.GetProperty("x")).astype(NPTypeCode.Single));
        Golden.Report([Same(c.GetProperty("boundaries"), np.array([.. layer.bin_boundaries!.Items]), 1e-6)]);
    }

    [Fact]
    public void Many_values_fall_into_equally_full_bins()
    {
        NDArray x = np.random.RandomState(5).uniform(0, 1, new[] { 5000, 1 }).astype(NPTypeCode.Single);
        Discretization layer = layers.Discretization(num_bins: 4);
        layer.adapt(x, batch_size: 5000);
        foreach (var bin in layer.Apply(x).flatten().ToArray<long>().GroupBy(b => b)) { Assert.InRange(bin.Count(), 1100, 1400); }
    }
}
