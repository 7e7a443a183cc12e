// Writes PublicAPI.Unshipped.txt of each package: every public member that PublicAPI.Shipped.txt does not have. Look at the change before you commit it.
//     dotnet run eng/public-api.cs             after a change of the public API
//     dotnet run eng/public-api.cs -- --ship   at a release: what was unshipped is shipped
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

const string Head = "#nullable enable";
string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));
string[] packages = ["KerasDigits", "KerasDigits.Tuner", "KerasDigits.Images", "KerasDigits.Notebook", "KerasDigits.Testing"];

foreach (string package in packages)
{
    string shippedFile = Path.Combine(root, "src", package, "PublicAPI.Shipped.txt"), unshippedFile = Path.Combine(root, "src", package, "PublicAPI.Unshipped.txt");
    string[] shipped = File.Exists(shippedFile) ? [.. File.ReadLines(shippedFile).Where(l => l.Length > 0 && l != Head)] : [];
    if (args.Contains("--ship"))
    {
        string[] now = [.. File.ReadLines(unshippedFile).Where(l => l.Length > 0 && l != Head)];
        string[] removed = [.. now.Where(l => l.StartsWith("*REMOVED*", StringComparison.Ordinal)).Select(l => l["*REMOVED*".Length..])];
        Write(shippedFile, shipped.Except(removed).Concat(now.Where(l => !l.StartsWith("*REMOVED*", StringComparison.Ordinal))));
        Write(unshippedFile, []);
        continue;
    }
    Write(shippedFile, shipped);
    Write(unshippedFile, []);
    var (missing, gone) = Find(package);
    Write(unshippedFile, missing.Concat(gone.Select(l => "*REMOVED*" + l)));
    Console.WriteLine($"{package}: {shipped.Length} members shipped, {missing.Count} new, {gone.Count} gone");
}

void Write(string file, IEnumerable<string> members) => File.WriteAllText(file, string.Concat(members.Distinct().Order(StringComparer.Ordinal).Prepend(Head).Select(l => l + "\n")));

// Builds the package with the analyzer, which names every member that no file has (RS0016) and every one that only a file has (RS0017).
(List<string> Missing, List<string> Gone) Find(string package)
{
    string log = Path.Combine(Path.GetTempPath(), $"{package}.{Environment.ProcessId}.sarif");
    try
    {
        string[] arguments = ["build", Path.Combine(root, "src", package), "-c", "Release", "-v", "q", "-nologo", "-p:PublicApi=true", "-p:TreatWarningsAsErrors=false", "-p:WarningsAsErrors=", $"-p:PublicApiPackage={package}", $"-p:PublicApiLog={log}"];
        using Process build = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string output = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        if (build.ExitCode != 0 || !File.Exists(log)) { throw new InvalidOperationException($"The build of {package} ended with {build.ExitCode}:\n{output}"); }
        using JsonDocument found = JsonDocument.Parse(File.ReadAllText(log));
        JsonElement[] results = [.. found.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
        return (Named("RS0016"), Named("RS0017"));

        List<string> Named(string rule) => [.. results.Where(r => r.GetProperty("ruleId").GetString() == rule)
            .Select(r => r.GetProperty("properties").GetProperty("customProperties")).Select(p => (p.TryGetProperty("PublicApiNameWithNullability", out JsonElement full) ? full : p.GetProperty("PublicApiName")).GetString()!).Distinct()];
    }
    finally { File.Delete(log); }
}

static string Here([CallerFilePath] string file = "") => file;
