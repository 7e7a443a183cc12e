using System.Globalization;
using KerasDigits.Benchmarks.Training;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Benchmarks.Counting;

/// <summary>
/// How many instructions the smallest calls take, which are nearly all overhead: the same number on an idle machine and on a busy one, so
/// it can be guarded where nothing can be timed.
/// </summary>
internal static class Instructions
{
    private const int Calls = 100, WarmUp = 4, Turns = 3;

    // Half above what was counted on one processor, an Intel Xeon: what the engine and .NET choose by another was not seen.
    private static readonly Counted[] s_all =
    [
        new("predict-one", "784-64-10, predict of one row", 41_000, () =>
        {
            (Model model, NDArray x) = (OurNets.Dense(), Data.Noise(1, 784));
            return () => Repeat(() => model.predict(x));
        }),
        new("empty-step", "1-1, a compiled training step of one row, in an epoch of 100", 26_000, () => FitSmallest(compiled: true)),
        new("ordinary-step", "the same by the engine", 740_000, () => FitSmallest(compiled: false)),
    ];

    private sealed record Counted(string Name, string What, long Most, Func<Action> Make);

    /// <summary>Prints the table; false when one takes more than it may.</summary>
    public static bool Run()
    {
        if (Callgrind.FindHindrance() is { } hindrance)
        {
            Console.WriteLine($"instructions: left out, {hindrance}");
            return true;
        }
        Dictionary<string, long> least = [];
        try { Count(least); }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException)
        {
            // Valgrind needs what some containers do not allow.
            Console.WriteLine($"instructions: left out, {e.Message}");
            return true;
        }
        Console.WriteLine($"{"instructions of one",-20} {"counted",10} {"at most",10}");
        foreach (Counted counted in s_all)
        {
            long found = least[counted.Name];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{counted.Name,-20} {found,10:N0} {counted.Most,10:N0}  {counted.What}{(found > counted.Most ? ": TOO MANY" : "")}"));
        }
        return s_all.All(c => least[c.Name] <= c.Most);
    }

    private static void Count(Dictionary<string, long> least)
    {
        using var child = new Callgrind("--count");
        for (int i = 0; i < WarmUp * s_all.Length; i++) { child.Turn(); }
        child.Begin();
        foreach (Counted _ in s_all) { child.Turn(); } // the first time under the counter all code is read anew
        for (int turn = 0; turn < Turns; turn++)
        {
            foreach (Counted counted in s_all)
            {
                long count = child.CountTurn() / Calls;
                least[counted.Name] = Math.Min(count, least.GetValueOrDefault(counted.Name, count));
            }
        }
    }

    /// <summary>The child process's part: runs the next of the calls for each line that it is sent.</summary>
    public static void Serve()
    {
        Action[] actions = [.. s_all.Select(c => c.Make())];
        int turn = 0;
        Contender.Serve(() => Timing.Once(actions[turn++ % actions.Length]));
    }

    private static Action FitSmallest(bool compiled)
    {
        Sequential model = models.Sequential([layers.Dense(1, input_shape: 1)]);
        model.compile(optimizer: "sgd", loss: "mse");
        NDArray x = Data.Noise(Calls, 1), y = Data.Noise(Calls, 1);
        return () =>
        {
            KerasDigits.Training.Small.SmallStep.IsOff = !compiled;
            model.fit(x, y, batch_size: 1, epochs: 1, verbose: 0);
        };
    }

    private static void Repeat(Action action)
    {
        for (int i = 0; i < Calls; i++) { action(); }
    }
}
