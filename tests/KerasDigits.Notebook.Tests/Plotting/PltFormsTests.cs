using System.Xml.Linq;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Matplotlib's lines as scripts write them: what they return, and where their ink lies.</summary>
[Collection("plt")] // its figure size and the letters are the process's
public sealed class PltFormsTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN")
        ?? Directory.CreateTempSubdirectory("plots").FullName;

    public void Dispose()
    {
        plt.close("all");
        mpl.rcdefaults();
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is null) { Directory.Delete(_folder, recursive: true); }
    }

    [Fact]
    public void Ends_of_axes_are_set_in_every_form_and_given_back()
    {
        plt.plot([0, 10], [0, 20]);
        Assert.Equal((-0.5, 10.5), plt.xlim());
        Assert.Equal((-1, 21), plt.ylim());
        Assert.Equal((0, 5), plt.xlim(0, 5));
        Assert.Equal((1, 4), plt.xlim([1, 4]));
        Assert.Equal((2, 3), plt.xlim((2, 3)));
        Assert.Equal((2, 9), plt.xlim(right: 9));
        Assert.Equal((5, 21), plt.ylim(bottom: 5));
        Assert.Equal((0, 1, 2, 3), plt.axis([0, 1, 2, 3]));
        Assert.Equal((0, 1, 2, 3), plt.axis("on"));
        Assert.Equal((0, 10, 0, 20), Tight());
        plt.clf();
        plt.imshow(np.zeros(new NumSharp.Shape(4, 6)));
        Assert.Equal((-0.5, 5.5, 3.5, -0.5), plt.axis());
        Assert.Contains("four ends", Assert.Throws<ArgumentException>(() => plt.axis([1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("'tight'", Assert.Throws<ArgumentException>(() => plt.axis("narrow")).Message, StringComparison.Ordinal);

        static (double, double, double, double) Tight()
        {
            plt.axis("auto");
            return plt.axis("tight");
        }
    }

    [Fact]
    public void Subplots_by_three_digits_flattened_and_taken_apart()
    {
        Assert.Same(plt.subplot(121), plt.subplot(1, 2, 1));
        var (fig, axes) = plt.subplots(2, 3, figsize: (6, 4));
        Assert.Equal(6, axes.flatten().Length);
        Assert.Same(axes[1, 0], axes.ravel()[3]);
        int count = 0;
        foreach (Axes ax in axes.flat) { ax.set_title($"{++count}"); }
        Assert.Equal((2, 3), axes.shape);
        Assert.Equal(6, fig.axes.Count);
        var (_, (left, right)) = plt.subplots(1, 2);
        Assert.NotSame(left, right);
        Assert.Contains("121", Assert.Throws<ArgumentException>(() => plt.subplot(12)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_of_lines_and_their_short_ones_draw_the_same()
    {
        byte[] Drawn(Action<Axes> draw)
        {
            var (fig, axes) = plt.subplots(figsize: (3, 2));
            draw(axes);
            string path = Path.Combine(_folder, "line.png");
            fig.savefig(path);
            return File.ReadAllBytes(path);
        }
        double[] y = [1, 3, 2];
        Assert.Equal(Drawn(a => a.plot(y, ls: "--", lw: 3, color: "r")), Drawn(a =>
            a.plot(y, linestyle: "--", linewidth: 3, color: "red")));
        Assert.Equal(Drawn(a => a.plot(y, "r--")), Drawn(a => a.plot(y, "--", color: "r")));
        Assert.Equal(Drawn(a => a.plot(y, "o")), Drawn(a => a.plot(y, marker: "o", linestyle: "None")));
        Assert.NotEqual(Drawn(a => a.plot(y, "o")), Drawn(a => a.plot(y, "o", markersize: 12)));
        Assert.NotEqual(Drawn(a => a.plot(y)), Drawn(a => a.plot(y, alpha: 0.3)));
        Assert.Equal(Drawn(a => { a.plot(y); a.plot(new double[] { 2, 2, 2 }); }), Drawn(a =>
            a.plot(np.array(new double[,] { { 1, 2 }, { 3, 2 }, { 2, 2 } }))));
    }

    [Fact]
    public void A_legend_of_a_list_names_what_was_drawn_and_numbers_are_places()
    {
        plt.figure(figsize: (4, 3));
        plt.plot([1, 2, 3]);
        plt.plot([3, 2, 1]);
        plt.legend(["train", "val"], loc: "upper left");
        int[] left = Dark(Saved("legend"), 60, 130);
        plt.legend(["train", "val"], loc: 2);
        Assert.Equal(left, Dark(Saved("legend"), 60, 130));
        plt.legend(["train", "val"], loc: "lower right");
        Assert.True(Dark(Saved("legend2"), 60, 130).Sum() < left.Sum(), "the words are no longer at the left");
        Assert.Contains("from 0 to 10", Assert.Throws<ArgumentException>(() => plt.legend(loc: 11)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Axes_of_logarithms_have_powers_of_ten()
    {
        Assert.Equal([0.01, 0.1, 1, 10], TickLocator.ChooseDecades(0.005, 20, 9));
        Assert.Equal(["$10^{−2}$", "$10^{3}$"], TickText.OfDecades([0.01, 1000]));
        Assert.Equal([2, 3, 4, 6], TickLocator.ChooseDecades(1.5, 7, 9));
        plt.figure(figsize: (4, 3));
        plt.plot([1, 10, 100], [1, 10, 100], "b");
        plt.xscale("log");
        plt.yscale("log");
        // On both axes of logarithms y = x is straight, with 10 in the middle.
        SKBitmap picture = Saved("log");
        var blue = Enumerable.Range(0, picture.Width * picture.Height).Where(i =>
            picture.GetPixel(i % picture.Width, i / picture.Width) == SKColors.Blue).ToArray();
        double middle = (blue.Min(i => i % picture.Width) + blue.Max(i => i % picture.Width)) / 2.0;
        Assert.Contains(blue, i => Math.Abs((i % picture.Width) - middle) < 3
            && Math.Abs((i / picture.Width) - ((blue.Min(j => j / picture.Width) + blue.Max(j => j / picture.Width)) / 2.0)) < 4);
        Assert.Contains("'linear', 'log' or 'symlog'", Assert.Throws<ArgumentException>(() => plt.yscale("cubic")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Points_have_colours_of_their_own_and_a_bar_says_what_they_mean()
    {
        plt.figure(figsize: (5, 3));
        plt.scatter([0, 1, 2], [0, 1, 2], s: 200, c: np.array(new[] { 0, 5, 10 }), cmap: "coolwarm");
        plt.colorbar(label: "value");
        SKBitmap picture = Saved("scatter");
        Assert.True(Count(picture, new SKColor(59, 76, 192)) > 80);
        Assert.True(Count(picture, new SKColor(180, 4, 38)) > 80);
        // The bar has all the colours between.
        Assert.True(Enumerable.Range(0, 256).Count(i =>
            Count(picture, new ScalarMappable(plt.gca(), ColorMap.Of("coolwarm"), 0, 255).ComputeColor(i)) > 0) > 100);
        plt.clf();
        plt.scatter([0, 1], [0, 1], c: new[] { "red", "lime" }, s: 100);
        Assert.True(Count(Saved("named"), new SKColor(0, 255, 0)) > 30);
        Assert.Contains("inconsistent", Assert.Throws<ArgumentException>(() => plt.scatter([0, 1], [0, 1], c: new[] { 1, 2, 3 })).Message,
            StringComparison.Ordinal);
        plt.clf();
        Assert.Contains("No mappable", Assert.Throws<InvalidOperationException>(() => plt.colorbar()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Histograms_count_as_NumPy_and_boxes_stand_at_the_quartiles()
    {
        var (n, bins) = plt.hist(np.array(new[] { 1.0, 1, 2, 3, 4 }), bins: 3);
        Assert.Equal([2.0, 1, 2], n.ToArray<double>());
        Assert.Equal([1.0, 2, 3, 4], bins.ToArray<double>());
        (n, _) = plt.hist(np.array(new[] { 1.0, 1, 2, 3, 4 }), [0, 2, 4], density: true, edgecolor: "black");
        Assert.Equal([0.2, 0.3], n.ToArray<double>());
        plt.hist([np.array(new[] { 1.0, 2 }), np.array(new[] { 2.0, 3 })], bins: 2, label: ["a", "b"]);
        Assert.Contains("monotonically", Assert.Throws<ArgumentException>(() => plt.hist(np.array(new[] { 1.0 }), [2, 1])).Message,
            StringComparison.Ordinal);
        Assert.Equal([1.75, 2.5, 3.25], new[] { .25, .5, .75 }.Select(q => Histogram.ComputeQuantile([1, 2, 3, 4], q)));
        Assert.Equal(5, Histogram.ComputeAutoEnds([.. Enumerable.Range(0, 16).Select(i => (double)i)]).Length - 1); // Sturges: log2(16) + 1
        plt.figure(figsize: (4, 3));
        plt.boxplot([np.array(new[] { 1.0, 2, 3, 4, 100 }), np.array(new[] { 2.0, 3, 4 })], labels: ["one", "two"]);
        Assert.Equal((0.5, 2.5), plt.xlim());
        Assert.True(plt.ylim().top > 100, "the outlier is seen");
        Assert.True(Near(Saved("box"), new SKColor(0xff, 0x7f, 0x0e)) > 20, "medians are orange");
    }

    [Fact]
    public void Contours_have_Matplotlibs_levels_and_fill_the_plot()
    {
        Assert.Equal([-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1], TickLocator.ChooseLevels(-1, 1, 7));
        Assert.Equal([0, 1.5, 3, 4.5, 6, 7.5, 9, 10.5], TickLocator.ChooseLevels(0, 10, 7));
        NDArray x = np.array(new double[] { 0, 1, 2 }), z = np.array(new double[,] { { 0, 1, 2 }, { 0, 1, 2 } });
        plt.figure(figsize: (4, 3));
        plt.contourf(x, np.array(new double[] { 0, 1 }), z, levels: [0, 1, 2], cmap: "bwr");
        Assert.Equal((0, 2, 0, 1), plt.axis());
        SKBitmap picture = Saved("contourf");
        // Two bands: the colours of their middles, a quarter and three quarters of the map.
        Assert.Equal(new SKColor(128, 128, 255), picture.GetPixel(120, 150));
        Assert.Equal(new SKColor(255, 126, 126), picture.GetPixel(300, 150));
        var grid = Grid.Of(x, np.array(new double[] { 0, 1 }), z);
        Assert.Equal([(0.5, 0, 0.5, 1)], grid.TraceContour(0.5).Select(l =>
            (Math.Min(l.X1, l.X2), Math.Min(l.Y1, l.Y2), Math.Max(l.X1, l.X2), Math.Max(l.Y1, l.Y2))));
        Assert.Equal(1.25, grid.Interpolate(1.25, 0.5));
        Assert.Contains("(2, 2)", Assert.Throws<ArgumentException>(() => plt.contour(x, x, x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_errors_areas_and_words()
    {
        plt.figure(figsize: (5, 4));
        plt.errorbar([1, 2, 3], [1, 2, 3], yerr: 0.5, fmt: "o", capsize: 4, label: "measured");
        plt.hlines(2, 0, 4, colors: "red", linestyles: "--");
        plt.vlines([1, 3], 0, 4, colors: "green");
        plt.axhline(3.5, color: "k", lw: 1);
        plt.axvline(2, color: "magenta");
        plt.fill_between([1, 2, 3], [0, 0, 0], [1, 1, 1], color: "cyan");
        plt.text(2, 3, "three", ha: "center", color: "blue");
        plt.annotate("here", xy: (1, 1), xytext: (1.5, 3), arrowprops: new() { ["arrowstyle"] = "->" });
        plt.xticks([1, 2, 3], ["one", "two", "three"], rotation: 45);
        SKBitmap picture = Saved("marks");
        foreach (SKColor color in new[] { SKColors.Red, new SKColor(0, 128, 0), SKColors.Magenta, SKColors.Cyan, SKColors.Blue })
        {
            Assert.True(Near(picture, color) > 10, $"{color}");
        }
        Assert.Contains("'left', 'center' or 'right'", Assert.Throws<ArgumentException>(() => plt.text(0, 0, "a", ha: "middle")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Bars_by_name_lie_or_stand_and_stack()
    {
        plt.figure(figsize: (4, 3));
        plt.bar(["a", "b"], [1, 2], color: new[] { "red", "blue" });
        plt.bar(["a", "b"], [1, 1], bottom: new double[] { 1, 2 }, color: "lime", edgecolor: "black");
        Assert.Equal(0, plt.ylim().bottom);
        SKBitmap picture = Saved("bars");
        Assert.True(Count(picture, SKColors.Red) > 500 && Count(picture, SKColors.Blue) > 1000
            && Count(picture, new SKColor(0, 255, 0)) > 1000);
        plt.clf();
        plt.barh(["a", "b"], [1, 2], color: "red");
        Assert.Equal(0, plt.xlim().left);
    }

    [Fact]
    public void A_confusion_matrix_is_drawn_as_tutorials_draw_it()
    {
        NDArray cm = np.array(new[,] { { 50, 2 }, { 5, 43 } });
        string[] classes = ["cat", "dog"];
        plt.figure(figsize: (4, 4));
        plt.imshow(cm, interpolation: "nearest", cmap: plt.cm.Blues);
        plt.title("Confusion matrix");
        plt.colorbar();
        plt.xticks(np.arange(2), classes, rotation: 45);
        plt.yticks(np.arange(2), classes);
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                plt.text(j, i, $"{(int)cm[i, j]}", horizontalalignment: "center", color: (int)cm[i, j] > 25 ? "white" : "black");
            }
        }
        plt.ylabel("True label");
        plt.xlabel("Predicted label");
        plt.tight_layout();
        SKBitmap picture = Saved("confusion");
        Assert.True(Count(picture, new SKColor(0x08, 0x30, 0x6b)) > 2000, "the greatest number is the darkest blue");
        Assert.True(Count(picture, new SKColor(0xf7, 0xfb, 0xff)) > 2000, "the least is nearly white");
    }

    [Theory]
    [InlineData("svg"), InlineData("pdf"), InlineData("jpg")]
    public void Figures_are_saved_in_other_formats(string format)
    {
        plt.plot([1, 2, 3], label: "loss & more");
        plt.legend();
        string path = Path.Combine(_folder, "figure." + format);
        plt.savefig(path);
        if (format == "svg")
        {
            XElement svg = XDocument.Load(path).Root!;
            Assert.Equal("svg", svg.Name.LocalName);
            Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "text" && e.Value.Contains("loss", StringComparison.Ordinal));
            Assert.Contains(svg.Descendants(), e => e.Name.LocalName == "path"
                && string.Equals(e.Attribute("stroke")?.Value, "#1F77B4", StringComparison.OrdinalIgnoreCase));
        }
        else { Assert.Equal(format == "pdf" ? "%PDF"u8.ToArray() : [0xFF, 0xD8, 0xFF, 0xE0], File.ReadAllBytes(path)[..4]); }
    }

    [Fact]
    public void Dots_per_inch_and_cut_pictures()
    {
        plt.figure(figsize: (3, 2), dpi: 50);
        plt.plot([1, 2]);
        Assert.Equal((150, 100), (Saved("dpi").Width, Saved("dpi").Height));
        string path = Path.Combine(_folder, "dpi200.png");
        plt.savefig(path, dpi: 200);
        Assert.Equal(600, SKBitmap.Decode(path).Width);
        plt.figure(figsize: (6, 6));
        plt.axis("off");
        plt.imshow(np.zeros(new NumSharp.Shape(2, 8)));
        plt.savefig(path, bbox_inches: "tight");
        SKBitmap cut = SKBitmap.Decode(path);
        Assert.True(cut.Height < cut.Width / 2, "the white above and below is gone");
        plt.rcParams["figure.figsize"] = (2, 1);
        plt.figure();
        plt.plot([1, 2]);
        Assert.Equal((200, 100), (Saved("rc").Width, Saved("rc").Height));
        Assert.Contains("figure.figsize", Assert.Throws<ArgumentException>(() => plt.rcParams["axes.colour"] = 1).Message,
            StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => plt.savefig("a.xps"));
    }

    [Theory]
    [InlineData("coolwarm", 0.0, 59, 76, 192), InlineData("coolwarm", 0.5, 221, 221, 221), InlineData("Blues", 1.0, 0x08, 0x30, 0x6b),
        InlineData("RdYlGn", 0.0, 0xa5, 0x00, 0x26), InlineData("hot", 0.0, 11, 0, 0)]
    [InlineData("hsv", 0.0, 255, 0, 0), InlineData("rainbow", 0.0, 128, 0, 255), InlineData("tab10", 0.25, 0x2c, 0xa0, 0x2c),
        InlineData("Blues_r", 0.0, 0x08, 0x30, 0x6b), InlineData("cool", 0.0, 0, 255, 255)]
    public void Colour_maps_have_Matplotlibs_colours(string name, double at, int r, int g, int b)
    {
        ScottPlot.Color color = ColorMap.Of(name).GetColor(at);
        Assert.InRange(color.R - r, -1, 1);
        Assert.InRange(color.G - g, -1, 1);
        Assert.InRange(color.B - b, -1, 1);
    }

    private SKBitmap Saved(string name)
    {
        string path = Path.Combine(_folder, "form_" + name + ".png");
        plt.savefig(path);
        return SKBitmap.Decode(path);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);

    /// <summary>Points of a colour, softened ones at the edges of lines too.</summary>
    private static int Near(SKBitmap picture, SKColor color) =>
        picture.Pixels.Count(p => Math.Abs(p.Red - color.Red) + Math.Abs(p.Green - color.Green) + Math.Abs(p.Blue - color.Blue) < 150);

    /// <summary>Dark points in each column of a part of the picture.</summary>
    private static int[] Dark(SKBitmap picture, int from, int to) =>
        [.. Enumerable.Range(from, to - from).Select(x =>
            Enumerable.Range(45, 80).Count(y => picture.GetPixel(x, y) is { Red: < 120, Green: < 120, Blue: < 120 }))];
}
