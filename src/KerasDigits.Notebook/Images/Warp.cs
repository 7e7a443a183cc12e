namespace KerasDigits.Notebook;

/// <summary>OpenCV's way of fetching pixels from places between pixels: 32 places to a pixel, weights of a table.</summary>
/// <param name="width">Of the old image.</param>
/// <param name="height">Of the old image.</param>
/// <param name="channels">Values of a pixel.</param>
/// <param name="interpolation">INTER_NEAREST, INTER_LINEAR or INTER_CUBIC.</param>
/// <param name="isBytes">Whether weights are whole 32768ths and sums are rounded to bytes.</param>
/// <param name="border">One of the BORDER_ constants.</param>
/// <param name="borderValue">Values beyond the edges for BORDER_CONSTANT.</param>
internal sealed class Warp(int width, int height, int channels, int interpolation, bool isBytes, int border, double[] borderValue)
{
    /// <summary>Places are computed in 1024ths, kept in 32nds; weights of bytes are 32768ths.</summary>
    private const int PlaceBits = 10, StepBits = 5, Steps = 1 << StepBits, WeightScale = 1 << 15;

    private readonly int _taps = interpolation switch { cv2.INTER_NEAREST => 1, cv2.INTER_LINEAR => 2, _ => 4 };

    /// <summary>The new image.</summary>
    /// <param name="source">The old one.</param>
    /// <param name="m">The matrix that leads from new places to old ones.</param>
    /// <param name="newWidth">Width of the new image in pixels.</param>
    /// <param name="newHeight">Height of the new image in pixels.</param>
    public double[] Run(double[] source, double[] m, int newWidth, int newHeight)
    {
        double[][] weights = [.. Enumerable.Range(0, Steps).Select(ComputeWeights)];
        var result = new double[newWidth * newHeight * channels];
        int shift = _taps == 1 ? PlaceBits : PlaceBits - StepBits, round = _taps == 1 ? 1 << (PlaceBits - 1)
            : 1 << (PlaceBits - StepBits - 1);
        int[] stepX = [.. Enumerable.Range(0, newWidth).Select(x => ToFixed(m[0] * x))],
            stepY = [.. Enumerable.Range(0, newWidth).Select(x => ToFixed(m[3] * x))];
        for (int y = 0; y < newHeight; y++)
        {
            int startX = ToFixed((m[1] * y) + m[2]) + round, startY = ToFixed((m[4] * y) + m[5]) + round;
            for (int x = 0; x < newWidth; x++)
            {
                int placeX = (startX + stepX[x]) >> shift, placeY = (startY + stepY[x]) >> shift, to = ((y * newWidth) + x) * channels;
                if (_taps == 1)
                {
                    for (int c = 0; c < channels; c++) { result[to + c] = Sample(source, placeX, placeY, c); }
                    continue;
                }
                Fill(source, placeX >> StepBits, placeY >> StepBits,
                    MakeTable(weights[placeX & (Steps - 1)], weights[placeY & (Steps - 1)]),
                    result.AsSpan(to, channels));
            }
        }
        return result;
    }

    private void Fill(double[] source, int x, int y, double[] table, Span<double> pixel)
    {
        int first = (_taps / 2) - 1;
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            for (int i = 0; i < table.Length; i++)
            {
                if (table[i] != 0) { sum += table[i] * Sample(source, x - first + (i % _taps), y - first + (i / _taps), c); }
            }
            pixel[c] = isBytes ? Math.Clamp(Math.Floor((sum + (WeightScale / 2)) / WeightScale), 0, 255) : sum;
        }
    }

    private double Sample(double[] source, int x, int y, int channel)
    {
        (x, y) = (Border.FindPlace(x, width, border), Border.FindPlace(y, height, border));
        return x < 0 || y < 0 ? channel < borderValue.Length ? borderValue[channel] : 0 : source[(((y * width) + x) * channels) + channel];
    }

    /// <summary>The weights of all pixels around a place. Those of bytes are made to sum up by the largest or the smallest of the middle
    /// ones.</summary>
    private double[] MakeTable(double[] across, double[] down)
    {
        double[] table = [.. from d in down from a in across select d * a];
        if (!isBytes) { return table; }
        table = Array.ConvertAll(table, w => Math.Round(w * WeightScale, MidpointRounding.ToEven));
        double spare = table.Sum() - WeightScale;
        if (spare == 0) { return table; }
        int half = _taps / 2;
        int[] middle = [.. from k in new[] { half, Math.Min(half + 1, _taps - 1) } from j in new[] { half,
            Math.Min(half + 1, _taps - 1) } select (k * _taps) + j];
        int chosen = spare < 0 ? middle.MaxBy(i => table[i]) : middle.MinBy(i => table[i]);
        table[chosen] -= spare;
        return table;
    }

    private double[] ComputeWeights(int step)
    {
        float x = step / (float)Steps;
        if (_taps == 2) { return [1 - x, x]; }
        Span<float> cubic = stackalloc float[4];
        Taps.WriteCubic(x, cubic);
        return [cubic[0], cubic[1], cubic[2], cubic[3]];
    }

    private static int ToFixed(double v) => (int)Math.Round(v * (1 << PlaceBits), MidpointRounding.ToEven);
}
