using NumSharp;
using SkiaSharp;

namespace KerasDigits.Notebook;

/// <summary>An image's colours.</summary>
internal sealed record Raster(int Width, int Height, SKColor[] Colors, double Low = 0, double High = 1)
{
    public static Raster Of(NDArray image, ScottPlot.IColormap map, double? vmin, double? vmax)
    {
        int[] dims = Buffers.GetDims(image);
        if (dims.Length == 3 && dims[2] == 1) { dims = dims[..2]; }
        if (dims.Length is not (2 or 3) || (dims.Length == 3 && dims[2] is not (3 or 4)) || image.size == 0)
        {
            throw new ArgumentException($"Invalid shape {Buffers.WriteText(image)} for image data. It must be (height, width) or (height, "
                + "width, 3 or 4). Reshape it first.", nameof(image));
        }
        double[] values = Buffers.ToDoubles(image);
        var colors = new SKColor[dims[0] * dims[1]];
        if (dims.Length == 2)
        {
            double[] finite = [.. values.Where(double.IsFinite).DefaultIfEmpty(0)];
            double low = vmin ?? finite.Min(), high = vmax ?? finite.Max();
            for (int i = 0; i < colors.Length; i++)
            {
                double share = high > low ? (values[i] - low) / (high - low) : 0;
                ScottPlot.Color color = map.GetColor(Math.Clamp(double.IsNaN(share) ? 0 : share, 0, 1));
                colors[i] = double.IsNaN(values[i]) ? SKColors.Transparent : new SKColor(color.R, color.G, color.B);
            }
            return new Raster(dims[1], dims[0], colors, low, high);
        }
        bool floats = image.typecode is NPTypeCode.Single or NPTypeCode.Double or NPTypeCode.Half;
        for (int i = 0; i < colors.Length; i++)
        {
            byte GetLevel(int channel) =>
                (byte)Math.Clamp(floats ? Math.Round(values[(i * dims[2]) + channel] * 255) : values[(i * dims[2]) + channel], 0, 255);
            colors[i] = new SKColor(GetLevel(0), GetLevel(1), GetLevel(2), dims[2] == 4 ? GetLevel(3) : (byte)255);
        }
        return new Raster(dims[1], dims[0], colors);
    }

    /// <summary>As a bitmap, the first row above or below.</summary>
    public SKBitmap MakeBitmap(bool fromBelow = false) =>
        new(Width, Height) { Pixels = fromBelow ? [.. Colors.Chunk(Width).Reverse().SelectMany(row => row)] : Colors };
}
