using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KerasDigits.Analyzers;

/// <summary>Arrays, lists and dictionaries of .NET in a string, which write the name of their type in silence: "System.Int64[]".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ListTextAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A list in a string, or written alone.</summary>
    public static readonly DiagnosticDescriptor ListInText = new(
        "KD0006", "A list in a text writes the name of its type",
        "This writes the name of a type such as System.Int64[], not what is in it. Write string.Join(\", \", {0}), or print({0}).",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static readonly string[] s_lists = { "List", "Dictionary", "HashSet", "Queue", "Stack", "IEnumerable", "IReadOnlyList", "IList",
        "ICollection", "IReadOnlyCollection", "IDictionary", "IReadOnlyDictionary" };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(ListInText);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        WrittenValues.Register(context, Look);
    }

    private static void Look(OperationAnalysisContext context, IOperation value, ExpressionSyntax syntax)
    {
        if (!IsList(value.Type)) { return; }
        context.ReportDiagnostic(Diagnostic.Create(ListInText, syntax.GetLocation(), syntax.ToString()));
    }

    // A list's own class may say what it holds, so only .NET's are meant; an array of letters is a text.
    private static bool IsList(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.SpecialType != SpecialType.System_Char,
        INamedTypeSymbol { IsGenericType: true } named => s_lists.Contains(named.Name)
            && named.ContainingNamespace.ToDisplayString() == "System.Collections.Generic",
        _ => false,
    };
}
