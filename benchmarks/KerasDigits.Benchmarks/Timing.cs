using System.Diagnostics;

namespace KerasDigits.Benchmarks;

/// <summary>Times an action after a first, uncounted one.</summary>
internal static class Timing
{
    /// <summary>Median milliseconds of <paramref name="times"/> calls.</summary>
    public static double Median(Action action, int times)
    {
        action();
        double[] figures = new double[times];
        for (int i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            action();
            figures[i] = clock.Elapsed.TotalMilliseconds;
        }
        Array.Sort(figures);
        return figures[times / 2];
    }
}
