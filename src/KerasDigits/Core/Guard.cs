using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Internals;

/// <summary>Checks of arguments: each returns its value or throws with what must hold, what came and what to do.</summary>
[StackTraceHidden]
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static class Guard
{
    /// <summary>An integer above zero.</summary>
    /// <param name="value">Number to check, which must be 1 or more.</param>
    /// <param name="name">Name of the argument; the compiler fills it in.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0.</exception>
    public static int Positive(int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, $"`{name}` must be a whole number above 0. Received: {name}={value}.");

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    /// <param name="value">Number to check, from 0 to below 1.</param>
    /// <param name="name">Name of the argument; the compiler fills it in.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, or 1 or more.</exception>
    public static double Rate(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and < 1 ? value : throw new ArgumentOutOfRangeException(name,
            string.Create(CultureInfo.InvariantCulture,
                $"`{name}` must be at least 0 and below 1: it is the fraction to drop. Received: {name}={value}."));

    /// <summary>One of a few words.</summary>
    /// <param name="value">Word to check.</param>
    /// <param name="words">The allowed words.</param>
    /// <param name="name">Name of the argument; the compiler fills it in.</param>
    /// <returns>The word.</returns>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static string OneOf(string value, ReadOnlySpan<string> words, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (words.Contains(value)) { return value; }
        string list = string.Join(", ", words.ToArray().Select(w => $"\"{w}\""));
        throw new ArgumentException($"`{name}` must be one of {list}. Received: {name}=\"{value}\".", name);
    }

    /// <summary>"channels_last" or "channels_first"; null means keras.backend.image_data_format().</summary>
    /// <param name="value">The word, or null.</param>
    /// <param name="name">Name of the argument; the compiler fills it in.</param>
    /// <returns>The word.</returns>
    /// <exception cref="ArgumentException">It is another word.</exception>
    public static string DataFormat(string? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        OneOf(value ?? Settings.ImageDataFormat, ["channels_last", "channels_first"], name);

    /// <summary>Throws an <see cref="ArgumentException"/> with the message unless <paramref name="condition"/> holds.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="message">Text of the exception.</param>
    /// <param name="name">Name of the argument at fault; null: none.</param>
    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void That(bool condition, string message, string? name = null)
    {
        if (!condition) { throw new ArgumentException(message, name); }
    }

    /// <summary>The same for a string with holes, which is only made when it is needed.</summary>
    /// <param name="condition">What must hold.</param>
    /// <param name="message">Text of the exception.</param>
    /// <param name="name">Name of the argument at fault; null: none.</param>
    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void That(bool condition, [InterpolatedStringHandlerArgument(nameof(condition))] ref GuardMessage message,
        string? name = null)
    {
        if (!condition) { throw new ArgumentException(message.ToStringAndClear(), name); }
    }
}
