using NumSharp;

namespace KerasDigits.Notebook;

/// <summary>Flat copies of NumSharp arrays, whatever their strides and offsets.</summary>
internal static class Buffers
{
    public static int[] GetDims(NDArray array) => [.. array.shape.Select(d => checked((int)d))];

    public static string WriteText(NDArray array) => $"({string.Join(", ", array.shape)})";

    public static unsafe T[] Flatten<T>(NDArray array, NPTypeCode code)
        where T : unmanaged
    {
        NDArray dense = MakeDense(array.typecode == code ? array : array.astype(code));
        var values = new T[checked((int)dense.size)];
        new ReadOnlySpan<T>((T*)dense.Unsafe.Address + dense.Shape.Offset, values.Length).CopyTo(values);
        GC.KeepAlive(dense);
        return values;
    }

    /// <summary>The array, or a copy where it is part of another: NumSharp gives no address of parts, contiguous ones neither.</summary>
    private static NDArray MakeDense(NDArray array) => array.Shape is { IsContiguous: true, IsSliced: false, IsBroadcasted: false }
        ? array
        : array.copy();

    public static double[] ToDoubles(NDArray array) => Flatten<double>(array, NPTypeCode.Double);

    public static unsafe NDArray MakeArray<T>(ReadOnlySpan<T> values, NPTypeCode code, params int[] dims)
        where T : unmanaged
    {
        var result = new NDArray(code, new Shape([.. dims.Select(d => (long)d)]), false);
        values.CopyTo(new Span<T>(result.Unsafe.Address, values.Length));
        return result;
    }

    /// <summary>The rows of an array of any numeric dtype in the order of <paramref name="rows"/>.</summary>
    public static unsafe NDArray Take(NDArray array, ReadOnlySpan<int> rows)
    {
        NDArray dense = MakeDense(array);
        long[] shape = [.. dense.shape.Select(d => (long)d)];
        long width = dense.dtypesize;
        for (int i = 1; i < shape.Length; i++) { width *= shape[i]; }
        shape[0] = rows.Length;
        var result = new NDArray(dense.typecode, new Shape(shape), false);
        byte* from = (byte*)dense.Unsafe.Address + (dense.Shape.Offset * dense.dtypesize);
        byte* to = (byte*)result.Unsafe.Address;
        for (int i = 0; i < rows.Length; i++) { Buffer.MemoryCopy(from + (rows[i] * width), to + (i * width), width, width); }
        GC.KeepAlive(dense);
        return result;
    }
}
