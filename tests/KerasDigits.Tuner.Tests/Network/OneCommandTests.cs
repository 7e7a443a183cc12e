using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>
/// A program that starts itself several times: what each process gets and says, and that all end with the first, however it ends.
/// </summary>
public sealed class OneCommandTests : IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Devices_and_cores_are_shared_out_and_each_line_says_whose_it_is()
    {
        using Process first = Start("--processes", "3", "--sleep", "500", "--tell", "--devices", "cuda:1,cuda:0");
        string[] lines = first.StandardOutput.ReadToEnd().Split('\n');
        first.WaitForExit();
        Assert.Equal(0, first.ExitCode);
        string threads = Math.Max(1, Environment.ProcessorCount / 3).ToString(CultureInfo.InvariantCulture);
        string[] told = [.. lines.Where(l => l.Contains(" runs on ", StringComparison.Ordinal))
            .Select(l => Regex.Replace(l, "trial [0-9]+", "trial N")).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal([$"[tuner0] trial N runs on 1 with {threads} threads", $"[tuner1] trial N runs on 0 with {threads} threads",
            $"[tuner2] trial N runs on 1 with {threads} threads"], told);
        // Only the first goes on with the program after the search.
        Assert.Single(lines, l => l.EndsWith("the search is over", StringComparison.Ordinal));
    }

    /// <summary>Ctrl-C, and a kill that leaves the first process no time to end the others.</summary>
    [SkippableTheory, InlineData("INT"), InlineData("KILL")]
    public void All_end_with_the_first_and_the_search_goes_on(string signal)
    {
        Skip.IfNot(Directory.Exists("/proc/self"), "Processes are looked for in Linux's /proc.");
        using (Process first = Start("--processes", "3", "--sleep", "1000", "--tell"))
        {
            // All three are at work, of which the last may begin late.
            var seen = new HashSet<string>();
            while (seen.Count < 3) { seen.Add(first.StandardOutput.ReadLine()!.Split(']')[0]); }
            int[] children = Children(first.Id);
            Assert.Equal(3, children.Length);
            using (Process kill = Process.Start("kill", [$"-{signal}", $"{first.Id}"])) { kill.WaitForExit(); }
            Assert.True(first.WaitForExit(s_soon), "the first process does not end");
            long start = Stopwatch.GetTimestamp();
            while (Array.Exists(children, IsAlive))
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < s_soon, "a process is left");
                Thread.Sleep(50);
            }
        }
        using Process again = Start("--processes", "3", "--sleep", "1");
        again.StandardOutput.ReadToEnd();
        again.WaitForExit();
        Assert.Equal(0, again.ExitCode);
        OracleEnds.Check(_folder.File("p/oracle.json"), 60);
    }

    private Process Start(params string[] more) =>
        Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "TunerLoop.dll"), "random", _folder.Path, "--declared", "--retries", "9",
                .. more]) { RedirectStandardOutput = true })!;

    private static int[] Children(int parent) =>
        [.. Directory.GetDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => n.All(char.IsAsciiDigit))
            .Where(n => Parent(n) == parent).Select(n => int.Parse(n, CultureInfo.InvariantCulture))];

    private static bool IsAlive(int id) => Parent(id.ToString(CultureInfo.InvariantCulture)) is not null;

    /// <summary>Who started a process; null: it is gone, or a zombie.</summary>
    private static int? Parent(string id)
    {
        try
        {
            string[] fields = File.ReadAllText($"/proc/{id}/stat").Split(") ")[^1].Split(' ');
            return fields[0] is "Z" or "X" ? null : int.Parse(fields[1], CultureInfo.InvariantCulture);
        }
        catch (IOException) { return null; }
    }
}
