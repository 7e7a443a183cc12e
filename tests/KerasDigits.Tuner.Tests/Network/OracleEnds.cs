using KerasDigits.Core;
using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>What must be true of an oracle's state when a search over several processes has ended.</summary>
internal static class OracleEnds
{
    /// <summary>Fails unless all trials have begun and ended once and none is open or waits to be tried again.</summary>
    public static void Check(string file, int wanted)
    {
        Config state = ProjectFile.Read(file, s => s);
        foreach (string order in new[] { "start_order", "end_order" })
        {
            List<string> ids = [.. ((List<object?>)state[order]!).Cast<string>()];
            Assert.Equal(wanted, ids.Count);
            Assert.Equal(wanted, ids.Distinct().Count());
        }
        Assert.Empty((Config)state["ongoing_trials"]!);
        Assert.Empty((List<object?>)state["retry_queue"]!);
    }
}
