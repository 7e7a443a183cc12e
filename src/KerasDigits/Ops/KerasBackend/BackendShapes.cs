using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Shapes and dtypes of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendShapes
{
    /// <summary>The shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.int_shape")]
    public static Shape int_shape(Tensor x) => Shape.Of(x.shape);

    /// <summary>The shape as a tensor.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <returns>int64, one number for each axis.</returns>
    [KerasExport("keras.backend.shape")]
    public static Tensor shape(Tensor x) => torch.tensor(x.shape);

    /// <summary>Number of axes.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.ndim")]
    public static int ndim(Tensor x) => (int)x.dim();

    /// <summary>Keras's name of the dtype.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.dtype")]
    public static string dtype(Tensor x) => DTypes.GetName(x.dtype);

    /// <summary>Number of values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.count_params")]
    public static long count_params(Tensor x) => x.numel();

    /// <summary>The values in another dtype.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result, such as "float32", "int32" or "bool".</param>
    [KerasExport("keras.backend.cast")]
    public static Tensor cast(Tensor x, string dtype) => x.to_type(DTypes.ParseTorch(dtype));

    /// <summary>The values in keras.backend.floatx().</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.cast_to_floatx")]
    public static Tensor cast_to_floatx(Tensor x) => cast(x, Settings.FloatX);

    /// <summary>Tensors concatenated along an axis.</summary>
    /// <param name="tensors">Tensors of equal shape except along the axis.</param>
    /// <param name="axis">Axis to concatenate along.</param>
    [KerasExport("keras.backend.concatenate")]
    public static Tensor concatenate(Tensor[] tensors, int axis = -1) => torch.cat(tensors, axis);

    /// <summary>Tensors stacked along a new axis.</summary>
    /// <param name="x">Tensors of one shape.</param>
    /// <param name="axis">Position of the new axis.</param>
    [KerasExport("keras.backend.stack")]
    public static Tensor stack(Tensor[] x, int axis = 0) => torch.stack(x, axis);

    /// <summary>Another shape of as many values; one axis may be -1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="shape">The new shape; one size may be -1 and follows from the others.</param>
    [KerasExport("keras.backend.reshape")]
    public static Tensor reshape(Tensor x, Shape shape) => x.reshape(shape.ToArray());

    /// <summary>The axes in another order.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="pattern">For each axis of the result the axis of x it comes from.</param>
    [KerasExport("keras.backend.permute_dimensions")]
    public static Tensor permute_dimensions(Tensor x, Shape pattern) => x.permute(pattern.ToArray());

    /// <summary>One axis of all values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.flatten")]
    public static Tensor flatten(Tensor x) => x.reshape(-1);

    /// <summary>The batch axis and one of all other values.</summary>
    /// <param name="x">Shape (batch, …).</param>
    [KerasExport("keras.backend.batch_flatten")]
    public static Tensor batch_flatten(Tensor x) => x.reshape(x.size(0), -1);

    /// <summary>A new axis of size 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">Position of the new axis in the result; -1: the last.</param>
    [KerasExport("keras.backend.expand_dims")]
    public static Tensor expand_dims(Tensor x, int axis = -1) => x.unsqueeze(axis);

    /// <summary>Without an axis of size 1.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axis">The axis to drop; its size must be 1.</param>
    [KerasExport("keras.backend.squeeze")]
    public static Tensor squeeze(Tensor x, int axis) => x.squeeze(axis);

    /// <summary>The axes in reverse order.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.transpose")]
    public static Tensor transpose(Tensor x) => x.permute([.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d).Reverse()]);

    /// <summary>The entries of the first axis at some positions.</summary>
    /// <param name="reference">Tensor with at least one axis.</param>
    /// <param name="indices">Positions along the first axis, any shape.</param>
    /// <returns>Shape of indices, then the other axes of reference.</returns>
    [KerasExport("keras.backend.gather")]
    public static Tensor gather(Tensor reference, Tensor indices) => TfShapes.gather(reference, indices);

    /// <summary>Class numbers as rows of zeros and a one; a number of no class is a row of zeros.</summary>
    /// <param name="indices">Class numbers of a whole dtype, any shape.</param>
    /// <param name="num_classes">Number of classes, above 0: the size of the new last axis.</param>
    /// <exception cref="ArgumentException">The numbers are not of a whole dtype.</exception>
    [KerasExport("keras.backend.one_hot")]
    public static Tensor one_hot(Tensor indices, int num_classes) =>
        CategoryOps.MakeOneHot(PlaceNumbers.Demand(indices, nameof(indices)), num_classes, DTypes.ParseTorch(Settings.FloatX));

    /// <summary>The tensor repeated along each axis.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="n">Repetitions along each axis.</param>
    [KerasExport("keras.backend.tile")]
    public static Tensor tile(Tensor x, Shape n) => x.tile(n.ToArray());

    /// <summary>Rows (batch, d) repeated n times: (batch, n, d).</summary>
    /// <param name="x">Shape (batch, features).</param>
    /// <param name="n">Number of copies, 1 or more.</param>
    [KerasExport("keras.backend.repeat")]
    public static Tensor repeat(Tensor x, int n) => x.unsqueeze(1).repeat(1, n, 1);

    /// <summary>Each entry of an axis repeated, one after the other: np.repeat.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="rep">Repetitions of each entry.</param>
    /// <param name="axis">Axis to repeat along.</param>
    [KerasExport("keras.backend.repeat_elements")]
    public static Tensor repeat_elements(Tensor x, int rep, int axis) => x.repeat_interleave(rep, axis);

    /// <summary>The entries of some axes in reverse order.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="axes">Axes to reverse; negative values count from the end.</param>
    [KerasExport("keras.backend.reverse")]
    public static Tensor reverse(Tensor x, ReductionAxes axes) => x.flip(axes.Axes);
}
