namespace KerasDigits.Layers;

/// <summary>The vocabulary of a lookup layer: tokens with their numbers, learned counts, and how numbers become outputs.</summary>
/// <typeparam name="TToken">string or long.</typeparam>
/// <remarks>Unknown tokens are spread over their numbers by a hash. Source: tf.keras 2.15, layers/preprocessing/index_lookup.py.</remarks>
internal sealed class TokenTable<TToken>(int? maxTokens, int oov, TToken? mask, bool hasMask, TToken unknown, string mode, bool padToMax,
    IComparer<TToken> order, Func<TToken, int>? bucket = null) where TToken : notnull
{
    private readonly Dictionary<TToken, int> _numbers = [];
    private List<TToken> _tokens = [];
    private double[]? _weights;

    /// <summary>Numbers before the first token: the mask's in "int" mode, then the unknown's.</summary>
    private int Start => (hasMask && mode == "int" ? 1 : 0) + oov;

    /// <summary>Rarity of each number; null: none is known.</summary>
    public float[]? Rarities => _weights is null ? null : Array.ConvertAll(_weights, w => (float)w);

    /// <summary>Length of the vocabulary with its special tokens.</summary>
    public int Size => Start + _tokens.Count;

    /// <summary>Length of a vector over the vocabulary; null where the vocabulary is not known yet.</summary>
    public long? Width => padToMax && maxTokens is not null ? maxTokens : _tokens.Count > 0 ? Size : null;

    private int Depth => padToMax ? maxTokens ?? Size : Size;

    /// <summary>The tokens, with the special ones in front if wanted.</summary>
    public TToken[] ListVocabulary(bool special = true) => special
        ? [.. hasMask && mode == "int" ? [mask!] : Array.Empty<TToken>(), .. Enumerable.Repeat(unknown, oov), .. _tokens] : [.. _tokens];

    /// <summary>Sets the tokens; special tokens in front are taken off.</summary>
    public void Set(IReadOnlyList<TToken> tokens, IReadOnlyList<double>? weights = null)
    {
        List<TToken> own = [.. tokens];
        if (hasMask && own.Count > 0 && Equals(own[0], mask)) { own.RemoveAt(0); }
        for (int i = 0; i < oov && own.Count > 0 && Equals(own[0], unknown); i++) { own.RemoveAt(0); }
        Guard.That(own.Distinct().Count() == own.Count,
            "The passed vocabulary has at least one repeated term. Please uniquify your dataset. The repeated terms are: "
            + $"[{string.Join(", ", own.GroupBy(t => t).Where(g => g.Count() > 1).Select(g => g.Key))}]", "vocabulary");
        Guard.That(maxTokens is null || Start + own.Count <= maxTokens,
            $"Attempted to set a vocabulary larger than the maximum vocab size. Passed vocab size is {Start + own.Count}, max vocab size "
            + $"is {maxTokens}.", "vocabulary");
        Guard.That((mode == "tf_idf") == (weights is not null) || weights is null,
            "`idf_weights` should only be set if output_mode is \"tf_idf\".", "idf_weights");
        _tokens = own;
        _numbers.Clear();
        _numbers.EnsureCapacity(own.Count);
        for (int i = 0; i < own.Count; i++) { _numbers[own[i]] = Start + i; }
        _weights = weights is null ? null : [.. Enumerable.Repeat(weights.DefaultIfEmpty(0).Average(), oov), .. weights];
    }

    /// <summary>Whether these tokens, and no rarities, are what the table holds.</summary>
    public bool Holds(IReadOnlyList<object> tokens)
    {
        if (mode == "tf_idf" || tokens.Count != _tokens.Count) { return false; }
        for (int i = 0; i < tokens.Count; i++)
        {
            if (!Equals(tokens[i], _tokens[i])) { return false; }
        }
        return true;
    }

    /// <summary>Sets the tokens as a file holds them: rarities, where there are any, of special tokens too.</summary>
    public void Load(IReadOnlyList<TToken> tokens, double[]? weights)
    {
        Set(tokens, mode == "tf_idf" && weights is not null
            && weights.Length >= Start + tokens.Count ? weights[Start..(Start + tokens.Count)] : null);
        if (mode == "tf_idf" && weights is not null) { _weights = weights[..Math.Min(weights.Length, Depth)]; }
    }

    /// <summary>Learns the tokens of documents: the most frequent first, equally frequent ones in falling order.</summary>
    public void Learn(IEnumerable<IReadOnlyCollection<TToken>> documents)
    {
        var counts = new Dictionary<TToken, long>();
        var holding = new Dictionary<TToken, long>();
        long total = 0;
        var seen = new List<HashSet<TToken>>();
        foreach (IReadOnlyCollection<TToken> document in documents)
        {
            total++;
            if (mode == "tf_idf") { seen.Add([.. document]); }
            foreach (TToken token in document) { counts[token] = counts.GetValueOrDefault(token) + 1; }
            foreach (TToken token in document.Distinct()) { holding[token] = holding.GetValueOrDefault(token) + 1; }
        }
        IEnumerable<TToken> sorted = counts.Keys.Where(t => !(hasMask && Equals(t, mask)) && !Equals(t, unknown))
            .OrderByDescending(t => counts[t]).ThenByDescending(t => t, order);
        TToken[] kept = [.. maxTokens is { } max ? sorted.Take(Math.Max(0, max - Start)) : sorted];
        if (mode != "tf_idf")
        {
            Set(kept);
            return;
        }
        double ComputeRarity(long among) => Math.Log(1 + (total / (1.0 + among)));
        Set(kept, [.. kept.Select(t => ComputeRarity(holding[t]))]);
        // TF 2.3.1 counts the documents that hold an unknown token; 2.15 takes the mean of the known ones.
        if (!Compat.Is215) { Array.Fill(_weights!, ComputeRarity(seen.Count(d => !d.IsSubsetOf(kept))), 0, oov); }
    }

    /// <summary>The number of a token.</summary>
    public int GetNumber(TToken token)
    {
        if (hasMask && mode == "int" && Equals(token, mask)) { return 0; }
        if (_numbers.TryGetValue(token, out int n)) { return n; }
        if (oov > 1 && bucket is not null) { return Start - oov + bucket(token); }
        return oov > 0
            ? Start - 1
            : throw new ArgumentException($"When `num_oov_indices=0` all inputs should be in vocabulary, found OOV value {token}.");
    }

    /// <summary>The token of a number.</summary>
    public TToken GetToken(long number) => number >= 0 && number < Size && ListVocabulary()[number] is { } t ? t : unknown;

    /// <summary>A document as a vector: which tokens it holds, how often, or how often times their rarity.</summary>
    public float[] Encode(IEnumerable<TToken> document)
    {
        float[] row = new float[Depth];
        foreach (TToken token in document)
        {
            if (hasMask && Equals(token, mask)) { continue; }
            int n = GetNumber(token);
            row[n] = mode is "multi_hot" or "one_hot" ? 1 : row[n] + 1;
        }
        if (mode == "tf_idf")
        {
            double[] weights = _weights
                ?? throw new InvalidOperationException("When `output_mode` is \"tf_idf\", the vocabulary must be learned by adapt(), or "
                    + "`idf_weights` be given.");
            for (int i = 0; i < weights.Length; i++) { row[i] *= (float)weights[i]; }
        }
        return row;
    }
}
