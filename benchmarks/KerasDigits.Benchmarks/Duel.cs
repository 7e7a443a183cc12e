namespace KerasDigits.Benchmarks;

/// <summary>One claim: our way of doing something against a named opponent's, each side measured in a process of its own.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Claim">What is measured, on which data, against whom.</param>
/// <param name="Unit">Unit of both figures.</param>
/// <param name="Bar">The ratio ours / theirs that must not be passed.</param>
/// <param name="Ours">Runs our side and gives its figure.</param>
/// <param name="Theirs">Runs the opponent's side and gives its figure.</param>
public sealed record Duel(string Name, string Claim, string Unit, double Bar, Func<double> Ours, Func<double> Theirs)
{
    /// <summary>Whether the parent times the whole child process instead of reading its figure.</summary>
    public bool WholeProcess { get; init; }

    /// <summary>Whether the opponent's process keeps the heap's default settings, as a program without KerasDigits would.</summary>
    public bool TheirDefaultHeap { get; init; } = true;
}
