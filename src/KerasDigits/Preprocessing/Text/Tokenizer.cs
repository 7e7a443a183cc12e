using NumSharp;

namespace KerasDigits.Preprocessing;

/// <summary>Turns strings into numbers of words, the most frequent word being 1.</summary>
/// <remarks>Source: keras-preprocessing 1.1.2, text.py.</remarks>
[KerasExport("keras.preprocessing.text.Tokenizer")]
public partial class Tokenizer
{
    private readonly Func<string, string[]>? _analyzer;

    /// <summary>Creates an empty tokenizer.</summary>
    /// <param name="num_words">Only the num_words − 1 most frequent words are used; null: all.</param>
    /// <param name="filters">Characters that end words.</param>
    /// <param name="lower">Whether letters are converted to lower case.</param>
    /// <param name="split">What stands between words.</param>
    /// <param name="char_level">Whether each character is a word.</param>
    /// <param name="oov_token">Stands for words that are not known; null: they are left out.</param>
    /// <param name="analyzer">Cuts strings in another way; null: by filters, lower and split.</param>
    public Tokenizer(int? num_words = null, string filters = TextFunctions.Filters, bool lower = true, string split = " ",
        bool char_level = false, string? oov_token = null, Func<string, string[]>? analyzer = null)
    {
        (this.num_words, this.filters, this.lower, this.split) = (num_words, filters, lower, split);
        (this.char_level, this.oov_token, _analyzer) = (char_level, oov_token, analyzer);
    }

    /// <summary>Only the num_words − 1 most frequent words are used.</summary>
    public int? num_words { get; set; }

    /// <summary>Characters that end words.</summary>
    public string filters { get; }

    /// <summary>Whether letters are converted to lower case.</summary>
    public bool lower { get; }

    /// <summary>What stands between words.</summary>
    public string split { get; }

    /// <summary>Whether each character is a word.</summary>
    public bool char_level { get; }

    /// <summary>Stands for words that are not known.</summary>
    public string? oov_token { get; }

    /// <summary>Number of strings seen.</summary>
    public int document_count { get; private set; }

    /// <summary>How often each word was seen, in the order of their first appearance.</summary>
    public OrderedDictionary<string, int> word_counts { get; } = [];

    /// <summary>In how many strings each word was seen.</summary>
    public Dictionary<string, int> word_docs { get; } = [];

    /// <summary>In how many strings each number was seen.</summary>
    public Dictionary<int, int> index_docs { get; } = [];

    /// <summary>Number of each word.</summary>
    public OrderedDictionary<string, int> word_index { get; } = [];

    /// <summary>Word of each number.</summary>
    public Dictionary<int, string> index_word { get; } = [];

    /// <summary>Learns the words of strings.</summary>
    /// <param name="texts">The texts; each is one document.</param>
    public void fit_on_texts(IEnumerable<string> texts) => fit_on_texts(texts.Select(SplitWords));

    /// <summary>Learns the words of strings that are cut already.</summary>
    /// <param name="texts">The words of each document.</param>
    public void fit_on_texts(IEnumerable<string[]> texts)
    {
        foreach (string[] words in texts)
        {
            document_count++;
            foreach (string word in words) { word_counts[word] = word_counts.TryGetValue(word, out int n) ? n + 1 : 1; }
            foreach (string word in words.Distinct()) { word_docs[word] = word_docs.GetValueOrDefault(word) + 1; }
        }
        string[] sorted = [.. oov_token is null ? [] : new[] { oov_token },
            .. word_counts.OrderByDescending(c => c.Value).Select(c => c.Key)];
        word_index.Clear();
        index_word.Clear();
        for (int i = 0; i < sorted.Length; i++) { word_index[sorted[i]] = i + 1; }
        foreach (var (word, number) in word_index) { index_word[number] = word; }
        foreach (var (word, texts_) in word_docs) { index_docs[word_index[word]] = texts_; }
    }

    /// <summary>Counts numbers of words, for sequences_to_matrix in "tfidf" mode without strings.</summary>
    /// <param name="sequences">Numbers of words, one array for each document.</param>
    public void fit_on_sequences(IEnumerable<int[]> sequences)
    {
        foreach (int[] sequence in sequences)
        {
            document_count++;
            foreach (int number in sequence.Distinct()) { index_docs[number] = index_docs.GetValueOrDefault(number) + 1; }
        }
    }

    /// <summary>The numbers of the words of strings; words that are not known are left out, or become oov_token's.</summary>
    /// <param name="texts">The texts, one for each result.</param>
    /// <returns>One array for each text.</returns>
    public int[][] texts_to_sequences(IEnumerable<string> texts) => [.. texts_to_sequences_generator(texts)];

    /// <summary>The same, one text after the other.</summary>
    /// <param name="texts">The texts, one for each result.</param>
    public IEnumerable<int[]> texts_to_sequences_generator(IEnumerable<string> texts) => texts.Select(t => ToNumbers(SplitWords(t)));

    private int[] ToNumbers(string[] words)
    {
        int? unknown = oov_token is { } oov && word_index.TryGetValue(oov, out int o) ? o : null;
        var result = new List<int>();
        foreach (string word in words)
        {
            bool usable = word_index.TryGetValue(word, out int number) && !(num_words is { } most and > 0 && number >= most);
            if (usable) { result.Add(number); }
            else if (unknown is { } u) { result.Add(u); }
        }
        return [.. result];
    }

    /// <summary>Strings from numbers, words joined by spaces.</summary>
    /// <param name="sequences">Numbers of words; unknown ones are left out, or become oov_token.</param>
    public string[] sequences_to_texts(IEnumerable<int[]> sequences) => [.. sequences_to_texts_generator(sequences)];

    /// <summary>The same, one sequence after the other.</summary>
    /// <param name="sequences">Numbers of words.</param>
    public IEnumerable<string> sequences_to_texts_generator(IEnumerable<int[]> sequences)
    {
        foreach (int[] sequence in sequences)
        {
            var words = new List<string>();
            foreach (int number in sequence)
            {
                if (index_word.TryGetValue(number, out string? word) && !(num_words is { } most and > 0 && number >= most))
                {
                    words.Add(word);
                }
                else if (oov_token is not null && word_index.ContainsKey(oov_token)) { words.Add(oov_token); }
            }
            yield return string.Join(' ', words);
        }
    }

    /// <summary>A row per text with a column per word.</summary>
    /// <param name="texts">The strings, one for each row.</param>
    /// <param name="mode">"binary", "count", "freq" or "tfidf".</param>
    public NDArray texts_to_matrix(IEnumerable<string> texts, string mode = "binary") =>
        sequences_to_matrix(texts_to_sequences(texts), mode);

    /// <summary>A row per sequence with a column per number.</summary>
    /// <param name="sequences">Numbers of words.</param>
    /// <param name="mode">"binary", "count", "freq" or "tfidf".</param>
    /// <exception cref="ArgumentException">mode is not "binary", "count", "freq" or "tfidf".</exception>
    /// <exception cref="InvalidOperationException">Nothing was fitted: there are no words, or no documents for "tfidf".</exception>
    public NDArray sequences_to_matrix(IReadOnlyList<int[]> sequences, string mode = "binary")
    {
        Guard.OneOf(mode, ["binary", "count", "freq", "tfidf"]);
        if (num_words is null or 0 && word_index.Count == 0)
        {
            throw new InvalidOperationException("Specify a dimension (`num_words` argument), or fit on some text data first.");
        }
        if (mode == "tfidf" && document_count == 0)
        {
            throw new InvalidOperationException("Fit the Tokenizer on some data before using tfidf mode.");
        }
        int width = num_words is { } n and > 0 ? n : word_index.Count + 1;
        double[] result = new double[sequences.Count * width];
        for (int i = 0; i < sequences.Count; i++)
        {
            foreach (var group in sequences[i].Where(j => j < width).GroupBy(j => j))
            {
                int count = group.Count();
                result[(i * width) + group.Key] = mode switch
                {
                    "count" => count,
                    "freq" => (double)count / sequences[i].Length,
                    "binary" => 1,
                    _ => (1 + Math.Log(count)) * Math.Log(1 + (document_count / (1.0 + index_docs.GetValueOrDefault(group.Key)))),
                };
            }
        }
        return np.array(result).reshape(sequences.Count, width);
    }

    private string[] SplitWords(string text)
    {
        if (!char_level) { return _analyzer?.Invoke(text) ?? TextFunctions.text_to_word_sequence(text, filters, lower, split); }
        return [.. (lower ? text.ToLowerInvariant() : text).EnumerateRunes().Select(r => r.ToString())];
    }
}
