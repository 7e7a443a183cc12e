namespace KerasDigits.Benchmarks;

/// <summary>One claim of how a cost grows: milliseconds at several places, each with the bar that it must not pass.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Claim">What is measured.</param>
/// <param name="Points">Measures, place by place; a bar of infinity claims nothing.</param>
public sealed record Curve(string Name, string Claim, Func<IEnumerable<(string Place, double Milliseconds, double Bar)>> Points);
