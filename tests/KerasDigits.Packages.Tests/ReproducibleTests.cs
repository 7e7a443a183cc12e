using System.Security.Cryptography;

namespace KerasDigits.Packages.Tests;

/// <summary>A package is its sources: packed again later and elsewhere it is the same to the bit. (eng/release.sh compares packages built in two clones.)</summary>
[Collection(nameof(PackedTree))]
public sealed class ReproducibleTests(PackedTree tree)
{
    [Fact]
    public void Packed_again_packages_are_the_same_to_the_bit()
    {
        string again = tree.Place("again");
        tree.Pack(again);
        string[] names = [.. Directory.GetFiles(tree.Feed, "*pkg").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];
        Assert.True(names.Length > 6);
        Assert.Equal(names, Directory.GetFiles(again, "*pkg").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        string[] differing = [.. names.Where(n => Hash(Path.Combine(tree.Feed, n)) != Hash(Path.Combine(again, n)))];
        Assert.True(differing.Length == 0, $"These packages differ when they are packed again: {string.Join(", ", differing)}");
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
