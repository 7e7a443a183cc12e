using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using KerasDigits.Backend;

namespace KerasDigits.Distributed.Mpi;

/// <summary>
/// What processes that mpirun has started do together. Before each exchange they meet: so it is seen when one does not come, or comes to
/// another call.
/// </summary>
internal sealed unsafe class MpiCollectives : ICollectives
{
    private const int Values = 4, Waits = 7001, Words = 96;
    private const string EndOfProgram = "the end of the program";

    private readonly MpiLibrary _mpi;
    private readonly double* _header = (double*)NativeMemory.AllocZeroed(Values + 2, sizeof(double));
    private readonly nint* _request = (nint*)NativeMemory.AllocZeroed(1, (nuint)sizeof(nint));
    private readonly Dictionary<string, double> _numbers = [];
    private readonly TimeSpan _patience = MakePatience(Environment.GetEnvironmentVariable("KERASDIGITS_STALL"));
    private long _meetings;
    private PosixSignalRegistration? _told;
    private bool _left;

    /// <summary>The call that was announced, to which others may be on their way.</summary>
    private (string What, int Count)? _announced;

    private MpiCollectives(MpiLibrary mpi) => _mpi = mpi;

    /// <inheritdoc/>
    public int Rank => _mpi.Rank;

    /// <inheritdoc/>
    public int Size => _mpi.Size;

    /// <summary>Joins the processes that mpirun has started with this one; null: it was started alone.</summary>
    public static MpiCollectives? Join()
    {
        if (!Launcher.IsOpenMpi) { return null; }
        var line = new MpiCollectives(MpiLibrary.Join());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => line.Leave();
        // mpirun tells all processes to end when one has died: there is nobody left to wait for.
        line._told = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => line._left = true);
        return line;
    }

    /// <summary>
    /// This process's rank on its machine and the number of processes there; where the batch system gives neither, the machines' names
    /// tell them.
    /// </summary>
    public (int Rank, int Size) OnThisMachine()
    {
        if (Launcher.OnThisMachine is { } told) { return told; }
        byte[] mine = new byte[Words];
        byte[] name = Encoding.UTF8.GetBytes(Environment.MachineName);
        name.AsSpan(0, Math.Min(Words, name.Length)).CopyTo(mine);
        byte[] all = _mpi.Gather(mine);
        int[] here = [.. Enumerable.Range(0, Size).Where(r => all.AsSpan(r * Words, Words).SequenceEqual(mine))];
        return (Array.IndexOf(here, Rank), here.Length);
    }

    /// <inheritdoc/>
    public void Sum(string what, Span<float> values)
    {
        Meet(what, values.Length, []);
        _mpi.Sum(values);
    }

    /// <inheritdoc/>
    public void Sum(string what, Span<double> values)
    {
        Meet(what, values.Length, []);
        _mpi.Sum(values);
    }

    /// <inheritdoc/>
    /// <remarks>The few are summed first, so that whoever comes late is waited for there, and named: the many then wait for
    /// nobody.</remarks>
    public void Sum(string what, Span<float> few, Span<float> many)
    {
        Meet(what, few.Length + many.Length, []);
        fixed (float* first = few)
        {
            _mpi.BeginSum(first, few.Length, _request);
            Wait(what);
        }
        if (many.Length > 0) { _mpi.Sum(many); }
    }

    /// <inheritdoc/>
    public void Announce(string what, int count)
    {
        if (_announced is not null) { EndMeeting(); }
        BeginMeeting(what, count, []);
    }

    /// <inheritdoc/>
    public void TakeMost(string what, Span<double> values) => Meet(what, values.Length, values);

    /// <inheritdoc/>
    public void Broadcast(string what, Span<byte> values, int root)
    {
        Meet(what, values.Length, []);
        _mpi.Broadcast(values, root);
    }

    /// <inheritdoc/>
    public void Abort(string why)
    {
        Say(why);
        _left = true;
        _mpi.Abort(1);
    }

    /// <summary>Waits until all have come to the same call, and looks for the largest of their values.</summary>
    private void Meet(string what, int count, Span<double> most)
    {
        if (_announced is { } announced)
        {
            EndMeeting();
            if (announced == (what, count) && most.IsEmpty) { return; }
        }
        BeginMeeting(what, count, most);
        EndMeeting();
        for (int i = 0; i < most.Length; i++) { most[i] = _header[i + 2]; }
    }

    private void BeginMeeting(string what, int count, Span<double> most)
    {
        double number = ToNumber(what) + count;
        (_header[0], _header[1]) = (number, -number);
        for (int i = 0; i < Values; i++) { _header[i + 2] = i < most.Length ? most[i] : double.NegativeInfinity; }
        _mpi.BeginMost(_header, Values + 2, _request);
        _announced = (what, count);
    }

    private void EndMeeting()
    {
        (string what, int count) = _announced!.Value;
        Wait(what);
        _announced = null;
        _meetings++;
        if (_header[0] != -_header[1]) { EndOfOrder(what, count); }
    }

    /// <summary>Waits for the request to end.</summary>
    private void Wait(string what)
    {
        long start = Stopwatch.GetTimestamp();
        Stall? stall = null;
        for (int turn = 0; !_mpi.HasEnded(_request); turn++)
        {
            // At first the others are some microseconds away; later they may need this core.
            if (turn < 200) { continue; }
            TimeSpan waited = Stopwatch.GetElapsedTime(start);
            if (waited < TimeSpan.FromMilliseconds(20)) { Thread.Yield(); }
#pragma warning disable RS0030 // MPI has no wait that leaves the core to others
            else { Thread.Sleep(1); }
#pragma warning restore RS0030
            if (waited < _patience || what == EndOfProgram) { continue; }
            stall ??= new Stall(_mpi, Waits, Words, what, _meetings);
            if (stall.Look(waited) is { } words) { Say(words); }
        }
    }

    /// <summary>The processes are at different calls: each says where it is, and all end.</summary>
    private void EndOfOrder(string what, int count)
    {
        byte[] mine = new byte[Words];
        byte[] text = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{what} ({count})"));
        text.AsSpan(0, Math.Min(Words, text.Length)).CopyTo(mine);
        byte[] all = _mpi.Gather(mine);
        string where = string.Join("; ", Enumerable.Range(0, Size)
            .Select(r => $"process {r} at {Encoding.UTF8.GetString(all, r * Words, Words).TrimEnd('\0')}"));
        if (Rank == 0)
        {
            Say($"The processes must do the same, in the same order. They met at different places: {where}. fit, evaluate and "
                + "train_on_batch are for all processes: do not call them in only some.");
        }
        _left = true;
        _mpi.Abort(1);
    }

    /// <summary>A process ends: it waits for the others' end, too.</summary>
    private void Leave()
    {
        if (_left) { return; }
        _left = true;
        _told?.Dispose();
        if (_announced is { } announced)
        {
            Say($"The program ends here in the middle of {announced.What}, for which the others wait. All processes must take the "
                + "same steps.");
            _mpi.Abort(1);
        }
        Meet(EndOfProgram, 0, []);
        _mpi.Leave();
    }

#pragma warning disable RS0030 // beside the words of MPI, which says there why it ends the processes
    private void Say(string words) => Console.Error.WriteLine($"[process {Rank} of {Size}] {words}");
#pragma warning restore RS0030

    /// <summary>A number for a call's name, apart from others by more than any count.</summary>
    private double ToNumber(string what)
    {
        if (!_numbers.TryGetValue(what, out double number))
        {
            _numbers[what] = number = (Fingerprint.Of(what) & 0xFFFFF) * (double)(1L << 32);
        }
        return number;
    }

    private static TimeSpan MakePatience(string? seconds) => TimeSpan.FromSeconds(seconds is null or "" ? 60
        : double.TryParse(seconds, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given > 0 ? given
        : throw new InvalidOperationException($"KERASDIGITS_STALL must be a number of seconds above 0. Received: {seconds}."));
}
