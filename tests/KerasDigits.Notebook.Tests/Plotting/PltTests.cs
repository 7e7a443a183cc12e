using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

[Collection("plt")] // its figure size and the letters are the process's
public sealed class PltTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN")
        ?? Directory.CreateTempSubdirectory("plots").FullName;

    public void Dispose()
    {
        plt.close("all");
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is null) { Directory.Delete(_folder, recursive: true); }
    }

    [Fact]
    public void Histories_show_both_curves_their_legend_and_their_words()
    {
        plt.figure(figsize: (8, 5));
        plt.plot(Enumerable.Range(1, 30).Select(i => 1.0 / i).ToArray(), lw: 2, label: "loss");
        plt.plot(Enumerable.Range(1, 30).Select(i => 0.2 + (0.8 / i)).ToArray(), ls: "--", label: "val_loss");
        plt.title("Dense net");
        plt.xlabel("Epoch");
        plt.ylabel("Loss");
        plt.legend();
        plt.tick_params(labelsize: 9);
        SKBitmap picture = Saved("history");
        Assert.Equal((800, 500), (picture.Width, picture.Height));
        Assert.True(Count(picture, new SKColor(0x1f, 0x77, 0xb4)) > 300);
        Assert.True(Count(picture, new SKColor(0xff, 0x7f, 0x0e)) > 150);
        Assert.True(Dark(picture, 0, 58) > 50, "the title has ink");
    }

    [Fact]
    public void A_grid_of_images_puts_each_in_its_cell_the_first_row_on_top()
    {
        plt.figure(figsize: (4, 2));
        plt.subplot(1, 2, 1);
        plt.imshow(np.array(new double[,] { { 1, 1 }, { 0, 0 } }), cmap: "gray");
        plt.axis("off");
        plt.subplot(1, 2, 2);
        plt.imshow(np.array(new byte[] { 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255 }).reshape(2, 2, 3));
        plt.axis("off");
        SKBitmap picture = Saved("images");
        Assert.Equal(SKColors.White, picture.GetPixel(100, 70));
        Assert.Equal(SKColors.Black, picture.GetPixel(100, 130));
        Assert.Equal(SKColors.Red, picture.GetPixel(300, 70));
        Assert.Equal(SKColors.Blue, picture.GetPixel(300, 130));
    }

    [Fact]
    public void Epochs_are_counted_by_Enumerable_Range_and_a_cleared_figure_keeps_its_size()
    {
        plt.figure(figsize: (3, 2));
        plt.title("old");
        plt.bar(Enumerable.Range(0, 3), new[] { 1.0, 2, 3 }, color: "red");
        plt.clf();
        List<double> loss = [3, 2, 1];
        plt.plot(Enumerable.Range(1, 3), loss, "b", label: "loss");
        SKBitmap picture = Saved("range");
        Assert.Equal((300, 200), (picture.Width, picture.Height));
        Assert.Equal(0, Count(picture, SKColors.Red));
        Assert.True(Count(picture, SKColors.Blue) > 50);
    }

    [Fact]
    public void A_picture_of_aspect_auto_fills_its_plot()
    {
        plt.figure(figsize: (6, 2));
        plt.imshow(np.zeros(new NumSharp.Shape(2, 2)), aspect: "auto", cmap: "gray");
        int wide = Count(Saved("auto"), SKColors.Black);
        plt.figure(figsize: (6, 2));
        plt.imshow(np.zeros(new NumSharp.Shape(2, 2)), cmap: "gray");
        Assert.True(wide > 2 * Count(Saved("equal"), SKColors.Black));
        Assert.Contains("'equal' or 'auto'",
            Assert.Throws<ArgumentException>(() => plt.imshow(np.zeros(new NumSharp.Shape(2, 2)), aspect: "wide")).Message);
        plt.matshow(np.ones(new NumSharp.Shape(2, 2)));
        Assert.Equal((640, 480), (Saved("matrix").Width, Saved("matrix").Height));
    }

    [Fact]
    public void Subplots_bars_and_histograms()
    {
        (Figure fig, AxesGrid ax) = plt.subplots(2, 2, figsize: (8, 6));
        ax[0, 0].bar(new[] { 0, 1, 2 }, new[] { 3.0, 1, 2 }, label: "bars");
        ax[0, 0].set_xticks(new[] { 0, 1, 2 }, ["dense", "conv", "conv2"]);
        ax[0, 1].hist(np.random.RandomState(1).randn(1000), bins: 20, color: "green");
        ax[1, 0].scatter(np.random.RandomState(2).rand(50), np.random.RandomState(3).rand(50), color: "r", alpha: 0.5);
        ax[1, 1].imshow(np.arange(100).reshape(10, 10));
        ax[1, 1].set_title("viridis");
        fig.suptitle("All kinds");
        SKBitmap picture = Saved("kinds");
        Assert.True(Count(picture, new SKColor(0, 128, 0)) > 3000);
        Assert.True(Count(picture, new SKColor(0x1f, 0x77, 0xb4)) > 3000);
    }

    [Fact]
    public void Text_still_shows_after_a_figure_with_a_title_above_all_plots()
    {
        int[] ink = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            plt.figure(figsize: (4, 3));
            plt.suptitle("above");
            plt.plot(new[] { 1, 2 });
            plt.title("of the plot");
            return Dark(Saved("titles"), 0, 300);
        })];
        Assert.Equal(ink[0], ink[1]);
    }

    [Fact]
    public void Short_forms_of_colour_line_and_marker()
    {
        plt.figure(figsize: (4, 3));
        plt.plot(new[] { 1, 2, 3 }, new[] { 1, 1, 1 }, "ro", label: "Training acc");
        plt.plot(new[] { 1, 2, 3 }, new[] { 3, 3, 3 }, "g--");
        SKBitmap picture = Saved("short");
        int red = Count(picture, SKColors.Red), green = Count(picture, new SKColor(0, 128, 0));
        Assert.InRange(red, 60, 400); // three discs and no line between them
        Assert.True(green > 100, $"{green} green points");
        Assert.Contains("color", Assert.Throws<ArgumentException>(() => plt.plot(new[] { 1 }, "rr")).Message);
    }

    [Fact]
    public void Show_writes_a_file_says_where_and_forgets_the_figure()
    {
        var said = new StringWriter();
        (TextWriter before, string folder) = (plt.Output, plt.Folder);
        try
        {
            (plt.Output, plt.Folder) = (said, _folder);
            plt.plot(new[] { 1, 2, 3 });
            Figure figure = plt.gcf();
            string path = plt.show();
            Assert.True(File.Exists(path));
            Assert.Equal($"Figure written to {path}\n", said.ToString());
            Assert.NotSame(figure, plt.gcf());
        }
        finally
        {
            (plt.Output, plt.Folder) = (before, folder);
        }
    }

    [Fact]
    public void Wrong_options_say_what_must_hold()
    {
        Assert.Contains("same first dimension", Assert.Throws<ArgumentException>(() => plt.plot(new[] { 1, 2 }, new[] { 1.0 })).Message);
        Assert.Contains("cmap", Assert.Throws<ArgumentException>(() => plt.imshow(np.ones(new Shape(2, 2)), cmap: "nope")).Message);
        Assert.Contains("Invalid shape", Assert.Throws<ArgumentException>(() => plt.imshow(np.ones(new Shape(2, 2, 2)))).Message);
        Assert.Contains("1 <= num <= 4", Assert.Throws<ArgumentException>(() => plt.subplot(2, 2, 5)).Message);
        Assert.Throws<NotSupportedException>(() => plt.savefig("a.xps"));
    }

    private SKBitmap Saved(string name)
    {
        string path = Path.Combine(_folder, name + ".png");
        plt.savefig(path);
        return SKBitmap.Decode(path);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);

    private static int Dark(SKBitmap picture, int top, int bottom) =>
        picture.Pixels.Skip(top * picture.Width).Take((bottom - top) * picture.Width).Count(p => p.Red < 100);
}
