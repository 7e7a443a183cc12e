using System.Collections.Immutable;
using KerasDigits.CodeFixes;
using Microsoft.CodeAnalysis;

namespace KerasDigits.Analyzers.Tests;

/// <summary>Slices as a C# writer first writes them, and what the fix makes of them.</summary>
public sealed class ArrayRangeTests
{
    [Theory]
    [InlineData("var b = a[..5];", "var b = a[\":5\"];")]
    [InlineData("var b = a[^1];", "var b = a[\"-1\"];")]
    [InlineData("var b = a[1..^1, 0];", "var b = a[\"1:-1, 0\"];")]
    [InlineData("var b = a[n, ..];", "var b = a[$\"{n}, :\"];")]
    [InlineData("var b = a[n..(2 * n), ^(n + 1)];", "var b = a[$\"{n}:{2 * n}, {-(n + 1)}\"];")]
    [InlineData("a[..2] = a;", "a[\":2\"] = a;")]
    public async Task A_range_of_an_array_is_found_and_written_as_text(string line, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look(line, new ArrayRangeAnalyzer());
        Diagnostic only = Assert.Single(found);
        Assert.Equal("KD0003", only.Id);
        Assert.Contains(mended, await Lines.Mend(document, only, new ArrayRangeFix()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_range_beside_an_array_is_found_without_a_fix()
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Lines.Look("var b = a[.., a];", new ArrayRangeAnalyzer());
        Assert.Null(await Lines.Mend(document, Assert.Single(found), new ArrayRangeFix()));
    }

    [Theory]
    [InlineData("var b = a[0]; var c = a[n, 1]; var d = a[\":5\"]; var e = a[a > 1];")]
    [InlineData("var b = new[] { 1, 2 }[..1]; var c = \"text\"[^1];")]
    public async Task Other_brackets_are_left_alone(string line) => Assert.Empty((await Lines.Look(line, new ArrayRangeAnalyzer())).Found);
}
