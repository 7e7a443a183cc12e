using System.Diagnostics;
using System.Globalization;

namespace KerasDigits.Benchmarks.Starting;

/// <summary>
/// How long a program takes from its start to the end of its first training step, part by part; as built here, and with the assembly
/// compiled ahead, as the packages hold it, where `dotnet build src/KerasDigits -c Release -t:Precompile -p:PrecompilePackages=true` has
/// made one.
/// </summary>
internal static class Start
{
    private const double StepBar = 1000, AloneBar = 300;

    private sealed record Part(string Name, double At, int Methods, double Compiling);

    /// <summary>Prints the tables; false when a bar is passed.</summary>
    public static bool Run(int runs)
    {
        string here = AppContext.BaseDirectory;
        bool all = Table("as built here", here, runs);
        string ahead = Path.GetFullPath(Path.Combine(here, "../../../obj/KerasDigits/release/precompiled/KerasDigits.dll"));
        if (!File.Exists(ahead) || File.GetLastWriteTimeUtc(ahead) < File.GetLastWriteTimeUtc(Path.Combine(here, "KerasDigits.dll")))
        {
            Console.WriteLine("compiled ahead: left out, no newer file than that of the build at " + ahead);
            return all;
        }
        string folder = Directory.CreateTempSubdirectory("keras-start-").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFileSystemEntries(here))
            {
                string name = Path.GetFileName(file);
                if (name == "KerasDigits.dll") { File.Copy(ahead, Path.Combine(folder, name)); }
                else if (Directory.Exists(file)) { Directory.CreateSymbolicLink(Path.Combine(folder, name), file); }
                else if (name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal))
                {
                    File.CreateSymbolicLink(Path.Combine(folder, name), File.ResolveLinkTarget(file, true)?.FullName ?? file);
                }
                else { File.Copy(file, Path.Combine(folder, name)); }
            }
            return all & Table("compiled ahead, as in the packages", folder, runs);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static bool Table(string title, string folder, int runs)
    {
        Child(folder, "--first-step"); // the files come into memory
        Part[][] steps = [.. Enumerable.Range(0, runs).Select(_ => Child(folder, "--first-step"))];
        double[] alone = [.. Enumerable.Range(0, runs).Select(_ => Child(folder, "--alone")[^1].At).Order()];
        Console.WriteLine($"{title}: milliseconds, least and median of {runs} processes");
        Console.WriteLine($"  {"part",-16} {"least",7} {"median",7} {"until then",11} {"methods",8} {"compiling",10}");
        for (int i = 0; i < steps[0].Length; i++)
        {
            double[] spans = [.. steps.Select(s => s[i].At - (i == 0 ? 0 : s[i - 1].At)).Order()];
            double[] ends = [.. steps.Select(s => s[i].At).Order()];
            double[] compiling = [.. steps.Select(s => s[i].Compiling - (i == 0 ? 0 : s[i - 1].Compiling)).Order()];
            int methods = steps[0][i].Methods - (i == 0 ? 0 : steps[0][i - 1].Methods);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {steps[0][i].Name,-16} {spans[0],7:F0} {spans[runs / 2],7:F0} {ends[runs / 2],11:F0} {methods,8} "
                + $"{compiling[runs / 2],10:F0}"));
        }
        double step = steps.Select(s => s.Single(p => p.Name == "first step").At).Order().ElementAt(runs / 2);
        bool holds = step <= StepBar && alone[runs / 2] <= AloneBar;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  first step after {step:F0} (bar {StepBar:F0}), KerasDigits alone {alone[runs / 2]:F0} (bar {AloneBar:F0}) "
            + $"{(holds ? "holds" : "MISSED")}\n"));
        return holds;
    }

    private static Part[] Child(string folder, string what)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "KerasDigits.Benchmarks.dll"), what])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Part[] parts = [.. lines.Where(l => l.StartsWith(FirstStep.Mark, StringComparison.Ordinal))
            .Select(l => l[FirstStep.Mark.Length..].Split('|'))
            .Select(f => new Part(f[0], Number(f[1]), int.Parse(f[2], CultureInfo.InvariantCulture), Number(f[3])))];
        return parts.Length > 0 ? parts
            : throw new InvalidOperationException($"The process for {what} told nothing: {string.Join("\n", lines)}");
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
