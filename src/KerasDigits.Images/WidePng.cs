using System.Buffers.Binary;
using System.IO.Compression;
using KerasDigits.Preprocessing.Images;

namespace KerasDigits.Images;

/// <summary>Grey PNG files of 16 bits, whose values Pillow keeps (mode "I") and Skia would cut to 8 bits.</summary>
/// <remarks>Source: the PNG specification, parts 5 (chunks), 9 (filters) and 11.2.2 (IHDR). Interlaced files are left to Skia.</remarks>
internal static class WidePng
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Whether the file is a grey PNG of 16 bits without interlacing.</summary>
    public static bool Is(byte[] file) => file.Length > 33 && file.AsSpan(0, 8).SequenceEqual(s_signature) && file[24] == 16
        && file[25] == 0 && file[28] == 0;

    /// <summary>Reads the values.</summary>
    public static Image Read(byte[] file)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), height = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20));
        SkiaImageCodec.CheckSize(width, height);
        using var packed = new MemoryStream();
        for (int at = 8; at + 12 <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12) { throw new InvalidDataException("The file is truncated."); }
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) { packed.Write(file, at + 8, length); }
            at += length + 12;
        }
        packed.Position = 0;
        using var unzip = new ZLibStream(packed, CompressionMode.Decompress);
        int rowBytes = width * 2;
        byte[] above = new byte[rowBytes], row = new byte[rowBytes + 1];
        int[] values = new int[width * height];
        for (int y = 0; y < height; y++)
        {
            try { unzip.ReadExactly(row); }
            catch (EndOfStreamException) { throw new InvalidDataException("The file is truncated."); }
            Unfilter(row[0], row.AsSpan(1), above);
            for (int x = 0; x < width; x++) { values[(y * width) + x] = BinaryPrimitives.ReadUInt16BigEndian(row.AsSpan(1 + (x * 2))); }
            row.AsSpan(1).CopyTo(above);
        }
        return new Image(width, height, values);
    }

    /// <summary>Writes values from 0 to 65535.</summary>
    public static void Write(Stream target, Image image)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            byte[] row = new byte[(image.width * 2) + 1];
            for (int y = 0; y < image.height; y++)
            {
                for (int x = 0; x < image.width; x++)
                {
                    BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(1 + (x * 2)),
                        (ushort)Math.Clamp(image.Values[(y * image.width) + x], 0, ushort.MaxValue));
                }
                zip.Write(row);
            }
        }
        target.Write(s_signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.height);
        header[8] = 16;
        WriteChunk(target, "IHDR"u8, header);
        WriteChunk(target, "IDAT"u8, packed.ToArray());
        WriteChunk(target, "IEND"u8, []);
    }

    private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        for (int i = 0; i < row.Length; i++)
        {
            int left = i < 2 ? 0 : row[i - 2], up = above[i], corner = i < 2 ? 0 : above[i - 2];
            row[i] += (byte)(filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => PredictPaeth(left, up, corner),
                _ => throw new InvalidDataException($"PNG has the filters 0 to 4; this file has {filter}."),
            });
        }
    }

    private static int PredictPaeth(int left, int up, int corner)
    {
        int guess = left + up - corner, a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    private static void WriteChunk(Stream target, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(content.Length + 8), ComputeCrc(chunk.AsSpan(4, content.Length + 4)));
        target.Write(chunk);
    }

    private static uint ComputeCrc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) { crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1; }
        }
        return ~crc;
    }
}
