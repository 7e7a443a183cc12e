using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KerasDigits.Analyzers.Tests;

/// <summary>A line of a program under an analyzer.</summary>
internal static class Lines
{
    /// <summary>What the analyzer finds in a line that knows a number n and an array a.</summary>
    public static async Task<(Document Document, ImmutableArray<Diagnostic> Found)> Look(string line, DiagnosticAnalyzer analyzer)
    {
        string text = $"using System; using NumSharp; int n = 1; var a = np.array(new[] {{ 1, 2 }});\n{line}\n";
        using var workspace = new AdhocWorkspace();
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f));
        Project project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "p", "p",
            LanguageNames.CSharp, compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication),
            metadataReferences: references));
        Document document = project.AddDocument("p.cs", SourceText.From(text));
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        return (document, await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync());
    }

    /// <summary>The program after the fix; null where there is none.</summary>
    public static async Task<string?> Mend(Document document, Diagnostic diagnostic, CodeFixProvider fix)
    {
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action),
            CancellationToken.None));
        if (actions.Count == 0) { return null; }
        var change = (ApplyChangesOperation)(await actions.Single().GetOperationsAsync(CancellationToken.None)).Single();
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
