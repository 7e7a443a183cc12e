using System.Diagnostics;

namespace KerasDigits.Tests.Core;

/// <summary>Links are followed as the system follows them, and what processes that have ended left is removed.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string At(string path) => Path.Combine(_folder, path);

    [SkippableTheory]
    [InlineData("real/file", "real/file")]
    [InlineData("absolute", "real/file")]
    [InlineData("relative", "real/file")]
    [InlineData("chain", "real/file")]
    [InlineData("inner/up", "file")]
    [InlineData("linked/up", "file")]
    public void A_link_s_target_is_written(string path, string written)
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a right there");
        Directory.CreateDirectory(At("real"));
        Directory.CreateDirectory(At("inner"));
        File.CreateSymbolicLink(At("absolute"), At("real/file"));
        File.CreateSymbolicLink(At("relative"), "./real/file");
        File.CreateSymbolicLink(At("chain"), "relative");
        File.CreateSymbolicLink(At("inner/up"), "../file");
        Directory.CreateSymbolicLink(At("linked"), "inner");
        AtomicFile.WriteText(At(path), "text");
        Assert.Equal("text", File.ReadAllText(At(written)));
        Assert.True(path == written || new FileInfo(At(path)).LinkTarget is not null, "the link was replaced");
        Assert.Empty(Directory.EnumerateFiles(_folder, "*.tmp", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public void Links_in_a_circle_end_in_an_error()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need a right there");
        File.CreateSymbolicLink(At("a"), "b");
        File.CreateSymbolicLink(At("b"), "a");
        Assert.ThrowsAny<IOException>(() => AtomicFile.WriteText(At("a"), "text"));
    }

    [Fact]
    public void What_an_ended_process_left_goes_and_what_others_write_stays()
    {
        int ended;
        using (Process process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!)
        {
            ended = process.Id;
            process.WaitForExit();
        }
        string machine = Environment.MachineName;
        string[] gone = [$"file.{machine}.{ended}.1.tmp"];
        string[] kept = [$"file.{machine}.{Environment.ProcessId}.999.tmp", $"other.{machine}.{ended}.1.tmp", $"file.{machine}.x.1.tmp",
            $"file.{machine}.{ended}.tmp", $"file.elsewhere.{ended}.1.tmp"];
        foreach (string name in gone.Concat(kept)) { File.WriteAllText(At(name), ""); }
        AtomicFile.WriteText(At("file"), "text");
        Assert.Equal(kept.Append("file").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_of_the_greatest_length_is_written()
    {
        foreach (string name in (string[])[new('x', 255), new('ü', 127), new('y', 255 - 32)])
        {
            AtomicFile.WriteText(At(name), "text");
            Assert.Equal("text", File.ReadAllText(At(name)));
        }
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file()
    {
        AtomicFile.WriteText(At("file"), "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(At("file"), _ => throw new InvalidOperationException()));
        Assert.Equal("old", File.ReadAllText(At("file")));
        Assert.Single(Directory.EnumerateFiles(_folder));
    }
}
