using System.Globalization;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>
/// Turns integers into numbers by a vocabulary that is given or learned by <see cref="IndexLookup{TToken}.adapt"/>, or
/// back.
/// </summary>
/// <remarks>Input shape: any, as an array of integers. Output shape: the same for "int" and "one_hot" (which adds an axis); (batch,
/// vocabulary size) otherwise. Source: tf.keras 2.15, layers/preprocessing/integer_lookup.py and index_lookup.py.</remarks>
[KerasExport("keras.layers.IntegerLookup")]
public sealed class IntegerLookup : IndexLookup<long>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, special tokens included; null: any.</param>
    /// <param name="num_oov_indices">Numbers for unknown integers: 0 makes them an error; more than 1 are shared by the
    /// remainder.</param>
    /// <param name="mask_token">A token that becomes 0; null: none.</param>
    /// <param name="oov_token">What unknown ones become with invert.</param>
    /// <param name="vocabulary">The integers in order; null: adapt learns them.</param>
    /// <param name="vocabulary_dtype">Must be "int64" or "int32".</param>
    /// <param name="idf_weights">Inverse document frequency of each token of the vocabulary, for "tf_idf"; null: adapt finds it.</param>
    /// <param name="invert">Whether numbers become integers.</param>
    /// <param name="output_mode">"int", "one_hot", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens places even when the vocabulary is smaller.</param>
    /// <exception cref="ArgumentException">vocabulary_dtype is not "int64" or "int32".</exception>
    public IntegerLookup(int? max_tokens = null, int num_oov_indices = 1, long? mask_token = null, long oov_token = -1,
        long[]? vocabulary = null, string vocabulary_dtype = "int64", double[]? idf_weights = null, bool invert = false,
        string output_mode = "int", bool sparse = false, bool pad_to_max_tokens = false)
        : base(max_tokens, num_oov_indices, mask_token ?? 0, mask_token is not null, oov_token, vocabulary, idf_weights, invert,
            output_mode, sparse, pad_to_max_tokens, Comparer<long>.Default) =>
        (this.mask_token, this.vocabulary_dtype) = (mask_token, Guard.OneOf(vocabulary_dtype, ["int64", "int32"]));

    /// <summary>A token that becomes 0; null: none.</summary>
    public long? mask_token { get; }

    /// <summary>"int64" or "int32".</summary>
    public string vocabulary_dtype { get; }

    /// <summary>
    /// How unknown integers are spread: "floormod" or null, by the remainder, or "farmhash", by TensorFlow's hash of their digits, as Keras
    /// 3.15 has it.
    /// </summary>
    /// <exception cref="ArgumentException">The value is not "floormod" or "farmhash".</exception>
    [KerasKeyword]
    public string? oov_method { get; init => field = value is null ? null : Guard.OneOf(value, ["floormod", "farmhash"]); }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (oov_method is not (null or "floormod")) { config[nameof(oov_method)] = oov_method; }
        return config;
    }

    private protected override ulong ComputeHash(long token)
    {
        if (oov_method == "farmhash") { return ComputeTextHash(token.ToString(CultureInfo.InvariantCulture)); }
        Guard.That(salt is null,
            $"`salt` can only be used when `oov_method='farmhash'`. Received: oov_method={oov_method ?? "floormod"}", nameof(salt));
        return (ulong)(((token % num_oov_indices) + num_oov_indices) % num_oov_indices);
    }

    private protected override long[] ReadTokens(Tensor inputs) =>
        Arrays.ToArray(inputs).astype(NPTypeCode.Int64).flatten().ToArray<long>();

    private protected override NDArray WriteTokens(long[] tokens) => np.array(tokens);

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape)
    {
        long? depth = pad_to_max_tokens ? max_tokens ?? vocabulary_size() : vocabulary_size();
        return output_mode switch
        {
            "int" => input_shape,
            "one_hot" => input_shape[^1] == 1 ? input_shape.With(^1, depth) : input_shape.Append(depth),
            _ => input_shape.With(^1, depth),
        };
    }

    /// <inheritdoc/>
    public override string compute_output_dtype() => output_mode == "int" ? "int64" : compute_dtype;
}
