using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>What StringLookup and IntegerLookup share: a vocabulary, and the ways in which its numbers are given.</summary>
/// <typeparam name="TToken">string or long.</typeparam>
/// <remarks>Source: tf.keras 2.15, layers/preprocessing/index_lookup.py.</remarks>
public abstract class IndexLookup<TToken> : Layer, ITokenTable where TToken : notnull
{
    private protected readonly TokenTable<TToken> _table;

    private protected IndexLookup(int? max_tokens, int num_oov_indices, TToken? mask_token, bool masks, TToken oov_token,
        TToken[]? vocabulary, double[]? idf_weights, bool invert, string output_mode, bool sparse, bool pad_to_max_tokens,
        IComparer<TToken> order)
    {
        Guard.That(num_oov_indices >= 0, "`num_oov_indices` must be greater than or equal to 0. Received: "
            + $"num_oov_indices={num_oov_indices}.", nameof(num_oov_indices));
        Guard.That(!invert || output_mode == "int",
            $"`output_mode` must be `\"int\"` when `invert` is true. Received: output_mode={output_mode}", nameof(output_mode));
        (this.max_tokens, this.num_oov_indices, this.oov_token) = (max_tokens, num_oov_indices, oov_token);
        this.sparse = LayerGuard.CheckDense(sparse);
        (this.idf_weights, this.invert, this.pad_to_max_tokens) = (idf_weights, invert, pad_to_max_tokens);
        this.output_mode = Guard.OneOf(output_mode switch
        {
            "binary" => "multi_hot",
            "tf-idf" => "tf_idf",
            var m => m
        }, ["int", "one_hot", "multi_hot", "count", "tf_idf"], nameof(output_mode));
        _table = new TokenTable<TToken>(max_tokens, num_oov_indices, mask_token, masks, oov_token, this.output_mode, pad_to_max_tokens,
            order, t => (int)(ComputeHash(t) % (ulong)num_oov_indices));
        if (vocabulary is not null) { _table.Set(vocabulary, idf_weights); }
    }

    /// <summary>Largest size of the vocabulary, special tokens included; null: any.</summary>
    public int? max_tokens { get; }

    /// <summary>How many numbers unknown tokens share; 0: they are an error.</summary>
    public int num_oov_indices { get; }

    /// <summary>The token that numbers of unknown tokens become with invert.</summary>
    public TToken oov_token { get; }

    /// <summary>The vocabulary without special tokens; null when there is none.</summary>
    public TToken[]? vocabulary => _table.ListVocabulary(special: false) is { Length: > 0 } own ? own : null;

    /// <summary>Inverse document frequency of each token of the vocabulary, for "tf_idf".</summary>
    public double[]? idf_weights { get; }

    /// <summary>Whether numbers become tokens.</summary>
    public bool invert { get; }

    /// <summary>What is given: "int", "one_hot", "multi_hot", "count" or "tf_idf".</summary>
    public string output_mode { get; }

    /// <summary>Always false.</summary>
    public bool sparse { get; }

    /// <summary>Whether vectors have max_tokens places even when the vocabulary is smaller.</summary>
    public bool pad_to_max_tokens { get; }

    /// <summary>One number or two that make another hash of unknown tokens, as in Keras 3.15; null: TensorFlow's plain one.</summary>
    [KerasKeyword]
    public Salt? salt { get; init; }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (salt is not null) { config[nameof(salt)] = salt.ToConfig(); }
        return config;
    }

    /// <summary>The number by whose remainder an unknown token finds its place.</summary>
    private protected abstract ulong ComputeHash(TToken token);

    /// <summary>TensorFlow's hash of a text.</summary>
    private protected ulong ComputeTextHash(string text) => salt is { } s
        ? Fingerprint.HashKeyed(text, (ulong)s.First, (ulong)s.Second) : Fingerprint.Of(text);

    /// <summary>Learns the vocabulary: the most frequent first.</summary>
    /// <param name="data">The tokens, in any order.</param>
    /// <param name="batch_size">Accepted for compatibility with Keras and ignored: all data are seen at once.</param>
    /// <param name="steps">Accepted for compatibility with Keras and ignored.</param>
    public void adapt(TToken[] data, int? batch_size = null, int? steps = null) => _table.Learn(data.Select(t => (TToken[])[t]));

    /// <summary>The vocabulary.</summary>
    /// <param name="include_special_tokens">Whether the mask and the unknown token are included, in front.</param>
    public TToken[] get_vocabulary(bool include_special_tokens = true) => _table.ListVocabulary(include_special_tokens);

    /// <summary>Sets the vocabulary.</summary>
    /// <param name="vocabulary">The tokens in order, none twice.</param>
    /// <param name="idf_weights">Inverse document frequency of each token, for "tf_idf"; null: none, and adapt must be called for
    /// "tf_idf".</param>
    /// <exception cref="ArgumentException">A token comes twice, or there are more than max_tokens.</exception>
    public void set_vocabulary(TToken[] vocabulary, double[]? idf_weights = null) => _table.Set(vocabulary, idf_weights);

    /// <summary>Size of the vocabulary, special tokens included.</summary>
    public int vocabulary_size() => _table.Size;

    /// <summary>
    /// Python's <c>layer(tokens)</c>: numbers (int64, one for each) in "int" mode; a vector for each in "one_hot"; one vector for all
    /// otherwise.
    /// </summary>
    /// <param name="inputs">One token for each sample.</param>
    public NDArray Apply(TToken[] inputs) => output_mode switch
    {
        "int" => np.array(Array.ConvertAll(inputs, t => (long)_table.GetNumber(t))),
        "one_hot" => StackRows(inputs.Select(t => _table.Encode([t]))),
        _ => np.array(_table.Encode(inputs)),
    };

    /// <summary>Python's <c>layer([[…], …])</c>: the same for each row.</summary>
    /// <param name="inputs">Rows of tokens, all of one length.</param>
    public NDArray Apply(TToken[][] inputs) => output_mode == "int"
        ? np.array(inputs.SelectMany(r => r.Select(t => (long)_table.GetNumber(t))).ToArray())
        .reshape(inputs.Length, inputs.Length == 0 ? 0 : inputs[0].Length)
        : StackRows(inputs.Select(_table.Encode));

    /// <summary>The inverse, with invert: the tokens of numbers.</summary>
    /// <param name="inputs">Numbers of tokens.</param>
    public TToken[] Invert(params long[] inputs) => Array.ConvertAll(inputs, _table.GetToken);

    /// <summary>The tokens that a tensor holds.</summary>
    private protected abstract TToken[] ReadTokens(Tensor inputs);

    /// <summary>Tokens as an array that becomes a tensor.</summary>
    private protected abstract NDArray WriteTokens(TToken[] tokens);

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        if (invert)
        {
            long[] numbers = Arrays.ToArray(inputs).astype(NPTypeCode.Int64).flatten().ToArray<long>();
            return Arrays.ToTensor(WriteTokens(Invert(numbers))).reshape(inputs.shape);
        }
        TToken[] tokens = ReadTokens(inputs);
        if (output_mode == "int") { return Arrays.ToTensor(Apply(tokens)).reshape(inputs.shape); }
        if (output_mode == "one_hot")
        {
            return Arrays.ToTensor(Apply(tokens))
                .reshape([.. inputs.dim() > 0 && inputs.size(-1) == 1 ? inputs.shape[..^1] : inputs.shape, -1]);
        }
        int width = inputs.dim() > 1 ? (int)inputs.size(-1) : tokens.Length;
        return Arrays.ToTensor(Apply([.. tokens.Chunk(Math.Max(1, width))])).reshape([.. inputs.shape[..^1], -1]);
    }

    private protected override bool AutoCasts => false;

    /// <summary>Inverse document frequency of each number, those for the unknown too; null: not known.</summary>
    internal float[]? Rarities => _table.Rarities;

    bool ITokenTable.Holds(IReadOnlyList<object> tokens) => _table.Holds(tokens);

    void ITokenTable.LoadTokens(IReadOnlyList<object> tokens, double[]? idf_weights) =>
        _table.Load([.. tokens.Select(t => (TToken)Convert.ChangeType(t, typeof(TToken),
            System.Globalization.CultureInfo.InvariantCulture))], idf_weights);

    private static NDArray StackRows(IEnumerable<float[]> rows)
    {
        float[][] all = [.. rows];
        return np.array(all.SelectMany(r => r).ToArray()).reshape(all.Length, all.Length == 0 ? 0 : all[0].Length);
    }
}
