using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Port.Checking;

/// <summary>
/// Compiles a one-file program against the assemblies that lie beside the tool, with the usings that the package KerasDigits.Script brings.
/// </summary>
public static class Checker
{
    private static readonly string s_usings = ReadUsings();

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);

    /// <summary>What C# refuses: the line and why; empty where the program compiles.</summary>
    public static IReadOnlyList<(int Line, string Reason)> Check(string code) =>
        Tell(Compile(code).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));

    private const int MostRounds = 3;

    /// <summary>The program with values turned into the types that their places ask for, and what C# refuses of it then.</summary>
    public static (string Code, IReadOnlyList<(int Line, string Reason)> Refusals) Mend(string code)
    {
        for (int round = 0; ; round++)
        {
            CSharpCompilation compiled = Compile(code);
            Diagnostic[] errors = [.. compiled.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            if (errors.Length > 0 && round < MostRounds
                && Mender.Mend(code, compiled.SyntaxTrees.First(t => t.FilePath == Program), errors) is { } mended)
            {
                code = mended;
                continue;
            }
            return (code, Tell(errors));
        }
    }

    private static (int Line, string Reason)[] Tell(IEnumerable<Diagnostic> errors) =>
        [.. errors.Select(d => (d.Location.GetLineSpan().StartLinePosition.Line + 1,
            $"{d.Id} {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")).Distinct()];

    public static CSharpCompilation Compile(string code)
    {
        string plain = string.Join('\n', code.Split('\n').Select(l => l.StartsWith("#:", StringComparison.Ordinal) ? "" : l));
        return s_empty.Value.AddSyntaxTrees(CSharpSyntaxTree.ParseText(plain, s_options, Program));
    }

    /// <summary>What the program's own tree is named.</summary>
    internal const string Program = "program.cs";

    // Programs are added to one compilation: what it has read of the assemblies serves them all. Errors alone are asked for: what warnings
    // need is looked at by nobody, and takes a third of the time.
    private static readonly Lazy<CSharpCompilation> s_empty = new(() =>
    {
        CSharpCompilation empty = CSharpCompilation.Create("Ported", [CSharpSyntaxTree.ParseText(s_usings, s_options)], FindReferences(),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, checkOverflow: true, optimizationLevel: OptimizationLevel.Release,
                warningLevel: 0));
        _ = empty.GetSpecialType(SpecialType.System_Object);
        return empty;
    });

    /// <summary>
    /// Compiles a line, so that the compiler is there when it is needed: most of a first compilation's time is its own start.
    /// </summary>
    public static Task Prepare() => Task.Run(() => Check("foreach (var (i, name) in enumerate(new List<string> { \"a\" }))\n"
        + "{\n    print($\"{i} {format(name, \"5\")}\");\n}\nvar model = models.Sequential([layers.Dense(1)]);\n"
        + "model.compile(optimizer: \"adam\");\nclass Own : KerasDigits.Callbacks.Callback { public int n; }\n"));

    // The SDK's own, and those that the package itself brings: its file of them lies in this assembly.
    private static string ReadUsings()
    {
        using Stream file = typeof(Checker).Assembly.GetManifestResourceStream("KerasDigits.Script.props")!;
        IEnumerable<string> own = XDocument.Load(file).Descendants("Using").Select(u => (string)u.Attribute("Include")! is var name
            && (string?)u.Attribute("Alias") is { } alias ? $"global using {alias} = {name};"
            : $"global using {((string?)u.Attribute("Static") == "true" ? "static " : "")}{name};");
        string[] implied = ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading",
            "System.Threading.Tasks"];
        return string.Join('\n', [.. implied.Select(n => $"global using {n};"), .. own]);
    }

    private static MetadataReference[] FindReferences()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. platform.Split(Path.PathSeparator).Where(p => p.Length > 0).Select(p => MetadataReference.CreateFromFile(p))];
    }
}
