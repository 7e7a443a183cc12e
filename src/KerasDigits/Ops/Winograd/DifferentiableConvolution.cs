using KerasDigits.Backend;
using TorchSharp;
using static TorchSharp.torch.autograd;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops.Winograd;

/// <summary>
/// A convolution by minimal filtering as the engine's automatic differentiation sees it. Arguments: values, kernel, bias, zeros around each
/// picture.
/// </summary>
internal sealed class DifferentiableConvolution<T>
    : DifferentiableFunction<DifferentiableConvolution<T>> where T : struct, IMinimalFiltering
{
    private const string Edge = "edge";

    /// <inheritdoc/>
    public override string Name => $"Convolution3x3By{T.Results}";

    /// <inheritdoc/>
    protected override Tensor Compute(AutogradContext ctx, params object[] vars)
    {
        var (x, kernel, bias, edge) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (int)vars[3]);
        ctx.save_for_backward([x, kernel]);
        ctx.save_data(Edge, edge);
        using Tensor turned = Filtering<T>.TurnKernel(kernel);
        return Filtering<T>.Convolve(x, turned, bias, edge);
    }

    /// <inheritdoc/>
    protected override List<Tensor> ComputeGradients(AutogradContext ctx, Tensor grad_output)
    {
        using var scope = torch.NewDisposeScope();
        bool[] wanted = GetWanted(ctx);
        var (values, kernels, biases) = (wanted[0], wanted[1], wanted[2]);
        int edge = (int)ctx.get_data(Edge);
        List<Tensor> saved = ctx.get_saved_variables();
        Tensor x = saved[0], kernel = saved[1];
        Tensor? byValues = null, byKernel = null;
        if (torch.is_grad_enabled())
        {
            (byValues, byKernel) = WithGradientsOfTheirOwn(x, kernel, grad_output, edge, values, kernels);
        }
        else
        {
            Tensor gradient = grad_output.contiguous();
            if (values)
            {
                // The way back is a convolution with the kernel turned upside down, from filters to channels.
                Tensor back = Filtering<T>.TurnKernel(kernel.flip(0, 1).transpose(2, 3));
                byValues = Filtering<T>.Convolve(gradient, back, null, 2 - edge);
            }
            if (kernels) { byKernel = Filtering<T>.KernelGradient(x, gradient, edge); }
        }
        Tensor? byBias = biases ? grad_output.sum([0, 1, 2]) : null;
        return [byValues?.MoveToOuterDisposeScope()!, byKernel?.MoveToOuterDisposeScope()!, byBias?.MoveToOuterDisposeScope()!, null!];
    }

    /// <summary>The same gradients by the engine's own operations, which can be differentiated again.</summary>
    private static (Tensor?, Tensor?) WithGradientsOfTheirOwn(Tensor x, Tensor kernel, Tensor gradient, int edge, bool values, bool kernels)
    {
        Tensor y = F.conv2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), padding: [edge, edge]);
        Tensor[] by = [.. values ? [x] : (Tensor[])[], .. kernels ? [kernel] : (Tensor[])[]];
        if (by.Length == 0) { return (null, null); }
        var found = torch.autograd.grad([y], by, [gradient.permute(0, 3, 1, 2)], retain_graph: true, create_graph: true);
        return (values ? found[0] : null, kernels ? found[^1] : null);
    }
}
