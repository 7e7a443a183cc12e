namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Plots in space.</summary>
[Collection("plt")] // its figures and folder are the process's
public sealed class Axes3DTests : FigureFolder
{
    [Fact]
    public void A_plot_in_space_draws_points_lines_and_surfaces_where_they_are_seen()
    {
        Figure fig = plt.figure(figsize: (4, 4));
        Axes3D ax = fig.add_subplot(111, projection: "3d");
        ax.scatter([0, 1, 1, 0], [0, 0, 1, 1], [0, 0, 0, 1], color: "red", s: 100, label: "points");
        ax.plot([0, 1], [0, 1], [0, 1], color: "blue", linewidth: 3, label: "way");
        ax.set_zlabel("height");
        ax.legend();
        using SkiaSharp.SKBitmap drawn = Drawn(fig);
        Assert.InRange(drawn.Pixels.Count(p => p is { Red: 255, Green: 0, Blue: 0 }), 100, 1500);
        Assert.InRange(drawn.Pixels.Count(p => p is { Red: 0, Green: 0, Blue: 255 }), 100, 2000);

        var (xx, yy) = NumSharp.np.meshgrid(NumSharp.np.linspace(-1, 1, 20), NumSharp.np.linspace(-1, 1, 20));
        Figure other = plt.figure(figsize: (4, 4));
        Axes3D space = other.add_subplot(projection: "3d");
        ScalarMappable surface = space.plot_surface(xx, yy, (xx * xx) + (yy * yy), cmap: "viridis");
        space.view_init(90, -90);
        using SkiaSharp.SKBitmap above = Drawn(other);
        // From above the surface covers the whole box, the lowest colour in its middle and the highest in its corners.
        SkiaSharp.SKColor middle = above.GetPixel(above.Width / 2, above.Height / 2);
        Assert.True(middle.Red < 90 && middle.Blue > 70, $"{middle}");
        int high = above.Pixels.Count(p => p.Green > 190 && p.Red > 120 && p.Blue < 110);
        Assert.True(high > 20, $"{high}");
        Assert.NotNull(other.colorbar(surface));
        Assert.Contains("\"3d\"", Assert.Throws<ArgumentException>(() => fig.add_subplot(111, projection: "polar")).Message,
            StringComparison.Ordinal);
        Assert.Contains("equally long", Assert.Throws<ArgumentException>(() => ax.scatter([1, 2], [1, 2], [1, 2, 3])).Message,
            StringComparison.Ordinal);
        Assert.Contains("np.meshgrid", Assert.Throws<ArgumentException>(() => ax.plot_surface(xx, yy, NumSharp.np.zeros(4))).Message,
            StringComparison.Ordinal);
    }

    private SkiaSharp.SKBitmap Drawn(Figure fig)
    {
        string path = Path.Combine(Folder, "space.png");
        fig.savefig(path);
        return SkiaSharp.SKBitmap.Decode(path);
    }
}
