using System.Text.RegularExpressions;
using KerasDigits.Tests.House;

namespace KerasDigits.Tests.Versions;

/// <summary>The documented table of differences: every row names tests, and they are there.</summary>
public sealed partial class VersionTableTests
{
    [Fact]
    public void Every_row_has_its_tests()
    {
        string[] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "VERSIONS.md"))
            .SkipWhile(l => !l.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(l => l.StartsWith('|'))];
        Assert.True(rows.Length > 20, $"The table has {rows.Length} rows.");
        Type[] types = typeof(VersionTableTests).Assembly.GetTypes();
        foreach (string row in rows)
        {
            string[] tests = [.. TestName().Matches(row.Split('|')[^2]).Select(m => m.Groups[1].Value)];
            Assert.True(tests.Length > 0, $"No test in: {row}");
            foreach (string test in tests)
            {
                string[] parts = test.Split('.');
                Assert.True(types.Any(t => t.Name == parts[0] && t.GetMethod(parts[1]) is not null),
                    $"There is no test {test}, which docs/VERSIONS.md names.");
            }
        }
    }

    [GeneratedRegex(@"`(\w+\.\w+)`")]
    private static partial Regex TestName();
}
