using KerasDigits.Tests.Semantics;

namespace KerasDigits.Tests.Ops;

/// <summary>keras.ops gives what Keras 3 gives: each line of the pack ops is run as it was written.</summary>
public sealed class KerasOpsTests
{
    private static readonly Golden s_pack = Golden.Pack("ops");

    public static TheoryData<string> Names() => [.. s_pack.Cases.Select(c => c.GetProperty("name").GetString()!)];

    [Theory, MemberData(nameof(Names))]
    public void A_line_gives_what_Keras_3_gave(string name)
    {
        var one = new SemanticsCase(s_pack.Cases.Single(c => c.GetProperty("name").GetString() == name), s_pack);
        one.Run("2.15");
        Assert.True(one.NotRun.Count == 0, $"not run: {string.Join("; ", one.NotRun.Distinct())}");
        Assert.True(one.Differing.Count == 0, string.Join("\n", one.Differing));
        Assert.True(one.Right > 0);
    }
}
