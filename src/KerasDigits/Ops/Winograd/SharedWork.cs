using KerasDigits.Backend;

namespace KerasDigits.Ops.Winograd;

/// <summary>Equal pieces of work, taken by whichever thread is free.</summary>
internal static class SharedWork
{
    /// <summary>Calls <paramref name="piece"/> (thread, number) for each number below <paramref name="count"/>.</summary>
    public static void Do(int threads, long count, Action<int, long> piece)
    {
        long next = 0;
        EngineThreads.Run((int)Math.Min(threads, count), thread =>
        {
            for (long number; (number = Interlocked.Increment(ref next) - 1) < count;) { piece(thread, number); }
        });
    }
}
