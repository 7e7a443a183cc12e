namespace KerasDigits.Layers;

/// <summary>
/// Preprocessing layers under the names and with the arguments of TF 2.3, where they were only in experimental.preprocessing.
/// </summary>
/// <remarks>The layers are those of later Keras; what 2.3 left to its defaults follows the version. Source: tf.keras 2.3.1,
/// layers/preprocessing.</remarks>
internal static class EarlyPreprocessing
{
    /// <summary>Strings become numbers, or numbers strings.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, special tokens included; null: any.</param>
    /// <param name="num_oov_indices">Numbers for unknown strings.</param>
    /// <param name="mask_token">A token that becomes 0; null: the empty text in TF 2.3, in 2.15 none.</param>
    /// <param name="oov_token">What unknown ones become with invert.</param>
    /// <param name="vocabulary">The strings in order; null: adapt learns them.</param>
    /// <param name="encoding">Must be "utf-8".</param>
    /// <param name="invert">Whether numbers become strings.</param>
    /// <param name="name">The layer's name; null: the class name in snake case, with a number.</param>
    [KerasExport("keras.layers.experimental.preprocessing.StringLookup")]
    public static StringLookup StringLookup(int? max_tokens = null, int num_oov_indices = 1, string? mask_token = null,
        string oov_token = "[UNK]", string[]? vocabulary = null, string encoding = "utf-8", bool invert = false, string? name = null) =>
        new(max_tokens, num_oov_indices, mask_token ?? (Compat.Is215 ? null : ""), oov_token, vocabulary, encoding: encoding,
            invert: invert) { name = name };

    /// <summary>Integers become numbers from 0 on, or those the integers.</summary>
    /// <param name="max_values">Largest size of the vocabulary, special values included; null: any.</param>
    /// <param name="num_oov_indices">Numbers for unknown values.</param>
    /// <param name="mask_value">A value that becomes 0; null: 0 in TF 2.3, in 2.15 none.</param>
    /// <param name="oov_value">What unknown ones become with invert.</param>
    /// <param name="vocabulary">The values in order; null: adapt learns them.</param>
    /// <param name="invert">Whether numbers become the values.</param>
    /// <param name="name">The layer's name; null: the class name in snake case, with a number.</param>
    [KerasExport("keras.layers.experimental.preprocessing.IntegerLookup")]
    public static IntegerLookup IntegerLookup(int? max_values = null, int num_oov_indices = 1, long? mask_value = null, long oov_value = -1,
        long[]? vocabulary = null, bool invert = false, string? name = null) =>
        new(max_values, num_oov_indices, mask_value ?? (Compat.Is215 ? null : 0), oov_value, vocabulary, invert: invert) { name = name };

    /// <summary>Numbers become the numbers of bins.</summary>
    /// <param name="bins">Boundaries in rising order, as in TF 2.3, which takes no number of bins; null: adapt finds num_bins bins.</param>
    /// <param name="num_bins">Number of bins that adapt is to find, 2 or more, as in 2.15; null: bins gives the boundaries.</param>
    /// <param name="epsilon">How exactly adapt finds them.</param>
    /// <param name="name">The layer's name; null: the class name in snake case, with a number.</param>
    [KerasExport("keras.layers.experimental.preprocessing.Discretization")]
    public static Discretization Discretization(Numbers? bins = null, int? num_bins = null, double epsilon = 0.01, string? name = null) =>
        new(bins, num_bins, epsilon) { name = name };
}
