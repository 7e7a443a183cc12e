using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;

namespace KerasDigits.Training;

/// <summary>How some versions of Keras logged the losses of several outputs; what is trained is the same.</summary>
[Flags]
internal enum OutputLossLogs
{
    /// <summary>The mean over samples, without loss_weights.</summary>
    Plain = 0,

    /// <summary>The mean over batches, however many samples each has: Keras 2.3, TensorFlow 1.14 to 2.1.</summary>
    OverBatches = 1,

    /// <summary>Times the output's loss weight: Keras 3.5 and 3.6.</summary>
    Weighted = 2,
}

/// <summary>The losses of all outputs, their weighted sum, and the running means that the logs show.</summary>
internal sealed class CompiledLoss(Loss?[] losses, double[]? weights, IReadOnlyList<string> outputNames)
{
    private readonly Mean _total = new("loss");
    private readonly Mean[] _parts = [.. losses.Select((_, i) => new Mean($"{outputNames[i]}_loss"))];

    private bool _made;

    public Loss?[] Losses => losses;

    /// <summary>What the logs show of each output's loss.</summary>
    public OutputLossLogs OutputLogs { get; set; }

    /// <summary>Called when the means are there, before the first batch is added.</summary>
    public Action? Made { get; set; }

    /// <summary>The loss to minimise; null where there is nothing to make one of.</summary>
    /// <param name="y">Targets; null or a null among them: none for that output.</param>
    /// <param name="predictions">The outputs, with the masks that travel beside them.</param>
    /// <param name="sampleWeights">Factors of the outputs' samples; null: 1.</param>
    /// <param name="extra">Losses of layers and regularizers, all of one shape.</param>
    public Tensor? Compute(Tensor?[]? y, Tensor[] predictions, Tensor?[]? sampleWeights, IReadOnlyList<Tensor> extra)
    {
        Make();
        Tensor? total = null;
        long samples = 1;
        Guard.That(y is null || y.Length <= predictions.Length,
            $"The model has {predictions.Length} output(s), and `y` must hold as many arrays. Received: {y?.Length}.", nameof(y));
        // A list of weights that is too short leaves the outputs behind it without a loss, as Keras's own loop does.
        for (int i = 0; i < losses.Length && (sampleWeights is null || i < sampleWeights.Length); i++)
        {
            if (losses[i] is not { } loss) { continue; }
            if (y is null || i >= y.Length)
            {
                throw new ArgumentException($"The model's output \"{outputNames[i]}\" has a loss but no target. Pass `y` with "
                    + $"{losses.Length} array(s).", nameof(y));
            }
            if (y[i] is not { } targets) { continue; } // a dictionary of targets without this one
            samples = targets.size(0);
            Tensor value = ComputeValue(loss, i, targets, predictions[i], sampleWeights?[i]);
            // Each process's loss stands for a mean, which is weighed by its part of the batch later.
            if (Replicas.Running is { } replicas && (loss.reduction is "sum" or "none")) { value = value * replicas.SumFactor; }
            Tensor weighted = weights is null ? value : value * weights[i];
            if (losses.Length > 1)
            {
                Note(_parts[i], OutputLogs.HasFlag(OutputLossLogs.Weighted) ? weighted : value, samples,
                    OutputLogs.HasFlag(OutputLossLogs.OverBatches));
            }
            value = weighted;
            total = total is null ? value : total + value;
        }
        foreach (Tensor value in extra)
        {
            // A value for each sample, where there is nothing else: all of them are trained, and their mean is logged.
            Guard.That(total is null || value.shape.AsSpan().SequenceEqual(total.shape), $"A loss given to add_loss must be one number "
                + $"where there are others beside it. Received: shape {Shape.Of(value.shape)} beside {Shape.Of(total?.shape ?? [])}. Take "
                + "its mean, as keras.backend.mean does.", "losses");
            Tensor own = Replicas.Running is { } replicas && value.dim() > 0 ? value * replicas.SumFactor : value;
            total = total is null ? own : total + own;
        }
        if (total is not null) { Note(_total, total, samples, overBatches: false); }
        return total is null || total.dim() == 0 ? total : total.sum();
    }

    /// <summary>Adds a batch's loss to a mean. Of several processes each adds its rows' part.</summary>
    private static void Note(Mean mean, Tensor value, long samples, bool overBatches)
    {
        if (Replicas.Running is not { } replicas) { mean.AddLoss(value, overBatches ? 1 : samples); }
        else if (value.dim() > 0) { mean.AddLoss(value * replicas.Weight, overBatches ? 1 : replicas.Whole); }
        else { mean.AddLoss(value, overBatches ? replicas.Weight : samples); }
    }

    /// <summary>Adds a batch's loss that was computed elsewhere, for a model with one output.</summary>
    /// <param name="total">The loss, its weight included.</param>
    /// <param name="samples">Samples of the batch.</param>
    public void Add(double total, long samples)
    {
        Make();
        _total.AddSum((float)total * samples, samples);
    }

    /// <summary>The factor of an output's loss.</summary>
    public double GetWeight(int output) => weights?[output] ?? 1;

    /// <summary>Lets the means be there, as from the first batch on. Metrics are made after them.</summary>
    public void Make()
    {
        if (_made) { return; }
        _made = true;
        Made?.Invoke();
    }

    private Tensor ComputeValue(Loss loss, int output, Tensor y, Tensor prediction, Tensor? weights)
    {
        var (targets, factors) = Aligned.Of(y, prediction, weights, Masks.Of(prediction), loss.reduction);
        try
        {
            return EngineErrors.Explain((loss, Output: outputNames[output], Aligned: (targets, factors), Given: (y, prediction, weights)),
                static s => s.loss.Apply(s.Aligned.targets, s.Given.prediction, s.Aligned.factors), static s =>
                {
                    Targets.Check(s.loss, s.Given.y, Shape.Of(s.Given.prediction.shape), s.Output);
                    return Targets.DescribeFailure($"The loss {s.loss.name}", s.Output, s.Given);
                }, knowsMore: true);
        }
        catch (ArgumentException e) when (e.ParamName == "y_true")
        {
            // Who knows the output says more.
            Targets.Check(loss, y, Shape.Of(prediction.shape), outputNames[output]);
            throw;
        }
    }

    /// <summary>The means that the logs show: of the sum, then, where there are several outputs, of each one's loss.</summary>
    /// <remarks>None before the first batch, as in Keras.</remarks>
    public IEnumerable<Mean> Means => !_made ? [] : losses.Length > 1 ? _parts.Where((_, i) => losses[i] is not null)
        .Prepend(_total) : [_total];

    public void Reset()
    {
        foreach (Mean mean in Means) { mean.reset_states(); }
    }
}
