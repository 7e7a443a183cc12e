using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Core;

/// <summary>A tensor shape as Keras prints it; a null dimension (None) is not known before data arrive.</summary>
/// <remarks>Written as a number, a tuple or a collection: <c>784</c>, <c>(28, 28, 1)</c>, <c>[null]</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IReadOnlyList<long?>, IEquatable<Shape>, IConfigValue<Shape>
{
    private readonly long?[]? _dims;

    /// <summary>Creates a shape of the given dimensions; null stands for None.</summary>
    /// <param name="dims">The dimensions, 0 or more each.</param>
    public Shape(params long?[] dims) => _dims = dims;

    /// <summary>Creates a shape of known dimensions.</summary>
    /// <param name="dims">The dimensions, 0 or more each.</param>
    public static Shape Of(ReadOnlySpan<long> dims)
    {
        var result = new long?[dims.Length];
        for (int i = 0; i < dims.Length; i++) { result[i] = dims[i]; }
        return new Shape(result);
    }

    /// <summary>Creates a shape of a collection's dimensions; null stands for None.</summary>
    /// <param name="dims">The dimensions, 0 or more each.</param>
    public static Shape Create(ReadOnlySpan<long?> dims) => new(dims.ToArray());

    private long?[] Dims => _dims ?? [];

    /// <summary>Number of dimensions.</summary>
    public int Rank => Dims.Length;

    /// <inheritdoc/>
    public int Count => Dims.Length;

    /// <summary>A dimension by its position; negative ones count from the end, as in Python's <c>input_shape[-1]</c>.</summary>
    /// <param name="index">Position, from 0; negative ones count from the end.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public long? this[int index] => index < Rank && index >= -Rank ? Dims[index < 0 ? Rank + index : index]
        : throw new ArgumentOutOfRangeException(nameof(index), $"The shape {this} has {Rank} dimensions. Received: index {index}.");

    /// <summary>A dimension counted from the end with <c>^1</c>.</summary>
    /// <param name="index">Position, from 0, or from the end with ^.</param>
    public long? this[Index index] => Dims[index];

    /// <summary>A part of the dimensions.</summary>
    /// <param name="range">Positions, such as ..^1.</param>
    public Shape this[Range range] => new(Dims[range]);

    /// <summary>True when no dimension is None.</summary>
    public bool IsFullyDefined => Dims.All(d => d is not null);

    /// <summary>Number of elements; null when a dimension is None.</summary>
    public long? ComputeProduct()
    {
        long product = 1;
        foreach (long? d in Dims)
        {
            if (d is null) { return null; }
            product = checked(product * d.Value);
        }
        return product;
    }

    /// <summary>This shape followed by more dimensions.</summary>
    /// <param name="more">The dimensions; null stands for None.</param>
    public Shape Append(params long?[] more) => new([.. Dims, .. more]);

    /// <summary>This shape with a batch dimension of unknown (or the given) size in front.</summary>
    /// <param name="batch">Size of the batch; null: unknown.</param>
    public Shape WithBatch(long? batch = null) => new([batch, .. Dims]);

    /// <summary>This shape with one dimension replaced.</summary>
    /// <param name="index">Position of the dimension.</param>
    /// <param name="value">Its size; null: unknown.</param>
    public Shape With(Index index, long? value)
    {
        long?[] dims = [.. Dims];
        dims[index] = value;
        return new Shape(dims);
    }

    /// <summary>The dimensions as numbers.</summary>
    /// <param name="none">What to write for None.</param>
    public long[] ToArray(long none = -1) => Array.ConvertAll(Dims, d => d ?? none);

    /// <summary>Whether data of shape <paramref name="actual"/> fit: same rank, and equal where neither is None.</summary>
    /// <param name="actual">Shape of the data.</param>
    public bool IsCompatibleWith(Shape actual)
    {
        if (actual.Rank != Rank) { return false; }
        for (int i = 0; i < Rank; i++)
        {
            if (this[i] is { } a && actual[i] is { } b && a != b) { return false; }
        }
        return true;
    }

    /// <inheritdoc/>
    public IEnumerator<long?> GetEnumerator() => ((IEnumerable<long?>)Dims).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As Python prints the tuple: "(None, 28, 28, 1)", "(5,)", "()".</summary>
    public override string ToString() =>
        "(" + string.Join(", ", Dims.Select(d => d?.ToString(CultureInfo.InvariantCulture) ?? "None")) + (Rank == 1 ? ",)" : ")");

    /// <inheritdoc/>
    public bool Equals(Shape other) => Dims.AsSpan().SequenceEqual(other.Dims);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Dims.Aggregate(17, (h, d) => HashCode.Combine(h, d));

    /// <summary>Equality of all dimensions.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>Inequality of some dimension.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>A shape of one dimension: Python's (n,).</summary>
    public static implicit operator Shape(int n) => new(n);

    /// <summary>A shape of one dimension.</summary>
    public static implicit operator Shape(long n) => new(n);

    /// <summary>A shape from an array.</summary>
    public static implicit operator Shape(int[] dims) => new(Array.ConvertAll(dims, d => (long?)d));

    /// <summary>A shape from an array.</summary>
    public static implicit operator Shape(long[] dims) => Of(dims);

    /// <summary>A shape from an array in which null is None.</summary>
    public static implicit operator Shape(long?[] dims) => new([.. dims]);

    /// <summary>A shape from an array in which null is None.</summary>
    public static implicit operator Shape(int?[] dims) => new(Array.ConvertAll(dims, d => (long?)d));

    /// <summary>A shape from a tuple.</summary>
    public static implicit operator Shape((long? a, long? b) t) => new(t.a, t.b);

    /// <summary>A shape from a tuple.</summary>
    public static implicit operator Shape((long? a, long? b, long? c) t) => new(t.a, t.b, t.c);

    /// <summary>A shape from a tuple.</summary>
    public static implicit operator Shape((long? a, long? b, long? c, long? d) t) => new(t.a, t.b, t.c, t.d);

    /// <summary>A shape from a tuple.</summary>
    public static implicit operator Shape((long? a, long? b, long? c, long? d, long? e) t) => new(t.a, t.b, t.c, t.d, t.e);

    /// <inheritdoc/>
    public object? ToConfig() => Dims.Select(d => (object?)d).ToList();

    /// <summary>Reads a shape from a configuration: a list of numbers and nulls, or one number.</summary>
    /// <param name="value">The value as plain data, as read from JSON: numbers, strings, lists or a Config.</param>
    /// <exception cref="ArgumentException">The value is not a list of whole numbers and nulls.</exception>
    public static Shape FromConfig(object? value) => value switch
    {
        long n => new Shape(n),
        int n => new Shape(n),
        IReadOnlyList<object?> list when list.All(d => d is null or long or int or double) =>
            new Shape([.. list.Select(d => d is null ? (long?)null : Convert.ToInt64(d, CultureInfo.InvariantCulture))]),
        _ => throw new ArgumentException($"A shape must be a list of whole numbers and nulls. Received: {value ?? "null"}."),
    };
}
