using KerasDigits.Backend;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>TensorFlow's functions on values, shapes and parts of tensors, under <c>tf</c>.</summary>
/// <remarks>Source: the public documentation of TensorFlow 2.3.1.</remarks>
internal static class TfShapes
{
    /// <summary>A constant tensor of values.</summary>
    /// <param name="value">Number, list, array or tensor.</param>
    /// <param name="dtype">Dtype of the result; null: that of value.</param>
    /// <param name="shape">Shape of the result: a single value is repeated, others are reshaped; null: that of value.</param>
    [KerasExport("tf.constant")]
    public static Tensor constant(TensorLike value, string? dtype = null, Shape? shape = null) => Reshape(value.ToTensor(dtype), shape);

    /// <summary>Values as a tensor.</summary>
    /// <param name="value">Number, list, array or tensor.</param>
    /// <param name="dtype">Dtype of the result; null: that of value.</param>
    [KerasExport("tf.convert_to_tensor")]
    public static Tensor convert_to_tensor(TensorLike value, string? dtype = null) => value.ToTensor(dtype);

    /// <summary>Zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("tf.zeros")]
    public static Tensor zeros(Shape shape, string? dtype = null) => Tensors.MakeZeros(shape, dtype);

    /// <summary>Ones.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("tf.ones")]
    public static Tensor ones(Shape shape, string? dtype = null) => Tensors.MakeOnes(shape, dtype);

    /// <summary>One value everywhere.</summary>
    /// <param name="dims">Shape of the result.</param>
    /// <param name="value">A single number.</param>
    [KerasExport("tf.fill")]
    public static Tensor fill(Shape dims, TensorLike value) => value.ToTensor().expand(dims.ToArray()).clone();

    /// <summary>Zeros of a tensor's shape.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: that of input.</param>
    [KerasExport("tf.zeros_like")]
    public static Tensor zeros_like(Tensor input, string? dtype = null) => OpsShapes.zeros_like(input, dtype);

    /// <summary>Ones of a tensor's shape.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: that of input.</param>
    [KerasExport("tf.ones_like")]
    public static Tensor ones_like(Tensor input, string? dtype = null) => OpsShapes.ones_like(input, dtype);

    /// <summary>A matrix with ones on its diagonal.</summary>
    /// <param name="num_rows">Number of rows, 0 or more.</param>
    /// <param name="num_columns">Columns; null: num_rows.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("tf.eye")]
    public static Tensor eye(int num_rows, int? num_columns = null, string? dtype = null) =>
        OpsShapes.eye(num_rows, num_columns, dtype: dtype);

    /// <summary>The shape of a tensor.</summary>
    /// <param name="input">Tensor of any shape.</param>
    [KerasExport("tf.shape")]
    public static Shape shape(Tensor input) => Shape.Of(input.shape);

    /// <summary>The number of values.</summary>
    /// <param name="input">Tensor of any shape.</param>
    [KerasExport("tf.size")]
    public static long size(Tensor input) => input.numel();

    /// <summary>The number of axes.</summary>
    /// <param name="input">Tensor of any shape.</param>
    [KerasExport("tf.rank")]
    public static int rank(Tensor input) => (int)input.dim();

    /// <summary>Values in another dtype.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result, such as "float32", "int32" or "bool".</param>
    [KerasExport("tf.cast")]
    public static Tensor cast(Tensor x, string dtype) => OpsShapes.cast(x, dtype);

    /// <summary>The same values in another shape; -1 is what is left over.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="shape">The new shape; one size may be -1 and follows from the others.</param>
    [KerasExport("tf.reshape")]
    public static Tensor reshape(Tensor tensor, Shape shape) => tensor.reshape(shape.ToArray());

    /// <summary>Axes in another order; reversed by default.</summary>
    /// <param name="a">Tensor of any shape.</param>
    /// <param name="perm">For each axis of the result the axis of a it comes from; null: reversed order.</param>
    [KerasExport("tf.transpose")]
    public static Tensor transpose(Tensor a, IntList? perm = null) => OpsShapes.transpose(a, perm);

    /// <summary>A new axis of length 1.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="axis">Position of the new axis in the result; -1: the last.</param>
    [KerasExport("tf.expand_dims")]
    public static Tensor expand_dims(Tensor input, int axis) => input.unsqueeze(axis);

    /// <summary>Without axes of length 1, or without one of them.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="axis">The axis to drop; null: all axes of size 1.</param>
    [KerasExport("tf.squeeze")]
    public static Tensor squeeze(Tensor input, int? axis = null) => OpsShapes.squeeze(input, axis);

    /// <summary>Tensors concatenated along an axis.</summary>
    /// <param name="values">Tensors of equal shape except along the axis.</param>
    /// <param name="axis">Axis to concatenate along.</param>
    [KerasExport("tf.concat")]
    public static Tensor concat(Tensor[] values, int axis) => torch.cat(values, axis);

    /// <summary>Tensors stacked along a new axis.</summary>
    /// <param name="values">Tensors of one shape.</param>
    /// <param name="axis">Position of the new axis.</param>
    [KerasExport("tf.stack")]
    public static Tensor stack(Tensor[] values, int axis = 0) => torch.stack(values, axis);

    /// <summary>The parts of a tensor along an axis, without that axis.</summary>
    /// <param name="value">Tensor with at least one axis.</param>
    /// <param name="axis">Axis to take apart.</param>
    [KerasExport("tf.unstack")]
    public static Tensor[] unstack(Tensor value, int axis = 0) => value.unbind(axis);

    /// <summary>A tensor cut into a number of equal parts along an axis.</summary>
    /// <param name="value">Tensor with at least one axis.</param>
    /// <param name="num_or_size_splits">Number of equal parts; it must divide the axis.</param>
    /// <param name="axis">Axis to split.</param>
    /// <exception cref="ArgumentException">The axis cannot be split into equal parts.</exception>
    [KerasExport("tf.split")]
    public static Tensor[] split(Tensor value, int num_or_size_splits, int axis = 0) => OpsShapes.split(value, num_or_size_splits, axis);

    /// <summary>A tensor repeated along each axis.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="multiples">Repetitions along each axis.</param>
    [KerasExport("tf.tile")]
    public static Tensor tile(Tensor input, Shape multiples) => input.tile(multiples.ToArray());

    /// <summary>Values repeated along an axis.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="repeats">Repetitions of each value, 0 or more.</param>
    /// <param name="axis">Axis to repeat along; null: the flattened tensor.</param>
    [KerasExport("tf.repeat")]
    public static Tensor repeat(Tensor input, int repeats, int? axis = null) => OpsShapes.repeat(input, repeats, axis);

    /// <summary>Values repeated along an axis, each as often as its own number says; one number holds for all.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="repeats">Repetitions of each entry: one number for all, or one for each entry of the axis.</param>
    /// <param name="axis">Axis to repeat along; null: the flattened tensor.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than entries.</exception>
    [KerasExport("tf.repeat")]
    public static Tensor repeat(Tensor input, int[] repeats, int? axis = null)
    {
        if (repeats is [var all]) { return OpsShapes.repeat(input, all, axis); }
        Tensor x = axis is null ? input.reshape(-1) : input;
        int along = axis ?? 0;
        Guard.That(along >= -x.dim() && along < x.dim() && x.size(along) == repeats.Length,
            $"`repeats` must hold a number for each of the values along the axis, or one for all. Received: {repeats.Length} numbers for a "
            + $"tensor of shape {Shape.Of(input.shape)}, axis={(axis is null ? "null" : $"{along}")}.",
            nameof(repeats));
        return x.repeat_interleave(Tensors.Of(np.array(repeats)), along);
    }

    /// <summary>Rows by number along an axis.</summary>
    /// <param name="params">Tensor with at least one axis.</param>
    /// <param name="indices">Positions along the axis, any shape.</param>
    /// <param name="axis">Axis to take from.</param>
    /// <returns>Shape of params with the shape of indices in place of the axis.</returns>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    [KerasExport("tf.gather")]
    public static Tensor gather(Tensor @params, Tensor indices, int axis = 0)
    {
        long at = axis < 0 ? axis + @params.dim() : axis;
        Guard.That(at >= 0 && at < @params.dim(), $"`axis` must be one of the {@params.dim()} axes. Received: {axis}.", nameof(axis));
        long[] shape = @params.shape;
        return @params.index_select(at, PlaceNumbers.Demand(indices, nameof(indices)).reshape(-1))
            .reshape([.. shape[..(int)at], .. indices.shape, .. shape[((int)at + 1)..]]);
    }

    /// <summary>A 1 at each number's place, 0 elsewhere.</summary>
    /// <param name="indices">Numbers, any shape; one outside of 0 … depth − 1 gives zeros.</param>
    /// <param name="depth">Size of the new axis.</param>
    /// <param name="axis">Position of the new axis; -1: the last.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    [KerasExport("tf.one_hot")]
    public static Tensor one_hot(Tensor indices, int depth, int axis = -1, string? dtype = null) =>
        OpsNN.one_hot(PlaceNumbers.Demand(indices, nameof(indices)), depth, axis, dtype);

    /// <summary>x where the condition holds, y elsewhere.</summary>
    /// <param name="condition">Conditions; numbers other than 0 count as true.</param>
    /// <param name="x">Value where the condition holds: tensor, array or number.</param>
    /// <param name="y">Value where it does not hold; broadcast to the condition.</param>
    [KerasExport("tf.where")]
    public static Tensor where(Tensor condition, Operand x, Operand y) => OpsMath.where(condition, x, y);

    /// <summary>The places where the condition holds, a row of numbers for each, int64.</summary>
    /// <param name="condition">Conditions; numbers other than 0 count as true.</param>
    /// <returns>Shape (number of places, axes).</returns>
    [KerasExport("tf.where")]
    public static Tensor where(Tensor condition) => condition.nonzero();

    /// <summary>Values in reverse order along axes.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="axis">Axes to reverse; negative values count from the end.</param>
    [KerasExport("tf.reverse")]
    public static Tensor reverse(Tensor tensor, ReductionAxes axis) => tensor.flip(axis.Axes);

    /// <summary>A border around each axis: (before, after) for each.</summary>
    /// <param name="tensor">Tensor of any shape.</param>
    /// <param name="paddings">(before, after) for each axis.</param>
    /// <param name="mode">"CONSTANT", "REFLECT" (without the edge itself) or "SYMMETRIC" (with it); lower case too.</param>
    /// <param name="constant_values">Value of "CONSTANT".</param>
    [KerasExport("tf.pad")]
    public static Tensor pad(Tensor tensor, int[][] paddings, string mode = "CONSTANT", double constant_values = 0) =>
        OpsShapes.pad(tensor, paddings, mode.ToLowerInvariant(),
            mode.Equals("constant", StringComparison.OrdinalIgnoreCase) ? constant_values : null);

    /// <summary>Integers from start up to and without limit, int32; from 0 up to start where no limit is given.</summary>
    /// <param name="start">The first number, or the limit.</param>
    /// <param name="limit">The end, which is left out; null: start is the end, and numbers begin at 0.</param>
    /// <param name="delta">Distance of neighbours, not 0; negative ones fall.</param>
    /// <param name="dtype">Keras dtype; null: int32 of integers, float32 where there is a point.</param>
    [KerasExport("tf.range")]
    public static Tensor range(long start, long? limit = null, long delta = 1, string? dtype = null)
    {
        bool isLong = Math.Max(Math.Abs(start), Math.Abs(limit ?? 0)) > int.MaxValue;
        return OpsShapes.arange(start, limit, delta, dtype ?? (isLong ? "int64" : "int32"));
    }

    /// <summary>Numbers from start up to and without limit, float32: <c>tf.range(3.0)</c>.</summary>
    /// <inheritdoc cref="range(long, long?, long, string?)"/>
    [KerasExport("tf.range")]
    public static Tensor range(double start, double? limit = null, double delta = 1, string? dtype = null) =>
        OpsShapes.arange(start, limit, delta, dtype ?? "float32");

    /// <summary>Equal steps from start to stop.</summary>
    /// <param name="start">First number of the result.</param>
    /// <param name="stop">Last number, included.</param>
    /// <param name="num">How many numbers.</param>
    [KerasExport("tf.linspace")]
    public static Tensor linspace(double start, double stop, int num) => OpsShapes.linspace(start, stop, num);

    /// <summary>A copy of the values, as a function of the input: a later step or assignment of a variable does not change it.</summary>
    /// <param name="input">Tensor of any shape.</param>
    [KerasExport("tf.identity")]
    public static Tensor identity(Tensor input) => input.clone();

    /// <summary>The same values, through which no gradient flows.</summary>
    /// <param name="input">Tensor of any shape.</param>
    [KerasExport("tf.stop_gradient")]
    public static Tensor stop_gradient(Tensor input) => input.detach();

    /// <summary>A tensor expanded to a shape.</summary>
    /// <param name="input">Tensor of any shape.</param>
    /// <param name="shape">The new shape; axes of size 1 are repeated to fit.</param>
    [KerasExport("tf.broadcast_to")]
    public static Tensor broadcast_to(Tensor input, Shape shape) => OpsShapes.broadcast_to(input, shape);

    private static Tensor Reshape(Tensor value, Shape? shape) =>
        shape is not { } s ? value : value.numel() == 1 ? value.expand(s.ToArray()).clone() : value.reshape(s.ToArray());
}
