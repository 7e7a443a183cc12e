namespace KerasDigits.Notebook;

/// <summary>Runs cells and shows what they draw, as Jupyter's kernel does.</summary>
public sealed class InteractiveShell
{
    internal InteractiveShell() { }

    /// <summary>The number of the cell that runs: In [14] is 14. Pictures of the cell bear it.</summary>
    public int execution_count { get; private set; }

    /// <summary>
    /// <c>%matplotlib inline</c>: figures are 6 by 4 inches of 72 dots unless they say otherwise, cut to what is drawn, and shown when
    /// their cell ends.
    /// </summary>
    /// <param name="magic_name">Must be "matplotlib".</param>
    /// <param name="line">"inline", or "agg" for Matplotlib's own defaults.</param>
    /// <exception cref="NotSupportedException">Another magic.</exception>
    public void run_line_magic(string magic_name, string line)
    {
        if (magic_name != "matplotlib" || line is not ("inline" or "agg"))
        {
            throw new NotSupportedException("The magics are `%matplotlib inline` and `%matplotlib agg`. Received: "
                + $"`%{magic_name} {line}`.");
        }
        plt.IsInline = line == "inline";
    }

    /// <summary>Runs a cell, and then shows the figure that it left open.</summary>
    /// <param name="number">The cell's number.</param>
    /// <param name="cell">What it does.</param>
    public void run_cell(int number, Action cell)
    {
        execution_count = number;
        cell();
        if (plt.IsInline && plt.HasFigure) { plt.show(); }
    }
}
