using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>How the process's native heap treats large blocks, and how far the managed one grows while models run.</summary>
/// <remarks>glibc gives every large activation back to the kernel and faults it in again at the next step, which costs time in every step.
/// Blocks are therefore kept mapped; they are given back when no model has run for a few seconds. The environment variable
/// KERASDIGITS_MALLOC=default does not change the heap.</remarks>
internal static partial class ProcessMemory
{
    private const int TrimThreshold = -1, TopPad = -2, MmapMax = -4;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);
    private static readonly Timer s_trim = new(_ => Trim());
    private static readonly ProcessSlot<bool> s_keeps = new("whether large blocks stay mapped", false);
    private static readonly ProcessSlot<int> s_users = new("how many runs of models there are", 0);
    private static readonly ProcessSlot<long> s_left = new("how many bytes of weights were left to tapes", 0);
    private static readonly ThreadSlot<long> s_swept = new("how much was allocated when small objects were last let go");

    public static void KeepMapped()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("KERASDIGITS_MALLOC") == "default") { return; }
        try
        {
            s_keeps.Value = mallopt(MmapMax, 0) == 1 & mallopt(TrimThreshold, int.MaxValue) == 1 & mallopt(TopPad, 64 << 20) == 1;
        }
        catch (EntryPointNotFoundException)
        {
            // musl has no mallopt: nothing to set there.
        }
    }

    /// <summary>
    /// Marks a run: fit, evaluate or predict. Some seconds after the last one has ended, unused native memory goes back to the system; a
    /// next run before that finds it still mapped.
    /// </summary>
    public static Use MarkInUse()
    {
        Interlocked.Increment(ref s_users.Value);
        return default;
    }

    /// <summary>A run, until disposed.</summary>
    public readonly struct Use : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (Interlocked.Decrement(ref s_users.Value) == 0 && s_keeps.Value) { s_trim.Change(s_patience, Timeout.InfiniteTimeSpan); }
        }
    }

    /// <summary>
    /// Lets go of the steps' small objects whenever there are some MB of them. By itself the runtime waits until they fill the
    /// processor's cache, and the process grows by that much.
    /// </summary>
    public static void Sweep()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - s_swept.Value < 4 << 20) { return; }
        s_swept.Value = allocated;
#pragma warning disable RS0030 // here it is decided
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
#pragma warning restore RS0030
    }

    /// <summary>
    /// Hears how many bytes of weights were left to tapes: they are the engine's, of which the runtime knows nothing, so somebody must see
    /// to it that tapes which nobody holds any more go.
    /// </summary>
    public static void NoteLeft(long bytes)
    {
        if (Interlocked.Add(ref s_left.Value, bytes) < 256 << 20) { return; }
        s_left.Value = 0;
#pragma warning disable RS0030 // here it is decided
        GC.Collect(1, GCCollectionMode.Forced, blocking: false);
#pragma warning restore RS0030
    }

    private static void Trim()
    {
        if (Volatile.Read(ref s_users.Value) == 0) { _ = malloc_trim(64 << 20); }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc")]
    private static partial int malloc_trim(nuint pad);
}
