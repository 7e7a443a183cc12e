using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Backend;

/// <summary>Keeps the engine's threads on a core each while other programs want the cores too.</summary>
/// <remarks>
/// Threads that sleep and wake between others' work are moved about, and two of them meet on one core while the others have the rest: an
/// operation then takes as long as both parts one after the other.
/// Linux counts how long a thread that could run has waited for a core. Where that is a good part of the time, the engine's threads are
/// tied, one to a core, until it is gone. It happens only where the engine uses all cores that the process may use, so that no core is
/// chosen before another. The run's own thread is tied only for the step: threads and programs that are started from it would inherit it.
/// </remarks>
internal sealed partial class CrowdedCores
{
    private const int SetBytes = 128;
    private const long LookMilliseconds = 100, PauseMilliseconds = 1000;

    /// <summary>Parts of the time spent waiting for a core from which threads are tied, and below which they are let go.</summary>
    private const double Crowded = 0.15, Free = 0.05;

    private readonly SafeFileHandle? _waits = Open();
    private long _lookedAt = Environment.TickCount64, _waited;
    private byte[]? _all, _first;

    private static readonly ThreadSlot<CrowdedCores> s_ofThisThread = new("the cores of the engine's workers of this thread");

    private CrowdedCores() => _waited = ReadWaitingTime();

    /// <summary>The engine's workers belong to the thread that first had work for them, and so does what is known of their cores.</summary>
    public static CrowdedCores OfThisThread => s_ofThisThread.Value ??= new CrowdedCores();

    /// <summary>
    /// Looks, ten times a second at most, whether there is a crowd, and holds this thread's core for a step if so. Call it on the thread
    /// that computes.
    /// </summary>
    public Held Hold()
    {
        long now = Environment.TickCount64, passed = now - _lookedAt;
        if (passed >= LookMilliseconds && _waits is not null)
        {
            long waited = ReadWaitingTime();
            double part = (waited - _waited) / (passed * 1e6);
            (_lookedAt, _waited) = (now, waited);
            bool ran = passed < PauseMilliseconds; // in a pause nothing could have waited
            if (ran && _all is null && part > Crowded) { TieWorkers(); }
            else if (ran && _all is not null && part < Free) { LetWorkersGo(); }
        }
        if (_all is null) { return default; }
        Tie(_first!);
        return new Held(_all);
    }

    private void TieWorkers()
    {
        byte[] all = new byte[SetBytes];
        if (!EngineThreads.Available || sched_getaffinity(0, SetBytes, all) != 0) { return; }
        int[] cores = [.. Enumerable.Range(0, SetBytes * 8).Where(i => (all[i / 8] >> (i % 8) & 1) != 0)];
        int threads = EngineThreads.Count;
        if (threads < 2 || cores.Length != threads) { return; }
        (_all, _first) = (all, MakeMask(cores[0]));
        EngineThreads.Run(threads, thread => { if (thread > 0) { Tie(MakeMask(cores[thread])); } });
    }

    private void LetWorkersGo()
    {
        byte[] all = _all!;
        _all = null;
        EngineThreads.Run(EngineThreads.Count, thread => { if (thread > 0) { Tie(all); } });
    }

    private static byte[] MakeMask(int core)
    {
        byte[] set = new byte[SetBytes];
        set[core / 8] = (byte)(1 << (core % 8));
        return set;
    }

    private static void Tie(byte[] cores) => _ = sched_setaffinity(0, SetBytes, cores);

    /// <summary>Nanoseconds for which this thread has waited for a core.</summary>
    private long ReadWaitingTime()
    {
        if (_waits is null) { return 0; }
        Span<byte> text = stackalloc byte[96];
        text = text[..RandomAccess.Read(_waits, text, 0)];
        // "time on a core, time waited for one, times".
        text = text[(text.IndexOf((byte)' ') + 1)..];
        int end = text.IndexOf((byte)' ');
        return end > 0 && long.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long waited) ? waited : 0;
    }

    private static SafeFileHandle? Open()
    {
        try { return OperatingSystem.IsLinux() && Device.IsCpu ? OrdinaryFile.OpenHandle("/proc/thread-self/schedstat") : null; }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return null; }
    }

    [LibraryImport("libc")]
    private static partial int sched_getaffinity(int thread, nint size, [Out] byte[] set);

    [LibraryImport("libc")]
    private static partial int sched_setaffinity(int thread, nint size, byte[] set);

    /// <summary>The run's own thread on its core, until disposed.</summary>
    public readonly struct Held(byte[]? before) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            if (before is not null) { Tie(before); }
        }
    }
}
