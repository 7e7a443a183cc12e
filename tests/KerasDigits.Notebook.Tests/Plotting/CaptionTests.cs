using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Titles and names of axes, their colours and lines; bars that are painted one by one.</summary>
[Collection("plt")] // its figure size and the letters are the process's
public sealed class CaptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("captions").FullName;

    public void Dispose()
    {
        plt.close("all");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_title_stands_where_it_is_told_in_its_colour()
    {
        static bool Red(SKColor c) => c.Red > 200 && c.Green < 120 && c.Blue < 120;
        SKPointI Middle(Action draw) => Centre(Drawn(draw), Red);
        SKPointI above = Middle(() => plt.title("Title", color: "red")), left = Middle(() => plt.title("Title", color: "red", loc: "left")),
            right = Middle(() => plt.title("Title", color: "red", loc: "right")),
            inside = Middle(() => plt.title("Title", color: "red", y: 0.5, loc: "right"));
        Assert.InRange(above.X, 195, 215);
        Assert.True(left.X < 100 && right.X > 310, $"{left} {right}");
        Assert.True(above.Y == left.Y && above.Y < 40 && inside.Y is > 130 and < 160, $"{above} {inside}");
        Assert.Contains("valid location", Assert.Throws<ArgumentException>(() => plt.title("a", loc: "top")).Message,
            StringComparison.Ordinal);
        Assert.Contains("\"bold\"", Assert.Throws<ArgumentException>(() => plt.title("a", fontweight: "fat")).Message,
            StringComparison.Ordinal);
        int plain = Count(Drawn(() => plt.title("Title", color: "red")), Red),
            bold = Count(Drawn(() => plt.title("Title", color: "red", fontweight: "bold")), Red);
        Assert.True(bold > 1.2 * plain, $"{plain} {bold}");
    }

    [Fact]
    public void Lines_of_a_title_and_of_names_stand_below_each_other()
    {
        static bool Blue(SKColor c) => c.Blue > c.Red + 60;
        foreach (Action<string> write in new Action<string>[] { t => plt.title(t, color: "blue"), t => plt.xlabel(t, color: "blue") })
        {
            SKPointI[] one = At(Drawn(() => Tight(write, "one")), Blue), two = At(Drawn(() => Tight(write, "one\none")), Blue);
            int Height(SKPointI[] points) => points.Max(p => p.Y) - points.Min(p => p.Y);
            Assert.InRange(two.Length, 1.8 * one.Length, 2.2 * one.Length);
            Assert.True(Height(two) > Height(one) + 10, $"{Height(one)} {Height(two)}");
        }
        SKPointI[] up = At(Drawn(() => Tight(t => plt.ylabel(t, color: "blue"), "one\none")), Blue);
        Assert.True(up.Max(p => p.X) - up.Min(p => p.X) > 15);

        // The edges of a figure would cut what has no room.
        static void Tight(Action<string> write, string text)
        {
            write(text);
            plt.tight_layout();
        }
    }

    [Fact]
    public void Bars_are_painted_one_by_one()
    {
        SKBitmap picture = Drawn(() =>
        {
            Bars bars = plt.bar(Three(), [0.2, 0.5, 0.3], color: "#777777");
            bars[1].set_color("red");
            bars[-1].set_color("blue");
            Assert.Equal(3, bars.Count);
            Assert.Contains("There are 3 bars", Assert.Throws<IndexOutOfRangeException>(() => bars[3]).Message, StringComparison.Ordinal);
        });
        int grey = Count(picture, c => c == SKColor.Parse("#777777")), red = Count(picture, c => c == SKColors.Red),
            blue = Count(picture, c => c == SKColors.Blue);
        Assert.InRange(red / (double)grey, 2.3, 2.7);
        Assert.InRange(blue / (double)grey, 1.4, 1.6);

        static IEnumerable<int> Three() => builtins.range(3);
    }

    private SKBitmap Drawn(Action draw)
    {
        plt.figure(figsize: (4, 3), dpi: 100);
        draw();
        string path = Path.Combine(_folder, "a.png");
        plt.savefig(path);
        plt.close("all");
        return SKBitmap.Decode(path);
    }

    private static SKPointI[] At(SKBitmap picture, Func<SKColor, bool> isInk) =>
        [.. from y in Enumerable.Range(0, picture.Height) from x in Enumerable.Range(0,
            picture.Width) where isInk(picture.GetPixel(x, y)) select new SKPointI(x, y)];

    private static int Count(SKBitmap picture, Func<SKColor, bool> isInk) => picture.Pixels.Count(isInk);

    private static SKPointI Centre(SKBitmap picture, Func<SKColor, bool> isInk) => At(picture, isInk) is { Length: > 0 } points
        ? new((int)points.Average(p => p.X), (int)points.Average(p => p.Y)) : throw new InvalidOperationException("There is no such ink.");
}
