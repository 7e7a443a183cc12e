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

    /// <summary>Also workers that the thread had before: a program that computes something and then trains.</summary>
    [SkippableTheory, InlineData(false), InlineData(true)]
    public void The_engines_worker_threads_flush_too(bool startedBefore)
    {
        Native.EnsureLoaded();
        Skip.IfNot(Denormals.Available, "The engine offers no switch for denormals on this system.");
        float[] values = [];
        var fresh = new Thread(() =>
        {
            using var scope = Scopes.Step();
            if (startedBefore) { _ = torch.full(1 << 20, Tiny).mul(0.5); }
            using var flush = Denormals.Flush();
            values = torch.full(1 << 20, Tiny).mul(0.5).data<float>().ToArray();
        });
        fresh.Start();
        fresh.Join();
        Assert.Equal(1 << 20, values.Length);
        Assert.Equal(0, values.Count(v => BitConverter.SingleToInt32Bits(v) != 0));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Half(float x) => x * 0.5f;
}
