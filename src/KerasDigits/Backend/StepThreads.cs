using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>On which threads the engine computes the steps of a run.</summary>
/// <remarks>The engine splits its products and longer loops over all cores. In a step of a small net each of them takes some microseconds,
/// and waking the other threads takes longer than they save. The choice depends only on sizes, so that a seeded run repeats bit for
/// bit.</remarks>
internal sealed class StepThreads : IDisposable
{
    /// <summary>
    /// Multiply-adds of a forward pass up to which one thread is faster (measured with the notebook's dense net, 1.6 million in a batch of
    /// 32: benchmark dense-fit).
    /// </summary>
    private const long Small = 2_000_000;

    private int _before;
    private CrowdedCores? _cores;

    /// <summary>One thread for small work, until disposed; else as it was.</summary>
    /// <param name="multiplyAdds">Of one forward pass; null: not known.</param>
    public void Choose(long? multiplyAdds)
    {
        if (!Device.IsCpu || torch.get_num_threads() is var all && all == 1) { return; }
        if (!(multiplyAdds <= Small))
        {
            _cores = CrowdedCores.OfThisThread;
            return;
        }
        _before = all;
        torch.set_num_threads(1);
    }

    /// <summary>Holds the cores for one step, where other programs want them too.</summary>
    public CrowdedCores.Held Hold() => _cores?.Hold() ?? default;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_before > 0) { torch.set_num_threads(_before); }
    }
}
