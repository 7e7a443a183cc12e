namespace KerasDigits.Notebook;

/// <summary>What <see cref="plt.subplots"/> gives: a grid of plots, or the one plot itself, as Matplotlib squeezes it: <c>(Figure fig, Axes ax) = plt.subplots(1, 1);</c></summary>
public sealed class AxesGrid
{
    private readonly Axes[,] _axes;

    internal AxesGrid(Axes[,] axes) => _axes = axes;

    /// <summary>The plot of a row and a column.</summary>
    public Axes this[int row, int column] => _axes[row, column];

    /// <summary>The plot of that number in a grid of one row or one column.</summary>
    /// <exception cref="ArgumentException">The grid has several rows and columns.</exception>
    public Axes this[int index] => _axes.GetLength(0) == 1 ? _axes[0, index] : _axes.GetLength(1) == 1 ? _axes[index, 0]
        : throw new ArgumentException($"A grid of {_axes.GetLength(0)} rows and {_axes.GetLength(1)} columns takes two indices: ax[row, column].");

    /// <summary>The plot of a grid of one.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator Axes(AxesGrid grid) => grid._axes.Length == 1 ? grid._axes[0, 0]
        : throw new InvalidOperationException($"There are {grid._axes.Length} plots: choose one by ax[row, column].");
}
