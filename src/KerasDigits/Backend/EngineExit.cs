using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>
/// How a process ends while other threads compute: C's exit takes the engine's libraries apart under them, which is a segmentation fault
/// instead of the program's exit code.
/// </summary>
internal static partial class EngineExit
{
    private static readonly ProcessSlot<int> s_open = new("how many runs and calls of models are under way", 0);

    /// <summary>
    /// Sees to it that a process in which models still compute ends with its code. Only with glibc: elsewhere nothing changes.
    /// </summary>
    public static void Watch() => AppDomain.CurrentDomain.ProcessExit += (_, _) => LeaveTheEngineAlone();

    /// <summary>Something begins to compute.</summary>
    public static void Enter() => Interlocked.Increment(ref s_open.Value);

    /// <summary>It has ended.</summary>
    public static void Leave() => Interlocked.Decrement(ref s_open.Value);

    /// <summary>A call computes until the result is disposed.</summary>
    public static Call Begin()
    {
        Enter();
        return new Call(true);
    }

    /// <param name="counts">Whether it was counted.</param>
    internal readonly struct Call(bool counts) : IDisposable
    {
        public void Dispose() { if (counts) { Leave(); } }
    }

    /// <summary>
    /// The handler that is registered last is the first that C's exit calls, with the exit code: _exit ends the process there, before the
    /// libraries are taken apart. Everything of .NET has ended by then.
    /// </summary>
    private static void LeaveTheEngineAlone()
    {
        if (Volatile.Read(ref s_open.Value) <= 0) { return; }
        if (NativeLibrary.TryLoad("libc.so.6", out nint libc) && NativeLibrary.TryGetExport(libc, "_exit", out nint exit)
            && NativeLibrary.TryGetExport(libc, "on_exit", out _))
        {
            _ = on_exit(exit, 0);
        }
    }

    [LibraryImport("libc.so.6")]
    private static partial int on_exit(nint function, nint argument);
}
