namespace KerasDigits.Tuner;

/// <summary>Reads what a program gives as a configuration: whatever is of another form than it must be ends in one sentence.</summary>
internal static class ConfigForm
{
    private const int Shown = 300;

    /// <summary>Makes an object of a configuration.</summary>
    /// <param name="config">What was given.</param>
    /// <param name="what">What it is to be, and its form.</param>
    /// <param name="read">Makes it.</param>
    /// <exception cref="ArgumentException">Something is missing or of another kind.</exception>
    public static T Read<T>(Config config, string what, Func<Config, T> read)
    {
        ArgumentNullException.ThrowIfNull(config);
        try { return read(config); }
        catch (Exception e) when (e is InvalidCastException or KeyNotFoundException or NullReferenceException or OverflowException
            or FormatException or ArgumentNullException)
        {
            string given = PythonText.FormatRepr(config);
            throw new ArgumentException($"{what}. Received: {(given.Length > Shown ? given[..Shown] + " …" : given)}.", e);
        }
    }
}
