using System.Diagnostics;
using KerasDigits.Tuner.PostgreSQL;
using Npgsql;

namespace KerasDigits.Tuner.Tests.Network;

/// <summary>The database of a search is stopped while workers search.</summary>
public sealed class LostDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>It is away for longer than the lease: nobody is taken for dead, and all trials end once.</summary>
    [SkippableTheory, InlineData("fast"), InlineData("immediate")]
    public async Task Workers_wait_for_it_and_go_on(string mode)
    {
        using OwnDatabase database = OwnDatabase.Make();
        var workers = Workers(database, patience: "60");
        await Trials(database, 10);
        for (int i = 0; i < 2; i++)
        {
            database.Stop(mode);
            Assert.DoesNotContain(workers, w => w.Process.HasExited);
            await Task.Delay(TimeSpan.FromSeconds(4));
            database.Start();
            await Trials(database, 25 + (i * 15));
        }
        foreach (var (process, errors) in workers)
        {
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "a worker waits for ever");
            Assert.True(process.ExitCode == 0, await errors);
            Assert.DoesNotContain("sent no heartbeat", await errors, StringComparison.Ordinal);
            process.Dispose();
        }
        string file = Path.Combine(_folder, "oracle.json");
        File.WriteAllText(file, (string)Ask(database, "SELECT oracle FROM keras_studies"));
        OracleEnds.Check(file, 60);
        // No report was made twice, though answers were lost.
        Assert.Equal(0L,
            Ask(database,
                """SELECT count(*) FROM keras_trials WHERE replace(state, 'NaN', 'null')::jsonb @? '$.metrics.metrics.*.observations[*] ? (@.value.size() > 1)' """));
    }

    [SkippableFact]
    public async Task Workers_end_with_a_sentence_where_it_stays_away()
    {
        using OwnDatabase database = OwnDatabase.Make();
        var workers = Workers(database, patience: "3");
        await Trials(database, 5);
        database.Stop("fast");
        foreach (var (process, errors) in workers)
        {
            Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "a worker waits for ever");
            Assert.NotEqual(0, process.ExitCode);
            Assert.Contains($"The database keras at {database.Url.Split('@')[1].Split('/')[0]} was not to be reached for 3 s", await errors,
                StringComparison.Ordinal);
            Assert.Contains("the search goes on", await errors, StringComparison.Ordinal);
            process.Dispose();
        }
        // And so it does.
        database.Start();
        foreach (var (process, errors) in Workers(database, patience: "60"))
        {
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)), "a worker waits for ever");
            Assert.True(process.ExitCode == 0, await errors);
            process.Dispose();
        }
        string file = Path.Combine(_folder, "oracle.json");
        File.WriteAllText(file, (string)Ask(database, "SELECT oracle FROM keras_studies"));
        OracleEnds.Check(file, 60);
    }

    [SkippableFact]
    public void A_refusal_is_said_at_once()
    {
        using OwnDatabase database = OwnDatabase.Make();
        FatalRuntimeError error = Assert.Throws<FatalRuntimeError>(() =>
            new PostgresStorage().Open(new RandomSearchOracle(new Objective("score", "max"), max_trials: 3),
                new(database.Url[..^"keras".Length] + "another", "p", _folder, false, false)));
        Assert.Contains("refuses (3D000)", error.Message, StringComparison.Ordinal);
        Assert.Contains("postgresql://user:password@host:5432/database", error.Message, StringComparison.Ordinal);
    }

    private (Process Process, Task<string> Errors)[] Workers(OwnDatabase database, string patience) =>
        [.. Enumerable.Range(0, 3).Select(_ =>
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "TunerLoop.dll"), "random", _folder, "--declared", "--retries", "9", "--sleep",
                "150"]) { RedirectStandardError = true };
        (start.Environment["KERASDIGITS_TUNER_STORAGE"], start.Environment["KERASDIGITS_WORKER_LEASE"],
            start.Environment["KERASDIGITS_STORAGE_PATIENCE"]) = (database.Url, "2", patience);
        Process process = Process.Start(start)!;
        return (process, process.StandardError.ReadToEndAsync());
    })];

    /// <summary>Waits until so many trials have begun.</summary>
    private static async Task Trials(OwnDatabase database, int count)
    {
        for (long start = Stopwatch.GetTimestamp(); ; await Task.Delay(50))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), $"{count} trials do not come");
            try { if ((long)Ask(database, "SELECT count(*) FROM keras_trials") >= count) { return; } }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable) { }
        }
    }

    private static object Ask(OwnDatabase database, string text)
    {
        using var line = new NpgsqlConnection(PostgresAddress.Read(database.Url).ConnectionString + ";Pooling=false");
        line.Open();
        using var command = new NpgsqlCommand(text, line);
        return command.ExecuteScalar()!;
    }
}
