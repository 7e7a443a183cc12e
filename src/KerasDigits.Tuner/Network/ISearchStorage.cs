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
/// <param name="Url">The database.</param>
/// <param name="Project">The search's name there.</param>
/// <param name="Folder">Where models' weights stand.</param>
/// <param name="Overwrite">Whether a search of that name is thrown away.</param>
/// <param name="KeepsFiles">Whether the weights go into the database too, as no folder is shared.</param>
internal sealed record StoragePlace(string Url, string Project, string Folder, bool Overwrite, bool KeepsFiles)
{
    /// <summary>The variable that names the database for a program that does not.</summary>
    public const string Variable = "KERASDIGITS_TUNER_STORAGE";

    private const string Package = "KerasDigits.Tuner.PostgreSQL", Class = "KerasDigits.Tuner.PostgreSQL.PostgresStorage";

    /// <summary>The greatest size of a trial's weights in the database.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>Whether a folder's name is a database's address.</summary>
    public static bool IsUrl(string? directory) => directory is not null
        && (directory.StartsWith("postgresql://", StringComparison.Ordinal)
            || directory.StartsWith("postgres://", StringComparison.Ordinal));

    /// <summary>What the program, or its environment, says; null: the search is kept in its folder alone.</summary>
    public static StoragePlace? Of(string? directory, string project, string folder, bool overwrite)
    {
        bool given = IsUrl(directory);
        string? url = given ? directory : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;
        return url is null ? null : new StoragePlace(url, project, folder, overwrite, given);
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
