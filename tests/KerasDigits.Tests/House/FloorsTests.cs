using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>The floors of docs/ARCHITECTURE.md: a folder uses its own files and lower floors, never a neighbour, never up.</summary>
public sealed partial class FloorsTests
{
    private static readonly string[][] s_floors =
    [
        ["Core"], ["Backend"], ["Ops"], ["Activations", "Initializers", "Regularizers", "Constraints"], ["Layers", "Losses", "Metrics", "Optimizers"],
        ["Saving", "Data"], ["Training"], ["Models"], ["Callbacks", "Preprocessing", "Downloads"], ["Applications", "Datasets"], ["Facade"],
    ];

    /// <summary>Uses of a neighbour that are meant, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["Metrics uses Losses"] = "a metric may be the mean of any loss function, found by its name",
    };

    [Fact]
    public void No_folder_uses_one_above_it_or_beside_it()
    {
        var wrong = new List<string>();
        foreach (string file in Repository.Files("src/KerasDigits", "*.cs"))
        {
            string folder = Path.GetRelativePath(Path.Combine(Repository.Root, "src/KerasDigits"), file).Split(Path.DirectorySeparatorChar)[0];
            int floor = Array.FindIndex(s_floors, f => f.Contains(folder));
            if (folder.EndsWith(".cs", StringComparison.Ordinal)) { continue; }
            Assert.True(floor >= 0, $"The folder {folder} has no floor.");
            foreach (Match m in Use().Matches(File.ReadAllText(file)))
            {
                string used = m.Groups[1].Value;
                int other = Array.FindIndex(s_floors, f => f.Contains(used));
                if (used != folder && other >= floor && !s_allowed.ContainsKey($"{folder} uses {used}")) { wrong.Add($"{Path.GetFileName(file)} ({folder}) uses {used}"); }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Only_Backend_and_Ops_name_the_engine()
    {
        string[] wrong = [.. Repository.Files("src/KerasDigits", "*.cs")
            .Where(f => !Regex.IsMatch(Path.GetRelativePath(Repository.Root, f), @"KerasDigits[/\\](Backend|Ops)[/\\]|GlobalUsings\.cs$"))
            .Where(f => Regex.IsMatch(File.ReadAllText(f), @"\bTorchSharp\b|\btorch\.")).Select(f => Path.GetRelativePath(Repository.Root, f))];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void Long_files_say_why()
    {
        string[] wrong = [.. Repository.Files("src", "*.cs").Where(f => File.ReadLines(f).Count() > 500 && !File.ReadLines(f).First().StartsWith("// Long because", StringComparison.Ordinal))];
        Assert.True(wrong.Length == 0, string.Join("\n", wrong));
    }

    [GeneratedRegex(@"(?:using (?:static )?|\b)KerasDigits\.(\w+)(?:\.\w+)*;|(?<!namespace )\bKerasDigits\.(?<1>[A-Z]\w+)\.")]
    private static partial Regex Use();
}
