using System.Diagnostics;

/// <summary>
/// Hostile calls in child processes; a death is a finding, and so is what two runs over other leftovers of memory give differently.
/// </summary>
internal static class HostileSearch
{
    /// <summary>Runs COUNT cases twice and prints what died and what differed; the exit code is 1 if anything did.</summary>
    public static int Run(long count, int seed, string name, string? log)
    {
        string[][] verdicts = [[], []];
        int found = 0;
        using StreamWriter? file = log is null ? null : new StreamWriter(log);
        for (int run = 0; run < 2; run++)
        {
            string[] told = new string[count];
            verdicts[run] = told;
            Watch(0, count, seed, name, run == 0 ? 85 : 170, (i, what, verdict) =>
            {
                told[i] = $"{what} -> {verdict}";
                if (verdict.StartsWith("DEAD", StringComparison.Ordinal) || verdict.StartsWith("HANGS", StringComparison.Ordinal))
                {
                    Console.WriteLine($"{i} {what} -> {verdict}");
                    found++;
                }
                if (run == 0) { file?.WriteLine($"{i} {what} -> {verdict}"); }
            });
        }
        for (int i = 0; i < count; i++)
        {
            // Which of several faults is told may hang on which thread is first.
            if (verdicts[0][i] != verdicts[1][i] && verdicts[0][i].Contains("-> right", StringComparison.Ordinal))
            {
                Console.WriteLine($"{i} DIFFERS {verdicts[0][i]}\n    AND {verdicts[1][i]}");
                found++;
            }
        }
        Console.WriteLine($"{count} hostile calls of seed {seed}: {found} findings");
        return found == 0 ? 0 : 1;
    }

    private static void Watch(long first, long end, int seed, string name, int leftovers, Action<long, string, string> tell)
    {
        long next = first;
        while (next < end)
        {
            // What asks for more memory than that is refused it.
            var start = new ProcessStartInfo("bash", ["-c", "ulimit -v 10000000; exec dotnet \"$@\"", "bash",
                typeof(HostileSearch).Assembly.Location, "calls", $"{next}", $"{end}", $"{seed}", name])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["GLIBC_TUNABLES"] = $"glibc.malloc.tcache_count=0:glibc.malloc.perturb={leftovers}";
            start.Environment["KERASDIGITS_MALLOC"] = "default";
            start.Environment["DOTNET_GCHeapHardLimit"] = "0x40000000";
            using Process child = Process.Start(start)!;
            string last = "";
            child.ErrorDataReceived += (_, e) =>
            {
                if (e.Data is { Length: > 0 } line && last.Length < 200) { last += " | " + line[..Math.Min(100, line.Length)]; }
            };
            child.BeginErrorReadLine();
            string begun = "", what = "";
            bool hung = false;
            using var patience = new Timer(_ => { hung = true; try { child.Kill(); } catch (InvalidOperationException) { } });
            while (true)
            {
                patience.Change(120000, Timeout.Infinite);
                if (child.StandardOutput.ReadLine() is not { } line) { break; }
                if (line.StartsWith("begin ", StringComparison.Ordinal))
                {
                    begun = line[6..];
                    next = long.Parse(begun[..begun.IndexOf(' ')]) + 1;
                    what = begun[(begun.IndexOf(' ') + 1)..];
                }
                else if (line.StartsWith("with ", StringComparison.Ordinal)) { what += ", " + line[5..]; }
                else
                {
                    tell(next - 1, what, line);
                    begun = "";
                }
            }
            patience.Change(Timeout.Infinite, Timeout.Infinite);
            child.WaitForExit();
            if (begun.Length > 0) { tell(next - 1, what, hung ? "HANGS" : $"DEAD {child.ExitCode}{last}"); }
            else if (child.ExitCode != 0) { tell(next - 1, what, $"DEAD afterwards {child.ExitCode}{last}"); }
        }
    }
}
