using System.Text.Json;
using NumSharp;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace KerasDigits.Notebook.Tests.Selection;

public class TrainTestSplitTests
{
    [Fact]
    public void Draws_the_rows_that_scikit_learn_draws()
    {
        foreach (JsonElement golden in Goldens.Cases("misc", "train_test_split"))
        {
            int n = golden.GetProperty("n").GetInt32();
            JsonElement options = golden.GetProperty("kwargs");
            NDArray x = np.arange(n);
            (NDArray train, NDArray test) = train_test_split(x, Size(options, "test_size"), Size(options, "train_size"),
                options.TryGetProperty("random_state", out JsonElement seed) ? seed.GetInt32() : null,
                !options.TryGetProperty("shuffle", out JsonElement shuffle) || shuffle.GetBoolean(),
                options.TryGetProperty("stratify", out JsonElement classes) ? Classes(classes.GetString()!) : null);
            string name = golden.GetProperty("name").GetString()!;
            Assert.True(Ints(golden, "train").SequenceEqual(Buffers.ToDoubles(train)), name + " train");
            Assert.True(Ints(golden, "test").SequenceEqual(Buffers.ToDoubles(test)), name + " test");
        }
    }

    [Fact]
    public void Rows_of_both_arrays_stay_together()
    {
        NDArray y = np.arange(20), x = np.stack([y * 2, y * 3], 1);
        var (xTrain, xTest, yTrain, yTest) = train_test_split(x.astype(np.float32), y, test_size: 0.3, random_state: 5);
        Assert.Equal([14, 2], Buffers.GetDims(xTrain));
        Assert.Equal([6, 2], Buffers.GetDims(xTest));
        double[] left = Buffers.ToDoubles(xTrain), right = Buffers.ToDoubles(yTrain);
        for (int i = 0; i < 14; i++)
        {
            Assert.Equal(right[i] * 2, left[2 * i]);
            Assert.Equal(right[i] * 3, left[(2 * i) + 1]);
        }
        Assert.Equal(20, Buffers.ToDoubles(yTrain).Concat(Buffers.ToDoubles(yTest)).Distinct().Count());
    }

    [Fact]
    public void Splits_a_transposed_array_by_its_own_rows()
    {
        NDArray x = np.arange(6).reshape(2, 3).T;
        (NDArray train, NDArray test) = train_test_split(x, test_size: 1, shuffle: false);
        Assert.Equal([0.0, 3, 1, 4], Buffers.ToDoubles(train));
        Assert.Equal([2.0, 5], Buffers.ToDoubles(test));
    }

    [Fact]
    public void Bad_sizes_and_lengths_say_what_must_hold()
    {
        NDArray x = np.arange(10);
        Assert.Contains("inconsistent numbers of samples",
            Assert.Throws<ArgumentException>(() => train_test_split(x, np.arange(9))).Message);
        Assert.Contains("test_size=1.5", Assert.Throws<ArgumentException>(() => train_test_split(x, test_size: 1.5)).Message);
        Assert.Contains("sum of train_size and test_size",
            Assert.Throws<ArgumentException>(() => train_test_split(x, test_size: 0.6, train_size: 0.6)).Message);
        Assert.Contains("only 1 member",
            Assert.Throws<ArgumentException>(() => train_test_split(x,
                stratify: np.array(new[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 }))).Message);
    }

    private static IEnumerable<double> Ints(JsonElement golden, string key) =>
        golden.GetProperty(key).EnumerateArray().Select(e => e.GetDouble());

    private static SplitSize? Size(JsonElement options, string key)
    {
        if (!options.TryGetProperty(key, out JsonElement value)) { return null; }
        if (value.TryGetInt32(out int rows)) { return rows; }
        return value.GetDouble();
    }

    /// <summary>Evaluates the packs' notation "arange(n) % k".</summary>
    private static NDArray Classes(string text)
    {
        int[] figures = [.. System.Text.RegularExpressions.Regex.Matches(text, "\\d+")
            .Select(m => int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture))];
        return np.array(Enumerable.Range(0, figures[0]).Select(i => i % figures[1]).ToArray());
    }
}
