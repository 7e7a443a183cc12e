using System.Security.Cryptography;
using System.Text.Json;
using KerasDigits.Core;
using KerasDigits.Downloads;
using KerasDigits.Models;
using KerasDigits.Tests.Downloads;
using NumSharp;

namespace KerasDigits.Tests.Applications;

/// <summary>
/// Keras's ImageNet files, served by this machine: weights and class names come into the cache with progress, are checked, gone on with
/// after a break, and named where they cannot be had.
/// </summary>
public sealed class ImageNetFilesTests : IDisposable
{
    private const string Weights = "efficientnetb0_notop.h5";

    private readonly string _home = Directory.CreateTempSubdirectory("keras-home").FullName;
    private readonly string? _before = Environment.GetEnvironmentVariable("KERAS_HOME");
    private readonly StringWriter _text = new();
    private readonly Dictionary<string, byte[]> _files = [];
    private readonly LocalServer _server;

    public ImageNetFilesTests()
    {
        Environment.SetEnvironmentVariable("KERAS_HOME", _home);
        _server = new LocalServer(_files);
        Output.Writer = _text;
        // The address becomes this machine's, the hash that of the file it serves.
        CachedFile.Elsewhere = (origin, hash) =>
        {
            string name = origin[(origin.LastIndexOf('/') + 1)..];
            Assert.NotNull(hash);
            return (_server.Address + name, _files.TryGetValue(name, out byte[]? content)
                ? new FileHash(Convert.ToHexStringLower(MD5.HashData(content)), "md5")
                : hash);
        };
    }

    public void Dispose()
    {
        CachedFile.Elsewhere = null;
        Output.Writer = null!;
        _server.Dispose();
        Environment.SetEnvironmentVariable("KERAS_HOME", _before);
        Directory.Delete(_home, recursive: true);
    }

    private string Cached(string name) => Path.Combine(_home, "models", name);

    private static Model Make(string? weights) =>
        keras.applications.EfficientNetB0(input_shape: (32, 32, 3), include_top: false, weights: weights);

    [Fact]
    public void Weights_are_downloaded_once_gone_on_with_and_loaded()
    {
        Model trained = Make(null);
        string made = Path.Combine(_home, "made.h5");
        trained.save_weights(made);
        _files[Weights] = File.ReadAllBytes(made);
        _server.BreakAfter = 100_000;
        IOException e = Assert.Throws<IOException>(() => Make("imagenet"));
        Assert.Contains(Weights, e.Message);
        Assert.False(File.Exists(Cached(Weights)));
        _server.BreakAfter = null;
        Model loaded = Make("imagenet");
        Assert.StartsWith("bytes=", _server.Ranges[^1]);
        Assert.Equal(_files[Weights], File.ReadAllBytes(Cached(Weights)));
        Assert.False(File.Exists(Cached(Weights) + ".part"));
        Assert.Contains($"Downloading data from {_server.Address}{Weights}\n", _text.ToString());
        Assert.Contains($"{_files[Weights].Length}/{_files[Weights].Length} [==============================]", _text.ToString());
        foreach (var (a, b) in trained.weights.Zip(loaded.weights))
        {
            Assert.Equal(a.numpy().astype(NPTypeCode.Double).ToArray<double>(), b.numpy().astype(NPTypeCode.Double).ToArray<double>());
        }
        int asked = _server.Ranges.Count;
        Make("imagenet");
        Assert.Equal(asked, _server.Ranges.Count);
    }

    [Fact]
    public void Without_network_the_error_names_file_address_and_folder()
    {
        _server.Dispose();
        foreach (Action load in (Action[])[() => Make("imagenet"),
            () => keras.applications.imagenet_utils.decode_predictions(np.zeros(new NumSharp.Shape(1, 1000)))])
        {
            IOException e = Assert.Throws<IOException>(load);
            Assert.All([$"URL fetch failure on {_server.Address}", "put it there by hand", Path.Combine(_home, "models")],
                part => Assert.Contains(part, e.Message));
        }
    }

    [Fact]
    public void Predictions_get_their_names()
    {
        _files["imagenet_class_index.json"] = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 1000)
            .ToDictionary(i => $"{i}", i => new[] { $"n{i:D8}", $"thing {i}" }));
        float[] scores = new float[2000];
        (scores[7], scores[999], scores[3], scores[1000 + 5]) = (0.5f, 0.25f, 0.125f, 1);
        var named = keras.applications.mobilenet_v2.decode_predictions(np.array(scores).reshape(2, 1000), top: 3);
        Assert.Equal([("n00000007", "thing 7", 0.5f), ("n00000999", "thing 999", 0.25f), ("n00000003", "thing 3", 0.125f)], named[0]);
        Assert.Equal(("n00000005", "thing 5", 1f), named[1][0]);
        Assert.True(File.Exists(Cached("imagenet_class_index.json")));
        Assert.Equal("thing 0",
            keras.applications.vgg16.decode_predictions(np.zeros(new NumSharp.Shape(1, 1000)), top: 1)[0][0].Description);
        Assert.Single(_server.Ranges);
    }
}
