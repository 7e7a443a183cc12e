namespace KerasDigits.Notebook;

/// <summary>Matplotlib's names of colour maps; ScottPlot has the tables of some.</summary>
internal static class ColorMap
{
    /// <summary>The map of what names none.</summary>
    public static string Default { get; set; } = mpl.cm.viridis;

    public static ScottPlot.IColormap Of(string? given)
    {
        string name = given ?? Default;
        bool reversed = name.EndsWith("_r", StringComparison.Ordinal);
        ScottPlot.IColormap map = (reversed ? name[..^2] : name) switch
        {
            "gray" or "grey" => new ScottPlot.Colormaps.Grayscale(),
            "binary" => new Backwards(new ScottPlot.Colormaps.Grayscale()),
            "viridis" => new ScottPlot.Colormaps.Viridis(),
            "plasma" => new ScottPlot.Colormaps.Plasma(),
            "inferno" => new ScottPlot.Colormaps.Inferno(),
            "magma" => new ScottPlot.Colormaps.Magma(),
            "turbo" => new ScottPlot.Colormaps.Turbo(),
            "jet" => new ScottPlot.Colormaps.Jet(),
            var other => ColorTables.Find(other)
                ?? throw new ArgumentException("cmap must be one of gray, binary, viridis, plasma, inferno, magma, turbo, jet, "
                    + $"{string.Join(", ", ColorTables.Names)}, or one of them with _r. Received: cmap='{name}'.", nameof(given)),
        };
        return reversed ? new Backwards(map) : map;
    }

    private sealed class Backwards(ScottPlot.IColormap map) : ScottPlot.IColormap
    {
        public string Name => map.Name + "_r";

        public ScottPlot.Color GetColor(double position) => map.GetColor(1 - position);
    }
}
