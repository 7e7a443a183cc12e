using System.Diagnostics;
using System.Globalization;
using KerasDigits.Tuner.Network;
using KerasDigits.Tuner.PostgreSQL;
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

    /// <summary>Workers that were started: where a test fails, some still write into the folder.</summary>
    private readonly List<Process> _workers = [];

    public void Dispose()
    {
        foreach (Process worker in _workers)
        {
            worker.Kill();
            worker.WaitForExit();
            worker.Dispose();
        }
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
        Process[] workers = [.. Enumerable.Range(0, 3).Select(_ => StartWorker(kind))];
        foreach (Process worker in workers)
        {
            worker.WaitForExit();
            Assert.True(worker.ExitCode == 0, File.ReadAllText(Log));
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
        Process Worker() => StartWorker(kind, "--retries", "9", "--sleep", "60");
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
            // What those who were killed have left, those who end have taken away.
            Assert.Empty(Directory.GetDirectories(Path.Combine(_folder, "tmp"), "keras-search-*"));
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
        // A trial that goes on from another asks for that one alone.
        var third = Open("a", here.Third, keepsFiles: true);
        Assert.NotNull(third.Find(trial.trial_id));
        Assert.Equal("some weights", File.ReadAllText(Path.Combine(here.Third, $"trial_{trial.trial_id}", "deep", "weights")));
        // What is greater than the database takes stays where it is.
        int stays = 0;
        var small = Open("a", here.Third, keepsFiles: true, p => p with { MostBytes = 5, StaysInFolder = () => stays++ });
        Trial great = small.create_trial("tuner0");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(here.Third, $"trial_{great.trial_id}")).FullName, "weights"),
            "many weights");
        small.update_trial(great.trial_id, new Dictionary<string, double> { ["score"] = 9 });
        great.status = TrialStatus.COMPLETED;
        small.end_trial(great);
        Assert.Equal(1, stays);
        Assert.Equal(great.trial_id, second.get_best_trials()[0].trial_id);
        Assert.False(File.Exists(Path.Combine(here.Second, $"trial_{great.trial_id}", "weights")));
    }

    [Theory]
    [InlineData("postgresql://u%40x:p@h:55/d", "Host=h;Port=55;Database=d;Maximum Pool Size=8;Username=u@x;Password=p")]
    [InlineData("postgres://h/d?sslmode=verify-full", "Host=h;Port=5432;Database=d;Maximum Pool Size=8;SSL Mode=VerifyFull")]
    public void Addresses_are_read(string url, string words) => Assert.Equal(words, PostgresAddress.Read(url).ConnectionString);

    [Theory, InlineData("postgresql://h"), InlineData("mysql://h/d"), InlineData("postgresql://h/d?x=1")]
    public void Others_are_refused(string url) => Assert.Throws<ArgumentException>(() => PostgresAddress.Read(url).ConnectionString);

    [SkippableFact]
    public void Too_many_failures_end_all_workers_and_who_starts_again_goes_on()
    {
        Need();
        using var screen = new Screen();
        var (first, second) = (Open("a", trials: 9), Open("a", trials: 9));
        Finish(second);
        void Fail() => Finish(first, TrialStatus.FAILED);
        Fail();
        Fail();
        Assert.Contains("exceeded the limit of 3", Assert.Throws<InvalidOperationException>(Fail).Message, StringComparison.Ordinal);
        Assert.Contains("another worker has ended the search",
            Assert.Throws<InvalidOperationException>(() => second.create_trial("tuner0")).Message, StringComparison.Ordinal);
        Finish(Open("a", trials: 9));
        Finish(second);
    }

    [SkippableFact]
    public void Workers_of_other_hyperparameters_are_refused_while_others_search()
    {
        Need();
        Oracle first = Open("a");
        _ = first.create_trial("tuner0");
        Assert.Contains("there is no hyperparameter \"y\" there",
            Assert.Throws<FatalRuntimeError>(() => Open("a", hyperparameter: "y")).Message, StringComparison.Ordinal);
        ((RemoteOracle)first).End();
        Assert.Equal(["x", "y"], Open("a", hyperparameter: "y").get_space().space.Select(p => p.name));
    }

    /// <summary>A worker that stands still in the middle of a change, its network or its machine gone, keeps the others waiting.</summary>
    [SkippableFact]
    public async Task Who_waits_for_its_turn_is_not_taken_for_dead()
    {
        Need();
        var lease = TimeSpan.FromSeconds(1);
        Oracle first = Open("a", lease: lease), second = Open("a", lease: lease);
        _ = second.create_trial("tuner0");
        Task<Trial> waits;
        await using (NpgsqlConnection line = Line())
        await using (NpgsqlTransaction turn = await line.BeginTransactionAsync())
        {
            await using var take = new NpgsqlCommand("SELECT id FROM keras_studies WHERE name = $1 FOR UPDATE",
                line) { Parameters = { new NpgsqlParameter { Value = _name } } };
            await take.ExecuteNonQueryAsync();
            waits = Task.Run(() => first.create_trial("tuner0"));
            await Task.Delay(3 * lease);
            await turn.CommitAsync();
        }
        string id = (await waits).trial_id;
        _ = second.create_trial("tuner0"); // which looks for the dead
        Assert.Equal(TrialStatus.RUNNING, second.get_trial(id).status);
        await Task.Delay(2 * lease);
        _ = second.create_trial("tuner0");
        Assert.Equal(TrialStatus.RUNNING, second.get_trial(id).status);
    }

    [SkippableTheory, InlineData(true), InlineData(false)]
    public void Storage_names_the_database_and_directory_the_folder_of_weights(bool shared)
    {
        Need();
        using (var tuner = new Coins(s_url, shared ? _folder : null, _name))
        {
            tuner.search(new SearchArguments { ["verbose"] = 0 });
            Assert.Equal(shared, tuner.directory == _folder);
            Assert.True(Directory.Exists(tuner.project_dir));
        }
        Assert.Equal(3, Trials().Count(t => t.status == TrialStatus.COMPLETED));
    }

    [Theory]
    [InlineData("here", null, "`storage` must be a database's address")]
    [InlineData("mysql://user:secret@host/d", null, "Received: mysql://….")]
    [InlineData("postgresql://h/d", "postgresql://h/e", "must not both be")]
    public void What_is_no_storage_is_refused(string storage, string? directory, string words)
    {
        string message = Assert.Throws<ArgumentException>(() => new Coins(storage, directory, "p")).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory, InlineData("25P03", true), InlineData("57P05", true), InlineData("57P01", true), InlineData("53100", true),
        InlineData("40P01", true), InlineData("28P01", false), InlineData("42501", false)]
    public void What_passes_is_waited_for(string code, bool waits) =>
        Assert.Equal(waits, StoredOracle.Passes(new PostgresException("no", "FATAL", "FATAL", code)));

    private sealed class Coins(string storage, string? directory, string name) : RandomSearch(objective: new Objective("score", "max"),
        max_trials: 3, seed: 1, storage: storage, directory: directory, project_name: name)
    {
        public override TrialResult? run_trial(Trial trial, SearchArguments args) => trial.hyperparameters.Float("x", 0, 1);
    }

    private static void Finish(Oracle oracle, string status = TrialStatus.COMPLETED)
    {
        Trial trial = oracle.create_trial("tuner0");
        Assert.Equal(TrialStatus.RUNNING, trial.status);
        oracle.update_trial(trial.trial_id, new Dictionary<string, double> { ["score"] = 1 });
        trial.status = status;
        oracle.end_trial(trial);
    }

    private sealed record StoragePlaceFolders(string Root)
    {
        public string First => Path.Combine(Root, "first");

        public string Second => Path.Combine(Root, "second");

        public string Third => Path.Combine(Root, "third");
    }

    private static void Need() =>
        Skip.If(s_url.Length == 0, "KERAS_POSTGRESQL names no database (postgresql://user:password@host/database).");

    private Oracle Open(string objective, string? folder = null, bool keepsFiles = false,
        Func<StoragePlace, StoragePlace>? place = null, int trials = 3, string hyperparameter = "x",
        TimeSpan? lease = null)
    {
        var local = new RandomSearchOracle(new Objective(objective == "a" ? "score" : "loss", "max"), max_trials: trials, seed: 1,
            max_retries_per_trial: 1);
        var space = new HyperParameters();
        space.Float(hyperparameter, 0, 1);
        local.update_space(space);
        var there = new StoragePlace(s_url, _name, folder ?? _folder, false, keepsFiles);
        return new StoredOracle(local, new Study(s_url, _name), place?.Invoke(there) ?? there, lease);
    }

    private static NpgsqlConnection Line()
    {
        var line = new NpgsqlConnection(PostgresAddress.Read(s_url).ConnectionString);
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
            start.Environment["TMPDIR"] = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;
        }
        return start;
    }

    private Process StartWorker(string kind, params string[] more)
    {
        Process worker = Process.Start(Info(kind, _folder, _name, more))!;
        _workers.Add(worker);
        return worker;
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
