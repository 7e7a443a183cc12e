using System.Globalization;

namespace KerasDigits.Distributed.Tests;

/// <summary>Several processes give the weights and logs of one, each of them the same.</summary>
public sealed class EqualTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ranks-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void Two_and_four_processes_give_the_weights_and_logs_of_one()
    {
        Mpirun.Need();
        foreach (int processes in new[] { 1, 2, 4 })
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, $"{processes}")).FullName;
            var run = Mpirun.Run(processes, ["equal", folder]);
            Assert.True(run.Code == 0, run.Output + run.Errors);
        }
        string[] names = [.. Directory.EnumerateFiles(Path.Combine(_folder, "1")).Select(f => Path.GetFileName(f).Split('.')[0])];
        Assert.Equal(18, names.Length);
        var wrong = new List<string>();
        foreach (string name in names)
        {
            string[] alone = File.ReadAllLines(Path.Combine(_folder, "1", $"{name}.0.txt"));
            foreach (int processes in new[] { 2, 4 })
            {
                string[] first = File.ReadAllLines(Path.Combine(_folder, $"{processes}", $"{name}.0.txt"));
                for (int rank = 1; rank < processes; rank++)
                {
                    if (!first.SequenceEqual(File.ReadAllLines(Path.Combine(_folder, $"{processes}", $"{name}.{rank}.txt"))))
                    {
                        wrong.Add($"{name}: processes 0 and {rank} of {processes} differ");
                    }
                }
                if (Difference(alone, first) is { } difference) { wrong.Add($"{name}, {processes} processes: {difference}"); }
            }
        }
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>Where two reports differ by more than rounding; null: nowhere.</summary>
    private static string? Difference(string[] one, string[] other)
    {
        if (one.Length != other.Length) { return $"{one.Length} lines and {other.Length}"; }
        foreach (var (a, b) in one.Zip(other))
        {
            (string[] left, string[] right) = (a.Split(' '), b.Split(' '));
            double x = double.Parse(left[1], CultureInfo.InvariantCulture), y = double.Parse(right[1], CultureInfo.InvariantCulture);
            if (left[0] != right[0] || !(Math.Abs(x - y) <= 1e-5 * Math.Max(1, Math.Abs(x)))) { return $"{a} and {b}"; }
        }
        return null;
    }
}
