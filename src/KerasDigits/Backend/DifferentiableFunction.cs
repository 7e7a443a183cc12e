using System.Runtime.ExceptionServices;
using TorchSharp;
using static TorchSharp.torch.autograd;

namespace KerasDigits.Backend;

/// <summary>A function that computes its gradients itself, whose exceptions come out where the gradients were asked for.</summary>
/// <remarks>The engine calls its backward pass from C++, through which no exception of .NET can go: thrown there, it ends the
/// process.</remarks>
internal abstract class DifferentiableFunction<T> : SingleTensorFunction<T> where T : SingleTensorFunction<T>, new()
{
    private const string Wanted = "whose gradients are wanted";

    /// <inheritdoc/>
    public sealed override Tensor forward(AutogradContext ctx, params object[] vars)
    {
        ctx.save_data(Wanted, Array.ConvertAll(vars, v => v is Tensor { requires_grad: true }));
        return Compute(ctx, vars);
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(AutogradContext ctx, Tensor grad_output)
    {
        try { return ComputeGradients(ctx, Tensors.MakeFilled(grad_output)); }
        catch (Exception e)
        {
            GradientFaults.Note(e);
            // What is on no device is not a gradient of anything: the engine refuses it, and whoever asked hears of it.
            return [.. GetWanted(ctx).Select(w => w ? torch.empty(2, device: torch.device("meta")) : null!)];
        }
    }

    /// <summary>Which arguments are tensors whose gradients are wanted.</summary>
    protected static bool[] GetWanted(AutogradContext ctx) => (bool[])ctx.get_data(Wanted);

    /// <summary>The result.</summary>
    protected abstract Tensor Compute(AutogradContext ctx, params object[] vars);

    /// <summary>The gradients by the arguments of forward.</summary>
    protected abstract List<Tensor> ComputeGradients(AutogradContext ctx, Tensor grad_output);
}

/// <summary>What was thrown in the backward pass, for whoever asked for the gradients.</summary>
internal static class GradientFaults
{
    private static readonly ThreadSlot<ExceptionDispatchInfo?> s_thrown = new(
        "what a gradient of our own threw, on its way to whoever asked");

    /// <summary>Keeps what was thrown first.</summary>
    public static void Note(Exception e) => s_thrown.Value ??= ExceptionDispatchInfo.Capture(e);

    /// <summary>Asks the engine for gradients; what our own functions throw on the way is thrown from here.</summary>
    public static TResult Watch<TState, TResult>(TState state, Func<TState, TResult> compute)
    {
        s_thrown.Value = null;
        try { return compute(state); }
        catch (Exception e) when (EngineErrors.IsEngines(e) && s_thrown.Value is { } thrown)
        {
            s_thrown.Value = null;
            thrown.Throw();
            throw;
        }
    }

    /// <summary>The same where the engine keeps the gradients.</summary>
    public static void Watch(Tensor loss, Action<Tensor> compute) => Watch((loss, compute), static s =>
    {
        s.compute(s.loss);
        return true;
    });
}
