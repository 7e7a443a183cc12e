using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>
/// Turns strings into numbers by a vocabulary that is given or learned by <see cref="IndexLookup{TToken}.adapt"/>, or
/// back.
/// </summary>
/// <remarks>Input shape: any, as an array of strings. Output shape: the same for "int" and "one_hot" (which adds an axis); (batch,
/// vocabulary size) otherwise. In a model: <c>model.predict(new[] { "a text" })</c>. Strings that a model gives are read by
/// <see cref="Texts.Strings"/>. Source: tf.keras 2.15, layers/preprocessing/string_lookup.py and index_lookup.py.</remarks>
[KerasExport("keras.layers.StringLookup")]
public sealed class StringLookup : IndexLookup<string>
{
    /// <summary>Creates the layer.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, special tokens included; null: any.</param>
    /// <param name="num_oov_indices">Numbers for unknown strings: 0 makes them an error; more than 1 are shared by TensorFlow's hash of the
    /// text.</param>
    /// <param name="mask_token">A token that becomes 0; null: none.</param>
    /// <param name="oov_token">What unknown ones become with invert.</param>
    /// <param name="vocabulary">The strings in order; null: adapt learns them.</param>
    /// <param name="idf_weights">Inverse document frequency of each token of the vocabulary, for "tf_idf"; null: adapt finds it.</param>
    /// <param name="encoding">Must be "utf-8".</param>
    /// <param name="invert">Whether numbers become strings.</param>
    /// <param name="output_mode">"int", "one_hot", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens places even when the vocabulary is smaller.</param>
    /// <exception cref="ArgumentException">encoding is not "utf-8".</exception>
    public StringLookup(int? max_tokens = null, int num_oov_indices = 1, string? mask_token = null, string oov_token = "[UNK]",
        string[]? vocabulary = null, double[]? idf_weights = null, string encoding = "utf-8", bool invert = false,
        string output_mode = "int", bool sparse = false, bool pad_to_max_tokens = false)
        : base(max_tokens, num_oov_indices, mask_token, mask_token is not null, oov_token, vocabulary, idf_weights, invert, output_mode,
            sparse, pad_to_max_tokens, StringComparer.Ordinal) =>
        (this.mask_token, this.encoding) = (mask_token, Guard.OneOf(encoding, ["utf-8"]));

    /// <summary>A token that becomes 0; null: none.</summary>
    public string? mask_token { get; }

    /// <summary>Always "utf-8".</summary>
    public string encoding { get; }

    private protected override ulong ComputeHash(string token) => ComputeTextHash(token);

    private protected override string[] ReadTokens(Tensor inputs) => Texts.Of(inputs, name!);

    private protected override NDArray WriteTokens(string[] tokens) => Texts.Array(tokens);

    internal override string? FirstInputDtype => invert ? "int64" : DTypes.Text;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => output_mode switch
    {
        "int" => input_shape,
        "one_hot" => input_shape[^1] == 1 ? input_shape.With(^1, _table.Width) : input_shape.Append(_table.Width),
        _ => new Shape(input_shape[0], _table.Width),
    };

    /// <inheritdoc/>
    public override string compute_output_dtype() => invert ? DTypes.Text : output_mode == "int" ? "int64" : "float32";
}
