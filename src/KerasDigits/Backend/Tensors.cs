using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>New tensors on the current device, by Keras dtype names.</summary>
internal static class Tensors
{
    /// <summary>All values equal.</summary>
    public static Tensor MakeFull(Shape shape, double value, string? dtype = null)
    {
        Native.EnsureLoaded();
        return torch.full(shape.ToArray(), value, dtype: DTypes.ParseTorch(dtype ?? Settings.FloatX), device: Device.Current);
    }

    /// <summary>Values not set: for memory that is filled from a file.</summary>
    internal static Tensor MakeEmpty(Shape shape, string? dtype = null)
    {
        Native.EnsureLoaded();
        return torch.empty(shape.ToArray(), dtype: DTypes.ParseTorch(dtype ?? Settings.FloatX), device: Device.Current);
    }

    /// <summary>Whether the values are float32.</summary>
    internal static bool IsFloat32(Tensor x) => x.dtype == torch.ScalarType.Float32;

    /// <summary>Where dense float32 values on the CPU lie; 0 for others.</summary>
    internal static unsafe nint GetFloatAddress(Tensor x)
    {
        if (!IsFloat32(x) || x.device_type != DeviceType.CPU || !x.is_contiguous() || x.numel() == 0) { return 0; }
        fixed (byte* first = x.detach().bytes) { return (nint)first; }
    }

    /// <summary>
    /// The same values in memory. Gradients that are all zeros may come from the engine without any: whoever reads their memory would read
    /// at address 0.
    /// </summary>
    internal static unsafe Tensor MakeFilled(Tensor x)
    {
        if (x.device_type != DeviceType.CPU || x.numel() == 0) { return x; }
        using Tensor one = x.detach().as_strided([1], [1]);
        fixed (byte* first = one.bytes) { return first is null ? x + torch.zeros(x.shape, x.dtype) : x; }
    }

    /// <summary>All zeros.</summary>
    public static Tensor MakeZeros(Shape shape, string? dtype = null) => MakeFull(shape, 0, dtype);

    /// <summary>All ones.</summary>
    public static Tensor MakeOnes(Shape shape, string? dtype = null) => MakeFull(shape, 1, dtype);

    /// <summary>The value of a scalar; waits for the device.</summary>
    public static double ToNumber(this Tensor scalar)
    {
        using Tensor alias = scalar.detach();
        using Tensor wide = alias.to(torch.ScalarType.Float64, torch.CPU);
        return wide.item<double>();
    }

    /// <summary>A scalar.</summary>
    public static Tensor MakeScalar(double value, string? dtype = null) => MakeFull(default, value, dtype);

    /// <summary>The values of an array.</summary>
    public static Tensor Of(NumSharp.NDArray array, string? dtype = null) => Arrays.ToTensor(array, dtype);

    /// <summary>The values of an array.</summary>
    public static Tensor Of(float[] values, params long[] shape)
    {
        Native.EnsureLoaded();
        return torch.tensor(values, shape.Length == 0 ? [values.Length] : shape, device: Device.Current);
    }

    /// <summary>Tensors one after the other along an axis.</summary>
    public static Tensor Concatenate(Tensor[] tensors, long axis) => torch.cat(tensors, axis);
}
