using KerasDigits.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Tests.House;

/// <summary>src/KerasDigits as the compiler sees it, its generated files too: once for all tests that ask what a name means.</summary>
internal static class CoreSources
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Preview);
    private static readonly Lazy<Compilation> s_compilation = new(Compile);

    public static string Folder { get; } = Path.Combine(Repository.Root, "src", "KerasDigits");

    public static Compilation Compilation => s_compilation.Value;

    /// <summary>The facade that the generator writes of a text of its own.</summary>
    public static (string Facade, IReadOnlyList<Diagnostic> Errors) Facade(string source)
    {
        const string usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using "
            + "KerasDigits.Core; global using KerasDigits.Internals;\n"
            + "global using Tensor = TorchSharp.torch.Tensor; global using Shape = KerasDigits.Core.Shape;\n";
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(usings, s_options), CSharpSyntaxTree.ParseText(source, s_options)];
        Compilation compilation = CSharpCompilation.Create("KerasDigits.Tests", trees, References(except: "KerasDigits.Tests."), Settings);
        GeneratorDriverRunResult result = Run(ref compilation);
        string facade = result.Results.Single().GeneratedSources.Single(s => s.HintName == "keras.g.cs").SourceText.ToString();
        return (facade, [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    private static CSharpCompilationOptions Settings =>
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true);

    private static Compilation Compile()
    {
        string configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string made = Path.Combine(Repository.Root, "artifacts", "obj", "KerasDigits", configuration); // global usings, protobuf's classes
        IEnumerable<string> files = Repository.Files("src/KerasDigits", "*.cs").Concat(Directory.EnumerateFiles(made, "*.cs"));
        Compilation compilation = CSharpCompilation.Create("KerasDigits",
            files.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), s_options, f)), References(except: "KerasDigits"), Settings);
        _ = Run(ref compilation);
        return compilation;
    }

    private static GeneratorDriverRunResult Run(ref Compilation compilation) =>
        CSharpGeneratorDriver.Create([new FacadeGenerator().AsSourceGenerator()], parseOptions: s_options)
        .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _).GetRunResult();

    /// <summary>All that the tests run on, without assemblies whose name begins so.</summary>
    public static IEnumerable<MetadataReference> References(string except) =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(p => !Path.GetFileName(p).StartsWith(except, StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p));
}
