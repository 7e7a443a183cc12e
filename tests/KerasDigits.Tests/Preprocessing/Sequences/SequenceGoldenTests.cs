using System.Text.Json;
using KerasDigits.Preprocessing;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Preprocessing.SequencePack;

namespace KerasDigits.Tests.Preprocessing;

/// <summary>Sequences against the pack; exact.</summary>
public sealed class SequenceGoldenTests
{
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
