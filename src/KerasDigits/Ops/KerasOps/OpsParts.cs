using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>keras.ops: taking apart and putting together along axes.</summary>
/// <remarks>Source: Keras 3, ops/numpy.py.</remarks>
internal static class OpsParts
{
    /// <summary>Parts along an axis, as equal as can be: the first ones are one longer.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="indices_or_sections">Number of parts, above 0.</param>
    /// <param name="axis">Axis to split.</param>
    /// <exception cref="ArgumentException">The number of parts is not above 0.</exception>
    [KerasExport("keras.ops.array_split")]
    public static Tensor[] array_split(Tensor x, int indices_or_sections, int axis = 0)
    {
        long parts = Guard.Positive(indices_or_sections), size = x.size(axis), at = 0;
        return [.. Enumerable.Range(0, (int)parts).Select(i =>
        {
            long length = (size / parts) + (i < size % parts ? 1 : 0);
            at += length;
            return x.narrow(axis, at - length, length);
        })];
    }

    /// <summary>Parts along the second axis; of one axis along it.</summary>
    /// <param name="x">Tensor with at least one axis.</param>
    /// <param name="indices_or_sections">Number of equal parts; it must divide the axis.</param>
    /// <exception cref="ArgumentException">The axis cannot be split into equal parts.</exception>
    [KerasExport("keras.ops.hsplit")]
    public static Tensor[] hsplit(Tensor x, int indices_or_sections) => OpsShapes.split(x, indices_or_sections, x.dim() == 1 ? 0 : 1);

    /// <summary>Parts along the second axis that begin at places; of one axis along it.</summary>
    /// <inheritdoc cref="OpsShapes.split(Tensor, int[], int)"/>
    [KerasExport("keras.ops.hsplit")]
    public static Tensor[] hsplit(Tensor x, int[] indices_or_sections) => OpsShapes.split(x, indices_or_sections, x.dim() == 1 ? 0 : 1);

    /// <summary>Parts along the first axis.</summary>
    /// <param name="x">Tensor with at least one axis.</param>
    /// <param name="indices_or_sections">Number of equal parts; it must divide the axis.</param>
    /// <exception cref="ArgumentException">The axis cannot be split into equal parts.</exception>
    [KerasExport("keras.ops.vsplit")]
    public static Tensor[] vsplit(Tensor x, int indices_or_sections) => OpsShapes.split(x, indices_or_sections, 0);

    /// <summary>Parts along the first axis that begin at places.</summary>
    /// <inheritdoc cref="OpsShapes.split(Tensor, int[], int)"/>
    [KerasExport("keras.ops.vsplit")]
    public static Tensor[] vsplit(Tensor x, int[] indices_or_sections) => OpsShapes.split(x, indices_or_sections, 0);

    /// <summary>Parts along the third axis.</summary>
    /// <param name="x">Tensor with at least three axes.</param>
    /// <param name="indices_or_sections">Number of equal parts; it must divide the axis.</param>
    /// <exception cref="ArgumentException">The axis cannot be split into equal parts.</exception>
    [KerasExport("keras.ops.dsplit")]
    public static Tensor[] dsplit(Tensor x, int indices_or_sections) => OpsShapes.split(x, indices_or_sections, 2);

    /// <summary>Parts along the third axis that begin at places.</summary>
    /// <inheritdoc cref="OpsShapes.split(Tensor, int[], int)"/>
    [KerasExport("keras.ops.dsplit")]
    public static Tensor[] dsplit(Tensor x, int[] indices_or_sections) => OpsShapes.split(x, indices_or_sections, 2);

    /// <summary>Tensors stacked along the third axis.</summary>
    /// <param name="xs">Tensors of equal shape except along the third axis; matrices and vectors get the axes that are missing.</param>
    [KerasExport("keras.ops.dstack")]
    public static Tensor dstack(Tensor[] xs) => torch.dstack(xs);

    /// <summary>Vectors as the columns of a matrix.</summary>
    /// <param name="xs">Vectors (n,) or matrices (n, …), joined along the second axis.</param>
    [KerasExport("keras.ops.column_stack")]
    public static Tensor column_stack(Tensor[] xs) => torch.cat(Array.ConvertAll(xs, x => x.dim() < 2 ? x.reshape(-1, 1) : x), 1);

    /// <summary>A matrix with all values on a diagonal.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="k">Distance from the main diagonal: above 0 above it, below 0 below it.</param>
    [KerasExport("keras.ops.diagflat")]
    public static Tensor diagflat(Tensor x, int k = 0) => x.reshape(-1).diag(k);

    /// <summary>Left and right swapped: the second axis in the other order.</summary>
    /// <param name="x">Tensor with at least two axes.</param>
    [KerasExport("keras.ops.fliplr")]
    public static Tensor fliplr(Tensor x) => x.flip(1);

    /// <summary>Up and down swapped: the first axis in the other order.</summary>
    /// <param name="x">Tensor with at least one axis.</param>
    [KerasExport("keras.ops.flipud")]
    public static Tensor flipud(Tensor x) => x.flip(0);

    /// <summary>The same values in memory of their own.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.copy")]
    public static Tensor copy(Tensor x) => x.clone();

    /// <summary>A tensor of an array's values.</summary>
    /// <param name="x">Array of any shape and dtype.</param>
    /// <param name="dtype">Dtype of the result; null: the array's.</param>
    [KerasExport("keras.ops.array")]
    public static Tensor array(NumSharp.NDArray x, string? dtype = null) => Arrays.ToTensor(x, dtype);

    /// <summary>A tensor whose values are not said: here 0.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("keras.ops.empty")]
    public static Tensor empty(Shape shape, string? dtype = null) => Tensors.MakeZeros(shape, dtype);

    /// <summary>A tensor of another's shape, whose values are not said: here 0.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    [KerasExport("keras.ops.empty_like")]
    public static Tensor empty_like(Tensor x, string? dtype = null) => OpsShapes.zeros_like(x, dtype);

    /// <summary>Places of the values that are not 0, int32: a tensor for each axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.ops.nonzero")]
    public static Tensor[] nonzero(Tensor x) =>
        [.. x.nonzero().unbind(1).Select(places => places.to_type(torch.ScalarType.Int32))];

    /// <summary>The values that there are, each once, in rising order.</summary>
    /// <param name="x">Numbers of any shape.</param>
    /// <param name="sorted">Without effect: they always rise.</param>
    /// <param name="size">How many come out: more are cut off, fewer filled up; null: as many as there are.</param>
    /// <param name="fill_value">What fills up; null: 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size asked for is not above 0.</exception>
    [KerasExport("keras.ops.unique")]
    public static Tensor unique(Tensor x, bool sorted = true, int? size = null, double? fill_value = null)
    {
        // It has no gradient, in Keras neither: the engine would end the process where one was asked for.
        Tensor values = x.detach().reshape(-1).unique().output;
        if (size is not { } count) { return values; }
        long more = count - values.size(0);
        return more <= 0 ? values.narrow(0, 0, Guard.Positive(count))
            : torch.cat([values, torch.full([more], fill_value ?? 0, dtype: values.dtype, device: values.device)], 0);
    }
}
