using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Lookups with several numbers for what they do not know.</summary>
public sealed class IndexLookupTests
{
    /// <summary>TensorFlow's hash of a text, the remainder of a whole number, counted from after the mask.</summary>
    [Fact]
    public void Several_numbers_for_the_unknown_are_shared_by_a_hash()
    {
        string[] unknown = ["x", "zz", "q", "unknown"];
        StringLookup texts = layers.StringLookup(num_oov_indices: 3, mask_token: "", vocabulary: ["a", "b"]);
        Assert.Equal(layers.Hashing(3).Apply(unknown).ToArray<long>().Select(n => n + 1), texts.Apply(unknown).ToArray<long>());
        Assert.Equal([4L, 5L, 0L], texts.Apply(["a", "b", ""]).ToArray<long>());
        Assert.Equal(["", "[UNK]", "[UNK]", "[UNK]", "a", "b"], texts.get_vocabulary());
        IntegerLookup numbers = layers.IntegerLookup(num_oov_indices: 2, vocabulary: [10, 20]);
        Assert.Equal([1L, 0L, 1L, 2L, 3L], numbers.Apply(np.array(new long[] { -3, 4, 7, 10, 20 })).ToArray<long>());
    }
}
