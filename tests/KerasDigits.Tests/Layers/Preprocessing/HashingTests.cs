using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers.Preprocessing;

/// <summary>Bins of texts and numbers. The figures are those of Keras's documentation.</summary>
public sealed class HashingTests
{
    private static readonly string[][] s_letters = [["A"], ["B"], ["C"], ["D"], ["E"]];

    [Fact]
    public void Texts_fall_into_Keras_s_bins()
    {
        Assert.Equal([1, 0, 1, 1, 2], layers.Hashing(3).Apply(s_letters).ToArray<long>());
        Assert.Equal([1, 1, 0, 2, 2], layers.Hashing(3, mask_value: "").Apply([["A"], ["B"], [""], ["C"], ["D"]]).ToArray<long>());
        Assert.Equal([1, 2, 1, 0, 2], layers.Hashing(3, salt: (133, 137)).Apply(s_letters).ToArray<long>());
        Assert.Equal([0, 0, 2, 1, 0], layers.Hashing(3, salt: 133).Apply(s_letters).ToArray<long>());
        // Numbers of 64 bits are salts too, and small ones are themselves.
        Assert.Equal([1, 2, 1, 0, 2], layers.Hashing(3, salt: (133L, 137L)).Apply(s_letters).ToArray<long>());
        var wide = layers.Hashing(1000, salt: (1L << 40, -1L));
        Assert.NotEqual(layers.Hashing(1000, salt: (0, -1)).Apply(s_letters).ToArray<long>(), wide.Apply(s_letters).ToArray<long>());
        Assert.Equal(wide.Apply(s_letters).ToArray<long>(),
            ((KerasDigits.Layers.Hashing)layers.deserialize(layers.serialize(wide))).Apply(s_letters).ToArray<long>());
        Assert.Equal(new long[] { 5, 1 }, layers.Hashing(3).Apply(s_letters).shape);
    }

    /// <summary>
    /// The fingerprint's ways for texts of 0 to 16, 17 to 32, 33 to 64 and more bytes all end somewhere in the range, and each text in the
    /// same bin every time.
    /// </summary>
    [Fact]
    public void Texts_of_any_length_have_a_bin()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(n => new string('x', n))];
        long[] bins = layers.Hashing(1000).Apply(texts).ToArray<long>();
        Assert.Equal(bins, layers.Hashing(1000).Apply(texts).ToArray<long>());
        Assert.All(bins, b => Assert.InRange(b, 0, 999));
        Assert.True(bins.Distinct().Count() > 150);
    }

    [Fact]
    public void Numbers_are_hashed_as_their_digits_in_a_model()
    {
        var model = models.Sequential([layers.Hashing(3, input_shape: 2), layers.CategoryEncoding(3, "count")]);
        Assert.Equal(layers.Hashing(3).Apply("5", "12").ToArray<long>(), layers.Hashing(3).Apply(np.array(new long[] { 5, 12 }))
            .ToArray<long>());
        NDArray y = model.predict(np.array(new long[,] { { 5, 12 }, { 5, 5 } }));
        Assert.Equal(new long[] { 2, 3 }, y.shape);
        Assert.Equal(2f, y["1"].ToArray<float>().Max());
        Model again = models.model_from_json(model.to_json());
        Assert.Equal(y.ToArray<float>(), again.predict(np.array(new long[,] { { 5, 12 }, { 5, 5 } })).ToArray<float>());
        Assert.Equal([1f, 0, 0], layers.Hashing(3, output_mode: "one_hot", mask_value: 7).Apply(np.array(new long[] { 7 }))
            .ToArray<float>());
    }

    [Fact]
    public void Columns_are_crossed_into_Keras_s_bins()
    {
        string[] letters = ["A", "B", "A", "B", "A"];
        int[] numbers = [101, 101, 101, 102, 102];
        Assert.Equal([1, 4, 1, 1, 3], layers.HashedCrossing(5).Apply(letters, numbers).ToArray<long>());
        NDArray rows = layers.HashedCrossing(5, "one_hot").Apply(letters, numbers);
        Assert.Equal([0f, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0], rows.ToArray<float>());
        Assert.Contains("at least two inputs", Assert.Throws<ArgumentException>(() => layers.HashedCrossing(5).Apply(letters)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_crossed_in_a_model()
    {
        KerasTensor a = keras.Input(1, dtype: "int64"), b = keras.Input(1, dtype: "int64");
        var model = new Model(new[] { a, b }, layers.HashedCrossing(7, "one_hot").Apply(a, b));
        NDArray y = model.predict(new[] { np.array(new long[,] { { 1 }, { 2 } }), np.array(new long[,] { { 3 }, { 4 } }) });
        Assert.Equal(new long[] { 2, 7 }, y.shape);
        long[] bins = layers.HashedCrossing(7).Apply(new long[] { 1, 2 }, new long[] { 3, 4 }).ToArray<long>();
        Assert.Equal(1f, y.GetSingle(0, bins[0]));
        Assert.Equal(1f, y.GetSingle(1, bins[1]));
    }

    /// <summary>Keras 3.15's numbers for unknown integers, which it says in its own tests; a salt makes others.</summary>
    [Fact]
    public void Unknown_integers_are_spread_as_the_layer_says()
    {
        long[] known = [10, 20, 30], unknown = [100, 200, 300, 400];
        Assert.Equal([0, 0, 0, 0], layers.IntegerLookup(num_oov_indices: 4, vocabulary: known).Apply(unknown).ToArray<long>());
        var hashed = layers.IntegerLookup(num_oov_indices: 4, vocabulary: known, oov_method: "farmhash");
        Assert.Equal([3, 1, 3, 1], hashed.Apply(unknown).ToArray<long>());
        long[] more = [.. unknown, .. Enumerable.Range(500, 60).Select(n => (long)n)];
        var salted = layers.IntegerLookup(num_oov_indices: 4, vocabulary: known, oov_method: "farmhash", salt: (137, 42));
        Assert.NotEqual(hashed.Apply(more).ToArray<long>(), salted.Apply(more).ToArray<long>());
        string[] words = [.. more.Select(n => $"{n}")];
        Assert.Equal(salted.Apply(more).ToArray<long>(),
            layers.StringLookup(num_oov_indices: 4, vocabulary: ["10"], salt: (137, 42)).Apply(words).ToArray<long>());
        Assert.Equal(layers.Hashing(4, salt: (137, 42)).Apply(words).ToArray<long>(), salted.Apply(more).ToArray<long>());
        foreach (var layer in (KerasDigits.Layers.IntegerLookup[])[hashed, salted])
        {
            var again = (KerasDigits.Layers.IntegerLookup)layers.deserialize(layers.serialize(layer));
            Assert.Equal(layer.Apply(more).ToArray<long>(), again.Apply(more).ToArray<long>());
        }
        Assert.Contains("`salt` can only be used", Assert.Throws<ArgumentException>(() =>
            layers.IntegerLookup(num_oov_indices: 4, vocabulary: known, salt: 3).Apply(unknown)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Contains("non-positive", Assert.Throws<ArgumentException>(() => layers.Hashing(0)).Message, StringComparison.Ordinal);
        Assert.Contains("tuple of size 2", Assert.Throws<ArgumentException>(() => layers.Hashing(3, salt: new[] { 1, 2, 3 })).Message,
            StringComparison.Ordinal);
        Assert.Equal(new Shape(null, 4, 3), layers.Hashing(3, output_mode: "one_hot").compute_output_shape(new Shape(null, 4)));
    }
}
