using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Tests.Backend;

public class DenormalsTests
{
    /// <summary>Small enough that its half is no normal number.</summary>
    private const float Tiny = 1.5e-38f;

    [SkippableFact]
    public void Flushing_holds_until_the_outermost_scope_ends()
    {
        Native.EnsureLoaded();
        Skip.IfNot(Denormals.Available, "The engine offers no switch for denormals on this system.");
        Assert.NotEqual(0f, Half(Tiny));
        using (Denormals.Flush())
        {
            Assert.Equal(0f, Half(Tiny));
            using (Denormals.Flush()) { }
            Assert.Equal(0f, Half(Tiny));
        }
        Assert.NotEqual(0f, Half(Tiny));
    }

    [SkippableFact]
    public void The_engines_worker_threads_flush_too()
    {
        Native.EnsureLoaded();
        Skip.IfNot(Denormals.Available, "The engine offers no switch for denormals on this system.");
        using var scope = Scopes.Step();
        using var flush = Denormals.Flush();
        Tensor halves = torch.full(1 << 20, Tiny).mul(0.5);
        Assert.All(halves.data<float>().ToArray(), v => Assert.Equal(0, BitConverter.SingleToInt32Bits(v)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Half(float x) => x * 0.5f;
}
