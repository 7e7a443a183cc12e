using System.Diagnostics;
using KerasDigits.Notebook.Pandas;
using NumSharp;

namespace KerasDigits.Notebook.Tests;

/// <summary>Files that a notebook writes and reads are files: a pipe or device of that name is neither waited for nor replaced.</summary>
public sealed class PipeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notebook-pipes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory]
    [InlineData("table.csv")]
    [InlineData("figure.png")]
    [InlineData("figure.svg")]
    [InlineData("figure.pdf")]
    [InlineData("written.png")]
    [InlineData("saved.png")]
    [InlineData("read.png")]
    public void A_pipe_is_named(string name)
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string pipe = Path.Combine(_folder, name);
        using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
        NDArray image = np.array(new byte[,] { { 1, 2 }, { 3, 4 } });
        Action use = name switch
        {
            "table.csv" => () => new DataFrame(np.array(new[,] { { 1.0, 2 } }), ["a", "b"]).to_csv(pipe),
            "written.png" => () => cv2.imwrite(pipe, image),
            "saved.png" => () => plt.imsave(pipe, image),
            "read.png" => () => cv2.imread(pipe),
            _ => () =>
            {
                plt.plot(new double[] { 1, 2 });
                try { plt.savefig(pipe); }
                finally { plt.close(); }
            },
        };
        Exception? thrown = null;
        Assert.True(Task.Run(() => thrown = Record.Exception(use)).Wait(TimeSpan.FromSeconds(20)), $"{name}: it waits");
        Assert.Contains("is a pipe, a socket or a device", Assert.IsType<IOException>(thrown).Message, StringComparison.Ordinal);
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder));
    }

    /// <summary>pandas reads what comes through a pipe, and Python's open opens one.</summary>
    [SkippableFact]
    public void A_table_comes_through_a_pipe()
    {
        Skip.If(!OperatingSystem.IsLinux(), "pipes with names are Unix's");
        string pipe = Path.Combine(_folder, "piped.csv");
        using (Process made = Process.Start("mkfifo", pipe)) { made.WaitForExit(); }
        Task write = Task.Run(() => File.WriteAllText(pipe, "a,b\n1,2\n3,4\n"));
        Task<DataFrame> read = Task.Run(() => pd.read_csv(pipe));
        Assert.True(Task.WaitAll([write, read], TimeSpan.FromSeconds(20)), "it waits");
        Assert.Equal<FrameShape>((2, 2), read.Result.shape);
    }
}
