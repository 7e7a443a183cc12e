using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>Products of two inputs summed over an axis of each, sample by sample.</summary>
/// <param name="axes">The axis in both, or one for each.</param>
/// <param name="normalize">Whether the vectors along the axes are scaled to length 1 first: the result is then the cosine of their
/// angle.</param>
/// <exception cref="ArgumentException">axes is neither one number nor a pair.</exception>
/// <remarks>Input shape: two with equal sizes on the axes. Output shape: the other axes of the first, then those of the second; (batch, 1)
/// when none is left. Source: tf.keras 2.3.1, layers/merge.py.</remarks>
[KerasExport("keras.layers.Dot")]
public sealed class Dot(IntList axes, bool normalize = false) : Layer
{
    internal override WholeNumbers Wholes => normalize ? WholeNumbers.Otherwise : WholeNumbers.Kept;

    /// <summary>The axis in both, or one for each.</summary>
    public IntList axes { get; } = axes.Count is 1 or 2
        ? axes
        : throw new ArgumentException($"`axes` must be a whole number or a pair. Received: axes={axes}.", nameof(axes));

    /// <summary>Whether vectors are scaled to length 1 first.</summary>
    public bool normalize { get; } = normalize;

    private int FindAxis(int which, int rank)
    {
        int axis = axes[Math.Min(which, axes.Count - 1)];
        return axis < 0 ? rank + axis : axis;
    }

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context)
    {
        Tensor x = inputs[0], y = inputs[1];
        int a = FindAxis(0, (int)x.dim()), b = FindAxis(1, (int)y.dim());
        return [normalize
            ? AttentionOps.BatchDot(AttentionOps.Normalize(x, a), AttentionOps.Normalize(y, b), a, b)
            : AttentionOps.BatchDot(x, y, a, b)];
    }

    /// <inheritdoc/>
    public override Shape[] compute_output_shape(Shape[] input_shapes)
    {
        Guard.That(input_shapes.Length == 2, $"A `Dot` layer should be called on a list of 2 inputs. Received: {input_shapes.Length}.",
            nameof(input_shapes));
        Shape x = input_shapes[0], y = input_shapes[1];
        int a = FindAxis(0, x.Rank), b = FindAxis(1, y.Rank);
        Guard.That(a > 0 && a < x.Rank && b > 0 && b < y.Rank && (x[a] is null || y[b] is null || x[a] == y[b]),
            $"Incompatible input shapes: axis values {(a < x.Rank && a >= 0 ? x[a] : null)} (at axis {a}) != "
            + $"{(b < y.Rank && b >= 0 ? y[b] : null)} (at axis {b}). Full input shapes: {x}, {y}", nameof(axes));
        long?[] rest = [x[0], .. x.Where((_, i) => i > 0 && i != a), .. y.Where((_, i) => i > 0 && i != b)];
        return [rest.Length == 1 ? new Shape(rest[0], 1) : new Shape(rest)];
    }

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        config["axes"] = axes.Count == 1 ? (long)axes[0] : ConfigBinder.ToPlain(axes.ToArray());
        return config;
    }

    /// <summary>The products of symbolic tensors: keras.layers.dot([a, b], axes).</summary>
    /// <param name="inputs">Two symbolic tensors.</param>
    /// <param name="axes">The axis of both, or one for each; the batch axis is 0.</param>
    /// <param name="normalize">Whether vectors get length 1 first: the result is the cosine.</param>
    [KerasExport("keras.layers.dot")]
    public static KerasTensor dot(KerasTensor[] inputs, IntList axes, bool normalize = false) => new Dot(axes, normalize).Apply(inputs);
}
