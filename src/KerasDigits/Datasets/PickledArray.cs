namespace KerasDigits.Datasets;

/// <summary>A NumPy array of a pickle: made empty, then filled by its state (version, shape, dtype, Fortran order, values).</summary>
internal sealed class PickledArray
{
    /// <summary>The values of an array of bytes, in C order; null for objects.</summary>
    public byte[]? Bytes { get; private set; }

    /// <summary>The values of an array of objects along one axis; null for bytes.</summary>
    public IReadOnlyList<object?>? Objects { get; private set; }

    /// <summary>Takes the state that the pickle gives.</summary>
    /// <exception cref="InvalidDataException">It is of another type or order, or holds another number of values than its shape
    /// says.</exception>
    public void Fill(object?[] state)
    {
        long[] shape = [.. ((object?[])state[1]!).Select(d => (long)d!)];
        long count = shape.Aggregate(1L, (a, b) => checked(a * b));
        switch (state[2], state[4])
        {
            case (Type type, byte[] bytes) when type == typeof(byte) && state[3] is not true && bytes.Length == count: Bytes = bytes; break;
            case (Type type, List<object?> objects) when type == typeof(object) && shape.Length == 1 && objects.Count == count:
                Objects = objects;
                break;
            default:
                throw new InvalidDataException("its arrays must be of bytes in C order, or of objects along one axis, as many as their "
                    + "shape says");
        }
    }
}
