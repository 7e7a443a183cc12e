using System.Text.Json;
using KerasDigits.Internals;
using KerasDigits.Port.Checking;
using KerasDigits.Port.Notebooks;
using KerasDigits.Port.Reading;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Command;

/// <summary>What a run of the command is asked for.</summary>
/// <param name="Output">The file to write, for one input.</param>
/// <param name="Project">A folder that becomes a project.</param>
/// <param name="IsChecked">Whether it is said if the program compiles.</param>
/// <param name="IsQuick">Whether the program is written without being compiled.</param>
/// <param name="Report">A JSON file of what came of each input.</param>
/// <param name="Summary">A Markdown page of what came of all of them; with it no program is written.</param>
public sealed record Wishes(string? Output = null, string? Project = null, bool IsChecked = false, bool IsQuick = false,
    string? Report = null, string? Summary = null);

/// <summary>One run of the command: reads, translates, writes, checks, reports.</summary>
public sealed class Job(IReadOnlyList<string> inputs, Wishes wishes)
{
    private const long GreatestFile = 20_000_000;

    /// <summary>The exit code of a call that cannot be followed.</summary>
    public const int Refused = 2;

    public int Run()
    {
        if (inputs.FirstOrDefault(i => i.StartsWith('-') && !File.Exists(i) && !Directory.Exists(i)) is { } unknown)
        {
            return Say($"There is no option {unknown}. keras-port --help lists those that there are.");
        }
        if (wishes is { IsChecked: true, IsQuick: true })
        {
            return Say("--check says what the compiler finds, and --quick leaves the compiler out: give one of them.");
        }
        string[] files = [.. inputs.SelectMany(Find)];
        if (files.Length == 0) { return Say($"There is no script or notebook at {string.Join(", ", inputs)}."); }
        if (wishes.Output is not null && files.Length > 1) { return Say("-o takes one input: several programs cannot go into one file."); }
        if (wishes.Project is not null && files.Length > 1) { return Say("--project takes one input: a project holds one program."); }
        if (FindLoss(files) is { } loss) { return Say(loss); }
        if (!wishes.IsQuick) { _ = Checker.Prepare(); }
        int worst = 0;
        var outcomes = new List<Outcome>();
        foreach (string file in files) { worst = Math.Max(worst, PortFile(file, outcomes)); }
        try
        {
            if (wishes.Report is not null) { AtomicFile.WriteText(wishes.Report, JsonSerializer.Serialize(outcomes, s_json)); }
            if (wishes.Summary is not null) { AtomicFile.WriteText(wishes.Summary, Summary.Write(outcomes)); }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Say($"The programs are written, the report is not: {e.Message}");
        }
        return worst;
    }

    /// <summary>What writing would destroy: a script, or the program of another one; null: nothing.</summary>
    private string? FindLoss(string[] files)
    {
        var targets = new Dictionary<string, string>(StringComparer.Ordinal);
        HashSet<string> scripts = [.. files.Select(Path.GetFullPath)];
        foreach (string file in wishes.Summary is null ? files : [])
        {
            string target = Path.GetFullPath(FindTarget(file));
            if (IsScript(target)) { return $"The program would be written over the script {target}. Give another name by -o."; }
            if (!targets.TryAdd(target, file))
            {
                return $"{targets[target]} and {file} would both become {target}. Translate one by itself, with another name by -o.";
            }
        }
        return new[] { wishes.Report, wishes.Summary }.FirstOrDefault(p => p is not null && IsScript(Path.GetFullPath(p))) is { } page
            ? $"What is reported would be written over the script {page}. Give another name."
            : null;

        bool IsScript(string path) => scripts.Contains(path) || (File.Exists(path)
            && (path.EndsWith(".py", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)));
    }

    private string FindTarget(string file) => wishes.Output ?? (wishes.Project is not null ? Path.Combine(wishes.Project, "Program.cs")
        : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Path.GetFileNameWithoutExtension(file) + ".cs"));

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static IEnumerable<string> Find(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".py" or ".ipynb")
        .Order(StringComparer.Ordinal)
        : File.Exists(input) ? [input] : [];

    private static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return Refused;
    }

    private int PortFile(string file, List<Outcome> outcomes)
    {
        string name = Path.GetFileName(file);
        try
        {
            if (OrdinaryFile.Length(file) > GreatestFile)
            {
                return Say($"{file} is larger than {GreatestFile / 1_000_000} MB: no script is.");
            }
            Translation done = Translate(file, PythonFile.ReadText(file), isCompiled: !wishes.IsQuick);
            IReadOnlyList<string> faults = wishes.IsChecked && done.Faults is { } found ? found : [];
            outcomes.Add(new Outcome(name, done.Lines, done.Translated, done.Faults is null ? null : done.Faults.Count == 0, done.Left,
                done.Faults ?? []));
            if (wishes.Summary is null)
            {
                try { Write(file, done, faults); }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    return Say($"{FindTarget(file)} cannot be written: {Explain(e, FindTarget(file))}");
                }
            }
            return faults.Count > 0 ? 1 : 0;
        }
        catch (SyntaxFault fault)
        {
            outcomes.Add(new Outcome(name, 0, 0, null, [], [], fault.Report()));
            return Say(fault.Report());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            outcomes.Add(new Outcome(name, 0, 0, null, [], [], e.Message));
            return Say($"{file}: {e.Message}");
        }
    }

    // .NET would name the temporary file that is written before it is renamed.
    private static string Explain(Exception e, string target) => e switch
    {
        DirectoryNotFoundException => "its folder is not there.",
        UnauthorizedAccessException => "the system does not allow it.",
        _ when e.Message.Contains(".tmp", StringComparison.Ordinal) => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(target)))
            ? "its folder takes no files." : "its folder is not there.",
        _ => e.Message,
    };

    private void Write(string file, Translation done, IReadOnlyList<string> faults)
    {
        string target = FindTarget(file);
        string code = done.Code.Replace(ScriptPackage.WriteDirective(ScriptPackage.Released),
            ScriptPackage.WriteDirective(ScriptPackage.Wanted), StringComparison.Ordinal);
        if (wishes.Project is not null) { WriteProject(wishes.Project, code); } else { AtomicFile.WriteText(target, code); }
        Console.WriteLine($"{target}: {done.Translated} of {done.Lines} lines translated");
        foreach (Left left in done.Left) { Console.WriteLine($"  line {left.Line}: {left.Reason}"); }
        foreach (string fault in faults) { Console.WriteLine($"  {fault}"); }
    }

    /// <summary>Translates the text of a script or notebook.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isCompiled">Whether the program is compiled, and what C# refuses is left with the compiler's words.</param>
    public static Translation Translate(string file, string text, bool isCompiled = false)
    {
        Func<string, (string, IReadOnlyList<(int, string)>)>? compile = isCompiled ? Checker.Mend : null;
        if (!file.EndsWith(".ipynb", StringComparison.Ordinal))
        {
            var (whole, origins, beside) = Neighbours.Join(file, Magics.Hide(text));
            return Translator.Translate(Parser.Parse(file, whole) with { Origins = origins, Beside = beside }, compile: compile);
        }
        NotebookFile notebook = NotebookFile.Read(text);
        var (joined, places, modules) = Neighbours.Join(file, notebook.Source);
        IReadOnlyDictionary<int, int> ends = notebook.CellEnds;
        if (places is not null)
        {
            // The cells end further down where modules stand between them.
            ends = places.Select((place, i) => (place, Line: i + 1)).Where(p => p.place.File == Path.GetFileName(file)
                && notebook.CellEnds.ContainsKey(p.place.Line)).ToDictionary(p => p.Line, p => notebook.CellEnds[p.place.Line]);
        }
        return Translator.Translate(Parser.Parse(file, joined) with { Origins = places, Beside = modules }, ends, compile);
    }

    private static void WriteProject(string folder, string code)
    {
        Directory.CreateDirectory(folder);
        string[] lines = code.Split('\n');
        AtomicFile.WriteText(Path.Combine(folder, "Program.cs"),
            string.Join('\n', lines.Where(l => !l.StartsWith("#:", StringComparison.Ordinal))));
        string name = Path.GetFileName(Path.GetFullPath(folder));
        AtomicFile.WriteText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{ScriptPackage.Name}" Version="{ScriptPackage.Wanted}" />
              </ItemGroup>
            </Project>

            """);
    }
}
