using System.Diagnostics;
using KerasDigits.Backend;

namespace KerasDigits.Tests.Backend;

/// <summary>Beside busy threads the engine's keep to a core each, in a step alone.</summary>
public sealed class CrowdedCoresTests
{
    [SkippableFact]
    public void A_step_in_a_crowd_holds_one_core_and_gives_it_back()
    {
        Native.EnsureLoaded();
        Skip.IfNot(OperatingSystem.IsLinux() && EngineThreads.Available && EngineThreads.Count > 1, "the engine uses one thread here");
        string all = Allowed();
        Skip.IfNot(EngineThreads.Count == Environment.ProcessorCount, "the engine does not use all cores here");
        string? held = null, after = null;
        bool ends = false;
        Thread[] crowd = [.. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (!Volatile.Read(ref ends)) { }
        }) { IsBackground = true })];
        foreach (Thread busy in crowd) { busy.Start(); }
        var run = new Thread(() =>
        {
            for (var clock = Stopwatch.StartNew(); held is null && clock.Elapsed < TimeSpan.FromSeconds(30);)
            {
                using (CrowdedCores.OfThisThread.Hold())
                {
                    if (Allowed() != all) { held = Allowed(); }
                    for (var step = Stopwatch.StartNew(); step.ElapsedMilliseconds < 20;) { }
                }
                after = Allowed();
            }
        });
        run.Start();
        run.Join();
        Volatile.Write(ref ends, true);
        Assert.Equal(all, after);
        Assert.True(held is not null && int.TryParse(held, out _), $"cores held: {held ?? "none"} of {all}");
    }

    /// <summary>The cores that this thread may use, as Linux writes them: "0-3", "1".</summary>
    private static string Allowed() => File.ReadLines("/proc/thread-self/status")
        .First(l => l.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim();
}
