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

    /// <summary>The program after the fix of all that was found, as an editor's "fix all in the document" makes it.</summary>
    public static async Task<string> MendAll(Document document, ImmutableArray<Diagnostic> found, CodeFixProvider fix)
    {
        string key = "";
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, found[0], (action, _) => key = action.EquivalenceKey!,
            CancellationToken.None));
        var all = new FixAllContext(document, fix, FixAllScope.Document, key, [found[0].Id], new Found(found), CancellationToken.None);
        CodeAction action = (await fix.GetFixAllProvider()!.GetFixAsync(all))!;
        var change = (ApplyChangesOperation)(await action.GetOperationsAsync(CancellationToken.None)).Single();
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private sealed class Found(ImmutableArray<Diagnostic> all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(all);
    }
}
