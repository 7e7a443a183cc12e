namespace KerasDigits.Notebook;

/// <summary>Pictures of a hyperparameter search: scores over trials, parallel coordinates, learning curves by bracket.</summary>
/// <remarks>
/// They are drawn from the search's folder, which the tuner keeps up to date: a running search can be looked at too, and one of Python's
/// KerasTuner.
/// <code>
/// tuner.search(x, y, epochs: 10, validation_data: (vx, vy));
/// SearchPicture.Show(tuner.project_dir);
/// </code>
/// </remarks>
public static class SearchPicture
{
    /// <summary>Draws the search and shows it as <see cref="plt.show"/> does.</summary>
    /// <param name="project_dir">The search's folder, <c>tuner.project_dir</c>.</param>
    /// <returns>The PNG file.</returns>
    /// <exception cref="DirectoryNotFoundException">When it is not a project folder.</exception>
    /// <exception cref="InvalidDataException">When a file in it is broken.</exception>
    public static string Show(string project_dir)
    {
        Draw(SearchRecord.Read(project_dir));
        return plt.show();
    }

    /// <summary>Draws a search as the current figure, for <see cref="plt.savefig"/> and what else pyplot can do with it.</summary>
    /// <param name="record">What the search recorded.</param>
    /// <returns>The figure.</returns>
    /// <exception cref="ArgumentNullException">record is null.</exception>
    public static Figure Draw(SearchRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var panels = CurvePlot.ListPanels(record);
        int rows = panels.Count > 0 ? 3 : 2;
        Figure figure = plt.figure(figsize: (11, 4 * rows));
        ScorePlot.Draw(figure.add_subplot(rows, 1, 1), record);
        ParallelPlot.Draw(figure.add_subplot(rows, 1, 2), record);
        for (int i = 0; i < panels.Count; i++)
        {
            CurvePlot.Draw(figure.add_subplot(rows, panels.Count, (2 * panels.Count) + i + 1), record, panels[i].Title, panels[i].Curves);
        }
        return figure;
    }

    /// <summary>
    /// The bracket in which a configuration began: parallel searches of Python's write other numbers on its later rounds.
    /// </summary>
    internal static double? ReadBracket(SearchRecord record, SearchTrial trial)
    {
        SearchTrial first = trial;
        for (int left = record.Trials.Count; left > 0 && first.Parent is { } id
            && record.Trials.FirstOrDefault(t => t.Id == id) is { } parent; left--)
        {
            first = parent;
        }
        return first.ReadHyperband("bracket");
    }

    /// <summary>Smallest and largest score to show: all of them, unless some lie very far from most.</summary>
    internal static (double Low, double High) ComputeRange(double[] scores)
    {
        if (scores.Length == 0) { return (0, 1); }
        double[] sorted = [.. scores.Order()];
        double lower = sorted[sorted.Length / 4], upper = sorted[sorted.Length * 3 / 4], reach = 4 * (upper - lower);
        return reach == 0 ? (sorted[0], sorted[^1]) : (sorted.First(s => s >= lower - reach), sorted.Last(s => s <= upper + reach));
    }
}
