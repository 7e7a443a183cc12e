using System.Buffers.Binary;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>Writes LevelDB's table format as TensorFlow does: plain blocks of 256 KiB, a full key at every 16th entry.</summary>
/// <remarks>Source: tensorflow, tsl/lib/io/table_builder.cc and block_builder.cc.</remarks>
internal static class SortedTableWriter
{
    private const int BlockSize = 262144, DataRestart = 16;

    /// <param name="stream">Stream that the bytes go to.</param>
    /// <param name="entries">Keys, rising by their bytes, with values.</param>
    public static void Write(Stream stream, IEnumerable<(byte[] Key, byte[] Value)> entries)
    {
        var index = new BlockBuilder(1);
        var data = new BlockBuilder(DataRestart);
        byte[] last = [];
        long at = 0;
        foreach (var (key, value) in entries)
        {
            if (data.Count > 0 && data.Size + key.Length + value.Length >= BlockSize) { Flush(); }
            data.Add(key, value);
            last = key;
        }
        if (data.Count > 0) { Flush(); }
        byte[] meta = Finish(new BlockBuilder(1)), root = Finish(index);
        stream.Write([.. meta, .. root, .. new byte[40 - meta.Length - root.Length]]);
        Span<byte> magic = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(magic, SortedTable.Magic);
        stream.Write(magic);

        void Flush()
        {
            index.Add(last, Finish(data));
            data = new BlockBuilder(DataRestart);
        }

        byte[] Finish(BlockBuilder block)
        {
            byte[] content = block.Finish();
            Span<byte> trailer = stackalloc byte[SortedTable.TrailerSize];
            trailer.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(trailer[1..],
                Checksum.Mask(Checksum.Extend(Checksum.Extend(0, content), trailer[..1])));
            stream.Write(content);
            stream.Write(trailer);
            var handle = new MemoryStream();
            Varints.Write(handle, (ulong)at);
            Varints.Write(handle, (ulong)content.Length);
            at += content.Length + trailer.Length;
            return handle.ToArray();
        }
    }

    private sealed class BlockBuilder(int restart)
    {
        private readonly MemoryStream _content = new();
        private readonly List<uint> _restarts = [0];
        private byte[] _last = [];

        public int Count { get; private set; }

        public long Size => _content.Length;

        public void Add(byte[] key, byte[] value)
        {
            int shared = 0;
            if (Count > 0 && Count % restart == 0) { _restarts.Add((uint)_content.Length); }
            else { shared = _last.AsSpan().CommonPrefixLength(key); }
            Varints.Write(_content, (ulong)shared);
            Varints.Write(_content, (ulong)(key.Length - shared));
            Varints.Write(_content, (ulong)value.Length);
            _content.Write(key.AsSpan(shared));
            _content.Write(value);
            (_last, Count) = (key, Count + 1);
        }

        public byte[] Finish()
        {
            Span<byte> number = stackalloc byte[sizeof(uint)];
            foreach (uint place in _restarts.Append((uint)_restarts.Count))
            {
                BinaryPrimitives.WriteUInt32LittleEndian(number, place);
                _content.Write(number);
            }
            return _content.ToArray();
        }
    }
}
