using System.Globalization;

namespace KerasDigits.Tuner.Network;

/// <summary>
/// Where the chief of a search over several processes listens, and who this process is in it: KERASTUNER_ORACLE_IP, KERASTUNER_ORACLE_PORT
/// and KERASTUNER_TUNER_ID, as in KerasTuner.
/// </summary>
/// <param name="Host">The chief's address or name.</param>
/// <param name="Port">TCP port that the chief listens on.</param>
/// <param name="TunerId">This process's name; it is the chief's where "chief" is part of it.</param>
/// <remarks>Source: KerasTuner 1.4.7, distribute/utils.py.</remarks>
internal sealed record SearchAddress(string Host, int Port, string TunerId)
{
    public const string HostVariable = "KERASTUNER_ORACLE_IP", PortVariable = "KERASTUNER_ORACLE_PORT", IdVariable = "KERASTUNER_TUNER_ID";

    /// <summary>Whether this process keeps the oracle, and runs no trial.</summary>
    public bool IsChief => TunerId.Contains("chief", StringComparison.Ordinal);

    /// <summary>What the environment says; null: the search is only this process's.</summary>
    /// <exception cref="InvalidOperationException">A variable is missing beside another.</exception>
    public static SearchAddress? FromEnvironment()
    {
        if (ReadVariable(HostVariable) is not { } host) { return null; }
        string port = ReadVariable(PortVariable) ?? throw Missing(PortVariable), id = ReadVariable(IdVariable) ?? throw Missing(IdVariable);
        return int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536
            ? new SearchAddress(host, number, id)
            : throw new InvalidOperationException($"{PortVariable} must be a port from 1 to 65535. Received: \"{port}\".");
    }

    private static string? ReadVariable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? text : null;

    private static InvalidOperationException Missing(string name) => new(
        $"{HostVariable} is set, so the search runs over several processes: {name} must be set too ({IdVariable} names this process, "
        + $"\"chief\" or \"tuner0\" for instance, {PortVariable} is the chief's port).");
}
