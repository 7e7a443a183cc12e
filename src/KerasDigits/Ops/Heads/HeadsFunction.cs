using KerasDigits.Backend;
using KerasDigits.Ops.SmallNets;
using TorchSharp;
using static TorchSharp.torch.autograd;

namespace KerasDigits.Ops.Heads;

/// <summary>
/// The heads of an attention as the engine's automatic differentiation sees them. Arguments: queries, keys and values, or one tensor
/// whose rows hold all three; <see cref="HeadsForm"/> behind them.
/// </summary>
internal sealed class HeadsFunction : DifferentiableFunction<HeadsFunction>
{
    private const string Form = "form";

    private static readonly ThreadSlot<bool> s_off = new("whether attention is computed by the engine, for tests that compare both");

    /// <summary>Whether this thread's attention is all computed by the engine.</summary>
    public static bool IsOff
    {
        get => s_off.Value;
        set => s_off.Value = value;
    }

    /// <inheritdoc/>
    public override string Name => "AttentionHeads";

    /// <summary>
    /// Whether these can be computed so: float32 on the CPU, by vectors of 256 bits, of equal batches, with enough heads for all threads.
    /// (The loops trust these sizes; what the engine would spread, or refuse, it gets.)
    /// </summary>
    /// <param name="query">(batch, queries, features).</param>
    /// <param name="key">(batch, values, features).</param>
    /// <param name="value">(batch, values, features).</param>
    /// <param name="mask">As <see cref="HeadsForm.Mask"/>; null: none.</param>
    /// <param name="heads">Heads of the queries.</param>
    /// <param name="sourceHeads">Heads of keys and values.</param>
    public static bool Takes(Tensor query, Tensor key, Tensor value, Tensor? mask, int heads, int sourceHeads)
    {
        if (IsOff || !SmallNet.IsSupported || !Array.TrueForAll([query, key, value],
            x => x.dim() == 3 && x.numel() > 0 && Tensors.IsFloat32(x) && x.device_type == DeviceType.CPU))
        {
            return false;
        }
        long batch = query.size(0), queries = query.size(1), values = key.size(1);
        return key.size(0) == batch && value.size(0) == batch && value.size(1) == values && batch * sourceHeads >= EngineThreads.Count
            && (mask is null || (mask.dtype == torch.ScalarType.Bool && mask.shape is [var b, var h, var q, var v]
                && (b == 1 || b == batch) && (h == 1 || h == heads) && (q == 1 || q == queries) && v == values));
    }

    /// <summary>Computes what the heads find, side by side: (batch, queries, heads · value size).</summary>
    /// <param name="form">What is done.</param>
    /// <param name="parts">Queries, keys and values, (batch, steps, heads · size) each, or one tensor that holds all three.</param>
    public static Tensor Run(HeadsForm form, params Tensor[] parts) =>
        torch.is_grad_enabled() && Array.Exists(parts, p => p.requires_grad) ? apply([.. parts, form])
            : new HeadsRun(form, parts).Forward();

    /// <inheritdoc/>
    protected override Tensor Compute(AutogradContext ctx, params object[] vars)
    {
        Tensor[] parts = [.. vars[..^1].Cast<Tensor>()];
        var form = (HeadsForm)vars[^1];
        ctx.save_for_backward([.. parts]);
        ctx.save_data(Form, form);
        return new HeadsRun(form, parts).Forward();
    }

    /// <inheritdoc/>
    protected override List<Tensor> ComputeGradients(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        var form = (HeadsForm)ctx.get_data(Form);
        Tensor[] parts = [.. ctx.get_saved_variables()];
        Tensor?[] found = torch.is_grad_enabled() ? FindWithGradients(form, parts, grad_output)
            : new HeadsRun(form, parts).Backward(grad_output);
        return [.. found.Select(g => g?.MoveToOuterDisposeScope()!), null!];
    }

    /// <summary>The same gradients by the engine's own operations, which can be differentiated again.</summary>
    private static Tensor?[] FindWithGradients(HeadsForm form, Tensor[] parts, Tensor gradient)
    {
        Tensor[] three = parts.Length == 3 ? parts : [.. form.Places.Select(p => parts[0].narrow(-1, p.Start, p.Length))];
        Tensor[] wanted = [.. parts.Where(p => p.requires_grad)];
        var found = new Queue<Tensor>(torch.autograd.grad([form.Compute(three[0], three[1], three[2])], wanted, [gradient],
            retain_graph: true, create_graph: true));
        return [.. parts.Select(p => p.requires_grad ? found.Dequeue() : null)];
    }
}
