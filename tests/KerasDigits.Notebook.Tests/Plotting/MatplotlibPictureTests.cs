using System.Text.Json;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>The notebook's figures beside Matplotlib's own, drawn from the same numbers.</summary>
[Collection("plt")] // its figure size and the letters are the process's
public sealed class MatplotlibPictureTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN")
        ?? Directory.CreateTempSubdirectory("plots").FullName;
    private readonly (TextWriter, string) _before = (plt.Output, plt.Folder);

    public MatplotlibPictureTests()
    {
        (plt.Output, plt.Folder) = (TextWriter.Null, _folder);
        IPython.get_ipython().run_line_magic("matplotlib", "inline");
        mpl.rc("axes", labelsize: 14);
        mpl.rc("xtick", labelsize: 12);
        mpl.rc("ytick", labelsize: 12);
    }

    public void Dispose()
    {
        plt.close("all");
        mpl.rcdefaults();
        IPython.get_ipython().run_line_magic("matplotlib", "agg");
        (plt.Output, plt.Folder) = _before;
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is null) { Directory.Delete(_folder, recursive: true); }
    }

    public static TheoryData<string> Pictures()
    {
        var names = new TheoryData<string>();
        using JsonDocument recorded = Recorded();
        foreach (JsonProperty plot in recorded.RootElement.GetProperty("plots").EnumerateObject()) { names.Add(plot.Name); }
        return names;
    }

    [Theory, MemberData(nameof(Pictures))]
    public void Is_Matplotlib_s_to_the_eye(string name)
    {
        using JsonDocument recorded = Recorded();
        JsonElement plot = recorded.RootElement.GetProperty("plots").GetProperty(name), axes = plot.GetProperty("axes")[0];
        SKBitmap ours = Drawn(int.Parse(name.AsSpan(5, 2), System.Globalization.CultureInfo.InvariantCulture), () => Draw(plot, axes)),
            theirs = Theirs(name);
        Assert.InRange(ours.Width - theirs.Width, -3, 3);
        Assert.InRange(ours.Height - theirs.Height, -3, 3);
        // Ink lies where theirs does: a dark or coloured point of theirs has one like it of ours within two pixels, and the other way
        // round.
        Assert.InRange(Missing(theirs, ours), 0, 0.03);
        Assert.InRange(Missing(ours, theirs), 0, 0.03);
    }

    [Fact]
    public void The_library_s_own_letters_take_the_places_of_Matplotlib_s()
    {
        using JsonDocument recorded = Recorded();
        JsonElement plot = recorded.RootElement.GetProperty("plots").GetProperty("cell_14.png");
        KerasDigits.Notebook.Lettering.UseOwn();
        try
        {
            SKBitmap ours = Drawn(94, () => Draw(plot, plot.GetProperty("axes")[0]));
            Assert.InRange(Missing(Theirs("cell_14.png"), ours), 0, 0.1);
        }
        finally { KerasDigits.Notebook.Lettering.UseOwn(false); }
    }

    [Fact]
    public void A_history_of_one_epoch_shows_its_points()
    {
        SKBitmap picture = Drawn(90, () =>
        {
            (Figure fig, Axes ax) = plt.subplots(1, 1, figsize: (11, 7));
            ax.plot(new[] { 2.3 }, ls: "-.", lw: 4, label: "Training loss");
            ax.plot(new[] { 0.1 }, lw: 4, label: "Training accuracy");
            ax.legend(fontsize: 16);
        });
        Assert.InRange(picture.Pixels.Count(p => p == new SKColor(0x1f, 0x77, 0xb4)), 90, 400);
        Assert.InRange(picture.Pixels.Count(p => p == new SKColor(0xff, 0x7f, 0x0e)), 90, 400);
    }

    private static void Draw(JsonElement plot, JsonElement axes)
    {
        double[] size = Doubles(plot.GetProperty("figsize_inches"));
        (Figure fig, Axes ax) = plt.subplots(1, 1, figsize: (size[0], size[1]));
        foreach (JsonElement image in axes.GetProperty("images").EnumerateArray())
        {
            int[] shape = [.. image.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
            double[] data = Doubles(image.GetProperty("data"));
            if (image.TryGetProperty("data_is", out _)) { data = [.. data.Select(d => d / 256)]; }
            ax.imshow(np.array(data).reshape(shape), cmap: image.GetProperty("cmap").GetString()!);
        }
        foreach (JsonElement line in axes.GetProperty("lines").EnumerateArray())
        {
            ax.plot(Doubles(line.GetProperty("x")), Doubles(line.GetProperty("y")), ls: line.GetProperty("style").GetString()!,
                lw: line.GetProperty("width").GetDouble(), label: line.GetProperty("label").GetString());
        }
        if (axes.GetProperty("xlabel").GetString() is not { Length: > 0 } xlabel) { return; }
        ax.set_xlabel(xlabel, fontsize: axes.GetProperty("xlabel_size").GetDouble());
        ax.set_ylabel(axes.GetProperty("ylabel").GetString()!, fontsize: axes.GetProperty("ylabel_size").GetDouble());
        ax.tick_params(labelsize: axes.GetProperty("xtick_size")[0].GetDouble());
        ax.legend(fontsize: axes.GetProperty("legend").GetProperty("size").GetDouble());
    }

    private SKBitmap Drawn(int cell, Action draw)
    {
        IPython.get_ipython().run_cell(cell, draw);
        return SKBitmap.Decode(Path.Combine(_folder, $"cell_{cell}.png"));
    }

    /// <summary>The upper left corner of the frame: the first column and row that are mostly black.</summary>
    private static (int X, int Y) Corner(SKBitmap picture)
    {
        bool Black(int x, int y) => Distance(picture.GetPixel(x, y), SKColors.Black) < 250;
        return (Enumerable.Range(0, picture.Width)
            .First(x => Enumerable.Range(0, picture.Height).Count(y => Black(x, y)) > 0.7 * picture.Height),
            Enumerable.Range(0, picture.Height)
            .First(y => Enumerable.Range(0, picture.Width).Count(x => Black(x, y)) > 0.7 * picture.Width));
    }

    /// <summary>The share of a picture's ink that the other has not at the same place of its frame.</summary>
    private static double Missing(SKBitmap picture, SKBitmap other)
    {
        int ink = 0, missing = 0;
        const int Near = 2;
        var (here, there) = (Corner(picture), Corner(other));
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                SKColor color = picture.GetPixel(x, y);
                if (Distance(color, SKColors.White) < 150) { continue; }
                ink++;
                bool found = false;
                for (int dy = -Near; dy <= Near && !found; dy++)
                {
                    for (int dx = -Near; dx <= Near && !found; dx++)
                    {
                        int px = x + dx - here.X + there.X, py = y + dy - here.Y + there.Y;
                        found = px >= 0 && py >= 0 && px < other.Width && py < other.Height
                            && Distance(color, other.GetPixel(px, py)) < 200;
                    }
                }
                missing += found ? 0 : 1;
            }
        }
        return (double)missing / ink;
    }

    private static int Distance(SKColor a, SKColor b) => Math.Abs(a.Red - b.Red) + Math.Abs(a.Green - b.Green) + Math.Abs(a.Blue - b.Blue);

    /// <summary>On white: their faces are transparent.</summary>
    private static SKBitmap Theirs(string name)
    {
        using SKBitmap read = SKBitmap.Decode(Path.Combine(Goldens.Folder, "notebook231", name));
        var onWhite = new SKBitmap(read.Width, read.Height);
        using var canvas = new SKCanvas(onWhite);
        canvas.Clear(SKColors.White);
        canvas.DrawBitmap(read, 0, 0);
        return onWhite;
    }

    private static JsonDocument Recorded() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Goldens.Folder, "notebook231", "plots.json")));

    private static double[] Doubles(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];
}
