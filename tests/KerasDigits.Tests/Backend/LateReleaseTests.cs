using System.Reflection;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Tests.Backend;

/// <summary>Scalars and tensors that nobody holds any more stay whole while a native call may still read them.</summary>
public sealed class LateReleaseTests
{
    private static readonly MethodInfo s_read = typeof(torch).Assembly.GetType("TorchSharp.PInvoke.NativeMethods")!.GetMethod(
        "THSTorch_scalar_to_float64", BindingFlags.Static | BindingFlags.NonPublic)!;

    [SkippableFact]
    public void What_the_collector_found_dead_is_still_whole()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "releases wait on Linux only");
        Native.EnsureLoaded();
        Assert.True(EngineBinding.IsActive);
        nint[] lost = Lose(1000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // Freed ones would be used again by these.
        Scalar[] others = [.. Enumerable.Range(0, 1000).Select(_ => (-1.0).ToScalar())];
        for (int i = 0; i < lost.Length; i++) { Assert.Equal(i + 0.5, s_read.Invoke(null, [lost[i]])); }
        GC.KeepAlive(others);
    }

    [SkippableFact]
    public void What_is_disposed_is_freed_at_once()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "releases wait on Linux only");
        Native.EnsureLoaded();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        HashSet<nint> addresses = [];
        for (int i = 0; i < 1000; i++)
        {
            using Scalar scalar = 2.5.ToScalar();
            addresses.Add(Address(scalar));
        }
        Assert.True(addresses.Count < 100, $"{addresses.Count} addresses for 1000 scalars, one after another");
    }

    [SkippableFact]
    public void Two_hundred_fits_run_beside_a_collector_that_never_rests()
    {
        // Without tiers every method is compiled as it is after some time of use, when locals are dead at their last use.
        var (code, output) = Trial.Run("collector 200", ("DOTNET_TieredCompilation", "0"));
        Assert.True(code == 0, output);
        Assert.StartsWith("200 fits, ", output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint[] Lose(int count) => [.. Enumerable.Range(0, count).Select(i => Address((i + 0.5).ToScalar()))];

    private static nint Address(Scalar scalar) =>
        (nint)typeof(Scalar).GetProperty("Handle", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(scalar)!;
}
