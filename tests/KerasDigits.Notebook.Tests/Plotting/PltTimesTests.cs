using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Axes of times and of symlog, grids of one's own look, and pictures by their names.</summary>
[Collection("plt")]
public sealed class PltTimesTests : IDisposable
{
    private readonly string _folder = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN")
        ?? Directory.CreateTempSubdirectory("plots").FullName;

    public void Dispose()
    {
        plt.close("all");
        mpl.rcdefaults();
        if (Environment.GetEnvironmentVariable("PLOTS_KEPT_IN") is null) { Directory.Delete(_folder, recursive: true); }
    }

    [Theory]
    // By the rules of Matplotlib's AutoDateLocator and AutoDateFormatter: at least five steps of the largest unit.
    [InlineData("1990-03-01", "2020-03-01", "1992 1996 2000 2004 2008 2012 2016 2020")]
    [InlineData("2019-12-15", "2020-11-20",
        "2020-01 2020-02 2020-03 2020-04 2020-05 2020-06 2020-07 2020-08 2020-09 2020-10 2020-11")]
    [InlineData("2020-01-01", "2020-01-07", "2020-01-01 2020-01-02 2020-01-03 2020-01-04 2020-01-05 2020-01-06 2020-01-07")]
    [InlineData("2020-01-01", "2020-02-29", "2020-01-01 2020-01-08 2020-01-15 2020-01-22 2020-02-01 2020-02-08 2020-02-15 2020-02-22")]
    [InlineData("2020-01-01 00:00", "2020-01-01 22:00", "01-01 00|01-01 02|01-01 04|01-01 06|01-01 08|01-01 10|"
        + "01-01 12|01-01 14|01-01 16|01-01 18|01-01 20|01-01 22")]
    [InlineData("2020-01-01 10:00", "2020-01-01 10:20", "01 10:00|01 10:05|01 10:10|01 10:15|01 10:20")]
    [InlineData("2020-01-01 10:00:00", "2020-01-01 10:00:06", "10:00:00 10:00:01 10:00:02 10:00:03 10:00:04 10:00:05 10:00:06")]
    public void Times_have_ticks_at_whole_ones(string from, string to, string expected)
    {
        var (at, texts) = TimeTicks.ChooseBetween(TimeTicks.Of(pd.Timestamp(from)), TimeTicks.Of(pd.Timestamp(to)));
        Assert.Equal(expected, string.Join(expected.Contains('|') ? "|" : " ", texts));
        Assert.Equal(at.Order(), at);
    }

    [Theory]
    // How many letters have room along the axis: fewer make ticks of more days, then of months, then of years.
    [InlineData("2020-01-01", "2020-02-29", 90, "2020-01-01 2020-01-08 2020-01-15 2020-01-22 2020-02-01 2020-02-08 2020-02-15 2020-02-22")]
    [InlineData("2020-01-01", "2020-02-29", 50, "2020-01-01 2020-01-15 2020-02-01 2020-02-15")]
    [InlineData("2020-01-01", "2020-02-29", 20, "2020-01 2020-02")]
    [InlineData("2019-12-15", "2020-11-20", 35, "2020-01 2020-04 2020-07 2020-10")]
    // Nothing rounder has two ticks: every fifth of the finest, and at last one alone.
    [InlineData("2020-02-01 08:00", "2020-02-01 22:00", 13, "02-01 08 02-01 18")]
    [InlineData("2020-02-01 08:00", "2020-02-01 22:00", 5, "02-01 08")]
    public void Times_have_fewer_ticks_where_there_is_less_room(string from, string to, int letters, string expected)
    {
        (double low, double high) = (TimeTicks.Of(pd.Timestamp(from)), TimeTicks.Of(pd.Timestamp(to)));
        var (at, texts) = TimeTicks.ChooseBetween(low, high, (at, texts) => Enumerable.Range(1, at.Length - 1).All(i =>
            (at[i] - at[i - 1]) / (high - low) * letters > texts[i].Length));
        Assert.Equal(expected, string.Join(" ", texts));
    }

    [Fact]
    public void Texts_of_times_do_not_touch_and_turned_ones_stand_closer()
    {
        DateTime[] days = [.. Enumerable.Range(0, 300).Select(i => new DateTime(2020, 1, 1).AddDays(i))];
        int Ticks(double? rotation)
        {
            plt.close("all");
            (Figure fig, Axes ax) = plt.subplots(1, 1, figsize: (4, 3));
            ax.plot(days, days.Select(d => (double)d.Day).ToArray());
            if (rotation is { } r) { fig.autofmt_xdate(rotation: r); }
            string file = Path.Combine(_folder, $"days{rotation}.png");
            plt.savefig(file);
            // Ticks: dark pixels in the row below the frame's lower line.
            using SKBitmap picture = SKBitmap.Decode(file);
            int below = Enumerable.Range(0, picture.Height).Last(y => Enumerable.Range(0, picture.Width)
                .Count(x => picture.GetPixel(x, y).Red < 100) > picture.Width / 2) + 2;
            return Enumerable.Range(1, picture.Width - 1).Count(x => picture.GetPixel(x, below).Red < 128
                && picture.GetPixel(x - 1, below).Red >= 128);
        }
        Assert.InRange(Ticks(null), 2, 5);
        Assert.InRange(Ticks(90), 8, 11);
    }

    [Fact]
    public void Words_may_be_values_and_settings_come_several_at_once()
    {
        plt.rcParams.update(new() { ["font.size"] = 20, ["figure.dpi"] = 50 });
        plt.text(0.1, 0.5, np.array(new[,] { { 50, 2 } })[0, 0], ha: "left");
        plt.xticks([]);
        plt.yticks([]);
        string file = Path.Combine(_folder, "word.png");
        plt.savefig(file);
        using SKBitmap picture = SKBitmap.Decode(file);
        Assert.Equal(320, picture.Width);
        Assert.True(Enumerable.Range(40, 100).Sum(x => Enumerable.Range(60, 100).Count(y => picture.GetPixel(x, y).Red < 128)) > 20);
        Assert.Throws<ArgumentException>(() => plt.rcParams.update(new() { ["no.such"] = 1 }));
    }

    [Fact]
    public void Columns_of_times_are_positions()
    {
        DataFrame df = pd.DataFrame(new() { ["day"] = pd.date_range("2020-01-01", periods: 5), ["y"] = [1, 3, 2, 5, 4] });
        plt.plot(df["day"], df["y"]);
        Assert.Equal((18262 - 0.2, 18266 + 0.2), plt.xlim(), (a, b) => Math.Abs(a.Item1 - b.Item1) + Math.Abs(a.Item2 - b.Item2) < 1e-9);
        df.index = pd.date_range("2020-01-01", periods: 5);
        plt.scatter(df.index, df["y"]);
        plt.axvline(pd.Timestamp("2020-01-03"), c: "r");
        string file = Path.Combine(_folder, "times.png");
        plt.savefig(file);
        Assert.True(Ink(file, c => c is { Red: > 200, Green: < 60, Blue: < 60 }) > 100); // the red line is at the third day
    }

    [Fact]
    public void Symlog_has_powers_on_both_sides_of_zero()
    {
        AxisScale scale = AxisScale.Of("symlog", 1);
        Assert.Equal([-100.0, -10, -1, 0, 1, 10, 100], scale.ChooseTicks(-300, 300, 9));
        Assert.Equal("−$10^{1}$ 0 $10^{1}$", string.Join(" ", scale.WriteTexts([-10, 0, 10])));
        foreach (double v in new[] { -250.0, -1, -0.5, 0, 0.25, 1, 33 }) { Assert.Equal(v, scale.FromPlace(scale.ToPlace(v)), 9); }
        plt.plot([-100, 0, 100], [0, 1, 2]);
        plt.xscale("symlog", linthresh: 1);
        var (left, right) = plt.xlim();
        Assert.Equal(-left, right, 6);
        Assert.Equal(204.697, right, 3); // a twentieth of the way between the places of -100 and 100
        Assert.Contains("'symlog'", Assert.Throws<ArgumentException>(() => plt.xscale("square")).Message);
        Assert.Contains("must be positive", Assert.Throws<ArgumentException>(() => plt.xscale("symlog", linthresh: 0)).Message);
    }

    [Fact]
    public void A_grid_has_a_look_of_its_own()
    {
        int Lines(Action grid)
        {
            plt.clf();
            plt.plot([0, 1], [0, 1], color: "white");
            grid();
            string file = Path.Combine(_folder, "grid.png");
            plt.savefig(file);
            return Ink(file, c => c is { Red: > 200, Green: < 120, Blue: < 120 });
        }
        int both = Lines(() => plt.grid(true, color: "red", linewidth: 2));
        int one = Lines(() => plt.grid(true, axis: "x", color: "red", lw: 2));
        Assert.InRange(one, both / 4, both * 3 / 4);
        Assert.InRange(Lines(() => plt.grid(true, color: "red", linewidth: 2, linestyle: "--")), both / 2, both * 9 / 10);
        Assert.Equal(0, Lines(() => plt.grid(true, color: "red", linewidth: 2, alpha: 0.1)));
        Assert.Equal(0, Lines(() => plt.grid(false, color: "red")));
        Assert.Contains("axis must be", Assert.Throws<ArgumentException>(() => plt.grid(axis: "z")).Message);
    }

    [Fact]
    public void Frames_are_drawn_by_names_of_pictures()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = [1, 2, 3, 4], ["b"] = [4, 5, 6, 9], ["t"] = ["x", "y", "x", "x"] });
        Axes first = df.plot(subplots: true, title: "both");
        Assert.Equal(2, plt.gcf().axes.Count);
        Assert.NotSame(first, plt.gcf().axes[1]);
        Assert.Equal((0.8, 4.2), Near(df.plot.scatter(x: "a", y: "b", c: "b", cmap: "viridis").get_xlim()));
        df.plot.hist(bins: 4, alpha: 0.5);
        df["t"].value_counts().plot.bar(title: "kinds");
        df["a"].plot.hist(bins: 2);
        df.plot.box();
        Assert.Contains("Layout of 1x1", Assert.Throws<ArgumentException>(() => df.plot(subplots: true, layout: (1, 1))).Message);

        static (double, double) Near((double, double) ends) => (Math.Round(ends.Item1, 1), Math.Round(ends.Item2, 1));
    }

    [Fact]
    public void Bars_of_means_say_how_sure_they_are_and_boxes_have_colours()
    {
        var data = new Dictionary<string, Array>
        {
            ["day"] = new[] { "Sat", "Sun", "Sat", "Sun", "Sat", "Sun", "Sat", "Sun" },
            ["sex"] = new[] { "m", "m", "f", "f", "m", "m", "f", "f" },
            ["bill"] = new[] { 10.0, 12, 9, 20, 14, 7, 30, 22 },
        };
        int Dark(double? ci)
        {
            plt.clf();
            sns.barplot(x: "day", y: "bill", data: data, ci: ci);
            plt.axis("off");
            string file = Path.Combine(_folder, "bars.png");
            plt.savefig(file);
            return Ink(file, c => c is { Red: > 50 and < 90, Green: > 50 and < 90, Blue: > 50 and < 90 });
        }
        int sure = Dark(95);
        Assert.Equal(0, Dark(null));
        Assert.True(Dark(50) is > 0 and var less && less < sure);
        plt.clf();
        sns.boxplot(x: "day", y: "bill", hue: "sex", data: data);
        Assert.Equal((-0.5, 1.5), plt.xlim());
        Assert.Contains("`hue`", Assert.Throws<ArgumentException>(() => sns.boxplot(y: "bill", hue: "sex", data: data)).Message);
    }

    private static int Ink(string file, Func<SKColor, bool> of)
    {
        using SKBitmap picture = SKBitmap.Decode(file);
        return picture.Pixels.Count(of);
    }
}
