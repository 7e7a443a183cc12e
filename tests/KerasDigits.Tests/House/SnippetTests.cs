using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Tests.House;

/// <summary>Every ```csharp block of README and docs compiles, and runs without an error.</summary>
public sealed class SnippetTests
{
    public static IEnumerable<object[]> Snippets() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
        .Append(Path.Combine(Repository.Root, "README.md"))
        from m in Regex.Matches(File.ReadAllText(file), "```csharp\n(.*?)```", RegexOptions.Singleline).Select((match, i) => (match, i))
        select new object[] { $"{Path.GetFileName(file)} {m.i + 1}", m.match.Groups[1].Value };

    [Theory, MemberData(nameof(Snippets))]
    public void Compiles_and_runs(string name, string code)
    {
        string[] usings = ["System", "System.Collections.Generic", "System.Linq", "System.IO"];
        string source = string.Concat(usings.Select(u => $"global using {u};\n")) + code;
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p));
        var compilation = CSharpCompilation.Create("Snippet",
            [CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview))], references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, $"{name}:\n{string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
        using var text = new StringWriter();
        KerasDigits.Core.Output.Writer = text;
        try { Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]); }
        finally { KerasDigits.Core.Output.Writer = null!; }
    }
}
