using KerasDigits.Backend;
using KerasDigits.Optimizers;

namespace KerasDigits.Training;

/// <summary>The weights in training as windows on one buffer, with their gradients and the optimizer's slots on buffers beside it, so that a step takes a handful of engine calls however many weights there are.</summary>
internal sealed class FlatParameters
{
    private readonly Variable[] _variables;
    private readonly Tensor _values;
    private readonly Tensor _gradients;
    private readonly Tensor[] _slots;
    private readonly Optimizer _optimizer;
    private readonly Variable[] _constrained;

    public FlatParameters(IReadOnlyList<Variable> variables, Optimizer optimizer)
    {
        _variables = [.. variables];
        _optimizer = optimizer;
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        string dtype = _variables[0].dtype;
        long total = _variables.Sum(v => v.Size);
        _values = Tensors.Zeros(new Shape(total), dtype).DetachFromDisposeScope();
        _gradients = Tensors.Zeros(new Shape(total), dtype).DetachFromDisposeScope();
        Variable[][] slots = Array.ConvertAll(_variables, optimizer.SlotsOf);
        _slots = [.. Enumerable.Range(0, optimizer.SlotNames.Count).Select(_ => Tensors.Zeros(new Shape(total), dtype).DetachFromDisposeScope())];
        long at = 0;
        for (int i = 0; i < _variables.Length; i++)
        {
            Variable v = _variables[i];
            long size = v.Size;
            long[] shape = v.value.shape;
            Rebase(v, _values.narrow(0, at, size).view(shape));
            v.value.requires_grad_(true);
            v.value.grad = _gradients.narrow(0, at, size).view(shape);
            for (int s = 0; s < _slots.Length; s++) { Rebase(slots[i][s], _slots[s].narrow(0, at, size).view(shape)); }
            at += size;
        }
        _constrained = [.. _variables.Where(v => v.Constraint is not null)];
    }

    /// <summary>Whether these are the weights and the optimizer of a next run, still on this buffer.</summary>
    public bool Serves(IReadOnlyList<Variable> variables, Optimizer optimizer) =>
        ReferenceEquals(optimizer, _optimizer) && variables.SequenceEqual(_variables);

    public void ZeroGradients() => _gradients.zero_();

    /// <summary>Takes one step with the gradients now in the buffer.</summary>
    public void Step()
    {
        if (_optimizer.Clips) { Clip(); }
        double rate = _optimizer.CurrentRate();
        _optimizer.BeginStep(_optimizer.iterations + 1, rate);
        _optimizer.Update(_values, _gradients, _slots, rate, _optimizer.iterations + 1);
        _optimizer.iterations++;
        foreach (Variable v in _constrained) { v.assign(v.Constraint!(v.value.detach())); }
    }

    private void Clip()
    {
        Tensor[] windows = Array.ConvertAll(_variables, v => v.value.grad!);
        Tensor[] clipped = _optimizer.Clip(windows);
        for (int i = 0; i < windows.Length; i++) { windows[i].copy_(clipped[i]); }
    }

    private static void Rebase(Variable variable, Tensor window)
    {
        window.copy_(variable.value.detach());
        variable.Rebase(window.detach());
    }
}
