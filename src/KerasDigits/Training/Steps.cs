namespace KerasDigits.Training;

/// <summary>
/// A number of batches, as fit, evaluate and predict take it. What Python's <c>len(x) / batch_size</c> gives rounds up: Keras runs as long
/// as the count of steps is below it.
/// </summary>
public readonly record struct Steps
{
    private readonly double _given;

    private Steps(double given) => _given = given;

    /// <summary>The integer of batches.</summary>
    public int Count => (int)Math.Ceiling(_given);

    /// <summary>That many.</summary>
    public static implicit operator Steps(int count) => new(count);

    /// <summary>That many: <c>x.shape[0] / 32</c>, rounded down as Python's <c>//</c>.</summary>
    public static implicit operator Steps(long count) => new(count);

    /// <summary>Rounded up: <c>x.shape[0] / 32.0</c>, Python's <c>len(x) / 32</c>.</summary>
    public static implicit operator Steps(double count) => new(count);

    /// <summary>The number; null: none was given.</summary>
    /// <param name="steps">What was given; null: nothing was.</param>
    /// <param name="argument">Name of the argument, for the message.</param>
    /// <exception cref="ArgumentException">It is not above 0.</exception>
    internal static int? Check(Steps? steps, string argument)
    {
        if (steps is not { } given) { return null; }
        Guard.That(given._given is > 0 and <= int.MaxValue, $"`{argument}` must be above 0. Received: {argument}={given}.", argument);
        return given.Count;
    }

    /// <summary>The number as Python prints it.</summary>
    public override string ToString() => _given == Math.Floor(_given)
        ? _given.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)
        : PythonNumber.FormatRepr(_given);
}
