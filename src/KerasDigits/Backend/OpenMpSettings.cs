namespace KerasDigits.Backend;

/// <summary>
/// How the engine's OpenMP threads wait for work, and how many there are. Both are chosen when the engine is loaded;
/// KERASDIGITS_THREADS=default leaves them to the engine.
/// </summary>
/// <remarks>
/// GNU's OpenMP library lets a waiting thread spin for 300,000 turns, some milliseconds, before it sleeps. On an idle machine a thirtieth
/// of that spans all gaps between operations; on a busy one the rest is taken from the very thread that is waited for. The library reads
/// its settings once, while it is loaded.
/// </remarks>
internal static class OpenMpSettings
{
    /// <summary>
    /// Turns of a waiting thread, some tenths of a millisecond (measured with the notebook's third net: benchmarks conv2-fit,
    /// conv2-fit-busy, conv2-waits).
    /// </summary>
    private const string Turns = "10000";

    private const string SpinCount = "GOMP_SPINCOUNT";

    /// <summary>Whether the engine is left as it comes.</summary>
    private static bool Untouched => Environment.GetEnvironmentVariable("KERASDIGITS_THREADS") == "default";

    /// <summary>Loads libraries while the environment says how threads wait, unless the user has said so.</summary>
    public static void LoadWith(Action load)
    {
        bool sets = !Untouched && !EngineEnvironment.Has("OMP_WAIT_POLICY") && !EngineEnvironment.Has(SpinCount);
        if (sets) { EngineEnvironment.Set(SpinCount, Turns); }
        try { load(); }
        finally
        {
            if (sets) { EngineEnvironment.Remove(SpinCount); } // other programs that this one starts choose for themselves
        }
    }

    /// <summary>
    /// Gives the engine as many threads as the process may use cores: it knows affinity, but no quota of a container. What the user has
    /// said stands.
    /// </summary>
    public static void LimitThreads()
    {
        if (Untouched || EngineEnvironment.Has("OMP_NUM_THREADS") || EngineEnvironment.Has("MKL_NUM_THREADS")) { return; }
        // .NET counts affinity, the quotas of both kinds of control groups (rounded up), and DOTNET_PROCESSOR_COUNT.
        if (Environment.ProcessorCount < TorchSharp.torch.get_num_threads())
        {
            TorchSharp.torch.set_num_threads(Environment.ProcessorCount);
        }
    }
}
