using System.Globalization;

namespace KerasDigits.Notebook.Pandas;

/// <summary>A stretch of numbers, of which one end belongs to it: what pd.cut and pd.qcut sort values into.</summary>
/// <param name="left">Where it begins.</param>
/// <param name="right">Where it ends.</param>
/// <param name="closed">"right" or "left": the end that belongs to it.</param>
/// <param name="whole">Whether its ends are integers, and are written so.</param>
public sealed record Interval(double left, double right, string closed = "right", bool whole = false) : IComparable<Interval>
{
    /// <summary>The middle.</summary>
    public double mid => (left + right) / 2;

    /// <summary>How long it is.</summary>
    public double length => right - left;

    /// <summary>Whether a number lies in it.</summary>
    /// <param name="value">The number to look up.</param>
    public bool Contains(double value) => closed == "right" ? value > left && value <= right : value >= left && value < right;

    /// <inheritdoc/>
    public int CompareTo(Interval? other) => other is null ? 1 : (left, right).CompareTo((other.left, other.right));

    /// <summary>As pandas writes it: <c>(0.5, 2.0]</c>.</summary>
    public override string ToString() => closed == "right" ? $"({FormatEnd(left)}, {FormatEnd(right)}]"
        : $"[{FormatEnd(left)}, {FormatEnd(right)})";

    private string FormatEnd(double end) => whole ? ((long)end).ToString(CultureInfo.InvariantCulture) : PythonText.FormatRepr(end);
}
