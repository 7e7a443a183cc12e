using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;

namespace KerasDigits.Training;

/// <summary>The metrics of all outputs. Names such as "accuracy" become objects at the first batch, when the shapes are known.</summary>
internal sealed class CompiledMetrics(object[][] plain, object[][] weighted, IReadOnlyList<string> outputNames, Loss?[] losses)
{
    private (string Name, Metric Metric, int Output, bool Weighted)[]? _resolved;

    /// <summary>Called when names have become objects, before the first batch is added.</summary>
    public Action? Made { get; set; }

    public IEnumerable<Metric> All => (_resolved ?? []).Select(m => m.Metric);

    /// <summary>Adds a batch. Masked steps count in none of them.</summary>
    public void Update(Tensor?[]? y, Tensor[] predictions, Tensor?[]? sampleWeights)
    {
        if (y is null || (plain.Length == 0 && weighted.Length == 0)) { return; }
        using var _ = Scopes.NoGradient();
        foreach (var m in _resolved ?? Resolve(Array.ConvertAll(y, t => t is null ? (Shape?)null : Shape.Of(t.shape)),
            Array.ConvertAll(predictions, p => Shape.Of(p.shape))))
        {
            if (m.Output >= y.Length || y[m.Output] is not { } wanted || m.Output >= (sampleWeights?.Length ?? int.MaxValue)) { continue; }
            Tensor prediction = predictions[m.Output];
            var (targets, factors) = Aligned.Of(wanted, prediction, m.Weighted ? sampleWeights?[m.Output] : null, Masks.Of(prediction));
            EngineErrors.Explain((m.Metric, m.Name, Output: outputNames[m.Output], Tensors: (targets, prediction, factors)),
                static s => s.Metric.update_state(s.Tensors.targets, s.Tensors.prediction.detach(), s.Tensors.factors),
                static s => Targets.DescribeFailure($"The metric {s.Name}", s.Output, s.Tensors), knowsMore: true);
        }
    }

    /// <summary>The metrics of a model with one output, and whether sample weights count in each.</summary>
    /// <param name="y">Shape of the targets.</param>
    /// <param name="predictions">Shape of the predictions.</param>
    public IReadOnlyList<(Metric Metric, bool Weighted)> OfOneOutput(Shape y, Shape predictions) =>
        plain.Length == 0 && weighted.Length == 0
        ? []
        : [.. (_resolved ?? Resolve([y], [predictions])).Select(m => (m.Metric, m.Weighted))];

    public void Reset()
    {
        foreach (Metric metric in All) { metric.reset_states(); }
    }

    /// <summary>The metrics under the names that the logs show.</summary>
    public IEnumerable<(string Name, Metric Metric)> Named => (_resolved ?? []).Select(m => (m.Name, m.Metric));

    /// <summary>The metrics of each output as files hold them; null before the first batch.</summary>
    public List<object?>? ToPlain(bool weighted)
    {
        if (_resolved is null) { return null; }
        return [.. outputNames.Select((_, o) => (object?)_resolved.Where(m => m.Output == o && m.Weighted == weighted)
            .Select(m => (object?)WritePlain(m.Name, m.Metric)).ToList())];
    }

    private static Config WritePlain(string name, Metric metric)
    {
        Config result = ConfigBinder.Serialize(metric);
        ((Config)result["config"]!)["name"] = name;
        return result;
    }

    /// <summary>
    /// The metrics by output, those not weighted first, with Keras's names: the output's in front where there are several, "weighted" where
    /// a name would come twice.
    /// </summary>
    private (string Name, Metric Metric, int Output, bool Weighted)[] Resolve(Shape?[] y, Shape[] predictions)
    {
        var result = new List<(string Name, Metric Metric, int, bool)>();
        for (int o = 0; o < outputNames.Count; o++)
        {
            foreach (bool isWeighted in (bool[])[false, true])
            {
                object[][] perOutput = isWeighted ? weighted : plain;
                if (o >= perOutput.Length || (perOutput[o].Length > 0 && (o >= y.Length || y[o] is null))) { continue; }
                foreach (object item in perOutput[o])
                {
                    Metric metric = item as Metric
                        ?? MetricResolver.Resolve((string)item, Aligned.AlignTargets(y[o]!.Value, predictions[o]), predictions[o],
                            losses[o]);
                    // One object for several outputs counts for the first; each other one has its own, as in Keras.
                    if (result.Exists(r => ReferenceEquals(r.Metric, metric))) { metric = metric.Copy(); }
                    string name = item is string given && (metric is MeanMetricWrapper { FunctionName: not null }
                        || CustomObjects.Find(given) is not null) ? given : metric.name!;
                    string output = outputNames.Count > 1 ? $"{outputNames[o]}_" : "", full = output + name;
                    if (isWeighted && result.Exists(r => r.Name == full)) { full = $"{output}weighted_{name}"; }
                    Guard.That(!result.Exists(r => r.Name == full),
                        $"Found two metrics with the same name: {full}{(Compat.Is215 ? ". All the metrics added to the model need to have "
                        + "unique names." : "")}", "metrics");
                    if (item is string) { metric.Rename(full); } // an object of the user's keeps its own name for its next model
                    result.Add((full, metric, o, isWeighted));
                }
            }
        }
        _resolved = [.. result];
        Made?.Invoke();
        return _resolved;
    }
}
