using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>Pictures of frames.</summary>
[Collection("plt")] // its figures are the process's
public sealed class PlotTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".png");

    public void Dispose()
    {
        plt.close("all");
        File.Delete(_file);
    }

    [Fact]
    public void Columns_are_lines_of_their_own_colours_on_a_figure_of_the_size()
    {
        DataFrame history = pd.DataFrame(new Dictionary<string, List<double>> { ["loss"] = [3, 2, 1.5, 1.2],
            ["accuracy"] = [0.1, 0.5, 0.7, 0.8] });
        history.plot(figsize: (4, 3), title: "run").set_xlabel("epoch");
        using SKBitmap picture = Saved();
        Assert.Equal((400, 300), (picture.Width, picture.Height));
        Assert.True(Count(picture, new SKColor(0x1f, 0x77, 0xb4)) > 100);
        Assert.True(Count(picture, new SKColor(0xff, 0x7f, 0x0e)) > 100);
        Assert.Equal(0, Count(picture, new SKColor(0x2c, 0xa0, 0x2c)));
    }

    [Fact]
    public void Bars_stand_side_by_side_and_unknown_kinds_are_refused()
    {
        DataFrame df = pd.DataFrame(new() { ["name"] = ["p", "q"], ["a"] = [1, 2], ["b"] = [2, 1] });
        df.plot(x: "name", kind: "bar", figsize: (4, 3));
        using SKBitmap picture = Saved();
        Assert.True(Count(picture, new SKColor(0x1f, 0x77, 0xb4)) > 3000);
        Assert.Contains("'nope'", Assert.Throws<KeyNotFoundException>(() => df.plot(x: "name", y: "nope")).Message,
            StringComparison.Ordinal);
        Assert.Contains("pie is not a valid plot kind", Assert.Throws<ArgumentException>(() => df.plot(kind: "pie")).Message,
            StringComparison.Ordinal);
        Assert.Contains("no numeric data", Assert.Throws<InvalidOperationException>(() => df["name"].plot()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Each_column_has_a_histogram_and_what_is_left_over_is_empty()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = [1, 2, 2, 3], ["name"] = ["p", "q", "r", "s"], ["b"] = [1.0, 5, 6, 7],
            ["c"] = [0, 0, 1, 1] });
        AxesGrid axes = df.hist(bins: 4, figsize: (6, 5));
        Assert.Equal((2, 2), axes.shape);
        using SKBitmap picture = Saved();
        SKColor blue = new(0x1f, 0x77, 0xb4);
        Assert.True(Count(picture, blue, 0, 300, 0, 250) > 1000 && Count(picture, blue, 300, 600, 0, 250) > 1000
            && Count(picture, blue, 0, 300, 250, 500) > 1000);
        Assert.Equal(0, Count(picture, SKColors.Black, 300, 600, 260, 500));
        Assert.Contains("larger than required size", Assert.Throws<ArgumentException>(() => df.hist(layout: (1, 2))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Boxes_stand_for_columns_or_for_groups()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = [1, 2, 2, 3, 9], ["kind"] = ["p", "q", "p", "q", "q"], ["b"] = [1.0, 5, 6, 7, 8] });
        Assert.Equal((1, 1), df.boxplot(column: ["a", "b"], figsize: (4, 3)).shape);
        using (SKBitmap one = Saved()) { Assert.True(Orange(one, 0, 400) > 20); }
        Assert.Equal((1, 2), df.boxplot(by: "kind", figsize: (6, 3)).shape);
        using SKBitmap two = Saved();
        Assert.True(Orange(two, 0, 300) > 20 && Orange(two, 300, 600) > 20);
    }

    [Fact]
    public void Lines_take_colours_styles_and_turned_numbers()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = [1, 2, 3], ["b"] = [3, 1, 2] });
        df.plot(figsize: (4, 3), color: new[] { "r", "g" }, linewidth: 3, rot: 30, xlabel: "x", ylabel: "y");
        using (SKBitmap picture = Saved())
        {
            Assert.True(Count(picture, SKColors.Red) > 100 && Count(picture, new SKColor(0, 128, 0)) > 100);
        }
        df["a"].plot(kind: "kde", figsize: (4, 3), color: "r");
        using (SKBitmap picture = Saved()) { Assert.True(Count(picture, SKColors.Red) > 50); }
        df.plot(kind: "barh", figsize: (4, 3), color: "r");
        using (SKBitmap picture = Saved()) { Assert.True(Count(picture, SKColors.Red) > 2000); }
    }

    // The line at the median, a pixel high and smoothed.
    private static int Orange(SKBitmap picture, int left, int right)
    {
        int count = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = left; x < right; x++)
            {
                count += picture.GetPixel(x, y) is { Red: > 230, Green: > 100 and < 210, Blue: < 170 } ? 1 : 0;
            }
        }
        return count;
    }

    private static int Count(SKBitmap picture, SKColor color, int left, int right, int top, int bottom)
    {
        int count = 0;
        for (int y = top; y < bottom; y++) { for (int x = left; x < right; x++) { count += picture.GetPixel(x, y) == color ? 1 : 0; } }
        return count;
    }

    private SKBitmap Saved()
    {
        plt.savefig(_file);
        return SKBitmap.Decode(_file);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);
}
