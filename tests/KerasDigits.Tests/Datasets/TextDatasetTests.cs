using System.Text;
using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Tests.Datasets;

/// <summary>
/// keras.datasets.imdb and reuters from small files. The expected lists were made with NumPy by Keras's steps: RandomState(seed).shuffle,
/// mark, filter, limit.
/// </summary>
public sealed class TextDatasetTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("keras-home").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KERAS_HOME");

    public TextDatasetTests()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", _home);
        Directory.CreateDirectory(Path.Combine(_home, "datasets"));
        CachedFile.Elsewhere = (origin, _) => (origin, null);
    }

    public void Dispose()
    {
        CachedFile.Elsewhere = null;
        Environment.SetEnvironmentVariable("KERAS_HOME", _before);
        Directory.Delete(_home, recursive: true);
    }

    [Theory]
    [InlineData(2), InlineData(3), InlineData(4)]
    public void IMDB_has_Kerass_order_and_marks(int protocol)
    {
        Imdb(protocol);
        np.random.seed(4);
        double next = (double)np.random.uniform(0.0, 1.0);
        np.random.seed(4);
        var ((x, y), (xt, yt)) = keras.datasets.imdb.load_data();
        Assert.Equal(next, (double)np.random.uniform(0.0, 1.0));
        Assert.Equal([[1, 11, 2], [1, 4], [1, 2, 6, 9, 12], [1, 7, 10, 13], [1, 10], [1, 6, 9]], x);
        Assert.Equal([1L, 0, 1, 0, 0, 1], y.ToArray<long>());
        Assert.Equal([[1, 2], [1, 4], [1, 11, 2], [1, 10, 13], [1, 7, 10, 13]], xt);
        Assert.Equal([1L, 0, 1, 0, 0], yt.ToArray<long>());
    }

    [Fact]
    public void IMDB_leaves_out_words_and_texts_as_asked()
    {
        Imdb(3);
        var ((x, y), (xt, yt)) = keras.datasets.imdb.load_data(num_words: 10, skip_top: 5, seed: 7);
        Assert.Equal([[2, 2, 6, 9, 2], [2, 6, 9], [2, 2], [2, 7, 2, 2], [2, 2, 2], [2, 2]], x);
        Assert.Equal([1L, 1, 0, 0, 1, 0], y.ToArray<long>());
        Assert.Equal([[2, 2], [2, 2, 2], [2, 7, 2, 2], [2, 2, 2], [2, 2]], xt);
        Assert.Equal([1L, 0, 0, 1, 0], yt.ToArray<long>());
        ((x, y), (xt, yt)) = keras.datasets.imdb.load_data(maxlen: 4, start_char: null, oov_char: null, index_from: 0);
        Assert.Equal([[8], [1], [4, 7, 10], [7], [3, 6]], x);
        Assert.Equal([1L, 0, 0, 0, 1], y.ToArray<long>());
        Assert.Equal([[], [1], [8], [7, 10], [4, 7, 10]], xt);
        Assert.Equal([1L, 0, 1, 0, 0], yt.ToArray<long>());
        Assert.Contains("After filtering for sequences shorter than maxlen=2, no sequence was kept. Increase maxlen.",
            Assert.Throws<ArgumentException>(() => keras.datasets.imdb.load_data(maxlen: 2)).Message);
        Assert.Contains("`seed` must not be negative",
            Assert.Throws<ArgumentException>(() => keras.datasets.imdb.load_data(seed: -1)).Message);
    }

    /// <summary>What programs do with the lists next.</summary>
    [Fact]
    public void The_lists_go_into_pad_sequences_and_the_Tokenizer()
    {
        Imdb(3);
        var ((x, _), _) = keras.datasets.imdb.load_data();
        Assert.Equal([0, 1, 11, 2], keras.preprocessing.sequence.pad_sequences(x, maxlen: 4)[0].ToArray<int>());
        NDArray matrix = keras.preprocessing.text.Tokenizer(num_words: 20).sequences_to_matrix(x, mode: "binary");
        Assert.Equal([6L, 20], matrix.shape);
        Assert.Equal([1, 2, 11], Enumerable.Range(0, 20).Where(i => (double)matrix[0, i] == 1));
    }

    [Fact]
    public void Reuters_is_shuffled_before_it_is_split()
    {
        Write("reuters.npz", 3, ("x", Lists(6, 4)), ("y", null));
        var ((x, y), (xt, yt)) = keras.datasets.reuters.load_data(test_split: 0.4);
        Assert.Equal([[1, 11, 2], [1, 4], [1, 2, 6, 9, 12]], x);
        Assert.Equal([1L, 0, 3], y.ToArray<long>());
        Assert.Equal([[1, 7, 10, 13], [1, 10], [1, 6, 9]], xt);
        Assert.Equal([2L, 4, 5], yt.ToArray<long>());
        ((x, y), (xt, _)) = keras.datasets.reuters.load_data(maxlen: 4, test_split: 0);
        Assert.Equal([1L, 0, 4, 5], y.ToArray<long>());
        Assert.Empty(xt);
        Assert.Contains("no sequence was kept",
            Assert.Throws<ArgumentException>(() => keras.datasets.reuters.load_data(maxlen: 1)).Message);
        Assert.Contains("`test_split` must be from 0",
            Assert.Throws<ArgumentException>(() => keras.datasets.reuters.load_data(test_split: 1)).Message);
        Assert.Equal((46, "cocoa", "earn", "lead"),
            (keras.datasets.reuters.get_label_names().Length, keras.datasets.reuters.get_label_names()[0],
                keras.datasets.reuters.get_label_names()[3], keras.datasets.reuters.get_label_names()[45]));
    }

    [Fact]
    public void Words_have_their_ranks()
    {
        File.WriteAllText(Path.Combine(_home, "datasets", "imdb_word_index.json"), """{"fawn": 34701, "caf\u00e9": 2}""");
        Dictionary<string, int> index = keras.datasets.imdb.get_word_index();
        Assert.Equal((2, 34701, 2), (index.Count, index["fawn"], index["café"]));
        File.WriteAllText(Path.Combine(_home, "datasets", "reuters_word_index.json"), "[1, 2]");
        Assert.Contains("reuters_word_index.json must be JSON that gives each word a number",
            Assert.Throws<IOException>(() => keras.datasets.reuters.get_word_index()).Message);
    }

    /// <summary>Only lists of whole numbers are data; whatever asks for a function of Python is named and not run.</summary>
    [Theory]
    [InlineData("\u0080\u0003cposix\nsystem\nX\u0004\u0000\u0000\u0000true\u0085R.",
        "it asks for Python's posix.system, and only data are read")]
    [InlineData("\u0080\u0003cbuiltins\neval\nX\u0001\u0000\u0000\u00001\u0085R.",
        "it asks for Python's builtins.eval, and only data are read")]
    [InlineData("\u0080\u0003]q\u0000K\u0001a.", "it must be an array of lists")]
    [InlineData("\u0080\u0003i", "it holds the pickle operation 0x69 at byte 2")]
    [InlineData("\u0080\u0003]q\u0000(K\u0001", "it ends early")]
    public void A_damaged_file_is_named(string pickle, string what)
    {
        NpzFile.Write(Path.Combine(_home, "datasets", "reuters.npz"), ("x", "|O", [1], Encoding.Latin1.GetBytes(pickle)),
            ("y", "<i8", [1], new byte[8]));
        Assert.Contains($"The array x in {Path.Combine(_home, "datasets", "reuters.npz")} must hold lists of whole numbers: {what}",
            Assert.Throws<IOException>(() => keras.datasets.reuters.load_data()).Message);
    }

    [Fact]
    public void Arrays_of_something_else_are_refused()
    {
        void Refused(byte[] pickle, string what)
        {
            NpzFile.Write(Path.Combine(_home, "datasets", "reuters.npz"), ("x", "|O", [1], pickle), ("y", "<i8", [2], new byte[16]));
            Assert.Contains(what, Assert.Throws<IOException>(() => keras.datasets.reuters.load_data()).Message);
        }
        Refused(Pickled([[1], [2]], 3, text: true), "object 2 of its array must be a list of whole numbers");
        Refused(Pickled([[1], [2]], 3, count: 3), "as many as their shape says");
        Refused(Pickled([[1], [2]], 3, dtype: "f8"), "its arrays must be of bytes (dtype u1) or objects (dtype O), not f8");
        Refused(Pickled([[1]], 3), "must hold a label for each text. Found 1 texts in x and 2 labels in y");
    }

    private void Imdb(int protocol) =>
        Write("imdb.npz", protocol, ("x_train", Lists(6, 4)), ("y_train", null), ("x_test", Lists(5, 3)), ("y_test", null));

    private static int[][] Lists(int count, int longest) =>
        [.. Enumerable.Range(0, count)
            .Select(i => Enumerable.Range(0, (i % longest) + 1).Select(j => (((i * 7) + (j * 3)) % 11) + 1).ToArray())];

    /// <summary>Texts, each array followed by its labels: 0 and 1 by turns, or the place for reuters.</summary>
    private void Write(string name, int protocol, params (string Name, int[][]? Texts)[] arrays) =>
        NpzFile.Write(Path.Combine(_home, "datasets", name), [.. arrays.Select((a, i) =>
        a.Texts is { } texts ? (a.Name, "|O", [texts.Length], Pickled(texts, protocol))
            : (a.Name, "<i8", new[] { arrays[i - 1].Texts!.Length }, Enumerable.Range(0, arrays[i - 1].Texts!.Length)
                .SelectMany(k => BitConverter.GetBytes(a.Name == "y" ? k : (long)(k % 2))).ToArray()))]);

    /// <summary>An array of lists as NumPy pickles it.</summary>
    private static byte[] Pickled(int[][] lists, int protocol, bool text = false, int? count = null, string dtype = "O8")
    {
        using var file = new MemoryStream();
        int memo = 0;
        void Raw(params byte[] bytes) => file.Write(bytes);
        void Ascii(string s) => file.Write(Encoding.Latin1.GetBytes(s));
        void Memo() => Raw(protocol == 4 ? [0x94] : [(byte)'q', (byte)memo++]);
        void String(string s) =>
            Raw(protocol == 4
                ? [0x8c, (byte)s.Length, .. Encoding.UTF8.GetBytes(s)]
                : [(byte)'X', .. BitConverter.GetBytes(s.Length), .. Encoding.UTF8.GetBytes(s)]);
        void Global(string module, string name)
        {
            if (protocol < 4)
            {
                Ascii($"c{module}\n{name}\n");
                return;
            }
            String(module);
            String(name);
            Raw(0x93);
        }
        Raw(0x80, (byte)protocol);
        if (protocol == 4) { Raw([0x95, .. new byte[8]]); }
        Global("numpy.core.multiarray", "_reconstruct");
        Global("numpy", "ndarray");
        Ascii("K\0\u0085");
        if (protocol > 2) { Ascii("C\u0001b"); }
        else
        {
            Global("_codecs", "encode");
            String("b");
            String("latin1");
            Ascii("\u0086R");
        }
        Ascii("\u0087R");
        Memo();
        Raw((byte)'(', (byte)'K', 1, (byte)'K', (byte)(count ?? (lists.Length + (text ? 1 : 0))), 0x85);
        Global("numpy", "dtype");
        String(dtype);
        Ascii("\u0089\u0088\u0087R");
        Memo();
        Ascii("(K\u0003");
        String("|");
        Ascii("NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK?tb\u0089]");
        Memo();
        Ascii("(");
        foreach (int[] list in lists)
        {
            Ascii("]");
            Memo();
            Ascii("(");
            foreach (int n in list) { Raw((byte)'K', (byte)n); }
            Ascii("e");
        }
        if (text) { String("words"); }
        Ascii("etb.");
        return file.ToArray();
    }
}
