using System.IO.Compression;
using KerasDigits.Core;
using NumSharp;

namespace KerasDigits.Tests.Datasets;

/// <summary>keras.datasets from a cache folder: the real files where KERAS_DATA names them, small made ones, and damaged ones.</summary>
public sealed class DatasetTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("keras-home").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KERAS_HOME");

    public DatasetTests()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", _home);
        Directory.CreateDirectory(Path.Combine(_home, "datasets", "fashion-mnist"));
    }

    public void Dispose()
    {
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
        foreach (string name in new[] { "train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1" }) { Place($"fashion-mnist/{name}-ubyte.gz", $"fashion-mnist/{name}-ubyte.gz"); }
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

    private void Write(string part, int count)
    {
        byte[] labels = [.. new byte[8], .. Enumerable.Range(0, count).Select(i => (byte)i)];
        byte[] images = [.. new byte[16], .. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)i, 784))];
        foreach (var (name, bytes) in new[] { ($"{part}-labels-idx1-ubyte.gz", labels), ($"{part}-images-idx3-ubyte.gz", images) })
        {
            using var stream = new GZipStream(File.Create(Path.Combine(_home, "datasets", "fashion-mnist", name)), CompressionLevel.Fastest);
            stream.Write(bytes);
        }
    }

    private void Place(string source, string target)
    {
        string? data = Environment.GetEnvironmentVariable("KERAS_DATA");
        Skip.If(data is null || !File.Exists(Path.Combine(data, source)), "set KERAS_DATA to the folder of the data sets (mnist/mnist.npz, fashion-mnist/*.gz)");
        File.Copy(Path.Combine(data!, source), Path.Combine(_home, "datasets", target));
    }
}
