using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Arrows and violins.</summary>
[Collection("plt")] // its figures are the process's
public sealed class VectorTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".png");

    public void Dispose()
    {
        plt.close("all");
        File.Delete(_file);
    }

    [Fact]
    public void Arrows_lie_in_their_direction_and_heads_at_their_ends()
    {
        var (fig, ax) = plt.subplots(figsize: (4, 4));
        ax.set_xlim(0, 10);
        ax.set_ylim(0, 10);
        ax.axis("off");
        // In the plot's own values: from (2, 2) to (8, 2), and from (2, 4) to (2, 9).
        ax.quiver([2, 2], [2, 4], [6, 0], [0, 5], color: "r", angles: "xy", scale_units: "xy", scale: 1, width: 0.02);
        (int left, int top, int right, int bottom) = Red(fig);
        (SKPoint from, SKPoint to) = (At(2, 2), At(8, 9));
        Assert.InRange(left, from.X - 13, from.X + 1);
        Assert.InRange(right, to.X - 3, to.X + 1);
        Assert.InRange(top, to.Y - 1, to.Y + 3);
        Assert.InRange(bottom, from.Y - 1, from.Y + 13);
    }

    [Fact]
    public void A_grid_of_arrows_takes_one_axis_each_and_refuses_other_sizes()
    {
        var (_, ax) = plt.subplots();
        ax.quiver([0, 1, 2], [0, 1], np.ones(new Shape(2, 3)), np.zeros(new Shape(2, 3)));
        Assert.Equal((-0.1, 2.1), (Math.Round(ax.get_xlim().left, 6), Math.Round(ax.get_xlim().right, 6)));
        Assert.Contains("does not match", Assert.Throws<ArgumentException>(() => ax.quiver([0, 1], [0, 1], [1, 2, 3], [1, 2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("angles", Assert.Throws<ArgumentException>(() => ax.quiver([0], [0], [1], [1], angles: "up")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_violin_is_widest_where_values_are_dense_and_reaches_from_the_least_to_the_greatest()
    {
        var (fig, ax) = plt.subplots(figsize: (4, 4));
        ax.violinplot([np.array(new[] { 0.0, 5, 5, 5, 5, 10 })], showmedians: true);
        Assert.Equal((0.75, 1.25), (Math.Round(ax.get_xlim().left + 0.025, 6), Math.Round(ax.get_xlim().right - 0.025, 6)));
        Assert.Equal((-0.5, 10.5), (Math.Round(ax.get_ylim().bottom, 6), Math.Round(ax.get_ylim().top, 6)));
        using SKBitmap picture = Saved(fig);
        Assert.True(Coloured(picture, 200) > Coloured(picture, 90) * 2, "the middle is wider than the ends");
        Assert.Contains("positions",
            Assert.Throws<ArgumentException>(() => ax.violinplot([np.array(new[] { 1.0 })], positions: [1, 2])).Message,
            StringComparison.Ordinal);
    }

    private static int Coloured(SKBitmap picture, int row) =>
        Enumerable.Range(60, 290).Count(x => picture.GetPixel(x, row) is { } c && c.Blue > c.Red + 20);

    private static SKPoint At(double x, double y) => new((float)(50 + (x * 31)), (float)(400 - 44 - (y * 30.8)));

    private (int, int, int, int) Red(Figure fig)
    {
        using SKBitmap picture = Saved(fig);
        (int, int)[] at = [.. Enumerable.Range(0, picture.Width * picture.Height).Select(i => (i % picture.Width, i / picture.Width))
            .Where(p => picture.GetPixel(p.Item1, p.Item2) is { Red: > 200, Green: < 60 })];
        return (at.Min(p => p.Item1), at.Min(p => p.Item2), at.Max(p => p.Item1), at.Max(p => p.Item2));
    }

    private SKBitmap Saved(Figure fig)
    {
        fig.savefig(_file);
        return SKBitmap.Decode(_file);
    }
}
