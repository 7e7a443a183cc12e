using KerasDigits.Backend;
using KerasDigits.Optimizers;

namespace KerasDigits.Training;

/// <summary>The weights in training, laid out so that an optimizer step takes a handful of calls however many weights there are: one run of memory for each dtype.</summary>
internal sealed class FlatParameters
{
    private readonly Variable[] _variables;
    private readonly FlatBuffer[] _buffers;
    private readonly Optimizer _optimizer;
    private readonly Variable[] _constrained;

    public FlatParameters(IReadOnlyList<Variable> variables, Optimizer optimizer)
    {
        _variables = [.. variables];
        _optimizer = optimizer;
        _buffers = [.. _variables.GroupBy(v => v.dtype).Select(g => new FlatBuffer([.. g], optimizer))];
        _constrained = [.. _variables.Where(v => v.Constraint is not null)];
    }

    /// <summary>Whether these are the weights and the optimizer of a next run, still on these buffers.</summary>
    public bool Serves(IReadOnlyList<Variable> variables, Optimizer optimizer) =>
        ReferenceEquals(optimizer, _optimizer) && variables.SequenceEqual(_variables);

    public void ZeroGradients()
    {
        foreach (FlatBuffer buffer in _buffers) { buffer.ZeroGradients(); }
    }

    /// <summary>Takes one step with the gradients now in the buffers.</summary>
    public void Step()
    {
        if (_optimizer.Clips) { Clip(); }
        long step = _optimizer.iterations + 1;
        double rate = _optimizer.CurrentRate();
        _optimizer.BeginStep(step, rate);
        foreach (FlatBuffer buffer in _buffers) { buffer.Step(rate, step); }
        _optimizer.iterations = step;
        foreach (Variable v in _constrained) { v.assign(v.Constraint!(v.value.detach())); }
    }

    /// <summary>Lets the optimizer end a run.</summary>
    public void EndTraining()
    {
        using var _ = Scopes.NoGradient();
        foreach (FlatBuffer buffer in _buffers) { buffer.EndTraining(); }
    }

    private void Clip()
    {
        Tensor[] windows = Array.ConvertAll(_variables, v => v.value.grad!);
        Tensor[] clipped = _optimizer.Clip(windows);
        for (int i = 0; i < windows.Length; i++) { windows[i].copy_(clipped[i]); }
    }
}
