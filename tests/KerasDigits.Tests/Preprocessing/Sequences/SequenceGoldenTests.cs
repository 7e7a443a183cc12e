using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Preprocessing;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>
/// Sequences, texts and the layers that learn from data, against the pack; exact, but for the last bits of float32 means.
/// </summary>
public sealed class SequenceGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("sequence");

    private static IEnumerable<JsonElement> Named(string prefix) =>
        s_pack.Cases.Where(c => c.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    private static JsonElement One(string name) => Named(name).First(c => c.GetProperty("name").GetString() == name);

    private static T Option<T>(JsonElement c, string name, T otherwise) => c.GetProperty("kwargs").TryGetProperty(name, out JsonElement v)
        ? v.Deserialize<T>()!
        : otherwise;

    private static double[] Flat(JsonElement e) => e.ValueKind == JsonValueKind.Array
        ? [.. e.EnumerateArray().SelectMany(Flat)]
        : [e.GetDouble()];

    private static int[] ShapeOf(JsonElement e) => e.ValueKind == JsonValueKind.Array
        ? [e.GetArrayLength(), .. e.GetArrayLength() > 0 ? ShapeOf(e[0]) : []]
        : [];

    private static NDArray Array(JsonElement e) => np.array(Flat(e)).reshape(ShapeOf(e));

    private static string[] Texts(JsonElement e) => e.Deserialize<string[]>()!;

    private static string? Same(JsonElement expected, NDArray actual, double tolerance = 0) =>
        Flat(expected).Length == 0 && actual.size == 0 ? null : Golden.Difference(Array(expected), actual, tolerance, "values");

    private static string? Same<T>(IEnumerable<T> expected, IEnumerable<T> actual) =>
        expected.SequenceEqual(actual) ? null : $"[{string.Join(", ", actual)}] instead of [{string.Join(", ", expected)}]";

    [Fact]
    public void Pad_sequences_is_that_of_Keras() => Golden.Each(Named("pad_"), c =>
    {
        double[][] sequences = c.GetProperty("sequences").Deserialize<double[][]>()!;
        string dtype = Option(c, "dtype", "int32");
        NDArray y = preprocessing.sequence.pad_sequences(sequences, Option<int?>(c, "maxlen", null), dtype, Option(c, "padding", "pre"),
            Option(c, "truncating", "pre"), Option(c, "value", 0.0));
        return [Same(c.GetProperty("out"), y), y.typecode == (dtype == "int32" ? NPTypeCode.Int32 : NPTypeCode.Single)
            ? null
            : $"dtype {y.typecode}"];
    });

    [Fact]
    public void Tokenizers_are_those_of_Keras() => Golden.Each(Named("tokenizer_"), c =>
    {
        Tokenizer t = preprocessing.text.Tokenizer(Option<int?>(c, "num_words", null), Option(c, "filters", TextFunctions.Filters),
            Option(c, "lower", true), Option(c, "split", " "), Option(c, "char_level", false), Option<string?>(c, "oov_token", null));
        t.fit_on_texts(Texts(c.GetProperty("texts")));
        Tokenizer read = preprocessing.text.tokenizer_from_json(c.GetProperty("json").GetString()!),
            again = preprocessing.text.tokenizer_from_json(t.to_json());
        string[] query = Texts(c.GetProperty("query"));
        var results = new List<string?>();
        foreach (Tokenizer each in (Tokenizer[])[t, read, again])
        {
            int[][] sequences = each.texts_to_sequences(query);
            results.Add(Same(c.GetProperty("word_index").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
                each.word_index.Select(p => (p.Key, p.Value))));
            results.Add(Same(c.GetProperty("word_counts").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())),
                each.word_counts.Select(p => (p.Key, p.Value))));
            results.Add(Same(c.GetProperty("word_docs").EnumerateObject().Select(p => (p.Name, p.Value.GetInt32())).Order(),
                each.word_docs.Select(p => (p.Key, p.Value)).Order()));
            results.Add(Same([c.GetProperty("document_count").GetInt32()], [each.document_count]));
            results.AddRange(c.GetProperty("sequences").Deserialize<int[][]>()!.Zip(sequences, (a, b) => Same(a, b)));
            results.Add(Same(Texts(c.GetProperty("back")), each.sequences_to_texts(sequences)));
            if (c.GetProperty("matrices").ValueKind != JsonValueKind.Object) { continue; }
            foreach (JsonProperty mode in c.GetProperty("matrices").EnumerateObject())
            {
                results.Add(Same(mode.Value, each.sequences_to_matrix(sequences, mode.Name), 1e-15));
            }
        }
        return results;
    });

    [Fact]
    public void A_tokenizer_is_written_as_Keras_writes_it() => Golden.Each(Named("tokenizer_"), c =>
    {
        string text = c.GetProperty("json").GetString()!;
        return [Same([text], [preprocessing.text.tokenizer_from_json(text).to_json()])];
    });

    [Fact]
    public void Words_and_hashes()
    {
        JsonElement words = One("words"), hashes = One("one_hot_md5");
        Assert.Equal(Texts(words.GetProperty("out")), preprocessing.text.text_to_word_sequence(words.GetProperty("text").GetString()!));
        Assert.Equal(hashes.GetProperty("out").Deserialize<int[]>()!,
            preprocessing.text.hashing_trick(hashes.GetProperty("text").GetString()!, hashes.GetProperty("n").GetInt32(), "md5"));
    }

    [Fact]
    public void Timeseries_is_that_of_Keras() => Golden.Each(Named("timeseries_"), c =>
    {
        TimeseriesGenerator g = preprocessing.sequence.TimeseriesGenerator(Array(c.GetProperty("data")), Array(c.GetProperty("targets")),
            Option(c, "length", 0), Option(c, "sampling_rate", 1), Option(c, "stride", 1), Option(c, "start_index", 0),
            Option<int?>(c, "end_index", null), reverse: Option(c, "reverse", false), batch_size: Option(c, "batch_size", 128));
        var results = new List<string?> { Same([c.GetProperty("length").GetInt32()], [g.Length]) };
        for (int i = 0; i < g.Length; i++)
        {
            var (x, y) = g[i];
            JsonElement expected = c.GetProperty("batches")[i];
            results.Add(Same(ShapeOf(expected[0]), x.shape.Select(d => (int)d)));
            results.Add(Same(expected[0], x));
            results.Add(Same(expected[1], y));
        }
        return results;
    });

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

    [Fact]
    public void Skipgrams_are_near_pairs_and_drawn_ones()
    {
        int[] text = [1, 2, 3, 0, 4];
        var (couples, labels) = preprocessing.sequence.skipgrams(text, 9, window_size: 1, negative_samples: 2, seed: 3);
        int[] pairs = couples.flatten().ToArray<int>(), kinds = labels.ToArray<int>();
        Assert.Equal(["1 2", "2 1", "2 3", "3 2"], kinds.Select((k, i) => (k, $"{pairs[2 * i]} {pairs[(2 * i) + 1]}")).Where(p => p.k == 1)
            .Select(p => p.Item2).Order());
        Assert.Equal(8, kinds.Count(k => k == 0));
        Assert.All(Enumerable.Range(0, kinds.Length), i => Assert.InRange(pairs[(2 * i) + 1], 1, 8));
        var again = preprocessing.sequence.skipgrams(text, 9, window_size: 1, negative_samples: 2, seed: 3);
        Assert.Equal(pairs, again.Couples.flatten().ToArray<int>());
        Assert.Equal(2, preprocessing.sequence.skipgrams(text, 9, categorical: true).Labels.ndim);
    }

    [Fact]
    public void A_sampling_table_falls_with_the_frequency()
    {
        double[] table = preprocessing.sequence.make_sampling_table(10, 1e-3).ToArray<double>();
        double inverse = (9 * (Math.Log(9) + 0.577)) + 0.5 - (1 / 108.0);
        Assert.Equal(Math.Sqrt(1e-3 * inverse), table[9], 12);
        Assert.Equal(table[0], table[1]);
    }

    [Fact]
    public void A_window_that_leaves_nothing_is_refused() =>
        Assert.Contains("disallowed",
            Assert.Throws<ArgumentException>(() => preprocessing.sequence.TimeseriesGenerator(np.arange(5), np.arange(5),
                length: 5)).Message);
}
