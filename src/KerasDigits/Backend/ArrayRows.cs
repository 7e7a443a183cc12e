using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>
/// Rows of an array (its first axis), turned into tensors batch by batch from where they lie, so that training never copies all data at
/// once.
/// </summary>
/// <remarks>A vector's rows are columns of one value, as Keras's expand_1d makes them.</remarks>
internal sealed class ArrayRows
{
    private readonly NDArray _array;
    private readonly torch.ScalarType _type, _wanted;
    private readonly long[] _rowShape;
    private readonly long _rowBytes;

    /// <param name="array">Any numeric dtype and strides; the caller must not change it while batches are taken.</param>
    /// <param name="dtype">Keras dtype of the batches; null keeps the array's own.</param>
    public ArrayRows(NDArray array, string? dtype)
    {
        Native.EnsureLoaded();
        (_array, _type) = Arrays.MakeDense(array);
        _wanted = dtype is null ? _type : DTypes.OfData(dtype);
        _rowShape = array.ndim == 1 ? [1] : [.. array.shape[1..]];
        Count = array.shape[0];
        _rowBytes = Count == 0 ? 0 : _array.size / Count * _array.dtypesize;
    }

    /// <summary>The rows as float32, without tensors; null: batches are not float32, or the values cannot be read so.</summary>
    public FloatRows? Floats => _wanted == torch.ScalarType.Float32 ? FloatRows.Of(_array, _type) : null;

    /// <summary>Number of rows.</summary>
    public long Count { get; }

    /// <summary>Consecutive rows as a new tensor on the current device.</summary>
    public unsafe Tensor Take(long start, long count)
    {
        Tensor batch = MakeEmpty(count);
        Span<byte> target = batch.bytes;
        new ReadOnlySpan<byte>((byte*)_array.Unsafe.Address + (start * _rowBytes), target.Length).CopyTo(target);
        return Finish(batch);
    }

    /// <summary>Chosen rows, in their order, as a new tensor on the current device.</summary>
    public unsafe Tensor Take(ReadOnlySpan<long> rows)
    {
        Tensor batch = MakeEmpty(rows.Length);
        Span<byte> target = batch.bytes;
        byte* source = (byte*)_array.Unsafe.Address;
        int size = (int)_rowBytes;
        for (int i = 0; i < rows.Length; i++)
        {
            new ReadOnlySpan<byte>(source + (rows[i] * _rowBytes), size).CopyTo(target.Slice(i * size, size));
        }
        return Finish(batch);
    }

    private Tensor MakeEmpty(long count)
    {
        if (count * _rowBytes > int.MaxValue)
        {
            throw new ArgumentException($"A batch must not be larger than 2 GiB. Received: {count} samples of {_rowBytes} bytes. Use a "
                + "smaller batch_size.");
        }
        return torch.empty([count, .. _rowShape], dtype: _type);
    }

    private Tensor Finish(Tensor batch)
    {
        GC.KeepAlive(_array); // the copy went through a bare pointer
        if (Device.IsCpu && _wanted == _type) { return batch; }
        return Device.IsCpu ? batch.to(_wanted) : batch.to(_wanted, Device.Current);
    }
}
