// A page that shows running fits (files of CSVLogger and event files of TensorBoard) and searches (project folders of KerasTuner and
// KerasDigits.Tuner, and databases of KerasDigits.Tuner.PostgreSQL).
//     dotnet run --project samples/Board -- FOLDER|postgresql://… [more of them] [--port 8080] [--host 127.0.0.1]
// It reads only, and is reached from this machine alone unless --host says otherwise.
using Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;
string host = Option("--host") ?? "127.0.0.1", port = Option("--port") ?? "8080";
string[] places = [.. args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal)
    && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal)))];
if (places.Length == 0 || !ushort.TryParse(port, out ushort number))
{
    Console.Error.WriteLine("Usage: dotnet run --project samples/Board -- FOLDER|postgresql://user:password@host/database … [--port 8080] "
        + "[--host 127.0.0.1]");
    return 1;
}
foreach (string place in places.Where(p => !Database.IsUrl(p) && !Directory.Exists(p)))
{
    Console.Error.WriteLine($"There is no folder {place}. Give the folder of a search or of fits' CSV or event files, or one above them.");
    return 1;
}
await using WebApplication app = Site.Make(places, host, number);
await app.StartAsync();
Console.WriteLine($"The board stands at {app.Urls.First()} and shows "
    + $"{string.Join(", ", places.Select(p => Database.IsUrl(p) ? "a database" : Path.GetFullPath(p)))}. Ctrl-C ends it.");
if (!Site.IsLoopback(host)) { Console.WriteLine("Everybody who reaches this machine can read it: there is no password."); }
await app.WaitForShutdownAsync();
return 0;
