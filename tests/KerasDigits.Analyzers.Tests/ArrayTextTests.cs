using System.Collections.Immutable;
using KerasDigits.CodeFixes;
using Microsoft.CodeAnalysis;

namespace KerasDigits.Analyzers.Tests;

/// <summary>Each line as a user ports it, and what the fix makes of it.</summary>
public sealed class ArrayTextTests
{
    [Theory]
    [InlineData("Console.WriteLine(\"x \" + a);", "KD0001", "Console.WriteLine($\"x {a}\");")]
    [InlineData("Console.WriteLine(\"x {1} \" + a + \" y\");", "KD0001", "Console.WriteLine($\"x {{1}} {a} y\");")]
    [InlineData("Console.WriteLine(a + \" y\");", "KD0001", "Console.WriteLine($\"{a} y\");")]
    [InlineData("var t = $\"n {n} \" + a;", "KD0001", "var t = $\"n {n} {a}\";")]
    [InlineData("var t = \"mean: %.3f\" % a;", "KD0005", "var t = \"mean: %.3f\" % (double)a;")]
    [InlineData("Console.WriteLine(\"a\", a);", "KD0002", "Console.WriteLine($\"a {a}\");")]
    [InlineData("Console.WriteLine(\"loss:\", n, n);", "KD0002", "Console.WriteLine($\"loss: {n} {n}\");")]
    public async Task A_line_that_loses_its_values_is_found_and_mended(string line, string id, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look(line, new ArrayTextAnalyzer());
        Diagnostic first = found.First();
        Assert.Equal(id, first.Id);
        Assert.Contains(mended, await Lines.Mend(document, first, new ArrayTextFix()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.WriteLine($\"x {a}\");")]
    [InlineData("Console.WriteLine(\"x \" + n);")]
    [InlineData("Console.WriteLine(\"x {0}\", n);")]
    [InlineData("Console.WriteLine(\"x\");")]
    [InlineData("var b = a + a; var c = a + 1;")]
    [InlineData("Console.WriteLine(\"x \" + a.ToString());")]
    public async Task Other_lines_are_left_alone(string line) => Assert.Empty((await Lines.Look(line, new ArrayTextAnalyzer())).Found);

    [Theory]
    [InlineData("Console.WriteLine(\"a\", a); Console.WriteLine(\"b\", n, a);\nConsole.WriteLine(\"c\", a);", "KD0002",
        "Console.WriteLine($\"a {a}\"); Console.WriteLine($\"b {n} {a}\");\nConsole.WriteLine($\"c {a}\");")]
    [InlineData("var s = \"x \" + a;\nvar t = \"y \" + a + \".\";", "KD0001", "var s = $\"x {a}\";\nvar t = $\"y {a}.\";")]
    public async Task All_of_a_document_are_mended_at_once(string lines, string id, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look(lines, new ArrayTextAnalyzer());
        Assert.All(found, d => Assert.Equal(id, d.Id));
        Assert.Contains(mended, await Lines.MendAll(document, found, new ArrayTextFix()), StringComparison.Ordinal);
    }
}
