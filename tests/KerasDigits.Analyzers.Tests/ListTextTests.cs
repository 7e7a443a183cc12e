using System.Collections.Immutable;
using KerasDigits.CodeFixes;
using Microsoft.CodeAnalysis;

namespace KerasDigits.Analyzers.Tests;

/// <summary>Lists of .NET in texts, and what the fix makes of them.</summary>
public sealed class ListTextTests
{
    [Theory]
    [InlineData("var s = \"shape \" + a.shape;", "\"shape \" + string.Join(\", \", a.shape)")]
    [InlineData("var s = $\"shape {a.shape}\";", "$\"shape {string.Join(\", \", a.shape)}\"")]
    [InlineData("Console.WriteLine(a.shape);", "Console.WriteLine(string.Join(\", \", a.shape));")]
    [InlineData("var l = new System.Collections.Generic.List<int>(); var s = l + \" items\";", "string.Join(\", \", l) + \" items\"")]
    public async Task A_list_is_found_and_what_is_in_it_written(string line, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look(line, new ListTextAnalyzer());
        Diagnostic only = Assert.Single(found);
        Assert.Equal("KD0006", only.Id);
        Assert.Contains(mended, await Lines.Mend(document, only, new ListTextFix()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var s = \"shape \" + string.Join(\", \", a.shape) + n;")]
    [InlineData("Console.WriteLine(\"abc\".ToCharArray());")]
    [InlineData("var s = \"first \" + a.shape[0];")]
    public async Task What_writes_itself_is_left_alone(string line) =>
        Assert.Empty((await Lines.Look(line, new ListTextAnalyzer())).Found);
}
