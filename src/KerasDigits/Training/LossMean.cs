using KerasDigits.Backend;
using KerasDigits.Metrics;
using NumSharp;

namespace KerasDigits.Training;

/// <summary>The running mean of a loss over samples; stays on the device until it is read.</summary>
internal sealed class LossMean(string name) : Metric(name)
{
    private Tensor? _sum;
    private long _count;

    public void Add(Tensor value, long samples)
    {
        using var _ = Scopes.NoGradient();
        if (value.dim() > 0)
        {
            // A loss that is not reduced: Keras's Mean gives each of its values the weight of the batch.
            long values = value.numel();
            (value, samples) = (value.mean(), samples * values);
        }
        if (_sum is null) { _sum = (value * samples).DetachFromDisposeScope(); }
        else { _sum.add_(value, samples); }
        _count += samples;
    }

    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) =>
        throw new NotSupportedException("The mean of the loss is kept by compiled_loss.");

    public override Tensor result() => _sum is null ? Tensors.Scalar(0) : _sum / _count;

    public override void reset_states()
    {
        _sum?.Dispose();
        _sum = null;
        _count = 0;
    }

    /// <summary>The sum so far and its samples; null: none.</summary>
    internal (NDArray Sum, long Count)? State
    {
        get => _sum is null ? null : (Arrays.ToArray(_sum).reshape(1), _count);
        set
        {
            reset_states();
            if (value is not { } known) { return; }
            using var scope = Scopes.Step();
            (_sum, _count) = (Arrays.ToTensor(known.Sum).reshape([]).DetachFromDisposeScope(), known.Count);
        }
    }

    public double Read() => _sum is null ? 0 : (float)(_sum.Number() / _count);
}
