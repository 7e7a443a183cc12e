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
            if (ReadNumber("PMI_SIZE") is not > 1) { return false; }
            throw new InvalidOperationException("The program must be started by Open MPI's mpirun. Received: the variables of another "
                + $"(PMI_SIZE={Environment.GetEnvironmentVariable("PMI_SIZE")}; MPICH, Intel MPI). Debian has both: mpirun.openmpi starts "
                + "Open MPI's. Under SLURM: srun --mpi=pmix.");
        }
    }

    /// <summary>
    /// This process's number among those of its machine, and how many these are, as mpirun says; null: it was not mpirun.
    /// </summary>
    public static (int Rank, int Size)? OnThisMachine => ReadNumber("OMPI_COMM_WORLD_LOCAL_RANK") is { } rank
        && ReadNumber("OMPI_COMM_WORLD_LOCAL_SIZE") is { } size ? (rank, size) : null;

    private static bool Has(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));

    private static int? ReadNumber(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : null;
}
