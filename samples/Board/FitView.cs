namespace Board;

/// <summary>Reads a fit, whoever wrote it.</summary>
internal interface IFitReader
{
    /// <summary>When something was last written.</summary>
    DateTime Changed { get; }

    FitData Read();
}

/// <summary>What a fit has written so far.</summary>
/// <param name="Curves">Its numbers.</param>
/// <param name="Warnings">What of it cannot be read.</param>
internal sealed record FitData(IReadOnlyList<Curve> Curves, IReadOnlyList<string> Warnings);

/// <summary>One number over the course of a fit.</summary>
/// <param name="Tag">Its name: curves of the same name stand in one plot.</param>
/// <param name="Axis">What X counts.</param>
/// <param name="Run">train, validation, or another folder of event files.</param>
/// <param name="X">Where.</param>
/// <param name="Y">The number; null: it is not finite.</param>
internal sealed record Curve(string Tag, string Axis, string Run, double[] X, double?[] Y);

/// <summary>Fits as the page gets them: a plot for each name, a line for each fit and run.</summary>
internal static class FitView
{
    /// <summary>As many points as a line may have: more than there are pixels are of no use.</summary>
    private const int Points = 1000;

    /// <summary>As many fits as are compared unless others are asked for.</summary>
    private const int Compared = 8;

    /// <param name="fits">The fits.</param>
    /// <param name="wanted">Which of them, by number; null: those that were written to last.</param>
    public static object Of(IReadOnlyList<(int Id, string Name, IFitReader Reader)> fits, IReadOnlyCollection<int>? wanted = null)
    {
        wanted ??= [.. fits.OrderByDescending(f => f.Reader.Changed).Take(Compared).Select(f => f.Id)];
        var read = fits.Where(f => wanted.Contains(f.Id)).Select(f => (Fit: f.Id, Data: f.Reader.Read())).ToList();
        return new
        {
            fits = fits.Select(f => new { id = f.Id, name = f.Name, shown = wanted.Contains(f.Id) }),
            plots = read.SelectMany(r => r.Data.Curves.Select(c => (r.Fit, Curve: Thin(c)))).GroupBy(c => c.Curve.Tag)
                .Select(g => new { name = g.Key, axis = g.First().Curve.Axis,
                    lines = g.Select(c => new { fit = c.Fit, run = c.Curve.Run, x = c.Curve.X, y = c.Curve.Y }) }),
            warnings = read.SelectMany(r => r.Data.Warnings),
        };
    }

    private static Curve Thin(Curve curve)
    {
        int all = curve.X.Length;
        if (all <= Points) { return curve; }
        int[] kept = [.. Enumerable.Range(0, Points).Select(i => (int)((long)i * (all - 1) / (Points - 1)))];
        return curve with { X = Array.ConvertAll(kept, i => curve.X[i]), Y = Array.ConvertAll(kept, i => curve.Y[i]) };
    }
}
