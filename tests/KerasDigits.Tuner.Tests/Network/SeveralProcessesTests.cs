using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>A chief and workers as processes of their own, killed at any moment.</summary>
public sealed class SeveralProcessesTests
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "TunerLoop.dll");

    [Theory, InlineData("random"), InlineData("grid"), InlineData("hyperband")]
    public void Three_workers_do_what_one_process_does(string kind)
    {
        using var alone = new TemporaryFolder();
        using var together = new TemporaryFolder();
        using (Process one = Start(kind, alone.Path, "--declared")) { one.WaitForExit(); }
        using (Process chief = Start(kind, together.Path, "--declared", "--processes", "3", "--sleep", "5"))
        {
            chief.WaitForExit();
            Assert.Equal(0, chief.ExitCode);
        }
        // Hyperband promotes by the scores that are there, in the order of their coming: ids and rounds are the same, values need not be.
        Assert.Equal(Trials(alone.Path, values: kind != "hyperband"), Trials(together.Path, values: kind != "hyperband"));
        CheckEnds(together.Path, Trials(alone.Path, values: false).Count);
    }

    /// <summary>KERAS_KILLS sets how often a worker is killed (4 unless set), the chief once in six times.</summary>
    [Theory, InlineData("random"), InlineData("hyperband")]
    public void Killed_workers_and_chiefs_lose_no_trial(string kind)
    {
        int kills = int.Parse(Environment.GetEnvironmentVariable("KERAS_KILLS") ?? "4", CultureInfo.InvariantCulture), done = 0;
        var random = new System.Random(kills);
        using var alone = new TemporaryFolder();
        using (Process one = Start(kind, alone.Path)) { one.WaitForExit(); }
        int wanted = Trials(alone.Path, values: false).Count;
        while (done < kills)
        {
            using var folder = new TemporaryFolder();
            string port = FreePort();
            Process chief = Member("chief", port, kind, folder.Path);
            Process[] workers = [.. Enumerable.Range(0, 4).Select(i => Member($"tuner{i}", port, kind, folder.Path))];
            int names = workers.Length, here = 0;
            while (!chief.HasExited)
            {
                Thread.Sleep(random.Next(100, 700));
                if (done >= kills || here >= 10 || !Directory.Exists(folder.File("p"))
                    || Directory.GetDirectories(folder.File("p")).Length < 2)
                {
                    continue;
                }
                int which = random.Next(workers.Length);
                bool theChief = done % 6 == 5;
                Process victim = theChief ? chief : workers[which];
                if (chief.HasExited || victim.HasExited) { continue; }
                victim.Kill();
                victim.WaitForExit();
                (done, here) = (done + 1, here + 1);
                // Some come back under their own name, and some under a new one.
                if (theChief) { chief = Member("chief", port, kind, folder.Path); }
                else { workers[which] = Member(random.Next(2) == 0 ? $"tuner{which}" : $"tuner{names++}", port, kind, folder.Path); }
            }
            Assert.Equal(0, chief.ExitCode);
            foreach (Process worker in workers) { Assert.True(worker.WaitForExit(TimeSpan.FromSeconds(30)), "a worker rings for ever"); }
            CheckEnds(folder.Path, wanted);
        }
    }

    /// <summary>
    /// A network of the test's own is cut: within the lease nothing is lost, beyond it trials go to others and late results are refused.
    /// KERAS_CUT sets its seconds (5 unless set).
    /// </summary>
    [SkippableTheory, InlineData("2"), InlineData("60")]
    public void A_cut_network_loses_no_trial(string lease)
    {
        using (Process look =
            Process.Start(new ProcessStartInfo("sh", ["-c", "unshare -rn ip link set lo up"]) { RedirectStandardError = true })!)
        {
            look.WaitForExit();
            Skip.IfNot(look.ExitCode == 0, "A network of one's own takes Linux, unshare and ip.");
        }
        using var folder = new TemporaryFolder();
        string seconds = Environment.GetEnvironmentVariable("KERAS_CUT") ?? "5";
        string run = $"dotnet '{Program}' random '{folder.Path}' --declared --retries 9 --sleep 100";
        string script = $$"""
            ip link set lo up
            export KERASTUNER_ORACLE_IP=127.0.0.1 KERASTUNER_ORACLE_PORT=8000 KERASDIGITS_WORKER_LEASE={{lease}}
            KERASTUNER_TUNER_ID=chief {{run}} > /dev/null & chief=$!
            for w in 0 1 2 3; do KERASTUNER_TUNER_ID=tuner$w {{run}} > /dev/null 2>&1 & done
            until [ -d '{{folder.Path}}/p/trial_05' ]; do sleep 0.1; done
            ip link set lo down; sleep {{seconds}}; ip link set lo up
            wait $chief; code=$?; wait; exit $code
            """;
        using Process process = Process.Start(new ProcessStartInfo("unshare", ["-rn", "sh", "-c", script]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        CheckEnds(folder.Path, 60);
    }

    [SkippableFact]
    public void A_Python_worker_joins_our_chief()
    {
        Python.Need();
        using var folder = new TemporaryFolder();
        string port = FreePort();
        using Process chief = Member("chief", port, "random", folder.Path), ours = Member("tuner0", port, "random", folder.Path);
        using Process python = Process.Start(new ProcessStartInfo(Python.Program,
            [Path.Combine(AppContext.BaseDirectory, "Network", "worker.py"), port, "python"]) { RedirectStandardOutput = true })!;
        int done = int.Parse(python.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        foreach (Process process in new[] { python, ours, chief })
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
        Assert.InRange(done, 1, 60);
        CheckEnds(folder.Path, 60);
    }

    [Fact]
    public void What_is_wrong_in_the_variables_is_said()
    {
        using var folder = new TemporaryFolder();
        ProcessStartInfo start = Info("random", folder.Path);
        start.RedirectStandardError = true;
        start.Environment["KERASTUNER_ORACLE_IP"] = "127.0.0.1";
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.NotEqual(0, process.ExitCode);
        Assert.Contains("KERASTUNER_ORACLE_PORT must be set too", errors, StringComparison.Ordinal);
    }

    private static void CheckEnds(string folder, int wanted) => OracleEnds.Check(Path.Combine(folder, "p", "oracle.json"), wanted);

    private static List<string> Trials(string folder, bool values) =>
        [.. Directory.GetDirectories(Path.Combine(folder, "p"), "trial_*").Select(d => Trial.load(Path.Combine(d, "trial.json")))
        .OrderBy(t => t.trial_id, StringComparer.Ordinal)
        .Select(t => values ? $"{t.trial_id} {string.Join(" ", t.hyperparameters.values.OrderBy(v => v.Key, StringComparer.Ordinal))} "
            + $"{t.status}" : t.trial_id)];

    private static ProcessStartInfo Info(string kind, string folder, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Program, kind, folder, .. more]) { RedirectStandardOutput = true };
        // What the runtime of a killed process leaves goes with the test's own folder.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName;
        return start;
    }

    private static Process Start(string kind, string folder, params string[] more)
    {
        Process process = Process.Start(Info(kind, folder, more))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static Process Member(string name, string port, string kind, string folder)
    {
        ProcessStartInfo start = Info(kind, folder, "--declared", "--retries", "9", "--sleep", "20");
        start.Environment["KERASTUNER_TUNER_ID"] = name;
        start.Environment["KERASTUNER_ORACLE_IP"] = "127.0.0.1";
        start.Environment["KERASTUNER_ORACLE_PORT"] = port;
        start.Environment["KERASDIGITS_WORKER_LEASE"] = "2";
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    private static string FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
