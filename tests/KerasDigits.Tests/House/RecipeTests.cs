using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>tools/goldens has a program for a pack, or says why not, and the programs are sound Python.</summary>
public sealed class RecipeTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tools", "goldens");

    [Fact]
    public void Every_pack_has_a_recipe_or_a_word_why_not()
    {
        string readme = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        string[] packs = [.. new[] { "KerasDigits.Tests", "KerasDigits.Tuner.Tests",
            "KerasDigits.Notebook.Tests" }.SelectMany(p =>
                Directory.EnumerateFileSystemEntries(Path.Combine(Repository.Root, "tests", p, "Goldens")))
            .Select(f => Path.GetFileName(f).Split('.')[0]).Distinct()];
        // Parts of packs: files that cases name, what the tuner's cases left, the texts of a search, what scikit-learn gives to a formula.
        string[] parts = ["files", "h5", "tuner-projects", "keras_tuner_api", "tuner_console_1", "gaussian_process"];
        string[] missing = [.. packs.Except(parts).Where(p => !Regex.IsMatch(readme, $@"\b{Regex.Escape(p)}\b"))];
        Assert.True(missing.Length == 0, $"tools/goldens/README.md does not name the packs {string.Join(", ", missing)}.");
        Assert.All(Regex.Matches(readme, @"`(\w+\.py)").Select(m => m.Groups[1].Value),
            p => Assert.True(File.Exists(Path.Combine(s_folder, p)), p));
        Assert.All(Directory.EnumerateFiles(s_folder, "*.py").Select(f => Path.GetFileName(f)!),
            p => Assert.Contains(p, readme, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void The_programs_are_sound_Python()
    {
        string[] programs = [.. Directory.EnumerateFiles(s_folder, "*.py")];
        Skip.If(Run("--version") is null, "There is no python3 here.");
        string check = "import ast, sys\nfor p in sys.argv[1:]: ast.parse(open(p, encoding='utf-8').read(), p)";
        Assert.Equal("", Run(["-c", check, .. programs]));
    }

    /// <summary>What python3 says as an error; null: there is none.</summary>
    private static string? Run(params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("python3", arguments) { RedirectStandardError = true,
                RedirectStandardOutput = true })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return errors;
        }
        catch (System.ComponentModel.Win32Exception) { return null; }
    }
}
