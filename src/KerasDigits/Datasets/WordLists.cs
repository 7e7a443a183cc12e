using System.Text.Json;
using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Datasets;

/// <summary>Strings as lists of the ranks of their words: what imdb and reuters do alike, in Keras's order of steps.</summary>
/// <param name="Words">The ranks of the words of each text, 1 for the most frequent word.</param>
/// <param name="Labels">A label for each text.</param>
/// <remarks>Source: tf.keras 2.3.1, datasets/imdb.py and reuters.py.</remarks>
internal sealed record WordLists(int[][] Words, NDArray Labels)
{
    private const string Origin = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/";

    /// <summary>Strings and labels of a file of Keras's cache.</summary>
    public static WordLists Read(string file, string words, string labels)
    {
        var lists = new WordLists(Npz.ReadLists(file, words), Npz.ReadLongs(file, labels));
        return lists.Words.Length == lists.Labels.shape[0] ? lists
            : throw new IOException($"The file {file} must hold a label for each text. Found {lists.Words.Length} texts in {words} and "
                + $"{lists.Labels.shape[0]} labels in {labels}: delete it, so that it is downloaded again.");
    }

    /// <summary>A file of the cache, downloaded first if it is not there.</summary>
    public static string FetchFile(string path, string name, string hash) => CachedFile.get_file(path, Origin + name, file_hash: hash);

    /// <summary>A JSON file of words and their ranks.</summary>
    public static Dictionary<string, int> ReadIndex(string path, string name, string hash)
    {
        string file = FetchFile(path, name, hash);
        try
        {
            using FileStream stream = OrdinaryFile.Open(file);
            return JsonSerializer.Deserialize<Dictionary<string, int>>(stream) ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new IOException($"The file {file} must be JSON that gives each word a number: {e.Message} Delete it, so that it is "
                + "downloaded again.", e);
        }
    }

    /// <summary>Both in the order that the generator's shuffle gives.</summary>
    public WordLists Shuffle(NumPyRandom random)
    {
        NDArray order = random.permutation(Words.Length);
        return new([.. order.ToArray<long>().Select(i => Words[i])], Labels[order]);
    }

    /// <summary>
    /// The words counted on from <paramref name="index_from"/>, after the mark of the start; strings of <paramref name="maxlen"/> numbers
    /// and more are left out.
    /// </summary>
    public WordLists Mark(int? start_char, int index_from, int? maxlen)
    {
        int[][] words = Array.ConvertAll(Words, text => start_char is { } start
            ? [start, .. text.Select(w => w + index_from)]
            : index_from == 0 ? text : Array.ConvertAll(text, w => w + index_from));
        if (maxlen is null or 0) { return this with { Words = words }; }
        int[] kept = [.. Enumerable.Range(0, words.Length).Where(i => words[i].Length < maxlen)];
        Guard.That(kept.Length > 0, $"After filtering for sequences shorter than maxlen={maxlen}, no sequence was kept. Increase maxlen.",
            nameof(maxlen));
        return new([.. kept.Select(i => words[i])], Labels[np.array(kept)]);
    }

    /// <summary>
    /// The number that words must be below: the given one, or the largest of the strings, which is therefore itself left out.
    /// </summary>
    public static int Limit(int? num_words, params int[][][] texts) => num_words is { } n and not 0
        ? n
        : texts.SelectMany(t => t).SelectMany(w => w).DefaultIfEmpty(0).Max();

    /// <summary>Words outside the limits become <paramref name="oov_char"/>, or are left out when that is null.</summary>
    public int[][] LimitWords(int skip_top, int limit, int? oov_char) => Array.ConvertAll(Words, text => oov_char is { } oov
        ? Array.ConvertAll(text, w => w >= skip_top && w < limit ? w : oov)
        : Array.FindAll(text, w => w >= skip_top && w < limit));
}
