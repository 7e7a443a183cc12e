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
    public static TimeSpan Time { get; } =
        double.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds) : TimeSpan.FromSeconds(30);
}
