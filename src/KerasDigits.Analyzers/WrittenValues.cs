using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KerasDigits.Analyzers;

/// <summary>
/// The values that a program turns into text by C#'s own rules: in the holes of <c>$"{a}"</c>, beside a string and +, alone in
/// Console.WriteLine.
/// </summary>
internal static class WrittenValues
{
    /// <summary>Calls an action for each of them.</summary>
    /// <param name="context">The analysis.</param>
    /// <param name="look">Takes the value and its syntax.</param>
    public static void Register(AnalysisContext context, Action<OperationAnalysisContext, IOperation, ExpressionSyntax> look)
    {
        void ReportValue(OperationAnalysisContext at, IOperation operand)
        {
            IOperation value = GetInner(operand);
            if (value.Syntax is ExpressionSyntax syntax) { look(at, value, syntax); }
        }
        context.RegisterOperationAction(at => ReportValue(at, ((IInterpolationOperation)at.Operation).Expression),
            OperationKind.Interpolation);
        context.RegisterOperationAction(at =>
        {
            var sum = (IBinaryOperation)at.Operation;
            if (sum.OperatorKind != BinaryOperatorKind.Add || sum.OperatorMethod is not null
                || sum.Type?.SpecialType != SpecialType.System_String) { return; }
            ReportValue(at, sum.LeftOperand);
            ReportValue(at, sum.RightOperand);
        }, OperationKind.Binary);
        context.RegisterOperationAction(at =>
        {
            var call = (IInvocationOperation)at.Operation;
            if (call.TargetMethod.Name is "WriteLine" or "Write" && call.Arguments.Length == 1
                && call.TargetMethod.ContainingType.ToDisplayString() == "System.Console") { ReportValue(at, call.Arguments[0].Value); }
        }, OperationKind.Invocation);
    }

    private static IOperation GetInner(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion) { operation = conversion.Operand; }
        return operation;
    }
}
