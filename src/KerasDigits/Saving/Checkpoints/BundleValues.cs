using System.Numerics;
using System.Runtime.InteropServices;
using NumSharp;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Tensors of a bundle as arrays of NumSharp. Half types become float32.</summary>
internal static class BundleValues
{
    public static NDArray ToArray(BundleTensor tensor)
    {
        NDArray flat = Flatten(tensor.DType, tensor.ReadBytes());
        return tensor.Dims.Length == 0 ? flat.reshape(System.Array.Empty<int>()) : flat.reshape([.. tensor.Dims]);
    }

    private static NDArray Flatten(string dtype, byte[] bytes) => dtype switch
    {
        "float32" => np.array(Cast<float>(bytes)),
        "float64" => np.array(Cast<double>(bytes)),
        "float16" => np.array(Array.ConvertAll(Cast<Half>(bytes), x => (float)x)),
        "bfloat16" => np.array(Array.ConvertAll(Cast<ushort>(bytes), x => BitConverter.UInt32BitsToSingle((uint)x << 16))),
        "int64" => np.array(Cast<long>(bytes)),
        "int32" => np.array(Cast<int>(bytes)),
        "int16" => np.array(Cast<short>(bytes)),
        "int8" => np.array(Array.ConvertAll(Cast<sbyte>(bytes), x => (short)x)),
        "uint8" => np.array(bytes),
        "uint16" => np.array(Cast<ushort>(bytes)),
        "uint32" => np.array(Cast<uint>(bytes)),
        "uint64" => np.array(Cast<ulong>(bytes)),
        "bool" => np.array(Array.ConvertAll(bytes, b => b != 0)),
        "complex64" => np.array(PairNumbers(Array.ConvertAll(Cast<float>(bytes), x => (double)x))),
        "complex128" => np.array(PairNumbers(Cast<double>(bytes))),
        _ => throw new NotSupportedException($"A tensor of {dtype} is not an array of numbers."),
    };

    private static Complex[] PairNumbers(double[] parts) =>
        [.. Enumerable.Range(0, parts.Length / 2).Select(i => new Complex(parts[2 * i], parts[(2 * i) + 1]))];

    private static T[] Cast<T>(byte[] bytes) where T : unmanaged => MemoryMarshal.Cast<byte, T>(bytes).ToArray();
}
