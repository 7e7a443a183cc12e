using System.Text.Json;
using KerasDigits.Port.Checking;
using KerasDigits.Port.Notebooks;
using KerasDigits.Port.Reading;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Command;

/// <summary>One run of the command: reads, translates, writes, checks, reports.</summary>
public sealed class Job(IReadOnlyList<string> inputs, string? output, string? project, bool isChecked, string? report)
{
    private const long GreatestFile = 20_000_000;

    public int Run()
    {
        string[] files = [.. inputs.SelectMany(Find)];
        if (files.Length == 0) { return Say($"There is no script or notebook at {string.Join(", ", inputs)}."); }
        if (output is not null && files.Length > 1) { return Say("-o takes one input: several programs cannot go into one file."); }
        int worst = 0;
        var rows = new List<object>();
        foreach (string file in files) { worst = Math.Max(worst, Port(file, rows)); }
        if (report is not null) { WriteAside(report, JsonSerializer.Serialize(rows, new JsonSerializerOptions { WriteIndented = true })); }
        return worst;
    }

    private static IEnumerable<string> Find(string input) => Directory.Exists(input)
        ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".py", StringComparison.Ordinal) || f.EndsWith(".ipynb", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : File.Exists(input) ? [input] : [];

    private static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return 2;
    }

    private int Port(string file, List<object> rows)
    {
        try
        {
            if (new FileInfo(file).Length > GreatestFile) { return Say($"{file} is larger than {GreatestFile / 1_000_000} MB: no script is."); }
            Translation done = Translate(file, File.ReadAllText(file));
            string target = output ?? Path.Combine(project ?? Path.GetDirectoryName(Path.GetFullPath(file))!, project is null ? Path.GetFileNameWithoutExtension(file) + ".cs" : "Program.cs");
            if (project is not null) { WriteProject(project, done.Code); } else { WriteAside(target, done.Code); }
            Console.WriteLine($"{target}: {done.Translated} of {done.Lines} lines translated");
            foreach (Left left in done.Left) { Console.WriteLine($"  line {left.Line}: {left.Reason}"); }
            IReadOnlyList<string> faults = isChecked ? Checker.Check(done.Code) : [];
            foreach (string fault in faults) { Console.WriteLine($"  {fault}"); }
            rows.Add(new { file, lines = done.Lines, translated = done.Translated, compiles = isChecked ? faults.Count == 0 : (bool?)null, left = done.Left, faults });
            return faults.Count > 0 ? 1 : 0;
        }
        catch (SyntaxFault fault) { rows.Add(new { file, lines = 0, translated = 0, error = fault.Report() }); return Say(fault.Report()); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException) { return Say($"{file}: {e.Message}"); }
    }

    /// <summary>Translates the text of a script or notebook.</summary>
    public static Translation Translate(string file, string text)
    {
        if (!file.EndsWith(".ipynb", StringComparison.Ordinal)) { return Translator.Translate(Parser.Parse(file, Magics.Hide(text))); }
        NotebookFile notebook = NotebookFile.Read(text);
        return Translator.Translate(Parser.Parse(file, notebook.Source), notebook.CellEnds);
    }

    private static void WriteProject(string folder, string code)
    {
        Directory.CreateDirectory(folder);
        string[] lines = code.Split('\n');
        WriteAside(Path.Combine(folder, "Program.cs"), string.Join('\n', lines.Where(l => !l.StartsWith("#:", StringComparison.Ordinal))));
        string name = Path.GetFileName(Path.GetFullPath(folder));
        WriteAside(Path.Combine(folder, name + ".csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="KerasDigits.Script" Version="0.1.0" />
              </ItemGroup>
            </Project>

            """);
    }

    private static void WriteAside(string path, string text)
    {
        string aside = path + ".new";
        File.WriteAllText(aside, text);
        File.Move(aside, path, overwrite: true);
    }
}
