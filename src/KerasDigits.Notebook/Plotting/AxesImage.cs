using System.Globalization;
using System.Runtime.CompilerServices;

namespace KerasDigits.Notebook;

/// <summary>A picture on a plot, as <c>Axes.imshow</c> gives it: what a notebook shows under a cell that ends with it.</summary>
public sealed class AxesImage : ScalarMappable
{
    internal AxesImage(Axes axes, ScottPlot.IColormap map, double low, double high) : base(axes, map, low, high) { }

    /// <summary>As Jupyter shows it; the number tells pictures apart.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"<matplotlib.image.AxesImage at 0x{RuntimeHelpers.GetHashCode(this):x}>");
}
