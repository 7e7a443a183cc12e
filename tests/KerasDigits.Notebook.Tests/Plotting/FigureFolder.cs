namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Figures go into a folder of the test's own, and nothing is printed.</summary>
public abstract class FigureFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("figures").FullName;

    private readonly string _before = plt.Folder;
    private readonly TextWriter _output = plt.Output;

    protected FigureFolder()
    {
        plt.close("all");
        (plt.Folder, plt.Output) = (Folder, TextWriter.Null);
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        plt.close("all");
        (plt.Folder, plt.Output) = (_before, _output);
        Directory.Delete(Folder, recursive: true);
    }
}
