using System.Text;
using System.Text.RegularExpressions;
using KerasDigits.Tests.House;

namespace KerasDigits.Tests.Facade;

/// <summary>The generated keras facade is text under review: Facade/Generated/keras.txt holds every line that users can write, and a change of it is seen in a commit.</summary>
public sealed class FacadeTextTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "KerasDigits.Tests", "Facade", "Generated");

    [Fact]
    public void The_facade_is_the_text_that_was_reviewed() => Compare("keras.txt", Lines(CoreSources.Generated("keras.g.cs")));

    /// <summary>Facade/Generated/NAME.cs is what the generator is given, NAME.txt what it writes.</summary>
    [Theory]
    [InlineData("ClassWithKeywords")]
    [InlineData("Functions")]
    [InlineData("SymbolicFunctions")]
    [InlineData("TwoHomes")]
    [InlineData("OldPackage")]
    public void The_generator_writes(string name)
    {
        var (facade, errors) = CoreSources.Facade(File.ReadAllText(Path.Combine(s_folder, name + ".source")));
        Assert.Empty(errors);
        Compare(name + ".txt", facade);
    }

    /// <summary>KERASDIGITS_WRITE_DOCS=1 writes the file anew instead.</summary>
    private static void Compare(string name, string text)
    {
        string file = Path.Combine(s_folder, name);
        if (Environment.GetEnvironmentVariable("KERASDIGITS_WRITE_DOCS") == "1") { File.WriteAllText(file, text); }
        string[] old = File.Exists(file) ? File.ReadAllLines(file) : [], now = text.TrimEnd('\n').Split('\n');
        string[] gone = [.. old.Except(now)], come = [.. now.Except(old)];
        Assert.True(old.SequenceEqual(now), $"{name} is not what the generator writes. Look at the change, then run this test once with KERASDIGITS_WRITE_DOCS=1.\n"
            + string.Concat(gone.Take(20).Select(l => $"- {l}\n")) + string.Concat(come.Take(20).Select(l => $"+ {l}\n")));
    }

    /// <summary>One line for each member: its path, arguments and result, namespaces left out.</summary>
    private static string Lines(string facade)
    {
        var (text, path) = (new StringBuilder(), new Stack<string>());
        foreach (string line in facade.Split('\n').Select(l => l.Trim()))
        {
            if (Regex.Match(line, @"^public (?:abstract|static) partial class @(\w+)$") is { Success: true } module) { path.Push(module.Groups[1].Value); }
            else if (line == "}" && path.Count > 0) { _ = path.Pop(); }
            else if (Regex.Match(line, @"^(\[[^\]]*OverloadResolutionPriority[^\]]*\] )?public static (.+?) (@?\w+(?:<[^(]*>)?)\((.*)\) => ") is { Success: true } member)
            {
                text.Append($"{string.Join('.', path.Reverse())}.{member.Groups[3].Value.TrimStart('@')}({Short(member.Groups[4].Value)}): {Short(member.Groups[2].Value)}{(member.Groups[1].Success ? " [later]" : "")}\n");
            }
        }
        return text.ToString();
    }

    private static string Short(string code) => Regex.Replace(Regex.Replace(code, @"global::(?:\w+\.)*(?=\w)", ""), @"@(?=\w)", "");
}
