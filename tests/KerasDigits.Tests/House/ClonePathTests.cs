using KerasDigits.Tests.Samples.Notebook;

namespace KerasDigits.Tests.House;

/// <summary>A clone builds wherever it lies: in a folder called src, in one with blanks, in one whose name is not English.</summary>
public sealed class ClonePathTests : IDisposable
{
    /// <summary>Set it to build a whole copy, as .ci/run does: that takes minutes.</summary>
    private const string Whole = "KERAS_CLONE_BUILD";

    private static readonly string[] s_left = ["artifacts", ".git", "bin", "obj", "out"];
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-clone-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Clone => Path.Combine(_folder, "src", "Größere Ziffern, дом 你好");

    [Fact]
    public void The_rule_for_libraries_does_not_reach_the_tests()
    {
        Copy("src/KerasDigits/buildTransitive");
        foreach (string project in (string[])["src/KerasDigits.Notebook", "tests/KerasDigits.Notebook.Tests", "samples/DigitsNotebook"])
        {
            Copy(project, "*.csproj");
        }
        string Symbols(string project)
        {
            var (code, output, errors) = NotebookProgram.Run(Clone, "dotnet",
                ["msbuild", Directory.GetFiles(Path.Combine(Clone, project), "*.csproj").Single(),
                    "-getProperty:IncludeSymbols"]);
            Assert.True(code == 0, output + errors);
            return output.Trim();
        }
        Assert.Equal("true", Symbols("src/KerasDigits.Notebook"));
        Assert.NotEqual("true", Symbols("tests/KerasDigits.Notebook.Tests"));
        Assert.NotEqual("true", Symbols("samples/DigitsNotebook"));
    }

    [SkippableFact]
    public void A_whole_clone_builds_and_its_program_runs()
    {
        Skip.If(Environment.GetEnvironmentVariable(Whole) is null or "", $"Builds a copy of the tree, which takes minutes: set {Whole}=1.");
        Copy("", recursive: true);
        foreach (string project in (string[])["tests/KerasDigits.Notebook.Tests", "samples/DigitsNotebook"])
        {
            var built = NotebookProgram.Run(Clone, "dotnet", ["build", project, "-c", "Release", "-v", "q", "-nologo"]);
            Assert.True(built.Code == 0, built.Output);
        }
        string program = Path.Combine(Clone, "artifacts", "bin", "DigitsNotebook", "release", "DigitsNotebook.dll");
        string train = NotebookProgram.Write(Path.Combine(Clone, "Ziffern.csv"), 130);
        var (code, output, errors) = NotebookProgram.Run(Clone, "dotnet",
            [program, "--train", train, "--models", "dense", "--epochs", "1", "--out", "Ergebnisse für mich"]);
        Assert.True(code == 0, output + errors);
        Assert.True(File.Exists(Path.Combine(Clone, "Ergebnisse für mich", "model_dense.h5")));
    }

    /// <summary>Copies a folder of the tree, or all of it, and the settings above it.</summary>
    private void Copy(string folder, string pattern = "*", bool recursive = false)
    {
        for (string above = folder; above.Length > 0;)
        {
            above = Path.GetDirectoryName(above) ?? "";
            CopyFiles(above, "Directory.*");
        }
        CopyFiles(folder, pattern);
        if (!recursive) { return; }
        foreach (string inner in Directory.EnumerateDirectories(Path.Combine(Repository.Root, folder))
            .Where(d => !s_left.Contains(Path.GetFileName(d))))
        {
            Copy(Path.GetRelativePath(Repository.Root, inner), recursive: true);
        }
    }

    private void CopyFiles(string folder, string pattern)
    {
        string to = Directory.CreateDirectory(Path.Combine(Clone, folder)).FullName;
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
