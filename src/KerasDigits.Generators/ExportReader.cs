using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KerasDigits.Generators;

/// <summary>Reads an export's arguments from the constructor or method behind the attribute.</summary>
internal static class ExportReader
{
    private const string Keyword = "KerasDigits.Internals.KerasKeywordAttribute";

    private static readonly SymbolDisplayFormat s_full = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static ExportModel? Read(GeneratorAttributeSyntaxContext match)
    {
        ImmutableArray<string> paths = match.Attributes[0].ConstructorArguments[0].Values.Select(v => (string)v.Value!).ToImmutableArray();
        return match.TargetSymbol switch
        {
            INamedTypeSymbol type => OfClass(type, paths),
            IMethodSymbol { IsStatic: true } method => OfMethod(method, paths),
            _ => null,
        };
    }

    private static ExportModel OfClass(INamedTypeSymbol type, ImmutableArray<string> paths)
    {
        IMethodSymbol? constructor = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility == Accessibility.Public).OrderByDescending(c => c.Parameters.Length).FirstOrDefault();
        var parameters = new List<string>();
        var arguments = new List<string>();
        var initializers = new List<string>();
        var names = new HashSet<string>();
        string? spread = null;
        foreach (IParameterSymbol p in constructor?.Parameters ?? ImmutableArray<IParameterSymbol>.Empty)
        {
            names.Add(p.Name);
            arguments.Add("@" + p.Name);
            if (p.IsParams) { spread = ReadParameter(p); }
            else { parameters.Add(ReadParameter(p)); }
        }
        foreach (IPropertySymbol property in spread is null ? ReadKeywords(type) : Enumerable.Empty<IPropertySymbol>())
        {
            AttributeData keyword = FindKeyword(property)!;
            string argument = keyword.ConstructorArguments[1].Value as string ?? property.Name;
            if (!names.Add(argument)) { continue; }
            parameters.Add($"{property.Type.ToDisplayString(s_full)} @{argument} = {keyword.ConstructorArguments[0].Value}");
            initializers.Add($"{property.Name} = @{argument}");
        }
        if (spread is not null) { parameters.Add(spread); }
        string name = type.ToDisplayString(s_full);
        return new ExportModel(paths, name, null, name, type.IsAbstract || type.IsStatic || constructor is null,
            parameters.ToImmutableArray(), arguments.ToImmutableArray(), initializers.ToImmutableArray(), "", ImmutableArray<string>.Empty,
            constructor is null || spread is not null
            ? ImmutableArray<string>.Empty
            : ReadOverloads(type, constructor, parameters.Skip(constructor.Parameters.Length)));
    }

    /// <summary>Constructors with the same arguments in other types: "a model or a function that builds one".</summary>
    private static ImmutableArray<string> ReadOverloads(INamedTypeSymbol type, IMethodSymbol constructor, IEnumerable<string> keywords) =>
        type.InstanceConstructors
        .Where(c => c.DeclaredAccessibility == Accessibility.Public && !SymbolEqualityComparer.Default.Equals(c, constructor)
            && c.Parameters.Select(p => p.Name).SequenceEqual(constructor.Parameters.Select(p => p.Name)))
        .Select(c => string.Join(", ", c.Parameters.Select(ReadParameter).Concat(keywords))).ToImmutableArray();

    private static ExportModel OfMethod(IMethodSymbol method, ImmutableArray<string> paths)
    {
        ImmutableArray<ISymbol> named = method.ContainingType.GetMembers(method.Name);
        bool isOverload = !SymbolEqualityComparer.Default.Equals(named[0], method);
        string cref = $"{method.ContainingType.ToDisplayString(s_full)}.{method.Name}";
        if (named.Length > 1)
        {
            var types = method.Parameters.Select(p => p.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            cref += $"({string.Join(", ", types.Select(t => t.Replace('<', '{').Replace('>', '}')))})";
        }
        return new(
            paths, method.ContainingType.ToDisplayString(s_full), method.Name, method.ReturnType.ToDisplayString(s_full), false,
            method.Parameters.Select(ReadParameter).ToImmutableArray(),
            method.Parameters.Select(p => (p.RefKind == RefKind.Out ? "out " : "") + "@" + p.Name).ToImmutableArray(),
            ImmutableArray<string>.Empty,
            method.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", method.TypeParameters.Select(t => t.Name)) + ">",
            ReadRequired(method), ImmutableArray<string>.Empty, isOverload ? "" : ReadSymbolic(method, paths), cref, isOverload,
            ListForm.Of(method, paths, p => p.Type.ToDisplayString(s_full), ReadParameter), isOverload ? "" : FindShortForm(method, paths));
    }

    private const string TensorType = "global::TorchSharp.torch.Tensor", Operand = "global::KerasDigits.Ops.Operand",
        KerasTensor = "global::KerasDigits.Layers.KerasTensor";

    private static readonly string[] s_symbolicModules = { "keras.backend.", "keras.ops.", "keras.activations.", "keras.losses.",
        "keras.metrics.", "tf." };

    /// <summary>Functions of these modules that make one tensor of tensors and plain values take symbolic tensors too.</summary>
    private static string ReadSymbolic(IMethodSymbol method, ImmutableArray<string> paths)
    {
        string GetTypeOf(IParameterSymbol p) => p.Type.ToDisplayString(s_full);
        string MakePlain(IParameterSymbol p) => GetTypeOf(p).TrimEnd('?');
        string MakeForm(IParameterSymbol p) => MakePlain(p) switch
        {
            TensorType => KerasTensor,
            TensorType + "[]" => KerasTensor + "[]",
            Operand => "global::KerasDigits.Layers.SymbolicOperand",
            _ => "",
        };
        bool module = paths.All(path => s_symbolicModules.Any(m => path.StartsWith(m, System.StringComparison.Ordinal)));
        if (!module || method.TypeParameters.Length > 0 || method.ReturnType.ToDisplayString(s_full) != TensorType
            || !method.Parameters.Any(p => MakeForm(p).Length > 0)
            || method.Parameters.Any(p => p.IsParams || p.RefKind != RefKind.None || p.Type.TypeKind == TypeKind.Delegate
                || MakePlain(p).StartsWith("global::NumSharp.", System.StringComparison.Ordinal)
                || MakePlain(p).StartsWith("global::System.Collections.", System.StringComparison.Ordinal)
                || MakePlain(p).Contains("Variable")))
                {
                    return "";
                }
        return string.Join(", ",
            method.Parameters.Select(p =>
                MakeForm(p).Length == 0 ? ReadParameter(p) : ReadParameter(p).Replace(MakePlain(p), MakeForm(p))));
    }

    private static readonly string[] s_handedOn = { "keras.activations.", "keras.losses.", "keras.metrics.", "tf.nn." };

    /// <summary>A function of tensors with further arguments as a function of only the tensors, which can be handed on.</summary>
    private static string FindShortForm(IMethodSymbol method, ImmutableArray<string> paths)
    {
        IParameterSymbol[] needed = method.Parameters.Where(p => !p.HasExplicitDefaultValue).ToArray();
        return paths.Any(path => s_handedOn.Any(m => path.StartsWith(m, System.StringComparison.Ordinal)))
            && method.TypeParameters.Length == 0 && !method.ReturnsVoid && needed.Length is > 0 and < 3
            && needed.Length < method.Parameters.Length
            && needed.All(p => !p.IsParams && p.RefKind == RefKind.None && p.Type.ToDisplayString(s_full) == TensorType)
            ? string.Join(", ", needed.Select(ReadParameter)) : "";
    }

    private static ImmutableArray<string> ReadRequired(IMethodSymbol method) =>
        method.ReturnsVoid || method.TypeParameters.Length > 0 || method.Parameters.Any(p => p.IsParams || p.RefKind != RefKind.None)
            ? ImmutableArray<string>.Empty
            : method.Parameters.Where(p => !p.HasExplicitDefaultValue).Select(p => p.Type.ToDisplayString(s_full)).ToImmutableArray();

    /// <summary>
    /// Base classes' keyword properties by their order, the most basic class first; an override takes the place of what it overrides.
    /// </summary>
    private static IEnumerable<IPropertySymbol> ReadKeywords(INamedTypeSymbol type)
    {
        var chain = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? t = type; t is not null; t = t.BaseType) { chain.Push(t); }
        return chain.SelectMany(t => t.GetMembers().OfType<IPropertySymbol>())
            .Where(p => FindKeyword(p) is not null).GroupBy(p => p.Name).Select(g => g.Last())
            .OrderBy(p => (int)FindKeyword(p)!.ConstructorArguments[2].Value!);
    }

    private static AttributeData? FindKeyword(IPropertySymbol property) =>
        property.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == Keyword);

    private static string ReadParameter(IParameterSymbol p)
    {
        string modifier = p.IsParams ? "params " : p.RefKind == RefKind.Out ? "out " : "";
        string caller = string.Concat(p.GetAttributes().Where(a => a.AttributeClass?.Name == "CallerArgumentExpressionAttribute")
            .Select(a => $"[global::System.Runtime.CompilerServices.CallerArgumentExpression(\"{a.ConstructorArguments[0].Value}\")] "));
        string text = $"{caller}{modifier}{p.Type.ToDisplayString(s_full)} @{p.Name}";
        return p.HasExplicitDefaultValue ? $"{text} = {ReadDefault(p)}" : text;
    }

    private static string ReadDefault(IParameterSymbol p) => p.ExplicitDefaultValue switch
    {
        null => p.Type.IsValueType && p.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T ? "default" : "null",
        bool b => b ? "true" : "false",
        string s => SymbolDisplay.FormatLiteral(s, quote: true),
        double d when double.IsPositiveInfinity(d) => "double.PositiveInfinity",
        double d when double.IsNegativeInfinity(d) => "double.NegativeInfinity",
        double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
        float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
        long n => n.ToString(CultureInfo.InvariantCulture) + "L",
        char c => SymbolDisplay.FormatLiteral(c, quote: true),
        var other when p.Type.TypeKind == TypeKind.Enum => $"({p.Type.ToDisplayString(s_full)}){other}",
        var other => string.Format(CultureInfo.InvariantCulture, "{0}", other),
    };
}
