namespace KerasDigits.Port.Translating;

/// <content>Sets.</content>
public sealed partial class Translator
{
    // Of two sets a third, of the first one's kind.
    private static Ex? MakeSetOperation(string op, Ex left, Ex right)
    {
        string? made = op switch
        {
            "|" => "union",
            "&" => "intersection",
            "-" => "difference",
            "^" => "symmetric_difference",
            _ => null,
        };
        return made is null ? null : new Ex($"{left.Wrap(0)}.{made}({right.Code})", left.Type);
    }

    // What a set's method asks for or does; null where C# has no form of it.
    private Ex? TranslateSetMethod(Ex owner, SetOf set, string name, CallExpr c)
    {
        if (c.Arguments.Any(a => a.Name is not null || a.Stars > 0)) { return null; }
        bool isUpdate = name.EndsWith("update", StringComparison.Ordinal);
        if (set.IsFrozen && (name is "clear" or "remove" or "discard" or "add" or "pop" || isUpdate)) { return null; }
        if (c.Arguments.Count == 0)
        {
            return name switch
            {
                "clear" => new Ex($"{owner.Wrap(0)}.Clear()", PyType.None),
                "copy" when set.IsFrozen => owner,
                "copy" => new Ex($"{owner.Wrap(0)}.copy()", set),
                "pop" => new Ex($"{owner.Wrap(0)}.pop()", set.Item),
                _ => null,
            };
        }
        if (c.Arguments.Count > 1 && name is not ("update" or "union")) { return null; }
        if (name is "remove" or "discard")
        {
            string item = Cast(Translate(c.Arguments[0].Value), set.Item);
            return new Ex(name == "remove" ? $"{owner.Wrap(0)}.remove({item})" : $"{owner.Wrap(0)}.Remove({item})", PyType.None);
        }
        if (!isUpdate && name is not ("isdisjoint" or "issubset" or "issuperset" or "union" or "intersection" or "difference"
            or "symmetric_difference")) { return null; }
        Ex[] others = [.. c.Arguments.Select(a => TranslateSequence(a.Value))];
        Ex other = new(string.Join(", ", others.Select(o => o.Code)), others[0].Type, others.Length == 1 ? others[0].Level : 0);
        foreach (PyType item2 in others.Select(o => FindElement(o.Type)).Where(i => i != set.Item))
        {
            if (name == "update") { Refine(c, new SetOf(PyType.Join(PyType.RequireOneKind(set.Item, item2), item2))); }
            if (!set.Item.IsUnknown || !IsOpen) { throw No("set of several types", $"`{name}` of a set with items of another type"); }
        }
        return name switch
        {
            "update" or "intersection_update" or "difference_update" or "symmetric_difference_update" =>
                new Ex($"{owner.Wrap(0)}.{name}({other.Code})", PyType.None),
            "isdisjoint" => new Ex($"!{owner.Wrap(0)}.Overlaps({other.Code})", PyType.Bool, 1),
            "issubset" => new Ex($"{owner.Wrap(0)}.IsSubsetOf({other.Code})", PyType.Bool),
            "issuperset" => new Ex($"{owner.Wrap(0)}.IsSupersetOf({other.Code})", PyType.Bool),
            _ => MakeSetOperation(name switch { "union" => "|", "intersection" => "&", "difference" => "-", _ => "^" }, owner, other),
        };
    }
}
