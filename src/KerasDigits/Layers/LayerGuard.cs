using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace KerasDigits.Layers;

/// <summary>Checks that several layers share.</summary>
[StackTraceHidden]
internal static class LayerGuard
{
    public static Size2 CheckPositive(Size2 value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is { Height: > 0, Width: > 0 } ? value
        : throw new ArgumentException($"`{name}` must hold whole numbers above 0. Received: {name}=({value.Height}, {value.Width}).", name);

    public static TSize CheckPositive<TSize>(TSize value, string name) where TSize : struct, ISpatialSize =>
        value.ToArray().All(n => n > 0) ? value
        : throw new ArgumentException($"`{name}` must hold whole numbers above 0. Received: "
            + $"{name}=({string.Join(", ", value.ToArray())}).", name);

    /// <summary>
    /// Axes of an input as numbers from 0, in ascending order; throws Keras's sentences for one that does not exist or stands twice.
    /// </summary>
    /// <param name="axis">The axes; negative ones count from the end.</param>
    /// <param name="rank">Number of the input's axes.</param>
    /// <param name="least">The first axis that may be named.</param>
    public static long[] CheckAxes(IntList axis, int rank, int least)
    {
        long[] axes = [.. axis.Select(a => (long)(a < 0 ? rank + a : a)).Order()];
        string given = axis.Count == 1 ? $"{axis[0]}" : $"[{string.Join(", ", axis)}]";
        Guard.That(axes.Length > 0 && axes.All(a => a >= least && a < rank),
            $"Invalid axis. Expected {least} <= axis < rank of the input, {rank}. Received: axis={given}.", nameof(axis));
        Guard.That(axes.Distinct().Count() == axes.Length, $"Duplicate axis: {given}.", nameof(axis));
        return axes;
    }

    public static bool CheckDense(bool sparse) => !sparse
        ? sparse
        : throw new NotSupportedException("`sparse` must be false: TensorFlow's sparse tensors do not exist in this engine. Leave it out; "
            + "the dense result holds the same numbers.");
}
