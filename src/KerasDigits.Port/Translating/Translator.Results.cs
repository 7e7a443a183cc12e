namespace KerasDigits.Port.Translating;

/// <content>What a training step says of itself.</content>
public sealed partial class Translator
{
    private string? WriteResults(Expr value)
    {
        // {m.name: m.result() for m in self.metrics}
        if (value is ComprehensionExpr { Kind: ComprehensionKind.Dict, Element: AttributeExpr { Object: NameExpr named, Name: "name" },
            Value: CallExpr { Function: AttributeExpr { Object: NameExpr asked, Name: "result" }, Arguments.Count: 0 },
            Clauses: [{ Target: NameExpr metric, Source: var metrics, Conditions.Count: 0 }] }
            && named.Id == metric.Id && asked.Id == metric.Id)
        {
            return $"new({Translate(metrics).Code})";
        }
        if (value is ComprehensionExpr { Kind: ComprehensionKind.Dict } c && Translate(value) is { Type: DictOf { Key: var key } } made
            && key == PyType.Str)
        {
            return $"{made.Wrap(0)}.Aggregate(new StepResults(), (results, pair) => {{ results[pair.Key] = pair.Value; return results; }})";
        }
        if (value is not DictExpr { Entries: var entries } || entries.Any(e => e.Key is null)) { return null; }
        var parts = entries.Select(e => (Key: Translate(e.Key!), Value: Translate(e.Value))).ToList();
        return parts.All(p => p.Key.Type == PyType.Str && p.Value.Type is Clr { Type.Name: "Tensor" })
            ? $"new() {{ {string.Join(", ", parts.Select(p => $"[{p.Key.Code}] = {p.Value.Code}"))} }}"
            : null;
    }
}
