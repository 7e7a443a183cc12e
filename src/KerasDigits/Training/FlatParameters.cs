using KerasDigits.Backend;
using KerasDigits.Optimizers;

namespace KerasDigits.Training;

/// <summary>
/// The weights in training, laid out so that an optimizer step takes a handful of calls however many weights there are: one run of memory
/// for each dtype.
/// </summary>
internal sealed class FlatParameters
{
    private static readonly ThreadSlot<FlatParameters> s_active = new("the weights to which gradients flow");
    private readonly Variable[] _variables;
    private readonly HashSet<Variable> _all;
    private readonly FlatBuffer[] _buffers;
    private readonly Variable[][] _held;
    private readonly Optimizer _optimizer;
    private readonly Variable[] _constrained, _lookedUp;
    private readonly WeightGate[] _gates;

    public FlatParameters(IReadOnlyList<Variable> variables, Optimizer optimizer)
    {
        _variables = [.. variables];
        _all = [.. variables];
        _optimizer = optimizer;
        _gates = WeightGate.Of(_variables);
        optimizer.Inner.CheckKnown(_variables);
        optimizer.Inner.CheckConstraints(_variables);
        _held = [.. _variables.GroupBy(v => v.dtype).Select(g => g.ToArray())];
        _buffers = Array.ConvertAll(_held, g => new FlatBuffer(g, optimizer.Inner));
        _constrained = [.. _variables.Where(v => v.Constraint is not null)];
        _lookedUp = [.. _variables.Where(v => v.IsLookedUp)];
    }

    /// <summary>Whether these are the weights and the optimizer of a next run, still on these buffers.</summary>
    public bool Serves(IReadOnlyList<Variable> variables, Optimizer optimizer) =>
        ReferenceEquals(optimizer, _optimizer) && variables.SequenceEqual(_variables)
        && _buffers.Zip(_held).All(b => b.First.Holds(b.Second));

    /// <summary>Whether gradients flow to these weights: no other model has been trained on this thread since.</summary>
    public bool IsActive => ReferenceEquals(s_active.Value, this);

    /// <summary>
    /// Lets gradients flow to these weights and to no other one of the model's: those of a part that another model trains would pile up in
    /// that model's buffers.
    /// </summary>
    /// <param name="all">The model's weights.</param>
    public void Activate(IEnumerable<Variable> all)
    {
        s_active.Value = this;
        foreach (Variable v in all.Except(_variables)) { v.Wants(gradient: false); }
        foreach (Variable v in _variables) { v.Wants(gradient: true); }
    }

    /// <summary>The weights.</summary>
    public IReadOnlyList<Variable> Variables => _variables;

    /// <summary>Where the gradient of a weight goes, as float32; 0: it is not trained.</summary>
    public nint GetGradient(Variable variable) => !_all.Contains(variable)
        ? 0
        : Tensors.GetFloatAddress(variable.Memory.grad!);

    public void ZeroGradients()
    {
        foreach (FlatBuffer buffer in _buffers) { buffer.ZeroGradients(); }
    }

    /// <summary>How many gradients there are, where one run of memory holds them all; else 0.</summary>
    public int OneRun => _buffers is [var only] ? only.FloatCount : 0;

    /// <summary>Whether look-ups are clipped one by one.</summary>
    public bool ClipsLookups => _lookedUp.Length > 0 && _optimizer.Inner.Clips;

    /// <summary>Begins the pass of a step: where gradients are clipped, look-ups are noted until the step is taken.</summary>
    public void BeginPass()
    {
        // Of several processes' look-ups only the summed gradient is known.
        foreach (Variable v in _lookedUp) { v.Lookups = _optimizer.Inner.Clips && Replicas.Running is null ? new Lookups() : null; }
    }

    /// <summary>Takes one step with the gradients now in the buffers.</summary>
    public void Step()
    {
        TakeStep();
        foreach (Variable v in _lookedUp) { v.Lookups = null; }
    }

    private void TakeStep()
    {
        Optimizer rule = _optimizer.Inner;
        (long step, bool last) = rule.CountStep();
        double scale = 1;
        if (Replicas.Running is { } replicas)
        {
            foreach (FlatBuffer buffer in _buffers) { buffer.SumGradients(replicas); }
        }
        if (_optimizer.Scaling is { } scaling)
        {
            scale = scaling.Value;
            if (!scaling.Note(scaling.IsDynamic && !Array.TrueForAll(_buffers, b => b.IsFinite())))
            {
                if (rule.BatchesPerStep == 1 && LossScaling.CountsLeftOut) { rule.iterations = step; }
                return;
            }
            foreach (FlatBuffer buffer in _buffers) { buffer.ScaleGradients(1 / scale); }
        }
        using var write = WeightGate.Write(_gates);
        if (rule.BatchesPerStep > 1)
        {
            foreach (FlatBuffer buffer in _buffers) { buffer.Gather(last); }
        }
        if (last)
        {
            if (rule.Clips) { Clip(rule, scale); }
            double rate = rule.ComputeCurrentRate();
            rule.BeginStep(step, rate);
            foreach (FlatBuffer buffer in _buffers) { buffer.Step(rate, step); }
        }
        else
        {
            foreach (FlatBuffer buffer in _buffers) { buffer.Wait(step); }
        }
        rule.Batches++;
        foreach (Variable v in _constrained) { v.assign(v.Constraint!(v.Memory.detach())); }
    }

    /// <summary>Lets the optimizer end a run.</summary>
    public void EndTraining()
    {
        using var _ = Scopes.NoGradient();
        using var write = WeightGate.Write(_gates);
        foreach (FlatBuffer buffer in _buffers) { buffer.EndTraining(); }
    }

    private void Clip(Optimizer rule, double scale)
    {
        Tensor[] windows = Array.ConvertAll(_variables, v => v.Memory.grad!);
        // A mean over several batches is a dense gradient.
        ClippedGradient[] gradients = Array.ConvertAll(_variables, v => rule.BatchesPerStep == 1
            && v.Lookups?.TakeGradients(v.Memory) is { } rows
            ? new ClippedGradient(v.Memory.grad!, rows.Rows / scale, rows.Numbers) : new ClippedGradient(v.Memory.grad!));
        ClippedGradient[] clipped = rule.Clip(gradients);
        for (int i = 0; i < windows.Length; i++) { windows[i].copy_(clipped[i].Dense); }
    }
}
