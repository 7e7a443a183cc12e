using System.Diagnostics;

namespace KerasDigits.Benchmarks;

/// <summary>Times an action after a first, uncounted one.</summary>
internal static class Timing
{
    /// <summary>Milliseconds of runs that are not counted: by then .NET has compiled what short ones run.</summary>
    public const double WarmUp = 500;

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

    /// <summary>
    /// Median of <paramref name="times"/> ratios of two actions' times, each pair run one after the other, the first one changing.
    /// </summary>
    public static double MedianRatio(Action one, Action other, int times)
    {
        double[] figures = new double[times + 1];
        for (int i = 0; i <= times; i++)
        {
            double first = Once(i % 2 == 0 ? one : other), second = Once(i % 2 == 0 ? other : one);
            figures[i] = i % 2 == 0 ? first / second : second / first;
        }
        double[] counted = [.. figures[1..].Order()]; // the first pair compiles and fills caches
        return counted[times / 2];
    }

    /// <summary>The middle one of figures; of an even number the mean of the two in the middle.</summary>
    public static double Median(List<double> figures)
    {
        double[] sorted = [.. figures.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>Milliseconds of one call.</summary>
    public static double Once(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalMilliseconds;
    }
}
