using System.Buffers.Binary;
using System.Globalization;
using KerasDigits.Saving.Checkpoints;

namespace KerasDigits.Callbacks;

/// <summary>An event file as TensorBoard reads it: records with checksums, appended as they come. It grows in place, for boards read it
/// while it grows.</summary>
/// <remarks>Source: tensorboard, summary/writer/record_writer.py and event_file_writer.py.</remarks>
internal sealed class EventFile : IDisposable
{
    private static readonly ProcessSlot<int> s_files = new("how many event files were opened", 0);
    private readonly FileStream _file;

    /// <summary>Opens a new file in a folder and writes its first record.</summary>
    public EventFile(string folder)
    {
        Directory.CreateDirectory(folder);
        string name = string.Create(CultureInfo.InvariantCulture,
            $"events.out.tfevents.{DateTimeOffset.UtcNow.ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}."
            + $"{Interlocked.Increment(ref s_files.Value) - 1}.v2");
        _file = OrdinaryFile.Grow(Path.Combine(folder, name), FileMode.CreateNew, FileShare.ReadWrite | FileShare.Delete);
        Write(new ProtoText().WriteText(3, "brain.Event:2").WriteMessage(10, new ProtoText().WriteText(1, "KerasDigits")), 0);
        Flush();
    }

    /// <summary>A summary of one value.</summary>
    public void Add(ProtoText value, long step) => Write(new ProtoText().WriteMessage(5, new ProtoText().WriteMessage(1, value)), step);

    /// <summary>Hands what was written to the system, so that others see it.</summary>
    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();

    private void Write(ProtoText what, long step)
    {
        ProtoText when = new ProtoText().WriteDouble(1, (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds);
        if (step != 0) { when.WriteWhole(2, step); }
        byte[] data = [.. when.ToArray(), .. what.ToArray()];
        byte[] record = new byte[data.Length + 16];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), ComputeMaskedSum(record.AsSpan(0, 8)));
        data.CopyTo(record, 12);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), ComputeMaskedSum(data));
        _file.Write(record);
    }

    private static uint ComputeMaskedSum(ReadOnlySpan<byte> data) => Checksum.Mask(Checksum.Extend(0, data));
}
