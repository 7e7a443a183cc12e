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
    private static readonly Lazy<MetadataReference[]> s_references = new(FindReferences);

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
            if (errors.Length > 0 && round < MostRounds && Mender.Mend(code, compiled.SyntaxTrees[0], errors) is { } mended)
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
        return CSharpCompilation.Create("Ported",
            [CSharpSyntaxTree.ParseText(plain, s_options, "program.cs"), CSharpSyntaxTree.ParseText(s_usings, s_options)],
            s_references.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, checkOverflow: true, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
    }

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
