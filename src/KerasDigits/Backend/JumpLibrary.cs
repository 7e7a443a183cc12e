using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Backend;

/// <summary>A library made in memory of functions in machine code that know addresses of this process. Linux on x64.</summary>
/// <remarks>.NET binds a native method to a name in a loaded library; this is the library for names that are to end
/// elsewhere.</remarks>
internal static partial class JumpLibrary
{
    // Pages that are read and run (headers, names, code), and one that the loader writes to (the dynamic section).
    private const int Page = 0x1000, Header = 64, ProgramHeader = 56, Segments = 4, Symbol = 24;

    /// <summary>Loads a library with the given functions; 0 where the system does not let memory be loaded.</summary>
    public static nint Load(params ReadOnlySpan<(string Name, byte[] Code)> functions)
    {
        byte[] image = Make(functions);
        int file = memfd_create("keras-digits-jumps", 1 /* closed in child programs */);
        if (file < 0) { return 0; }
        using var handle = new SafeFileHandle(file, ownsHandle: true);
        RandomAccess.Write(handle, image, 0);
        return NativeLibrary.TryLoad($"/proc/self/fd/{file}", out nint library) ? library : 0;
    }

    /// <summary>The code of a function that jumps to an address.</summary>
    public static byte[] MakeJump(nint address) => [0x48, 0xb8, .. BitConverter.GetBytes((long)address), 0xff, 0xe0]; // rax = address

    private static byte[] Make(ReadOnlySpan<(string Name, byte[] Code)> functions)
    {
        int count = functions.Length, namesLength = 1, codeLength = 0;
        foreach (var (name, machineCode) in functions)
        {
            namesLength += name.Length + 1;
            codeLength += Align(machineCode.Length);
        }
        int hash = Header + (Segments * ProgramHeader), symbols = Align(hash + (4 * (2 + count + count + 1))),
            names = symbols + (Symbol * (count + 1)), code = Align(names + namesLength), dynamicAt = (code + codeLength + Page - 1) & -Page;
        int length = 1;
        byte[] image = new byte[dynamicAt + Page];
        Span<byte> all = image;
        int buckets = hash + 8, chains = buckets + (4 * count);
        WriteU32(all, hash, (uint)count);
        WriteU32(all, hash + 4, (uint)count + 1);
        for (int i = 0; i < count; i++)
        {
            // The newest symbol of a bucket is in front.
            int bucket = buckets + (4 * (int)(Hash(functions[i].Name) % (uint)count)), symbol = symbols + (Symbol * (i + 1));
            all.Slice(bucket, 4).CopyTo(all[(chains + (4 * (i + 1)))..]);
            WriteU32(all, bucket, (uint)i + 1);
            WriteU32(all, symbol, (uint)length);
            all[symbol + 4] = 0x12; // global function
            BinaryPrimitives.WriteUInt16LittleEndian(all[(symbol + 6)..], 1);
            WriteU64(all, symbol + 8, code);
            WriteU64(all, symbol + 16, functions[i].Code.Length);
            length += Encoding.ASCII.GetBytes(functions[i].Name, all[(names + length)..]) + 1;
            functions[i].Code.CopyTo(all[code..]);
            code += Align(functions[i].Code.Length);
        }
        WriteHeaders(all, dynamicAt);
        (int Tag, int Value)[] dynamic = [(4, hash), (5, names), (6, symbols), (10, length), (11, Symbol)];
        for (int i = 0; i < dynamic.Length; i++)
        {
            WriteU64(all, dynamicAt + (16 * i), dynamic[i].Tag);
            WriteU64(all, dynamicAt + (16 * i) + 8, dynamic[i].Value);
        }
        return image;
    }

    private static void WriteHeaders(Span<byte> all, int dynamicAt)
    {
        // 64 bits, little endian, shared object, x86-64.
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(all);
        ((ReadOnlySpan<byte>)[3, 0, 62, 0, 1]).CopyTo(all[16..]);
        WriteU64(all, 32, Header);
        ((ReadOnlySpan<byte>)[Header, 0, ProgramHeader, 0, Segments]).CopyTo(all[52..]);
        (uint Kind, uint Rights, int At, int Size)[] segments =
        [
            (1, 5, 0, dynamicAt),             // loaded: read, run
            (1, 6, dynamicAt, Page),          // loaded: read, write
            (2, 6, dynamicAt, 16 * 6),        // the dynamic section, with the empty entry that ends it
            (0x6474e551, 6, 0, 0),            // the stack need not run
        ];
        for (int i = 0; i < Segments; i++)
        {
            int at = Header + (i * ProgramHeader);
            WriteU32(all, at, segments[i].Kind);
            WriteU32(all, at + 4, segments[i].Rights);
            for (int field = 8; field <= 24; field += 8) { WriteU64(all, at + field, segments[i].At); }
            WriteU64(all, at + 32, segments[i].Size);
            WriteU64(all, at + 40, segments[i].Size);
            WriteU64(all, at + 48, segments[i].Kind == 1 ? Page : 8);
        }
    }

    // ELF's own.
    private static uint Hash(string name)
    {
        uint hash = 0;
        foreach (char c in name)
        {
            hash = (hash << 4) + c;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }
        return hash;
    }

    private static int Align(int at) => (at + 15) & ~15;

    private static void WriteU32(Span<byte> image, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(image[at..], value);

    private static void WriteU64(Span<byte> image, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(image[at..], value);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
