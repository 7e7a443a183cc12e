using KerasDigits.Backend;
using KerasDigits.Losses;

namespace KerasDigits.Training;

/// <summary>The losses of all outputs, their weighted sum, and the running means that the logs show.</summary>
internal sealed class CompiledLoss(Loss?[] losses, double[]? weights, IReadOnlyList<string> outputNames)
{
    private readonly RunningMean _total = new();
    private readonly RunningMean[] _parts = [.. losses.Select(_ => new RunningMean())];

    public Loss?[] Losses => losses;

    /// <summary>The loss to minimise; scalars of layers and regularizers are added.</summary>
    public Tensor Compute(Tensor[]? y, Tensor[] predictions, Tensor?[]? sampleWeights, IReadOnlyList<Tensor> extra)
    {
        Tensor? total = null;
        long samples = predictions[0].size(0);
        for (int i = 0; i < losses.Length; i++)
        {
            if (losses[i] is not { } loss) { continue; }
            if (y is null || i >= y.Length) { throw new ArgumentException($"The model's output \"{outputNames[i]}\" has a loss but no target. Pass `y` with {losses.Length} array(s)."); }
            Tensor value = loss.Apply(y[i], predictions[i], sampleWeights?[i]);
            if (value.dim() > 0) { value = value.mean(); }
            if (losses.Length > 1) { _parts[i].Add(value, samples); }
            if (weights is not null) { value = value * weights[i]; }
            total = total is null ? value : total + value;
        }
        foreach (Tensor value in extra) { total = total is null ? value : total + value; }
        if (total is null)
        {
            throw new InvalidOperationException("The model cannot be compiled because it has no loss to optimize: pass `loss` to compile(), or call add_loss() in a layer.");
        }
        _total.Add(total, samples);
        return total;
    }

    public void Reset()
    {
        _total.Reset();
        foreach (RunningMean part in _parts) { part.Reset(); }
    }

    public IEnumerable<(string Name, Func<double> Read)> Results()
    {
        yield return ("loss", _total.Read);
        for (int i = 0; i < losses.Length && losses.Length > 1; i++)
        {
            if (losses[i] is not null) { yield return ($"{outputNames[i]}_loss", _parts[i].Read); }
        }
    }

    /// <summary>A mean over samples that stays on the device until it is read.</summary>
    private sealed class RunningMean
    {
        private Tensor? _sum;
        private long _count;

        public void Add(Tensor value, long samples)
        {
            using var _ = Scopes.NoGradient();
            if (_sum is null) { _sum = (value * samples).DetachFromDisposeScope(); }
            else { _sum.add_(value, samples); }
            _count += samples;
        }

        public void Reset()
        {
            _sum?.Dispose();
            _sum = null;
            _count = 0;
        }

        public double Read() => _sum is null ? 0 : (float)(_sum.Number() / _count);
    }
}
