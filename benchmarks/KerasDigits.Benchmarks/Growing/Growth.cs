using System.Globalization;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Growing;

/// <summary>
/// How costs grow with sizes: for each row of a table the least of some turns, and the power of the size by which the second half of the
/// row grows (1: linear). A step beyond 1.15 where work is linear is marked.
/// </summary>
internal static class Growth
{
    private const double Linear = 1.15;

    private sealed record Row(string What, string Unit, int[] Sizes, double Power, Func<int, double> Cost);

    private static readonly Row[] s_rows =
    [
        new("batch: fit of 784-64-10, ms a step", "ms", [1, 4, 16, 64, 256, 1024], 1, BatchFit),
        new("batch: predict of 784-64-10, ms a batch", "ms", [1, 4, 16, 64, 256, 1024], 1, BatchPredict),
        new("width: fit of 32 x n x n, ms a step", "ms", [8, 32, 128, 512, 2048, 8192], 2, WidthFit),
        new("parameters: fit of n x n to n x 1 by adam, a batch of 32, ms a step by n * n", "ms",
            [10, 1000, 100_000, 1_000_000, 10_000_000, 100_000_000], 1, ParametersFit),
        new("depth: build and compile of n layers, ms", "ms", [1, 10, 100, 500, 1000], 1, DepthBuild),
        new("depth: fit of n layers of 16, ms a step", "ms", [1, 10, 100, 500, 1000], 1, DepthFit),
        new("depth: save and load .h5 of n layers, ms", "ms", [1, 10, 100, 500, 1000], 1, DepthFiles),
        new("depth: summary of n layers, ms", "ms", [1, 10, 100, 500, 1000], 1, DepthSummary),
        new("series: fit of LSTM(16), n steps, ms a batch of 4", "ms", [10, 100, 1000, 10000], 1, Series),
        new("rows: epoch of 8-4-1, batches of 1024, ms", "ms", [1000, 10000, 100000, 1000000, 10000000, 100000000], 1, RowsFit),
    ];

    /// <summary>Prints the tables; false when something grows faster than its work.</summary>
    /// <param name="words">What the rows asked for begin with; none: all.</param>
    public static bool Run(List<string> words)
    {
        bool all = true;
        foreach (Row row in s_rows.Where(r => words.Count == 0 || words.Exists(w => r.What.StartsWith(w, StringComparison.Ordinal))))
        {
            double[] costs = [.. row.Sizes.Select(row.Cost)];
            // The first sizes cost what every call costs: the law is that of the last ones.
            int from = row.Sizes.Length / 2;
            double power = Power(row.Sizes[from..], costs[from..]);
            bool holds = power <= row.Power * Linear;
            all &= holds;
            Console.WriteLine(row.What);
            Console.WriteLine("  " + string.Join("  ", row.Sizes.Select((n, i) => string.Create(CultureInfo.InvariantCulture,
                $"{n}: {costs[i]:G3}"))));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  from {row.Sizes[from]} on by n^{power:F2} (work n^{row.Power:F0}) {(holds ? "holds" : "MISSED")}"));
        }
        return all;
    }

    /// <summary>The slope of the line through the logarithms.</summary>
    private static double Power(int[] sizes, double[] costs)
    {
        double[] x = Array.ConvertAll(sizes, n => Math.Log(n)), y = Array.ConvertAll(costs, c => Math.Log(c));
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    /// <summary>The least of some calls, after so many that .NET has compiled what they run.</summary>
    private static double Least(Action action, int times = 5)
    {
        for (double warm = 0; warm < Timing.WarmUp;) { warm += Timing.Once(action); }
        return Enumerable.Range(0, times).Min(_ => Timing.Once(action));
    }

    private static double BatchFit(int n)
    {
        const int Steps = 20;
        var (model, x, y) = (Training.OurNets.Dense(), Data.Noise(n * Steps, 784), Data.Labels(n * Steps));
        return Least(() => model.fit(x, y, batch_size: n, verbose: 0)) / Steps;
    }

    private static double BatchPredict(int n)
    {
        const int Steps = 20;
        var (model, x) = (Training.OurNets.Dense(), Data.Noise(n * Steps, 784));
        return Least(() => model.predict(x, batch_size: n, verbose: 0)) / Steps;
    }

    private static double WidthFit(int n)
    {
        const int Steps = 4;
        var model = models.Sequential();
        model.add(layers.Dense(n, activation: "relu", input_shape: n));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = Data.Noise(32 * Steps, n);
        return Least(() => model.fit(x, x, batch_size: 32, verbose: 0), 3) / Steps;
    }

    private static double ParametersFit(int n)
    {
        const int Steps = 2;
        int side = (int)Math.Sqrt(n);
        var model = models.Sequential();
        model.add(layers.Dense(side, activation: "relu", input_shape: side));
        model.add(layers.Dense(1));
        model.compile(optimizer: "adam", loss: "mse");
        NDArray x = Data.Noise(32 * Steps, side), y = Data.Noise(32 * Steps, 1);
        return Least(() => model.fit(x, y, batch_size: 32, verbose: 0), 3) / Steps;
    }

    private static Sequential Deep(int n)
    {
        var model = models.Sequential();
        for (int i = 0; i < n; i++)
        {
            model.add(i == 0 ? layers.Dense(16, activation: "relu", input_shape: 16) : layers.Dense(16, activation: "relu"));
        }
        model.compile(optimizer: "adam", loss: "mse");
        return model;
    }

    private static double DepthBuild(int n) => Least(() => Deep(n), 3);

    private static double DepthFit(int n)
    {
        const int Steps = 4;
        var (model, x) = (Deep(n), Data.Noise(32 * Steps, 16));
        return Least(() => model.fit(x, x, batch_size: 32, verbose: 0), 3) / Steps;
    }

    private static double DepthFiles(int n)
    {
        Sequential model = Deep(n);
        string path = Path.Combine(Path.GetTempPath(), $"kerasdigits-growth-{Environment.ProcessId}.h5");
        try
        {
            return Least(() =>
            {
                model.save(path);
                models.load_model(path);
            }, 3);
        }
        finally { File.Delete(path); }
    }

    private static double DepthSummary(int n)
    {
        Sequential model = Deep(n);
        return Least(() => model.summary(print_fn: _ => { }));
    }

    private static double Series(int n)
    {
        var model = models.Sequential();
        model.add(layers.LSTM(16, input_shape: (n, 4)));
        model.add(layers.Dense(1));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = Data.Noise(4, n, 4), y = Data.Noise(4, 1);
        return Least(() => model.fit(x, y, batch_size: 4, verbose: 0), 3);
    }

    private static double RowsFit(int n)
    {
        var model = models.Sequential();
        model.add(layers.Dense(4, activation: "relu", input_shape: 8));
        model.add(layers.Dense(1));
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = Data.Noise(n, 8), y = Data.Noise(n, 1);
        return Least(() => model.fit(x, y, batch_size: 1024, verbose: 0), 2);
    }
}
