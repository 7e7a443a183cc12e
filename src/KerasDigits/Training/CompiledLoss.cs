using System.Runtime.InteropServices;
using KerasDigits.Losses;

namespace KerasDigits.Training;

/// <summary>The losses of all outputs, their weighted sum, and the running means that the logs show.</summary>
internal sealed class CompiledLoss(Loss?[] losses, double[]? weights, IReadOnlyList<string> outputNames)
{
    private readonly LossMean _total = new("loss");
    private readonly LossMean[] _parts = [.. losses.Select((_, i) => new LossMean($"{outputNames[i]}_loss"))];

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
            Tensor value = Value(loss, i, y[i], predictions[i], sampleWeights?[i]);
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

    private Tensor Value(Loss loss, int output, Tensor y, Tensor prediction, Tensor? weights)
    {
        try { return loss.Apply(y, prediction, weights); }
        catch (ExternalException e)
        {
            Targets.Check(loss, y, Shape.Of(prediction.shape), outputNames[output]);
            throw Targets.Explained(e, $"the loss {loss.name}", outputNames[output], (y, prediction, weights));
        }
    }

    /// <summary>The means that the logs show: of the sum, then, where there are several outputs, of each one's loss.</summary>
    public IEnumerable<LossMean> Means => losses.Length > 1 ? _parts.Where((_, i) => losses[i] is not null).Prepend(_total) : [_total];

    public void Reset()
    {
        foreach (LossMean mean in Means) { mean.reset_states(); }
    }

    public IEnumerable<(string Name, Func<double> Read)> Results() => Means.Select(m => (m.name!, (Func<double>)m.Read));
}
