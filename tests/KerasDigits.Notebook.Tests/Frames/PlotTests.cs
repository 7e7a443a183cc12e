using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Frames;

/// <summary>Pictures of frames.</summary>
[Collection("plt")] // its figures are the process's
public sealed class PlotTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".png");

    public void Dispose()
    {
        plt.close();
        File.Delete(_file);
    }

    [Fact]
    public void Columns_are_lines_of_their_own_colours_on_a_figure_of_the_size()
    {
        DataFrame history = pd.DataFrame(new Dictionary<string, List<double>> { ["loss"] = [3, 2, 1.5, 1.2], ["accuracy"] = [0.1, 0.5, 0.7, 0.8] });
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
        Assert.Contains("'nope'", Assert.Throws<KeyNotFoundException>(() => df.plot(x: "name", y: "nope")).Message, StringComparison.Ordinal);
        Assert.Contains("pie is not a valid plot kind", Assert.Throws<ArgumentException>(() => df.plot(kind: "pie")).Message, StringComparison.Ordinal);
        Assert.Contains("no numeric data", Assert.Throws<InvalidOperationException>(() => df["name"].plot()).Message, StringComparison.Ordinal);
    }

    private SKBitmap Saved()
    {
        plt.savefig(_file);
        return SKBitmap.Decode(_file);
    }

    private static int Count(SKBitmap picture, SKColor color) => picture.Pixels.Count(p => p == color);
}
