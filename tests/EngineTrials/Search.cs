using System.Diagnostics;

/// <summary>Runs drawn cases in child processes, so that a case that kills its process is told like any other finding.</summary>
internal static class Search
{
    /// <summary>Runs cases 0 to count - 1 and prints what is wrong; the exit code is 1 if anything is.</summary>
    public static int Run(int count, int seed, string kind)
    {
        int next = 0, wrong = 0, dead = 0;
        while (next < count)
        {
            var start = new ProcessStartInfo("dotnet", [typeof(Search).Assembly.Location, "cases", $"{next}", $"{count}", $"{seed}", kind]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process child = Process.Start(start)!;
            child.ErrorDataReceived += (_, _) => { };
            child.BeginErrorReadLine();
            string begun = "";
            while (child.StandardOutput.ReadLine() is { } line)
            {
                if (line.StartsWith("begin ", StringComparison.Ordinal)) { begun = line[6..]; next = int.Parse(begun[..begun.IndexOf(' ')]) + 1; }
                else if (line == "right") { begun = ""; }
                else
                {
                    Console.WriteLine($"WRONG {begun}: {line}");
                    begun = "";
                    wrong++;
                }
            }
            child.WaitForExit();
            if (begun.Length == 0 && child.ExitCode == 0) { continue; }
            if (begun.Length == 0) { throw new InvalidOperationException($"a child process ended with {child.ExitCode} outside of any case"); }
            Console.WriteLine($"DEAD  {begun}: exit code {child.ExitCode}");
            dead++;
        }
        Console.WriteLine($"{count} cases of seed {seed}: {wrong} wrong, {dead} dead");
        return wrong + dead == 0 ? 0 : 1;
    }

    /// <summary>Runs cases in this process: for each a line "begin NUMBER WHAT", then "right" or what is wrong.</summary>
    public static int RunCases(int first, int end, int seed, string kind)
    {
        for (int i = first; i < end; i++)
        {
            Case drawn = Case.Draw(new Random(unchecked((int)((uint)((seed * 1_000_003) + i) * 2654435761u))), kind);
            Console.WriteLine($"begin {i} {drawn}");
            Console.Out.Flush();
            string verdict;
            try { verdict = Comparison.Judge(drawn) ?? "right"; }
            catch (Exception e) { verdict = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}"; }
            Console.WriteLine(verdict);
        }
        return 0;
    }
}
