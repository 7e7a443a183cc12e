using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace KerasDigits.Distributed.Mpi;

/// <summary>A meeting that somebody does not come to. Those who wait tell each other so; who says nothing is who is missing.</summary>
internal sealed class Stall(MpiLibrary mpi, int tag, int words, string what, long meeting)
{
    private readonly HashSet<int> _waiting = [mpi.Rank];
    private TimeSpan? _told, _said;
    private TimeSpan _every;

    /// <summary>Looks who else waits.</summary>
    /// <param name="waited">How long this process has waited.</param>
    /// <returns>What to say, by the first of those who wait; null: nothing yet.</returns>
    public string? Look(TimeSpan waited)
    {
        Span<byte> message = new byte[words + 8];
        if (_told is null)
        {
            (_told, _every) = (waited, waited);
            BinaryPrimitives.WriteInt64LittleEndian(message, meeting);
            byte[] text = Encoding.UTF8.GetBytes(what);
            text.AsSpan(0, Math.Min(text.Length, words)).CopyTo(message[8..]);
            mpi.Tell(message, tag);
        }
        for (int source = mpi.TryTake(message, tag); source >= 0; source = mpi.TryTake(message, tag))
        {
            // Words of an earlier meeting, to which all have come since, count no more.
            if (BinaryPrimitives.ReadInt64LittleEndian(message) == meeting) { _waiting.Add(source); }
        }
        // Others began to wait a little later, and say so later.
        TimeSpan next = _said is { } last ? last + _every : _told.Value + TimeSpan.FromSeconds(1);
        if (waited < next || mpi.Rank != _waiting.Min()) { return null; }
        _said = waited;
        int[] missing = [.. Enumerable.Range(0, mpi.Size).Except(_waiting)];
        return missing.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture,
            $"Waiting for {waited.TotalSeconds:F0} s at {what}. Missing: process {string.Join(", ", missing)}. Waiting: process "
            + $"{string.Join(", ", _waiting.Order())}. A missing process is stuck, or runs something that the others do not.");
    }
}
