namespace KerasDigits.Benchmarks;

/// <summary>One claim of speed in units of this machine's own matrix product, so that machines can be compared.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Claim">What is measured, and against whose recorded figure.</param>
/// <param name="Unit">What is counted per second.</param>
/// <param name="Floor">Least count per second and GFLOP/s of sgemm.</param>
/// <param name="PerSecond">Measures the count per second.</param>
public sealed record Rate(string Name, string Claim, string Unit, double Floor, Func<double> PerSecond);
