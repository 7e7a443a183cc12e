using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>Releases what the garbage collector found dead in the engine's hands some time later, when no call can still use it.</summary>
/// <remarks>TorchSharp gives the address of a Scalar or Tensor to native code and then no longer holds the object: in <c>x * 2 + y</c>
/// (which makes three Scalars, one of them for
/// <c>+</c> alone) a collection at that moment frees what the call still reads, and the process computes nonsense or dies. Every operator
/// of a user's own layer is such a place, so it is mended where all of them end: the two native functions that free are bound to the
/// methods below. What is disposed on purpose is freed at once; what the finalizer's thread frees waits.</remarks>
internal static unsafe class LateRelease
{
    /// <summary>
    /// How long, in milliseconds. A call reads its Scalars in its first microseconds; the rest is for threads that do not get to run.
    /// </summary>
    private const int Patience = 2000;

    private static readonly Queue<(nint Object, nint Free, long Since)> s_waiting = new();
    private static readonly Timer s_late = new(_ => ReleaseTheIdle());
    private static delegate* unmanaged<nint, void> s_freeScalar, s_freeTensor;
    private static int s_finalizer, s_collections;

    /// <summary>Puts code of ours in the place of TorchSharp's releasing functions.</summary>
    /// <param name="functions">Where its library's functions stand.</param>
    /// <param name="code">Bytes of the replacement by name.</param>
    /// <returns>The functions' names.</returns>
    public static string[] PutCode(Dictionary<string, nint> functions, Dictionary<string, byte[]> code)
    {
        const string scalar = "THSTorch_dispose_scalar", tensor = "THSTensor_dispose";
        if (!functions.TryGetValue(scalar, out nint freeScalar) || !functions.TryGetValue(tensor, out nint freeTensor)) { return []; }
        s_freeScalar = (delegate* unmanaged<nint, void>)freeScalar;
        s_freeTensor = (delegate* unmanaged<nint, void>)freeTensor;
        code[scalar] = JumpLibrary.MakeJump((nint)(delegate* unmanaged<nint, void>)&ReleaseScalar);
        code[tensor] = JumpLibrary.MakeJump((nint)(delegate* unmanaged<nint, void>)&ReleaseTensor);
        return [scalar, tensor];
    }

    /// <summary>Finds out which thread finalizes, before the first release comes.</summary>
    public static void Prepare()
    {
        s_collections = GC.CollectionCount(0);
        LeaveProbe();
    }

    [UnmanagedCallersOnly]
    private static void ReleaseScalar(nint scalar) => Release(scalar, s_freeScalar);

    [UnmanagedCallersOnly]
    private static void ReleaseTensor(nint tensor) => Release(tensor, s_freeTensor);

    private static void Release(nint dead, delegate* unmanaged<nint, void> free)
    {
        if (!IsFinalizing())
        {
            free(dead);
            return;
        }
        lock (s_waiting)
        {
            long now = Environment.TickCount64;
            if (s_waiting.Count == 0) { s_late.Change(Patience, Timeout.Infinite); }
            s_waiting.Enqueue((dead, (nint)free, now));
            ReleaseUntil(now - Patience);
        }
    }

    private static void ReleaseTheIdle()
    {
        lock (s_waiting)
        {
            ReleaseUntil(Environment.TickCount64 - Patience);
            if (s_waiting.Count > 0) { s_late.Change(Patience, Timeout.Infinite); }
        }
    }

    /// <summary>Frees at once what waits. Only where no call of the engine is running, as in a test of memory.</summary>
    internal static void ReleaseAll()
    {
        lock (s_waiting) { ReleaseUntil(long.MaxValue); }
    }

    private static void ReleaseUntil(long time)
    {
        while (s_waiting.TryPeek(out var oldest) && oldest.Since <= time)
        {
            s_waiting.Dequeue();
            ((delegate* unmanaged<nint, void>)oldest.Free)(oldest.Object);
        }
    }

    // Before the probe has told which thread it is, any thread may be it as soon as there was a collection.
    private static bool IsFinalizing() => s_finalizer == 0
        ? GC.CollectionCount(0) != s_collections
        : Environment.CurrentManagedThreadId == s_finalizer;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LeaveProbe() => _ = new Probe();

    /// <summary>Its finalizer, run after the next collection, says on which thread finalizers run.</summary>
    private sealed class Probe
    {
        ~Probe() => s_finalizer = Environment.CurrentManagedThreadId;
    }
}
