using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Tests.House;

/// <summary>docs/PORTING.md's tables are those of docs/porting, and every row compiles and runs.</summary>
public sealed class PortingTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Linq; using System.IO;
        using KerasDigits; using KerasDigits.Notebook; using NumSharp;
        using static KerasDigits.keras; using static Given;
        using K = KerasDigits.keras.backend;
        using Tensor = TorchSharp.torch.Tensor;

        """;

    private const string Common = """

        static class Given
        {
            public static NDArray x = np.random.rand(8, 4), y = np.random.rand(8, 1);
            public static KerasDigits.Models.Sequential model = Make();
            public static void Use(params object?[] values) { }
            private static KerasDigits.Models.Sequential Make()
            {
                var made = models.Sequential([layers.Dense(3, input_shape: 4), layers.Dense(1)]);
                made.compile(optimizer: "adam", loss: "mse", metrics: ["mae"]);
                return made;
            }
        }
        """;

    private static readonly MetadataReference[] s_references =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(p => MetadataReference.CreateFromFile(p))];

    public static IEnumerable<object[]> Topics() => PortingTable.Topics.Select(t => new object[] { t });

    /// <summary>KERASDIGITS_WRITE_DOCS=1 writes the tables anew instead.</summary>
    [Fact]
    public void PORTING_holds_the_tables()
    {
        string file = Path.Combine(Repository.Root, "docs", "PORTING.md"), text = File.ReadAllText(file);
        var seen = new List<string>();
        string wanted = Regex.Replace(text, "(<!-- porting/(\\w+)\\.json -->\n).*?(?=<!-- end -->)", m =>
        {
            seen.Add(m.Groups[2].Value);
            return m.Groups[1].Value + PortingTable.Markdown(m.Groups[2].Value);
        }, RegexOptions.Singleline);
        if (Environment.GetEnvironmentVariable("KERASDIGITS_WRITE_DOCS") == "1") { File.WriteAllText(file, wanted); }
        else
        {
            Assert.True(wanted == text, "docs/PORTING.md's tables are older than docs/porting: run this test once with "
                + "KERASDIGITS_WRITE_DOCS=1.");
        }
        Assert.Equal(PortingTable.Topics, seen.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Topics))]
    public void Rows_compile_and_run(string topic)
    {
        var wrong = new StringBuilder();
        foreach (PortingRow row in PortingTable.Rows(topic))
        {
            if (Fault(row) is { } fault) { wrong.AppendLine($"{row.CSharp}\n    {fault}"); }
        }
        Assert.True(wrong.Length == 0, wrong.ToString());
    }

    internal static string? Fault(PortingRow row)
    {
        var compilation = CSharpCompilation.Create("Row" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(Program(row), new CSharpParseOptions(LanguageVersion.Preview))],
            s_references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            return string.Join("\n    ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.GetMessage()));
        }
        if (!row.Run) { return null; }
        using var text = new StringWriter();
        KerasDigits.Core.Output.Writer = text;
        try { Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]); }
        catch (TargetInvocationException e) { return e.InnerException!.Message; }
        finally { KerasDigits.Core.Output.Writer = null!; }
        return null;
    }

    /// <summary>usings first, then what is given, then the lines, then classes.</summary>
    private static string Program(PortingRow row)
    {
        string[] lines = row.Within is { } around ? [around.Replace("{0}", row.CSharp, StringComparison.Ordinal)] : row.CSharp.Split('\n');
        var (usings, statements, classes) = (new StringBuilder(Usings), new StringBuilder("static void Row() {\n" + row.Given + "\n"),
            new StringBuilder(Common));
        foreach (string line in lines)
        {
            if (Regex.IsMatch(line, @"^using [^(]*;$") && !line.StartsWith("using var", StringComparison.Ordinal))
            {
                if (!Usings.Contains(line, StringComparison.Ordinal)) { usings.AppendLine(line); }
            }
            else if (line.StartsWith("class ", StringComparison.Ordinal) || line.StartsWith("[keras.", StringComparison.Ordinal))
            {
                classes.AppendLine(line);
            }
            else { statements.AppendLine(line[^1] is ';' or '}' ? line : $"Use({line});"); }
        }
        return $"{usings}Row();\n{statements}}}\n{classes}";
    }
}
