using System.Globalization;

namespace KerasDigits.Tuner.Network;

/// <summary>How long a worker's trial stays its own without a sign of life.</summary>
internal static class Lease
{
    /// <summary>
    /// Seconds, where not thirty: KERASDIGITS_WORKER_LEASE, read by the chief, or by each worker of a search in a database.
    /// </summary>
    public const string Variable = "KERASDIGITS_WORKER_LEASE";

    /// <summary>A worker tells that it lives three times in this time.</summary>
    /// <exception cref="InvalidOperationException">The variable holds something else.</exception>
    public static TimeSpan Time => Of(Environment.GetEnvironmentVariable(Variable));

    /// <inheritdoc cref="Time"/>
    internal static TimeSpan Of(string? text) => TimeSpan.FromSeconds(text is null or "" ? 30
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e6 ? seconds
        : throw new InvalidOperationException($"{Variable} must be a number of seconds above 0. Received: {text}."));
}
