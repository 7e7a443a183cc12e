using System.Diagnostics;

namespace KerasDigits.Benchmarks;

/// <summary>Times an action after a first, uncounted one.</summary>
internal static class Timing
{
    /// <summary>Median milliseconds of <paramref name="times"/> calls.</summary>
    public static double Median(Action action, int times) => Median(() => 0, _ => action(), times);

    /// <summary>Median milliseconds of <paramref name="times"/> calls, each on something made for it beforehand.</summary>
    public static double Median<T>(Func<T> make, Action<T> action, int times)
    {
        action(make());
        double[] figures = new double[times];
        for (int i = 0; i < times; i++)
        {
            T subject = make();
            var clock = Stopwatch.StartNew();
            action(subject);
            figures[i] = clock.Elapsed.TotalMilliseconds;
        }
        Array.Sort(figures);
        return figures[times / 2];
    }
}
