using System.Runtime.InteropServices;

namespace KerasDigits.Backend;

/// <summary>
/// Catches what the engine throws where TorchSharp's native functions let it through, so that it ends up as the exception that TorchSharp
/// throws everywhere else. Without it the C++ runtime ends the process: some of the functions catch nothing (a product of shapes that do
/// not fit, a gradient that the engine does not have), the others only two kinds of exceptions (not those of its convolutions).
/// </summary>
/// <remarks>In front of each function stand a few lines of machine code that call it, with a table beside them by which the C++ runtime
/// finds there what catches (Itanium C++ ABI, and DWARF's .eh_frame). It hands the exception's text to <see cref="Note"/> and gives 0
/// back; TorchSharp then asks for the text.</remarks>
internal static unsafe class EngineCatches
{
    /// <summary>The function by which TorchSharp asks whether there was an error.</summary>
    public const string Asking = "THSTorch_get_and_reset_last_err";

    /// <summary>How many arguments a function may have: six in registers, the others on the stack.</summary>
    public const int MostArguments = 6 + (2 * Pairs);

    // Pairs of words on the stack; where a guard calls the function, where it goes on after an exception, and where it ends.
    private const int Pairs = 7, Call = 8 + (Pairs * 11) + 10, Landing = Call + 4, End = Landing + 55;

    private static readonly ThreadSlot<string?> s_noted = new("what the engine threw where TorchSharp does not catch it");
    private static delegate* unmanaged<nint> s_ask;
    private static int* s_count;

    /// <summary>The code that runs before functions; none where the system has no C++ runtime of the known kind.</summary>
    /// <param name="functions">Where they stand.</param>
    public static Dictionary<string, byte[]> MakeCode(Dictionary<string, nint> functions)
    {
        var code = new Dictionary<string, byte[]>(functions.Count);
        if (!functions.TryGetValue(Asking, out nint ask) || !NativeLibrary.TryLoad("libstdc++.so.6", out nint cpp)
            || !NativeLibrary.TryGetExport(cpp, "__cxa_begin_catch", out nint begin)
            || !NativeLibrary.TryGetExport(cpp, "__cxa_end_catch", out nint end)) { return code; }
        s_ask = (delegate* unmanaged<nint>)ask;
        s_count = (int*)NativeMemory.AllocZeroed(sizeof(int));
        foreach (var (name, address) in functions) { code[name] = MakeGuard(address, begin, end); }
        code[Asking] = MakeAsking(ask);
        return code;
    }

    /// <summary>Tells the C++ runtime what catches in the guards, now that they have addresses.</summary>
    /// <returns>False where that runtime is another: the guards must not be used then.</returns>
    public static bool Register(nint library, IEnumerable<string> names)
    {
        if (s_count is null || !NativeLibrary.TryLoad("libstdc++.so.6", out nint cpp)
            || !NativeLibrary.TryGetExport(cpp, "__gxx_personality_v0", out nint personality)
            || !NativeLibrary.TryGetExport(cpp, "_ZTISt9exception", out nint exception)
            || !NativeLibrary.TryLoad("libgcc_s.so.1", out nint unwinder)
            || !NativeLibrary.TryGetExport(unwinder, "__register_frame", out nint register)) { return false; }
        nint[] guards = [.. names.Where(n => n != Asking).Select(n => NativeLibrary.GetExport(library, n))];
        nint frames = Keep(MakeFrames(guards, personality, Keep(MakeCatch(exception))));
        ((delegate* unmanaged<nint, void>)register)(frames);
        return true;
    }

    /// <summary>Calls a function with what it was called with and catches std::exception.</summary>
    private static byte[] MakeGuard(nint function, nint begin, nint end)
    {
        byte[] code =
        [
            0x55, 0x48, 0x89, 0xe5, 0x48, 0x83, 0xec, Pairs * 16,                           // push rbp; mov rbp, rsp; room on the stack
            .. new byte[Pairs * 11],
            0x48, 0xb8, .. MakeWord(function), 0xff, 0xd0, 0xc9, 0xc3,                          // call function; leave; ret
            0x48, 0x89, 0xc7, 0x48, 0xb8, .. MakeWord(begin), 0xff, 0xd0,                       // rax = begin_catch(rax)
            0x48, 0x89, 0xc7, 0x48, 0x8b, 0x0f, 0xff, 0x51, 0x10,                           // rax = rax->what()
            0x48, 0x89, 0xc7, 0x48, 0xb8, .. MakeWord((nint)(delegate* unmanaged<nint, void>)&Note), 0xff, 0xd0,
            0x48, 0xb8, .. MakeWord(end), 0xff, 0xd0, 0x31, 0xc0, 0xc9, 0xc3,                   // end_catch(); return 0
        ];
        for (byte i = 0; i < Pairs; i++)
        {
            // movups xmm8, [rbp + 16 (i + 1)]; movups [rsp + 16 i], xmm8: what was given on the stack.
            ((ReadOnlySpan<byte>)[0x44, 0x0f, 0x10, 0x45, (byte)(16 * (i + 1)), 0x44, 0x0f, 0x11, 0x44, 0x24,
                (byte)(16 * i)]).CopyTo(code.AsSpan(8 + (i * 11)));
        }
        return code;
    }

    /// <summary>TorchSharp asks often: only where something was noted is it told by managed code.</summary>
    private static byte[] MakeAsking(nint ask) =>
    [
        0x48, 0xb8, .. MakeWord((nint)s_count), 0x83, 0x38, 0x00, 0x75, 0x0c, 0x48, 0xb8, .. MakeWord(ask), 0xff, 0xe0,
        0x48, 0xb8, .. MakeWord((nint)(delegate* unmanaged<nint>)&Tell), 0xff, 0xe0,
    ];

    /// <summary>The table that says: what is thrown in the call and is a std::exception lands at <see cref="Landing"/>.</summary>
    private static byte[] MakeCatch(nint exception)
    {
        byte[] calls = [.. MakeHalf(Call), .. MakeHalf(2), .. MakeHalf(Landing), 1];
        byte[] actions = [1, 0];
        return
        [
            0xff, 0x00, (byte)(2 + calls.Length + actions.Length + 8), // no other start; absolute types, which end behind this
            0x03, (byte)calls.Length, .. calls, .. actions, .. MakeWord(exception),
        ];
    }

    /// <summary>How the unwinder leaves guards: a common entry, an entry for each, the end.</summary>
    private static byte[] MakeFrames(nint[] guards, nint personality, nint table)
    {
        byte[] common = Pad([.. MakeHalf(0), 1, (byte)'z', (byte)'P', (byte)'L', (byte)'R', 0, 1, 0x78, 16, 11, 0,
            .. MakeWord(personality), 0, 0, 0x0c, 7, 8, 0x90, 1]); // the caller's frame is rsp + 8, the return address in front of it
        var frames = new MemoryStream();
        frames.Write([.. MakeHalf(common.Length), .. common]);
        foreach (nint guard in guards)
        {
            byte[] own = Pad([.. MakeHalf((int)frames.Length + 4), .. MakeWord(guard), .. MakeWord(End), 8, .. MakeWord(table),
                0x41, 0x0e, 16, 0x86, 2, 0x43, 0x0d, 6]); // behind push rbp: rsp + 16; behind mov: rbp + 16
            frames.Write([.. MakeHalf(own.Length), .. own]);
        }
        frames.Write(MakeHalf(0));
        return frames.ToArray();
    }

    private static byte[] Pad(byte[] entry) => [.. entry, .. new byte[(8 - ((entry.Length + 4) % 8)) % 8]];

    private static byte[] MakeWord(nint value) => BitConverter.GetBytes((long)value);

    private static byte[] MakeHalf(int value) => BitConverter.GetBytes(value);

    private static nint Keep(byte[] bytes)
    {
        void* kept = NativeMemory.AlignedAlloc((nuint)bytes.Length, 16);
        bytes.CopyTo(new Span<byte>(kept, bytes.Length));
        return (nint)kept;
    }

    [UnmanagedCallersOnly]
    private static void Note(nint text)
    {
        if (s_noted.Value is null) { Interlocked.Increment(ref *s_count); }
        s_noted.Value = Marshal.PtrToStringUTF8(text) ?? "";
    }

    [UnmanagedCallersOnly]
    private static nint Tell()
    {
        if (s_noted.Value is not { } noted) { return s_ask(); }
        s_noted.Value = null;
        Interlocked.Decrement(ref *s_count);
        return Marshal.StringToCoTaskMemUTF8(noted);
    }
}
