using System.Diagnostics;
using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>Each pack of goldens has a row and a program in tools/goldens, and the programs are sound Python.</summary>
public sealed class RecipeTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tools", "goldens");

    [Fact]
    public void Every_pack_has_a_row_with_a_program()
    {
        // A row of README.md: the packs it names, and its program.
        (string Packs, string[] Programs)[] rows = [.. File.ReadLines(Path.Combine(s_folder, "README.md"))
            .Where(l => l.StartsWith('|')).Select(l => l.Split('|')).Where(c => c.Length > 2)
            .Select(c => (c[1], Regex.Matches(c[2], @"`(\w+\.py)").Select(m => m.Groups[1].Value).ToArray()))];
        string[] packs = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"))
            .Select(p => Path.Combine(p, "Goldens")).Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries)
            // Small packs stand beside the tests that read them, some with their program.
            .Concat(Repository.Files("tests", "*.json").Where(f => !f.Contains("/Goldens/", StringComparison.Ordinal)
                && !f.Contains("\\Goldens\\", StringComparison.Ordinal)
                && Directory.GetFiles(Path.GetDirectoryName(f)!, "*.py").Length == 0))
            .Select(f => PackOf(Path.GetFileName(f))).Distinct()];
        Assert.Contains("epochs_tf", packs);
        Assert.Contains("pandas", packs);
        string[] without = [.. packs.Where(p => !rows.Any(r => Regex.IsMatch(r.Packs, $@"(?<![\w-]){Regex.Escape(p)}(?![\w-])")
            && r.Programs.Any(f => File.Exists(Path.Combine(s_folder, f)))))];
        Assert.True(without.Length == 0,
            $"No row of tools/goldens/README.md gives a program that exists for {string.Join(", ", without)}.");
    }

    [Fact]
    public void Every_program_that_is_named_exists_and_every_one_is_named()
    {
        string readme = File.ReadAllText(Path.Combine(s_folder, "README.md"));
        Assert.All(Regex.Matches(readme, @"`(\w+\.py)").Select(m => m.Groups[1].Value),
            p => Assert.True(File.Exists(Path.Combine(s_folder, p)), p));
        Assert.All(Directory.EnumerateFiles(s_folder, "*.py").Select(f => Path.GetFileName(f)!),
            p => Assert.Contains($"`{p}", readme, StringComparison.Ordinal));
    }

    [SkippableFact]
    public void The_programs_are_sound_Python()
    {
        string[] programs = [.. Directory.EnumerateFiles(s_folder, "*.py")];
        Skip.If(Run("--version") is null, "There is no python3 here.");
        string check = "import ast, sys\nfor p in sys.argv[1:]: ast.parse(open(p, encoding='utf-8').read(), p)";
        Assert.Equal("", Run(["-c", check, .. programs]));
    }

    /// <summary>The pack that a file or folder of Goldens belongs to: its name without what says how it is stored.</summary>
    private static string PackOf(string file) => Regex.Replace(file, @"(\.json|\.npz)(\.gz)?$", "");

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
