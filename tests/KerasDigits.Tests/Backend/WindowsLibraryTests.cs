using System.Text;
using KerasDigits.Backend;

namespace KerasDigits.Tests.Backend;

/// <summary>What TorchSharp's library for Windows asks of libtorch is looked up in the files before Windows loads them.</summary>
public sealed class WindowsLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-pe-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Missing_functions_are_named_in_a_sentence()
    {
        string binding = Write("LibTorchSharp.dll",
            Library([("torch_cpu.dll", ["here", "gone", "lost"]), ("KERNEL32.dll", ["Sleep"])], []));
        Write("torch_cpu.dll", Library([], ["also", "here"]));
        string fault = Assert.IsType<string>(WindowsLibrary.FindFault(binding, _folder));
        Assert.StartsWith("LibTorchSharp.dll asks for 2 functions that the libtorch beside it does not have, gone of torch_cpu.dll for "
            + "example", fault, StringComparison.Ordinal);
        Assert.Contains("issue 1567", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_that_finds_everything_is_loaded()
    {
        string binding = Write("LibTorchSharp.dll", Library([("torch_cpu.dll", ["here"]), ("KERNEL32.dll", ["Sleep"])], []));
        Write("torch_cpu.dll", Library([], ["also", "here"]));
        Assert.Null(WindowsLibrary.FindFault(binding, _folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70)]
    [InlineData(300)]
    [InlineData(540)]
    public void A_file_that_is_none_is_left_to_Windows(int length)
    {
        byte[] image = Library([("torch_cpu.dll", ["here"])], []);
        string binding = Write("LibTorchSharp.dll", image[..length]);
        Write("torch_cpu.dll", Library([], ["also"]));
        Assert.Null(WindowsLibrary.FindFault(binding, _folder));
    }

    [SkippableTheory]
    [InlineData("win-x64")]
    [InlineData("win-arm64")]
    public void TorchSharps_own_files_are_read(string machine)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "runtimes", machine, "native", "LibTorchSharp.dll");
        Skip.IfNot(File.Exists(file), $"The output folder has no {file}.");
        var imports = WindowsLibrary.ReadImports(file);
        Assert.Contains(imports, i => i.Library == "torch_cpu.dll" && i.Functions.Length > 100);
        Assert.Contains("THSTensor_dispose", WindowsLibrary.ReadExports(file));
    }

    private string Write(string name, byte[] image)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, image);
        return path;
    }

    /// <summary>A 64-bit library of one section (at 0x1000 in memory, 0x200 in the file) that holds nothing but its tables.</summary>
    private static byte[] Library((string Library, string[] Functions)[] imports, string[] exports)
    {
        const int Memory = 0x1000, File = 0x200;
        var data = new List<byte>();
        int Here() => Memory + data.Count;
        void U32(int value) => data.AddRange(BitConverter.GetBytes(value));
        int Text(string text, int hint = 0)
        {
            int at = Here();
            data.AddRange(new byte[hint]);
            data.AddRange(Encoding.ASCII.GetBytes(text + "\0"));
            return at;
        }
        int Table(int[] entries, int size)
        {
            int at = Here();
            foreach (int entry in entries) { data.AddRange(size == 8 ? BitConverter.GetBytes((long)entry) : BitConverter.GetBytes(entry)); }
            return at;
        }
        var wanted = imports.Select(i => (Name: Text(i.Library), Functions: Table([.. i.Functions.Select(f => Text(f, hint: 2)), 0], 8)))
            .ToArray();
        int names = Table([.. exports.Select(e => Text(e))], 4), importTable = Here();
        foreach (var (name, functions) in wanted) { foreach (int field in (int[])[functions, 0, 0, name, functions]) { U32(field); } }
        data.AddRange(new byte[20]);
        int exportTable = Here();
        foreach (int field in (int[])[0, 0, 0, 0, 1, exports.Length, exports.Length, 0, names, 0]) { U32(field); }

        byte[] image = new byte[File + data.Count];
        "MZ"u8.CopyTo(image);
        image[0x3c] = 0x40;
        "PE\0\0"u8.CopyTo(image.AsSpan(0x40));
        void Put(int at, int value, int size) => BitConverter.GetBytes(value).AsSpan(0, size).CopyTo(image.AsSpan(at));
        Put(0x46, 1, 2);              // sections
        Put(0x54, 240, 2);            // size of the optional header
        Put(0x58, 0x20b, 2);          // 64 bits
        Put(0x58 + 108, 16, 4);       // tables
        Put(0x58 + 112, exports.Length > 0 ? exportTable : 0, 4);
        Put(0x58 + 120, importTable, 4);
        Put(0x58 + 240 + 8, data.Count, 4);
        Put(0x58 + 240 + 12, Memory, 4);
        Put(0x58 + 240 + 16, data.Count, 4);
        Put(0x58 + 240 + 20, File, 4);
        data.CopyTo(image, File);
        return image;
    }
}
