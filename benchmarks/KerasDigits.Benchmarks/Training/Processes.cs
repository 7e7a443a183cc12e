using System.Diagnostics;
using System.Globalization;
using KerasDigits.Distributed;
using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Training;

/// <summary>
/// One fit over two processes of one thread each against one process with two threads, the whole batch the same; and what a sum over
/// processes costs.
/// </summary>
internal static class Processes
{
    private const int Turns = 5;

    /// <summary>The nets, what they are, and the bars: how many times as fast.</summary>
    private static readonly (string Net, string What, double Bar)[] s_nets =
    [
        ("dense", "784-64-10, batches of 32", 1.3), ("dense-256", "784-64-10, batches of 256", 1.3),
        ("conv2", "the notebook's third net, batches of 32", 0.95),
    ];

    private static readonly int[] s_sizes = [1_000, 100_000, 1_000_000, 5_000_000];

    /// <summary>Prints all; whether the bars hold.</summary>
    public static bool Run()
    {
        bool holds = true;
        foreach (var (net, what, bar) in s_nets)
        {
            var (one, two) = (new List<double>(), new List<double>());
            for (int turn = 0; turn < Turns; turn++)
            {
                one.Add(Start(1, net, ("OMP_NUM_THREADS", "2"))[0]);
                two.Add(Start(2, net, ("OMP_NUM_THREADS", "1"))[0]);
            }
            double ratio = Middle(one) / Middle(two);
            holds &= ratio >= bar;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{net,-10} {what}: one process {Middle(one):F0} ms an epoch, two {Middle(two):F0} ms: {ratio:F2} times as fast "
                + $"(bar {bar}) {(ratio >= bar ? "holds" : "FAILS")}"));
        }
        foreach (int processes in new[] { 2, 4 })
        {
            double[] times = Start(processes, "sums", ("OMP_NUM_THREADS", "1"));
            var sums = s_sizes.Zip(times).Select(s => FormattableString.Invariant($"{s.First:N0} numbers {s.Second:F3} ms"));
            Console.WriteLine($"a sum over {processes} processes: {string.Join(", ", sums)}");
        }
        return holds;
    }

    /// <summary>What one of the processes does; the first prints its times.</summary>
    public static void Side(string net)
    {
        double[] times = net == "sums" ? Sums() : [Epoch(net)];
        if (new distribute.MultiWorkerMirroredStrategy().cluster_resolver.task_id == 0)
        {
            Console.WriteLine("times " + string.Join(' ', times.Select(t => t.ToString(CultureInfo.InvariantCulture))));
        }
    }

    private static double Epoch(string net)
    {
        var strategy = new distribute.MultiWorkerMirroredStrategy();
        bool dense = net != "conv2";
        int samples = dense ? 9600 : 640, batch = net == "dense-256" ? 256 : 32;
        Sequential model;
        using (strategy.scope()) { model = dense ? OurNets.Dense() : OurNets.Conv2(); }
        var (x, y) = (dense ? Data.Noise(samples, 784) : Data.Noise(samples, 28, 28, 1), Data.Labels(samples));
        model.fit(x, y, batch_size: batch, epochs: 1, verbose: 0);
        return Middle([.. Enumerable.Range(0, 5)
            .Select(_ => Timing.Once(() => model.fit(x, y, batch_size: batch, epochs: 1, verbose: 0)))]);
    }

    private static double[] Sums() => Array.ConvertAll(s_sizes, size =>
    {
        float[] numbers = new float[size];
        void Sum(int times)
        {
            for (int i = 0; i < times; i++) { World.Processes!.Line.Sum("numbers", numbers); }
        }
        int times = Math.Max(10, 20_000_000 / size / 10);
        Sum(5);
        return Timing.Once(() => Sum(times)) / times;
    });

    private static double[] Start(int processes, string net, params (string Name, string Value)[] environment)
    {
        string[] itself = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, typeof(Processes).Assembly.Location]
            : [Environment.ProcessPath!];
        string[] before = processes == 1 ? itself : ["mpirun", "-n", $"{processes}", "--oversubscribe", .. itself];
        var start = new ProcessStartInfo(before[0], [.. before[1..], "--processes", net]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment.Concat([("OMPI_ALLOW_RUN_AS_ROOT", "1"), ("OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1")]))
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        string line = output.Split('\n').Select(l => l[Math.Max(0, l.IndexOf("times ", StringComparison.Ordinal))..])
            .FirstOrDefault(l => l.StartsWith("times ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{net} with {processes} process(es) ended with {process.ExitCode}:\n{output}");
        return [.. line.Split(' ')[1..].Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
    }

    private static double Middle(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
