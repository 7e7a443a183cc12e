using System.IO.MemoryMappedFiles;
using NumSharp;
using NumSharp.Backends.Unmanaged;

namespace KerasDigits.Backend;

/// <summary>
/// Arrays whose values stay in a file: the system reads the pages that are looked at and drops them when memory is short. What is written
/// to such an array stays in memory and does not reach the file.
/// </summary>
internal static unsafe class MappedArrays
{
    /// <summary>Numbers of a file, row by row, as they lie there.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <param name="offset">Where the numbers begin.</param>
    /// <param name="dims">The array's axes.</param>
    /// <param name="type">The numbers' type.</param>
    /// <param name="passing">Whether the file is deleted when the array is gone.</param>
    public static NDArray Open(string path, long offset, long[] dims, NPTypeCode type, bool passing = false)
    {
        long count = dims.Aggregate(1L, (a, b) => a * b), bytes = count * type.SizeOf();
        if (count == 0) { return new NDArray(type, new NumSharp.Shape(dims), false); }
        var stream = OrdinaryFile.Open(path, buffer: 1, FileShare.ReadWrite | FileShare.Delete,
            passing ? FileOptions.DeleteOnClose : FileOptions.None);
        var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.CopyOnWrite, HandleInheritability.None,
            leaveOpen: false);
        MemoryMappedViewAccessor view = file.CreateViewAccessor(offset, bytes, MemoryMappedFileAccess.CopyOnWrite);
        // Where the system keeps a file that is open, nothing is left even if the process is killed.
        if (passing && !OperatingSystem.IsWindows()) { File.Delete(path); }
        byte* first = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref first);
        void Release()
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
        return new NDArray(Slice(type, first + view.PointerOffset, count, Release), new NumSharp.Shape(dims));
    }

    private static IArraySlice Slice(NPTypeCode type, byte* first, long count, Action release) => type switch
    {
        NPTypeCode.Single => Slice<float>(first, count, release),
        NPTypeCode.Double => Slice<double>(first, count, release),
        NPTypeCode.Half => Slice<Half>(first, count, release),
        NPTypeCode.Byte => Slice<byte>(first, count, release),
        NPTypeCode.SByte => Slice<sbyte>(first, count, release),
        NPTypeCode.Int16 => Slice<short>(first, count, release),
        NPTypeCode.Int32 => Slice<int>(first, count, release),
        NPTypeCode.Int64 => Slice<long>(first, count, release),
        _ => throw new NotSupportedException($"Numbers of the type {type} cannot stay in a file."),
    };

    private static IArraySlice Slice<T>(byte* first, long count, Action release) where T : unmanaged =>
        new ArraySlice<T>(new UnmanagedMemoryBlock<T>((T*)first, count, release));
}
