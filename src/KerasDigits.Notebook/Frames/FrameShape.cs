using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook.Pandas;

/// <summary>How many rows and columns a frame has: <c>df.shape[0]</c>, <c>var (rows, columns) = df.shape;</c></summary>
/// <param name="rows">How many rows.</param>
/// <param name="columns">How many columns.</param>
public readonly struct FrameShape(int rows, int columns) : ITuple, IEquatable<FrameShape>
{
    /// <summary>How many rows.</summary>
    public int rows { get; } = rows;

    /// <summary>How many columns.</summary>
    public int columns { get; } = columns;

    /// <summary>Rows by 0, columns by 1; −1 and −2 count from the end, as in Python.</summary>
    /// <param name="axis">Number of the axis.</param>
    /// <exception cref="IndexOutOfRangeException">The axis is not 0 or 1.</exception>
    public int this[int axis] => axis switch
    {
        0 or -2 => rows,
        1 or -1 => columns,
        _ => throw new IndexOutOfRangeException($"A frame's shape has two numbers: shape[0] and shape[1]. Received: {axis}."),
    };

    /// <summary>Columns by ^1, rows by ^2.</summary>
    /// <param name="axis">Number of the axis, from the end.</param>
    public int this[Index axis] => this[axis.GetOffset(2)];

    int ITuple.Length => 2;

    object ITuple.this[int axis] => this[axis];

    /// <summary>Takes it apart.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    public void Deconstruct(out int rows, out int columns) => (rows, columns) = (this.rows, this.columns);

    /// <summary>The two numbers as a tuple.</summary>
    public static implicit operator (int rows, int columns)(FrameShape shape) => (shape.rows, shape.columns);

    /// <summary>A shape of two numbers.</summary>
    public static implicit operator FrameShape((int rows, int columns) shape) => new(shape.rows, shape.columns);

    /// <summary>Whether both numbers are the same.</summary>
    public static bool operator ==(FrameShape a, FrameShape b) => a.Equals(b);

    /// <summary>Whether a number differs.</summary>
    public static bool operator !=(FrameShape a, FrameShape b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(FrameShape other) => (rows, columns) == (other.rows, other.columns);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FrameShape other ? Equals(other) : obj is (int r, int c) && Equals((r, c));

    /// <inheritdoc/>
    public override int GetHashCode() => (rows, columns).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"({rows}, {columns})";
}
