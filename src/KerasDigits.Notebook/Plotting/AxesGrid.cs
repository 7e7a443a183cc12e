namespace KerasDigits.Notebook;

/// <summary>
/// What <c>plt.subplots(2, 2)</c> gives: a grid of plots, or the one plot itself, as Matplotlib squeezes it:
/// <c>(Figure fig, Axes ax) = plt.subplots(1, 1);</c>
/// </summary>
public sealed class AxesGrid
{
    private readonly Axes[,] _axes;

    internal AxesGrid(Axes[,] axes) => _axes = axes;

    /// <summary>The plot of a row and a column.</summary>
    /// <param name="row">Number of the row, from 0.</param>
    /// <param name="column">Number of the column, from 0.</param>
    public Axes this[int row, int column] => _axes[row, column];

    /// <summary>The plot of that number in a grid of one row or one column.</summary>
    /// <param name="index">Number of the plot, from 0.</param>
    /// <exception cref="ArgumentException">The grid has several rows and columns.</exception>
    public Axes this[int index] => _axes.GetLength(0) == 1 ? _axes[0, index] : _axes.GetLength(1) == 1 ? _axes[index, 0]
        : throw new ArgumentException($"A grid of {_axes.GetLength(0)} rows and "
            + $"{_axes.GetLength(1)} columns takes two indices: ax[row, column].");

    /// <summary>All plots, row by row: <c>foreach (var ax in axes.flatten())</c>.</summary>
    public Axes[] flatten() => [.. _axes.Cast<Axes>()];

    /// <inheritdoc cref="flatten"/>
    public Axes[] ravel() => flatten();

    /// <inheritdoc cref="flatten"/>
    public Axes[] flat => flatten();

    /// <summary>How many rows and columns there are.</summary>
    public (int rows, int columns) shape => (_axes.GetLength(0), _axes.GetLength(1));

    /// <summary>The plots of a grid of one row or column, one after the other.</summary>
    public IEnumerator<Axes> GetEnumerator() => flatten().AsEnumerable().GetEnumerator();

    /// <summary>Takes a grid of two plots apart: <c>var (fig, (ax1, ax2)) = plt.subplots(1, 2);</c></summary>
    /// <param name="first">The first plot.</param>
    /// <param name="second">The second plot.</param>
    /// <exception cref="ArgumentException">There are more or fewer plots.</exception>
    public void Deconstruct(out Axes first, out Axes second)
    {
        Axes[] two = Of(2);
        (first, second) = (two[0], two[1]);
    }

    /// <summary>Takes a grid of three plots apart.</summary>
    /// <param name="first">The first plot.</param>
    /// <param name="second">The second plot.</param>
    /// <param name="third">The third plot.</param>
    /// <exception cref="ArgumentException">There are more or fewer plots.</exception>
    public void Deconstruct(out Axes first, out Axes second, out Axes third)
    {
        Axes[] three = Of(3);
        (first, second, third) = (three[0], three[1], three[2]);
    }

    private Axes[] Of(int count) => _axes.Length == count ? flatten()
        : throw new InvalidOperationException($"There are {_axes.Length} plots, which cannot be taken apart into {count}.");

    /// <summary>The plot of a grid of one.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public static implicit operator Axes(AxesGrid grid) => grid._axes.Length == 1 ? grid._axes[0, 0]
        : throw new InvalidOperationException($"There are {grid._axes.Length} plots: choose one by ax[row, column].");
}
