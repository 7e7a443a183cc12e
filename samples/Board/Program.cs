// A page that shows running fits (files of CSVLogger and event files of TensorBoard) and searches (project folders of KerasTuner and
// KerasDigits.Tuner, and databases of KerasDigits.Tuner.PostgreSQL).
//     dotnet run --project samples/Board -- FOLDER|postgresql://… [more of them] [--port 8080] [--host 127.0.0.1]
// It reads only, and is reached from this machine alone unless --host says otherwise.
using System.Globalization;
using System.Net.Sockets;
using Board;
using KerasDigits.Tuner.PostgreSQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

string host = "127.0.0.1";
ushort port = 8080;
var places = new List<string>();
string? wrong = null;
for (int i = 0; i < args.Length; i++)
{
    bool more = i + 1 < args.Length;
    if (args[i] == "--host" && more) { host = args[++i]; }
    else if (args[i] == "--port" && more && ushort.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port))
    {
        i++;
    }
    else if (args[i].StartsWith('-'))
    {
        wrong ??= args[i] == "--port" ? "--port must be a number from 0 to 65535." : $"{args[i]} is not known here.";
    }
    else { places.Add(args[i]); }
}
if (wrong is not null || places.Count == 0)
{
    Console.Error.WriteLine($"{wrong ?? "There is nothing to show."} Usage: dotnet run --project samples/Board -- "
        + "FOLDER|postgresql://user:password@host/database … [--port 8080] [--host 127.0.0.1]");
    return 1;
}
foreach (string place in places)
{
    try { if (Database.IsUrl(place)) { PostgresAddress.Read(place); continue; } }
    catch (ArgumentException e)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
    if (!Directory.Exists(place))
    {
        Console.Error.WriteLine($"There is no folder {place}. Give the folder of a search or of fits' CSV or event files, or one above "
            + "them.");
        return 1;
    }
}
await using WebApplication app = Site.Make(places, host, port);
try { await app.StartAsync(); }
catch (Exception e) when (e is IOException or SocketException)
{
    Console.Error.WriteLine($"The board cannot stand at {host}:{port} ({e.Message.TrimEnd('.')}). Choose another by --port and --host.");
    return 1;
}
Console.WriteLine($"The board stands at {app.Urls.First()} and shows "
    + $"{string.Join(", ", places.Select(p => Database.IsUrl(p) ? "a database" : Path.GetFullPath(p)))}. Ctrl-C ends it.");
if (!Site.IsLoopback(host)) { Console.WriteLine("Everybody who reaches this machine can read it: there is no password."); }
await app.WaitForShutdownAsync();
return 0;
