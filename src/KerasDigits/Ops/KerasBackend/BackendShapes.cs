using KerasDigits.Backend;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Shapes and dtypes of keras.backend.</summary>
/// <remarks>Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendShapes
{
    /// <summary>The shape.</summary>
    [KerasExport("keras.backend.int_shape")]
    public static Shape int_shape(Tensor x) => Shape.Of(x.shape);

    /// <summary>The shape as a tensor.</summary>
    [KerasExport("keras.backend.shape")]
    public static Tensor shape(Tensor x) => torch.tensor(x.shape);

    /// <summary>Number of axes.</summary>
    [KerasExport("keras.backend.ndim")]
    public static int ndim(Tensor x) => (int)x.dim();

    /// <summary>Keras's name of the dtype.</summary>
    [KerasExport("keras.backend.dtype")]
    public static string dtype(Tensor x) => DTypes.GetName(x.dtype);

    /// <summary>Number of values.</summary>
    [KerasExport("keras.backend.count_params")]
    public static long count_params(Tensor x) => x.numel();

    /// <summary>The values in another dtype.</summary>
    [KerasExport("keras.backend.cast")]
    public static Tensor cast(Tensor x, string dtype) => x.to_type(DTypes.ParseTorch(dtype));

    /// <summary>The values in keras.backend.floatx().</summary>
    [KerasExport("keras.backend.cast_to_floatx")]
    public static Tensor cast_to_floatx(Tensor x) => cast(x, Settings.FloatX);

    /// <summary>Tensors concatenated along an axis.</summary>
    [KerasExport("keras.backend.concatenate")]
    public static Tensor concatenate(Tensor[] tensors, int axis = -1) => torch.cat(tensors, axis);

    /// <summary>Tensors stacked along a new axis.</summary>
    [KerasExport("keras.backend.stack")]
    public static Tensor stack(Tensor[] x, int axis = 0) => torch.stack(x, axis);

    /// <summary>Another shape of as many values; one axis may be -1.</summary>
    [KerasExport("keras.backend.reshape")]
    public static Tensor reshape(Tensor x, Shape shape) => x.reshape(shape.ToArray());

    /// <summary>The axes in another order.</summary>
    [KerasExport("keras.backend.permute_dimensions")]
    public static Tensor permute_dimensions(Tensor x, Shape pattern) => x.permute(pattern.ToArray());

    /// <summary>One axis of all values.</summary>
    [KerasExport("keras.backend.flatten")]
    public static Tensor flatten(Tensor x) => x.reshape(-1);

    /// <summary>The batch axis and one of all other values.</summary>
    [KerasExport("keras.backend.batch_flatten")]
    public static Tensor batch_flatten(Tensor x) => x.reshape(x.size(0), -1);

    /// <summary>A new axis of size 1.</summary>
    [KerasExport("keras.backend.expand_dims")]
    public static Tensor expand_dims(Tensor x, int axis = -1) => x.unsqueeze(axis);

    /// <summary>Without an axis of size 1.</summary>
    [KerasExport("keras.backend.squeeze")]
    public static Tensor squeeze(Tensor x, int axis) => x.squeeze(axis);

    /// <summary>The axes in reverse order.</summary>
    [KerasExport("keras.backend.transpose")]
    public static Tensor transpose(Tensor x) => x.permute([.. Enumerable.Range(0, (int)x.dim()).Select(d => (long)d).Reverse()]);

    /// <summary>The entries of the first axis at some positions.</summary>
    [KerasExport("keras.backend.gather")]
    public static Tensor gather(Tensor reference, Tensor indices) => TfShapes.gather(reference, indices);

    /// <summary>Class numbers as rows of zeros and a one; a number of no class is a row of zeros.</summary>
    /// <exception cref="ArgumentException">The numbers are not of a whole dtype.</exception>
    [KerasExport("keras.backend.one_hot")]
    public static Tensor one_hot(Tensor indices, int num_classes) =>
        CategoryOps.MakeOneHot(PlaceNumbers.Demand(indices, nameof(indices)), num_classes, DTypes.ParseTorch(Settings.FloatX));

    /// <summary>The tensor repeated along each axis.</summary>
    [KerasExport("keras.backend.tile")]
    public static Tensor tile(Tensor x, Shape n) => x.tile(n.ToArray());

    /// <summary>Rows (batch, d) repeated n times: (batch, n, d).</summary>
    [KerasExport("keras.backend.repeat")]
    public static Tensor repeat(Tensor x, int n) => x.unsqueeze(1).repeat(1, n, 1);

    /// <summary>Each entry of an axis repeated, one after the other: np.repeat.</summary>
    [KerasExport("keras.backend.repeat_elements")]
    public static Tensor repeat_elements(Tensor x, int rep, int axis) => x.repeat_interleave(rep, axis);

    /// <summary>The entries of some axes in reverse order.</summary>
    [KerasExport("keras.backend.reverse")]
    public static Tensor reverse(Tensor x, ReductionAxes axes) => x.flip(axes.Axes);
}
