namespace KerasDigits.Saving.Hdf5;

/// <summary>A block of the user's own in front of an HDF5 file (h5py's userblock_size, h5repack -u): the file begins behind 512, 1,024,
/// 2,048 … bytes, and its addresses count from there.</summary>
/// <remarks>What the superblock itself says of its place is out of date where a block was added or cut off later, so only the place where
/// it is found counts, as in the HDF5 library. Source: HDF5 File Format Specification 3.0, II.A.</remarks>
internal static class H5UserBlock
{
    private const int Smallest = 512;

    /// <summary>What every superblock begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>The size of the block: 0 where there is none, and where no superblock is found.</summary>
    public static long Measure(Stream file)
    {
        Span<byte> begin = stackalloc byte[8];
        for (long at = 0; at <= file.Length - begin.Length; at = at == 0 ? Smallest : 2 * at)
        {
            file.Position = at;
            if (file.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual(Signature))
            {
                return at;
            }
        }
        return 0;
    }

    /// <summary>Where the superblock that a file begins with says how many bytes stand before it.</summary>
    public static (long Start, long End) FindAddress(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        if (file.Length < head.Length) { return default; }
        file.Position = 0;
        file.ReadExactly(head);
        (int at, int size) = head[8] switch { 0 => (24, head[13]), 1 => (28, head[13]), _ => (12, head[9]) };
        return (at, at + size);
    }
}
