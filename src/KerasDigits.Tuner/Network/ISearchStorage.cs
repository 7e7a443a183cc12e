namespace KerasDigits.Tuner.Network;

/// <summary>
/// Where the state of a search stands that outlives every process. The package KerasDigits.Tuner.PostgreSQL has the one there is.
/// </summary>
internal interface ISearchStorage
{
    /// <summary>The search in the storage, as a worker sees it; made there where it is new.</summary>
    /// <param name="local">The program's own oracle, with the space that it declares.</param>
    /// <param name="place">Which search, and where.</param>
    RemoteOracle Open(Oracle local, StoragePlace place);
}

/// <summary>Where a search is stored.</summary>
/// <param name="Url">Address of the database.</param>
/// <param name="Project">The search's name there.</param>
/// <param name="Folder">Where models' weights stand.</param>
/// <param name="Overwrite">Whether a search of that name is discarded.</param>
/// <param name="KeepsFiles">Whether the weights go into the database too, as no folder is shared.</param>
internal sealed record StoragePlace(string Url, string Project, string Folder, bool Overwrite, bool KeepsFiles)
{
    /// <summary>The variable that names the database for a program that does not.</summary>
    public const string Variable = "KERASDIGITS_TUNER_STORAGE";

    private const string Package = "KerasDigits.Tuner.PostgreSQL", Class = "KerasDigits.Tuner.PostgreSQL.PostgresStorage";

    /// <summary>The largest size of a trial's weights in the database.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>Called where weights are too great for the database, and stay in the folder.</summary>
    public Action StaysInFolder { get; init; } = () => { };

    /// <summary>Whether a string is a database's address.</summary>
    public static bool IsUrl(string? text) => text is not null
        && (text.StartsWith("postgresql://", StringComparison.Ordinal) || text.StartsWith("postgres://", StringComparison.Ordinal));

    /// <summary>The database that the program names, or its environment; null: the search is kept only in its folder.</summary>
    /// <param name="storage">An address, or null.</param>
    /// <param name="directory">A folder, or an address in its place; null: the working folder.</param>
    /// <returns>The address, and whether the program names no folder that all share.</returns>
    /// <exception cref="ArgumentException">The storage is not an address, or there are two.</exception>
    public static (string Url, bool KeepsFiles)? Of(string? storage, string? directory)
    {
        Guard.That(string.IsNullOrEmpty(storage) || IsUrl(storage),
            "`storage` must be a database's address such as postgresql://user:password@host/database; a folder is given as `directory`. "
            + $"Received: {storage?.Split("://")[0]}{(storage?.Contains("://", StringComparison.Ordinal) == true ? "://…" : "")}.",
            nameof(storage));
        Guard.That(string.IsNullOrEmpty(storage) || !IsUrl(directory),
            "`storage` and `directory` must not both be a database's address: where `storage` names it, `directory` is the folder of "
            + "weights that all workers share. Received: two addresses.", nameof(directory));
        if (!string.IsNullOrEmpty(storage)) { return (storage, string.IsNullOrEmpty(directory)); }
        if (IsUrl(directory)) { return (directory!, true); }
        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? (named, false) : null;
    }

    /// <exception cref="InvalidOperationException">The program does not have the package.</exception>
    public RemoteOracle Open(Oracle local)
    {
        Type type = Type.GetType($"{Class}, {Package}")
            ?? throw new InvalidOperationException($"A search in a database needs the package {Package}: add it to the program (dotnet "
                + $"add package {Package}).");
        return ((ISearchStorage)Activator.CreateInstance(type)!).Open(local, this);
    }
}
