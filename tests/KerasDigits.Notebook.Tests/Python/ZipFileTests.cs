using System.IO.Compression;

namespace KerasDigits.Notebook.Tests.Python;

public sealed class ZipFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-zip-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_written_outside_of_the_folder_nor_into_one_that_begins_with_its_name()
    {
        string file = Path.Combine(_folder, "a.zip"), target = Path.Combine(_folder, "out");
        using (ZipArchive archive = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            foreach (string name in new[] { "in/x.txt", "../y.txt", "../out-beside/z.txt" })
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(name);
            }
        }
        using ZippedFiles zipped = zipfile.ZipFile(file);
        Assert.Equal("in/x.txt", File.ReadAllText(zipped.extract("in/x.txt", target)));
        Assert.Equal("in/x.txt", File.ReadAllText(zipped.extract("in/x.txt", target + Path.DirectorySeparatorChar)));
        Assert.Throws<IOException>(() => zipped.extract("../y.txt", target));
        Assert.Throws<IOException>(() => zipped.extract("../out-beside/z.txt", target));
        Assert.False(Directory.Exists(Path.Combine(_folder, "out-beside")));
    }
}
