using TorchSharp;
using F = TorchSharp.torch.nn.functional;

namespace KerasDigits.Ops;

/// <summary>Colours of images (batch, height, width, channels).</summary>
internal static class ColorOps
{
    /// <summary>Brightness of red, green and blue, one channel.</summary>
    public static Tensor Gray(Tensor x) => (x.narrow(3, 0, 1) * 0.2989) + (x.narrow(3, 1, 1) * 0.587) + (x.narrow(3, 2, 1) * 0.114);

    /// <summary>Hue (0 to 1), saturation (0 to 1) and value of each pixel.</summary>
    public static (Tensor Hue, Tensor Saturation, Tensor Value) Hsv(Tensor x)
    {
        Tensor r = x.narrow(3, 0, 1), g = x.narrow(3, 1, 1), b = x.narrow(3, 2, 1);
        Tensor value = x.amax([3L], keepdim: true), range = value - x.amin([3L], keepdim: true), zero = torch.zeros_like(value);
        Tensor saturation = torch.where(value > 0, range / value, zero), part = 1 / (range * 6);
        Tensor hue = torch.where(value.eq(r), part * (g - b),
            torch.where(value.eq(g), (part * (b - r)) + (2.0 / 6), (part * (r - g)) + (4.0 / 6)));
        hue = torch.where(range > 0, hue, zero);
        return (hue + hue.lt(0).to_type(hue.dtype), saturation, value);
    }

    /// <summary>The pixels of hue, saturation and value.</summary>
    public static Tensor Rgb(Tensor hue, Tensor saturation, Tensor value)
    {
        Tensor turn = hue * 6;
        Tensor r = ((turn - 3).abs() - 1).clamp(0, 1), g = (2 - (turn - 2).abs()).clamp(0, 1), b = (2 - (turn - 4).abs()).clamp(0, 1);
        return ((1 - saturation) + (saturation * torch.cat([r, g, b], 3))) * value;
    }

    /// <summary>Values of one range in another.</summary>
    public static Tensor Rescale(Tensor x, double low, double high, double newLow, double newHigh) =>
        low == newLow && high == newHigh ? x : ((x - low) * ((newHigh - newLow) / (high - low))) + newLow;

    /// <summary>Each channel stretched over 0 to 255; one of a single value stays.</summary>
    public static Tensor Stretch(Tensor x)
    {
        Tensor low = x.amin([1L, 2], keepdim: true), scale = 255 / (x.amax([1L, 2], keepdim: true) - low);
        Tensor result = ((x * scale) - (low * scale)).clamp(0, 255);
        return torch.where(result.isnan(), x, result);
    }

    /// <summary>All values of a channel, over all images, spread so that each is about as frequent.</summary>
    public static Tensor Equalize(Tensor x, int bins)
    {
        var channels = new List<Tensor>();
        for (long c = 0; c < x.size(3); c++)
        {
            Tensor channel = x.narrow(3, c, 1);
            Tensor places = (channel * ((bins - 1) / 255.0)).to_type(torch.ScalarType.Int64).clamp(0, bins - 1);
            Tensor counts = torch.bincount(places.flatten(), null, bins), sums = counts.cumsum(0);
            if (counts.count_nonzero().item<long>() <= 1)
            {
                channels.Add(channel);
                continue;
            }
            double least = sums.masked_select(sums > 0).min().item<long>(), all = sums[^1].item<long>();
            Tensor table = ((sums.to_type(torch.ScalarType.Float64) - least) * 255 / Math.Max(1, all - least)).round().clamp(0, 255)
                .to_type(x.dtype);
            channels.Add(table.index_select(0, places.flatten()).reshape(channel.shape));
        }
        return torch.cat(channels, 3);
    }

    /// <summary>Each channel by itself through a window.</summary>
    public static Tensor Filter(Tensor x, double[,] window)
    {
        long channels = x.size(3);
        Tensor kernel = torch.tensor(window, dtype: x.dtype, device: x.device).unsqueeze(0).unsqueeze(0).repeat(channels, 1, 1, 1);
        return F.conv2d(x.permute(0, 3, 1, 2), kernel, padding: [window.GetLength(0) / 2, window.GetLength(1) / 2], groups: channels)
            .permute(0, 2, 3, 1);
    }

    /// <summary>A window of the normal distribution, of sum 1.</summary>
    /// <param name="height">Height of the window.</param>
    /// <param name="width">Width of the window.</param>
    /// <param name="down">Standard deviation downwards, in pixels.</param>
    /// <param name="right">Standard deviation to the right.</param>
    public static double[,] ComputeGaussian(int height, int width, double down, double right)
    {
        static double[] Line(int size, double deviation)
        {
            double[] values = [.. Enumerable.Range(0, size)
                .Select(i => Math.Exp(-Math.Pow(i - ((size - 1) / 2.0), 2) / (2 * deviation * deviation)))];
            return [.. values.Select(v => v / values.Sum())];
        }
        double[] rows = Line(height, down), columns = Line(width, right);
        var window = new double[height, width];
        for (int i = 0; i < height; i++) { for (int j = 0; j < width; j++) { window[i, j] = rows[i] * columns[j]; } }
        return window;
    }

    /// <summary>Which pixels lie in a box of each image: from left to right and top to bottom, in pixels.</summary>
    public static Tensor Boxes(Tensor x, Tensor left, Tensor right, Tensor top, Tensor bottom)
    {
        Tensor rows = torch.arange(x.size(1), dtype: x.dtype, device: x.device).view(1, -1, 1, 1),
            columns = torch.arange(x.size(2), dtype: x.dtype, device: x.device).view(1, 1, -1, 1);
        Tensor At(Tensor t) => t.to_type(x.dtype).view(-1, 1, 1, 1);
        return rows.ge(At(top)).logical_and(rows.lt(At(bottom))).logical_and(columns.ge(At(left))).logical_and(columns.lt(At(right)));
    }

    /// <summary>One or the other, image by image or pixel by pixel.</summary>
    public static Tensor Choose(Tensor condition, Tensor yes, Tensor no) => torch.where(condition, yes, no);

    /// <summary>The images in a chance order.</summary>
    public static Tensor Shuffle(Tensor x, Tensor keys) => x.index_select(0, keys.argsort());
}
