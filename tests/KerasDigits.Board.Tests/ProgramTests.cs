using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Board;
using Microsoft.AspNetCore.Builder;

namespace KerasDigits.Board.Tests;

/// <summary>What the command says of a wrong line, and what the page does with folders that are not as they should be.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("board-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("There is nothing to show. Usage:")]
    [InlineData("--prot is not known here. Usage:", ".", "--prot", "80")]
    [InlineData("--port must be a number from 0 to 65535. Usage:", ".", "--port", "80000")]
    [InlineData("There is no folder /not/there.", "/not/there")]
    [InlineData("Only sslmode is known", "postgresql://h/d?mode=1")]
    [InlineData("one without host or database", "postgresql://h")]
    public void A_wrong_line_is_said(string words, params string[] line)
    {
        var (code, errors) = Run(line);
        Assert.Equal(1, code);
        Assert.Contains(words, errors.Replace("only", "Only", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_in_use_is_said()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var (code, errors) = Run([_folder, "--port", port]);
        Assert.Equal(1, code);
        Assert.Contains($"The board cannot stand at 127.0.0.1:{port} (", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    /// <summary>Python's KerasTuner writes oracle.json over the old one, so that a look may find a half.</summary>
    [Fact]
    public async Task A_file_that_is_half_written_is_said_and_shown_when_it_is_whole()
    {
        SearchFiles.Write(Path.Combine(_folder, "mine"), 0, 3);
        string file = Path.Combine(_folder, "mine", "oracle.json"), whole = File.ReadAllText(file);
        File.WriteAllText(file, whole[..(whole.Length / 2)]);
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _ = await client.GetStringAsync(new Uri("api/list", UriKind.Relative));
        foreach (string text in new[] { whole[..(whole.Length / 2)], "", "[]", "{}", "{\"start_order\": [1]}" })
        {
            File.WriteAllText(file, text);
            using HttpResponseMessage half = await client.GetAsync(new Uri("api/search/1", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, half.StatusCode);
            Assert.Contains("oracle.json is not, or not yet,", await half.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        File.WriteAllText(file, whole);
        JsonElement search = JsonDocument.Parse(await client.GetStringAsync(new Uri("api/search/1", UriKind.Relative))).RootElement;
        Assert.Equal(3, search.GetProperty("trials").GetArrayLength());
    }

    [Fact]
    public async Task What_cannot_be_looked_at_hides_nothing_else()
    {
        SearchFiles.Write(Path.Combine(_folder, "mine"), 0, 2);
        // A link that leads to itself can be listed and not be opened, whoever asks.
        Directory.CreateDirectory(Path.Combine(_folder, "a"));
        File.CreateSymbolicLink(Path.Combine(_folder, "a", "loop.csv"), Path.Combine(_folder, "a", "loop.csv"));
        File.WriteAllText(Path.Combine(_folder, "log.csv"), "epoch,loss\n0,1\n");
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        JsonElement list = JsonDocument.Parse(await client.GetStringAsync(new Uri("api/list", UriKind.Relative))).RootElement;
        Assert.Equal(["log.csv", "mine"], list.GetProperty("sources").EnumerateArray().Select(s => s.GetProperty("name").GetString())
            .Order(StringComparer.Ordinal));
        Assert.Contains("loop.csv", list.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_searches_with_one_name_each_says_where_it_stands()
    {
        string[] places = [Path.Combine(_folder, "one"), Path.Combine(_folder, "two")];
        foreach (string place in places) { SearchFiles.Write(Path.Combine(place, "mine"), 0, 2); }
        SearchFiles.Write(Path.Combine(places[0], "single"), 0, 2);
        await using WebApplication app = Site.Make(places, "127.0.0.1", 0);
        await app.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        JsonElement list = JsonDocument.Parse(await client.GetStringAsync(new Uri("api/list", UriKind.Relative))).RootElement;
        Assert.Equal([$"mine in {places[0]}", $"mine in {places[1]}", "single"], list.GetProperty("sources").EnumerateArray()
            .Select(s => s.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    private static (int Code, string Errors) Run(string[] line)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Board.dll"), .. line];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true,
            RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return (process.ExitCode, errors);
    }
}
