using System.Runtime.Intrinsics.X86;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>Rows of numbers on the CPU, read as float32 without a tensor.</summary>
internal sealed unsafe class FloatRows
{
    // Rows ahead of the one that is copied: shuffled rows stand anywhere in memory.
    private const int Ahead = 8, CacheLine = 64;

    private readonly object _owner;
    private readonly nint _address, _size;
    private readonly torch.ScalarType _type;

    private FloatRows(object owner, nint address, torch.ScalarType type, long size, long[] shape) =>
        (_owner, _address, _type, _size, Shape) = (owner, address, type, (nint)size, shape);

    /// <summary>Axes of the data, the first counting rows.</summary>
    public long[] Shape { get; }

    /// <summary>Values of a row.</summary>
    public int Width => (int)Shape.Skip(1).Aggregate(1L, (a, b) => a * b);

    /// <summary>A tensor's rows; null: it cannot be read so.</summary>
    public static FloatRows? Of(Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU || tensor.dim() == 0 || tensor.numel() == 0 || !Reads(tensor.dtype)
            || !tensor.is_contiguous())
        {
            return null;
        }
        fixed (byte* first = tensor.detach().bytes)
        {
            return new FloatRows(tensor, (nint)first, tensor.dtype, tensor.element_size(), tensor.shape);
        }
    }

    /// <summary>An array's rows; null: they cannot be read so.</summary>
    /// <param name="dense">An array without gaps.</param>
    /// <param name="type">Of its values.</param>
    public static FloatRows? Of(NDArray dense, torch.ScalarType type) =>
        dense.ndim == 0 || dense.size == 0 || !Reads(type)
        ? null
        : new FloatRows(dense, (nint)dense.Unsafe.Address, type, dense.typecode.SizeOf(), [.. dense.shape]);

    private static bool Reads(torch.ScalarType type) => type is torch.ScalarType.Float32 or torch.ScalarType.Float64
        or torch.ScalarType.Int32 or torch.ScalarType.Int64 or torch.ScalarType.Byte or torch.ScalarType.Bool;

    /// <summary>Copies rows.</summary>
    /// <param name="start">The first row, or its place in <paramref name="order"/>.</param>
    /// <param name="count">How many there are, 0 or more.</param>
    /// <param name="order">The rows' numbers; null: as they lie.</param>
    /// <param name="width">Values of a row.</param>
    /// <param name="to">Takes the values.</param>
    public void Copy(long start, int count, long[]? order, int width, float* to)
    {
        if (order is null)
        {
            Convert(start * width, to, count * width);
            return;
        }
        nint size = _size * width;
        for (int i = 0; i < count; i++, to += width)
        {
            if (Sse.IsSupported && i + Ahead < count) { Fetch(_address + ((nint)order[start + i + Ahead] * size), size); }
            Convert(order[start + i] * width, to, width);
        }
    }

    /// <summary>Asks for the beginning of a row that is soon to be read; the processor itself follows from there.</summary>
    private static void Fetch(nint row, nint size)
    {
        Sse.Prefetch0((void*)row);
        if (size > CacheLine) { Sse.Prefetch0((void*)(row + CacheLine)); }
    }

    private void Convert(long first, float* to, int count)
    {
        switch (_type)
        {
            case torch.ScalarType.Float32: new ReadOnlySpan<float>((float*)_address + first, count).CopyTo(new Span<float>(to, count));
                break;
            case torch.ScalarType.Float64: for (int i = 0; i < count; i++) { to[i] = (float)((double*)_address)[first + i]; } break;
            case torch.ScalarType.Int32: for (int i = 0; i < count; i++) { to[i] = ((int*)_address)[first + i]; } break;
            case torch.ScalarType.Int64: for (int i = 0; i < count; i++) { to[i] = ((long*)_address)[first + i]; } break;
            default: for (int i = 0; i < count; i++) { to[i] = ((byte*)_address)[first + i]; } break;
        }
        GC.KeepAlive(_owner);
    }
}
