using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KerasDigits.Analyzers;

/// <summary>Lines that print garbage or nothing in silence when they are ported as they stand.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArrayTextAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A string and an array joined by +: NumSharp takes the text for an array of letters and adds them.</summary>
    public static readonly DiagnosticDescriptor TextPlusArray = new(
        "KD0001", "A text plus an array is arithmetic on letters",
        "The text is taken for an array of its letters and added to the numbers. Write ${0} to put the array into the text.",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <summary>A string with Python's places and an array joined by %: NumSharp divides the letters.</summary>
    public static readonly DiagnosticDescriptor TextModuloArray = new(
        "KD0005", "A text % an array is arithmetic on letters",
        "The text is taken for an array of its letters and divided by the numbers. Write (double){0} for a single number, or print({0}) "
        + "for all.",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <summary>Console.WriteLine with a string that has no place for its further arguments: they are not written.</summary>
    public static readonly DiagnosticDescriptor ArgumentNotWritten = new(
        "KD0002", "Console.WriteLine does not write this argument",
        "The text has no place such as {{0}} for the arguments behind it, so they are not written. Write print({0}) or ${1}.",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(TextPlusArray,
        TextModuloArray, ArgumentNotWritten);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(LookAtSum, OperationKind.Binary);
        context.RegisterOperationAction(LookAtCall, OperationKind.Invocation);
    }

    private static void LookAtSum(OperationAnalysisContext context)
    {
        var sum = (IBinaryOperation)context.Operation;
        if (!IsArray(sum.OperatorMethod?.ContainingType)) { return; }
        if (sum.OperatorKind == BinaryOperatorKind.Remainder && IsText(sum.LeftOperand) && sum.Syntax is BinaryExpressionSyntax remainder)
        {
            context.ReportDiagnostic(Diagnostic.Create(TextModuloArray, sum.Syntax.GetLocation(),
                TensorTextAnalyzer.GetOperand(remainder.Right)));
        }
        if (sum.OperatorKind != BinaryOperatorKind.Add) { return; }
        if (IsText(sum.LeftOperand) || IsText(sum.RightOperand))
        {
            context.ReportDiagnostic(Diagnostic.Create(TextPlusArray, sum.Syntax.GetLocation(), Interpolation.Of(sum.Syntax)));
        }
    }

    private static void LookAtCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("WriteLine" or "Write")
            || call.TargetMethod.ContainingType.ToDisplayString() != "System.Console")
        {
            return;
        }
        if (call.Arguments.Length < 2 || call.TargetMethod.Parameters[0].Name != "format") { return; }
        if (call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: string format } || format.Contains('{')) { return; }
        context.ReportDiagnostic(Diagnostic.Create(ArgumentNotWritten, call.Syntax.GetLocation(), Interpolation.GetArguments(call.Syntax),
            Interpolation.OfCall(call.Syntax)));
    }

    private static bool IsText(IOperation operand)
    {
        while (operand is IConversionOperation { IsImplicit: true } conversion) { operand = conversion.Operand; }
        return operand.Type?.SpecialType == SpecialType.System_String;
    }

    private static bool IsArray(ITypeSymbol? type) => type?.ToDisplayString() == "NumSharp.NDArray";
}
