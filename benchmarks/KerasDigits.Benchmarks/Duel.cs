namespace KerasDigits.Benchmarks;

/// <summary>One claim: our way of doing something against a named opponent's, each side measured in a process of its own.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Claim">What is measured, on which data, against whom.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="Bar">The ratio ours / theirs that must not be passed.</param>
/// <param name="Ours">Prepares our side and gives what runs once and gives its figure.</param>
/// <param name="Theirs">Prepares the opponent's side and gives what runs once and gives its figure.</param>
public sealed record Duel(string Name, string Claim, string Unit, double Bar, Func<Func<double>> Ours, Func<Func<double>> Theirs)
{
    /// <summary>A duel whose sides run once a process.</summary>
    public Duel(string name, string claim, string unit, double bar, Func<double> ours, Func<double> theirs)
        : this(name, claim, unit, bar, () => ours, () => theirs) { }

    /// <summary>
    /// How often each side runs in one pair of processes that take turns, so that a busy moment of the machine hits both; 1: each in a
    /// process by itself.
    /// </summary>
    public int Turns { get; init; } = 1;

    /// <summary>Whether the parent times the whole child process instead of reading its figure.</summary>
    public bool WholeProcess { get; init; }

    /// <summary>Whether the opponent's process keeps the heap's default settings, as a program without KerasDigits would.</summary>
    public bool TheirDefaultHeap { get; init; } = true;

    /// <summary>Whether the opponent's process leaves the engine's threads as they come, as a program without KerasDigits would.</summary>
    public bool TheirDefaultThreads { get; init; } = true;

    /// <summary>Which instructions the engine may use on both sides (ONEDNN_MAX_CPU_ISA); null: all that the processor has.</summary>
    public string? Instructions { get; init; }

    /// <summary>Beside what our side runs.</summary>
    public Surroundings OurSurroundings { get; init; }

    /// <summary>Beside what the opponent runs.</summary>
    public Surroundings TheirSurroundings { get; init; }
}
