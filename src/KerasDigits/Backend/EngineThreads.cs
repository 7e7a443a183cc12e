using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>Work of our own on the engine's threads.</summary>
/// <remarks>Between two operations libtorch's OpenMP threads spin for some milliseconds. Threads of our own would have to share the cores
/// with them: on two cores that doubles the time of a short piece of work.
/// Where the engine's OpenMP library is not GNU's, .NET's threads do it.</remarks>
internal static unsafe class EngineThreads
{
    private static readonly (nint Parallel, nint Number) s_openMp = Find();

    /// <summary>How many threads an operation of the engine uses.</summary>
    public static int Count => TorchSharp.torch.get_num_threads();

    /// <summary>Whether the engine's threads are available; if not, .NET's serve.</summary>
    public static bool Available => s_openMp.Parallel != 0;

    /// <summary>
    /// Calls <paramref name="piece"/> (thread, number) for each number below <paramref name="count"/>: equal pieces of work, taken by
    /// whichever thread is free.
    /// </summary>
    public static void Share(int threads, long count, Action<int, long> piece)
    {
        long next = 0;
        Run((int)Math.Min(threads, count), thread =>
        {
            for (long number; (number = Interlocked.Increment(ref next) - 1) < count;) { piece(thread, number); }
        });
    }

    /// <summary>
    /// Calls <paramref name="part"/> with 0 … count - 1, side by side, and returns when all have ended. Fewer threads may come than were
    /// asked for: parts must share out their work by what is left.
    /// </summary>
    /// <exception cref="Exception">The first one that a part threw.</exception>
    public static void Run(int count, Action<int> part)
    {
        if (count <= 1) { part(0); }
        else if (!Available) { Parallel.For(0, count, part); }
        else
        {
            var region = new Region(part);
            GCHandle handle = GCHandle.Alloc(region);
            try
            {
                ((delegate* unmanaged<delegate* unmanaged<nint, void>, nint, uint, uint, void>)s_openMp.Parallel)(&Enter,
                    GCHandle.ToIntPtr(handle), (uint)count, 0);
            }
            finally
            {
                handle.Free();
            }
            region.Failure?.Throw();
        }
    }

    [UnmanagedCallersOnly]
    private static void Enter(nint handle)
    {
        var region = (Region)GCHandle.FromIntPtr(handle).Target!;
        try
        {
            region.Part(((delegate* unmanaged<int>)s_openMp.Number)());
        }
        catch (Exception e) // no exception may cross native frames
        {
            region.Failure ??= ExceptionDispatchInfo.Capture(e);
        }
    }

    private static (nint, nint) Find()
    {
        Native.EnsureLoaded();
        // Names of the OpenMP library that libtorch brings along are found through libtorch itself.
        return OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libtorch_cpu.so", out nint library)
            && NativeLibrary.TryGetExport(library, "GOMP_parallel", out nint parallel)
            && NativeLibrary.TryGetExport(library, "omp_get_thread_num", out nint number)
            ? (parallel, number) : default;
    }

    private sealed class Region(Action<int> part)
    {
        public Action<int> Part => part;

        public ExceptionDispatchInfo? Failure { get; set; }
    }
}
