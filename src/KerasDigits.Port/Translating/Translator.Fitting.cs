namespace KerasDigits.Port.Translating;

/// <content>Values in places of other types.</content>
public sealed partial class Translator
{
    /// <summary>A value where a variable of this type stands.</summary>
    // Two names of one list, set or dictionary know the same of what it holds.
    private void ShareItems(Expr target, Expr value)
    {
        if (value is not NameExpr { Id: var name } || target is not (NameExpr or AttributeExpr { Object: NameExpr })
            || _scope.Find(name) is not { Type: ListOf or DictOf or SetOf } source) { return; }
        PyType held = Translate(target).Type;
        if (held != source.Type && held.GetType() == source.Type.GetType() && PyType.Join(held, source.Type) is var both && !both.IsUnknown)
        {
            LearnVariable(source, both);
        }
    }

    private static string Fit(Ex x, PyType type)
    {
        x = x.Known;
        // A function where functions of other types may stand.
        if (type is LambdaType wanted && x.Type is FuncType { Function.IsGenerator: false } own2)
        {
            string[] names = [.. wanted.Parameters.Select((_, i) => wanted.Parameters.Count == 1 ? "x" : $"x{i + 1}")];
            own2.Function.IsCalled = true;
            return $"{(names.Length == 1 ? names[0] : $"({string.Join(", ", names)})")} => {x.Code}({string.Join(", ", names)})";
        }
        if (type is ListOf l && x.Type is ListOf { Item: var item } && item != l.Item
            && x.Code.StartsWith("new ", StringComparison.Ordinal))
        {
            string code = x.Code.Replace($"new {x.Type.Cs}", $"new {type.Cs}", StringComparison.Ordinal);
            return item is ListOf && l.Item is ListOf ? code.Replace($"new {item.Cs}", $"new {l.Item.Cs}", StringComparison.Ordinal) : code;
        }
        // Lists within lists: what they hold is one kind further in.
        if (type is ListOf { Item: ListOf { Item: var deep } } && x.Type is ListOf { Item: ListOf { Item: var deeper } } && deep != deeper
            && (deep.IsUnknown || deep == PyType.Number) && !x.Code.StartsWith("new ", StringComparison.Ordinal))
        {
            return $"to<{type.Cs.Replace("dynamic", "object", StringComparison.Ordinal)}>({x.Code})";
        }
        // Items of one kind where items of any kind are held, and the other way round.
        if (type is ListOf { Item: var held } && (held.IsUnknown || held == PyType.Number)
            && x.Type is ListOf { Item: { IsUnknown: false } known } && known != held)
        {
            return $"{x.Wrap(0)}.Select(i => ({PyType.Unknown.Cs})i{(known.IsNumber ? "" : "!")}).ToList()";
        }
        if (type is ListOf { Item: Simple { IsUnknown: false } asked } && x.Type is ListOf { Item.IsUnknown: true }
            && !x.Code.StartsWith("new ", StringComparison.Ordinal))
        {
            return $"{x.Wrap(0)}.Select(i => ({asked.Cs})i!).ToList()";
        }
        if (type is DictOf && x.Type is DictOf && x.Type != type && x.Code.StartsWith("new ", StringComparison.Ordinal))
        {
            string filled = x.Code.Replace($"new {x.Type.Cs}", $"new {type.Cs}", StringComparison.Ordinal);
            // {"loss": [], "acc": []}: what the lists hold is seen later.
            return x.Type is DictOf { Value: ListOf empty } && type is DictOf { Value: ListOf full }
                ? filled.Replace($"new {empty.Cs}()", $"new {full.Cs}()", StringComparison.Ordinal) : filled;
        }
        if (type == PyType.Int && x.Type == PyType.Long) { return $"(int){x.Wrap(1)}"; }
        if (x.Type == PyType.Number && type.IsNumber && type != x.Type) { return $"({type.Cs}){x.Wrap(1)}"; }
        if (type is Clr { Type.Name: "NDArray" } && x.Type.IsNumber) { return $"np.array({x.Code})"; }
        return x.Code;
    }
}
