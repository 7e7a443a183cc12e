using KerasDigits.Backend;
using KerasDigits.Metrics;

namespace KerasDigits.Tests.House.Dummies;

/// <summary>A metric as CONTRIBUTING describes one: the part of rows whose sum is above a limit.</summary>
[KerasExport("keras.metrics.CountedMetric")]
public sealed class CountedMetric : Metric
{
    private readonly Variable _hits, _all;

    public CountedMetric(double limit = 2.0, string? name = null, string? dtype = null) : base(name, dtype)
    {
        this.limit = limit;
        (_hits, _all) = (add_weight("hits"), add_weight("all"));
    }

    public double limit { get; }

    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        Tensor hits = y_pred.sum([-1L]).gt(limit).to_type(y_pred.dtype), weights = sample_weight ?? TorchSharp.torch.ones_like(hits);
        _ = _hits.assign_add((hits * weights).sum());
        _ = _all.assign_add(weights.sum());
    }

    public override Tensor result() => _hits.value / _all.value.clamp_min(1e-7);
}

/// <summary>Knows only the last batch, and is not set back.</summary>
public sealed class FaultyMetric() : Metric(null, null)
{
    private double _last;

    public override void update_state(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null) => _last = y_pred.mean().item<float>();

    public override Tensor result() => TorchSharp.torch.tensor(_last);
}
