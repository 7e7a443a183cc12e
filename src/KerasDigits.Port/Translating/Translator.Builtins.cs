namespace KerasDigits.Port.Translating;

/// <content>Python's built-in functions.</content>
public sealed partial class Translator
{
    private static readonly HashSet<string> s_builtins =
    [
        "print", "len", "range", "enumerate", "zip", "int", "float", "str", "bool", "list", "dict", "set", "tuple", "min", "max", "sum",
        "abs", "round", "sorted", "reversed", "any", "all", "isinstance", "type", "repr",
        "format", "divmod", "pow", "map", "filter", "open", "input", "next", "iter", "super", "chr", "ord", "hex", "bin", "oct", "id",
            "callable",
        "hasattr", "getattr", "setattr", "vars", "exit", "quit", "xrange", "raw_input", "unicode", "reduce", "hash", "frozenset",
    ];

    private static readonly HashSet<string> s_builtinTypes = ["int", "float", "str", "bool", "list", "dict", "set", "tuple", "object"];

    private static PyType FindElement(PyType type) => type switch
    {
        ListOf l => l.Item,
        SetOf s => s.Item,
        IterOf i => i.Item,
        DictOf d => d.Key,
        TupleOf { Items.Count: > 0 } t => t.Items.Aggregate(PyType.Join),
        Clr c => Api.FindElement(c.Type) ?? PyType.Unknown,
        _ when type == PyType.Str => PyType.Str,
        _ => PyType.Unknown,
    };

    /// <summary>Something to go through, as C# goes through it.</summary>
    private Ex TranslateSequence(Expr e)
    {
        if (e is TupleExpr { Items: var items } && items.Count > 0) { Ex list = TranslateList(new ListExpr(items), null); return list; }
        Ex x = AsList(Translate(e));
        if (EnumerateOwn(x) is { } own) { return own; }
        if (x.Type is DictOf d) { return new Ex($"{x.Wrap(0)}.Keys", new IterOf(d.Key)); }
        // A dictionary of ours is gone through by its keys too.
        if (x.Type is Clr { Type: var held } && held.GetProperty("Keys") is not null && FindEntries(held) is { } entries)
        {
            return new Ex($"{x.Wrap(0)}.Keys", new IterOf(entries.Key));
        }
        if (x.Type == PyType.Str) { return new Ex($"list({x.Code})", new ListOf(PyType.Str)); }
        if (IsArray(x.Type)) { return new Ex($"rows({x.Code})", new IterOf(x.Type)); }
        if (x.Type is TupleOf { Items.Count: > 0 } t && e is NameExpr or AttributeExpr or SubscriptExpr)
        {
            PyType item = FindElement(x.Type);
            return item == PyType.Unknown
                ? new Ex($"each({x.Code})", new IterOf(item))
                : new Ex(
                    $"new {item.Cs}[] {{ {string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{x.Wrap(0)}.Item{i}"))} }}",
                    new ListOf(item));
        }
        if (x.Type is TupleOf) { throw No("loop over a tuple", "a loop over a computed tuple"); }
        if (IsOpen && x.Type.IsUnknown && x.Code != "null") { return new Ex($"each({WritePlain(x)})", new IterOf(PyType.Unknown)); }
        if (x.Type.IsUnknown || x.Type is Simple)
        {
            throw No("unknown type", $"what `{DescribeSource(e)}` is, is not known, so it cannot be gone through");
        }
        return x;
    }

    private Ex TranslateBuiltin(string name, CallExpr c)
    {
        if (name == "print") { return TranslatePrint(c); }
        // zip(*rows): rows become columns.
        if (name == "zip" && c.Arguments is [{ Stars: 1, Value: var turned }])
        {
            Ex across = TranslateSequence(turned);
            switch (FindElement(across.Type))
            {
                case TupleOf { Items: var kinds } when turned is NameExpr or AttributeExpr && !kinds.Any(k => k.IsUnknown):
                    return new Ex($"({string.Join(", ", kinds.Select((_, i) => $"tuple({across.Wrap(0)}.Select(p => p.Item{i + 1}))"))})",
                        new TupleOf([.. kinds.Select(k => new ListOf(k))]));
                case ListOf or IterOf when FindElement(FindElement(across.Type)) is { IsUnknown: false } cell:
                    return new Ex($"zip_rows({across.Code})", new IterOf(new ListOf(cell)));
            }
        }
        if (c.Arguments.Any(a => a.Stars > 0)) { throw No("star call", "`*` in a call"); }
        name = name switch
        {
            // Python 2's names for what Python 3 has.
            "xrange" => "range",
            "raw_input" => "input",
            "unicode" => "str",
            _ => name,
        };
        Expr[] given = [.. c.Arguments.Where(a => a.Name is null).Select(a => a.Value)];
        Argument? FindNamed(string key) => c.Arguments.FirstOrDefault(a => a.Name == key);
        switch (name)
        {
            case "len" when given.Length == 1:
                Ex counted = Translate(given[0]);
                if (CallOwnMethod(counted, "__len__") is { } own2) { return own2; }
                return counted.Type switch
                {
                    ListOf or DictOf or SetOf => new Ex($"{counted.Wrap(0)}.Count", PyType.Int),
                    TupleOf when Inside.HasEffect(given[0]) =>
                        new Ex($"((System.Runtime.CompilerServices.ITuple){counted.Wrap(1)}).Length", PyType.Int),
                    TupleOf t => new Ex(t.Items.Count.ToString(), PyType.Int),
                    _ when counted.Type == PyType.Str => new Ex($"{counted.Wrap(0)}.Length", PyType.Int),
                    Clr => new Ex($"len({counted.Code})", PyType.Int),
                    IterOf => new Ex($"{counted.Wrap(0)}.Count()", PyType.Int),
                    _ when IsOpen && counted.Type.IsUnknown => new Ex($"len({WritePlain(counted)}!)", PyType.Int),
                    _ => throw No("unknown type", "the type of what `len` counts is not known"),
                };
            case "range": return new Ex($"range({string.Join(", ", given.Select(g => WriteWhole(Translate(g))))})", new IterOf(PyType.Int));
            case "enumerate":
                Ex source = TranslateSequence(given[0]);
                string start = given.Length > 1 ? ", " + Translate(given[1]).Code : FindNamed("start") is { } s
                    ? $", start: {Translate(s.Value).Code}" : "";
                return new Ex($"enumerate({source.Code}{start})", new IterOf(new TupleOf([PyType.Int, FindElement(source.Type)])));
            case "zip" when given.Length is 2 or 3:
                Ex[] zipped = [.. given.Select(TranslateSequence)];
                return new Ex($"zip({string.Join(", ", zipped.Select(z => z.Code))})",
                    new IterOf(new TupleOf([.. zipped.Select(z => FindElement(z.Type))])));
            case "int" when given.Length == 1:
                Ex i = Translate(given[0]).Known;
                return i.Type == PyType.Str ? new Ex($"to_int({i.Code})", PyType.Int) : i.Type == PyType.Int ? i : i.Type == PyType.Bool
                    ? new Ex($"({i.Wrap(12)} ? 1 : 0)", PyType.Int)
                    : i.Type.IsNumber || i.Type is Clr || IsOpen && i.Type.IsUnknown
                    ? i.Type == PyType.Long ? i : IsVast(given[0]) ? new Ex($"(long){i.Wrap(0)}", PyType.Long, 1)
                    : new Ex($"(int){(IsArray(i.Type) ? "(double)" : "")}{i.Wrap(0)}", PyType.Int, 1)
                    : throw No("unknown type", "the type of what `int` takes is not known");
            case "float" when given.Length == 1:
                Ex f = Translate(given[0]).Known;
                return f.Type == PyType.Str ? new Ex($"to_float({f.Code})", PyType.Float) : f.Type == PyType.Float ? f
                    : f.Type == PyType.Bool ? new Ex($"({f.Wrap(12)} ? 1.0 : 0.0)", PyType.Float)
                    : f.Type.IsNumber || f.Type is Clr || IsOpen && f.Type.IsUnknown ? new Ex($"(double){f.Wrap(0)}", PyType.Float, 1)
                    : throw No("unknown type", "the type of what `float` takes is not known");
            case "str" when given.Length == 1:
                Ex text = Translate(given[0]);
                return text.Type == PyType.Str ? text : new Ex($"str({WritePlain(text)})", PyType.Str);
            case "str" when given.Length == 0: return new Ex("\"\"", PyType.Str);
            case "hash" when given.Length == 1 && _scope.Function?.Name == "__hash__":
                return new Ex($"{Translate(given[0]).Wrap(0)}.GetHashCode()", PyType.Int);
            case "repr": return new Ex($"repr({WritePlain(Translate(given[0]))})", PyType.Str);
            // Numbers out of frames are NumPy's.
            case "type" when given.Length == 1 && Translate(given[0]) is { Type: Clr } held2 && !IsArray(held2.Type):
                return new Ex($"type({held2.Code})", PyType.Str);
            case "type" when given.Length == 1: return new Ex($"type_of({WritePlain(Translate(given[0]))})", PyType.Str);
            case "bool" when given.Length == 1: return TranslateCondition(given[0]);
            case "list" or "tuple" or "set" when given.Length == 0 && name != "tuple":
                return name == "list"
                    ? new Ex($"new {new ListOf(PyType.Never).Cs}()", new ListOf(PyType.Never))
                    : new Ex($"new {new SetOf(PyType.Never).Cs}()", new SetOf(PyType.Never));
            case "tuple" when given.Length == 1 && Translate(given[0]) is { Type: TupleOf } itself: return itself;
            case "tuple" when given is [CallExpr { Function: NameExpr { Id: "sorted" },
                    Arguments: [{ Value: TupleExpr or ListExpr }, ..] } few]
                && Translate(few) is { Type: ListOf { Item: var each } } ordered:
                string[] names = [.. GetItems(few.Arguments[0].Value).Select((_, n) => $"item{++_temporary}")];
                return new Ex($"({ordered.Code} is [{string.Join(", ", names.Select(n => "var " + n))}] "
                    + $"? ({string.Join(", ", names)}) : default)", new TupleOf([.. names.Select(_ => each)]));
            case "tuple" when given.Length == 1:
                Ex few2 = TranslateSequence(given[0]);
                if (FindElement(few2.Type).IsUnknown) { throw No("built-in tuple", "`tuple` with these arguments"); }
                return new Ex($"tuple({few2.Code})", new ListOf(FindElement(few2.Type)));
            case "int" when given.Length == 2: return new Ex($"to_int({Translate(given[0]).Code}, {WriteWhole(Translate(given[1]))})",
                PyType.Int);
            case "bin" or "hex" or "oct" when given.Length == 1: return new Ex($"{name}({Translate(given[0]).Code})", PyType.Str);
            case "pow" when given.Length == 3:
                return new Ex($"(int)System.Numerics.BigInteger.ModPow({string.Join(", ", given.Select(g => Translate(g).Code))})",
                    PyType.Int, 1);
            case "list":
                Ex items = TranslateSequence(given[0]);
                if (given[0] is not NameExpr && items.Type is ListOf) { return items; }
                return new Ex($"list({items.Code})", new ListOf(FindElement(items.Type)));
            case "frozenset":
                PyType frozen = given.Length == 0 ? PyType.Never : FindElement(TranslateSequence(given[0]).Type);
                var kind = new SetOf(frozen) { IsFrozen = true };
                return given.Length == 0 ? new Ex($"new {kind.Cs}([])", kind)
                    : new Ex($"frozenset({TranslateSequence(given[0]).Code})", kind);
            case "set":
                Ex members = TranslateSequence(given[0]);
                return new Ex($"set({members.Code})", new SetOf(FindElement(members.Type)));
            case "dict" when given.Length == 0 && c.Arguments.All(a => a.Name is not null):
                return TranslateDict(new DictExpr([.. c.Arguments.Select(a => ((Expr?)new StringExpr(a.Name!, false), a.Value))]), null);
            case "dict" when given.Length == 1 && Translate(given[0]) is { } rows
                && FindElement(rows.Type) is TupleOf { Items: [var place, var told] } && IsArray(place):
                string keyed = $"{rows.Wrap(0)}.Select(p => ({AsKey(new Ex("p.Item1", place)).Code}, {new Ex("p.Item2", told).Kept.Code}))";
                var byNumber = new DictOf(PyType.Unknown, told);
                return new Ex(DictOf.IsOrdered ? $"new {byNumber.Cs}(dict({keyed}))" : $"dict({keyed})", byNumber);
            case "dict" when given.Length == 1 && (EnumerateOwn(Translate(given[0])) ?? Translate(given[0])) is { } paired
                && paired.Type is IterOf { Item: TupleOf { Items: [var key, var value] } }:
                var dict = new DictOf(key, value);
                string made = $"dict({paired.Code})";
                return new Ex(DictOf.IsOrdered ? $"new {dict.Cs}({made})" : made, dict);
            case "dict" when given.Length == 1 && Translate(given[0]) is { Type: Clr { Type: var held } } table
                && FindEntries(held) is { } kept:
                return new Ex($"dict({table.Code})", kept);
            case "dict" when given.Length == 1 && Translate(given[0]) is { Type: DictOf same } copied:
                return new Ex($"new {same.Cs}({copied.Code})", same);
            case "dict" when given.Length == 1
                && Translate(given[0]) is { Type: ListOf { Item: TupleOf { Items: [var k2, var v2] } } } pairs:
                var of = new DictOf(k2, v2);
                return new Ex(DictOf.IsOrdered ? $"new {of.Cs}(dict({pairs.Code}))" : $"dict({pairs.Code})", of);
            case "next" when given is [CallExpr { Function: NameExpr { Id: "iter" }, Arguments: [{ Value: var many }] }]:
                Ex first = TranslateSequence(many);
                return new Ex($"{first.Wrap(0)}.First()", FindElement(first.Type));
            case "next" when given.Length == 1 && CallOwnMethod(Translate(given[0]), "__next__") is { } stepped: return stepped;
            case "next" when given.Length == 1 && IsOpen && Translate(given[0]) is { Type.IsUnknown: true } whatever:
                return MakeDynamic($"{whatever.Wrap(0)}.next()");
            case "next" when given.Length == 1 && Translate(given[0]) is { Type: Clr { Type: var turns } } turning
                && Api.FindMethods(turns, "next").FirstOrDefault(m => Api.GetParameters(m).Length == 0) is { } step2:
                return new Ex($"{turning.Wrap(0)}.next()", Knowledge.ClrNames.Read(step2.ReturnType));
            case "next" when given is [CallExpr { Function: AttributeExpr { Name: "as_numpy_iterator" } }]
                && Translate(given[0]) is { Type: IterOf or Clr } batches && !FindElement(batches.Type).IsUnknown:
                return new Ex($"{batches.Wrap(0)}.First()", FindElement(batches.Type));
            case "next" when given is [CallExpr { Function: var maker } stream] && c.Arguments.Count == 1
                && Translate(maker).Type is FuncType { Function.IsGenerator: true }
                    && Translate(stream) is { Type: IterOf { Item: var begun } } made3:
                return new Ex($"{made3.Wrap(0)}.First()", begun);
            case "next" when given is [ComprehensionExpr chosen, ..] && Translate(chosen) is { } all3 && all3.Type is ListOf or IterOf:
                return given.Length == 1
                    ? new Ex($"{all3.Wrap(0)}.First()", FindElement(all3.Type))
                    : IsOpen && given[1] is Syntax.Constant { Text: "None" } && FindElement(all3.Type).IsNumber
                    ? MakeDynamic($"{all3.Wrap(0)}.Select(x => (dynamic?)x).FirstOrDefault()")
                    : given[1] is Syntax.Constant { Text: "None" } && !FindElement(all3.Type).IsNumber
                    ? new Ex($"{all3.Wrap(0)}.FirstOrDefault()!", FindElement(all3.Type))
                    : Translate(given[1]) is { } otherwise && otherwise.Type == FindElement(all3.Type)
                    ? new Ex($"{all3.Wrap(0)}.Append({otherwise.Code}).First()", otherwise.Type)
                    : throw No("built-in next", "`next` with another kind of value for the end");
            case "next" when given is [NameExpr or AttributeExpr, ..] && Translate(given[0]) is { Type: IterOf { Item: var taken } } once:
                return new Ex($"next({once.Code}{(given.Length > 1 ? ", " + Translate(given[1]).Code : "")})", taken);
            case "iter" when given.Length == 1:
                Ex gone = TranslateSequence(given[0]);
                return new Ex($"once({gone.Code})", new IterOf(FindElement(gone.Type)));
            case "sum" when given.Length == 1:
                Ex summed = TranslateSequence(given[0]);
                if (IsOpen && (FindElement(summed.Type).IsUnknown || IsArray(FindElement(summed.Type))))
                {
                    return MakeDynamic($"Enumerable.Aggregate<dynamic, dynamic>({summed.Code}, 0, (total, item) => total + item)");
                }
                if (IsArray(FindElement(summed.Type)) || !FindElement(summed.Type).IsNumber)
                {
                    throw No("sum", "the sum of what are no numbers");
                }
                if (FindElement(summed.Type) == PyType.Int && FindCounted(given[0]) is { } wide)
                {
                    _widened = wide;
                    summed = TranslateSequence(given[0]);
                    string widened = FindElement(summed.Type) == PyType.Int ? $"{summed.Wrap(0)}.Select(n => (long)n)" : summed.Code;
                    return new Ex($"sum({widened})", PyType.Long);
                }
                return FindElement(summed.Type) == PyType.Bool
                    ? new Ex($"{summed.Wrap(0)}.Count(b => b)", PyType.Int)
                    : new Ex($"sum({summed.Code})", FindElement(summed.Type));
            case "min" or "max":
                if (given.Length == 1 && c.Arguments.Count == 1 && Translate(given[0]) is { } many2 && IsArray(many2.Type))
                {
                    return new Ex($"{name}({many2.Code})", AsPlain(many2.Type));
                }
                if (given.Length == 1)
                {
                    Ex all = TranslateSequence(given[0]);
                    string by = FindNamed("key") is { } k ? $", key: {WriteKeyFunction(k.Value, FindElement(all.Type))}" : "";
                    if (FindNamed("default") is { } absent) { return MakeExtreme(name, all, by, Translate(absent.Value)); }
                    return new Ex($"{name}({all.Code}{by})", FindElement(all.Type));
                }
                Ex[] values = [.. given.Select(g => Translate(g).Known)];
                PyType least = values.Select(v => v.Type).Aggregate(PyType.Join);
                // C# would turn a whole number into a fraction where the other one is.
                if (least == PyType.Number || IsOpen && least == PyType.Unknown)
                {
                    string many3 = name == "min" ? "least_of" : "most_of";
                    return new Ex(values.Skip(1).Aggregate(values[0].Code, (a, b) => $"{many3}({a}, {b.Code})"), least);
                }
                if (least == PyType.Long)
                {
                    values = [.. values.Select(v => v.Type == PyType.Long ? v : new Ex($"(long){v.Wrap(1)}", least, 1))];
                }
                else if (values.Any(v => v.Type != least))
                {
if (IsOpen)
                    {
                        return MakeDynamic(values.Skip(1).Aggregate(values[0].Code,
                            (a, b) => $"{(name == "min" ? "least_of" : "most_of")}({a}, {b.Code})"));
                    }
                    throw No("min of two types", $"`{name}` of numbers of two types");
                }
                return new Ex(values.Skip(1).Aggregate(values[0].Code, (a, b) => $"{name}({a}, {b.Code})"), least);
            case "abs": Ex size = Translate(given[0]).Known;
                return IsOpen && size.Type.IsUnknown ? MakeDynamic($"abs({size.Code})") : size.Type is Clr
                    ? new Ex($"np.abs({size.Code})", size.Type) : new Ex($"abs({size.Code})", size.Type);
            case "round":
                Ex rounded = Translate(given[0]).Known;
                if (IsOpen && rounded.Type.IsUnknown) { rounded = new Ex($"(double){rounded.Wrap(1)}", PyType.Float, 1); }
                if (!rounded.Type.IsNumber && !IsArray(rounded.Type))
                {
                    throw No("unknown type", "the type of what `round` takes is not known");
                }
                string number = IsArray(rounded.Type) ? $"(double){rounded.Wrap(0)}" : rounded.Code;
                if (given.Length == 1 && rounded.Type == PyType.Number) { number = $"(double){rounded.Wrap(1)}"; }
                if (given.Length == 1 && !rounded.Type.IsWhole && IsVast(given[0]))
                {
                    return new Ex($"checked((long)round({number}, 0))", PyType.Long);
                }
                return given.Length == 1
                    ? new Ex(rounded.Type.IsWhole ? rounded.Code : $"round({number})", rounded.Type.IsWhole ? rounded.Type : PyType.Int)
                    : new Ex($"round({number}, {Translate(given[1]).Code})",
                        rounded.Type.IsWhole ? PyType.Long : rounded.Type == PyType.Number ? rounded.Type : PyType.Float);
            case "sorted":
                Ex unsorted = TranslateSequence(given[0]);
                string options = (FindNamed("key") is { } sortKey ? $", key: {WriteKeyFunction(sortKey.Value, FindElement(unsorted.Type))}"
                    : "")
                    + (FindNamed("reverse") is { } r ? $", reverse: {Translate(r.Value).Code}" : "");
                return new Ex($"sorted({unsorted.Code}{options})", new ListOf(FindElement(unsorted.Type)));
            case "reversed": Ex forward = TranslateSequence(given[0]);
                return new Ex($"reversed({forward.Code})", new IterOf(FindElement(forward.Type)));
            case "any" or "all":
                Ex truths = TranslateSequence(given[0]);
                return FindElement(truths.Type) == PyType.Bool
                    ? new Ex($"{name}({truths.Code})", PyType.Bool)
                    : new Ex($"{name}({truths.Wrap(0)}.Select(x => truth({(FindElement(truths.Type) is var asked
                        && (asked.IsUnknown || asked == PyType.Number) ? "(object?)x" : "x")})))", PyType.Bool);
            case "open":
                if (given.Length > 1 && given[1] is not StringExpr || FindNamed("mode") is { Value: not StringExpr }
                    || (given.ElementAtOrDefault(1) ?? FindNamed("mode")?.Value) is StringExpr { Value: var mode } && mode.Contains('b'))
                {
                    string way = (given.ElementAtOrDefault(1) ?? FindNamed("mode")?.Value) is StringExpr { Value: var said }
                        && said.Contains('b')
                        ? said : throw No("built-in open", "a file whose mode is computed");
                    return new Ex($"open_bytes({WriteArgument(given[0], typeof(string))}, {Text.Quote(way)})",
                        new Clr(typeof(Notebook.BytesFile)));
                }
                return TranslateApiCall("open", Api.FindFunctions(typeof(Notebook.builtins), "open"),
                    c with { Arguments = [.. c.Arguments.Where(a => a.Name is not ("errors" or "newline"))] });
            case "format":
                return new Ex($"format({Translate(given[0]).Code}{(given.Length > 1 ? ", " + Translate(given[1]).Code : "")})",
                    PyType.Str);
            case "divmod": Ex a0 = Translate(given[0]), b0 = Translate(given[1]);
                return new Ex($"divmod({a0.Code}, {b0.Code})", new TupleOf([PyType.Join(a0.Type, b0.Type), PyType.Join(a0.Type, b0.Type)]));
            case "pow" when given.Length == 2: return MakeOperation("**", Translate(given[0]), Translate(given[1]), given[0], given[1]);
            case "map" when given.Length == 2:
                Ex mapped = TranslateSequence(given[1]);
                if (given[0] is NameExpr { Id: "int" or "float" or "str" or "len" } conversion && _scope.Find(conversion.Id) is null)
                {
                    var call = new CallExpr(conversion, [new Argument(null, new NameExpr("x"), 0)]);
                    Ex inner = WithNames([("x", "x", FindElement(mapped.Type))], () => TranslateBuiltin(conversion.Id, call));
                    return new Ex($"{mapped.Wrap(0)}.Select(x => {inner.Code})", new IterOf(inner.Type));
                }
                Ex function = given[0] is LambdaExpr l ? TranslateLambda(l, null, [FindElement(mapped.Type)]) : Translate(given[0]);
                if (function.Type is FuncType own) { own.Function.Types[0] = Learn(own.Function.Types[0], FindElement(mapped.Type)); }
                return new Ex($"{mapped.Wrap(0)}.Select({function.Code})",
                    new IterOf(function.Type is LambdaType t2 ? t2.Result : function.Type is FuncType f2 ? f2.Function.Returns
                        : throw No("map", "the function is not known")));
            case "filter" when given.Length == 2 && given[0] is LambdaExpr test:
                Ex filtered = TranslateSequence(given[1]);
                return new Ex($"{filtered.Wrap(0)}.Where({TranslateLambda(test, null, [FindElement(filtered.Type)]).Code})",
                    new IterOf(FindElement(filtered.Type)));
            case "filter" when given is [Syntax.Constant { Text: "None" }, var kept]:
                Ex true0 = TranslateSequence(kept);
                string truth0 = AskTruth(new Ex("i", FindElement(true0.Type))).Code;
                return new Ex($"{true0.Wrap(0)}.Where(i => {truth0})", new IterOf(FindElement(true0.Type)));
            case "chr": return new Ex($"char.ConvertFromUtf32({Translate(given[0]).Code})", PyType.Str);
            case "ord": return new Ex($"char.ConvertToUtf32({Translate(given[0]).Code}, 0)", PyType.Int);
            case "input": return new Ex($"input({string.Concat(given.Select(g => $"str({WritePlain(Translate(g))})"))})", PyType.Str);
            case "getattr" when given is [var asked3, StringExpr { Value: var named3 }]:
                return Translate(new AttributeExpr(asked3, named3));
            case "getattr" when given is [var asked4, StringExpr { Value: var named4 }, var otherwise2]:
                return HasAttribute(asked4, named4) ? Translate(new AttributeExpr(asked4, named4)) : Translate(otherwise2);
            case "hasattr" when given is [var asked5, StringExpr { Value: var named5 }]:
                return new Ex(HasAttribute(asked5, named5) ? "true" : "false", PyType.Bool);
            case "isinstance" when given is [_, NameExpr { Id: var type }] && s_builtinTypes.Contains(type):
                return MakeTypeTest(Translate(given[0]), type, Inside.HasEffect(given[0]));
            case "isinstance" when given is [_, var thrown] && (thrown is TupleExpr those ? those.Items : [thrown]).ToArray() is var errors
                && errors.All(x => x is NameExpr n && _scope.Find(n.Id) is null && Errors.IsKnown(n.Id)):
                Ex faulty = Translate(given[0]);
                string names2 = string.Join(", ", errors.Select(x => Text.Quote(((NameExpr)x).Id)));
                return IsError(faulty.Type) ? new Ex($"is_error({faulty.Code}, {names2})", PyType.Bool)
                    : new Ex($"{WritePlain(faulty)} is Exception error{++_temporary} && is_error(error{_temporary}, {names2})", PyType.Bool,
                        11);
            case "isinstance" when given is [_, TupleExpr { Items: var several }]
                && several.All(i => i is NameExpr n && s_builtinTypes.Contains(n.Id))
                && (IsOpen || !Translate(given[0]).Type.IsUnknown):
                Ex sought = Translate(given[0]);
                if (Inside.HasEffect(given[0]) || sought.MayBeNull || sought.Type.IsUnknown || sought.Type == PyType.Number)
                {
                    string[] kinds2 = [.. several.Select(i => ((NameExpr)i).Id)];
                    string[] byName = [.. kinds2.Where(k => k is "list" or "tuple" or "set")];
                    string byText = $"type_name({WritePlain(sought)}) is {string.Join(" or ", byName.Select(Text.Quote))}";
                    if (byName.Length == kinds2.Length) { return new Ex(byText, PyType.Bool, 6); }
                    if (byName.Length > 0)
                    {
                        if (Inside.HasEffect(given[0])) { throw No("isinstance", "a value that is computed, of one of several types"); }
                        string rest = string.Join(" or ", kinds2.Except(byName).Select(k => WriteTypeTest(k, isExact: false)[3..]));
                        return new Ex($"{byText} || (object?){sought.Wrap(1)} is {rest}", PyType.Bool, 12);
                    }
                    string tests = string.Join(" or ", several.Select(i => WriteTypeTest(((NameExpr)i).Id, isExact: false)[3..]));
                    return new Ex($"(object?){sought.Wrap(1)} is {tests}", PyType.Bool, 6);
                }
                bool isOne = several.Any(i => MakeTypeTest(sought, ((NameExpr)i).Id, hasEffect: false).Code == "true");
                return new Ex(isOne ? "true" : "false", PyType.Bool);
            case "isinstance" when given is [_, var kinds] && (kinds is TupleExpr several2 ? several2.Items : [kinds])
                    .Select(FindClassName).ToArray() is { } classes && !classes.Contains(null):
                return new Ex($"(object?){Translate(given[0]).Wrap(1)} is {string.Join(" or ", classes)}", PyType.Bool, 6);
            case "reduce" when given.Length is 2 or 3 && given[0] is LambdaExpr { Parameters.Count: 2 } fold:
                Ex folded = TranslateSequence(given[1]);
                PyType whole = given.Length == 3 ? Translate(given[2]).Type : FindElement(folded.Type);
                Ex step = TranslateLambda(fold, null, [whole, FindElement(folded.Type)]);
                if (step.Type is not LambdaType { Result: var made2 } || made2 != whole)
                {
                    throw No("reduce", "a fold that changes its type");
                }
                string seed = given.Length == 3 ? Translate(given[2]).Code + ", " : "";
                return new Ex($"{folded.Wrap(0)}.Aggregate({seed}{step.Code.Replace($"{whole.Cs} ", "", StringComparison.Ordinal)})",
                    whole);
        }
        throw No("built-in " + name, $"`{name}` with these arguments");
    }

    // The names and values of an object that is gone through by pairs: a frame's columns.
    private static DictOf? FindEntries(Type type)
    {
        Type? pair = type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0])
            .FirstOrDefault(p => p.IsGenericType && p.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));
        return pair is null ? null : new DictOf(Knowledge.ClrNames.Read(pair.GetGenericArguments()[0]),
            Knowledge.ClrNames.Read(pair.GetGenericArguments()[1]));
    }

    private string WriteWhole(Ex x) => IsTensor(x.Type) || IsOpen && x.Type.IsUnknown ? $"(int){x.Wrap(1)}"
        : x.Type == PyType.Number ? $"(int){x.Wrap(1)}"
        : x.Type == PyType.Long ? $"(int){x.Known.Wrap(0)}" : x.Type == PyType.Int ? x.Known.Code : IsArray(x.Type) ? $"(int){x.Wrap(0)}"
        : throw No(x.Type.IsUnknown ? "unknown type" : "float for int", $"`{x.Code}` where a whole number is asked");

    private T WithNames<T>(IReadOnlyList<(string Name, string Code, PyType Type)> names, Func<T> read)
    {
        Scope before = _scope;
        _scope = new Scope(before, before.Function);
        foreach (var (name, code, type) in names)
        {
            _scope.Names[name] = new Variable(name) { CsName = code, Type = type, IsDeclared = true };
        }
        try { return read(); }
        finally { _scope = before; }
    }
}
