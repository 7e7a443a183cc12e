namespace KerasDigits.Tests.House;

/// <summary>A file's tests are found by its own path: the folders of tests are those of src.</summary>
public sealed class MirrorTests
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
