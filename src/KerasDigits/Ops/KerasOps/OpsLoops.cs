using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: loops and choices. They run as they are written, step by step, and gradients flow through what they compute.
/// </summary>
/// <remarks>Source: Keras 3, ops/core.py.</remarks>
internal static class OpsLoops
{
    /// <summary>A function of each entry along the first axis.</summary>
    /// <param name="f">Takes an entry without the first axis; all results have one shape.</param>
    /// <param name="xs">Tensor whose entries lie along the first axis.</param>
    [KerasExport("keras.ops.map")]
    public static Tensor map(Func<Tensor, Tensor> f, Tensor xs) => BackendFunctional.map_fn(f, CheckEntries(xs));

    /// <summary>A function of each entry along the first axis.</summary>
    /// <param name="function">Takes an entry without the first axis; all results have one shape.</param>
    /// <param name="elements">Tensor whose entries lie along the first axis.</param>
    [KerasExport("keras.ops.vectorized_map")]
    public static Tensor vectorized_map(Func<Tensor, Tensor> function, Tensor elements) =>
        BackendFunctional.map_fn(function, CheckEntries(elements));

    /// <summary>A function of each group of entries at one place along the first axes.</summary>
    /// <param name="function">Takes an entry of each tensor.</param>
    /// <param name="elements">The tensors, with first axes of one size.</param>
    /// <exception cref="ArgumentException">elements is empty, or the first axes have different sizes.</exception>
    [KerasExport("keras.ops.vectorized_map")]
    public static Tensor vectorized_map(Func<Tensor[], Tensor> function, Tensor[] elements)
    {
        Guard.That(elements.Length > 0 && elements.All(e => e.dim() > 0 && e.size(0) == elements[0].size(0)),
            "`elements` must be tensors whose first axes have one size.", nameof(elements));
        _ = CheckEntries(elements[0]);
        Tensor[][] entries = Array.ConvertAll(elements, SequenceOps.Steps);
        return torch.stack([.. Enumerable.Range(0, entries[0].Length).Select(i => function(Array.ConvertAll(entries, e => e[i])))], 0);
    }

    /// <summary>What is carried from entry to entry along the first axis, and what comes out at each.</summary>
    /// <param name="f">Takes what is carried and an entry; gives what is carried on, and what comes out.</param>
    /// <param name="init">What is carried at first.</param>
    /// <param name="xs">The entries; null: there are none, `f` is given null.</param>
    /// <param name="length">How many steps; null: as many as entries.</param>
    /// <param name="reverse">Whether it goes from the last entry to the first.</param>
    /// <param name="unroll">Without effect: how compilers write the loop.</param>
    /// <exception cref="ArgumentException">Neither xs nor length is given, they disagree, or there is no step.</exception>
    [KerasExport("keras.ops.scan")]
    public static (Tensor Carry, Tensor Ys) scan(Func<Tensor, Tensor, (Tensor Carry, Tensor Y)> f, Tensor init, Tensor? xs = null,
        int? length = null, bool reverse = false, int unroll = 1)
    {
        Guard.That(xs is not null || length is not null, "Without `xs` a `length` must be given.", nameof(length));
        Tensor[]? entries = xs is null ? null : SequenceOps.Steps(xs);
        int steps = entries?.Length ?? length!.Value;
        Guard.That(length is null || length == steps, $"`length` must be the number of entries, {steps}. Received: length={length}.",
            nameof(length));
        Guard.That(steps > 0, "There must be at least one step.", nameof(length));
        Tensor carry = init;
        var ys = new Tensor[steps];
        for (int i = 0; i < steps; i++)
        {
            int at = reverse ? steps - 1 - i : i;
            (carry, ys[at]) = f(carry, entries?[at]!);
        }
        return (carry, torch.stack(ys, 0));
    }

    /// <summary>The entries of an axis put together from the first on: x₀, f(x₀, x₁), f(f(x₀, x₁), x₂) …</summary>
    /// <param name="f">Puts two entries together; they keep the axis, with size 1. In what order they are put together must not matter.
    /// </param>
    /// <param name="elems">Tensor whose entries lie along axis.</param>
    /// <param name="reverse">Whether it goes from the last entry to the first.</param>
    /// <param name="axis">Axis from -rank to rank-1.</param>
    /// <exception cref="ArgumentException">elems holds no entry along the axis.</exception>
    [KerasExport("keras.ops.associative_scan")]
    public static Tensor associative_scan(Func<Tensor, Tensor, Tensor> f, Tensor elems, bool reverse = false, int axis = 0)
    {
        Guard.That(elems.dim() > 0 && elems.size(axis) > 0, $"`elems` must hold at least one entry along axis {axis}. Received: shape "
            + $"{Shape.Of(elems.shape)}.", nameof(elems));
        long count = elems.size(axis);
        var sums = new Tensor[count];
        for (long i = 0; i < count; i++)
        {
            long at = reverse ? count - 1 - i : i, before = reverse ? at + 1 : at - 1;
            Tensor entry = elems.narrow(axis, at, 1);
            sums[at] = i == 0 ? entry : f(sums[before], entry);
        }
        return torch.cat(sums, axis);
    }

    /// <summary>Goes on while a condition holds.</summary>
    /// <param name="cond">Whether another step is to be made.</param>
    /// <param name="body">Makes the next value from the one before; called while the condition holds.</param>
    /// <param name="loop_vars">Initial values of the loop.</param>
    /// <param name="maximum_iterations">At most so many steps; null: no end.</param>
    [KerasExport("keras.ops.while_loop")]
    public static Tensor while_loop(Func<Tensor, Tensor> cond, Func<Tensor, Tensor> body, Operand loop_vars,
        int? maximum_iterations = null)
    {
        Tensor at = loop_vars.Value;
        for (int i = 0; (maximum_iterations is null || i < maximum_iterations) && cond(at).ToNumber() != 0; i++) { at = body(at); }
        return at;
    }

    /// <summary>Goes on while a condition of several tensors holds.</summary>
    /// <param name="cond">Whether another step is to be made.</param>
    /// <param name="body">One step: as many tensors as it is given.</param>
    /// <param name="loop_vars">Initial values of the loop.</param>
    /// <param name="maximum_iterations">At most so many steps; null: no end.</param>
    /// <exception cref="ArgumentException">body gives another number of tensors than it is given.</exception>
    [KerasExport("keras.ops.while_loop")]
    public static Tensor[] while_loop(Func<Tensor[], Tensor> cond, Func<Tensor[], Tensor[]> body, Tensor[] loop_vars,
        int? maximum_iterations = null)
    {
        for (int i = 0; (maximum_iterations is null || i < maximum_iterations) && cond(loop_vars).ToNumber() != 0; i++)
        {
            Tensor[] next = body(loop_vars);
            Guard.That(next.Length == loop_vars.Length, $"`body` must give as many tensors as it is given, {loop_vars.Length}. Received: "
                + $"{next.Length}.", nameof(body));
            loop_vars = next;
        }
        return loop_vars;
    }

    /// <summary>Makes a step for each number.</summary>
    /// <param name="lower">The first number.</param>
    /// <param name="upper">The number after the last one.</param>
    /// <param name="body_fun">Takes the number and what has come so far.</param>
    /// <param name="init_val">Initial values of the loop.</param>
    [KerasExport("keras.ops.fori_loop")]
    public static Tensor fori_loop(int lower, int upper, Func<int, Tensor, Tensor> body_fun, Operand init_val)
    {
        Tensor at = init_val.Value;
        for (int i = lower; i < upper; i++) { at = body_fun(i, at); }
        return at;
    }

    /// <summary>What one of several functions gives: only the chosen one is called.</summary>
    /// <param name="index">Which: below 0 the first, above the last number the last.</param>
    /// <param name="branches">The functions; only the chosen one is called, with the operands.</param>
    /// <param name="operands">What the chosen one is given.</param>
    /// <exception cref="ArgumentException">branches is empty.</exception>
    [KerasExport("keras.ops.switch")]
    public static Tensor Choose(Operand index, Func<Tensor[], Tensor>[] branches, params Tensor[] operands)
    {
        Guard.That(branches.Length > 0, "There must be at least one branch.", nameof(branches));
        double chosen = index.Value.ToNumber();
        return branches[(int)Math.Clamp(double.IsNaN(chosen) ? 0 : chosen, 0, branches.Length - 1)](operands);
    }

    /// <summary>A function that is called for each entry along the first axis.</summary>
    /// <param name="pyfunc">Takes an entry.</param>
    [KerasExport("keras.ops.vectorize")]
    public static Func<Tensor, Tensor> vectorize(Func<Tensor, Tensor> pyfunc) => xs => map(pyfunc, xs);

    private static Tensor CheckEntries(Tensor xs)
    {
        Guard.That(xs.dim() > 0 && xs.size(0) > 0, "There must be a first axis with at least one entry. Received: shape "
            + $"{Shape.Of(xs.shape)}.", nameof(xs));
        return xs;
    }
}
