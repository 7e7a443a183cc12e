using System.Runtime.InteropServices;
using System.Text;

namespace KerasDigits.Distributed.Mpi;

/// <summary>
/// Open MPI's library, by its C functions. A handle is the address of a symbol there; in MPICH it is a number, so that library cannot
/// serve.
/// </summary>
internal sealed unsafe partial class MpiLibrary
{
    private const int Serialized = 2;

    /// <summary>MPI_IN_PLACE: what is sent stands where the result goes.</summary>
    private static readonly void* s_inPlace = (void*)1;

    private readonly nint _library, _world, _float, _double, _byte, _sum, _max;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, int> _allreduce;
    private readonly delegate* unmanaged<void*, void*, int, nint, nint, nint, nint*, int> _iallreduce;
    private readonly delegate* unmanaged<void*, int, nint, int, nint, int> _bcast;
    private readonly delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int> _allgather;
    private readonly delegate* unmanaged<nint*, int*, void*, int> _test;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int> _isend;
    private readonly delegate* unmanaged<int, int, nint, int*, Status*, int> _iprobe;
    private readonly delegate* unmanaged<void*, int, nint, int, int, nint, Status*, int> _recv;

    private MpiLibrary(nint library)
    {
        _library = library;
        _allreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, int>)Export("MPI_Allreduce");
        _iallreduce = (delegate* unmanaged<void*, void*, int, nint, nint, nint, nint*, int>)Export("MPI_Iallreduce");
        _bcast = (delegate* unmanaged<void*, int, nint, int, nint, int>)Export("MPI_Bcast");
        _allgather = (delegate* unmanaged<void*, int, nint, void*, int, nint, nint, int>)Export("MPI_Allgather");
        _test = (delegate* unmanaged<nint*, int*, void*, int>)Export("MPI_Test");
        _isend = (delegate* unmanaged<void*, int, nint, int, int, nint, nint*, int>)Export("MPI_Isend");
        _iprobe = (delegate* unmanaged<int, int, nint, int*, Status*, int>)Export("MPI_Iprobe");
        _recv = (delegate* unmanaged<void*, int, nint, int, int, nint, Status*, int>)Export("MPI_Recv");
        (_world, _float, _double, _byte) = (Export("ompi_mpi_comm_world"), Export("ompi_mpi_float"), Export("ompi_mpi_double"),
            Export("ompi_mpi_byte"));
        (_sum, _max) = (Export("ompi_mpi_op_sum"), Export("ompi_mpi_op_max"));
    }

    /// <summary>This process's number.</summary>
    public int Rank { get; private set; }

    /// <summary>How many processes there are.</summary>
    public int Size { get; private set; }

    /// <summary>Loads the library and joins the other processes; returns when all are there.</summary>
    /// <exception cref="InvalidOperationException">There is no Open MPI.</exception>
    public static MpiLibrary Join()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                "Training over several processes takes Open MPI, which Windows does not have. Use WSL.");
        }
        string? given = Environment.GetEnvironmentVariable("KERASDIGITS_MPI");
        string[] names = given is { Length: > 0 } ? [given] : ["libmpi.so.40", "libmpi.so", "libmpi.40.dylib", "libmpi.dylib"];
        nint library = 0;
        if (!Array.Exists(names, n => NativeLibrary.TryLoad(n, out library)))
        {
            throw new InvalidOperationException("The process was started by mpirun, so Open MPI's library must be here. Received: none "
                + $"of {string.Join(", ", names)} can be loaded. Install it (Debian: apt-get install openmpi-bin), or name its file in "
                + "KERASDIGITS_MPI.");
        }
        string version = ReadVersion(library);
        if (!version.StartsWith("Open MPI", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The library of MPI must be Open MPI's. Received: {version}. Install it (Debian: apt-get "
                + "install openmpi-bin), start with its mpirun (mpirun.openmpi), and name its libmpi.so.40 in KERASDIGITS_MPI where "
                + "another's is found first.");
        }
        var mpi = new MpiLibrary(library);
        mpi.Start();
        return mpi;
    }

    /// <summary>What the library says it is.</summary>
    private static string ReadVersion(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "MPI_Get_library_version", out nint export))
        {
            return "a library without MPI_Get_library_version";
        }
        byte* text = stackalloc byte[8192];
        int length = 0;
        _ = ((delegate* unmanaged<byte*, int*, int>)export)(text, &length);
        return Encoding.UTF8.GetString(text, Math.Max(0, length)).TrimEnd('\0').Split('\n')[0];
    }

    private void Start()
    {
        // Signals such as SIGSEGV are .NET's: it makes exceptions of them. Open MPI would print what it takes for a crash.
        _ = setenv("OMPI_MCA_opal_signal", "", 0);
        int provided = 0;
        Check("MPI_Init_thread",
            ((delegate* unmanaged<int*, byte***, int, int*, int>)Export("MPI_Init_thread"))(null, null, Serialized, &provided));
        int rank = 0, size = 0;
        Check("MPI_Comm_rank", ((delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_rank"))(_world, &rank));
        Check("MPI_Comm_size", ((delegate* unmanaged<nint, int*, int>)Export("MPI_Comm_size"))(_world, &size));
        (Rank, Size) = (rank, size);
    }

    /// <summary>Sums over all.</summary>
    public void Sum(Span<float> values)
    {
        fixed (float* first = values) { Check("MPI_Allreduce", _allreduce(s_inPlace, first, values.Length, _float, _sum, _world)); }
    }

    /// <inheritdoc cref="Sum(Span{float})"/>
    public void Sum(Span<double> values)
    {
        fixed (double* first = values) { Check("MPI_Allreduce", _allreduce(s_inPlace, first, values.Length, _double, _sum, _world)); }
    }

    /// <summary>Begins to look for the largest values over all.</summary>
    /// <param name="values">In memory that stays where it is until the request has ended.</param>
    /// <param name="count">How many there are, 0 or more.</param>
    /// <param name="request">Handle that the wait takes.</param>
    public void BeginMost(double* values, int count, nint* request) =>
        Check("MPI_Iallreduce", _iallreduce(s_inPlace, values, count, _double, _max, _world, request));

    /// <summary>Begins to sum over all.</summary>
    /// <inheritdoc cref="BeginMost"/>
    public void BeginSum(float* values, int count, nint* request) =>
        Check("MPI_Iallreduce", _iallreduce(s_inPlace, values, count, _float, _sum, _world, request));

    /// <summary>Whether a request has ended.</summary>
    public bool HasEnded(nint* request)
    {
        int ended = 0;
        Check("MPI_Test", _test(request, &ended, null));
        return ended != 0;
    }

    /// <summary>Gives all the bytes of one.</summary>
    public void Broadcast(Span<byte> values, int root)
    {
        fixed (byte* first = values) { Check("MPI_Bcast", _bcast(first, values.Length, _byte, root, _world)); }
    }

    /// <summary>Everybody's bytes, one after the other.</summary>
    public byte[] Gather(ReadOnlySpan<byte> mine)
    {
        byte[] all = new byte[mine.Length * Size];
        fixed (byte* from = mine, to = all)
        {
            Check("MPI_Allgather", _allgather(from, mine.Length, _byte, to, mine.Length, _byte, _world));
        }
        return all;
    }

    /// <summary>Sends a short message to all others without waiting for them.</summary>
    public void Tell(ReadOnlySpan<byte> message, int tag)
    {
        // What is on its way must stay where it is: a few hundred bytes in a run that is stuck anyway.
        byte* kept = (byte*)NativeMemory.Alloc((nuint)message.Length);
        message.CopyTo(new Span<byte>(kept, message.Length));
        for (int other = 0; other < Size; other++)
        {
            nint request;
            if (other != Rank) { Check("MPI_Isend", _isend(kept, message.Length, _byte, other, tag, _world, &request)); }
        }
    }

    /// <summary>Takes a message that has come.</summary>
    /// <param name="message">Room for it.</param>
    /// <param name="tag">Kind of the message.</param>
    /// <returns>Who sent it; −1: none has come.</returns>
    public int TryTake(Span<byte> message, int tag)
    {
        const int fromAnyone = -1;
        int there = 0;
        Status status = default;
        Check("MPI_Iprobe", _iprobe(fromAnyone, tag, _world, &there, &status));
        if (there == 0) { return -1; }
        int source = status.Source;
        fixed (byte* first = message) { Check("MPI_Recv", _recv(first, message.Length, _byte, source, tag, _world, &status)); }
        return source;
    }

    /// <summary>Leaves; all others leave too.</summary>
    public void Leave() => Check("MPI_Finalize", ((delegate* unmanaged<int>)Export("MPI_Finalize"))());

    /// <summary>Ends all processes.</summary>
    public void Abort(int code) => _ = ((delegate* unmanaged<nint, int, int>)Export("MPI_Abort"))(_world, code);

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);

    private static void Check(string function, int code)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"{function} of Open MPI ended with the error {code}. The processes that train together "
                + "have lost each other: start them anew, with the callback BackupAndRestore to go on.");
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    /// <summary>MPI_Status of Open MPI.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Status
    {
        public int Source, Tag, Error, Cancelled;
        public nuint Bytes;
    }
}
