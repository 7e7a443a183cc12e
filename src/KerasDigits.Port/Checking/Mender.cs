using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KerasDigits.Port.Checking;

/// <summary>
/// Python hands on whatever comes; C# asks for a type. Where the compiler refuses a value for its type, and that type's values may mean the
/// same as one of the type that is asked, the runtime's <c>to</c> stands around it, which throws where they do not.
/// </summary>
internal static partial class Mender
{
    /// <summary>The program with these values turned; null where there are none.</summary>
    public static string? Mend(string code, SyntaxTree tree, IEnumerable<Diagnostic> errors)
    {
        SyntaxNode root = tree.GetRoot();
        SourceText text = SourceText.From(code);
        var turned = new List<(TextSpan Span, string Code)>();
        foreach (Diagnostic error in errors.Where(e => e.Location.SourceTree == tree))
        {
            if (Said().Match(error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)) is not { Success: true } said
                || !MayTurn(said.Groups["from"].Value, said.Groups["to"].Value))
            {
                continue;
            }
            SyntaxNode found = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            ExpressionSyntax? value = found as ExpressionSyntax ?? (found as ArgumentSyntax)?.Expression;
            if (value is null || !IsPlace(error.Id, value, said.Groups["to"].Value)) { continue; }
            string inside = (value is CastExpressionSyntax cast && error.Id == "CS0030" ? cast.Expression : value).ToString();
            if (inside.Contains('\n', StringComparison.Ordinal)) { continue; }
            // The lines of the program are those of what was compiled; directives at its head are not.
            LinePositionSpan lines = tree.GetLineSpan(value.Span).Span;
            turned.Add((text.Lines.GetTextSpan(lines), $"to<{Shorten(said.Groups["to"].Value)}>({inside})"));
        }
        if (turned.Count == 0) { return null; }
        int last = int.MaxValue;
        foreach (var (span, now) in turned.OrderByDescending(t => t.Span.Start).ThenBy(t => t.Span.Length))
        {
            if (span.End > last) { continue; }
            code = code[..span.Start] + now + code[span.End..];
            last = span.Start;
        }
        return code;
    }

    // A variable keeps the type that it has: only what is handed on is turned, and what a method of ours must give.
    private static bool IsPlace(string id, ExpressionSyntax value, string to) => id switch
    {
        "CS1503" or "CS0030" => true,
        "CS0029" => value.Parent is ArgumentSyntax or ExpressionElementSyntax or InitializerExpressionSyntax
            || value.Parent is ReturnStatementSyntax && to.StartsWith("KerasDigits.", StringComparison.Ordinal),
        "CS0266" => IsNumber(to),
        _ => false,
    };

    private static bool IsNumber(string type) => type.TrimEnd('?') is "int" or "long" or "double" or "float";

    private static bool MayTurn(string from, string to)
    {
        string plain = to.TrimEnd('?'), own = from.TrimEnd('?');
        bool isArray = own is "NumSharp.NDArray" or "TorchSharp.torch.Tensor" or "KerasDigits.Backend.Variable"
            or "KerasDigits.Data.Element"
            or "KerasDigits.Notebook.Pandas.Scalar" or "KerasDigits.Notebook.Series"
                || own.StartsWith("NumSharp.Generic.", StringComparison.Ordinal);
        bool isMany = isArray || own.EndsWith(']') || own.StartsWith('(') || own.EndsWith("Shape", StringComparison.Ordinal)
            || Regex.IsMatch(own, @"^System\.Collections\.Generic\.(I?List|IEnumerable|IReadOnlyList)<|^KerasDigits\.Notebook\.PythonSet<");
        if (plain.StartsWith("System.Func", StringComparison.Ordinal) || plain is "string" or "bool" or "object") { return false; }
        return IsNumber(to) ? isArray : isMany && (plain is "NumSharp.NDArray" or "TorchSharp.torch.Tensor" or "NumSharp.Shape"
            || plain.EndsWith(']') || plain.StartsWith('(') || plain.StartsWith("System.Collections.Generic.", StringComparison.Ordinal)
            || plain.StartsWith("KerasDigits.", StringComparison.Ordinal));
    }

    // The type as a person would write it: by the names that the program's usings open.
    private static string Shorten(string type) =>
        Opened().Replace(type, "").Replace("TorchSharp.torch.Tensor", "Tensor", StringComparison.Ordinal)
        .Replace("NumSharp.NDArray", "NDArray", StringComparison.Ordinal).Replace("dynamic", "object", StringComparison.Ordinal);

    [GeneratedRegex(@"\bKerasDigits\.(Core|Data|Models|Training|Layers|Backend|Notebook|Ops)\.(?=\w+\b(?!\.))|System\.Collections\.Generic\.")]
    private static partial Regex Opened();

    [GeneratedRegex(@"(?:cannot convert from|convert type) '(?<from>.+?)' to '(?<to>.+?)'(?:\.|$)")]
    private static partial Regex Said();
}
