namespace KerasDigits.Notebook.Tests.Plotting;

/// <summary>Several figures at a time, as Matplotlib keeps them.</summary>
[Collection("plt")] // its figures and folder are the process's
public sealed class FiguresTests : FigureFolder
{
    [Fact]
    public void Show_writes_every_figure_that_is_open()
    {
        plt.plot([1, 2]);
        plt.figure();
        plt.plot([2, 1]);
        plt.show();
        Assert.Equal(2, Directory.GetFiles(Folder).Length);
        plt.plot([1, 2]);
        Assert.True(File.Exists(plt.show()));
        Assert.Equal(3, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void What_savefig_wrote_is_not_kept_for_show()
    {
        for (int i = 0; i < 3; i++)
        {
            plt.figure();
            plt.plot([1, 2]);
            plt.savefig(Path.Combine(Folder, $"own{i}.png"));
        }
        plt.show();
        Assert.Equal(3 + 1, Directory.GetFiles(Folder).Length);
    }

    [Fact]
    public void Figures_have_numbers_and_are_closed_one_by_one()
    {
        Figure one = plt.figure(1), two = plt.figure(2);
        Assert.Same(one, plt.figure(1));
        Axes axes = plt.gca();
        Assert.Same(two, plt.figure(2));
        plt.close(two);
        Assert.Same(one, plt.gcf());
        Assert.Same(axes, plt.gca());
        plt.close(1);
        Assert.NotSame(one, plt.gcf());
        Assert.Contains("\"all\"", Assert.Throws<ArgumentException>(() => plt.close("some")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_arrays_are_drawn_and_a_grid_takes_the_place_of_what_it_covers()
    {
        NumSharp.NDArray t = NumSharp.np.linspace(0, 1, 20);
        plt.plot(t[":10"], t["5:15"]);
        plt.errorbar(t[":3"], t["-3:"], yerr: 0.1);
        Assert.True(plt.ylim() is (< 0.27, > 1.09), $"{plt.ylim()}");
        Axes whole = plt.gca(), upper = plt.subplot(2, 1, 1);
        Assert.DoesNotContain(whole, plt.gcf().axes);
        Axes lower = plt.subplot(2, 1, 2);
        Assert.Equal([upper, lower], plt.gcf().axes);
    }

    [Fact]
    public void Plots_below_each_other_begin_at_one_line_and_keep_their_numbers_inside()
    {
        Figure fig = plt.figure(figsize: (6, 3));
        for (int i = 0; i < 2; i++)
        {
            plt.subplot(2, 1, i + 1);
            plt.plot([i == 0 ? 0 : 99990, i == 0 ? 1 : 100000.5]);
        }
        using SkiaSharp.SKBitmap drawn = Drawn(fig);
        // The frames' left sides are the columns with the most ink; nothing is written at the picture's edge.
        int[] Ink(int from, int to) =>
            [.. Enumerable.Range(0, drawn.Width).Select(x => Enumerable.Range(from, to - from).Count(y => drawn.GetPixel(x, y).Red < 100))];
        int[] upper = Ink(0, drawn.Height / 2), lower = Ink(drawn.Height / 2, drawn.Height);
        Assert.Equal(Array.IndexOf(upper, upper.Take(drawn.Width / 2).Max()), Array.IndexOf(lower, lower.Take(drawn.Width / 2).Max()));
        Assert.Equal(0, upper[0] + lower[0] + upper[1] + lower[1]);
    }

    [Fact]
    public void The_last_plot_that_was_made_is_the_current_one()
    {
        var (fig, axes) = plt.subplots(1, 2);
        Assert.Same(axes[0, 1], plt.gca());
        Axes made = fig.add_subplot(2, 2, 3);
        Assert.Same(made, plt.gca());
        plt.sca(axes[0, 0]);
        Assert.Same(axes[0, 0], plt.gca());
    }

    private SkiaSharp.SKBitmap Drawn(Figure fig)
    {
        string path = Path.Combine(Folder, "space.png");
        fig.savefig(path);
        return SkiaSharp.SKBitmap.Decode(path);
    }
}
