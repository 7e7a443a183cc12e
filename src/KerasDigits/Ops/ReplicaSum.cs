using KerasDigits.Backend;
using static TorchSharp.torch.autograd;

namespace KerasDigits.Ops;

/// <summary>
/// A sum over the processes of a step, as the engine's automatic differentiation sees it. Arguments: values, the processes.
/// </summary>
internal sealed class ReplicaSum : DifferentiableFunction<ReplicaSum>
{
    private const string Kept = "replicas";

    /// <inheritdoc/>
    public override string Name => "ReplicaSum";

    /// <inheritdoc/>
    protected override Tensor Compute(AutogradContext ctx, params object[] vars)
    {
        var (values, replicas) = ((Tensor)vars[0], (Replicas)vars[1]);
        ctx.save_data(Kept, replicas);
        Tensor result = values.detach().clone();
        if (replicas.Idle) { result.zero_(); }
        replicas.Sum("the statistics of a batch", result);
        return result;
    }

    /// <inheritdoc/>
    /// <remarks>Each process's gradient is that of the mean over its own rows, and is weighed by their part of the batch when all is done:
    /// so here what comes from others is weighed in, and the own weight taken out.</remarks>
    protected override List<Tensor> ComputeGradients(AutogradContext ctx, Tensor grad_output)
    {
        var replicas = (Replicas)ctx.get_data(Kept);
        Tensor gradient = grad_output.detach() * replicas.Weight;
        replicas.Sum("the gradients of a batch's statistics", gradient);
        return [replicas.Idle ? gradient : gradient * replicas.SumFactor, null!];
    }
}
