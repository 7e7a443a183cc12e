using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>A file's tests are found by its own path: the folders of tests are those of src.</summary>
public sealed partial class MirrorTests
{
    /// <summary>Folders of tests that stand for no folder of src, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_apart = new()
    {
        ["KerasDigits.Tests/Console231"] = "what TF 2.3.1 printed, over training, callbacks and models at once",
        ["KerasDigits.Tests/House"] = "rules of the tree",
        ["KerasDigits.Tests/Reports"] = "real users' reports of faults, each a small program",
        ["KerasDigits.Tests/Samples"] = "programs of the folder samples",
        ["KerasDigits.Tests/Saving/Epochs"] = "files of every version of Keras, over all readers",
        ["KerasDigits.Tests/Saving/Twins"] = "one model in all formats, over all writers",
        ["KerasDigits.Tests/Semantics"] = "a small Python that runs recorded scripts, over the whole facade",
        ["KerasDigits.Tests/Versions"] = "the rows of docs/VERSIONS.md",
        ["KerasDigits.Port.Tests/Programs"] = "programs that the tests translate and run",
        ["KerasDigits.Port.Tests/Scripts"] = "scripts that the tests translate",
    };

    /// <summary>Folders of src whose tests stand in another folder, each with that folder and why.</summary>
    private static readonly Dictionary<string, (string Tests, string Why)> s_elsewhere = new()
    {
        ["KerasDigits.CodeFixes"] = ("KerasDigits.Analyzers.Tests", "a fix is tested with the rule that it belongs to"),
        ["KerasDigits.Distributed/Mpi"] = ("KerasDigits.Distributed.Tests", "every test is of several processes that MPI joins"),
        ["KerasDigits.Generators"] = ("KerasDigits.Tests/Facade", "what the generators write is the facade"),
        ["KerasDigits.Images"] = ("KerasDigits.Tests/Preprocessing/Images", "the formats are read by the core's flows and functions"),
        ["KerasDigits.Port/Checking"] = ("KerasDigits.Port.Tests", "every translated program is compiled and run"),
        ["KerasDigits.Port/Syntax"] = ("KerasDigits.Port.Tests/Reading", "a tree is what reading gives"),
        ["KerasDigits.Port/Translating"] = ("KerasDigits.Port.Tests", "programs are translated whole"),
        ["KerasDigits.Port/Types"] = ("KerasDigits.Port.Tests", "types are seen in what programs become"),
        ["KerasDigits.Templates"] = ("KerasDigits.Packages.Tests", "templates are made from the packed package"),
        ["KerasDigits.Testing"] = ("KerasDigits.Tests/House", "each contract is held by a dummy and broken by its faulty twin"),
        ["KerasDigits.Tuner.Distributed"] = ("KerasDigits.Tuner.Tests/Network", "chief, workers and database are tried together"),
        ["KerasDigits.Tuner.PostgreSQL"] = ("KerasDigits.Tuner.Tests/Network", "chief, workers and database are tried together"),
        ["KerasDigits/Backend/Replicas"] = ("KerasDigits.Distributed.Tests", "replicas are several processes"),
        ["KerasDigits/Optimizers/Experimental"] = ("KerasDigits.Tests/Optimizers", "the pack holds both formulas of each optimizer"),
    };

    public static TheoryData<string> Projects => new(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"), "*.Tests")
        .Select(f => Path.GetFileName(f).Replace(".Tests", "", StringComparison.Ordinal))
        .Where(p => Directory.Exists(Path.Combine(Repository.Root, "src", p))));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_of_tests_are_folders_of_src(string project)
    {
        string[] missing = [.. Tests(project).Select(t => t.Folder).Distinct()
            .Where(f => !Directory.Exists(Path.Combine(Repository.Root, "src", project, f)) && !IsApart(project, f))];
        Assert.True(missing.Length == 0, $"tests/{project}.Tests has folders that src/{project} has not: {string.Join(", ", missing)}. "
            + "Move the tests to the folder of what they test, or say above why they stand apart.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_of_a_file_stand_in_its_folder(string project)
    {
        ILookup<string, string> folders = Files(Path.Combine("src", project)).ToLookup(f => f.Name, f => f.Folder);
        string[] elsewhere = [.. Tests(project).Where(t => !IsApart(project, t.Folder))
            .Select(t => (t.Folder, t.Name, Home: folders[t.Name[..^"Tests".Length]].ToArray()))
            .Where(t => t.Home.Length > 0 && !t.Home.Contains(t.Folder))
            .Select(t => $"{t.Folder}/{t.Name}.cs belongs into {string.Join(" or ", t.Home)}")];
        Assert.True(elsewhere.Length == 0, string.Join("\n", elsewhere));
    }

    [Fact]
    public void Every_folder_of_src_has_its_tests()
    {
        string[] folders = [.. Repository.Files("src", "*.cs").Select(f => Path.GetRelativePath(Path.Combine(Repository.Root, "src"),
            Path.GetDirectoryName(f)!).Replace('\\', '/')).Distinct()];
        Assert.True(folders.Length > 100, $"{folders.Length} folders of src were found.");
        string[] bare = [.. folders.Where(f => !HasTests(TwinOf(f))
            && !s_elsewhere.Any(e => (f == e.Key || f.StartsWith($"{e.Key}/", StringComparison.Ordinal))
                && HasTests(e.Value.Tests)))];
        Assert.True(bare.Length == 0, $"No tests stand in the twins of these folders: {string.Join(", ", bare)}. Move those of what is "
            + "in them there, or say above where they stand and why.");
        Assert.All(s_elsewhere.Keys,
            f => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", f)) && !HasTests(TwinOf(f)), f));
    }

    /// <summary>KerasDigits/Layers/Core: KerasDigits.Tests/Layers/Core.</summary>
    private static string TwinOf(string folder)
    {
        string[] parts = folder.Split('/', 2);
        return parts.Length == 1 ? $"{parts[0]}.Tests" : $"{parts[0]}.Tests/{parts[1]}";
    }

    private static bool HasTests(string folder)
    {
        string path = Path.Combine(Repository.Root, "tests", folder);
        // A project's own folder holds what is of no part of it: any test of the project will do.
        SearchOption depth = folder.Contains('/', StringComparison.Ordinal) ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
        return Directory.Exists(path) && Directory.EnumerateFiles(path, "*.cs", depth).Any(f => File.ReadAllText(f) is var text
            && (text.Contains("[Fact", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal)
                || text.Contains("[Skippable", StringComparison.Ordinal)));
    }

    /// <summary>Reasons and documents send readers to tests by their names.</summary>
    [Fact]
    public void Tests_that_are_named_are_there()
    {
        HashSet<string> known = [.. Repository.Files("tests", "*.cs").Select(f => Path.GetFileName(f).Split('.')[0]), "NAMETests"];
        string[] texts = [.. Repository.Files("tests", "*.cs"), .. Repository.Files("docs", "*.md"),
            .. Repository.Files("tools", "*.md"), Path.Combine(Repository.Root, "CONTRIBUTING.md")];
        string[] gone = [.. texts.SelectMany(f => TestName().Matches(File.ReadAllText(f)).Select(m => m.Value).Distinct()
            .Where(n => !known.Contains(n)).Select(n => $"{Path.GetFileName(f)} names {n}"))];
        Assert.True(gone.Length == 0, string.Join("\n", gone));
    }

    [GeneratedRegex(@"(?<![\w_])[A-Z][A-Za-z0-9]{3,}Tests(?![\w(])")]
    private static partial Regex TestName();

    [Fact]
    public void Every_folder_that_stands_apart_is_there()
    {
        string[] gone = [.. s_apart.Keys.Where(f => !Directory.Exists(Path.Combine(Repository.Root, "tests", f)))];
        Assert.True(gone.Length == 0, string.Join(", ", gone));
    }

    private static bool IsApart(string project, string folder)
    {
        string path = $"{project}.Tests/{folder}";
        return s_apart.Keys.Any(a => path == a || path.StartsWith($"{a}/", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Folder, string Name)> Tests(string project) =>
        Files(Path.Combine("tests", $"{project}.Tests")).Where(f => f.Name.EndsWith("Tests", StringComparison.Ordinal));

    private static IEnumerable<(string Folder, string Name)> Files(string root) => Repository.Files(root, "*.cs").Select(f =>
        (Path.GetRelativePath(Path.Combine(Repository.Root, root), Path.GetDirectoryName(f)!).Replace('\\', '/').TrimStart('.'),
        Path.GetFileNameWithoutExtension(f).Split('.')[0]));
}
