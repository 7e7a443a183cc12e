using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.reuters: 11,228 newswires as lists of numbers of words, each on one of 46 topics.</summary>
/// <remarks>Strings differ in length, so they come as int[][], NumPy's array of lists; pad_sequences and Tokenizer.sequences_to_matrix make
/// arrays of them. Source: tf.keras 2.3.1, datasets/reuters.py.</remarks>
internal static class Reuters
{
    private static readonly string[] s_topics =
    [
        "cocoa", "grain", "veg-oil", "earn", "acq", "wheat", "copper", "housing", "money-supply", "coffee", "sugar", "trade", "reserves",
        "ship", "cotton", "carcass",
        "crude", "nat-gas", "cpi", "money-fx", "interest", "gnp", "meal-feed", "alum", "oilseed", "gold", "tin", "strategic-metal",
        "livestock", "retail", "ipi", "iron-steel",
        "rubber", "heat", "jobs", "lei", "bop", "zinc", "orange", "pet-chem", "dlr", "gas", "silver", "wpi", "hog", "lead",
    ];

    /// <summary>
    /// Loads the newswires from Keras's cache, downloading them first if they are not there, shuffles and splits them as Keras does.
    /// </summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <param name="num_words">Numbers below this are kept, which are the most frequent words; null: all but the largest number, as in
    /// Keras.</param>
    /// <param name="skip_top">Numbers below this are left out too: the most frequent words say least.</param>
    /// <param name="maxlen">Strings of this length and more, the mark of the start included, are left out; null: none.</param>
    /// <param name="test_split">Share of the strings that the test set gets, 0 up to, but not including, 1.</param>
    /// <param name="seed">Seed of the order before the split; np.random itself is not changed.</param>
    /// <param name="start_char">The mark at the start of each text; null: none. 0 is left free for padding.</param>
    /// <param name="oov_char">What stands for words that are left out; null: nothing.</param>
    /// <param name="index_from">Added to the rank of each word, to leave numbers for padding, start and words left out.</param>
    /// <returns>The numbers of the words of the strings to train with and to test with, and their topics (n,) of int64, 0 … 45.</returns>
    /// <exception cref="ArgumentException">maxlen is so small that no text is left, or test_split is not a fraction.</exception>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.reuters.load_data")]
    public static ((int[][] x_train, NDArray y_train) train, (int[][] x_test, NDArray y_test) test) load_data(string path = "reuters.npz",
        int? num_words = null, int skip_top = 0, int? maxlen = null, double test_split = 0.2, int seed = 113, int? start_char = 1,
        int? oov_char = 2, int index_from = 3)
    {
        Guard.That(test_split is >= 0 and < 1, "`test_split` must be from 0 up to, but not including, 1. Received: "
            + $"test_split={test_split}.", nameof(test_split));
        Guard.That(seed >= 0, $"`seed` must not be negative. Received: seed={seed}.", nameof(seed));
        string file = WordLists.FetchFile(path, "reuters.npz", "87aedbeb0cb229e378797a632c1997b6");
        WordLists all = WordLists.Read(file, "x", "y").Shuffle(Backend.Seeds.MakeNumPy(seed)).Mark(start_char, index_from, maxlen);
        int[][] words = all.LimitWords(skip_top, WordLists.Limit(num_words, all.Words), oov_char);
        int at = (int)(words.Length * (1 - test_split));
        return ((words[..at], all.Labels[$":{at}"].copy()), (words[at..], all.Labels[$"{at}:"].copy()));
    }

    /// <summary>The rank of each word; in the strings that load_data gives, words have this number and index_from more.</summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.reuters.get_word_index")]
    public static Dictionary<string, int> get_word_index(string path = "reuters_word_index.json") =>
        WordLists.ReadIndex(path, "reuters_word_index.json", "4d44cc38712099c9e383dc6e5f11a921");

    /// <summary>The names of the 46 topics, in the order of their numbers.</summary>
    /// <remarks>Source: Keras 2.13, datasets/reuters.py; 2.4 has no names.</remarks>
    [KerasExport("keras.datasets.reuters.get_label_names")]
    public static string[] get_label_names() => [.. s_topics];
}
