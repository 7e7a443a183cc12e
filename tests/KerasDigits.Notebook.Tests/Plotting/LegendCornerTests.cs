using KerasDigits.Notebook;
using SP = ScottPlot;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>The place of a legend that was given none.</summary>
public sealed class LegendCornerTests
{
    [Fact]
    public void Is_the_first_corner_that_covers_the_least()
    {
        double[] x = [0, 1, 2, 3, 4, 5], rising = [0, 7, 8.5, 9, 9, 9], falling = [9, 5, 2, 1, 0.5, 0];
        Assert.Equal(SP.Alignment.UpperRight, Best((x, falling)));
        Assert.Equal(SP.Alignment.UpperLeft, Best((x, [0, 0.1, 0.2, 1, 5, 9])));
        Assert.Equal(SP.Alignment.LowerRight, Best((x, rising)));
        Assert.Equal(SP.Alignment.LowerLeft, Best(([0, 1, 2, 3, 4, 5], [9, 9, 9, 9, 5, 0])));
        Assert.Equal(SP.Alignment.UpperRight, Best());
        Assert.Equal(SP.Alignment.UpperRight, Best((x, [double.NaN, double.NaN, 1, 1, 1, 1])));
    }

    private static SP.Alignment Best(params (double[] X, double[] Y)[] curves)
    {
        var corner = new LegendCorner();
        foreach (var (x, y) in curves) { corner.Note(x, y, line: true); }
        return corner.Best();
    }
}
