using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Internals;

/// <summary>A message that is put together only when its condition fails, so that checks cost nothing in a training step.</summary>
[InterpolatedStringHandler]
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public ref struct GuardMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Length of the text outside the holes.</param>
    /// <param name="formattedCount">Number of holes.</param>
    /// <param name="condition">The condition that is checked.</param>
    /// <param name="needed">Whether the text is put together.</param>
    public GuardMessage(int literalLength, int formattedCount, bool condition, out bool needed)
    {
        needed = !condition;
        if (needed) { _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture); }
    }

    /// <summary>Called by the compiler for text.</summary>
    /// <param name="text">Text between the holes.</param>
    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    /// <summary>Called by the compiler for a hole.</summary>
    /// <param name="value">The value in the hole.</param>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>Called by the compiler for a hole with a format.</summary>
    /// <param name="value">The value in the hole.</param>
    /// <param name="format">The hole's format; null: the value's usual text.</param>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>The text.</summary>
    internal string ToStringAndClear() => _text.ToStringAndClear();
}
