using Xunit.Abstractions;

namespace KerasDigits.Tests.Semantics;

/// <summary>The cases of the pack semantics, run as they were written and compared with what Keras gave: TF 2.3.1's numbers under "2.3" where they were recorded, 2.15's otherwise.</summary>
public sealed class SemanticsTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("2.3")]
    [InlineData("2.15")]
    public void Cases_give_what_Keras_gave(string version)
    {
        Golden pack = Golden.Pack("semantics");
        SemanticsCase[] all = [.. pack.Cases.Select(c => new SemanticsCase(c, pack))];
        foreach (SemanticsCase one in all) { one.Run(version); }
        int whole = all.Count(c => c.NotRun.Count == 0 && c.Differing.Count == 0), parts = all.Count(c => c.NotRun.Count > 0 && c.Right > 0);
        output.WriteLine($"{version}: {all.Length} cases, {whole} run whole and right, {parts} in part, {all.Sum(c => c.Right)} results right, {all.Count(c => c.Differing.Count > 0 && c.NotRun.Count == 0)} cases differ, {all.Count(c => c.NotRun.Count > 0 && c.Right == 0)} not run");
        foreach (SemanticsCase c in all.Where(c => c.Differing.Count > 0 && c.NotRun.Count == 0)) { output.WriteLine($"DIFFERS {c.Name}: {string.Join(" | ", c.Differing)}"); }
        foreach (SemanticsCase c in all.Where(c => c.OtherWords.Count > 0)) { output.WriteLine($"WORDS {c.Name}: {string.Join(" | ", c.OtherWords)}"); }
        foreach (SemanticsCase c in all.Where(c => c.NotRun.Count > 0)) { output.WriteLine($"NOT RUN {c.Name}: {string.Join("; ", c.NotRun.Distinct())}"); }
        Assert.True(all.Sum(c => c.Right) >= all.Length, "Fewer results than cases were compared: the replay itself is broken.");
        string[] surprising = [.. all.Where(c => c.Differing.Count > 0 && c.NotRun.Count == 0 && !SemanticsLeft.Has(c.Name)).Select(c => $"{c.Name}: {c.Differing[0]}")];
        Assert.True(surprising.Length == 0, string.Join("\n", surprising));
    }
}
