using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>C#'s indices and ranges as places among so many rows or columns. Ends beyond them are cut off, as in Python.</summary>
internal static class Places
{
    public static int ResolveOne(Index index, int length)
    {
        int place = index.GetOffset(length);
        return place >= 0 && place < length
            ? place
            : throw new IndexOutOfRangeException($"single positional indexer is out-of-bounds: {index} of {length}.");
    }

    public static (int Start, int Count) Cut(Range range, int length)
    {
        int start = Math.Clamp(range.Start.GetOffset(length), 0, length);
        int end = Math.Clamp(range.End.GetOffset(length), 0, length);
        return (start, Math.Max(0, end - start));
    }

    /// <summary>Places of which negative ones count from the end.</summary>
    public static int[] ResolveMany(int[] places, int length) =>
        Array.ConvertAll(places, p => p < length && p >= -length ? p < 0 ? p + length : p
        : throw new IndexOutOfRangeException($"positional indexers are out-of-bounds: {p} of {length}."));

    public static int[] Of(NDArray places) => Array.ConvertAll(Buffers.Flatten<long>(places, NPTypeCode.Int64), p => checked((int)p));

    public static int[] ListAll(int count) => [.. Enumerable.Range(0, count)];
}
