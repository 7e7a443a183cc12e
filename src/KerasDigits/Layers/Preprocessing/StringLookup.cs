using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>Turns texts into numbers by a vocabulary that is given or learned by <see cref="adapt"/>, or back.</summary>
/// <remarks>Input shape: any, as an array of texts. Output shape: the same for "int" and "one_hot" (which adds an axis); (batch, vocabulary
/// size) otherwise. In a model: <c>model.predict(new[] { "a text" })</c>. Texts that a model gives are read by <see cref="Texts.Strings"/>.
/// Source: tf.keras 2.15, layers/preprocessing/string_lookup.py and index_lookup.py.</remarks>
[KerasExport("keras.layers.StringLookup")]
public sealed class StringLookup : Layer, ITokenTable
{
    private readonly TokenTable<string> _table;

    /// <summary>Makes the layer.</summary>
    /// <param name="max_tokens">Greatest size of the vocabulary, special tokens included; null: any.</param>
    /// <param name="num_oov_indices">Numbers for unknown texts: 0 makes them an error; more than 1 are shared by TensorFlow's hash of the
    /// text.</param>
    /// <param name="mask_token">A token that becomes 0; null: none.</param>
    /// <param name="oov_token">What the unknown ones become on the way back.</param>
    /// <param name="vocabulary">The texts in order; null: adapt learns them.</param>
    /// <param name="idf_weights">Rarity of each of the vocabulary, for "tf_idf".</param>
    /// <param name="encoding">Must be "utf-8".</param>
    /// <param name="invert">Whether numbers become texts.</param>
    /// <param name="output_mode">"int", "one_hot", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens places even when the vocabulary is smaller.</param>
    public StringLookup(int? max_tokens = null, int num_oov_indices = 1, string? mask_token = null, string oov_token = "[UNK]",
        string[]? vocabulary = null, double[]? idf_weights = null, string encoding = "utf-8", bool invert = false,
        string output_mode = "int", bool sparse = false, bool pad_to_max_tokens = false)
    {
        Guard.That(num_oov_indices >= 0, "`num_oov_indices` must be greater than or equal to 0. Received: "
            + $"num_oov_indices={num_oov_indices}.", nameof(num_oov_indices));
        Guard.That(!invert || output_mode == "int",
            $"`output_mode` must be `\"int\"` when `invert` is true. Received: output_mode={output_mode}", nameof(output_mode));
        (this.max_tokens, this.num_oov_indices, this.mask_token, this.oov_token) = (max_tokens, num_oov_indices, mask_token, oov_token);
        this.sparse = LayerGuard.Dense(sparse);
        (this.idf_weights, this.invert, this.pad_to_max_tokens, this.encoding) = (idf_weights, invert, pad_to_max_tokens,
            Guard.OneOf(encoding, ["utf-8"]));
        this.output_mode = Guard.OneOf(output_mode switch
        {
            "binary" => "multi_hot",
            "tf-idf" => "tf_idf",
            var m => m
        }, ["int", "one_hot", "multi_hot", "count", "tf_idf"]);
        _table = new TokenTable<string>(max_tokens, num_oov_indices, mask_token, mask_token is not null, oov_token, this.output_mode,
            pad_to_max_tokens, StringComparer.Ordinal,
            t => (int)(Fingerprint.Of(t) % (ulong)num_oov_indices));
        if (vocabulary is not null) { _table.Set(vocabulary, idf_weights); }
    }

    /// <summary>Greatest size of the vocabulary.</summary>
    public int? max_tokens { get; }

    /// <summary>Numbers for unknown texts.</summary>
    public int num_oov_indices { get; }

    /// <summary>A token that becomes 0.</summary>
    public string? mask_token { get; }

    /// <summary>What unknown ones become on the way back.</summary>
    public string oov_token { get; }

    /// <summary>The vocabulary without special tokens; null when there is none.</summary>
    public string[]? vocabulary => _table.Vocabulary(special: false) is { Length: > 0 } own ? own : null;

    /// <summary>Rarity of each of the vocabulary.</summary>
    public double[]? idf_weights { get; }

    /// <summary>Whether numbers become texts.</summary>
    public bool invert { get; }

    /// <summary>What is given.</summary>
    public string output_mode { get; }

    /// <summary>Always false.</summary>
    public bool sparse { get; }

    /// <summary>Whether vectors have max_tokens places.</summary>
    public bool pad_to_max_tokens { get; }

    /// <summary>Always "utf-8".</summary>
    public string encoding { get; }

    /// <summary>Learns the vocabulary: the most frequent first.</summary>
    /// <param name="data">The texts.</param>
    /// <param name="batch_size">Accepted for Keras's sake: all data are seen at once.</param>
    /// <param name="steps">Accepted for Keras's sake.</param>
    public void adapt(string[] data, int? batch_size = null, int? steps = null) => _table.Learn(data.Select(t => (string[])[t]));

    /// <summary>The vocabulary.</summary>
    /// <param name="include_special_tokens">Whether mask and unknown token stand in front.</param>
    public string[] get_vocabulary(bool include_special_tokens = true) => _table.Vocabulary(include_special_tokens);

    /// <summary>Sets the vocabulary.</summary>
    /// <param name="vocabulary">The texts in order.</param>
    /// <param name="idf_weights">Rarity of each, for "tf_idf".</param>
    public void set_vocabulary(string[] vocabulary, double[]? idf_weights = null) => _table.Set(vocabulary, idf_weights);

    /// <summary>Size of the vocabulary, special tokens included.</summary>
    public int vocabulary_size() => _table.Size;

    /// <summary>
    /// Python's <c>layer(texts)</c>: numbers (int64, one for each) in "int" mode; a vector for each in "one_hot"; one vector for all
    /// otherwise.
    /// </summary>
    public NDArray Apply(string[] inputs) => output_mode switch
    {
        "int" => np.array(Array.ConvertAll(inputs, t => (long)_table.Number(t))),
        "one_hot" => Rows(inputs.Select(t => _table.Encode([t]))),
        _ => np.array(_table.Encode(inputs)),
    };

    /// <summary>Python's <c>layer([[…], …])</c>: the same for each row.</summary>
    public NDArray Apply(string[][] inputs) => output_mode == "int"
        ? np.array(inputs.SelectMany(r => r.Select(t => (long)_table.Number(t))).ToArray())
        .reshape(inputs.Length, inputs.Length == 0 ? 0 : inputs[0].Length)
        : Rows(inputs.Select(_table.Encode));

    /// <summary>The way back, with invert: the texts of numbers.</summary>
    public string[] Invert(params long[] inputs) => Array.ConvertAll(inputs, _table.Token);

    private static NDArray Rows(IEnumerable<float[]> rows)
    {
        float[][] all = [.. rows];
        return np.array(all.SelectMany(r => r).ToArray()).reshape(all.Length, all.Length == 0 ? 0 : all[0].Length);
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (invert)
        {
            return Arrays.ToTensor(Texts.Array(Invert([.. Arrays.ToArray(inputs).astype(NPTypeCode.Int64).flatten().ToArray<long>()])))
                .reshape(inputs.shape);
        }
        string[] texts = Texts.Of(inputs, name!);
        if (output_mode == "int") { return Arrays.ToTensor(Apply(texts)).reshape(inputs.shape); }
        if (output_mode == "one_hot")
        {
            return Arrays.ToTensor(Apply(texts))
                .reshape([.. inputs.dim() > 0 && inputs.size(-1) == 1 ? inputs.shape[..^1] : inputs.shape, -1]);
        }
        int width = inputs.dim() > 1 ? (int)inputs.size(-1) : texts.Length;
        return Arrays.ToTensor(Apply([.. texts.Chunk(Math.Max(1, width))])).reshape([.. inputs.shape[..^1], -1]);
    }

    private protected override bool AutoCasts => false;

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

    /// <summary>Rarity of each number, those for the unknown too; null: not known.</summary>
    internal float[]? Rarities => _table.Rarities;

    void ITokenTable.LoadTokens(IReadOnlyList<object> tokens, double[]? idf_weights) =>
        _table.Load([.. tokens.Cast<string>()], idf_weights);
}
