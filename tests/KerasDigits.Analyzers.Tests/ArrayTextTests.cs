using System.Collections.Immutable;
using KerasDigits.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace KerasDigits.Analyzers.Tests;

/// <summary>Each line as a user ports it, and what the fix makes of it.</summary>
public sealed class ArrayTextTests
{
    [Theory]
    [InlineData("Console.WriteLine(\"x \" + a);", "KD0001", "Console.WriteLine($\"x {a}\");")]
    [InlineData("Console.WriteLine(\"x {1} \" + a + \" y\");", "KD0001", "Console.WriteLine($\"x {{1}} {a} y\");")]
    [InlineData("Console.WriteLine(a + \" y\");", "KD0001", "Console.WriteLine($\"{a} y\");")]
    [InlineData("var t = $\"n {n} \" + a;", "KD0001", "var t = $\"n {n} {a}\";")]
    [InlineData("Console.WriteLine(\"a\", a);", "KD0002", "Console.WriteLine($\"a {a}\");")]
    [InlineData("Console.WriteLine(\"loss:\", n, n);", "KD0002", "Console.WriteLine($\"loss: {n} {n}\");")]
    public async Task A_line_that_loses_its_values_is_found_and_mended(string line, string id, string mended)
    {
        (Document document, ImmutableArray<Diagnostic> found) = await Look(line);
        Diagnostic first = found.First();
        Assert.Equal(id, first.Id);
        Assert.Contains(mended, await Mend(document, first), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.WriteLine($\"x {a}\");")]
    [InlineData("Console.WriteLine(\"x \" + n);")]
    [InlineData("Console.WriteLine(\"x {0}\", n);")]
    [InlineData("Console.WriteLine(\"x\");")]
    [InlineData("var b = a + a; var c = a + 1;")]
    [InlineData("Console.WriteLine(\"x \" + a.ToString());")]
    public async Task Other_lines_are_left_alone(string line) => Assert.Empty((await Look(line)).Found);

    private static async Task<(Document Document, ImmutableArray<Diagnostic> Found)> Look(string line)
    {
        string text = $"using System; using NumSharp; int n = 1; var a = np.array(new[] {{ 1, 2 }});\n{line}\n";
        using var workspace = new AdhocWorkspace();
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(f => MetadataReference.CreateFromFile(f));
        Project project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "p", "p", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.ConsoleApplication), metadataReferences: references));
        Document document = project.AddDocument("p.cs", SourceText.From(text));
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        return (document, await compilation.WithAnalyzers([new ArrayTextAnalyzer()]).GetAnalyzerDiagnosticsAsync());
    }

    private static async Task<string> Mend(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new ArrayTextFix().RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        var change = (ApplyChangesOperation)(await actions.Single().GetOperationsAsync(CancellationToken.None)).Single();
        return (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }
}
