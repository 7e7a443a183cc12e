using System.Diagnostics;
using System.Reflection;

namespace KerasDigits.Packages.Tests;

/// <summary>
/// The packages of this tree, packed once for all tests into a folder of their own, and a place for programs that use them and nothing else
/// of the tree.
/// </summary>
public sealed class PackedTree : IDisposable
{
    /// <summary>A version that no cache holds.</summary>
    public static readonly string Version = $"0.1.0-test{DateTime.UtcNow:yyyyMMddHHmmss}";

    private static readonly string[] s_projects = ["KerasDigits", "KerasDigits.Tuner", "KerasDigits.Tuner.Distributed",
        "KerasDigits.Tuner.PostgreSQL", "KerasDigits.Distributed", "KerasDigits.Images", "KerasDigits.Notebook", "KerasDigits.Testing",
        "KerasDigits.Script", "KerasDigits.Templates"];

    private readonly string _folder = Directory.CreateTempSubdirectory("keras-packages-").FullName;

    public PackedTree()
    {
        Pack(Feed);
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="this-tree" value="{Feed}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" /></config>
              <fallbackPackageFolders><add key="usual" value="{UsualCache}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    /// <summary>Packs what is built into a folder.</summary>
    public void Pack(string folder)
    {
        foreach (string project in s_projects)
        {
            (int code, string output) = Run(Root, "pack", Path.Combine("src", project), "--no-build", "-c", Metadata("Configuration"), "-o",
                folder, $"-p:MinVerVersionOverride={Version}");
            if (code != 0) { throw new InvalidOperationException($"dotnet pack of {project} ended with {code}:\n{output}"); }
        }
    }

    public static string Root => Metadata("RepositoryRoot");

    public string Feed => Path.Combine(_folder, "feed");

    /// <summary>Where dotnet new keeps the templates of these tests, apart from the user's own.</summary>
    public string Hive => Path.Combine(_folder, "templates");

    /// <summary>The file of a package.</summary>
    public string Package(string name) => Path.Combine(Feed, $"{name}.{Version}.nupkg");

    /// <summary>A new folder whose programs find the packages.</summary>
    public string Place(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>Runs a dotnet command in such a folder.</summary>
    public (int Code, string Output) RunHere(string folder, params string[] arguments) => Run(folder, arguments);

    /// <summary>Runs a one-file program: its text with the version of this tree's packages.</summary>
    public (int Code, string Output) RunScript(string name, string text, params string[] arguments)
    {
        string folder = Place(Path.GetFileNameWithoutExtension(name));
        File.WriteAllText(Path.Combine(folder, name),
            text.Replace("KerasDigits.Script@0.1.0", "KerasDigits.Script@" + Version, StringComparison.Ordinal));
        return Run(folder, ["run", name, "--", .. arguments]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string UsualCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } given ? given
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private static (int Code, string Output) Run(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = folder };
        // What the test host was given for itself must not reach the program.
        foreach (string name in new[] { "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "VSTEST_HOST_DEBUG" })
        {
            start.Environment.Remove(name);
        }
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }

    private static string Metadata(string key) =>
        typeof(PackedTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

[CollectionDefinition(nameof(PackedTree))]
public sealed class PackedTreeOnce : ICollectionFixture<PackedTree>;
