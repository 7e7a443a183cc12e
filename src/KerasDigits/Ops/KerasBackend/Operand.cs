using System.Collections;
using System.Runtime.CompilerServices;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Ops;

/// <summary>What keras.backend functions take beside a tensor: a tensor, a weight, an array or a number.</summary>
public readonly struct Operand
{
    private readonly Tensor? _tensor;
    private readonly double _number;
    private readonly bool _isWhole;

    private Operand(Tensor? tensor, double number, bool isWhole = false) => (_tensor, _number, _isWhole) = (tensor, number, isWhole);

    /// <summary>A tensor.</summary>
    public static implicit operator Operand(Tensor tensor) => new(tensor, 0);

    /// <summary>A weight.</summary>
    public static implicit operator Operand(Variable variable) => new(variable.value, 0);

    /// <summary>An array.</summary>
    public static implicit operator Operand(NDArray array) => new(Arrays.ToTensor(array), 0);

    /// <summary>A list of numbers.</summary>
    public static implicit operator Operand(float[] numbers) => new(Arrays.ToTensor(numbers), 0);

    /// <summary>A number.</summary>
    public static implicit operator Operand(double number) => new(null, number);

    /// <summary>An integer: beside another one it stays whole, <c>tf.add(1, 2)</c>.</summary>
    public static implicit operator Operand(int number) => new(null, number, isWhole: true);

    /// <summary>The tensor, or the number as a scalar of the dtype of <paramref name="other"/>.</summary>
    internal Tensor MakeLike(Operand other) => _tensor ?? (other._tensor is { } t ? Tensors.MakeScalar(_number, DTypes.GetName(t.dtype))
        : Tensors.MakeScalar(_number, _isWhole && other._isWhole ? "int32" : null));

    /// <summary>The tensor, or the number as a scalar.</summary>
    internal Tensor Value => _tensor ?? Tensors.MakeScalar(_number, _isWhole ? "int32" : null);
}

/// <summary>What keras.backend reductions take as axis: one, several as a list or tuple, or null for all.</summary>
[CollectionBuilder(typeof(ReductionAxes), nameof(Create))]
public readonly struct ReductionAxes : IConfigValue<ReductionAxes>, IEnumerable<int>
{
    private ReductionAxes(long[] axes) => Axes = axes;

    internal long[] Axes { get; }

    /// <summary>From a collection expression: <c>[0, 1]</c>.</summary>
    /// <param name="axes">The axes; negative ones count from the last.</param>
    public static ReductionAxes Create(ReadOnlySpan<int> axes) => axes.ToArray();

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => Axes.Select(a => (int)a).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public object? ToConfig() => Axes.Length == 1 ? Axes[0] : Axes.Select(a => (object?)a).ToList();

    /// <summary>From one number or several.</summary>
    /// <param name="value">A number or a list of numbers, as read from JSON.</param>
    public static ReductionAxes FromConfig(object? value) => Array.ConvertAll([.. IntList.FromConfig(value)], a => a);

    /// <summary>One axis; negative ones count from the end.</summary>
    public static implicit operator ReductionAxes(int axis) => new([axis]);

    /// <summary>Several axes.</summary>
    public static implicit operator ReductionAxes(int[] axes) => new(Array.ConvertAll(axes, a => (long)a));

    /// <summary>Two axes, as a tuple.</summary>
    public static implicit operator ReductionAxes((int, int) axes) => new([axes.Item1, axes.Item2]);

    /// <summary>Three axes, as a tuple.</summary>
    public static implicit operator ReductionAxes((int, int, int) axes) => new([axes.Item1, axes.Item2, axes.Item3]);
}
