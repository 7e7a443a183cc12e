using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>
/// Flushes denormal numbers to zero while models run, as TensorFlow does: optimizer state that decays toward zero otherwise slows a small
/// net's step several times.
/// </summary>
/// <remarks>TorchSharp does not bind libtorch's switch, so its C++ function is called by its linker name; where that name does not exist,
/// denormals stay. The switch belongs to a thread. The engine's worker threads belong to the thread that first had work for them, and keep
/// what they are told.</remarks>
internal static class Denormals
{
    private static readonly unsafe delegate* unmanaged<byte, byte> s_set;

    private static readonly ThreadSlot<int> s_depth = new("how many runs flush denormals");
    private static readonly ThreadSlot<bool> s_workersFlush = new("whether the engine's workers of this thread flush denormals");

    static unsafe Denormals()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux()) { return; }
        // bool at::Context::setFlushDenormal(bool), a static function.
        if (NativeLibrary.TryLoad("libtorch_cpu.so", out nint torch)
            && NativeLibrary.TryGetExport(torch, "_ZN2at7Context16setFlushDenormalEb", out nint set))
        {
            s_set = (delegate* unmanaged<byte, byte>)set;
        }
    }

    /// <summary>Whether the engine offers the switch here.</summary>
    public static unsafe bool Available => s_set is not null;

    /// <summary>
    /// Flushes denormals on this thread until disposed, and on the engine's worker threads of this thread for good: they are told once.
    /// </summary>
    public static Scope Flush()
    {
        if (s_depth.Value++ == 0)
        {
            EngineExit.Enter();
            Set(true);
            if (!s_workersFlush.Value && EngineThreads.Available)
            {
                s_workersFlush.Value = true;
                EngineThreads.Run(EngineThreads.Count, _ => Set(true));
            }
        }
        return default;
    }

    private static unsafe void Set(bool on)
    {
        if (s_set is not null) { _ = s_set(on ? (byte)1 : (byte)0); }
    }

    public readonly struct Scope : IDisposable
    {
        public void Dispose()
        {
            // A prediction inside a fit's callback must not end the fit's own flushing.
            if (--s_depth.Value > 0) { return; }
            Set(false);
            EngineExit.Leave();
        }
    }
}
