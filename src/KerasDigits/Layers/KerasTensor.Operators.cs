using System.Globalization;

namespace KerasDigits.Layers;

/// <summary>
/// Arithmetic, comparison and parts of symbolic tensors: <c>a + b</c>, <c>1 - x</c>, <c>x[.., 0]</c>. Each makes a layer.
/// </summary>
public sealed partial class KerasTensor
{
    /// <summary>The sum.</summary>
    public static KerasTensor operator +(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("__operators__.add", a, b);

    /// <summary>The sum.</summary>
    public static KerasTensor operator +(double a, KerasTensor b) => SymbolicFunction.ApplyOperator("__operators__.add", a, b);

    /// <summary>The difference.</summary>
    public static KerasTensor operator -(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.subtract", a, b);

    /// <summary>The difference.</summary>
    public static KerasTensor operator -(double a, KerasTensor b) => SymbolicFunction.ApplyOperator("math.subtract", a, b);

    /// <summary>The negative.</summary>
    public static KerasTensor operator -(KerasTensor a) => SymbolicFunction.ApplyOperator("math.negative", a);

    /// <summary>The product, element by element.</summary>
    public static KerasTensor operator *(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.multiply", a, b);

    /// <summary>The product.</summary>
    public static KerasTensor operator *(double a, KerasTensor b) => SymbolicFunction.ApplyOperator("math.multiply", a, b);

    /// <summary>The quotient, element by element.</summary>
    public static KerasTensor operator /(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.truediv", a, b);

    /// <summary>The quotient.</summary>
    public static KerasTensor operator /(double a, KerasTensor b) => SymbolicFunction.ApplyOperator("math.truediv", a, b);

    /// <summary>The remainder, with the divisor's sign as in Python.</summary>
    public static KerasTensor operator %(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.floormod", a, b);

    /// <summary>Where a is above b.</summary>
    public static KerasTensor operator >(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.greater", a, b);

    /// <summary>Where a is below b.</summary>
    public static KerasTensor operator <(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.less", a, b);

    /// <summary>Where a is at least b.</summary>
    public static KerasTensor operator >=(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.greater_equal", a, b);

    /// <summary>Where a is at most b.</summary>
    public static KerasTensor operator <=(KerasTensor a, SymbolicOperand b) => SymbolicFunction.ApplyOperator("math.less_equal", a, b);

    /// <summary>Python's <c>x ** y</c>.</summary>
    /// <param name="y">The exponent: a symbolic tensor or a number.</param>
    public KerasTensor pow(SymbolicOperand y) => SymbolicFunction.ApplyOperator("math.pow", this, y);

    /// <summary>
    /// A part, as Python's <c>x[:, 0]</c>: <c>x[.., 0]</c>, <c>x[.., 1..3]</c>, <c>x[.., ^1]</c>. The first axis is the batch.
    /// </summary>
    /// <param name="parts">For each axis a place or a range; <c>..</c> is Python's <c>:</c>.</param>
    public KerasTensor this[params SlicePart[] parts] => SymbolicFunction.Slice(this, [.. parts.Select(p => p.ToPlain())]);

    /// <summary>A part, in Python's own words: <c>x[":, ::2, -1"]</c>, <c>x["..., None"]</c>.</summary>
    /// <param name="slices">Python's text between the brackets.</param>
    public KerasTensor this[string slices] =>
        SymbolicFunction.Slice(this, [.. slices.Split(',').Select(s => DescribePart(s.Trim(), slices))]);

    private static object? DescribePart(string text, string all)
    {
        if (text == "...") { return new Config { ["class_name"] = "__ellipsis__" }; }
        if (text is "None" or "newaxis" or "np.newaxis" or "tf.newaxis") { return null; }
        string[] ends = text.Split(':');
        long? End(string t) => t.Trim() is var n && n.Length == 0
            ? null
            : long.TryParse(n, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value
            : throw new ArgumentException($"A slice must be made of whole numbers, \":\", \"...\" and None. Received: \"{all}\".",
                nameof(all));
        if (ends.Length == 1)
        {
            return End(text) ?? throw new ArgumentException($"A slice must not be empty. Received: \"{all}\".", nameof(all));
        }
        Guard.That(ends.Length <= 3, $"A slice must be start:stop:step. Received: \"{text}\".", nameof(all));
        return new Config { ["start"] = End(ends[0]), ["stop"] = End(ends[1]), ["step"] = ends.Length == 3 ? End(ends[2]) : null };
    }
}

/// <summary>A place or a range along an axis.</summary>
public readonly struct SlicePart
{
    private readonly object? _value;

    private SlicePart(object? value) => _value = value;

    /// <summary>A place; negative ones count from the end.</summary>
    public static implicit operator SlicePart(int place) => new((long)place);

    /// <summary>A place, <c>^1</c> for the last.</summary>
    public static implicit operator SlicePart(Index place) => new(place.IsFromEnd ? -(long)place.Value : place.Value);

    /// <summary>A range: <c>1..3</c>, <c>..^1</c>, <c>..</c> for all.</summary>
    public static implicit operator SlicePart(Range range)
    {
        long? From(Index i) => i.IsFromEnd ? -(long)i.Value : i.Value == 0 ? null : i.Value;
        return new(new Config { ["start"] = From(range.Start), ["stop"] = range.End.IsFromEnd ? range.End.Value == 0
            ? null
            : -(long)range.End.Value : (long)range.End.Value, ["step"] = null });
    }

    internal object? ToPlain() => _value;
}
