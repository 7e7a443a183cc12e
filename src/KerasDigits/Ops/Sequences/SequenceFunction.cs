using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;
using TorchSharp;
using static TorchSharp.torch.autograd;

namespace KerasDigits.Ops.Sequences;

/// <summary>
/// A recurrent layer over whole sequences as the engine's automatic differentiation sees it. Arguments: the inputs' products, weights of
/// the states, first state, the cell's first state or what is added to the states' products, <see cref="SequenceForm"/>.
/// </summary>
internal sealed class SequenceFunction : DifferentiableFunction<SequenceFunction>
{
    private const string Form = "form";

    // Weights of inputs that a core's cache holds beside those of the states: 1 MB.
    private const long MostWeights = 262_144;

    private static readonly ThreadSlot<bool> s_off = new("whether sequences go step by step, for tests that compare both");

    /// <summary>Whether this thread's sequences all go step by step.</summary>
    public static bool IsOff
    {
        get => s_off.Value;
        set => s_off.Value = value;
    }

    /// <inheritdoc/>
    public override string Name => "RecurrentSequence";

    /// <summary>
    /// Whether a sequence is one that can be run so: float32 on the CPU, by vectors of 256 bits, each sample with states of its own. (The
    /// loops trust these sizes; what the engine would spread over a batch, or refuse, it gets step by step.)
    /// </summary>
    /// <param name="inputs">(time, batch, features).</param>
    /// <param name="kernel">Weights of the inputs.</param>
    /// <param name="states">The states to start from.</param>
    /// <param name="units">Values of a state.</param>
    /// <param name="mask">Which steps count; null: all.</param>
    public static bool Takes(Tensor inputs, Tensor kernel, Tensor[] states, long units, Tensor? mask)
    {
        if (IsOff || !SmallNet.IsSupported || inputs.dim() != 3 || inputs.numel() == 0
            || !Array.TrueForAll([inputs, kernel, .. states], t => Tensors.IsFloat32(t) && t.device_type == DeviceType.CPU))
        {
            return false;
        }
        long steps = inputs.size(0), samples = inputs.size(1);
        return Array.TrueForAll(states, s => s.shape is [var batch, var width] && batch == samples && width == units)
            && (mask is null || (mask.dtype == torch.ScalarType.Bool && mask.shape is [var time, var rows] && time == steps
                && rows == samples));
    }

    /// <summary>Runs a sequence.</summary>
    /// <param name="form">What is done.</param>
    /// <param name="projected">The inputs' products with their weights, bias added: (time, batch, gates); the inputs themselves where
    /// <see cref="MultipliesByStep"/> and the form has their weights.</param>
    /// <param name="recurrent">Weights of the states, (units, gates).</param>
    /// <param name="firstState">State before the first step, (batch, units).</param>
    /// <param name="extra">The cell's first state, or what is added to the states' products; null: nothing.</param>
    /// <returns>The states after each step, and behind them the cell's last state: (time + 1, batch, units).</returns>
    public static Tensor Run(SequenceForm form, Tensor projected, Tensor recurrent, Tensor firstState, Tensor? extra)
    {
        extra ??= torch.empty(0);
        return GoesBack(projected, recurrent, firstState, extra) ? apply(projected, recurrent, firstState, extra, form)
            : new SequenceRun(form, projected, recurrent, firstState, extra).Forward(null, null);
    }

    /// <summary>
    /// Whether inputs are better multiplied step by step than all before the first: no gradients are needed, all threads have several
    /// samples at a time, and the weights stay in a core's cache. What is multiplied so is never written to memory.
    /// </summary>
    /// <param name="inputs">(time, batch, features).</param>
    /// <param name="kernel">Weights of the inputs.</param>
    /// <param name="others">What else a gradient may be wanted of.</param>
    public static bool MultipliesByStep(Tensor inputs, Tensor kernel, params Tensor?[] others) =>
        inputs.size(1) >= SequenceRun.FewestSamples && kernel.numel() <= MostWeights && !GoesBack([inputs, kernel, .. others]);

    private static bool GoesBack(params Tensor?[] values) =>
        torch.is_grad_enabled() && Array.Exists(values, v => v is { requires_grad: true });

    /// <inheritdoc/>
    protected override Tensor Compute(AutogradContext ctx, params object[] vars)
    {
        Tensor projected = (Tensor)vars[0], recurrent = (Tensor)vars[1], first = (Tensor)vars[2], extra = (Tensor)vars[3];
        var form = (SequenceForm)vars[4];
        long steps = projected.size(0), samples = projected.size(1), units = recurrent.size(0);
        Tensor kept = torch.empty([steps, samples, form.Recurrence.Kept * units]),
            cells = torch.empty(form.Recurrence.HasCell ? [steps, samples, units] : [0L]);
        Tensor y = new SequenceRun(form, projected, recurrent, first, extra).Forward(kept, form.Recurrence.HasCell ? cells : null);
        ctx.save_for_backward([projected, recurrent, first, extra, y, kept, cells]);
        ctx.save_data(Form, form);
        return y;
    }

    /// <inheritdoc/>
    protected override List<Tensor> ComputeGradients(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        var form = (SequenceForm)ctx.get_data(Form);
        bool[] wanted = GetWanted(ctx);
        Tensor[] saved = [.. ctx.get_saved_variables()];
        Tensor?[] found = torch.is_grad_enabled() ? WithGradientsOfTheirOwn(form, saved[..4], wanted, grad_output)
            : Gradients(form, saved, wanted, grad_output);
        return [.. found.Select(g => g?.MoveToOuterDisposeScope()!), null!];
    }

    private static Tensor?[] Gradients(SequenceForm form, Tensor[] saved, bool[] wanted, Tensor gradient)
    {
        Tensor projected = saved[0], recurrent = saved[1], first = saved[2], extra = saved[3], y = saved[4];
        SequenceGradients by = new SequenceRun(form, projected, recurrent, first, extra).Backward(y, saved[5], saved[6], gradient);
        Tensor? byWeights = null, byExtra = form.Recurrence.HasCell ? by.FirstCell : null;
        if (wanted[1])
        {
            Tensor Dropped(Tensor states) => form.Drop is null ? states : states * form.Drop;
            long units = recurrent.size(0), gates = recurrent.size(1), steps = projected.size(0);
            byWeights = Dropped(first).t().mm(by.OfState[0]);
            if (steps > 1)
            {
                byWeights.addmm_(Dropped(y.narrow(0, 0, steps - 1)).reshape(-1, units).t(),
                    by.OfState.narrow(0, 1, steps - 1).reshape(-1, gates), 1, 1);
            }
        }
        if (wanted[3] && byExtra is null) { byExtra = by.OfState.sum([0, 1]); }
        return [wanted[0] ? by.OfInput : null, byWeights, wanted[2] ? by.First : null, wanted[3] ? byExtra : null];
    }

    /// <summary>The same gradients by the engine's own operations, which can be differentiated again.</summary>
    private static Tensor?[] WithGradientsOfTheirOwn(SequenceForm form, Tensor[] arguments, bool[] wanted, Tensor gradient)
    {
        Tensor recurrent = arguments[1], extra = arguments[3];
        Tensor? offset = form.Recurrence.HasCell || extra.numel() == 0 ? null : extra;
        Func<Tensor, Tensor[], Tensor[]> step =
            form.Stepper(h => NN.Dense(form.Drop is null ? h : h * form.Drop, recurrent, offset));
        Tensor[] states = form.Recurrence.HasCell ? [arguments[2], extra] : [arguments[2]];
        Tensor[] masks = form.Mask is null ? [] : SequenceOps.Steps(form.Mask), steps = SequenceOps.Steps(arguments[0]);
        var outputs = new List<Tensor>();
        for (int t = 0; t < steps.Length; t++)
        {
            Tensor[] made = step(steps[t], states)[1..];
            states = masks.Length == 0 ? made : [.. made.Zip(states, (m, s) => SequenceOps.SelectWhere(masks[t], m, s))];
            outputs.Add(states[0]);
        }
        outputs.Add(form.Recurrence.HasCell ? states[1] : torch.zeros_like(states[0]));
        Tensor[] by = [.. arguments.Where((_, i) => wanted[i])];
        if (by.Length == 0) { return new Tensor?[4]; }
        var found = new Queue<Tensor>(torch.autograd.grad([SequenceOps.Stack(outputs, 0)], by, [gradient], retain_graph: true,
            create_graph: true));
        return [.. Enumerable.Range(0, 4).Select(i => wanted[i] ? found.Dequeue() : null)];
    }
}
