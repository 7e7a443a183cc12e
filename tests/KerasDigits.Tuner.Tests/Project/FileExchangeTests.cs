using KerasDigits.Tuner.Project;

namespace KerasDigits.Tuner.Tests.Project;

public sealed class FileExchangeTests
{
    [Fact]
    public void Longer_and_shorter_texts_replace_one_another_whole_and_no_spare_file_stays()
    {
        using var folder = new TemporaryFolder();
        var files = new FileExchange(folder.Path, "x");
        string a = Path.Combine(folder.Path, "a"), b = Path.Combine(folder.Path, "b");
        foreach (string text in (string[])["one", "a longer one", "2", "the third of them", ""])
        {
            files.Write(a, System.Text.Encoding.ASCII.GetBytes(text));
            files.Write(b, System.Text.Encoding.ASCII.GetBytes($"b {text}"));
            Assert.Equal((text, $"b {text}"), (File.ReadAllText(a), File.ReadAllText(b)));
        }
        files.Clear();
        Assert.Equal([a, b], Directory.GetFiles(folder.Path).Order());
    }

    [Fact]
    public void What_a_dead_process_left_is_never_written_over_where_it_is_a_file_in_use()
    {
        using var folder = new TemporaryFolder();
        string a = Path.Combine(folder.Path, "a"), b = Path.Combine(folder.Path, "b"), next = Path.Combine(folder.Path, "next");
        File.WriteAllText(a, "old");
        File.WriteAllText(b, "b");
        // As if it had died between two steps: a's text has a second name.
        File.WriteAllText(next, "a in use");
        File.Replace(next, a, Path.Combine(folder.Path, "x.spare.tmp"));
        File.CreateSymbolicLink(Path.Combine(folder.Path, "x.replaced.tmp"), a);
        var files = new FileExchange(folder.Path, "x");
        files.Write(b, "new"u8);
        files.Write(b, "newer"u8);
        Assert.Equal(("a in use", "newer"), (File.ReadAllText(a), File.ReadAllText(b)));
    }
}
