namespace KerasDigits.Notebook;

/// <summary>Settings of figures that are made from now on, by Matplotlib's names.</summary>
public sealed class RcParams
{
    internal RcParams() { }

    internal (double, double)? Size { get; private set; }

    internal int? Dpi { get; private set; }

    /// <summary>Several settings at once: <c>plt.rcParams.update(new() { ["font.size"] = 12 })</c>.</summary>
    /// <param name="settings">Settings by their names.</param>
    /// <exception cref="ArgumentException">There is no such setting, or a value is of another kind.</exception>
    public void update(Dictionary<string, object> settings)
    {
        foreach (var (name, value) in settings) { this[name] = value; }
    }

    /// <summary>A setting: "figure.figsize", "figure.dpi", "axes.labelsize", "axes.titlesize", "xtick.labelsize", "ytick.labelsize",
    /// "legend.fontsize", "font.size", "lines.linewidth".</summary>
    /// <param name="key">Matplotlib's name of the setting, such as "figure.dpi".</param>
    /// <exception cref="ArgumentException">There is no such setting, or the value is of another kind.</exception>
    public object this[string key]
    {
        set
        {
            switch (key, value)
            {
                case ("figure.figsize", (int w, int h)): Size = (w, h); break;
                case ("figure.figsize", (double w, double h)): Size = (w, h); break;
                case ("figure.figsize", (int w, double h)): Size = (w, h); break;
                case ("figure.figsize", (double w, int h)): Size = (w, h); break;
                case ("figure.figsize", int[] and [var w, var h]): Size = (w, h); break;
                case ("figure.figsize", double[] and [var w, var h]): Size = (w, h); break;
                case ("figure.dpi", int dpi): Dpi = dpi; break;
                case ("axes.labelsize", int or double): mpl.rc("axes", labelsize: ToNumber(value)); break;
                case ("axes.titlesize", int or double): mpl.rc("axes", titlesize: ToNumber(value)); break;
                case ("xtick.labelsize", int or double): mpl.rc("xtick", labelsize: ToNumber(value)); break;
                case ("ytick.labelsize", int or double): mpl.rc("ytick", labelsize: ToNumber(value)); break;
                case ("legend.fontsize", int or double): mpl.rc("legend", fontsize: ToNumber(value)); break;
                case ("font.size", int or double): mpl.rc("font", size: ToNumber(value)); break;
                case ("lines.linewidth", int or double): mpl.rc("lines", linewidth: ToNumber(value)); break;
                default:
                    throw new ArgumentException("rcParams takes figure.figsize (width, height), figure.dpi (a whole number) and the "
                        + "sizes axes.labelsize, axes.titlesize, xtick.labelsize, ytick.labelsize, legend.fontsize, font.size, and "
                        + $"lines.linewidth. Received: rcParams[\"{key}\"] = {value}.", nameof(key));
            }
        }
    }

    internal void Reset() => (Size, Dpi) = (null, null);

    private static double ToNumber(object value) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
}
