using System.Text.RegularExpressions;

namespace KerasDigits.Tests.House;

/// <summary>What two files do alike they share: no two places of src have more than 12 lines of code in common.</summary>
public sealed partial class RepeatedCodeTests
{
    private const int Lines = 12;

    /// <summary>Files that say the same on purpose, each with its reason.</summary>
    private static readonly Dictionary<string, string> s_allowed = new()
    {
        ["src/KerasDigits.Templates"] = "each template is a whole program of its own",
    };

    /// <summary>One line of code of a file.</summary>
    /// <param name="File">The file's path.</param>
    /// <param name="Number">The line's number, from 1.</param>
    private sealed record Place(string File, int Number);

    [Fact]
    public void No_two_places_share_more_than_12_lines()
    {
        var first = new Dictionary<string, Place>();
        var shared = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string file in Repository.Files("src", "*.cs"))
        {
            string path = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
            if (s_allowed.Keys.Any(a => path.StartsWith(a, StringComparison.Ordinal))) { continue; }
            (string Text, int Number)[] code = [.. Code(file)];
            int skipTo = 0;
            for (int i = 0; i + Lines < code.Length; i++)
            {
                string run = string.Join('\n', code[i..(i + Lines + 1)].Select(c => c.Text));
                Place here = new(path, code[i].Number);
                if (!first.TryAdd(run, here) && i >= skipTo)
                {
                    shared.Add($"{path}:{here.Number} says what {first[run].File}:{first[run].Number} says");
                    skipTo = i + Lines;
                }
            }
        }
        Assert.True(shared.Count == 0, $"These places share more than {Lines} lines. Let one piece of code serve both:\n"
            + string.Join('\n', shared));
    }

    [Fact]
    public void Files_that_may_repeat_are_there() =>
        Assert.All(s_allowed.Keys, a => Assert.True(Path.Exists(Path.Combine(Repository.Root, a)), a));

    /// <summary>The lines that do something, with their numbers: no comments, usings, or brackets alone; all numbers are alike.</summary>
    private static IEnumerable<(string Text, int Number)> Code(string file)
    {
        int number = 0;
        foreach (string line in File.ReadLines(file))
        {
            number++;
            string text = Numbers().Replace(line.Trim(), "0");
            if (text.Any(char.IsLetter) && !text.StartsWith("//", StringComparison.Ordinal)
                && !text.StartsWith("using ", StringComparison.Ordinal) && !text.StartsWith("namespace ", StringComparison.Ordinal))
            {
                yield return (text, number);
            }
        }
    }

    [GeneratedRegex(@"\b\d[\d_.]*\b")]
    private static partial Regex Numbers();
}
