using System.IO.Compression;
using KerasDigits.Downloads;
using NumSharp;

namespace KerasDigits.Tests.Datasets;

/// <summary>keras.datasets from a cache folder: the real files where KERAS_DATA names them, small made ones, and damaged ones.</summary>
public sealed class DatasetsTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("keras-home").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KERAS_HOME");

    public DatasetsTests()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", _home);
        Directory.CreateDirectory(Path.Combine(_home, "datasets", "fashion-mnist"));
    }

    public void Dispose()
    {
        CachedFile.Elsewhere = null;
        Environment.SetEnvironmentVariable("KERAS_HOME", _before);
        Directory.Delete(_home, recursive: true);
    }

    [SkippableFact]
    public void MNIST_has_its_digits()
    {
        Place("mnist/mnist.npz", "mnist.npz");
        var ((x, y), (xt, yt)) = keras.datasets.mnist.load_data();
        Assert.Equal([60000L, 28, 28], x.shape);
        Assert.Equal([10000L, 28, 28], xt.shape);
        Assert.Equal([5, 0, 4, 1, 9], y["0:5"].ToArray<byte>());
        Assert.Equal([7, 2, 1, 0, 4], yt["0:5"].ToArray<byte>());
        Assert.Equal(NPTypeCode.Byte, x.typecode);
        Assert.Equal(27525, x[0].astype(NPTypeCode.Int32).ToArray<int>().Sum());
    }

    [SkippableFact]
    public void Fashion_MNIST_has_its_classes()
    {
        foreach (string name in new[] { "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1" })
        {
            Place($"fashion-mnist/{name}-ubyte.gz", $"fashion-mnist/{name}-ubyte.gz");
        }
        var ((x, y), (xt, yt)) = keras.datasets.fashion_mnist.load_data();
        Assert.Equal([60000L, 28, 28], x.shape);
        Assert.Equal([9, 0, 0, 3, 0], y["0:5"].ToArray<byte>());
        Assert.Equal([10000L, 28, 28], xt.shape);
        Assert.Equal([9, 2, 1, 1, 6], yt["0:5"].ToArray<byte>());
    }

    [Fact]
    public void Fashion_MNIST_files_are_read_by_their_headers()
    {
        Write("train", 3);
        Write("t10k", 2);
        var ((x, y), (xt, yt)) = keras.datasets.fashion_mnist.load_data();
        Assert.Equal([3L, 28, 28], x.shape);
        Assert.Equal([0, 1, 2], y.ToArray<byte>());
        Assert.Equal([2L, 28, 28], xt.shape);
        Assert.Equal(2, (int)(byte)x[2][0][1]);
        Assert.Equal([0, 1], yt.ToArray<byte>());
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        Write("train", 3);
        File.WriteAllText(Path.Combine(_home, "datasets", "fashion-mnist", "train-labels-idx1-ubyte.gz"), "not gzip");
        IOException e = Assert.Throws<IOException>(() => keras.datasets.fashion_mnist.load_data());
        Assert.Contains("train-labels-idx1-ubyte.gz must be a gzip file", e.Message);
    }

    [Theory]
    [InlineData(2), InlineData(4)]
    public void CIFAR_batches_are_read_as_Python_wrote_them(int protocol)
    {
        for (int i = 1; i <= 5; i++) { Batch($"cifar-10-batches-py/data_batch_{i}", protocol, 2, ("labels", [(i * 2) - 1, (i * 2) % 10])); }
        Batch("cifar-10-batches-py/test_batch", protocol, 1, ("labels", [300])); // a class beyond a byte wraps, as in NumPy
        var ((x, y), (xt, yt)) = keras.datasets.cifar10.load_data();
        Assert.Equal([10L, 32, 32, 3], x.shape);
        Assert.Equal((NPTypeCode.Byte, NPTypeCode.Byte), (x.typecode, y.typecode));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 0], y.ToArray<byte>());
        Assert.Equal([10L, 1], y.shape);
        // Files hold planes; pixel (row 1, column 2) of the second picture.
        Assert.Equal(Enumerable.Range(0, 3).Select(c => Pixel((3 * 1024) + (c * 1024) + 34)), x[1][1][2].ToArray<byte>());
        Assert.Equal([1L, 32, 32, 3], xt.shape);
        Assert.Equal([44], yt.ToArray<byte>());
    }

    [Fact]
    public void CIFAR_100_has_classes_and_groups()
    {
        Batch("cifar-100-python/train", 2, 2, ("fine_labels", [99, 7]), ("coarse_labels", [19, 1]));
        Batch("cifar-100-python/test", 2, 1, ("fine_labels", [50]), ("coarse_labels", [5]));
        var ((x, y), (_, yt)) = keras.datasets.cifar100.load_data();
        Assert.Equal([2L, 32, 32, 3], x.shape);
        Assert.Equal([99L, 7], y.ToArray<long>());
        Assert.Equal([50L], yt.ToArray<long>());
        Assert.Equal([19L, 1], keras.datasets.cifar100.load_data(label_mode: "coarse").train.y_train.ToArray<long>());
        Assert.Contains("`label_mode` must be one of",
            Assert.Throws<ArgumentException>(() => keras.datasets.cifar100.load_data("all")).Message);
    }

    /// <summary>Files that are cut off, lack a part, or ask for a function of Python: each is named, nothing is run.</summary>
    [Theory]
    [InlineData("gAJ9cQ", "it ends early")]
    [InlineData("gAJjb3MKc3lzdGVtClUEdHJ1ZYVSLg==", "it asks for Python's os.system, and only data are read")]
    [InlineData("gAJ9Lg==", "it must be a dictionary with an array \"data\"")]
    [InlineData("gAJLAWIu", "it is not a pickle of data")]
    [InlineData("gAJpb3MKc3lzdGVtCi4=", "it holds the pickle operation 0x69 at byte 2")]
    [InlineData("", "it ends early")]
    public void A_damaged_CIFAR_file_is_named(string base64, string what)
    {
        Directory.CreateDirectory(Path.Combine(_home, "datasets", "cifar-100-python"));
        File.WriteAllBytes(Path.Combine(_home, "datasets", "cifar-100-python", "train"),
            Convert.FromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '=')));
        IOException e = Assert.Throws<IOException>(() => keras.datasets.cifar100.load_data());
        Assert.Contains(Path.Combine("cifar-100-python", "train") + " must be a batch of CIFAR: " + what, e.Message);
    }

    /// <summary>The order was drawn with NumPy's algorithm: RandomState(seed).shuffle(arange(10)).</summary>
    [Fact]
    public void Boston_housing_is_shuffled_and_split_as_NumPy_does()
    {
        Downloads("boston_housing.npz", ("x", [10, 13], i => i / 13), ("y", [10], i => i * 10));
        np.random.seed(4);
        double next = (double)np.random.uniform(0.0, 1.0);
        np.random.seed(4);
        var ((x, y), (xt, yt)) = keras.datasets.boston_housing.load_data();
        Assert.Equal(next, (double)np.random.uniform(0.0, 1.0));
        Assert.Equal([90.0, 30, 60, 10, 0, 70, 40, 80], y.ToArray<double>());
        Assert.Equal([20.0, 50], yt.ToArray<double>());
        Assert.Equal([8L, 13], x.shape);
        Assert.Equal([2.0, 5], xt[":, 12"].ToArray<double>());
        var (all, none) = keras.datasets.boston_housing.load_data(test_split: 0, seed: 5);
        Assert.Equal([90.0, 50, 20, 40, 70, 10, 0, 80, 60, 30], all.y_train.ToArray<double>());
        Assert.Equal([0L, 13], none.x_test.shape);
        Assert.Contains("`test_split` must be from 0",
            Assert.Throws<ArgumentException>(() => keras.datasets.boston_housing.load_data(test_split: 1)).Message);
        Downloads("boston_housing.npz", ("x", [10, 13], i => i), ("y", [9], i => i));
        Assert.Contains("must hold a price for each place. Found 10 places and 9 prices",
            Assert.Throws<IOException>(() => keras.datasets.boston_housing.load_data()).Message);
    }

    /// <summary>Puts an archive of float64 arrays into the cache whose hash is not looked at.</summary>
    private void Downloads(string name, params (string Name, int[] Shape, Func<int, double> Value)[] arrays)
    {
        CachedFile.Elsewhere = (origin, _) => (origin, null);
        NpzFile.Write(Path.Combine(_home, "datasets", name), [.. arrays.Select(a =>
            (a.Name, "<f8", a.Shape, Enumerable.Range(0, a.Shape.Aggregate(1, (x, y) => x * y))
                .SelectMany(i => BitConverter.GetBytes(a.Value(i))).ToArray()))]);
    }

    private static byte Pixel(int i) => (byte)((i * 7) + (i / 1024));

    /// <summary>A batch as cPickle of Python 2 (protocol 2) or pickle of Python 3 (protocol 4) writes it.</summary>
    private void Batch(string name, int protocol, int count, params (string Key, int[] Values)[] labels)
    {
        using var file = new MemoryStream();
        void Raw(params byte[] bytes) => file.Write(bytes);
        void Ascii(string text) => Raw([.. text.Select(c => (byte)c)]);
        void Bytes(string text)
        {
            Ascii(protocol == 2 ? "U" : "C");
            Raw((byte)text.Length);
            Ascii(text);
        }
        void Global(string module, string member)
        {
            if (protocol == 2) { Ascii($"c{module}\n{member}\n"); }
            else
            {
                foreach (string part in new[] { module, member })
                {
                    Raw(0x8c, (byte)part.Length);
                    Ascii(part);
                }
                Raw(0x93, 0x94);
            }
        }
        Raw(0x80, (byte)protocol);
        if (protocol == 4) { Raw([0x95, .. new byte[8]]); }
        Ascii("}");
        Raw(protocol == 4 ? [0x94] : [(byte)'q', 1]);
        Ascii("(");
        foreach (var (key, values) in labels)
        {
            Bytes(key);
            Ascii("](");
            foreach (int v in values) { Raw(v < 256 ? [(byte)'K', (byte)v] : [(byte)'M', (byte)v, (byte)(v >> 8)]); }
            Ascii("e");
        }
        Bytes("data");
        Global("numpy.core.multiarray", "_reconstruct");
        Global("numpy", "ndarray");
        Raw((byte)'K', 0, 0x85);
        Bytes("b");
        Raw([0x87, (byte)'R', .. protocol == 4 ? (byte[])[0x94] : [(byte)'q', 9]]);
        Raw([(byte)'(', (byte)'K', 1, (byte)'K', (byte)count, (byte)'M', 0, 12, 0x86]);
        Global("numpy", "dtype");
        Bytes("u1");
        Raw([(byte)'K', 0, (byte)'K', 1, 0x87, (byte)'R', (byte)'(', (byte)'K', 3]);
        Bytes("|");
        Raw([(byte)'N', (byte)'N', (byte)'N', (byte)'J', 255, 255, 255, 255, (byte)'J', 255, 255, 255, 255, (byte)'K', 0, (byte)'t',
            (byte)'b', 0x89]);
        Raw([(byte)(protocol == 2 ? 'T' : 'B'), .. BitConverter.GetBytes(count * 3072),
            .. Enumerable.Range(0, count * 3072).Select(Pixel)]);
        Ascii("tbu.");
        string path = Path.Combine(_home, "datasets", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, file.ToArray());
    }

    private void Write(string part, int count)
    {
        byte[] labels = [.. new byte[8], .. Enumerable.Range(0, count).Select(i => (byte)i)];
        byte[] images = [.. new byte[16], .. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, 784))];
        foreach (var (name, bytes) in new[] { ($"{part}-labels-idx1-ubyte.gz", labels), ($"{part}-images-idx3-ubyte.gz", images) })
        {
            using var stream = new GZipStream(File.Create(Path.Combine(_home, "datasets", "fashion-mnist", name)),
                CompressionLevel.Fastest);
            stream.Write(bytes);
        }
    }

    private void Place(string source, string target)
    {
        string? data = Environment.GetEnvironmentVariable("KERAS_DATA");
        Skip.If(data is null || !File.Exists(Path.Combine(data, source)),
            "set KERAS_DATA to the folder of the data sets (mnist/mnist.npz, fashion-mnist/*.gz)");
        File.Copy(Path.Combine(data!, source), Path.Combine(_home, "datasets", target));
    }
}
