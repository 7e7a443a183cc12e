using System.Collections.Concurrent;
using KerasDigits.Backend;

namespace KerasDigits.Data;

/// <summary>Prepares batches ahead on background threads, in order.</summary>
/// <remarks>What is random is drawn on the caller's thread, batch after batch and equally far ahead for any number of workers: threads only
/// do the work. So order and numbers do not depend on them.</remarks>
internal static class Prefetch
{
    /// <summary>The batches of one epoch of a Sequence.</summary>
    /// <param name="sequence">Sequence that gives the batches.</param>
    /// <param name="shuffle">Whether the order of batches is drawn again.</param>
    /// <param name="workers">Threads; 0: the caller's own thread makes each batch when it is wanted.</param>
    /// <param name="queue">Batches prepared ahead at most.</param>
    public static IEnumerator<Batch> EnumerateBatches(Sequence sequence, bool shuffle, int workers, int queue)
    {
        int[] order = [.. Enumerable.Range(0, sequence.Length)];
        if (shuffle && !sequence.KeepsOrder)
        {
            // Python's generator, not NumPy's: so does Keras, whatever the number of workers (tf.keras 2.3.1, engine/data_adapter.py and
            // utils/data_utils.py).
            lock (python.random) { python.random.shuffle(order); }
        }
        return EnumerateInOrder(sequence, order, Math.Max(workers, 0), Math.Max(queue, 1));
    }

    /// <summary>
    /// The batches of a generator, read ahead on one thread when there is more than one worker: a C# iterator cannot be read by several.
    /// </summary>
    public static IEnumerator<Batch> EnumerateBatches(IEnumerable<Batch> generator, int workers, int queue) =>
        workers > 1 ? ReadAhead(generator, Math.Max(queue, 1)) : generator.GetEnumerator();

    private static IEnumerator<Batch> EnumerateInOrder(Sequence sequence, int[] order, int workers, int ahead)
    {
        var waiting = new Queue<Job<Batch>>();
        using var work = new BlockingCollection<Job<Batch>>();
        using var stop = new CancellationTokenSource();
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, order.Length)).Select(i => Start($"KerasDigits batch worker {i}", () =>
        {
            foreach (Job<Batch> job in work.GetConsumingEnumerable(stop.Token)) { job.Run(); }
        }))];
        try
        {
            for (int i = 0, drawn = 0; i < order.Length; i++)
            {
                for (; drawn < order.Length && drawn < i + ahead; drawn++)
                {
                    Job<Batch> job;
                    lock (Seeds.NumPy) { job = new Job<Batch>(sequence.Prepare(order[drawn])); } // a batch's seed and draws belong together
                    waiting.Enqueue(job);
                    work.Add(job);
                }
                Job<Batch> next = waiting.Dequeue();
                if (workers == 0) { next.Run(); }
                yield return next.AwaitResult();
            }
        }
        finally { End(stop, threads); }
    }

    /// <summary>What an enumeration gives, made ahead on a thread of its own.</summary>
    public static IEnumerator<T> ReadAhead<T>(IEnumerable<T> generator, int queue)
    {
        using var batches = new BlockingCollection<Job<T>>(queue);
        using var stop = new CancellationTokenSource();
        Thread reader = Start("KerasDigits generator reader", () =>
        {
            try
            {
                foreach (T item in generator) { batches.Add(new Job<T>(() => item).Run(), stop.Token); }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                batches.Add(new Job<T>(() =>
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e);
                    return default!;
                }).Run(), stop.Token);
            }
            // Nobody is left who could hear of it, and an error that leaves a thread ends the process.
            catch (Exception) when (stop.IsCancellationRequested) { }
            batches.CompleteAdding();
        });
        try
        {
            foreach (Job<T> job in batches.GetConsumingEnumerable()) { yield return job.AwaitResult(); }
        }
        finally { End(stop, [reader]); }
    }

    private static Thread Start(string name, Action work)
    {
        var thread = new Thread(() =>
        {
            try { work(); }
            catch (OperationCanceledException) { } // nobody wants more
        })
        { IsBackground = true, Name = name };
        thread.Start();
        return thread;
    }

    private static void End(CancellationTokenSource stop, Thread[] threads)
    {
        stop.Cancel();
        foreach (Thread t in threads) { t.Join(); }
    }

    /// <summary>One batch that is being made; an exception keeps its own stack.</summary>
    private sealed class Job<T>(Func<T> make)
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Job<T> Run()
        {
            try { _result.SetResult(make()); }
            catch (Exception e) { _result.SetException(e); }
            return this;
        }

        public T AwaitResult() => _result.Task.GetAwaiter().GetResult();
    }
}
