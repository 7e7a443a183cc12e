using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace KerasDigits.Analyzers;

/// <summary>
/// Tensors and arrays in a string, which write their shapes, or leave the format out, in silence: between the braces of <c>$"{a}"</c>,
/// beside a string and +, or alone in Console.WriteLine.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TensorTextAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A tensor in a string, or an array with a format.</summary>
    public static readonly DiagnosticDescriptor TensorInText = new(
        "KD0004", "A tensor in a text does not write its number",
        "The text of a tensor is its shape, and of an array it takes no format. Write (float){0}{1} for a single number, or print({0}) "
        + "for all.",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TensorInText);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        WrittenValues.Register(context, Look);
    }

    private static void Look(OperationAnalysisContext context, IOperation value, ExpressionSyntax syntax)
    {
        InterpolationFormatClauseSyntax? format = (context.Operation.Syntax as InterpolationSyntax)?.FormatClause;
        bool isFound = value.Type?.ToDisplayString() switch
        {
            "TorchSharp.torch.Tensor" => true,
            "NumSharp.NDArray" or "KerasDigits.Data.Element" => format is not null,
            _ => false,
        };
        if (!isFound) { return; }
        context.ReportDiagnostic(Diagnostic.Create(TensorInText, syntax.GetLocation(), GetOperand(syntax), format?.ToString() ?? ""));
    }

    /// <summary>An expression as the operand of a cast.</summary>
    public static string GetOperand(ExpressionSyntax expression) =>
        expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
        or ParenthesizedExpressionSyntax ? expression.ToString() : $"({expression})";
}
