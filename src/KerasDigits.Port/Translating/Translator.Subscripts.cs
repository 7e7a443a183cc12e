using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Indices, slices, comprehensions.</content>
public sealed partial class Translator
{
    private Ex TranslateSubscript(SubscriptExpr s, bool isStore = false)
    {
        Ex owner = Translate(s.Object).Known;
        if (owner.Type is Clr { Type: var log } && log == typeof(Training.SeriesByName) && s.Index is StringExpr { Value: var metric })
        {
            s = s with { Index = new StringExpr(RenameMetric(metric), false) };
        }
        if (!isStore && s.Index is not SliceExpr && CallOwnMethod(owner, "__getitem__", s.Index) is { } got) { return got; }
        switch (owner.Type)
        {
            case DictOf d:
                Ex key = Translate(s.Index);
                if (d.Key != PyType.Int) { key = AsKey(key); }
                if (isStore || d.Missing is not null)
                {
                    LearnPlace(s.Object, new DictOf(PyType.Join(PyType.RequireOneKind(d.Key, key.Type), key.Type), d.Value));
                }
                // A counter does not keep what it was asked for.
                if (d.IsCounter && !isStore) { return new Ex($"{owner.Wrap(0)}.get({Cast(key, d.Key)}, 0)", PyType.Int); }
                if (d.Missing is { } missing && !isStore)
                {
                    return new Ex($"{owner.Wrap(0)}.setdefault({Cast(key, d.Key)}, {(missing == "new" ? $"new {d.Value.Cs}()" : missing)})",
                        d.Value);
                }
                return new Ex($"{owner.Wrap(0)}["
                    + $"{(d.Key == PyType.Int && (IsArray(key.Type) || key.Type == PyType.Long) ? WriteWhole(key) : Cast(key, d.Key))}]",
                    d.Value);
            case ListOf l when s.Index is SliceExpr slice && !isStore: return new Ex($"slice({owner.Code}{WriteBounds(slice)})", l);
            case ListOf l:
                return new Ex(isStore && ReadConstant(s.Index) is not >= 0
                    ? $"{owner.Wrap(0)}[place({owner.Code}, {WriteWhole(Translate(s.Index))})]"
                    : WriteIndexed(owner, s.Index), l.Item);
            case IterOf i when !isStore:
                var listed = new Ex($"list({owner.Code})", new ListOf(i.Item));
                return s.Index is SliceExpr part
                    ? new Ex($"slice({listed.Code}{WriteBounds(part)})", listed.Type)
                    : new Ex(WriteIndexed(listed, s.Index), i.Item);
            case TupleOf t when ReadConstant(s.Index) is { } place && place >= -t.Items.Count && place < t.Items.Count:
                int at = place < 0 ? place + t.Items.Count : place;
                return new Ex($"{owner.Wrap(0)}.Item{at + 1}", t.Items[at]);
            case TupleOf t when !isStore && s.Index is not SliceExpr && ReadConstant(s.Index) is null
                && s.Object is NameExpr or AttributeExpr && FindElement(t) is { IsUnknown: false } each && t.Items.All(i => i == each):
                string all = string.Join(", ", t.Items.Select((_, i) => $"{owner.Wrap(0)}.Item{i + 1}"));
                return new Ex($"at([{all}], {WriteWhole(Translate(s.Index))})", each);
            case Clr c when IsArray(c) || IsTensor(c): return TranslateArrayIndex(owner with { Type = AsPlain(c) }, s.Index, isStore);
            case Clr c when IsCut(s.Index)
                && (!TakesRanges(c.Type) || s.Index is TupleExpr && c.Type.Name is not ("ILocator" or "DataFrame"))
                && Converts(c.Type, typeof(NumSharp.NDArray)):
                return TranslateArrayIndex(new Ex($"((NDArray){owner.Wrap(1)})", new Clr(typeof(NumSharp.NDArray))), s.Index, isStore);
            case Clr c: return TranslateObjectIndex(owner, c.Type, s.Index);
            case ModuleType { Path: "os.environ" } when !isStore:
                Ex variable = Translate(s.Index);
                return new Ex($"Environment.GetEnvironmentVariable({variable.Code}) "
                    + $"?? throw new KeyNotFoundException(repr({variable.Code}))", PyType.Str, 13);
            case ModuleType: throw No("subscript", "an index on a module");
        }
        if (owner.Type == PyType.Str)
        {
            return s.Index is SliceExpr cut
                ? new Ex($"slice({owner.Code}{WriteBounds(cut)})", PyType.Str)
                : new Ex($"at({owner.Code}, {WriteWhole(Translate(s.Index))})", PyType.Str);
        }
        if (IsOpen && owner.Type.IsUnknown)
        {
            return isStore ? TranslateOpenPlace(owner, s.Index) : TranslateOpenSubscript(owner, s.Index);
        }
        throw No(owner.Type.IsUnknown ? "unknown type" : "subscript",
            $"an index on {(owner.Type.IsUnknown ? "a value whose type is not known" : owner.Type.Cs)}");
    }

    private static int? ReadConstant(Expr e) => e switch
    {
        NumberExpr { Kind: NumberKind.Int } n when int.TryParse(n.Text, out int v) => v,
        UnaryExpr { Operator: "-", Operand: NumberExpr { Kind: NumberKind.Int } n } when int.TryParse(n.Text, out int v) => -v,
        _ => null,
    };

    private string WriteIndexed(Ex owner, Expr index)
    {
        if (ReadConstant(index) is { } constant) { return $"{owner.Wrap(0)}[{(constant < 0 ? "^" + -constant : constant.ToString())}]"; }
        return $"at({owner.Code}, {WriteWhole(Translate(index))})";
    }

    private string WriteBounds(SliceExpr slice)
    {
        string text = "";
        if (slice.Lower is not null || slice.Upper is not null || slice.Step is not null)
        {
            text += $", {(slice.Lower is null ? "null" : WriteWhole(Translate(slice.Lower)))}";
        }
        if (slice.Upper is not null || slice.Step is not null)
        {
            text += $", {(slice.Upper is null ? "null" : WriteWhole(Translate(slice.Upper)))}";
        }
        return text + (slice.Step is null ? "" : $", {WriteWhole(Translate(slice.Step))}");
    }

    // x[1:3, :, 0] is x["1:3, :, 0"]; what is computed is in braces.
    private Ex TranslateArrayIndex(Ex owner, Expr index, bool isStore = false)
    {
        IReadOnlyList<Expr> parts = index is TupleExpr { InParentheses: false } t
            ? [.. t.Items.Select(p => p is TupleExpr { InParentheses: true, Items.Count: > 0 } chosen2 ? new ListExpr(chosen2.Items) : p)]
            : [index];
        // What a list or an array chooses of the first axis, and all of the others: x[indices, :].
        if (parts.Count > 1 && !isStore && IsArray(owner.Type) && parts.Skip(1)
            .All(p => p is SliceExpr { Lower: null, Upper: null, Step: null }) && parts[0] is NameExpr or ListExpr or AttributeExpr
            && Translate(parts[0]) is { } chosen && (IsArray(chosen.Type) || chosen.Type is ListOf)) { parts = [parts[0]]; }
        if (parts.Any(p => p is SliceExpr || p is Constant { Text: "..." } || p is Constant { Text: "None" }
            || p is AttributeExpr { Name: "newaxis" }))
        {
            if (owner.Type is Clr { Type.Name: "Tensor" })
            {
                return new Ex($"{owner.Wrap(0)}[{string.Join(", ", parts.Select(WriteTensorIndex))}]", owner.Type);
            }
            if (IsArray(owner.Type) && parts.Any(p =>
                p is not SliceExpr and not Syntax.Constant and not AttributeExpr { Name: "newaxis" } && ReadConstant(p) is null
                && Translate(p) is { } by && (IsArray(by.Type) || by.Type is ListOf)))
            {
                return new Ex($"{owner.Wrap(0)}[{string.Join(", ", parts.Select(WriteIndexPart))}]", owner.Type);
            }
            bool isComputed = false;
            string text = string.Join(", ", parts.Select(p =>
            {
                if (p is SliceExpr s)
                {
                    return $"{WriteBound(s.Lower, true)}:{WriteBound(s.Upper, true)}"
                        + $"{(s.Step is null ? "" : ":" + WriteBound(s.Step, true))}";
                }
                if (p is Constant { Text: "..." }) { return "..."; }
                if (p is Constant { Text: "None" } || p is AttributeExpr { Name: "newaxis" }) { return "np.newaxis"; }
                return WriteBound(p);
            }));
            return new Ex($"{owner.Wrap(0)}[{(isComputed ? "$" : "")}\"{text}\"]",
                owner.Type is Clr { Type.Name: "Variable" } ? new Clr(typeof(TorchSharp.torch.Tensor)) : owner.Type);

            string WriteBound(Expr? e, bool isBound = false)
            {
                if (e is null) { return ""; }
                if (ReadConstant(e) is { } constant) { return constant.ToString(); }
                isComputed = true;
                Ex x = Translate(e).Known;
                // A number that NumPy gave.
                if (isBound && (IsArray(x.Type) || IsTensor(x.Type))) { return $"{{(int){x.Wrap(1)}}}"; }
                if (x.Type == PyType.Float) { throw No("float for int", $"`{x.Code}` where a whole number is asked"); }
                if (!x.Type.IsWhole && !(IsOpen && x.Type.IsUnknown))
                {
                    throw No("array index", "a slice by something else than a number");
                }
                return $"{{{x.Wrap(12)}}}";
            }
        }
        Ex[] items = [.. parts.Select(p => Translate(p))];
        if (items.Any(i => i.Type.IsUnknown && !IsOpen || i.Type is TupleOf || i.Type == PyType.Str))
        {
            throw No("array index", "an index whose type is not known");
        }
        string[] codes =
            [.. items.Select(i => i.Type is ListOf ? $"np.array({i.Code})" : i.Type == PyType.Long ? $"(int){i.Wrap(0)}" : i.Code)];
        string read = $"{owner.Wrap(0)}[{string.Join(", ", codes)}]";
        // What a list or a comparison chooses is a new array.
        bool isPart = !isStore && IsArray(owner.Type) && !items.Any(i => i.Type is ListOf) && !parts.Any(p => p is CompareExpr);
        return !isStore && items.Any(i => i.Type.IsUnknown) && !owner.Type.IsUnknown
            ? new Ex($"({owner.Type.Cs}){read}", owner.Type, 1) { IsPart = isPart }
            : new Ex(read, owner.Type) { IsPart = isPart };
    }

    // A part beside one that an array chooses: a slice in quotes, a list as an array.
    private string WriteIndexPart(Expr e)
    {
        if (e is Constant { Text: "None" } or AttributeExpr { Name: "newaxis" }) { return "\"np.newaxis\""; }
        if (e is Constant { Text: "..." }) { return "\"...\""; }
        string WriteBound(Expr? b) =>
            b is null ? "" : ReadConstant(b) is { } constant ? constant.ToString() : $"{{{WriteWhole(Translate(b))}}}";
        if (e is SliceExpr s)
        {
            string text = $"{WriteBound(s.Lower)}:{WriteBound(s.Upper)}{(s.Step is null ? "" : ":" + WriteBound(s.Step))}";
            return (text.Contains('{', StringComparison.Ordinal) ? "$" : "") + $"\"{text}\"";
        }
        Ex x = Translate(e);
        return x.Type is ListOf ? $"np.array({x.Code})" : IsArray(x.Type) ? x.Code : WriteWhole(x);
    }

    // A tensor's parts as TorchSharp has them.
    private string WriteTensorIndex(Expr e)
    {
        if (e is Constant { Text: "..." }) { return "TorchSharp.torch.TensorIndex.Ellipsis"; }
        if (e is Constant { Text: "None" } or AttributeExpr { Name: "newaxis" }) { return "TorchSharp.torch.TensorIndex.None"; }
        if (e is not SliceExpr s) { return WriteWhole(Translate(e)); }
        bool isPlain = s.Step is null && (s.Lower is null || ReadConstant(s.Lower) is not null)
            && (s.Upper is null || ReadConstant(s.Upper) is not null);
        if (isPlain) { return WriteRange(s); }
        string WriteBound(Expr? bound) => bound is null ? "null" : WriteWhole(Translate(bound));
        return $"TorchSharp.torch.TensorIndex.Slice({WriteBound(s.Lower)}, {WriteBound(s.Upper)}"
            + $"{(s.Step is null ? "" : ", " + WriteBound(s.Step))})";
    }

    private Ex TranslateObjectIndex(Ex owner, Type type, Expr index)
    {
        if (type.Name != "ILocator" && !type.IsArray && index is SliceExpr && Api.FindItemType(type, typeof(Range)) is { } cut)
        {
            return new Ex($"{owner.Wrap(0)}[{WriteRange(index)}]", ClrNames.Read(cut));
        }
        if (!type.IsArray && type.Name != "LayerList" && TranslateSeveralIndexes(owner, type, index) is { } found) { return found; }
        if (type.Name == "ILocator" || (type.IsArray && index is SliceExpr) || (type.Name == "LayerList" && index is SliceExpr))
        {
            IReadOnlyList<Expr> parts = index is TupleExpr t ? t.Items : [index];
            string[] codes = [.. parts.Select(WriteRange)];
            bool isFrame = type.Name == "ILocator" && (parts.Count == 1 || parts[1] is SliceExpr) && parts[0] is SliceExpr;
            PyType result = type.Name != "ILocator" ? new Clr(type) : isFrame ? new Clr(typeof(Notebook.DataFrame)) : parts[0] is SliceExpr
                ? new Clr(typeof(Notebook.Series)) : PyType.Float;
            return new Ex($"{owner.Wrap(0)}[{string.Join(", ", codes)}]", result);
        }
        // np.c_[a, b]: columns beside each other.
        if (type.Name is "CClass" or "RClass" && (index is TupleExpr columns ? columns.Items : [index]) is var sides
            && sides.All(i => i is not (SliceExpr or StringExpr)))
        {
            return new Ex($"{owner.Wrap(0)}[{string.Join(", ", sides.Select(i => WriteArgument(i, typeof(NumSharp.NDArray))))}]",
                new Clr(typeof(NumSharp.NDArray)));
        }
        if (index is ListExpr list && type.Name == "DataFrame")
        {
            return new Ex($"{owner.Wrap(0)}[{Translate(list, typeof(string[])).Code}]", owner.Type);
        }
        if (index is SliceExpr && type.Name is "DataFrame") { return new Ex($"{owner.Wrap(0)}.iloc[{WriteRange(index)}]", owner.Type); }
        Ex key = Translate(index).Known;
        if (IsArray(key.Type) && !type.Name.StartsWith("Data", StringComparison.Ordinal) && Api.FindItemType(type, typeof(int)) is not null)
        {
            key = new Ex($"(int){key.Wrap(1)}", PyType.Int, 1);
        }
        if (IsOpen && key.Type.IsUnknown && type.Name == "DataFrame")
        {
            return new Ex($"{owner.Wrap(0)}[(string){key.Wrap(1)}]", new Clr(typeof(Notebook.Series)));
        }
        Type by = key.Type == PyType.Str ? typeof(string) : key.Type.IsWhole ? typeof(int)
            : throw No("subscript", $"an index on {owner.Type.Cs}");
        Type value = Api.FindItemType(type, by) ?? throw No("subscript", $"{owner.Type.Cs} has no index by {key.Type.Cs}");
        bool isFromEnd = ReadConstant(index) < 0
            && (type.IsArray || type.GetInterfaces().Any(i => i.Name.StartsWith("IReadOnlyList", StringComparison.Ordinal))
                || type.Name is "SeriesLocator");
        return Ex.Of($"{owner.Wrap(0)}[{(isFromEnd ? "^" + -ReadConstant(index) : key.Code)}]", value);
    }

    // df.loc[mask, "x"], df[df["x"] > 1], df.iloc[:, 1:]: the index of ours that takes these.
    private Ex? TranslateSeveralIndexes(Ex owner, Type type, Expr index)
    {
        Expr[] parts = index is TupleExpr t ? [.. t.Items] : [index];
        if (parts is [StringExpr or NumberExpr or UnaryExpr or SliceExpr] || type.Name == "Predictions") { return null; }
        var given = new List<(string Code, Type Type)>();
        foreach (Expr part in parts)
        {
            if (part is SliceExpr { Step: null } cut) { given.Add((WriteRange(cut), typeof(Range))); continue; }
            if (part is ListExpr { Items: var items } && items.Count > 0 && items.All(i => i is StringExpr))
            {
                given.Add((Translate(part, typeof(string[])).Code, typeof(string[])));
                continue;
            }
            Ex x = Translate(part).Known;
            (string, Type)? one = x.Type switch
            {
                ListOf { Item: var of } when of == PyType.Str => ($"{x.Wrap(0)}.ToArray()", typeof(string[])),
                ListOf { Item: var of } when of == PyType.Int => ($"{x.Wrap(0)}.ToArray()", typeof(int[])),
                Clr c => (x.Code, c.Type),
                _ when x.Type == PyType.Str => (x.Code, typeof(string)),
                _ when x.Type.IsWhole && x.Type != PyType.Bool =>
                    (ReadConstant(part) is < 0 and { } last ? "^" + -last : WriteWhole(x),
                        ReadConstant(part) < 0 ? typeof(Index) : typeof(int)),
                _ => null,
            };
            if (one is not { } known) { return null; }
            given.Add(known);
        }
        PropertyInfo? taken = type.GetProperties().Where(p => p.GetIndexParameters() is { Length: var n } && n == given.Count)
            .OrderBy(p => p.GetIndexParameters().Zip(given).Count(q => q.First.ParameterType != q.Second.Type))
            .FirstOrDefault(p => p.GetIndexParameters().Zip(given).All(q => q.First.ParameterType.IsAssignableFrom(q.Second.Type)
                || Converts(q.Second.Type, q.First.ParameterType)
                || q.Second.Type == typeof(int) && (q.First.ParameterType == typeof(Index) || q.First.ParameterType == typeof(long))));
        return taken is null ? null : Ex.Of($"{owner.Wrap(0)}[{string.Join(", ", given.Select(g => g.Code))}]", taken.PropertyType);
    }

    private static bool IsCut(Expr index) => index is SliceExpr || index is TupleExpr { InParentheses: false } t
        && t.Items.Any(i => i is SliceExpr);

    private static bool TakesRanges(Type type) => type.IsArray || type.Name is "ILocator" or "LayerList" or "DataFrame"
        || Api.FindItemType(type, typeof(Range)) is not null;

    private string WriteRange(Expr e)
    {
        if (e is not SliceExpr s) { return ReadConstant(e) is { } c ? c < 0 ? "^" + -c : c.ToString() : WriteWhole(Translate(e)); }
        string WriteBound(Expr bound) => ReadConstant(bound) is null && bound is BinaryExpr or UnaryExpr
            ? $"({WriteWhole(Translate(bound))})"
            : this.WriteRange(bound);
        if (s.Step is not null) { throw No("slice with a step", "a step in a slice of a table"); }
        return $"{(s.Lower is null ? "" : WriteBound(s.Lower))}..{(s.Upper is null ? "" : WriteBound(s.Upper))}";
    }

    private Ex TranslateComprehension(ComprehensionExpr c)
    {
        ForClause clause = c.Clauses[0];
        if (clause.IsAsync) { throw No("async", "async code is left out"); }
        Ex source = TranslateSequence(clause.Source);
        if (c.Clauses.Count > 1)
        {
            if (c.Kind is ComprehensionKind.Dict)
            {
                Ex pairs = TranslateComprehension(new ComprehensionExpr(ComprehensionKind.List, new TupleExpr([c.Element, c.Value!]), null,
                    c.Clauses));
                if (pairs.Type is not ListOf { Item: TupleOf { Items: [var k, var v] } }) { throw No("nested comprehension",
                    "the dictionary's pairs"); }
                var made = new DictOf(k, v);
                return new Ex(DictOf.IsOrdered ? $"new {made.Cs}(dict({pairs.Code}))" : $"dict({pairs.Code})", made);
            }
            if (c.Kind is ComprehensionKind.Set)
            {
                Ex many = TranslateComprehension(new ComprehensionExpr(ComprehensionKind.List, c.Element, null, c.Clauses));
                return new Ex($"set({many.Code})", new SetOf(FindElement(many.Type)));
            }
            return WithTarget(clause.Target, FindElement(source.Type), parameter =>
            {
                Ex inner = TranslateComprehension(new ComprehensionExpr(ComprehensionKind.Generator, c.Element, null,
                    [.. c.Clauses.Skip(1)]));
                string filtered = WriteFilters(source, clause, parameter);
                string code = $"{filtered}.SelectMany({parameter} => {inner.Code})";
                return c.Kind == ComprehensionKind.List
                    ? new Ex(code + ".ToList()", new ListOf(FindElement(inner.Type)))
                    : new Ex(code, inner.Type);
            });
        }
        return WithTarget(clause.Target, FindElement(source.Type), parameter =>
        {
            string filtered = WriteFilters(source, clause, parameter);
            (Ex element, bool isUnsure) = Watch(() => MakeContained(TranslateElement(c)).Kept);
            if (isUnsure && element.Type is Simple or Clr or ListOf or TupleOf && isUnsure)
            {
                element = new Ex($"({element.Type.Cs}){element.Wrap(1)}", element.Type, 1);
            }
            string selected = element.Code == parameter ? filtered : $"{filtered}.Select({parameter} => {element.Wrap(14)})";
            switch (c.Kind)
            {
                case ComprehensionKind.List: return new Ex(selected + ".ToList()", new ListOf(element.Type));
                case ComprehensionKind.Set: return new Ex($"set({selected})", new SetOf(element.Type));
                case ComprehensionKind.Dict:
                    element = AsKey(element);
                    Ex value = MakeContained(Translate(c.Value!)).Kept;
                    var type = new DictOf(element.Type, value.Type);
                    return new Ex($"{filtered}.Aggregate(new {type.Cs}(), (d, {parameter}) => {{ d[{element.Code}] = {value.Code}; "
                        + $"return d; }})", type);
                default: return new Ex(selected, new IterOf(element.Type));
            }
        });
    }

    private string WriteFilters(Ex source, ForClause clause, string parameter) =>
        clause.Conditions.Aggregate(source.Wrap(0),
            (code, condition) => $"{code}.Where({parameter} => {TranslateCondition(condition).Wrap(14)})");

    private Ex WithTarget(Expr target, PyType item, Func<string, Ex> read)
    {
        if (target is NameExpr n)
        {
            string name = n.Id == "_" ? "_" : Naming.Escape(n.Id);
            return WithNames([(n.Id, name, item)], () => read(name));
        }
        string whole = "item" + (_temporary++ == 0 ? "" : _temporary.ToString());
        var names = new List<(string, string, PyType)>();
        Take(target, item, whole, names);
        return WithNames(names, () => read(whole));
    }

    private void Take(Expr target, PyType type, string code, List<(string, string, PyType)> names)
    {
        if (target is NameExpr n) { names.Add((n.Id, code, type)); return; }
        if (target is not (TupleExpr or ListExpr)) { throw No("unpacking", "this target"); }
        IReadOnlyList<Expr> items = GetItems(target);
        if (IsOpen && type.IsUnknown)
        {
            for (int i = 0; i < items.Count; i++) { Take(items[i], PyType.Unknown, $"get_item((object?){code}, {i})", names); }
            return;
        }
        if (type is ListOf or Clr { Type.IsArray: true } || IsArray(type))
        {
            bool isArray = IsArray(type);
            for (int i = 0; i < items.Count; i++)
            {
                Take(items[i], isArray ? type : FindElement(type), isArray ? $"taken({code}[{i}])" : $"{code}[{i}]", names);
            }
            return;
        }
        // A grid of plots has rows and columns.
        if (type is Clr { Type.Name: "AxesGrid" } && items.All(i => i is TupleExpr or ListExpr))
        {
            for (int i = 0; i < items.Count; i++)
            {
                for (int j = 0; j < GetItems(items[i]).Count; j++)
                {
                    Take(GetItems(items[i])[j], new Clr(typeof(Notebook.Axes)), $"{code}[{i}, {j}]", names);
                }
            }
            return;
        }
        if (type is Clr c && Api.FindItemType(c.Type, typeof(int)) is { } element)
        {
            for (int i = 0; i < items.Count; i++) { Take(items[i], ClrNames.Read(element), $"{code}[{i}]", names); }
            return;
        }
        if (type is not TupleOf t || t.Items.Count != items.Count)
        {
            throw No(type.IsUnknown ? "unknown type" : "unpacking", $"{items.Count} names for {type.Cs}");
        }
        for (int i = 0; i < items.Count; i++) { Take(items[i], t.Items[i], $"{code}.Item{i + 1}", names); }
    }
}
