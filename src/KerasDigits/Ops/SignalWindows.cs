using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>Windows of frames by SciPy's names, and the Fourier transform as the kernel of a convolution.</summary>
/// <remarks>Source: scipy.signal.windows.</remarks>
internal static partial class SignalOps
{
    /// <summary>Windows that are sums of cosines: the parts of cos(0), cos(t), cos(2t) …, with changing signs.</summary>
    private static readonly Dictionary<string, double[]> s_cosines = new()
    {
        ["boxcar"] = [1], ["hann"] = [0.5, 0.5], ["hamming"] = [0.54, 0.46], ["blackman"] = [0.42, 0.5, 0.08],
        ["nuttall"] = [0.3635819, 0.4891775, 0.1365995, 0.0106411], ["blackmanharris"] = [0.35875, 0.48829, 0.14128, 0.01168],
        ["flattop"] = [0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368],
    };

    /// <summary>Throws unless a window of that name is here.</summary>
    public static string CheckWindowName(string name) => Guard.OneOf(name, [.. s_cosines.Keys, "bartlett", "triang", "cosine", "barthann"],
        "window");

    /// <summary>A window's values.</summary>
    /// <param name="name">Name of the window, such as "hann".</param>
    /// <param name="length">Number of values.</param>
    /// <param name="periodic">Whether it is one period, instead of symmetric.</param>
    public static double[] ComputeWindow(string name, long length, bool periodic)
    {
        long points = periodic ? length + 1 : length;
        return [.. Enumerable.Range(0, (int)length).Select(i => points == 1 ? 1 : Value(i))];

        double Value(int i)
        {
            double part = (double)i / (points - 1), turn = 2 * Math.PI * part;
            if (s_cosines.TryGetValue(name, out double[]? parts))
            {
                return parts.Select((p, k) => (k % 2 == 0 ? p : -p) * Math.Cos(k * turn)).Sum();
            }
            return name switch
            {
                "bartlett" => 1 - Math.Abs((2 * part) - 1),
                "triang" => 1 - (Math.Abs((2 * i) - (points - 1.0)) / (points + (points % 2))),
                "cosine" => Math.Sin(Math.PI / points * (i + 0.5)),
                _ => 0.62 - (0.48 * Math.Abs(part - 0.5)) + (0.38 * Math.Cos(2 * Math.PI * (part - 0.5))),
            };
        }
    }

    /// <summary>The kernel (time, frequencies) of a windowed transform's real or imaginary part.</summary>
    public static Tensor FourierKernel(long length, long frequencies, bool real, string? window, string? scaling, bool periodic)
    {
        double[]? shape = window is null ? null : ComputeWindow(window, length, periodic);
        double divisor = shape is null ? 1
            : scaling switch { "density" => Math.Sqrt(shape.Sum(v => v * v)), "spectrum" => shape.Sum(Math.Abs), _ => 1 };
        var kernel = new double[length, frequencies];
        for (long t = 0; t < length; t++)
        {
            for (long f = 0; f < frequencies; f++)
            {
                // In float, as Keras: the sign of what should be 0 decides whether an angle is pi or its negative.
                float angle = frequencies == 1 ? 0 : -2f * t * ((float)f / ((frequencies - 1) * 2)) * MathF.PI;
                kernel[t, f] = (real ? Math.Cos(angle) : Math.Sin(angle)) * (shape?[t] ?? 1) / divisor;
            }
        }
        return torch.tensor(kernel);
    }

    /// <summary>
    /// Power of the positive frequencies along an axis, with that of the negative ones: all but the first and last twice.
    /// </summary>
    public static Tensor BothSides(Tensor power, int axis)
    {
        long count = power.size(axis);
        if (count <= 2) { return power; }
        Tensor middle = power.narrow(axis, 1, count - 2) * 2;
        return torch.cat([power.narrow(axis, 0, 1), middle, power.narrow(axis, count - 1, 1)], axis);
    }
}
