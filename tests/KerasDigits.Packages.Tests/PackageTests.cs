using System.IO.Compression;
using System.Xml.Linq;

namespace KerasDigits.Packages.Tests;

[Collection(nameof(PackedTree))]
public sealed class PackageTests(PackedTree tree)
{
    [Fact]
    public void Every_package_says_what_it_is()
    {
        foreach (string file in Directory.GetFiles(tree.Feed, "*.nupkg"))
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            XElement metadata = XDocument.Load(archive.Entries.Single(e => e.Name.EndsWith(".nuspec", StringComparison.Ordinal))
                .Open()).Root!.Elements().Single();
            string Value(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name)?.Value ?? "";
            Assert.True(Value("description").Length > 40, $"{file} has no description");
            Assert.Equal("MIT", Value("license"));
            Assert.Contains("keras", Value("tags"), StringComparison.Ordinal);
            Assert.NotNull(metadata.Elements().Single(e => e.Name.LocalName == "repository").Attribute("commit"));
            Assert.NotNull(archive.GetEntry(Value("readme")));
        }
    }

    [Fact]
    public void Code_comes_with_its_symbols()
    {
        foreach (string file in Directory.GetFiles(tree.Feed, "*.nupkg").Where(HasCode))
        {
            using ZipArchive symbols = ZipFile.OpenRead(Path.ChangeExtension(file, ".snupkg"));
            Assert.Contains(symbols.Entries, e => e.Name.EndsWith(".pdb", StringComparison.Ordinal));
        }
    }

    private static bool HasCode(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return archive.Entries.Any(e => e.FullName.StartsWith("lib/", StringComparison.Ordinal)
            && e.Name.EndsWith(".dll", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_that_is_no_library_is_packed()
    {
        string[] packable = [.. Directory.GetFiles(PackedTree.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => !p.Contains("artifacts", StringComparison.Ordinal) && !p.Contains("/src/", StringComparison.Ordinal))];
        Assert.All(packable, p => Assert.Contains("<IsPackable>false", Said(p), StringComparison.Ordinal));
    }

    /// <summary>What a project file and the shared files above it say.</summary>
    private static string Said(string project) => File.ReadAllText(project)
        + string.Concat(new[] { "tests", "samples", "benchmarks" }.Where(f => project.Contains($"/{f}/", StringComparison.Ordinal))
            .Select(f => Path.Combine(PackedTree.Root, f, "Directory.Build.props")).Where(File.Exists).Select(File.ReadAllText));
}
