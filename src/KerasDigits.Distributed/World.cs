using KerasDigits.Backend;
using KerasDigits.Distributed.Mpi;

namespace KerasDigits.Distributed;

/// <summary>The processes of this program, joined once.</summary>
internal static class World
{
    private static readonly Lazy<(Replicas? Processes, TfConfig? Config)> s_joined = new(Join);

    /// <summary>Those that mpirun has started; null: this process is alone.</summary>
    public static Replicas? Processes => s_joined.Value.Processes;

    /// <summary>TF_CONFIG; null: it is not set.</summary>
    public static TfConfig? Config => s_joined.Value.Config;

    private static (Replicas?, TfConfig?) Join()
    {
        TfConfig? config = TfConfig.Read(Environment.GetEnvironmentVariable("TF_CONFIG"));
        MpiCollectives? line = MpiCollectives.Join();
        Check(config, line?.Rank ?? 0, line?.Size ?? 1);
        if (line is not { Size: > 1 }) { return (null, config); }
        var (localRank, localSize) = line.OnThisMachine();
        EngineShare.Take(localRank, localSize);
        var processes = new Replicas(line);
        processes.AlignGenerators();
        return (processes, config);
    }

    /// <summary>Throws where TF_CONFIG says something else than MPI.</summary>
    internal static void Check(TfConfig? config, int rank, int size)
    {
        if (config is null) { return; }
        if (config.Hosts.Count != size)
        {
            string hosts = string.Join(",", config.Hosts.Select(h => h.Split(':')[0]));
            throw new InvalidOperationException($"TF_CONFIG names {config.Hosts.Count} processes, and {(size == 1 ? "this one was "
                + "started alone" : $"mpirun has started {size}")}. MPI connects them, and its mpirun starts them: mpirun -n "
                + $"{config.Hosts.Count} --host {hosts} dotnet run …; or unset TF_CONFIG.");
        }
        if (config.Index is { } index && index != rank)
        {
            throw new InvalidOperationException($"TF_CONFIG says that this process is number {index} of the cluster, and mpirun that it "
                + $"is number {rank}. List the hosts in one order for both, or leave \"task\" out of TF_CONFIG: mpirun numbers the "
                + "processes.");
        }
    }
}
