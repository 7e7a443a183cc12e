using System.Globalization;

namespace KerasDigits.Distributed.Mpi;

/// <summary>What the environment says of how the process was started.</summary>
internal static class Launcher
{
    /// <summary>Whether Open MPI's mpirun, or a batch system in its place, has started the process.</summary>
    /// <exception cref="InvalidOperationException">Another MPI's mpirun has.</exception>
    public static bool IsOpenMpi
    {
        get
        {
            if (Has("OMPI_COMM_WORLD_SIZE") || Has("PMIX_RANK")) { return true; }
            // Hydra, the launcher of MPICH and Intel MPI, speaks PMI; SLURM's srun may do so too.
            if (Number("PMI_SIZE") is not > 1) { return false; }
            throw new InvalidOperationException("The program must be started by Open MPI's mpirun. Received: the variables of another "
                + $"(PMI_SIZE={Environment.GetEnvironmentVariable("PMI_SIZE")}; MPICH, Intel MPI). Debian has both: mpirun.openmpi starts "
                + "Open MPI's. Under SLURM: srun --mpi=pmix.");
        }
    }

    /// <summary>This process's number among those of its machine.</summary>
    public static int LocalRank => Number("OMPI_COMM_WORLD_LOCAL_RANK") ?? Number("SLURM_LOCALID") ?? 0;

    /// <summary>How many of the processes run on this machine.</summary>
    public static int LocalSize => Number("OMPI_COMM_WORLD_LOCAL_SIZE") ?? Number("SLURM_NTASKS_PER_NODE") ?? 1;

    private static bool Has(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : null;
}
