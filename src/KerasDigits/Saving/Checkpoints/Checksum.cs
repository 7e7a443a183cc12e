using System.Buffers.Binary;
using System.Numerics;

namespace KerasDigits.Saving.Checkpoints;

/// <summary>CRC-32C, and the masked form in which TensorFlow stores it.</summary>
/// <remarks>Source: tensorflow, tsl/lib/hash/crc32c.h.</remarks>
internal static class Checksum
{
    private const uint MaskDelta = 0xa282ead8;

    /// <summary>The checksum of bytes after others; 0 is that of none.</summary>
    public static uint Extend(uint crc, ReadOnlySpan<byte> data)
    {
        uint state = ~crc;
        while (data.Length >= sizeof(ulong))
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(data));
            data = data[sizeof(ulong)..];
        }
        foreach (byte b in data) { state = BitOperations.Crc32C(state, b); }
        return ~state;
    }

    public static uint Mask(uint crc) => BitOperations.RotateRight(crc, 15) + MaskDelta;

    public static uint Unmask(uint masked) => BitOperations.RotateLeft(masked - MaskDelta, 15);
}
