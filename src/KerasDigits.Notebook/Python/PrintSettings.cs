namespace KerasDigits.Notebook;

/// <summary>What <c>np.printoptions</c> gives: at its end arrays are printed as before.</summary>
public sealed class PrintSettings : IDisposable
{
    private readonly PrintOptions _before;

    internal PrintSettings(PrintOptions before) => _before = before;

    /// <summary>Ends the settings.</summary>
    public void Dispose() => PrintOptions.Current = _before;
}
