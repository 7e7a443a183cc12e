using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace KerasDigits.Analyzers;

/// <summary>Slices in C#'s own form, which compile on NumSharp's arrays and throw when they run.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArrayRangeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A range or an index from the end between the brackets of an array.</summary>
    public static readonly DiagnosticDescriptor RangeOfArray = new(
        "KD0003", "An array takes its slices as text",
        "NumSharp's arrays know no C# ranges, so this throws when it runs. Write {0}.",
        "Usage", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(RangeOfArray);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Look, OperationKind.PropertyReference);
    }

    private static void Look(OperationAnalysisContext context)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (!reference.Property.IsIndexer || reference.Property.ContainingType.ToDisplayString() != "NumSharp.NDArray"
            || reference.Syntax is not ElementAccessExpressionSyntax access) { return; }
        IOperation[] parts = EnumerateParts(reference).ToArray();
        if (!parts.Any(p => IsOf(p, "System.Range") || IsOf(p, "System.Index"))) { return; }
        // Arrays beside a range have no place in a text.
        bool fits = parts.All(p => IsOf(p, "System.Range") || IsOf(p, "System.Index")
            || p.Type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64);
        ImmutableDictionary<string, string?> properties = fits
            ? ImmutableDictionary<string, string?>.Empty.Add(SliceText.Key, SliceText.Of(access))
            : ImmutableDictionary<string, string?>.Empty;
        context.ReportDiagnostic(Diagnostic.Create(RangeOfArray, access.GetLocation(), properties,
            fits ? $"{access.Expression}[{SliceText.Of(access)}]" : "the slice as a text first, x[\":5\"], and take the rest of "
            + "its result"));
    }

    private static IEnumerable<IOperation> EnumerateParts(IPropertyReferenceOperation reference) => reference.Arguments
        .SelectMany(a => a is { ArgumentKind: ArgumentKind.ParamArray, Value: IArrayCreationOperation { Initializer: { } list } }
            ? list.ElementValues.AsEnumerable()
            : new[] { a.Value })
        .Select(GetInner);

    private static IOperation GetInner(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true } conversion) { operation = conversion.Operand; }
        return operation;
    }

    private static bool IsOf(IOperation operation, string type) => operation.Type?.ToDisplayString() == type;
}
