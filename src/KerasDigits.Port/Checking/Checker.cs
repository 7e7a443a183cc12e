using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Port.Checking;

/// <summary>
/// Compiles a one-file program against the assemblies that lie beside the tool, with the usings that the package KerasDigits.Script brings.
/// </summary>
public static class Checker
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;
        global using KerasDigits; global using KerasDigits.Backend; global using KerasDigits.Callbacks; global using KerasDigits.Core; global using KerasDigits.Data; global using KerasDigits.Layers;
        global using KerasDigits.Losses; global using KerasDigits.Metrics; global using KerasDigits.Models; global using KerasDigits.Notebook; global using KerasDigits.Optimizers; global using KerasDigits.Training;
        global using KerasDigits.Tuner; global using NumSharp; global using static KerasDigits.keras; global using static KerasDigits.keras.applications; global using static KerasDigits.keras.callbacks;
        global using static KerasDigits.keras.datasets; global using static KerasDigits.keras.layers; global using static KerasDigits.keras.models; global using static KerasDigits.keras.optimizers;
        global using static KerasDigits.keras.preprocessing.image; global using static KerasDigits.keras.preprocessing.sequence; global using static KerasDigits.keras.preprocessing.text;
        global using static KerasDigits.keras.regularizers; global using static KerasDigits.keras.utils; global using static KerasDigits.Notebook.sklearn.model_selection; global using static KerasDigits.Notebook.sklearn.preprocessing;
        global using static KerasDigits.Notebook.sklearn.metrics; global using static KerasDigits.python;
        global using static KerasDigits.Notebook.builtins; global using K = KerasDigits.keras.backend; global using kt = KerasDigits.keras_tuner; global using Shape = KerasDigits.Core.Shape;
        global using Tensor = TorchSharp.torch.Tensor;
        """;

    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);
    private static readonly Lazy<MetadataReference[]> s_references = new(FindReferences);

    /// <summary>What C# refuses: the line and why; empty where the program compiles.</summary>
    public static IReadOnlyList<(int Line, string Reason)> Check(string code) => [.. Compile(code).GetDiagnostics()
        .Where(d => d.Severity == DiagnosticSeverity.Error)
        .Select(d => (d.Location.GetLineSpan().StartLinePosition.Line + 1,
            $"{d.Id} {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")).Distinct()];

    public static CSharpCompilation Compile(string code)
    {
        string plain = string.Join('\n', code.Split('\n').Select(l => l.StartsWith("#:", StringComparison.Ordinal) ? "" : l));
        return CSharpCompilation.Create("Ported",
            [CSharpSyntaxTree.ParseText(plain, s_options, "program.cs"), CSharpSyntaxTree.ParseText(Usings, s_options)], s_references.Value,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, checkOverflow: true, optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable));
    }

    private static MetadataReference[] FindReferences()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. platform.Split(Path.PathSeparator).Where(p => p.Length > 0).Select(p => MetadataReference.CreateFromFile(p))];
    }
}
