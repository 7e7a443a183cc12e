using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>seaborn's functions by its documentation's facts: palettes, counts, axes' names, where ink lies.</summary>
[Collection("plt")] // its look is the process's
public sealed class SeabornTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN")
        ?? Directory.CreateTempSubdirectory("sns").FullName;

    private static Dictionary<string, Array> Table => new()
    {
        ["length"] = new[] { 1.0, 2, 3, 4, 5, 6 },
        ["width"] = new[] { 2.0, 1, 4, 3, 6, 5 },
        ["kind"] = new[] { "cat", "dog", "cat", "cat", "bird", "dog" },
    };

    public void Dispose()
    {
        plt.close("all");
        mpl.rcdefaults();
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is null) { Directory.Delete(_folder, recursive: true); }
    }

    [Fact]
    public void Distplot_is_a_density_with_a_curve()
    {
        Axes ax = sns.distplot((Series)new[] { 1.0, 2, 2, 3, 3, 3, 4, 4, 5 });
        // Scott's width is 0.786: the curve, and with it the axis, reaches three of them beyond the values.
        var (left, right) = ax.get_xlim();
        Assert.InRange(left, -1.9, -1.3);
        Assert.InRange(right, 7.3, 7.9);
        Assert.InRange(ax.get_ylim().Item2, 0.2, 0.6);
        plt.clf();
        Assert.InRange(sns.distplot(new[] { 1.0, 2, 2, 3, 3, 3, 4, 4, 5 }, kde: false, bins: 4).get_ylim().Item2, 3, 4.3);
    }

    [Fact]
    public void A_heat_map_hides_what_is_masked_and_its_numbers_have_a_size()
    {
        int Ink(NDArray? mask, double size)
        {
            plt.clf();
            sns.heatmap(np.ones((2, 2)), vmin: 0, vmax: 2, cmap: "Reds", annot: true, annot_kws: new() { ["size"] = size, ["color"] = "k" },
                cbar: false, mask: mask);
            string file = Path.Combine(_folder, "masked.png");
            plt.savefig(file);
            using SKBitmap picture = SKBitmap.Decode(file);
            return picture.Pixels.Count(p => p is { Red: < 60, Green: < 60, Blue: < 60 });
        }
        int small = Ink(null, 8), large = Ink(null, 24), half = Ink(np.triu(np.ones((2, 2))), 24);
        Assert.True(large > small + 100, $"{small} {large}");
        Assert.True(half < large - 100, $"{large} {half}");
        Assert.Contains("\"weight\"", Assert.Throws<ArgumentException>(() =>
            sns.heatmap(np.ones((2, 2)), annot_kws: new() { ["weight"] = 1 })).Message);
        Assert.Contains("table's shape", Assert.Throws<ArgumentException>(() =>
            sns.heatmap(np.ones((2, 2)), mask: np.ones((3, 2)))).Message);
    }

    [Fact]
    public void Palettes_are_seaborns()
    {
        Assert.Equal(["#4c72b0", "#dd8452", "#55a868"], sns.color_palette("deep")[..3]);
        Assert.Equal(["#1f77b4", "#ff7f0e"], sns.color_palette()[..2]);
        sns.set_theme();
        Assert.Equal("#4c72b0", sns.color_palette()[0]);
        Assert.Equal(6, sns.color_palette("viridis").Length);
        Assert.Equal(["#e41a1c", "#377eb8"], sns.color_palette("Set1", 2));
        Assert.Equal("#5975a4", Palettes.Desaturate("#4c72b0"));
        Assert.Contains("darkgrid", Assert.Throws<ArgumentException>(() => sns.set_style("grey")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_theme_gives_plots_its_ground_and_grid()
    {
        sns.set_theme();
        plt.figure(figsize: (4, 3));
        plt.plot([1, 2]);
        SKBitmap picture = Saved("theme");
        Assert.True(Count(picture, SKColor.Parse("#eaeaf2")) > 30000);
        Assert.True(Count(picture, SKColor.Parse("#4c72b0")) > 50);
        sns.set(style: "white");
        plt.figure(figsize: (4, 3));
        plt.plot([1, 2]);
        Assert.Equal(0, Count(Saved("white"), SKColor.Parse("#eaeaf2")));
    }

    [Fact]
    public void Counts_are_bars_in_the_order_of_their_groups()
    {
        plt.figure(figsize: (4, 3));
        Axes ax = sns.countplot(x: "kind", data: Table);
        Assert.Equal((-0.5, 2.5), ax.get_xlim());
        Assert.Equal(3, ax.get_ylim().top / 1.05, 6);
        // cat, dog, bird as they come: three bars of the cycle's colours at three quarters of their saturation, 3 : 2 : 1.
        SKBitmap picture = Saved("count");
        int[] areas = [.. new[] { "#1f77b4", "#ff7f0e", "#2ca02c" }.Select(c => Count(picture, SKColor.Parse(Palettes.Desaturate(c))))];
        Assert.Equal(1.5, areas[0] / (double)areas[1], 0.1);
        Assert.Equal(2, areas[1] / (double)areas[2], 0.1);
        plt.clf();
        Assert.Equal((-0.5, 9.5), sns.countplot(x: np.arange(100) % 10).get_xlim());
        plt.clf();
        Assert.Equal((2.5, -0.5), sns.countplot(y: "kind", data: Table).get_ylim());
        plt.clf();
        sns.countplot(x: "kind", hue: "kind", data: Table);
        Assert.Contains("one of them", Assert.Throws<ArgumentException>(() => sns.countplot()).Message, StringComparison.Ordinal);
        Assert.Contains("They have: length, width, kind", Assert.Throws<ArgumentException>(() =>
            sns.countplot(x: "colour", data: Table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_densities_and_their_widths()
    {
        NDArray values = np.random.RandomState(1).randn(400);
        plt.figure(figsize: (4, 3));
        Axes ax = sns.histplot(values, bins: 20, kde: true);
        Assert.Equal(0, ax.get_ylim().bottom);
        Saved("hist");
        // Scott: a deviation of 1 over the fifth root of 32 is one half.
        double[] thirtyTwo = [.. Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? -1.0 : 1.0)];
        Assert.Equal(0.5 * Math.Sqrt(32.0 / 31), Density.ComputeWidth(thirtyTwo), 9);
        var (at, density) = Density.Of(thirtyTwo, -8, 8);
        Assert.Equal(1, density.Sum() * (at[1] - at[0]), 3);
        plt.clf();
        sns.histplot("length", Table, hue: "kind", stat: "density");
        plt.clf();
        Assert.Equal(0, sns.kdeplot(values, fill: true).get_ylim().bottom, 0.05);
        Assert.Contains("texts", Assert.Throws<ArgumentException>(() => sns.histplot("kind", Table)).Message, StringComparison.Ordinal);
        Assert.Contains("`stat`", Assert.Throws<ArgumentException>(() => sns.histplot(values, stat: "sum")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Heat_maps_have_their_numbers_in_readable_letters()
    {
        plt.figure(figsize: (5, 4));
        Axes ax = sns.heatmap(np.array(new[,] { { 50, 2 }, { 5, 43 } }), annot: true, fmt: "d", cmap: "Blues",
            xticklabels: ["cat", "dog"], yticklabels: ["cat", "dog"]);
        Assert.Equal((0, 2, 2, 0), ax.axis());
        SKBitmap picture = Saved("heat");
        Assert.True(Count(picture, new SKColor(0x08, 0x30, 0x6b)) > 3000);
        // White letters on the dark cell, in its middle.
        Assert.Contains(Enumerable.Range(0, picture.Width / 2), x =>
            Enumerable.Range(picture.Height / 5, picture.Height / 5).Any(y => picture.GetPixel(x, y) == SKColors.White
            && picture.GetPixel(x - 12, y).Blue < 0x80 && x > 80));
        plt.clf();
        sns.heatmap(new Dictionary<string, Array> { ["a"] = new[] { 1, 0.5 }, ["b"] = new[] { 0.5, 1 } }, annot: true, square: true,
            linewidths: 1, center: 0, vmax: 1);
        Saved("corr");
        Assert.Contains("(rows, columns)", Assert.Throws<ArgumentException>(() => sns.heatmap(np.arange(3))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Points_of_groups_pairs_and_boxes()
    {
        plt.figure(figsize: (4, 3));
        sns.scatterplot(x: "length", y: "width", hue: "kind", data: Table, s: 80);
        SKBitmap picture = Saved("scatter");
        foreach (string color in new[] { "#1f77b4", "#ff7f0e", "#2ca02c" })
        {
            Assert.True(Count(picture, SKColor.Parse(color)) > 20, color);
        }
        plt.clf();
        sns.lineplot(x: "length", y: "width", data: Table);
        plt.clf();
        Assert.Equal((-0.5, 2.5), sns.boxplot(x: "kind", y: "length", data: Table).get_xlim());
        plt.clf();
        Assert.Equal(3.0, sns.barplot(x: "kind", y: "length", data: Table, ci: null).get_ylim().top / 1.05 * 3 / 5, 1);
        Figure pairs = sns.pairplot(Table, hue: "kind", height: 1.5);
        Assert.Equal(4, pairs.axes.Count);
        pairs.savefig(Path.Combine(_folder, "sns_pairs.png"));
        Assert.Equal((300, 300), (SKBitmap.Decode(Path.Combine(_folder, "sns_pairs.png")).Width,
            SKBitmap.Decode(Path.Combine(_folder, "sns_pairs.png")).Height));
        sns.pairplot(Table);
        // Groups that are numbers go from light to dark: seaborn's first and last of "ch:".
        Assert.Equal("#edd1cb", Palettes.ComputeCubeHelix(0));
        Assert.Equal("#2d1e3e", Palettes.ComputeCubeHelix(1));
    }

    private SKBitmap Saved(string name)
    {
        string path = Path.Combine(_folder, "sns_" + name + ".png");
        plt.savefig(path);
        return SKBitmap.Decode(path);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);
}
