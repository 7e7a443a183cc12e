using System.Diagnostics;

/// <summary>Cases in child processes, so that one that kills its process is told like any other finding.</summary>
internal static class Children
{
    /// <summary>Runs cases in child processes, each going on behind the case at which the last one died.</summary>
    /// <param name="first">The first case.</param>
    /// <param name="end">The case behind the last.</param>
    /// <param name="command">A child's arguments in front of the two numbers.</param>
    /// <param name="options">And behind them.</param>
    /// <param name="tell">Hears of each case and what is wrong with it; null: nothing.</param>
    /// <param name="isOver">Whether to stop after the current case.</param>
    public static void Watch(long first, long end, string[] command, string[] options, Action<long, string?> tell,
        Func<bool>? isOver = null)
    {
        long next = first;
        while (next < end && isOver?.Invoke() != true)
        {
            var start = new ProcessStartInfo("dotnet",
                [typeof(Children).Assembly.Location, .. command, $"{next}", $"{end}", .. options]) { RedirectStandardOutput = true,
                RedirectStandardError = true };
            using Process child = Process.Start(start)!;
            child.ErrorDataReceived += (_, _) => { };
            child.BeginErrorReadLine();
            string begun = "";
            while (child.StandardOutput.ReadLine() is { } line)
            {
                if (line.StartsWith("begin ", StringComparison.Ordinal))
                {
                    begun = line[6..];
                    next = long.Parse(begun[..begun.IndexOf(' ')]) + 1;
                    continue;
                }
                tell(next - 1, line == "right" ? null : $"WRONG {string.Join(" ", options)} {begun}: {line}");
                begun = "";
                if (isOver?.Invoke() == true)
                {
                    child.Kill();
                    child.WaitForExit();
                    return;
                }
            }
            child.WaitForExit();
            if (begun.Length == 0 && child.ExitCode == 0) { continue; }
            if (begun.Length == 0)
            {
                throw new InvalidOperationException($"a child process ended with {child.ExitCode} outside of any case");
            }
            tell(next - 1, $"DEAD {string.Join(" ", options)} {begun}: exit code {child.ExitCode}");
        }
    }

    /// <summary>Runs cases in this process: for each a line "begin NUMBER WHAT", then "right" or what is wrong.</summary>
    public static int RunCases(long first, long end, Func<long, Case?> at)
    {
        for (long i = first; i < end; i++)
        {
            Case? drawn = at(i);
            Console.WriteLine($"begin {i} {drawn}");
            Console.Out.Flush();
            string verdict;
            try { verdict = drawn is null ? "right" : Comparison.Judge(drawn) ?? "right"; }
            catch (Exception e) { verdict = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}"; }
            Console.WriteLine(verdict);
        }
        return 0;
    }
}
