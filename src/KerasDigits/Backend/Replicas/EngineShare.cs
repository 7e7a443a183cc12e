using System.Diagnostics;
using System.Numerics;
using System.Text.RegularExpressions;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A process's part of a machine that it shares with others of one training.</summary>
internal static partial class EngineShare
{
    /// <summary>
    /// Takes as many of the engine's threads, and that graphics card, as are this process's share. What the user has said stands.
    /// </summary>
    /// <param name="rank">This process's number among those of the machine.</param>
    /// <param name="count">How many there are.</param>
    public static void Take(int rank, int count)
    {
        Native.EnsureLoaded();
        if (torch.cuda.is_available() && !EngineEnvironment.Has("KERASDIGITS_DEVICE"))
        {
            Device.Set($"cuda:{rank % Math.Max(1, torch.cuda.device_count())}");
        }
        if (EngineEnvironment.Has("OMP_NUM_THREADS") || EngineEnvironment.Has("MKL_NUM_THREADS")) { return; }
        int threads = CountThreads(Environment.ProcessorCount, FindBound(),
            CountCores(File.Exists("/proc/cpuinfo") ? OrdinaryFile.ReadText("/proc/cpuinfo") : ""), count);
        if (threads < torch.get_num_threads()) { torch.set_num_threads(threads); }
    }

    /// <summary>How many threads are one process's share.</summary>
    /// <param name="usable">Cores that the process may use.</param>
    /// <param name="bound">Cores to which it is bound; null: not known.</param>
    /// <param name="all">The machine's cores; 0: not known.</param>
    /// <param name="processes">Processes on the machine.</param>
    internal static int CountThreads(int usable, int? bound, int all, int processes) =>
        // mpirun binds processes to a core, or to a part of the machine that several then share.
        bound is { } cores && all > cores ? Math.Min(usable, Math.Max(1, all / processes)) : Math.Max(1, usable / processes);

    private static int? FindBound()
    {
        if (!OperatingSystem.IsLinux()) { return null; }
        using Process here = Process.GetCurrentProcess();
        int cores = BitOperations.PopCount((ulong)here.ProcessorAffinity);
        return cores == 64 ? null : cores; // the mask has no more bits
    }

    private static int CountCores(string cpuinfo) => Processor().Count(cpuinfo);

    [GeneratedRegex(@"^processor\s*:", RegexOptions.Multiline)]
    private static partial Regex Processor();
}
