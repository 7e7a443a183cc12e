using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>Flushes denormal numbers to zero while models run, as TensorFlow does: optimizer state that decays toward zero otherwise slows a small net's step several times.</summary>
/// <remarks>TorchSharp does not bind libtorch's switch, so its C++ function is called by its linker name; where that name does not exist, denormals stay.</remarks>
internal static class Denormals
{
    private static readonly unsafe delegate* unmanaged<byte, byte> s_set;

    [ThreadStatic] private static int s_depth;

    static unsafe Denormals()
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64 || !OperatingSystem.IsLinux()) { return; }
        // bool at::Context::setFlushDenormal(bool), a static function.
        if (NativeLibrary.TryLoad("libtorch_cpu.so", out nint torch) && NativeLibrary.TryGetExport(torch, "_ZN2at7Context16setFlushDenormalEb", out nint set))
        {
            s_set = (delegate* unmanaged<byte, byte>)set;
        }
    }

    /// <summary>Whether the engine offers the switch here.</summary>
    public static unsafe bool Available => s_set is not null;

    /// <summary>Starts libtorch's worker threads while the switch is on; they inherit it for good.</summary>
    public static void Prepare()
    {
        using Scope flush = Flush();
        using Tensor parallel = TorchSharp.torch.zeros(1 << 17);
        using Tensor _ = parallel.add_(1);
    }

    /// <summary>Flushes denormals on this thread until disposed.</summary>
    public static Scope Flush()
    {
        if (s_depth++ == 0) { Set(true); }
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
            if (--s_depth == 0) { Set(false); }
        }
    }
}
