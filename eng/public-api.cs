// Writes PublicAPI.Unshipped.txt of each package: every public member that PublicAPI.Shipped.txt does not have. Look at the change before
// you commit it. dotnet run eng/public-api.cs             after a change of the public API
//     dotnet run eng/public-api.cs -- --ship   at a release: what was unshipped is shipped
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

const string Head = "#nullable enable", Removed = "*REMOVED*";
string root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, ".."));
string[] packages = [.. Directory.EnumerateFiles(Path.Combine(root, "src"), "PublicAPI.Unshipped.txt", SearchOption.AllDirectories)
    .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!)).Order()];
bool ships = args.Contains("--ship");
if (!ships) { Build(); }
foreach (string package in packages)
{
    string shippedFile = Path.Combine(root, "src", package, "PublicAPI.Shipped.txt"),
        unshippedFile = Path.Combine(root, "src", package, "PublicAPI.Unshipped.txt");
    var (shipped, unshipped) = (Read(shippedFile), Read(unshippedFile));
    if (ships)
    {
        Write(shippedFile, shipped.Except(unshipped.Where(IsRemoval).Select(l => l[Removed.Length..]))
            .Concat(unshipped.Where(l => !IsRemoval(l))));
        Write(unshippedFile, []);
        continue;
    }
    var (missing, gone) = Differences(package);
    Write(unshippedFile, unshipped.Except(gone).Concat(missing).Concat(gone.Intersect(shipped).Select(l => Removed + l)));
    Console.WriteLine($"{package}: {missing.Count} new, {gone.Count} gone");
}

// Every package is built, whatever its files say; the compiler logs the members that no file has (RS0016), and those that only a file has
// (RS0017).
void Build()
{
    string[] arguments = ["build", Path.Combine(root, "src", "KerasDigits.Packages.slnf"), "-c", "Release", "-v", "q", "-nologo",
        "-p:CheckPublicApi=false"];
    using Process build = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
    build.WaitForExit();
    if (build.ExitCode != 0) { Environment.Exit(build.ExitCode); }
}

(List<string> Missing, List<string> Gone) Differences(string package)
{
    using JsonDocument log = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(root, "artifacts", "obj", package, "release", "PublicAPI.sarif")));
    JsonElement[] results = [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()];
    return (Named("RS0016"), Named("RS0017"));

    List<string> Named(string rule) => [.. results.Where(r => r.GetProperty("ruleId").GetString() == rule)
        .Select(r => Regex.Match(r.GetProperty("message").GetProperty("text").GetString()!, "^Symbol '(.*)' is (?:not )?part of",
            RegexOptions.Singleline).Groups[1].Value).Distinct()];
}

string[] Read(string file) => [.. File.ReadLines(file).Where(l => l.Length > 0 && l != Head)];

void Write(string file, IEnumerable<string> members) =>
    File.WriteAllText(file, string.Concat(members.Distinct().Order(StringComparer.Ordinal).Prepend(Head).Select(l => l + "\n")));

static bool IsRemoval(string line) => line.StartsWith(Removed, StringComparison.Ordinal);

static string Here([CallerFilePath] string file = "") => file;
