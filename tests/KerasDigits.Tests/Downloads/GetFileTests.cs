using System.Security.Cryptography;
using KerasDigits.Core;

namespace KerasDigits.Tests.Downloads;

/// <summary>get_file against a server on this machine: download, cache, resume, wrong hash, unpacking, and no server at all.</summary>
public sealed class GetFileTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("keras-cache").FullName;
    private readonly byte[] _content = new byte[300_000];
    private readonly StringWriter _text = new();
    private readonly LocalServer _server;

    public GetFileTests()
    {
        new Random(3).NextBytes(_content);
        _server = new LocalServer(new() { ["a.bin"] = _content });
        Output.Writer = _text;
    }

    public void Dispose()
    {
        Output.Writer = null!;
        _server.Dispose();
        Directory.Delete(_cache, recursive: true);
    }

    private string Hash => Convert.ToHexStringLower(MD5.HashData(_content));

    private string Get(string? hash) =>
        keras.utils.get_file("a.bin", _server.Address + "a.bin", file_hash: hash, cache_subdir: "models", cache_dir: _cache);

    [Fact]
    public void Downloads_once_with_a_progress_bar()
    {
        string path = Get(Hash);
        Assert.Equal(Path.Combine(_cache, "models", "a.bin"), path);
        Assert.Equal(_content, File.ReadAllBytes(path));
        Assert.Contains($"Downloading data from {_server.Address}a.bin\n", _text.ToString());
        Assert.Contains("300000/300000 [==============================]", _text.ToString());
        Assert.Equal(path, Get(Hash));
        Assert.Single(_server.Ranges);
        Assert.False(File.Exists(path + ".part"));
    }

    [Fact]
    public void Goes_on_where_the_connection_broke()
    {
        _server.BreakAfter = 100_000;
        IOException e = Assert.Throws<IOException>(() => Get(Hash));
        Assert.Contains("a.bin belongs in the folder " + Path.Combine(_cache, "models"), e.Message);
        Assert.False(File.Exists(Path.Combine(_cache, "models", "a.bin")));
        long have = new FileInfo(Path.Combine(_cache, "models", "a.bin.part")).Length;
        Assert.InRange(have, 1, 100_000);
        _server.BreakAfter = null;
        Assert.Equal(_content, File.ReadAllBytes(Get(Hash)));
        Assert.Equal([null, $"bytes={have}-"], _server.Ranges);
    }

    [Fact]
    public void A_stale_part_is_thrown_away_when_the_hash_differs()
    {
        Directory.CreateDirectory(Path.Combine(_cache, "models"));
        File.WriteAllBytes(Path.Combine(_cache, "models", "a.bin.part"), new byte[5000]);
        Assert.Equal(_content, File.ReadAllBytes(Get(Hash)));
        Assert.Equal(["bytes=5000-", null], _server.Ranges);
    }

    [Fact]
    public void A_wrong_hash_leaves_nothing()
    {
        IOException e = Assert.Throws<IOException>(() => Get(new string('0', 32)));
        Assert.Contains("Incomplete or corrupted file detected. The md5 file hash does not match the provided value", e.Message);
        Assert.Empty(Directory.GetFiles(Path.Combine(_cache, "models")));
    }

    [Fact]
    public void A_local_file_with_another_hash_is_downloaded_again()
    {
        Directory.CreateDirectory(Path.Combine(_cache, "models"));
        File.WriteAllText(Path.Combine(_cache, "models", "a.bin"), "old");
        Assert.Equal(_content, File.ReadAllBytes(Get(Convert.ToHexString(SHA256.HashData(_content)))));
        Assert.Contains("A local file was found, but it seems to be incomplete or outdated because the sha256 file hash does not match",
            _text.ToString());
    }

    [Fact]
    public void Without_a_server_the_error_names_file_address_and_folder()
    {
        string address = _server.Address;
        _server.Dispose();
        IOException e = Assert.Throws<IOException>(() => Get(Hash));
        Assert.All([$"URL fetch failure on {address}a.bin", "The file a.bin", Path.Combine(_cache, "models")],
            part => Assert.Contains(part, e.Message));
    }

    [Fact]
    public void A_missing_page_is_an_error() =>
        Assert.Contains("404",
            Assert.Throws<IOException>(() => keras.utils.get_file(origin: _server.Address + "none", cache_dir: _cache)).Message);

    [Theory]
    [InlineData("zip")]
    [InlineData("tar.gz")]
    public void Archives_are_unpacked(string kind)
    {
        string source = Directory.CreateDirectory(Path.Combine(_cache, "source", "flowers")).FullName,
            archive = Path.Combine(_cache, "made." + kind);
        File.WriteAllText(Path.Combine(source, "rose.txt"), "red");
        if (kind == "zip") { System.IO.Compression.ZipFile.CreateFromDirectory(Path.GetDirectoryName(source)!, archive); }
        else
        {
            using var file = new System.IO.Compression.GZipStream(File.Create(archive), System.IO.Compression.CompressionLevel.Fastest);
            System.Formats.Tar.TarFile.CreateFromDirectory(Path.GetDirectoryName(source)!, file, includeBaseDirectory: false);
        }
        string origin = new Uri(archive).AbsoluteUri;
        string path = kind == "zip"
            ? keras.utils.get_file(origin: origin, extract: true, cache_dir: _cache)
            : keras.utils.get_file("flowers", origin, untar: true, cache_dir: _cache);
        Assert.Equal("red", File.ReadAllText(Path.Combine(_cache, "datasets", "flowers", "rose.txt")));
        Assert.Equal(kind == "zip" ? "made.zip" : "flowers", Path.GetFileName(path));
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        Assert.Contains("Please specify the \"origin\" argument",
            Assert.Throws<ArgumentException>(() => keras.utils.get_file("a")).Message);
        Assert.Contains("`file_hash` must be 32 hexadecimal digits for md5", Assert.Throws<ArgumentException>(() => Get("abc")).Message);
    }
}
