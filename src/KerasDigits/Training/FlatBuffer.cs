using System.Runtime.InteropServices;
using KerasDigits.Backend;
using KerasDigits.Optimizers;

namespace KerasDigits.Training;

/// <summary>
/// Weights of one dtype as windows on one run of memory, with their gradients and the optimizer's slots on runs beside it.
/// </summary>
internal sealed class FlatBuffer : WeightHome
{
    /// <summary>Values above which a fused step is spread over the engine's threads.</summary>
    private const int Large = 1 << 20;

    private readonly Optimizer _optimizer;
    private readonly Tensor _gradients;
    private Tensor _values;
    private readonly Tensor[] _slots;
    private readonly Variable[] _variables, _lookedUp;
    private readonly bool _fusable, _whole;
    private bool _gradientsAreZero;

    public FlatBuffer(Variable[] variables, Optimizer optimizer)
    {
        (_optimizer, _variables, _whole) = (optimizer, variables, optimizer.WorksByElement);
        _lookedUp = optimizer.LeavesUnusedRows ? Array.FindAll(variables, v => v.IsLookedUp) : [];
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        string dtype = variables[0].dtype;
        long total = variables.Sum(v => v.Size);
        total += -total & (FusedSteps.Width - 1); // zeros at the end, so that a fused step has no rest
        Tensor Run() => Tensors.MakeZeros(new Shape(total), dtype).DetachFromDisposeScope();
        (_values, _gradients) = (Run(), Run());
        _slots = _whole ? [.. optimizer.SlotNames.Select(_ => Run())] : [];
        _fusable = _whole && dtype == "float32" && Device.IsCpu && total <= int.MaxValue / sizeof(float);
        Variable[][] slots = Array.ConvertAll(variables, optimizer.GetSlots);
        long at = 0;
        for (int i = 0; i < variables.Length; i++)
        {
            Variable v = variables[i];
            long size = v.Size, start = at;
            long[] shape = v.Memory.shape;
            Tensor TakeWindow(Tensor run) => run.narrow(0, start, size).view(shape);
            Rebase(v, TakeWindow(_values));
            v.Wants(gradient: true);
            v.Memory.grad = TakeWindow(_gradients);
            for (int s = 0; s < _slots.Length; s++) { Rebase(slots[i][s], TakeWindow(_slots[s])); }
            at += size;
        }
    }

    /// <summary>Whether the weights still stand here: another optimizer may have laid them elsewhere.</summary>
    public bool Holds(IEnumerable<Variable> variables) => variables.All(v => ReferenceEquals(v.Home, this));

    /// <summary>Whether all gradients are finite numbers.</summary>
    public bool IsFinite() => _gradients.isfinite().all().item<bool>();

    /// <summary>Multiplies all gradients.</summary>
    public void ScaleGradients(double factor) => _gradients.mul_(factor);

    /// <summary>Makes the gradients those of all processes' rows.</summary>
    public void SumGradients(Replicas replicas) => replicas.SumGradient(_gradients);

    /// <summary>How many gradients there are that the processor can reach as float32; else 0.</summary>
    public int FloatCount => Tensors.GetFloatAddress(_gradients) == 0 ? 0 : (int)_gradients.numel();

    public void ZeroGradients()
    {
        if (!_gradientsAreZero) { _gradients.zero_(); }
        _gradientsAreZero = false;
    }

    public override void Leave()
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor run = _values.clone().DetachFromDisposeScope();
        long at = 0;
        foreach (Variable v in _variables)
        {
            (Tensor? gradient, bool wanted) = (v.Memory.grad, v.Memory.requires_grad);
            v.Rebase(run.narrow(0, at, v.Size).view(v.Memory.shape).detach(), this);
            v.Wants(wanted);
            v.Memory.grad = gradient;
            at += v.Size;
        }
        _values = run;
    }

    /// <summary>Takes one step of the optimizer with the gradients now in the buffer.</summary>
    public void Step(double rate, long step)
    {
        PrepareWrite(_variables);
        Action?[] restore =
            [.. _lookedUp.Select(v => _optimizer.KeepUnusedRows(v, v.Memory.grad!, _optimizer.FindState(v)))];
        _gradientsAreZero = _fusable && _optimizer.HasFusedStep;
        if (_gradientsAreZero) { StepFused(rate, step); }
        else
        {
            foreach (var (value, gradient, slots) in EnumerateParts()) { _optimizer.Update(value, gradient, slots, rate, step); }
        }
        foreach (Action? action in restore) { action?.Invoke(); }
    }

    /// <summary>Lets the optimizer take the gradients up that make a step with those of other batches.</summary>
    public void Gather(bool last)
    {
        foreach (var (_, gradient, slots) in EnumerateParts()) { _optimizer.Gather(gradient, slots, last); }
    }

    /// <summary>Ends a batch without a step.</summary>
    public void Wait(long step)
    {
        foreach (var (value, _, slots) in EnumerateParts()) { _optimizer.Wait(value, slots, step); }
    }

    /// <summary>What the optimizer's formula is called with: all at once, or weight by weight.</summary>
    private IEnumerable<(Tensor Value, Tensor Gradient, Tensor[] Slots)> EnumerateParts() => _whole ? [(_values, _gradients, _slots)]
        : _variables.Select(v => (v.Memory.detach(), v.Memory.grad!, _optimizer.FindState(v)));

    /// <summary>Lets the optimizer end a run.</summary>
    public void EndTraining()
    {
        PrepareWrite(_variables);
        using var scope = Scopes.Step();
        foreach (var (value, _, slots) in EnumerateParts()) { _optimizer.EndTraining(value, slots); }
    }

    private void StepFused(double rate, long step)
    {
        int total = (int)_values.numel();
        if (total < Large)
        {
            TakePart(0, total);
            return;
        }
        int parts = EngineThreads.Count, length = ((total / parts) + FusedSteps.Width) & -FusedSteps.Width;
        EngineThreads.Share(parts, parts, (_, i) =>
        {
            int start = (int)i * length;
            if (start < total) { TakePart(start, Math.Min(length, total - start)); }
        });

        void TakePart(int start, int count) => _optimizer.UpdateFused(GetFloats(_values, start, count), GetFloats(_gradients, start, count),
            s => GetFloats(_slots[s], start, count), rate, step);
    }

    private static Span<float> GetFloats(Tensor run, int start, int count) => MemoryMarshal.Cast<byte,
        float>(run.bytes).Slice(start, count);

    private void Rebase(Variable variable, Tensor window)
    {
        window.copy_(variable.Memory.detach());
        variable.Rebase(window.detach(), this);
    }
}
