using NumSharp;

namespace KerasDigits.Facade;

/// <summary>keras.utils functions on arrays.</summary>
/// <remarks>Source: tf.keras 2.3.1, utils/np_utils.py.</remarks>
internal static class ArrayUtils
{
    /// <summary>Class numbers as one-hot rows.</summary>
    /// <param name="y">Integers, any shape; a last axis of size 1 is dropped. Negative ones count from the end, as indices do in
    /// Python: -1 is the last class.</param>
    /// <param name="num_classes">Length of a row; null: the largest number + 1.</param>
    /// <param name="dtype">Keras dtype of the result.</param>
    /// <returns>Zeros and ones, shape (*y.shape, num_classes).</returns>
    /// <exception cref="ArgumentException">A number is not below num_classes, or below -num_classes; or y is empty and num_classes not
    /// given.</exception>
    [KerasExport("keras.utils.to_categorical")]
    public static NDArray to_categorical(NDArray y, int? num_classes = null, string dtype = "float32")
    {
        double[] classes = Array.ConvertAll(y.astype(NPTypeCode.Double).flatten().ToArray<double>(), Math.Truncate);
        long[] shape = y.shape;
        if (shape.Length > 1 && shape[^1] == 1) { shape = shape[..^1]; }
        Guard.That(num_classes is not null || classes.Length > 0,
            "zero-size array to reduction operation maximum which has no identity: `y` is empty. Give num_classes, or labels.", nameof(y));
        double wanted = num_classes ?? (classes.Max() + 1);
        if (wanted * classes.Length > Array.MaxLength)
        {
            throw new ArgumentException($"{classes.Length} rows of {wanted} classes do not fit into an array. The greatest class number "
                + $"is {classes.Max()}: number the classes from 0 on.", nameof(y));
        }
        long width = double.IsNaN(wanted) ? 0 : (long)wanted;
        float[] rows = new float[classes.Length * Math.Max(width, 0)];
        for (int i = 0; i < classes.Length; i++)
        {
            if (!(classes[i] >= -width && classes[i] < width))
            {
                throw new ArgumentException($"Class numbers must be from 0 to {width - 1}, or from {-width} on where they count from the "
                    + $"end. Received: {classes[i]} at position {i}. Give a greater num_classes, or correct the labels.", nameof(y));
            }
            rows[(i * width) + (long)classes[i] + (classes[i] < 0 ? width : 0)] = 1;
        }
        NDArray result = np.array(rows).reshape([.. shape, width]);
        return dtype == "float32" ? result : result.astype(ParseDType(dtype));
    }

    /// <summary>Class numbers as rows whose first y numbers are 1 and the others 0, for classes that have an order.</summary>
    /// <param name="y">Whole numbers from 0 on, any shape; a last axis of size 1 is dropped.</param>
    /// <param name="num_classes">How many classes there are; null: the greatest number + 1.</param>
    /// <param name="dtype">Keras dtype of the result.</param>
    /// <returns>Zeros and ones, shape (*y.shape, num_classes − 1).</returns>
    /// <exception cref="ArgumentException">A number is not a class.</exception>
    [KerasExport("keras.utils.to_ordinal")]
    public static NDArray to_ordinal(NDArray y, int? num_classes = null, string dtype = "float32")
    {
        NDArray hot = to_categorical(y, num_classes);
        int classes = (int)hot.shape[^1];
        float[] given = hot.flatten().ToArray<float>(), rows = new float[given.Length / Math.Max(classes, 1) * Math.Max(classes - 1, 0)];
        for (int i = 0; i < rows.Length; i++)
        {
            int row = i / (classes - 1), place = i % (classes - 1);
            rows[i] = Array.IndexOf(given, 1, row * classes, classes) - (row * classes) > place ? 1 : 0;
        }
        return np.array(rows).reshape([.. hot.shape[..^1], classes - 1]).astype(ParseDType(dtype));
    }

    private static NPTypeCode ParseDType(string dtype) => dtype switch
    {
        "float32" => NPTypeCode.Single,
        "float64" => NPTypeCode.Double,
        "int32" => NPTypeCode.Int32,
        "int64" => NPTypeCode.Int64,
        "uint8" => NPTypeCode.Byte,
        _ => throw new ArgumentException($"`dtype` must be float32, float64, int32, int64 or uint8. Received: dtype=\"{dtype}\".",
            nameof(dtype)),
    };

    /// <summary>Divides vectors by their norm.</summary>
    /// <param name="x">Array of any shape.</param>
    /// <param name="axis">Axis of the vectors.</param>
    /// <param name="order">Order of the norm, for example 2.</param>
    /// <returns>Same shape; vectors of zeros stay.</returns>
    /// <exception cref="ArgumentException">order is not above 0.</exception>
    [KerasExport("keras.utils.normalize")]
    public static NDArray normalize(NDArray x, int axis = -1, int order = 2)
    {
        Guard.That(order > 0, $"`order` must be above 0. Received: order={order}.", nameof(order));
        using var scope = Backend.Scopes.Step();
        Tensor values = Backend.Arrays.ToTensor(x, "float64");
        Tensor norms = values.abs().pow(order).sum(axis, keepdim: true).pow(1.0 / order);
        Tensor safe = norms + norms.eq(0).to_type(norms.dtype);
        return Backend.Arrays.ToArray(values / safe);
    }
}
