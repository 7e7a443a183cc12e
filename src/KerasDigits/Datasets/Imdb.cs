using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>keras.datasets.imdb: 50,000 reviews of films as lists of numbers of words, each liked (1) or not (0).</summary>
/// <remarks>Strings differ in length, so they come as int[][], NumPy's array of lists; pad_sequences and Tokenizer.sequences_to_matrix make
/// arrays of them. Source: tf.keras 2.3.1, datasets/imdb.py.</remarks>
internal static class Imdb
{
    /// <summary>
    /// Loads the reviews from Keras's cache, downloading them first if they are not there, and shuffles each half as Keras does.
    /// </summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <param name="num_words">Numbers below this are kept, which are the most frequent words; null: all but the largest number, as in
    /// Keras.</param>
    /// <param name="skip_top">Numbers below this are left out too: the most frequent words say least.</param>
    /// <param name="maxlen">Strings of this length and more, the mark of the start included, are left out; null: none.</param>
    /// <param name="seed">Seed of the order; np.random itself is not changed.</param>
    /// <param name="start_char">The mark at the start of each text; null: none. 0 is left free for padding.</param>
    /// <param name="oov_char">What stands for words that are left out; null: nothing.</param>
    /// <param name="index_from">Added to the rank of each word, to leave numbers for padding, start and words left out.</param>
    /// <returns>The numbers of the words of 25,000 reviews to train with and 25,000 to test with, and their labels (25000,) of
    /// int64.</returns>
    /// <exception cref="ArgumentException">maxlen is so small that no text is left.</exception>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.imdb.load_data")]
    public static ((int[][] x_train, NDArray y_train) train, (int[][] x_test, NDArray y_test) test) load_data(string path = "imdb.npz",
        int? num_words = null, int skip_top = 0, int? maxlen = null, int seed = 113, int? start_char = 1, int? oov_char = 2,
        int index_from = 3)
    {
        Guard.That(seed >= 0, $"`seed` must not be negative. Received: seed={seed}.", nameof(seed));
        string file = WordLists.FetchFile(path, "imdb.npz", "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f");
        NumPyRandom random = Backend.Seeds.MakeNumPy(seed);
        WordLists TakeHalf(string name) => WordLists.Read(file, "x_" + name, "y_" + name).Shuffle(random)
            .Mark(start_char, index_from, maxlen);
        WordLists train = TakeHalf("train"), test = TakeHalf("test");
        int limit = WordLists.Limit(num_words, train.Words, test.Words);
        return ((train.LimitWords(skip_top, limit, oov_char), train.Labels), (test.LimitWords(skip_top, limit, oov_char), test.Labels));
    }

    /// <summary>The rank of each word; in the strings that load_data gives, words have this number and index_from more.</summary>
    /// <param name="path">Name of the file in the folder "datasets" of the cache, or an absolute path.</param>
    /// <exception cref="IOException">The file is not in the cache and cannot be downloaded, or it is damaged.</exception>
    [KerasExport("keras.datasets.imdb.get_word_index")]
    public static Dictionary<string, int> get_word_index(string path = "imdb_word_index.json") =>
        WordLists.ReadIndex(path, "imdb_word_index.json", "bfafd718b763782e994055a2d397834f");
}
