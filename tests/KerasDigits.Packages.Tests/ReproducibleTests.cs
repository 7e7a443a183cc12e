using System.IO.Compression;

namespace KerasDigits.Packages.Tests;

/// <summary>
/// A package is its sources: packed again later it holds the same files, to the bit. (NuGet stamps its archive with the time of packing;
/// eng/release.sh compares packages built in two clones.)
/// </summary>
[Collection(nameof(PackedTree))]
public sealed class ReproducibleTests(PackedTree tree)
{
    [Fact]
    public void Packed_again_packages_hold_the_same_files_to_the_bit()
    {
        string again = tree.Place("again");
        tree.Pack(again);
        string[] names = [.. Directory.GetFiles(tree.Feed, "*pkg").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.True(names.Length > 6);
        Assert.Equal(names, Directory.GetFiles(again, "*pkg").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        string[] differing = [.. names.Where(n => !Files(Path.Combine(tree.Feed, n)).SequenceEqual(Files(Path.Combine(again, n))))];
        Assert.True(differing.Length == 0, $"These packages differ when they are packed again: {string.Join(", ", differing)}");
    }

    private static List<(string Name, long Length, uint Crc)> Files(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(e => (e.FullName, e.Length, e.Crc32)).Order()];
    }
}
