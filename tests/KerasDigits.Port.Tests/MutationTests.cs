using System.Text.RegularExpressions;
using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>
/// The recorded programs notice a changed rule: what the translator writes for Python's own meaning, written as C#'s plain form instead,
/// changes what some program prints.
/// </summary>
public class MutationTests
{
    [Theory]
    [InlineData(@"floordiv\(([^(),]+), ([^(),]+)\)", "($1) / ($2)")]
    [InlineData(@"\bmod\(([^(),]+), ([^(),]+)\)", "($1) % ($2)")]
    [InlineData(@" / (\d+)\.0", " / $1")]
    [InlineData(@"\bround\(([^(),]+)\)", "(int)Math.Floor($1)")]
    [InlineData(@"format\(([^(),]+), ""[^""]*""\)", "$1")]
    [InlineData(@"repr\(([^()]+)\)", "$1")]
    [InlineData(@"\bstr\(([^()]+)\)", "$1")]
    [InlineData(@"\[\^(\d)\]", "[$1]")]
    [InlineData(@"\bat\(([^(),]+), ([^(),]+)\)", "$1[$2]")]
    [InlineData(@"slice\(([^(),]+), ([^(),]+)\)", "slice($1, null, $2)")]
    [InlineData(@"sorted\(([^(),]+)", "list($1")]
    [InlineData(@"reverse: true", "reverse: false")]
    [InlineData(@"\.items\(\)", ".items().Reverse()")]
    [InlineData(@"zip\(([^(),]+), ([^(),]+)\)", "zip($2, $1)")]
    [InlineData(@"enumerate\(([^(),]+), ", "enumerate($1, 1 + ")]
    [InlineData(@"\bpow\(([^(),]+), ([^(),]+)\)", "$1 * $2")]
    [InlineData(@"\.Where\(", ".TakeWhile(")]
    [InlineData(@"\bequal\(", "ReferenceEquals(")]
    [InlineData(@"isBroken\d+ = true;", ";")]
    [InlineData(@"isDone\d+ = true;", ";")]
    [InlineData(@" \?\? ", " is null ? default : ")]
    [InlineData(@"\.get\(([^(),]+), ([^(),]+)\)", ".get($1, default!)")]
    [InlineData(@"CompareOrdinal\(([^(),]+), ([^(),]+)\)", "Compare($1, $2, StringComparison.OrdinalIgnoreCase)")]
    public void A_changed_rule_is_seen(string rule, string change)
    {
        int met = 0;
        foreach (var (name, source, output) in ProgramTests.All())
        {
            string code = Job.Translate(name + ".py", source).Code, changed = Regex.Replace(code, rule, change);
            if (changed == code) { continue; }
            met++;
            if (ProgramTests.TryRun(changed) != output) { return; }
        }
        Assert.Fail($"{met} programs hold `{rule}`, and none of them prints anything else without it.");
    }
}
