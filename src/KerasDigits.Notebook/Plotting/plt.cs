using System.Runtime.CompilerServices;
using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>
/// Matplotlib's pyplot: <c>using KerasDigits.Notebook;</c> and <c>plt.plot(...)</c>. Each thread has its own figures, of which one is
/// current; show writes those that are open as PNG and says where.
/// </summary>
public static partial class plt
{
    [ThreadStatic]
    private static Axes? s_axes;

    private static int s_shown;
    private static (int Cell, int Figures) s_last;

    /// <summary>Whether figures are a notebook's: <see cref="InteractiveShell.run_line_magic"/>.</summary>
    internal static bool IsInline { get; set; }

    /// <summary>Colour maps by their names.</summary>
    public abstract class cm : mpl.cm
    {
        /// <summary>The map of that name.</summary>
        /// <param name="name">Matplotlib's name of a colour map.</param>
        /// <exception cref="ArgumentException">There is no such map.</exception>
        public static string get_cmap(string name)
        {
            _ = ColorMap.Of(name);
            return name;
        }
    }

    /// <summary>The folder where <see cref="show"/> writes; "plots" under the current one unless set.</summary>
    public static string Folder { get; set; } = "plots";

    /// <summary>Where <see cref="show"/> prints the file's place; the process's standard output unless set.</summary>
    public static TextWriter Output { get; set; } = Console.Out;

    /// <summary>Settings by Matplotlib's names: <c>plt.rcParams["figure.figsize"] = (10, 6)</c>.</summary>
    public static RcParams rcParams { get; } = new();

    /// <summary>A new figure with one plot.</summary>
    /// <param name="figsize">(width, height) in inches; null: rcParams' "figure.figsize", or (6.4, 4.8), in a notebook's cell (6,
    /// 4).</param>
    /// <param name="dpi">Pixels per inch; null: 100, in a notebook's cell 72.</param>
    /// <param name="facecolor">Colour of the paper; null: white, or what the style says.</param>
    [OverloadResolutionPriority(1)]
    public static (Figure fig, Axes ax) subplots((double width, double height)? figsize = null, int? dpi = null, string? facecolor = null)
    {
        Figure fig = figure(figsize, dpi, facecolor);
        return (fig, s_axes = fig.add_subplot(1, 1, 1));
    }

    /// <summary>A new figure with a grid of plots, <c>ax[row, column]</c>, or with one, <c>ax</c> itself.</summary>
    /// <param name="nrows">Number of rows, 1 or more.</param>
    /// <param name="ncols">Number of columns, 1 or more.</param>
    /// <param name="figsize">(width, height) in inches; null: rcParams' "figure.figsize", or (6.4, 4.8), in a notebook's cell (6,
    /// 4).</param>
    /// <param name="dpi">Pixels per inch; null: 100, in a notebook's cell 72.</param>
    /// <param name="sharex">Whether all have one x axis.</param>
    /// <param name="sharey">Whether all have one y axis.</param>
    /// <param name="facecolor">Colour of the paper; null: white, or what the style says.</param>
    public static (Figure fig, AxesGrid ax) subplots(int nrows = 1, int ncols = 1, (double width, double height)? figsize = null,
        int? dpi = null, bool sharex = false, bool sharey = false, string? facecolor = null)
    {
        Figure fig = figure(figsize, dpi, facecolor);
        var ax = new Axes[nrows, ncols];
        for (int i = 0; i < nrows * ncols; i++) { ax[i / ncols, i % ncols] = fig.add_subplot(nrows, ncols, i + 1); }
        if (sharex) { Axes.ShareX([.. ax.Cast<Axes>()]); }
        if (sharey) { Axes.ShareY([.. ax.Cast<Axes>()]); }
        s_axes = ax[nrows - 1, ncols - 1];
        return (fig, new AxesGrid(ax));
    }

    /// <summary>Makes a cell of a grid (from 1, row by row) the current plot.</summary>
    /// <param name="nrows">Rows of the grid, above 0.</param>
    /// <param name="ncols">Columns of the grid, above 0.</param>
    /// <param name="index">Number of the cell, from 1.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    /// <remarks>Plots of another grid that lie where it is are taken away, as Matplotlib does.</remarks>
    public static Axes subplot(int nrows, int ncols, int index) => gcf().Uncover(gcf().add_subplot(nrows, ncols, index));

    /// <summary>Makes a cell the current plot by three digits: <c>plt.subplot(121)</c>.</summary>
    /// <param name="pos">Rows, columns and number, a digit each.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public static Axes subplot(int pos) => gcf().Uncover(gcf().add_subplot(pos));

    /// <summary>A plot in space: <c>var ax = plt.axes(projection: "3d")</c>.</summary>
    /// <inheritdoc cref="Figure.add_subplot(int, string)"/>
    public static Axes3D axes(string projection) => Figure.AddInSpace(gca(), projection);

    /// <summary>A cell as a plot in space: <c>plt.subplot(121, projection: "3d")</c>.</summary>
    /// <inheritdoc cref="Figure.add_subplot(int, string)"/>
    public static Axes3D subplot(int pos, string projection) => Figure.AddInSpace(subplot(pos), projection);

    /// <inheritdoc cref="subplot(int, string)"/>
    public static Axes3D subplot(int nrows, int ncols, int index, string projection) =>
        Figure.AddInSpace(subplot(nrows, ncols, index), projection);

    /// <summary>Makes a plot the current one.</summary>
    /// <param name="ax">The plot to go on with.</param>
    public static void sca(Axes ax) => s_axes = ax;

    /// <inheritdoc cref="Figure.suptitle"/>
    public static void suptitle(string t, double? fontsize = null) => gcf().suptitle(t, fontsize);

    /// <inheritdoc cref="Figure.tight_layout"/>
    public static void tight_layout(double pad = 1.08) => gcf().tight_layout(pad);

    /// <inheritdoc cref="Figure.subplots_adjust"/>
    public static void subplots_adjust(double? left = null, double? bottom = null, double? right = null, double? top = null,
        double? wspace = null, double? hspace = null) =>
        gcf().subplots_adjust(left, bottom, right, top, wspace, hspace);

    /// <summary>Settings by Matplotlib's names: <c>plt.rc("font", size: 12)</c>.</summary>
    /// <inheritdoc cref="mpl.rc"/>
    public static void rc(string group, double? labelsize = null, double? titlesize = null, double? fontsize = null, double? size = null,
        (double width, double height)? figsize = null, int? dpi = null, double? linewidth = null) =>
        mpl.rc(group, labelsize, titlesize, fontsize, size, figsize, dpi, linewidth);

    /// <summary>Empties the current plot.</summary>
    public static void cla() => gca().clear();

    /// <summary>Reads an image file.</summary>
    /// <param name="fname">PNG, JPEG, BMP, GIF or WebP.</param>
    /// <returns>(height, width, 3 or 4), or (height, width) of greys: PNG as float32 from 0 to 1, others as uint8.</returns>
    /// <exception cref="FileNotFoundException">There is no such file, or it is not an image.</exception>
    public static NDArray imread(string fname)
    {
        NDArray image = cv2.imread(fname, cv2.IMREAD_UNCHANGED)
            ?? throw new FileNotFoundException($"No such image file: '{fname}'.", fname);
        if (image.ndim == 3)
        {
            // OpenCV's order is blue, green, red.
            byte[] pixels = Buffers.Flatten<byte>(image, NPTypeCode.Byte);
            int channels = (int)image.shape[2];
            for (int i = 0; i < pixels.Length; i += channels) { (pixels[i], pixels[i + 2]) = (pixels[i + 2], pixels[i]); }
            image = Buffers.MakeArray<byte>(pixels, NPTypeCode.Byte, Buffers.GetDims(image));
        }
        return Path.GetExtension(fname).Equals(".png", StringComparison.OrdinalIgnoreCase) ? image.astype(np.float32) / 255f : image;
    }

    /// <summary>Writes an array as an image file, a pixel for each value.</summary>
    /// <param name="fname">Its ending says the format: .png, .jpg or .webp.</param>
    /// <param name="arr">(height, width) through a colour map, or (height, width, 3 or 4) as colours.</param>
    /// <param name="cmap">Name of the colour map; null: what plt.set_cmap chose, or viridis.</param>
    /// <param name="vmin">The value of the map's first colour; null: the least.</param>
    /// <param name="vmax">The value of the map's last colour; null: the largest.</param>
    /// <exception cref="NotSupportedException">The ending is another.</exception>
    public static void imsave(string fname, NDArray arr, string? cmap = null, double? vmin = null, double? vmax = null)
    {
        SKEncodedImageFormat format = Path.GetExtension(fname).ToLowerInvariant() switch
        {
            ".png" => SKEncodedImageFormat.Png,
            ".jpg" or ".jpeg" => SKEncodedImageFormat.Jpeg,
            ".webp" => SKEncodedImageFormat.Webp,
            _ => throw new NotSupportedException($"fname must end in .png, .jpg or .webp. Received: fname='{fname}'."),
        };
        using SKBitmap bitmap = Raster.Of(arr, ColorMap.Of(cmap), vmin, vmax).MakeBitmap();
        using SKData data = bitmap.Encode(format, 95);
        Files.Write(fname, data.SaveTo);
    }

    /// <summary>A bar beside a plot that says which colour means which value.</summary>
    /// <param name="mappable">Drawing whose colour map is shown; null: the last one on the current plot.</param>
    /// <param name="ax">The plot beside which it stands; null: that of the mappable.</param>
    /// <param name="label">Text beside the bar's numbers; null: none.</param>
    /// <exception cref="InvalidOperationException">Nothing was drawn with a colour map.</exception>
    public static ColorBar colorbar(ScalarMappable? mappable = null, Axes? ax = null, string? label = null) =>
        gcf().colorbar(mappable ?? gca().Mappable
        ?? throw new InvalidOperationException("No mappable was found to use for colorbar creation. First define a mappable such as an "
            + "image (with imshow) or a contour set (with contourf)."), ax, label);

    /// <inheritdoc cref="Figure.savefig"/>
    public static void savefig(string fname, int? dpi = null, string? bbox_inches = null, string? format = null) =>
        gcf().savefig(fname, dpi, bbox_inches, format);

    /// <summary>The second figure of cell 14 is cell_14_2.</summary>
    private static string NameCell()
    {
        int cell = IPython.get_ipython().execution_count;
        s_last = (cell, s_last.Cell == cell ? s_last.Figures + 1 : 1);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"cell_{cell:00}{(s_last.Figures > 1 ? $"_{s_last.Figures}" : "")}");
    }

    /// <summary>Empties the current figure: the plots that follow start over.</summary>
    public static void clf()
    {
        gcf().clear();
        s_axes = null;
    }
}
