using Xunit.Abstractions;

namespace KerasDigits.Tests.Semantics;

/// <summary>The cases of the pack semantics, run as they were written and compared with what Keras gave: TF 2.3.1's numbers under "2.3"
/// where they were recorded, 2.15's otherwise. What is not Keras's stands in <see cref="SemanticsLeft"/>, result by result.</summary>
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
        int whole = all.Count(c => c.NotRun.Count == 0 && c.Differing.Count == 0),
            parts = all.Count(c => c.NotRun.Count > 0 && c.Right > 0);
        output.WriteLine($"{version}: {all.Length} cases, {whole} run whole and right, {parts} in part, {all.Sum(c => c.Right)} results "
            + $"right, {all.Count(c => c.Differing.Count > 0 && c.NotRun.Count == 0)} cases differ, "
            + $"{all.Count(c => c.NotRun.Count > 0 && c.Right == 0)} not run");
        var faults = all.SelectMany(c => c.Differing.Select(d => (Key: $"{c.Name}#{d.Split(':')[0]}", Text: d))
            .Concat(c.NotRun.Take(1).Select(n => (Key: $"{c.Name}#not run", Text: string.Join("; ", c.NotRun.Distinct()))))).ToList();
        var words = all.SelectMany(c => c.OtherWords.Select(w => (Key: $"{c.Name}#{w.Split(':')[0]}", Text: w))).ToList();
        foreach (var (key, text) in faults.Concat(words)) { output.WriteLine($"{key} | {text}"); }
        Assert.True(all.Sum(c => c.Right) >= 2 * all.Length, "Too few results were compared: the replay itself is broken.");
        // another pack than the one that was looked through
        if (Golden.OwnFolder is not null && pack.Cases.Count() != SemanticsLeft.Cases) { return; }
        Assert.Equal(SemanticsLeft.Cases, all.Length);
        Judge(faults, SemanticsLeft.Faults(version));
        Judge(words, SemanticsLeft.Words(version));
    }

    /// <summary>A case that is not wholly run is not judged: what follows the part that could not be run means nothing.</summary>
    private void Judge(List<(string Key, string Text)> found, HashSet<string> listed)
    {
        string[] surprising = [.. found.Where(f => !listed.Contains(f.Key) && !SemanticsLeft.Partly.Contains(f.Key.Split('#')[0]))
            .Select(f => $"{f.Key}: {f.Text}")];
        foreach (string gone in listed.Except(found.Select(f => f.Key))) { output.WriteLine($"{gone} | listed, but right now"); }
        Assert.True(surprising.Length == 0, $"{surprising.Length} results are not Keras's and not "
            + $"listed:\n{string.Join("\n", surprising)}");
    }
}
