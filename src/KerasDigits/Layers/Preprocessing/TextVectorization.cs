using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Layers;

/// <summary>
/// Turns strings into the numbers of their words, or into vectors over the vocabulary, which is given or learned by <see cref="adapt"/>.
/// </summary>
/// <remarks>Input shape: (batch,) strings. Output shape: (batch, words) for "int"; (batch, vocabulary size) otherwise. In a model:
/// <c>model.predict(new[] { "a text" })</c>, with <c>Input(1, dtype: "string")</c> in front or none.
/// Letters are converted to lower case as TensorFlow does it: only A to Z. Source: tf.keras 2.15,
/// layers/preprocessing/text_vectorization.py.</remarks>
[KerasExport("keras.layers.TextVectorization", "keras.layers.experimental.preprocessing.TextVectorization")]
public sealed class TextVectorization : Layer, ITokenTable
{
    private const string Punctuation = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";
    private readonly TokenTable<string> _table;

    /// <summary>Creates the layer.</summary>
    /// <param name="max_tokens">Largest size of the vocabulary, special tokens included; null: any.</param>
    /// <param name="standardize">"lower_and_strip_punctuation", "lower", "strip_punctuation", or null: none.</param>
    /// <param name="split">"whitespace", "character", or null: none.</param>
    /// <param name="ngrams">1 to n words together count as tokens too, or the numbers of a list; null: only single words.</param>
    /// <param name="output_mode">"int", "multi_hot", "count" or "tf_idf".</param>
    /// <param name="output_sequence_length">Number of words given for each text in "int" mode: longer ones are cut, shorter ones filled
    /// with 0; null: the longest text's.</param>
    /// <param name="pad_to_max_tokens">Whether vectors have max_tokens places even when the vocabulary is smaller.</param>
    /// <param name="vocabulary">The words in order; null: adapt learns them.</param>
    /// <param name="idf_weights">Inverse document frequency of each word of the vocabulary, for "tf_idf"; null: adapt finds it.</param>
    /// <param name="sparse">Must be false: the engine has no sparse tensors.</param>
    /// <param name="ragged">Must be false: the engine has no ragged tensors.</param>
    /// <param name="encoding">Must be "utf-8".</param>
    /// <exception cref="ArgumentException">ragged is true, a word is none of the allowed ones, or output_sequence_length is given for
    /// another output_mode than "int".</exception>
    public TextVectorization(int? max_tokens = null, string? standardize = "lower_and_strip_punctuation", string? split = "whitespace",
        Ngrams? ngrams = null, string output_mode = "int", int? output_sequence_length = null, bool pad_to_max_tokens = false,
        string[]? vocabulary = null, double[]? idf_weights = null, bool sparse = false, bool ragged = false, string encoding = "utf-8")
    {
        Guard.That(!ragged, "`ragged` must be false: TensorFlow's ragged tensors do not exist in this engine.", nameof(ragged));
        (this.sparse, this.ragged, this.encoding) = (LayerGuard.CheckDense(sparse), ragged, Guard.OneOf(encoding, ["utf-8"]));
        (this.max_tokens, this.ngrams, this.output_sequence_length, this.pad_to_max_tokens, this.idf_weights) = (max_tokens, ngrams,
            output_sequence_length, pad_to_max_tokens, idf_weights);
        this.standardize = standardize is null
            ? null
            : Guard.OneOf(standardize, ["lower_and_strip_punctuation", "lower", "strip_punctuation"]);
        this.split = split is null ? null : Guard.OneOf(split, ["whitespace", "character"]);
        this.output_mode = Guard.OneOf(output_mode switch
        {
            "binary" => "multi_hot",
            "tf-idf" => "tf_idf",
            var m => m
        }, ["int", "multi_hot", "count", "tf_idf"], nameof(output_mode));
        Guard.That(output_sequence_length is null || this.output_mode == "int",
            "`output_sequence_length` must not be set if `output_mode` is not \"int\". Received "
            + $"output_sequence_length={output_sequence_length}.", nameof(output_sequence_length));
        _table = new TokenTable<string>(max_tokens, 1, "", true, "[UNK]", this.output_mode, pad_to_max_tokens, StringComparer.Ordinal);
        if (vocabulary is not null) { _table.Set(vocabulary, idf_weights); }
    }

    /// <summary>Largest size of the vocabulary.</summary>
    public int? max_tokens { get; }

    /// <summary>How strings are cleaned.</summary>
    public string? standardize { get; }

    /// <summary>How strings are cut.</summary>
    public string? split { get; }

    /// <summary>How many words count together.</summary>
    public Ngrams? ngrams { get; }

    /// <summary>What the layer outputs.</summary>
    public string output_mode { get; }

    /// <summary>Number of words given for each text.</summary>
    public int? output_sequence_length { get; }

    /// <summary>Whether vectors have max_tokens places.</summary>
    public bool pad_to_max_tokens { get; }

    /// <summary>The vocabulary without special tokens; null when there is none.</summary>
    public string[]? vocabulary => _table.ListVocabulary(special: false) is { Length: > 0 } own ? own : null;

    /// <summary>Rarity of each word.</summary>
    public double[]? idf_weights { get; }

    /// <summary>Always false.</summary>
    public bool sparse { get; }

    /// <summary>Always false.</summary>
    public bool ragged { get; }

    /// <summary>Always "utf-8".</summary>
    public string encoding { get; }

    /// <summary>Learns the vocabulary: the most frequent words first.</summary>
    /// <param name="data">Texts, one for each sample.</param>
    /// <param name="batch_size">Accepted for compatibility with Keras and ignored: all data are seen at once.</param>
    /// <param name="steps">Accepted for compatibility with Keras and ignored.</param>
    public void adapt(string[] data, int? batch_size = null, int? steps = null) => _table.Learn(data.Select(SplitTokens));

    /// <summary>The vocabulary.</summary>
    /// <param name="include_special_tokens">Whether "" and "[UNK]" are included, in front.</param>
    public string[] get_vocabulary(bool include_special_tokens = true) => _table.ListVocabulary(include_special_tokens);

    /// <summary>Sets the vocabulary.</summary>
    /// <param name="vocabulary">The words in order.</param>
    /// <param name="idf_weights">Inverse document frequency of each token, for "tf_idf"; null: none, and adapt must be called for
    /// "tf_idf".</param>
    public void set_vocabulary(string[] vocabulary, double[]? idf_weights = null) => _table.Set(vocabulary, idf_weights);

    /// <summary>Size of the vocabulary, special tokens included.</summary>
    public int vocabulary_size() => _table.Size;

    /// <summary>Python's <c>layer(texts)</c>: (batch, words) int64 in "int" mode, else (batch, vocabulary size) float32.</summary>
    /// <param name="inputs">One text for each sample.</param>
    public NDArray Apply(params string[] inputs) => Encode(Array.ConvertAll(inputs, SplitTokens));

    private NDArray Encode(string[][] tokens)
    {
        if (output_mode != "int")
        {
            float[][] rows = Array.ConvertAll(tokens, _table.Encode);
            return np.array(rows.SelectMany(r => r).ToArray()).reshape(rows.Length, rows.Length == 0 ? 0 : rows[0].Length);
        }
        int width = output_sequence_length ?? tokens.Select(t => t.Length).DefaultIfEmpty(0).Max();
        long[] numbers = new long[tokens.Length * width];
        for (int i = 0; i < tokens.Length; i++)
        {
            for (int j = 0; j < Math.Min(width, tokens[i].Length); j++) { numbers[(i * width) + j] = _table.GetNumber(tokens[i][j]); }
        }
        return np.array(numbers).reshape(tokens.Length, width);
    }

    private string[] SplitTokens(string text)
    {
        if (standardize is not (null or "strip_punctuation"))
        {
            text = string.Concat(text.Select(c => char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c));
        }
        if (standardize is not (null or "lower"))
        {
            text = string.Concat(text.Where(c => !Punctuation.Contains(c, StringComparison.Ordinal)));
        }
        string[] words = split switch
        {
            "whitespace" => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            "character" => [.. text.EnumerateRunes().Select(r => r.ToString())],
            _ => [text],
        };
        if (ngrams is null) { return words; }
        return [.. ngrams
            .SelectMany(n => Enumerable.Range(0, Math.Max(0, words.Length - n + 1)).Select(i => string.Join(' ', words[i..(i + n)])))];
    }

    /// <inheritdoc/>
    public override Tensor call(Tensor inputs, bool training)
    {
        long last = inputs.dim() > 1 ? inputs.size(-1) : 1;
        Guard.That(split is null || last == 1 || inputs.dim() < 2,
            "When using `TextVectorization` to tokenize strings, the input rank must be 1 or the last shape dimension must be 1. "
            + $"Received: inputs.shape={Shape.Of(inputs.shape)} with rank={inputs.dim()}", nameof(inputs));
        // Texts that are not cut are a row's tokens as they stand.
        string[][] tokens = [.. Texts.Of(inputs, name!).Select(SplitTokens).Chunk(split is null ? (int)Math.Max(1, last) : 1)
            .Select(row => row.SelectMany(t => t).ToArray())];
        return Arrays.ToTensor(Encode(tokens));
    }

    private protected override bool AutoCasts => false;

    internal override string? FirstInputDtype => DTypes.Text;

    /// <inheritdoc/>
    public override Shape compute_output_shape(Shape input_shape) => output_mode == "int"
        ? new Shape(input_shape[0], output_sequence_length) : new Shape(input_shape[0], _table.Width);

    /// <inheritdoc/>
    public override string compute_output_dtype() => output_mode == "int" ? "int64" : "float32";

    bool ITokenTable.Holds(IReadOnlyList<object> tokens) => _table.Holds(tokens);

    void ITokenTable.LoadTokens(IReadOnlyList<object> tokens, double[]? idf_weights) =>
        _table.Load([.. tokens.Cast<string>()], idf_weights);
}
