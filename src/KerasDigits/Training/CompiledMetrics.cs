using System.Runtime.InteropServices;
using KerasDigits.Backend;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Ops;

namespace KerasDigits.Training;

/// <summary>The metrics of all outputs. Names such as "accuracy" become objects at the first batch, when the shapes are known.</summary>
internal sealed class CompiledMetrics(MetricSpec? metrics, MetricSpec? weighted, IReadOnlyList<string> outputNames, Loss?[] losses)
{
    private readonly object[][] _plain = metrics?.PerOutput(outputNames) ?? [];
    private readonly object[][] _weighted = weighted?.PerOutput(outputNames) ?? [];
    private (string Name, Metric Metric, int Output, bool Weighted)[]? _resolved;

    public IEnumerable<Metric> All => (_resolved ?? []).Select(m => m.Metric);

    /// <summary>Adds a batch. Masked steps count in none of them (TF 2.3.1 masked the weighted ones alone, which later versions mended).</summary>
    public void Update(Tensor[]? y, Tensor[] predictions, Tensor?[]? sampleWeights, Tensor?[]? masks = null)
    {
        if (y is null || (_plain.Length == 0 && _weighted.Length == 0)) { return; }
        _resolved ??= Resolve(y, predictions);
        using var _ = Scopes.NoGradient();
        Tensor?[]? weights = LossOps.Masked(predictions, sampleWeights, masks), plain = LossOps.Masked(predictions, null, masks);
        foreach (var m in _resolved)
        {
            Tensor? factors = (m.Weighted ? weights : plain)?[m.Output];
            try { m.Metric.update_state(y[m.Output], predictions[m.Output].detach(), factors); }
            catch (ExternalException e) { throw Targets.Explained(e, $"the metric {m.Name}", outputNames[m.Output], (y[m.Output], predictions[m.Output], factors)); }
        }
    }

    public void Reset()
    {
        foreach (Metric metric in All) { metric.reset_states(); }
    }

    public IEnumerable<(string Name, Func<double> Read)> Results() => (_resolved ?? []).Select(m => (m.Name, (Func<double>)(() => Read(m.Metric))));

    /// <summary>A metric's value as the logs show it.</summary>
    public static double Read(Metric metric)
    {
        using var scope = Scopes.Step();
        Tensor value = metric.result();
        return value.numel() == 1 ? value.Number() : value.mean().Number();
    }

    /// <summary>The metrics of each output as files hold them; null before the first batch.</summary>
    public List<object?>? ToPlain(bool weighted)
    {
        if (_resolved is null) { return null; }
        return [.. outputNames.Select((_, o) => (object?)_resolved.Where(m => m.Output == o && m.Weighted == weighted).Select(m => (object?)Plain(m.Name, m.Metric)).ToList())];
    }

    private static Config Plain(string name, Metric metric)
    {
        Config result = ConfigBinder.Serialize(metric);
        ((Config)result["config"]!)["name"] = name;
        return result;
    }

    private (string, Metric, int, bool)[] Resolve(Tensor[] y, Tensor[] predictions)
    {
        var result = new List<(string, Metric, int, bool)>();
        foreach (bool isWeighted in (bool[])[false, true])
        {
            object[][] perOutput = isWeighted ? _weighted : _plain;
            for (int o = 0; o < perOutput.Length; o++)
            {
                foreach (object item in perOutput[o])
                {
                    Metric metric = item as Metric ?? MetricResolver.Resolve((string)item, Shape.Of(y[o].shape), Shape.Of(predictions[o].shape), losses[o]);
                    string name = item as string ?? metric.name!;
                    result.Add((outputNames.Count > 1 ? $"{outputNames[o]}_{name}" : name, metric, o, isWeighted));
                }
            }
        }
        return [.. result];
    }
}
