using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace KerasDigits.Backend;

/// <summary>A library made in memory whose functions jump to addresses of this process. Linux on x64.</summary>
/// <remarks>.NET binds a native method to a name in a loaded library; this is the library for names that are to end in managed
/// code.</remarks>
internal static partial class JumpLibrary
{
    // One page that is read and run (headers, names, code) and one that the loader writes to (the dynamic section).
    private const int Page = 0x1000, Header = 64, ProgramHeader = 56, Segments = 4, Symbol = 24, Jump = 12;

    /// <summary>Loads a library with the given functions; 0 where the system does not let memory be loaded.</summary>
    public static nint Load(params ReadOnlySpan<(string Name, nint Address)> functions)
    {
        byte[] image = Make(functions);
        int file = memfd_create("keras-digits-jumps", 1 /* closed in child programs */);
        if (file < 0) { return 0; }
        using var handle = new SafeFileHandle(file, ownsHandle: true);
        RandomAccess.Write(handle, image, 0);
        return NativeLibrary.TryLoad($"/proc/self/fd/{file}", out nint library) ? library : 0;
    }

    private static byte[] Make(ReadOnlySpan<(string Name, nint Address)> functions)
    {
        int count = functions.Length;
        int hash = Header + (Segments * ProgramHeader), symbols = Align(hash + (4 * (3 + count + 1))),
            names = symbols + (Symbol * (count + 1));
        int length = 1;
        byte[] image = new byte[2 * Page];
        Span<byte> all = image;
        int code = Align(names + 1 + functions.ToArray().Sum(f => f.Name.Length + 1));

        // The hash table with a single bucket: a chain of all symbols.
        WriteU32(all, hash, 1);
        WriteU32(all, hash + 4, (uint)count + 1);
        WriteU32(all, hash + 8, 1);
        for (int i = 0; i < count; i++)
        {
            WriteU32(all, hash + 16 + (4 * i), i + 1 < count ? (uint)i + 2 : 0);
            int symbol = symbols + (Symbol * (i + 1)), at = code + (i * Align(Jump));
            WriteU32(all, symbol, (uint)length);
            all[symbol + 4] = 0x12; // global function
            BinaryPrimitives.WriteUInt16LittleEndian(all[(symbol + 6)..], 1);
            WriteU64(all, symbol + 8, at);
            WriteU64(all, symbol + 16, Jump);
            length += Encoding.ASCII.GetBytes(functions[i].Name, all[(names + length)..]) + 1;
            ((ReadOnlySpan<byte>)[0x48, 0xb8]).CopyTo(all[at..]); // mov rax, address
            WriteU64(all, at + 2, functions[i].Address);
            ((ReadOnlySpan<byte>)[0xff, 0xe0]).CopyTo(all[(at + 10)..]); // jmp rax
        }
        WriteHeaders(all);
        (int Tag, int Value)[] dynamic = [(4, hash), (5, names), (6, symbols), (10, length), (11, Symbol)];
        for (int i = 0; i < dynamic.Length; i++)
        {
            WriteU64(all, Page + (16 * i), dynamic[i].Tag);
            WriteU64(all, Page + (16 * i) + 8, dynamic[i].Value);
        }
        return image;
    }

    private static void WriteHeaders(Span<byte> all)
    {
        // 64 bits, little endian, shared object, x86-64.
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(all);
        ((ReadOnlySpan<byte>)[3, 0, 62, 0, 1]).CopyTo(all[16..]);
        WriteU64(all, 32, Header);
        ((ReadOnlySpan<byte>)[Header, 0, ProgramHeader, 0, Segments]).CopyTo(all[52..]);
        (uint Kind, uint Rights, int At, int Size)[] segments =
        [
            (1, 5, 0, Page),                  // loaded: read, run
            (1, 6, Page, Page),               // loaded: read, write
            (2, 6, Page, 16 * 6),             // the dynamic section, with the empty entry that ends it
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

    private static int Align(int at) => (at + 15) & ~15;

    private static void WriteU32(Span<byte> image, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(image[at..], value);

    private static void WriteU64(Span<byte> image, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(image[at..], value);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
