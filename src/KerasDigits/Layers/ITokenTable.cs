namespace KerasDigits.Layers;

/// <summary>A layer with a vocabulary, which TensorFlow's files hold as a table and not as weights.</summary>
internal interface ITokenTable
{
    /// <summary>Sets the vocabulary.</summary>
    /// <param name="tokens">Strings, or integers, in order, without special tokens.</param>
    /// <param name="idf_weights">Rarity of each, special tokens first; null: none.</param>
    void LoadTokens(IReadOnlyList<object> tokens, double[]? idf_weights);

    /// <summary>Whether these tokens, and nothing beside them, are the vocabulary already.</summary>
    bool Holds(IReadOnlyList<object> tokens);
}
