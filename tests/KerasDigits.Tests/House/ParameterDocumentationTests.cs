using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KerasDigits.Tests.House;

/// <summary>A caller of a public member can read what each argument means: the compiler asks for a comment, not for parameters.</summary>
public sealed partial class ParameterDocumentationTests
{
    [Fact]
    public void Every_parameter_of_a_public_member_is_documented()
    {
        int members = 0;
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (UserMember member in UserMembers.All.Where(m => m.Parameters.Count > 0))
        {
            members++;
            string[] lacking = member.Comment.Contains("<inheritdoc", StringComparison.Ordinal) ? [] : [.. member.Parameters
                .Where(p => member.FindText(p) is null).Select(p => p.Identifier.ValueText)];
            if (lacking.Length > 0) { wrong.Add($"{member.Place}: {string.Join(", ", lacking)}"); }
        }
        Assert.True(members > 2500, $"Only {members} members were found: the sources were not understood.");
        Assert.True(wrong.Count == 0, $"""
            These {wrong.Count} members lack a <param> for each parameter (meaning, shape, unit, range or allowed words, what null means):
            {string.Join('\n', wrong)}
            """);
    }

    [Fact]
    public void The_comment_of_a_nullable_parameter_says_what_null_means()
    {
        (string Place, string Text)[] nullable = [.. UserMembers.All.SelectMany(ListNullable)];
        Assert.True(nullable.Length > 1500, $"Only {nullable.Length} nullable parameters were found: the sources were not understood.");
        string[] wrong = [.. nullable.Where(n => !Null().IsMatch(n.Text)).Select(n => $"{n.Place}: {n.Text}")];
        Assert.True(wrong.Length == 0, $"""
            The comments of these {wrong.Length} parameters must say what null means: "Penalty on the kernel that is added to the loss;
            null: none.", "The generator's seed; null: drawn from the global one.", "Accepted for compatibility with Keras and ignored."
            {string.Join('\n', wrong)}
            """);
    }

    [Fact]
    public void The_comment_of_a_parameter_that_must_not_be_null_says_nothing_of_null()
    {
        string[] wrong = [.. UserMembers.All.SelectMany(ListPromises)];
        Assert.True(wrong.Length == 0, $"The types of these {wrong.Length} parameters refuse the null of their comments:\n"
            + string.Join('\n', wrong));
    }

    [Fact]
    public void No_parameter_is_told_in_a_word_or_two_or_by_another_member()
    {
        string[] wrong = [.. UserMembers.All.SelectMany(ListTerse)];
        Assert.True(wrong.Length == 0, $"""
            What is said of these {wrong.Length} parameters leaves a caller asking: say shape, unit, range or allowed words, what a path
            names, when a callback is called, and say it again where another member has the same parameter: "As for plot." is no help in
            a tooltip.
            {string.Join('\n', wrong)}
            """);
    }

    [Theory]
    [InlineData("""/// <param name="seed">Seed of the draw.</param>""", "int? seed = null", 1, 0)]
    [InlineData("""/// <param name="seed">Seed of the draw; null: the global one goes on.</param>""", "int? seed = null", 0, 0)]
    [InlineData("""/// <param name="value">Any value.</param>""", "object? value", 0, 1)]
    [InlineData("""/// <param name="value">Value of the option.</param>""", "object? value = null", 1, 0)]
    [InlineData("""/// <param name="x">Radians.</param>""", "double x", 0, 1)]
    [InlineData("""/// <param name="x">Angle in radians.</param>""", "double x", 0, 0)]
    [InlineData("""/// <param name="x">As for sine.</param>""", "double x", 0, 1)]
    public void What_a_comment_leaves_open_is_found(string comment, string parameter, int silent, int terse)
    {
        UserMember member = Assert.Single(UserMembers.Parse($"public class C {{\n{comment}\npublic void M({parameter}) {{ }}\n}}"),
            m => m.Parameters.Count > 0);
        Assert.Equal(silent, ListNullable(member).Count(n => !Null().IsMatch(n.Text)));
        Assert.Equal(terse, ListTerse(member).Count());
    }

    [Theory]
    [InlineData("int? seed = null", 0)]
    [InlineData("int seed", 1)]
    public void A_promise_of_null_is_found(string parameter, int promises) => Assert.Equal(promises, UserMembers.Parse(
        $"public class C {{\n/// <param name=\"seed\">Seed of the draw; null: a drawn one.</param>\npublic void M({parameter}) {{ }}\n}}")
        .SelectMany(ListPromises).Count());

    /// <summary>What is said of parameters that may be null, without objects that must be given: they may be any value.</summary>
    private static IEnumerable<(string Place, string Text)> ListNullable(UserMember member) => member.Parameters
        .Where(p => p.Type is NullableTypeSyntax type && (type.ToString() != "object?" || p.Default is not null))
        .Select(p => (Place: $"{member.Place} {p.Identifier.ValueText}", Text: member.FindText(p))).Where(p => p.Text is not null)
        .Select(p => (p.Place, p.Text!));

    /// <summary>The parameters that are told to take null, though their types do not.</summary>
    private static IEnumerable<string> ListPromises(UserMember member) => member.Parameters
        .Where(p => p.Type?.ToString().Contains('?', StringComparison.Ordinal) == false
            && member.FindText(p)?.Contains("null: ", StringComparison.OrdinalIgnoreCase) == true)
        .Select(p => $"{member.Place} {p.Identifier.ValueText}: {member.FindText(p)}");

    private static IEnumerable<string> ListTerse(UserMember member) => member.Parameters
        .Select(p => (p.Identifier.ValueText, Text: member.FindText(p)))
        .Where(p => p.Text is not null && (p.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= 2
            || p.Text.StartsWith("As for ", StringComparison.Ordinal)))
        .Select(p => $"{member.Place} {p.ValueText}: {p.Text}");

    /// <summary>The documentation's site is built without warnings, and has one for a parameter that is said twice.</summary>
    [Fact]
    public void An_inherited_comment_does_not_say_a_parameter_again()
    {
        int inherited = 0;
        var wrong = new List<string>();
        foreach (string file in Repository.Files("src", "*.cs"))
        {
            Match[] comments = [.. Comment().Matches(File.ReadAllText(file)).Cast<Match>()];
            foreach (Match comment in comments)
            {
                Match from = Inherited().Match(comment.Value);
                if (!from.Success) { continue; }
                inherited++;
                int count = from.Groups["types"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Length;
                string[] again = [.. comments.Where(c => c.Index != comment.Index && c.Groups["name"].Value == from.Groups["name"].Value
                    && Names(c).Length == count).SelectMany(Names).Intersect(Names(comment))];
                if (again.Length > 0) { wrong.Add($"{Path.GetFileName(file)}: {from.Value}, {string.Join(", ", again)}"); }
            }
        }
        Assert.True(inherited > 5, $"{inherited} inherited comments were found.");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        string[] Names(Match comment) => [.. Parameter().Matches(comment.Value).Select(m => m.Groups[1].Value)];
    }

    [GeneratedRegex("""(?m)(?:^[ \t]*///[^\n]*\n)+(?:^[ \t]*\[[^\n]*\n)*^[^\n(]*?(?<name>\w+)(?:<[^\n(]*>)?\(""")]
    private static partial Regex Comment();

    [GeneratedRegex("""<inheritdoc cref="(?:[\w.]+\.)?(?<name>\w+)\((?<types>[^)]*)\)""")]
    private static partial Regex Inherited();

    [GeneratedRegex("""<param name="(\w+)">""")]
    private static partial Regex Parameter();

    /// <summary>Null itself, or that the argument has no effect, whatever it is.</summary>
    [GeneratedRegex("""(?i)\b(?:null|ignore[sd]|not used)\b""")]
    private static partial Regex Null();

    [Fact]
    public void Projects_that_are_passed_over_are_there() =>
        Assert.All(UserMembers.PassedOver.Keys, p => Assert.True(Directory.Exists(Path.Combine(Repository.Root, "src", p)), p));
}
