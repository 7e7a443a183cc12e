using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>What a legend's box covers.</summary>
public sealed class LegendTests
{
    private static readonly SKRect s_box = new(100, 100, 200, 150);

    [Theory]
    [InlineData(0, 0, 50, 50, 0)] // far away
    [InlineData(0, 125, 300, 125, 1)] // right through, no point of it inside
    [InlineData(120, 120, 300, 120, 2)] // a point inside, and a line that crosses
    [InlineData(0, 0, 99, 300, 0)] // passes beside
    [InlineData(0, 210, 210, 0, 1)] // cuts a corner
    public void Counts_points_inside_and_lines_that_cross(float x1, float y1, float x2, float y2, int badness) =>
        Assert.Equal(badness, Legend.ComputeBadness(s_box, [[new SKPoint(x1, y1), new SKPoint(x2, y2)]], []));

    [Fact]
    public void Counts_markers_inside() =>
        Assert.Equal(2, Legend.ComputeBadness(s_box, [], [new SKPoint(150, 120), new SKPoint(101, 149), new SKPoint(99, 120)]));
}
