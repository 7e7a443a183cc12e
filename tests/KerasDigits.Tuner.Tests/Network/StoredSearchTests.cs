using System.Diagnostics;
using System.Globalization;
using KerasDigits.Core;
using KerasDigits.Tuner.PostgreSQL;
using KerasDigits.Tuner.Project;
using Npgsql;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>
/// A search in PostgreSQL: workers that have nothing in common but the database. KERAS_POSTGRESQL names one for the tests
/// (postgresql://user:password@host/database).
/// </summary>
public sealed class StoredSearchTests : IDisposable
{
    private static readonly string s_url = Environment.GetEnvironmentVariable("KERAS_POSTGRESQL") ?? "";
    private readonly string _name = $"t{Guid.NewGuid():N}";
    private readonly string _folder = Directory.CreateTempSubdirectory("stored-").FullName;

    private static string Program => Path.Combine(AppContext.BaseDirectory, "TunerLoop.dll");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        if (s_url.Length > 0) { Forget(); }
    }

    /// <summary>Deletes the search in the database.</summary>
    private void Forget()
    {
        using NpgsqlConnection line = Line();
        using var command = new NpgsqlCommand("DELETE FROM keras_studies WHERE name = $1",
            line) { Parameters = { new NpgsqlParameter { Value = _name } } };
        try { command.ExecuteNonQuery(); }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable) { }
    }

    [SkippableTheory, InlineData("random"), InlineData("grid"), InlineData("hyperband")]
    public void Three_workers_do_what_one_process_does(string kind)
    {
        Need();
        using var alone = new TemporaryFolder();
        using (Process one = Process.Start(Info(kind, alone.Path, null))!) { one.WaitForExit(); }
        Process[] workers = [.. Enumerable.Range(0, 3).Select(_ => Process.Start(Info(kind, _folder, _name))!)];
        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            Assert.Equal(0, worker.ExitCode);
        }
        List<Trial> wanted = [.. Directory.GetDirectories(Path.Combine(alone.Path, "p"), "trial_*")
            .Select(d => Trial.load(Path.Combine(d, "trial.json")))], found = Trials();
        // Hyperband promotes by the scores that are there, in the order of their coming.
        string Text(Trial t) => kind == "hyperband"
            ? t.trial_id
            : $"{t.trial_id} {string.Join(" ", t.hyperparameters.values.OrderBy(v => v.Key, StringComparer.Ordinal))} {t.status} {t.score}";
        Assert.Equal(wanted.Select(Text).Order(StringComparer.Ordinal), found.Select(Text).Order(StringComparer.Ordinal));
        CheckEnds(wanted.Count);
        Assert.Empty(Directory.GetDirectories(_folder, "trial_*", SearchOption.AllDirectories));
    }

    /// <summary>KERAS_KILLS sets how often a worker is killed (4 unless set), at most ten times a search.</summary>
    [SkippableTheory, InlineData("random"), InlineData("hyperband")]
    public void Killed_workers_lose_no_trial(string kind)
    {
        Need();
        int kills = int.Parse(Environment.GetEnvironmentVariable("KERAS_KILLS") ?? "4", CultureInfo.InvariantCulture);
        using var alone = new TemporaryFolder();
        using (Process one = Process.Start(Info(kind, alone.Path, null))!) { one.WaitForExit(); }
        int wanted = Directory.GetDirectories(Path.Combine(alone.Path, "p"), "trial_*").Length;
        var random = new System.Random(kills);
        Process Worker() => Process.Start(Info(kind, _folder, _name, "--retries", "9", "--sleep", "60"))!;
        for (int done = 0; done < kills;)
        {
            Process[] workers = [.. Enumerable.Range(0, 4).Select(_ => Worker())];
            for (int here = 0; done < kills && here < 10 && !Array.TrueForAll(workers, w => w.HasExited);)
            {
                Thread.Sleep(random.Next(300, 900));
                int which = random.Next(workers.Length);
                if (workers[which].HasExited) { continue; }
                workers[which].Kill();
                (done, here) = (done + 1, here + 1);
                workers[which] = Worker();
            }
            foreach (Process worker in workers)
            {
                bool ends = worker.WaitForExit(TimeSpan.FromMinutes(3)) && worker.ExitCode == 0;
                Assert.True(ends, $"a worker waits for ever, or ends badly: {File.ReadAllText(Log)}");
            }
            CheckEnds(wanted);
            Forget();
        }
    }

    [SkippableFact]
    public void A_late_result_is_refused_and_another_search_too()
    {
        Need();
        var (first, second) = (Open("a"), Open("a"));
        Trial trial = first.create_trial("tuner0");
        using (NpgsqlConnection line = Line())
        {
            using var old = new NpgsqlCommand("UPDATE keras_heartbeats SET heard = now() - interval '1 hour'", line);
            old.ExecuteNonQuery();
        }
        Trial again = second.create_trial("tuner0");
        Assert.Equal(trial.trial_id, again.trial_id);
        trial.status = TrialStatus.COMPLETED;
        first.update_trial(trial.trial_id, new Dictionary<string, double> { ["score"] = 5 });
        first.end_trial(trial);
        Assert.Equal(TrialStatus.RUNNING, second.get_trial(trial.trial_id).status);
        second.update_trial(again.trial_id, new Dictionary<string, double> { ["score"] = 7 });
        again.status = TrialStatus.COMPLETED;
        second.end_trial(again);
        Assert.Equal(7, first.get_best_trials()[0].score);
        Assert.Contains("is another", Assert.Throws<FatalRuntimeError>(() => Open("b")).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Weights_go_into_the_database_where_no_folder_is_shared()
    {
        Need();
        var here = new StoragePlaceFolders(_folder);
        var first = Open("a", here.First, keepsFiles: true);
        Trial trial = first.create_trial("tuner0");
        string folder = Directory.CreateDirectory(Path.Combine(here.First, $"trial_{trial.trial_id}", "deep")).FullName;
        File.WriteAllText(Path.Combine(folder, "weights"), "some weights");
        first.update_trial(trial.trial_id, new Dictionary<string, double> { ["score"] = 7 });
        trial.status = TrialStatus.COMPLETED;
        first.end_trial(trial);
        var second = Open("a", here.Second, keepsFiles: true);
        Assert.Equal(trial.trial_id, second.get_best_trials()[0].trial_id);
        Assert.Equal("some weights", File.ReadAllText(Path.Combine(here.Second, $"trial_{trial.trial_id}", "deep", "weights")));
    }

    [Theory]
    [InlineData("postgresql://u%40x:p@h:55/d", "Host=h;Port=55;Database=d;Maximum Pool Size=8;Username=u@x;Password=p")]
    [InlineData("postgres://h/d?sslmode=verify-full", "Host=h;Port=5432;Database=d;Maximum Pool Size=8;SSL Mode=VerifyFull")]
    public void Addresses_are_read(string url, string words) => Assert.Equal(words, Study.ConnectionString(url));

    [Theory, InlineData("postgresql://h"), InlineData("mysql://h/d"), InlineData("postgresql://h/d?x=1")]
    public void Others_are_refused(string url) => Assert.Throws<ArgumentException>(() => Study.ConnectionString(url));

    private sealed record StoragePlaceFolders(string Root)
    {
        public string First => Path.Combine(Root, "first");

        public string Second => Path.Combine(Root, "second");
    }

    private static void Need() =>
        Skip.If(s_url.Length == 0, "KERAS_POSTGRESQL names no database (postgresql://user:password@host/database).");

    private Oracle Open(string objective, string? folder = null, bool keepsFiles = false)
    {
        var local = new RandomSearchOracle(new Objective(objective == "a" ? "score" : "loss", "max"), max_trials: 3, seed: 1,
            max_retries_per_trial: 1);
        var space = new HyperParameters();
        space.Float("x", 0, 1);
        local.update_space(space);
        return new PostgresStorage().Open(local, new(s_url, _name, folder ?? _folder, false, keepsFiles));
    }

    private static NpgsqlConnection Line()
    {
        var line = new NpgsqlConnection(Study.ConnectionString(s_url));
        line.Open();
        return line;
    }

    private ProcessStartInfo Info(string kind, string folder, string? name, params string[] more)
    {
        string[] program = [Program, kind, folder, "--declared", .. name is null ? (string[])[] : ["--name", name], .. more];
        // What workers say is asked for only where one of them fails.
        var start = name is null
            ? new ProcessStartInfo("dotnet", program)
            : new ProcessStartInfo("sh", ["-c", "exec dotnet \"$@\" >> \"$0\" 2>&1", Log, .. program]);
        if (name is not null)
        {
            (start.Environment["KERASDIGITS_TUNER_STORAGE"], start.Environment["KERASDIGITS_WORKER_LEASE"]) = (s_url, "2");
        }
        return start;
    }

    private string Log => Path.Combine(_folder, "workers.log");

    private List<Trial> Trials()
    {
        using NpgsqlConnection line = Line();
        using var command = new NpgsqlCommand("SELECT t.state FROM keras_trials t JOIN keras_studies s ON s.id = t.study WHERE s.name = $1",
            line) { Parameters = { new NpgsqlParameter { Value = _name } } };
        using NpgsqlDataReader reader = command.ExecuteReader();
        var found = new List<Trial>();
        while (reader.Read())
        {
            string file = Path.Combine(_folder, "read.json");
            File.WriteAllText(file, reader.GetString(0));
            found.Add(Trial.load(file));
        }
        return found;
    }

    private void CheckEnds(int wanted)
    {
        string file = Path.Combine(_folder, "oracle.json");
        using (NpgsqlConnection line = Line())
        using (var command = new NpgsqlCommand("SELECT oracle FROM keras_studies WHERE name = $1",
            line) { Parameters = { new NpgsqlParameter { Value = _name } } })
        {
            File.WriteAllText(file, (string)command.ExecuteScalar()!);
        }
        OracleEnds.Check(file, wanted);
    }
}
