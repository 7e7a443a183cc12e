using System.Buffers.Binary;
using System.IO.Compression;

namespace KerasDigits.Callbacks;

/// <summary>Pictures as PNG, without a graphics library: the core has none, and weights as pictures need no more.</summary>
internal static class PngFile
{
    /// <summary>8-bit pixels, rows from above; 1 (grey), 3 or 4 channels.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int width, int height, int channels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9]) = (8, (byte)(channels switch { 1 => 0, 3 => 2, _ => 6 }));
        WriteChunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels.Slice(row * width * channels, width * channels));
            }
        }
        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> kind, byte[] data)
    {
        byte[] four = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, data.Length);
        file.Write(four);
        byte[] body = [.. kind, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(four, ~ComputeSum(body));
        file.Write(four);
    }

    private static uint ComputeSum(byte[] data)
    {
        uint sum = 0xFFFFFFFF;
        foreach (byte b in data)
        {
            sum ^= b;
            for (int i = 0; i < 8; i++) { sum = (sum >> 1) ^ (0xEDB88320 & (uint)-(int)(sum & 1)); }
        }
        return sum;
    }
}
