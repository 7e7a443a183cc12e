using System.Text.Json;
using Board;
using KerasDigits.Tuner;
using Microsoft.AspNetCore.Builder;
using Npgsql;

namespace KerasDigits.Board.Tests;

/// <summary>Searches in PostgreSQL on the page. KERAS_POSTGRESQL names a database for the tests.</summary>
public sealed class DatabaseTests : IDisposable
{
    private static readonly string s_url = Environment.GetEnvironmentVariable("KERAS_POSTGRESQL") ?? "";
    private readonly string _name = $"board{Guid.NewGuid():N}";

    public void Dispose()
    {
        if (s_url.Length == 0) { return; }
        using var line = new NpgsqlConnection(KerasDigits.Tuner.PostgreSQL.PostgresAddress.Read(s_url).ConnectionString);
        line.Open();
        using var command = new NpgsqlCommand("DELETE FROM keras_studies WHERE name = $1",
            line) { Parameters = { new() { Value = _name } } };
        try { command.ExecuteNonQuery(); }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable) { }
    }

    [SkippableFact]
    public async Task A_search_there_is_shown_and_its_workers_are_heard_of_while_nothing_changes()
    {
        Skip.If(s_url.Length == 0, "KERAS_POSTGRESQL names no database (postgresql://user:password@host/database).");
        using var go = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        using var tuner = new Waiting(s_url, _name, begun, go);
        Task search = Task.Run(() => tuner.search(new SearchArguments { ["verbose"] = 0 }));
        Assert.True(begun.Wait(TimeSpan.FromMinutes(1)), "no trial begins");
        await using WebApplication app = Site.Make([s_url], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        async Task<JsonElement> Json(string path) =>
            JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;
        int id = (await Json("api/list")).GetProperty("sources").EnumerateArray().Single(s => s.GetProperty("name").GetString() == _name)
            .GetProperty("id").GetInt32();
        JsonElement first = await Json($"api/search/{id}");
        JsonElement worker = first.GetProperty("workers").EnumerateArray().Single();
        string name = worker.GetProperty("worker").GetString()!;
        double heard = worker.GetProperty("heard").GetDouble();
        await Task.Delay(300);
        JsonElement again = await Json($"api/search/{id}?have={first.GetProperty("version")}");
        Assert.True(again.GetProperty("same").GetBoolean());
        Assert.InRange(again.GetProperty("heard").GetProperty(name).GetDouble(), heard + 0.2, 60);
        go.Set();
        await search;
        JsonElement end = await Json($"api/search/{id}?have={first.GetProperty("version")}");
        Assert.Equal(["COMPLETED", "COMPLETED", "COMPLETED"], end.GetProperty("trials").EnumerateArray().Select(t => t[1].GetString()));
        Assert.Empty(end.GetProperty("workers").EnumerateArray());
    }

    [Fact]
    public async Task A_database_that_is_not_there_is_said_on_the_page()
    {
        await using WebApplication app = Site.Make(["postgresql://keras@127.0.0.1:1/keras?sslmode=disable"], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        JsonElement list = JsonDocument.Parse(await client.GetStringAsync(new Uri("api/list", UriKind.Relative))).RootElement;
        Assert.Contains("127.0.0.1:1", list.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    private sealed class Waiting(string url, string name, ManualResetEventSlim begun, ManualResetEventSlim go)
        : RandomSearch(objective: new Objective("score", "max"), max_trials: 3, seed: 1, storage: url, project_name: name)
    {
        public override TrialResult? run_trial(Trial trial, SearchArguments args)
        {
            begun.Set();
            go.Wait();
            return trial.hyperparameters.Float("x", 0, 1);
        }
    }
}
