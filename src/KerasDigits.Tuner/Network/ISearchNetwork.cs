namespace KerasDigits.Tuner.Network;

/// <summary>
/// How the processes of one search speak with each other. The package KerasDigits.Tuner.Distributed has the one there is, so that a search
/// in one process needs no server's code.
/// </summary>
internal interface ISearchNetwork
{
    /// <summary>The chief's oracle, as a worker sees it.</summary>
    /// <param name="local">The worker's own oracle, with the space that its program declares.</param>
    /// <param name="address">Where the chief listens.</param>
    /// <param name="project_dir">The folder that all processes share.</param>
    RemoteOracle Connect(Oracle local, SearchAddress address, string project_dir);

    /// <summary>Answers workers until the search is over, or interrupted.</summary>
    /// <param name="oracle">Decides what is tried.</param>
    /// <param name="address">Where to listen.</param>
    /// <param name="interrupted">Whether the user asks to stop.</param>
    /// <exception cref="InvalidOperationException">Too many trials in a row failed.</exception>
    /// <exception cref="IOException">The address cannot be listened at.</exception>
    void Serve(Oracle oracle, SearchAddress address, Func<bool> interrupted);

    /// <summary>Starts this program again, as so many workers, and answers them.</summary>
    /// <param name="oracle">Decides what is tried.</param>
    /// <param name="processes">How many workers.</param>
    /// <param name="devices">What each may use ("cuda:0"), in turn; null: all the same.</param>
    /// <param name="interrupted">Whether the user asks to stop.</param>
    /// <exception cref="InvalidOperationException">All workers have ended, and the search has not.</exception>
    void ServeProcesses(Oracle oracle, int processes, IReadOnlyList<string>? devices, Func<bool> interrupted);
}

/// <summary>Finds the network.</summary>
internal static class SearchNetwork
{
    private const string Package = "KerasDigits.Tuner.Distributed", Class = "KerasDigits.Tuner.Distributed.GrpcNetwork";

    /// <exception cref="InvalidOperationException">The program does not have the package.</exception>
    public static ISearchNetwork Load() => Type.GetType($"{Class}, {Package}") is { } type
        ? (ISearchNetwork)Activator.CreateInstance(type)!
        : throw new InvalidOperationException($"A search over several processes needs the package {Package}: add it to the program "
            + $"(dotnet add package {Package}).");
}
