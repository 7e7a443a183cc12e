using NumSharp;

namespace KerasDigits.Data;

/// <summary>Prepares a Sequence's batches ahead on background threads, in order.</summary>
internal static class Prefetch
{
    /// <summary>The batches of one epoch.</summary>
    /// <param name="sequence">The data.</param>
    /// <param name="shuffle">Whether the order of batches is drawn anew.</param>
    /// <param name="workers">Threads; 0 and 1 with a queue of 0 prepare on the caller's thread.</param>
    /// <param name="queue">Batches prepared ahead at most.</param>
    public static IEnumerator<Batch> Batches(Sequence sequence, bool shuffle, int workers, int queue)
    {
        int n = sequence.Length;
        int[] order = shuffle ? np.random.permutation(n).astype(NPTypeCode.Int32).ToArray<int>() : [.. Enumerable.Range(0, n)];
        return workers <= 0 || queue <= 0 ? order.Select(i => sequence[i]).GetEnumerator() : Ahead(sequence, order, workers, queue);
    }

    private static IEnumerator<Batch> Ahead(Sequence sequence, int[] order, int workers, int queue)
    {
        using var stop = new CancellationTokenSource();
        using var slots = new SemaphoreSlim(queue);
        var results = new TaskCompletionSource<Batch>[order.Length];
        for (int i = 0; i < results.Length; i++) { results[i] = new(TaskCreationOptions.RunContinuationsAsynchronously); }
        int next = -1;
        Thread[] threads = [.. Enumerable.Range(0, workers).Select(w => new Thread(Work) { IsBackground = true, Name = $"KerasDigits batch worker {w}" })];
        foreach (Thread t in threads) { t.Start(); }
        try
        {
            for (int i = 0; i < order.Length; i++)
            {
                Batch batch = results[i].Task.GetAwaiter().GetResult();
                slots.Release();
                yield return batch;
            }
        }
        finally
        {
            stop.Cancel();
            foreach (Thread t in threads) { t.Join(); }
        }

        void Work()
        {
            while (true)
            {
                try { slots.Wait(stop.Token); }
                catch (OperationCanceledException) { return; }
                int i = 0;
                try
                {
                    Func<Batch> make;
                    lock (results)
                    {
                        i = ++next;
                        if (i >= order.Length)
                        {
                            slots.Release();
                            return;
                        }
                        make = sequence.Prepare(order[i]);
                    }
                    results[i].SetResult(make());
                }
                catch (Exception e) { results[i].SetException(e); }
            }
        }
    }
}
