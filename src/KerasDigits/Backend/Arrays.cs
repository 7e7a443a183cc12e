using System.Runtime.InteropServices;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>The door between NumSharp arrays and the engine's tensors. Values are copied once; any strides and offsets are right.</summary>
public static class Arrays
{
    /// <summary>A tensor with the array's values on the current device.</summary>
    /// <param name="array">Any numeric or bool dtype.</param>
    /// <param name="dtype">Keras dtype of the result; null keeps the array's own (decimal, char and unsigned types wider than a byte become
    /// int64 or float64).</param>
    /// <exception cref="ArgumentException">The dtype is not numeric.</exception>
    public static unsafe Tensor ToTensor(NDArray array, string? dtype = null)
    {
        Native.EnsureLoaded();
        var (dense, type) = MakeDense(array);
        Tensor result = torch.empty([.. dense.shape], dtype: type);
        long bytes = result.numel() * result.element_size();
        if (bytes > 0)
        {
            Span<byte> target = result.bytes;
            new ReadOnlySpan<byte>(dense.Unsafe.Address, checked((int)bytes)).CopyTo(target);
        }
        torch.ScalarType wanted = dtype is null ? type : DTypes.OfData(dtype);
        if (wanted == type && Device.IsCpu) { return result; }
        Tensor moved = result.to(wanted, Device.Current);
        if (!ReferenceEquals(moved, result)) { result.Dispose(); }
        return moved;
    }

    /// <summary>The array in memory without gaps, and the engine's type of its elements; types that the engine lacks are widened.</summary>
    internal static (NDArray Array, torch.ScalarType Type) MakeDense(NDArray array)
    {
        SeveralArrays.Refuse(array);
        NDArray dense = array.Shape is { IsContiguous: true, IsSliced: false, IsBroadcasted: false }
            ? array
            : Texts.Keep(array, array.copy());
        return dense.typecode switch
        {
            NPTypeCode.Single => (dense, torch.ScalarType.Float32),
            NPTypeCode.Double => (dense, torch.ScalarType.Float64),
            NPTypeCode.Int32 => (dense, torch.ScalarType.Int32),
            NPTypeCode.Int64 => (dense, torch.ScalarType.Int64),
            NPTypeCode.Byte => (dense, torch.ScalarType.Byte),
            NPTypeCode.SByte => (dense, torch.ScalarType.Int8),
            NPTypeCode.Int16 => (dense, torch.ScalarType.Int16),
            NPTypeCode.Boolean => (dense, torch.ScalarType.Bool),
            NPTypeCode.Half => (dense, torch.ScalarType.Float16),
            NPTypeCode.UInt16 or NPTypeCode.UInt32 or NPTypeCode.UInt64 => (dense.astype(NPTypeCode.Int64), torch.ScalarType.Int64),
            NPTypeCode.Decimal => (dense.astype(NPTypeCode.Double), torch.ScalarType.Float64),
            _ => throw new ArgumentException($"Data must be numbers. Received: an array of dtype {dense.dtype.Name} and shape "
                + $"({string.Join(", ", dense.shape)})."),
        };
    }

    /// <summary>The values of all tensors, joined along the first axis.</summary>
    /// <param name="tensors">Tensors of equal shape except along the first axis; at least one.</param>
    public static NDArray Concatenate(Tensor[] tensors)
    {
        if (tensors.Length == 1) { return ToArray(tensors[0]); }
        using Tensor joined = torch.cat(tensors, 0);
        return ToArray(joined);
    }

    /// <summary>A new array with the tensor's values; bfloat16, which NumSharp lacks, comes as float32.</summary>
    /// <param name="tensor">Tensor of any shape, on any device.</param>
    /// <exception cref="NotSupportedException">Arrays have no such dtype.</exception>
    public static unsafe NDArray ToArray(Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        Tensor dense = tensor.detach().cpu();
        if (dense.dtype is torch.ScalarType.BFloat16) { dense = dense.to(torch.ScalarType.Float32); }
        dense = Tensors.MakeFilled(dense.contiguous());
        NPTypeCode code = dense.dtype switch
        {
            torch.ScalarType.Float32 => NPTypeCode.Single,
            torch.ScalarType.Float16 => NPTypeCode.Half,
            torch.ScalarType.Float64 => NPTypeCode.Double,
            torch.ScalarType.Int32 => NPTypeCode.Int32,
            torch.ScalarType.Int64 => NPTypeCode.Int64,
            torch.ScalarType.Byte => NPTypeCode.Byte,
            torch.ScalarType.Int8 => NPTypeCode.SByte,
            torch.ScalarType.Int16 => NPTypeCode.Int16,
            torch.ScalarType.Bool => NPTypeCode.Boolean,
            _ => throw new NotSupportedException($"A tensor of dtype {dense.dtype} cannot become an array."),
        };
        var result = new NDArray(code, new NumSharp.Shape([.. dense.shape]), false);
        dense.bytes.CopyTo(new Span<byte>(result.Unsafe.Address, checked((int)(dense.numel() * dense.element_size()))));
        return result;
    }

    /// <summary>All values of a tensor in one row, as numbers of a type.</summary>
    internal static T[] ToValues<T>(Tensor tensor) where T : unmanaged
    {
        using var scope = torch.NewDisposeScope();
        Tensor dense = tensor.detach().cpu().to_type(typeof(T) == typeof(float) ? torch.ScalarType.Float32
            : typeof(T) == typeof(long) ? torch.ScalarType.Int64 : torch.ScalarType.Float64).contiguous();
        return MemoryMarshal.Cast<byte, T>(Tensors.MakeFilled(dense).bytes).ToArray();
    }
}
