using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Plots that share an axis, pies, steps, bands, looks, and where tight_layout and subplots_adjust put plots.</summary>
[Collection("plt")] // its figure size and the letters are the process's
public sealed class PltShapesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plots").FullName;

    public void Dispose()
    {
        plt.close("all");
        mpl.rcdefaults();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void One_plot_comes_as_itself_and_a_grid_as_a_grid()
    {
        var (_, ax) = plt.subplots(figsize: (4, 3));
        ax.plot([1, 2]);
        Assert.Same(ax, plt.gca());
        var (_, grid) = plt.subplots(ncols: 2);
        Assert.Equal((1, 2), grid.shape);
        (Figure _, Axes only) = plt.subplots(1, 1);
        Assert.Same(only, plt.gca());
    }

    [Fact]
    public void Plots_that_share_an_axis_have_its_ends_in_common()
    {
        var (_, axes) = plt.subplots(2, 2, sharex: true, sharey: true);
        axes[0, 0].plot([0, 10], [0, 1]);
        axes[1, 1].plot([5, 20], [0, 100]);
        Assert.Equal((-1, 21), axes[1, 0].get_xlim());
        Assert.Equal((-5, 105), axes[0, 0].get_ylim());
        axes[0, 1].set_xlim(2, 3);
        Assert.Equal((2, 3), axes[1, 1].get_xlim());
        var (_, apart) = plt.subplots(2, 1);
        apart[0].plot([0, 10], [0, 1]);
        Assert.Equal((0, 1), apart[1].get_xlim());
    }

    [Fact]
    public void A_twin_has_the_x_axis_and_a_y_axis_of_its_own_at_the_right()
    {
        var (fig, ax) = plt.subplots(figsize: (4, 3));
        ax.plot([0, 4], [0, 1], "b");
        int before = Ink(Saved(fig), 365, 400);
        Axes twin = ax.twinx();
        twin.plot([0, 8], [0, 1000], "r");
        twin.set_ylabel("right");
        Assert.Equal((-0.4, 8.4), Rounded(ax.get_xlim()));
        Assert.Equal((-0.05, 1.05), Rounded(ax.get_ylim()));
        Assert.Equal((-50, 1050), Rounded(twin.get_ylim()));
        SKBitmap both = Saved(fig);
        Assert.True(Ink(both, 365, 400) > before, "numbers stand at the right");
        Assert.True(Count(both, SKColors.Red) > 50 && Count(both, SKColors.Blue) > 50);
    }

    [Fact]
    public void A_pie_has_shares_of_its_circle()
    {
        plt.figure(figsize: (4, 4));
        plt.pie([1, 3], labels: ["a", "b"], colors: new[] { "red", "lime" }, autopct: "%1.0f%%", startangle: 90);
        SKBitmap picture = Saved(plt.gcf());
        double red = Count(picture, new SKColor(255, 0, 0)), green = Count(picture, new SKColor(0, 255, 0));
        Assert.InRange(green / red, 2.8, 3.2);
        // The first quarter goes from the top against the clock: upper left.
        Assert.Equal(new SKColor(255, 0, 0), picture.GetPixel(140, 170));
        Assert.Contains("non negative", Assert.Throws<ArgumentException>(() => plt.pie([1, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("'labels'", Assert.Throws<ArgumentException>(() => plt.pie([1, 1], labels: ["a"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_stems_and_bands()
    {
        plt.figure(figsize: (4, 3));
        plt.axvspan(0, 1, color: "lime");
        plt.axhspan(2, 3, color: "yellow");
        plt.step([0, 1, 2], [0, 1, 4], "r");
        Assert.Equal((-0.2, 4.2), Rounded(plt.ylim()));
        SKBitmap picture = Saved(plt.gcf());
        Assert.True(Count(picture, new SKColor(0, 255, 0)) > 3000);
        Assert.True(Count(picture, new SKColor(255, 255, 0)) > 1000);
        Assert.Contains("'pre'", Assert.Throws<ArgumentException>(() => plt.step([0, 1], [0, 1], where: "x")).Message,
            StringComparison.Ordinal);
        plt.clf();
        plt.stem([1, 2, 3], bottom: 1);
        Assert.True(Count(Saved(plt.gcf()), SKColor.Parse("#d62728")) > 50, "the level line");
    }

    [Fact]
    public void Patches_have_an_edge_and_an_inside()
    {
        var (fig, ax) = plt.subplots(figsize: (4, 3));
        ax.plot([0, 10], [0, 10], "w");
        ax.add_patch(mpl.patches.Rectangle((8, 8), -3, -3, linewidth: 3, edgecolor: "red", facecolor: "none"));
        SKBitmap edge = Saved(fig);
        Assert.InRange(Count(edge, SKColors.Red), 200, 4000);
        ax.add_patch(mpl.patches.Rectangle((1, 1), 4, 4, color: "blue"));
        ax.add_patch(mpl.patches.Circle((7, 3), 1, facecolor: "lime"));
        SKBitmap full = Saved(fig);
        double square = Count(full, SKColors.Blue), round = Count(full, new SKColor(0, 255, 0));
        Assert.InRange(round / square, 0.15, 0.25);
        string svg = Path.Combine(_folder, "patches.out");
        fig.savefig(svg, format: "svg");
        Assert.Contains("<svg", File.ReadAllText(svg), StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_are_taken_by_their_names_and_given_back()
    {
        plt.style.use("ggplot");
        plt.plot([1, 2]);
        SKBitmap picture = Saved(plt.gcf());
        Assert.True(Count(picture, SKColor.Parse("#e5e5e5")) > 10000);
        Assert.True(Count(picture, SKColor.Parse("#e24a33")) > 50);
        plt.close("all");
        plt.style.use("seaborn-v0_8-whitegrid");
        plt.style.use("default");
        plt.plot([1, 2]);
        Assert.True(Count(Saved(plt.gcf()), SKColor.Parse("#1f77b4")) > 50);
        Assert.Contains("ggplot", plt.style.available);
        Assert.Contains("fivethirtyeight", Assert.Throws<ArgumentException>(() => plt.style.use("cubist")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Tight_layout_fills_the_figure_and_subplots_adjust_puts_plots_where_it_says()
    {
        plt.figure(figsize: (4, 3));
        plt.plot([1, 2], "r");
        (int left, int right) = Across(Saved(plt.gcf()));
        plt.tight_layout();
        (int tightLeft, int tightRight) = Across(Saved(plt.gcf()));
        Assert.True(tightLeft < left && tightRight > right, $"{left}-{right} became {tightLeft}-{tightRight}");
        plt.subplots_adjust(left: 0.5, right: 1);
        (int half, int end) = Across(Saved(plt.gcf()));
        // A twentieth of the frame's 200 pixels is kept free at both ends of the line.
        Assert.InRange(half, 205, 213);
        Assert.InRange(end, 387, 395);
        Assert.Contains("left must be less", Assert.Throws<ArgumentException>(() => plt.subplots_adjust(left: 0.9, right: 0.2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Ticks_texts_and_lines_of_the_frame_are_shown_or_not()
    {
        SKBitmap Drawn(Action<Axes> change)
        {
            var (fig, ax) = plt.subplots(figsize: (3, 2));
            ax.plot([1, 2], "w");
            change(ax);
            return Saved(fig);
        }
        int all = Dark(Drawn(_ => { }));
        Assert.True(Dark(Drawn(a => a.xaxis.set_visible(false))) < all - 100);
        Assert.True(Dark(Drawn(a => a.tick_params(which: "both", bottom: false, labelbottom: false))) < all - 100);
        Assert.True(Dark(Drawn(a => a.spines["top"].set_visible(false))) < all - 100);
        Assert.True(Count(Drawn(a => a.tick_params("y", labelcolor: "red")), SKColors.Red) > 5);
        Assert.Equal(all, Dark(Drawn(a => a.tick_params(which: "minor", bottom: false))));
        int titled = Dark(Drawn(a => a.set_title("MMM"))) - all;
        plt.rc("font", size: 20);
        Assert.True(Dark(Drawn(a => a.set_title("MMM"))) - Dark(Drawn(_ => { })) > titled);
    }

    [Fact]
    public void A_picture_is_saved_and_read_pixel_by_pixel()
    {
        string path = Path.Combine(_folder, "p.png");
        NDArray pixels = np.array(new float[,,] { { { 1, 0, 0 }, { 0, 1, 0 } }, { { 0, 0, 1 }, { 1, 1, 1 } } });
        plt.imsave(path, pixels);
        NDArray read = plt.imread(path);
        Assert.Equal(pixels.flatten().ToArray<float>(), read[":, :, :3"].flatten().ToArray<float>());
        plt.imsave(path, np.array(new[,] { { 0.0, 1.0 } }), cmap: "gray");
        Assert.Equal([0f, 1f], plt.imread(path)[":, :, 0"].flatten().ToArray<float>());
        Assert.Throws<FileNotFoundException>(() => plt.imread(path + "x"));
    }

    private static (double, double) Rounded((double, double) ends) => (Math.Round(ends.Item1, 6), Math.Round(ends.Item2, 6));

    private SKBitmap Saved(Figure fig)
    {
        string path = Path.Combine(_folder, "figure.png");
        fig.savefig(path);
        return SKBitmap.Decode(path);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);

    private static int Dark(SKBitmap picture) => picture.Pixels.Count(p => p.Red < 128 && p.Green < 128 && p.Blue < 128);

    private static int Ink(SKBitmap picture, int from, int to) =>
        Enumerable.Range(0, picture.Height)
        .Sum(y => Enumerable.Range(from, to - from).Count(x => picture.GetPixel(x, y) != SKColors.White));

    private static (int Left, int Right) Across(SKBitmap picture)
    {
        int[] columns = [.. Enumerable.Range(0, picture.Width)
            .Where(x => Enumerable.Range(0, picture.Height).Any(y => picture.GetPixel(x, y) is { Red: > 200, Green: < 60, Blue: < 60 }))];
        return (columns.Min(), columns.Max());
    }
}
