using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits;

/// <summary>Lines between tensors and arrays that every Python program has.</summary>
public static class TensorValues
{
    /// <summary>A tensor's values: Python's <c>x.numpy()</c>.</summary>
    /// <param name="tensor">Tensor on any device.</param>
    /// <returns>A copy; half types become float32.</returns>
    public static NDArray numpy(this Tensor tensor) => Arrays.ToArray(tensor);

    /// <summary>The array in another type by its name: NumPy's <c>x.astype("float32")</c>.</summary>
    /// <param name="array">Array of any shape and dtype.</param>
    /// <param name="dtype">NumPy's name: "float32", "int64", "uint8", "bool" …</param>
    /// <exception cref="NumSharp.NumSharpException">NumSharp has no type of that name.</exception>
    public static NDArray astype(this NDArray array, string dtype) => array.astype(np.dtype(dtype).typecode);
}
