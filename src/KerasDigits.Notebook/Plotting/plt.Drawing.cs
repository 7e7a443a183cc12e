using System.Runtime.CompilerServices;
using NumSharp;

namespace KerasDigits.Notebook;

/// <content>What stands on <see cref="Axes"/>, for the current plot.</content>
public static partial class plt
{
    /// <inheritdoc cref="Axes.plot(Points, string?, string?, string?, double?, string?, string?, double, string?, double?, double?, string?, double?)"/>
    public static void plot(Points y, string? fmt = null, string? color = null, string? ls = null, double? lw = null, string? label = null,
        string? marker = null, double alpha = 1, string? linestyle = null, double? linewidth = null, double? markersize = null,
        string? c = null, double? ms = null) => gca()
        .plot(y, fmt, color, ls, lw, label, marker, alpha, linestyle, linewidth, markersize, c, ms);

    /// <inheritdoc cref="Axes.plot(Points, Points, string?, string?, string?, double?, string?, string?, double, string?, double?, double?, string?, double?)"/>
    public static void plot(Points x, Points y, string? fmt = null, string? color = null, string? ls = null, double? lw = null,
        string? label = null, string? marker = null, double alpha = 1, string? linestyle = null, double? linewidth = null,
        double? markersize = null, string? c = null, double? ms = null) =>
            gca().plot(x, y, fmt, color, ls, lw, label, marker, alpha, linestyle, linewidth, markersize, c, ms);

    /// <inheritdoc cref="Axes.plot(IEnumerable{int}, Points, string?, string?, string?, double?, string?, string?, double, string?, double?, double?, string?, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static void plot(IEnumerable<int> x, Points y, string? fmt = null, string? color = null, string? ls = null,
        double? lw = null, string? label = null, string? marker = null, double alpha = 1, string? linestyle = null,
        double? linewidth = null, double? markersize = null, string? c = null, double? ms = null) =>
        gca().plot(x, y, fmt, color, ls, lw, label, marker, alpha, linestyle, linewidth, markersize, c, ms);

    /// <inheritdoc cref="Axes.plot(Points, Points, string, Points, Points, string)"/>
    public static void plot(Points x1, Points y1, string fmt1, Points x2, Points y2, string fmt2) =>
        gca().plot(x1, y1, fmt1, x2, y2, fmt2);

    /// <inheritdoc cref="Axes.scatter(Points, Points, Points?, PlotColors?, string, string, double?, double?, double, string?, string?, string?)"/>
    public static ScalarMappable scatter(Points x, Points y, Points? s = null, PlotColors? c = null, string marker = "o",
        string? cmap = null, double? vmin = null, double? vmax = null, double alpha = 1, string? edgecolors = null,
        string? label = null, string? color = null) =>
        gca().scatter(x, y, s, c, marker, cmap, vmin, vmax, alpha, edgecolors, label, color);

    /// <inheritdoc cref="Axes.imshow(TorchSharp.torch.Tensor, string, string, double?, double?, string, double, string, ValueTuple{double, double, double, double}?)"/>
    [OverloadResolutionPriority(-1)]
    public static AxesImage imshow(TorchSharp.torch.Tensor X, string? cmap = null, string aspect = "equal", double? vmin = null,
        double? vmax = null, string interpolation = "antialiased", double alpha = 1, string origin = "upper",
        (double left, double right, double bottom, double top)? extent = null) =>
        gca().imshow(X.numpy(), cmap, aspect, vmin, vmax, interpolation, alpha, origin, extent);

    /// <inheritdoc cref="Axes.imshow(NDArray, string, string, double?, double?, string, double, string, ValueTuple{double, double, double, double}?)"/>
    public static AxesImage imshow(NDArray X, string? cmap = null, string aspect = "equal", double? vmin = null,
        double? vmax = null, string interpolation = "antialiased", double alpha = 1, string origin = "upper",
        (double left, double right, double bottom, double top)? extent = null) =>
        gca().imshow(X, cmap, aspect, vmin, vmax, interpolation, alpha, origin, extent);

    /// <inheritdoc cref="Axes.set_title"/>
    public static void title(string label, double? fontsize = null, string? color = null, string loc = "center", double? y = null,
        double? pad = null, string? fontweight = null) =>
        gca().set_title(label, fontsize, color, loc, y, pad, fontweight);

    /// <inheritdoc cref="Axes.set_xlabel"/>
    public static void xlabel(string xlabel, double? fontsize = null, string? color = null, string? fontweight = null) =>
        gca().set_xlabel(xlabel, fontsize, color, fontweight);

    /// <inheritdoc cref="Axes.set_ylabel"/>
    public static void ylabel(string ylabel, double? fontsize = null, string? color = null, string? fontweight = null) =>
        gca().set_ylabel(ylabel, fontsize, color, fontweight);

    /// <inheritdoc cref="Axes.set_xticks(Points, string[], double, double?)"/>
    public static void xticks(Points ticks, string[]? labels = null, double rotation = 0, double? fontsize = null) =>
        gca().set_xticks(ticks, labels, rotation, fontsize);

    /// <inheritdoc cref="Axes.set_yticks(Points, string[], double?)"/>
    public static void yticks(Points ticks, string[]? labels = null, double? fontsize = null) =>
        gca().set_yticks(ticks, labels, fontsize);

    /// <inheritdoc cref="Axes.set_xticks(Points, NDArray, double, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static void xticks(Points ticks, NDArray labels, double rotation = 0, double? fontsize = null) =>
        gca().set_xticks(ticks, labels, rotation, fontsize);

    /// <inheritdoc cref="Axes.set_yticks(Points, NDArray, double?)"/>
    [OverloadResolutionPriority(-1)]
    public static void yticks(Points ticks, NDArray labels, double? fontsize = null) => gca().set_yticks(ticks, labels, fontsize);

    /// <inheritdoc cref="Axes.set_xticks(IEnumerable{int}, string[], double, double?)"/>
    [OverloadResolutionPriority(-2)]
    public static void xticks(IEnumerable<int> ticks, string[]? labels = null, double rotation = 0, double? fontsize = null) =>
        gca().set_xticks(ticks, labels, rotation, fontsize);

    /// <inheritdoc cref="Axes.set_yticks(IEnumerable{int}, string[], double?)"/>
    [OverloadResolutionPriority(-2)]
    public static void yticks(IEnumerable<int> ticks, string[]? labels = null, double? fontsize = null) =>
        gca().set_yticks(ticks, labels, fontsize);

    /// <summary>The colour map of what names none from now on, and of the current plot's image.</summary>
    /// <param name="cmap">Name of a Matplotlib colour map, such as "gray".</param>
    /// <exception cref="ArgumentException">There is no such map.</exception>
    public static void set_cmap(string cmap)
    {
        _ = ColorMap.Of(cmap);
        ColorMap.Default = cmap;
        if (s_axes is not null) { s_axes.Recolor(cmap); }
    }

    /// <summary>Greys as colour map: <see cref="set_cmap"/>.</summary>
    public static void gray() => set_cmap(mpl.cm.gray);

    /// <summary>Turn and size of the x axis' text, the ticks as they are: <c>plt.xticks(rotation: 90)</c>.</summary>
    /// <param name="rotation">Angle of the texts, in degrees; null: as it is.</param>
    /// <param name="fontsize">Size of the texts, in points; null: as it is.</param>
    public static void xticks(double? rotation = null, double? fontsize = null) => gca().tick_params("x", fontsize, rotation);

    /// <summary>The size of the y axis' text, the ticks as they are.</summary>
    /// <param name="fontsize">Size of the texts, in points; null: as it is.</param>
    public static void yticks(double? fontsize = null) => gca().tick_params("y", fontsize);

    /// <inheritdoc cref="Axes.tick_params"/>
    public static void tick_params(string axis = "both", double? labelsize = null, double? rotation = null, string which = "major",
        bool? bottom = null, bool? left = null, bool? labelbottom = null, bool? labelleft = null, string? labelcolor = null,
        string? colors = null) =>
        gca().tick_params(axis, labelsize, rotation, which, bottom, left, labelbottom, labelleft, labelcolor, colors);

    /// <inheritdoc cref="Axes.twinx"/>
    public static Axes twinx() => s_axes = gca().twinx();

    /// <inheritdoc cref="Axes.pie"/>
    public static void pie(Points x, Points? explode = null, string[]? labels = null, PlotColors? colors = null, string? autopct = null,
        bool shadow = false, double startangle = 0, bool counterclock = true) =>
            gca().pie(x, explode, labels, colors, autopct, shadow, startangle, counterclock);

    /// <inheritdoc cref="Axes.step"/>
    public static void step(Points x, Points y, string? fmt = null, string where = "pre", string? color = null, string? label = null) =>
        gca().step(x, y, fmt, where, color, label);

    /// <inheritdoc cref="Axes.stem(Points, Points, double, string?)"/>
    public static void stem(Points x, Points y, double bottom = 0, string? label = null) => gca().stem(x, y, bottom, label);

    /// <inheritdoc cref="Axes.stem(Points, double, string?)"/>
    public static void stem(Points y, double bottom = 0, string? label = null) => gca().stem(y, bottom, label);

    /// <inheritdoc cref="Axes.axvspan"/>
    public static void axvspan(double xmin, double xmax, string? color = null, double alpha = 1, string? label = null,
        string? facecolor = null) =>
        gca().axvspan(xmin, xmax, color, alpha, label, facecolor);

    /// <inheritdoc cref="Axes.axhspan"/>
    public static void axhspan(double ymin, double ymax, string? color = null, double alpha = 1, string? label = null,
        string? facecolor = null) =>
        gca().axhspan(ymin, ymax, color, alpha, label, facecolor);

    /// <inheritdoc cref="Axes.grid"/>
    public static void grid(bool visible = true, string which = "major", string axis = "both", string? color = null, string? ls = null,
        double? lw = null, double alpha = 1, string? linestyle = null, double? linewidth = null, string? c = null) =>
        gca().grid(visible, which, axis, color, ls, lw, alpha, linestyle, linewidth, c);

    /// <inheritdoc cref="Axes.legend(LegendLocation, double?, string?)"/>
    public static void legend(LegendLocation loc = default, double? fontsize = null, string? title = null) =>
        gca().legend(loc, fontsize, title);

    /// <inheritdoc cref="Axes.legend(string[], LegendLocation, double?, string?)"/>
    public static void legend(string[] labels, LegendLocation loc = default, double? fontsize = null, string? title = null) =>
        gca().legend(labels, loc, fontsize, title);

    /// <inheritdoc cref="Axes.bar(Points, Points, double, Points?, PlotColors?, string?, string?, double, string, Points?)"/>
    public static Bars bar(Points x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1, string align = "center", Points? yerr = null) =>
        gca().bar(x, height, width, bottom, color, edgecolor, label, alpha, align, yerr);

    /// <inheritdoc cref="Axes.bar(Points, Points, double, Points?, PlotColors?, string?, string?, double, string, Points?)"/>
    [OverloadResolutionPriority(-1)]
    public static Bars bar(IEnumerable<int> x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1, string align = "center", Points? yerr = null) =>
        gca().bar(x.ToArray(), height, width, bottom, color, edgecolor, label, alpha, align, yerr);

    /// <inheritdoc cref="Axes.bar(string[], Points, double, Points?, PlotColors?, string?, string?, double)"/>
    public static Bars bar(string[] x, Points height, double width = 0.8, Points? bottom = null, PlotColors? color = null,
        string? edgecolor = null, string? label = null, double alpha = 1) =>
        gca().bar(x, height, width, bottom, color, edgecolor, label, alpha);

    /// <inheritdoc cref="Axes.barh(Points, Points, double, PlotColors?, string?, string?, double)"/>
    public static Bars barh(Points y, Points width, double height = 0.8, PlotColors? color = null, string? edgecolor = null,
        string? label = null, double alpha = 1) => gca().barh(y, width, height, color, edgecolor, label, alpha);

    /// <inheritdoc cref="Axes.barh(string[], Points, double, PlotColors?, string?, string?, double)"/>
    public static Bars barh(string[] y, Points width, double height = 0.8, PlotColors? color = null, string? edgecolor = null,
        string? label = null, double alpha = 1) => gca().barh(y, width, height, color, edgecolor, label, alpha);

    /// <inheritdoc cref="Axes.hist(Points, int, ValueTuple{double, double}?, bool, string?, string?, double, string?, string)"/>
    public static (NDArray n, NDArray bins) hist(Points x, int bins = 10, (double from, double to)? range = null, bool density = false,
        string? color = null, string? label = null, double alpha = 1, string? edgecolor = null, string histtype = "bar") =>
        gca().hist(x, bins, range, density, color, label, alpha, edgecolor, histtype);

    /// <inheritdoc cref="Axes.hist(Points, Points, bool, string?, string?, double, string?, string)"/>
    public static (NDArray n, NDArray bins) hist(Points x, Points bins, bool density = false, string? color = null,
        string? label = null, double alpha = 1, string? edgecolor = null, string histtype = "bar") =>
        gca().hist(x, bins, density, color, label, alpha, edgecolor, histtype);

    /// <inheritdoc cref="Axes.hist(NDArray[], int, string[], string[], bool, double)"/>
    public static void hist(NDArray[] x, int bins = 10, string[]? label = null, string[]? color = null, bool density = false,
        double alpha = 1) => gca().hist(x, bins, label, color, density, alpha);

    /// <inheritdoc cref="Axes.quiver"/>
    public static void quiver(Points X, Points Y, Points U, Points V, string? color = null, double? scale = null, string angles = "uv",
        string scale_units = "width", double? width = null, double alpha = 1) =>
        gca().quiver(X, Y, U, V, color, scale, angles, scale_units, width, alpha);

    /// <inheritdoc cref="Axes.violinplot(NDArray[], Points?, double, bool, bool, bool)"/>
    public static void violinplot(NDArray[] dataset, Points? positions = null, double widths = 0.5, bool showmeans = false,
        bool showextrema = true, bool showmedians = false) =>
        gca().violinplot(dataset, positions, widths, showmeans, showextrema, showmedians);

    /// <inheritdoc cref="Axes.violinplot(NDArray, Points?, double, bool, bool, bool)"/>
    public static void violinplot(NDArray dataset, Points? positions = null, double widths = 0.5, bool showmeans = false,
        bool showextrema = true, bool showmedians = false) =>
        gca().violinplot(dataset, positions, widths, showmeans, showextrema, showmedians);

    /// <inheritdoc cref="Axes.boxplot(NDArray[], string[], double?, bool)"/>
    public static void boxplot(NDArray[] x, string[]? labels = null, double? widths = null, bool showfliers = true) =>
        gca().boxplot(x, labels, widths, showfliers);

    /// <inheritdoc cref="Axes.boxplot(NDArray, string[], double?, bool)"/>
    public static void boxplot(NDArray x, string[]? labels = null, double? widths = null, bool showfliers = true) =>
        gca().boxplot(x, labels, widths, showfliers);

    /// <inheritdoc cref="Axes.hlines(Points, Points, Points, string?, string, double, string?)"/>
    public static void hlines(Points y, Points xmin, Points xmax, string? colors = null, string linestyles = "-",
        double linewidth = 1.5, string? label = null) => gca().hlines(y, xmin, xmax, colors, linestyles, linewidth, label);

    /// <inheritdoc cref="Axes.vlines(Points, Points, Points, string?, string, double, string?)"/>
    public static void vlines(Points x, Points ymin, Points ymax, string? colors = null, string linestyles = "-",
        double linewidth = 1.5, string? label = null) => gca().vlines(x, ymin, ymax, colors, linestyles, linewidth, label);

    /// <inheritdoc cref="Axes.axhline(double, string?, string, double, string?, double, string?, double?, string?)"/>
    public static void axhline(double y = 0, string? color = null, string ls = "-", double lw = 1.5, string? label = null,
        double alpha = 1, string? linestyle = null, double? linewidth = null, string? c = null) =>
        gca().axhline(y, color, ls, lw, label, alpha, linestyle, linewidth, c);

    /// <inheritdoc cref="Axes.axvline(double, string?, string, double, string?, double, string?, double?, string?)"/>
    public static void axvline(double x = 0, string? color = null, string ls = "-", double lw = 1.5, string? label = null,
        double alpha = 1, string? linestyle = null, double? linewidth = null, string? c = null) =>
        gca().axvline(x, color, ls, lw, label, alpha, linestyle, linewidth, c);

    /// <inheritdoc cref="Axes.axvline(DateTime, string?, string, double, string?, double, string?, double?, string?)"/>
    public static void axvline(DateTime x, string? color = null, string ls = "-", double lw = 1.5, string? label = null,
        double alpha = 1, string? linestyle = null, double? linewidth = null, string? c = null) =>
        gca().axvline(x, color, ls, lw, label, alpha, linestyle, linewidth, c);

    /// <inheritdoc cref="Axes.fill_between(Points, Points, Points, string?, double, string?)"/>
    public static void fill_between(Points x, Points y1, Points y2 = default, string? color = null, double alpha = 1,
        string? label = null) => gca().fill_between(x, y1, y2, color, alpha, label);

    /// <inheritdoc cref="Axes.errorbar(Points, Points, Points?, Points?, string, string?, double, string?, string?, double)"/>
    public static void errorbar(Points x, Points y, Points? yerr = null, Points? xerr = null, string fmt = "-", string? ecolor = null,
        double capsize = 0, string? label = null, string? color = null, double alpha = 1) =>
        gca().errorbar(x, y, yerr, xerr, fmt, ecolor, capsize, label, color, alpha);

    /// <inheritdoc cref="Axes.text(double, double, string, double, string, string, string, string?, string?, string, Dictionary{string, object}?)"/>
    public static void text(double x, double y, string s, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline", string? horizontalalignment = null, string? verticalalignment = null, string fontweight = "normal",
        Dictionary<string, object>? bbox = null) =>
        gca().text(x, y, s, fontsize, color, ha, va, horizontalalignment, verticalalignment, fontweight, bbox);

    /// <inheritdoc cref="Axes.text(double, double, object, double, string, string, string, string?, string?, string, Dictionary{string, object}?)"/>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]
    public static void text(double x, double y, object s, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline", string? horizontalalignment = null, string? verticalalignment = null, string fontweight = "normal",
        Dictionary<string, object>? bbox = null) =>
        gca().text(x, y, s, fontsize, color, ha, va, horizontalalignment, verticalalignment, fontweight, bbox);

    /// <inheritdoc cref="Axes.annotate(string, ValueTuple{double, double}, ValueTuple{double, double}?, Dictionary{string, object}?, double, string, string, string)"/>
    public static void annotate(string text, (double x, double y) xy, (double x, double y)? xytext = null,
        Dictionary<string, object>? arrowprops = null, double fontsize = 10, string color = "black", string ha = "left",
        string va = "baseline") => gca().annotate(text, xy, xytext, arrowprops, fontsize, color, ha, va);

    /// <inheritdoc cref="Axes.contourf(NDArray, NDArray, NDArray, Points?, string, double)"/>
    public static ScalarMappable contourf(NDArray X, NDArray Y, NDArray Z, Points? levels = null, string? cmap = null,
        double alpha = 1) => gca().contourf(X, Y, Z, levels, cmap, alpha);

    /// <inheritdoc cref="Axes.contour(NDArray, NDArray, NDArray, Points?, string?, string, double, double)"/>
    public static ScalarMappable contour(NDArray X, NDArray Y, NDArray Z, Points? levels = null, string? colors = null,
        string? cmap = null, double linewidths = 1.5, double alpha = 1) =>
        gca().contour(X, Y, Z, levels, colors, cmap, linewidths, alpha);

    /// <inheritdoc cref="Axes.pcolormesh(NDArray, string, double?, double?, string?)"/>
    public static ScalarMappable pcolormesh(NDArray C, string? cmap = null, double? vmin = null, double? vmax = null,
        string? edgecolors = null) => gca().pcolormesh(C, cmap, vmin, vmax, edgecolors);

    /// <inheritdoc cref="Axes.set_xlim(double?, double?)"/>
    public static (double left, double right) xlim(double? left = null, double? right = null) => gca().set_xlim(left, right);

    /// <inheritdoc cref="Axes.set_xlim(Points)"/>
    public static (double left, double right) xlim(Points limits) => gca().set_xlim(limits);

    /// <inheritdoc cref="Axes.set_xlim(ValueTuple{double, double})"/>
    public static (double left, double right) xlim((double left, double right) limits) => gca().set_xlim(limits);

    /// <inheritdoc cref="Axes.set_ylim(double?, double?)"/>
    public static (double bottom, double top) ylim(double? bottom = null, double? top = null) => gca().set_ylim(bottom, top);

    /// <inheritdoc cref="Axes.set_ylim(Points)"/>
    public static (double bottom, double top) ylim(Points limits) => gca().set_ylim(limits);

    /// <inheritdoc cref="Axes.set_ylim(ValueTuple{double, double})"/>
    public static (double bottom, double top) ylim((double bottom, double top) limits) => gca().set_ylim(limits);

    /// <inheritdoc cref="Axes.axis(string?)"/>
    public static (double xmin, double xmax, double ymin, double ymax) axis(string? option = null) => gca().axis(option);

    /// <inheritdoc cref="Axes.axis(Points)"/>
    public static (double xmin, double xmax, double ymin, double ymax) axis(Points limits) => gca().axis(limits);

    /// <inheritdoc cref="Axes.set_xscale"/>
    public static void xscale(string value, double linthresh = 2) => gca().set_xscale(value, linthresh);

    /// <inheritdoc cref="Axes.set_yscale"/>
    public static void yscale(string value, double linthresh = 2) => gca().set_yscale(value, linthresh);

    /// <summary>A matrix as a picture in a new figure.</summary>
    /// <param name="A">Shape (rows, columns).</param>
    /// <param name="cmap">Name of a colour map; null: the default one.</param>
    public static void matshow(NDArray A, string? cmap = null)
    {
        figure();
        imshow(A, cmap);
    }

    /// <summary>A line over an axis of logarithms: the x axis.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <param name="fmt">Format: colour, marker and style, such as "r--"; null: the next colour of the cycle, a line.</param>
    /// <param name="color">Colour; null: that of fmt.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    public static void semilogx(Points x, Points y, string? fmt = null, string? color = null, string? label = null)
    {
        gca().set_xscale("log");
        gca().plot(x, y, fmt, color, label: label);
    }

    /// <summary>A line over an axis of logarithms: the y axis.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <param name="fmt">Format: colour, marker and style, such as "r--"; null: the next colour of the cycle, a line.</param>
    /// <param name="color">Colour; null: that of fmt.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    public static void semilogy(Points x, Points y, string? fmt = null, string? color = null, string? label = null)
    {
        gca().set_yscale("log");
        gca().plot(x, y, fmt, color, label: label);
    }

    /// <summary>A line over an axis of logarithms: both axes.</summary>
    /// <param name="x">Positions on the x axis.</param>
    /// <param name="y">Values, as many as positions.</param>
    /// <param name="fmt">Format: colour, marker and style, such as "r--"; null: the next colour of the cycle, a line.</param>
    /// <param name="color">Colour; null: that of fmt.</param>
    /// <param name="label">Name in the legend; null: none.</param>
    public static void loglog(Points x, Points y, string? fmt = null, string? color = null, string? label = null)
    {
        gca().set_xscale("log");
        gca().set_yscale("log");
        gca().plot(x, y, fmt, color, label: label);
    }
}
