namespace KerasDigits.Port.Translating;

/// <content>Assignments.</content>
public sealed partial class Translator
{
    private void WriteAssign(AssignStmt a)
    {
        if (a.Targets.Count > 1)
        {
            bool isPlain = a.Value is NumberExpr or StringExpr or Syntax.Constant or NameExpr;
            if (!isPlain && a.Targets[0] is not NameExpr) { throw No("chained assignment", "several places for one computed value"); }
            for (int i = 0; i < a.Targets.Count; i++)
            {
                WriteAssign(new AssignStmt([a.Targets[i]], i == 0 || isPlain ? a.Value : a.Targets[0]) { Line = a.Line,
                    EndLine = a.EndLine });
            }
            return;
        }
        // np.load = lambda …: what Keras's own data sets are read by is not a matter of NumPy's here.
        if (a.Targets is [AttributeExpr patched] && FindPath(patched) == "np.load")
        {
            _out.WriteLine($"// {_lines[a.Line - 1].Trim()}");
            return;
        }
        if (ReadPartial(a) is { } begun)
        {
            string held = ((NameExpr)a.Targets[0]).Id;
            FindFunctionScope().Names[held] = new Variable(held) { Type = begun, IsDeclared = true };
            _out.WriteLine($"// {string.Join(" ", _lines[(a.Line - 1)..Math.Min(a.EndLine, _lines.Length)].Select(t => t.Trim()))}");
            return;
        }
        if (ExpandNamedTuple(a) is { } made) { WriteClass(made); return; }
        Expr target = a.Targets[0];
        if (target is TupleExpr or ListExpr) { WriteUnpack(GetItems(target), a.Value, a); return; }
        if (target is NameExpr alias && a.Value is NameExpr or AttributeExpr
            && Translate(a.Value) is { Type: ModuleType or FuncType or ClassType { IsObject: false } } same)
        {
            FindFunctionScope().Names[((NameExpr)target).Id] = new Variable(((NameExpr)target).Id) { Type = same.Type, IsDeclared = true };
            _out.WriteLine($"// {_lines[a.Line - 1].Trim()}");
            return;
        }
        if (a.Value is LambdaExpr l && target is NameExpr { Id: var f })
        {
            // A lambda that gets a name is a function: its calls tell its types.
            if (!_lambdas.TryGetValue(l, out FunctionStmt? named))
            {
                _lambdas[l] = named = new FunctionStmt(f, l.Parameters, null,
                    [new ReturnStmt(l.Body) { Line = a.Line, EndLine = a.EndLine }], [], false) { Line = a.Line, EndLine = a.EndLine };
            }
            WriteFunction(named);
            return;
        }
        _alone = a.Value;
        (Ex x, bool isUnsure) = Watch(() => Translate(a.Value));
        if (x.Type == PyType.Int && target is NameExpr { Id: var grown } && IsInLoop() && GrowsBy(a.Value, grown))
        {
            x = Widen(a.Value, x) with { Type = PyType.Long };
        }
        else if (x.Type == PyType.Int && _scope.Function is { } own && GrowsByItself(own, a.Value)) { x = x with { Type = PyType.Long }; }
        // A function of the program's own that gives nothing gives None.
        if (x.Type == PyType.None && a.Value is CallExpr { Function: var silent } && GivesNone(silent))
        {
            // Of one that gives values somewhere, their type is not known yet.
            if ((silent is NameExpr || silent is AttributeExpr { Object: var asked } && Translate(asked).Type is ClassType)
                && Translate(silent).Type is FuncType { Function: { Returns: var known } given } && known == PyType.Never
                && GivesValues(given))
            {
                throw No("unknown type", $"what `{given.Name}` gives is not known");
            }
            _out.WriteLine($"{x.Code};{TakeTrailingComment(a)}");
            Store(target, new Ex("null", PyType.Never), "");
            return;
        }
        if (x.Type == PyType.None && target is NameExpr && a.Value is CallExpr)
        {
            // The name holds None, or an object of Matplotlib's that nobody asks for: lines that use it are left.
            _out.WriteLine($"{x.Code};{TakeTrailingComment(a)}");
            return;
        }
        if (x.Type == PyType.None) { throw No("value of nothing", "the call gives no value"); }
        x = WrapPassing(target, a.Value, x);
        // Python computes the value before its place, C# behind it.
        if (target is SubscriptExpr { Index: var place } && x.Code != "null" && x.Type is not (FuncType or LambdaType) && MayMove(a.Value)
            && !IsFixed(place))
        {
            string first = "value" + (++_temporary);
            _out.WriteLine($"var {first} = {x.Kept.Code};");
            x = x with { Code = first, Level = 0 };
        }
        Store(target, x, TakeTrailingComment(a), isUnsure);
        ShareItems(target, a.Value);
    }

    private static bool GivesValues(FunctionInfo f) => Inside.Walk(f.Syntax.Body)
        .Any(s => s is ReturnStmt { Value: not null and not Syntax.Constant { Text: "None" } });

    // Whether it calls what the program itself says, or takes something away: what may change what other expressions find.
    private bool MayMove(Expr e) => e switch
    {
        LambdaExpr => false,
        CallExpr { Function: NameExpr { Id: "next" or "input" } } => true,
        CallExpr { Function: NameExpr n } when _scope.Find(n.Id)?.Type is FuncType or LambdaType => true,
        CallExpr { Function: AttributeExpr { Name: "pop" or "popleft" or "popitem" } } => true,
        CallExpr { Function: AttributeExpr { Object: NameExpr o } } when _scope.Find(o.Id)?.Type is ClassType => true,
        CallExpr { Function: AttributeExpr { Object: NameExpr { Id: "self" } } } when _scope.Function?.Owner is not null => true,
        _ => Blocks.GetChildren(e).Any(MayMove),
    };

    // Whether functions of the program may give the name another value.
    private bool IsShifted(string name) => _scope.Find(name) is { IsField: true }
        || Inside.Walk(_module.Body).OfType<ScopeStmt>().Any(s => s.Names.Contains(name));

    // Whether a place is the same whatever the program's functions do.
    private bool IsFixed(Expr e) => e switch
    {
        AttributeExpr => FindPath(e) is not null,
        NameExpr n => !IsShifted(n.Id),
        _ => !MayMove(e) && Blocks.GetChildren(e).All(IsFixed),
    };

    // Whether what is called is no function of ours: those of Matplotlib give objects in Python.
    private bool GivesNone(Expr function) => function is AttributeExpr { Object: var owner }
        ? Translate(owner).Type is ListOf or DictOf or SetOf or ClassType { Class.ClrBase: null }
        : Translate(function).Type is FuncType;

    private readonly Dictionary<LambdaExpr, FunctionStmt> _lambdas = new(ReferenceEqualityComparer.Instance);

    private static string WriteOrdinaryType(PyType type) => type == PyType.Int ? "int"
        : type == PyType.Float ? "double"
        : type == PyType.Str ? "string"
        : type == PyType.Bool ? "bool"
        : "var";

    private void Store(Expr target, Ex x, string trailing, bool isUnsure = false)
    {
        // What an array takes in, it copies.
        if (target is not SubscriptExpr) { x = x.Kept; }
        switch (target)
        {
            case NameExpr n:
                x = WrapOnce(n.Id, x);
                Variable v = AssignVariable(n.Id, x.Type);
                // c = counter(): the name holds what was given, and the function's own name is not known here.
                if (x.Type is FuncType && x.Code.EndsWith(')')) { v.IsHeld = true; }
                // A size that is not known is None: asked for, it throws, and looked at it is null.
                if (x.MayBeNull || x.Code == "null") { LearnNull(v); }
                if (v.MayBeNull && v.Type.IsValue)
                {
                    string head = v.IsDeclared ? "" : x.MayBeNull && v.Type == x.Type ? "var " : WriteDeclaredType(v) + " ";
                    v.IsDeclared = true;
                    _out.WriteLine($"{head}{v.CsName} = {FitNull(x, v.Type)};{trailing}");
                    return;
                }
                bool isTyped = isUnsure && x.Type is not (FuncType or IterOf) || x.Code is "null" || x.Type is LambdaType
                    || (v.Type != x.Type && !x.Code.StartsWith("new ", StringComparison.Ordinal))
                    || v.Type is Clr c && x.Type is Clr d && c.Type != d.Type;
                bool mayBeNull = x.Code == "null" && !v.Type.IsNumber && v.Type is not Simple { Name: "object" };
                _out.WriteLine(v.IsDeclared
                    ? $"{v.CsName} = {Fit(x, v.Type)};{trailing}"
                    : $"{(isTyped ? WriteDeclaredType(v.Type) + (mayBeNull ? "?" : "") : WriteOrdinaryType(v.Type))} {v.CsName} = "
                    + $"{Fit(x, v.Type)};{trailing}");
                v.IsDeclared = true;
                return;
            case AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field } when _scope.Function?.Owner is { } owner
                && !(owner.ClrBase is { } clr && Api.FindMember(clr, field, false) is not null)
                && owner.FindMethod(field) is not { Syntax.Decorators: [NameExpr { Id: "property" }] }:
                x = WrapOnce(field, x);
                owner = FindHome(owner, field);
                owner.Fields[field] = Learn(owner.Fields.GetValueOrDefault(field, PyType.Never), x.Type);
                if ((x.MayBeNull || x.Code == "null") && owner.Nulls.Add(field)) { _hasChanged = true; }
                _out.WriteLine($"this.{Naming.Escape(field)} = {FitNull(x, owner.Fields[field])};{trailing}");
                return;
            case AttributeExpr of when FindOwningClass(of) is { } holder:
                string ofClass = FindClassPlace(of, holder, x).Code;
                _out.WriteLine($"{ofClass} = {FitNull(x, holder.Fields[of.Name])};{trailing}");
                return;
            case AttributeExpr at:
                Ex place = Translate(at);
                _out.WriteLine($"{place.Code} = {WriteAssigned(x, place.Type)};{trailing}");
                return;
            case SubscriptExpr { Object: AttributeExpr { Object: NameExpr os, Name: "environ" } } s
                when _scope.Find(os.Id)?.Type is ModuleType { Path: "os" }:
                _out.WriteLine($"Environment.SetEnvironmentVariable({Translate(s.Index).Code}, {x.Code});{trailing}");
                return;
            case SubscriptExpr { Index: SliceExpr cut } part when Translate(part.Object) is { Type: ListOf { Item: var kind } } whole:
                string WriteBound(Expr? e) => e is null ? "null" : WriteWhole(Translate(e));
                _out.WriteLine($"set_slice({whole.Code}, {WriteBound(cut.Lower)}, {WriteBound(cut.Upper)}, "
                    + $"{(cut.Step is null ? "1" : WriteBound(cut.Step))}, "
                    + $"{Fit(x, new ListOf(kind))});{trailing}");
                return;
            case SubscriptExpr s:
                Ex item = TranslateSubscript(s, isStore: true);
                if (s.Object is NameExpr n2 && _scope.Find(n2.Id) is { Type: DictOf dict } known)
                {
                    LearnVariable(known, new DictOf(dict.Key, PyType.Join(dict.Value, x.Type)));
                }
                if (s.Object is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var f2 } && _scope.Function?.Owner is { } o2
                    && o2.Fields.TryGetValue(f2, out PyType? fieldType) && fieldType is DictOf fd)
                {
                    o2.Fields[f2] = Learn(fieldType,
                        new DictOf(PyType.Join(fd.Key, Translate(s.Index).Type), PyType.Join(fd.Value, x.Type)));
                }
                else if (s.Object is SubscriptExpr && Translate(s.Object).Type is DictOf inner)
                {
                    LearnPlace(s.Object, new DictOf(inner.Key, PyType.Join(inner.Value, x.Type)));
                }
                if (s.Index is not SliceExpr && Translate(s.Object).Type is ListOf { Item: var held2 } && held2 != x.Type
                    && PyType.Join(held2, x.Type) is var wider && wider != held2)
                {
                    LearnPlace(s.Object, new ListOf(wider));
                }
                if (item.Type is Clr { Type.Name: "NDArray" } && x.Type is ListOf && IsArray(Translate(s.Object).Type))
                {
                    x = new Ex($"{(x.Type is ListOf { Item.IsNumber: true } ? "np.array" : "to_array")}({x.Code})", item.Type);
                }
                if (!item.Code.EndsWith(']') && (item.Code.StartsWith("at(", StringComparison.Ordinal)
                    || item.Code.StartsWith("slice(", StringComparison.Ordinal)))
                {
                    throw No("assignment to a slice", "an assignment to a part of a list");
                }
                if (!IsArray(Translate(s.Object).Type)) { x = x.Kept; }
                if (x.MayBeNull && Translate(s.Object).Type is ListOf or DictOf)
                {
                    x = MakeContained(x);
                    PyType held = Translate(s.Object).Type is DictOf d2 ? new DictOf(d2.Key, PyType.Unknown) : new ListOf(PyType.Unknown);
                    LearnPlace(s.Object, held);
                }
                _out.WriteLine($"{item.Code} = {Fit(x, item.Type)};{trailing}");
                return;
            default: throw No("assignment", "an assignment to this");
        }
    }

    private static string WriteAssigned(Ex x, PyType type) => type is Clr { Type.Name: "Variable" or "LearningRate" }
        && x.Type.IsNumber ? throw No("assignment", "an assignment to a weight: write `.assign`") : Fit(x, type);

    private void WriteUnpack(IReadOnlyList<Expr> targets, Expr value, AssignStmt a)
    {
        if (targets.Any(t => t is StarredExpr)) { UnpackStarred(targets, value); return; }
        if (value is TupleExpr { Items: var values } && values.Count == targets.Count && !values.Any(v => v is StarredExpr))
        {
            if (values.All(v => v is ListExpr { Items.Count: 0 } or DictExpr { Entries.Count: 0 } or NumberExpr or StringExpr
                or Syntax.Constant))
            {
                for (int i = 0; i < values.Count; i++)
                {
                    Store(targets[i], Translate(values[i]), i == values.Count - 1 ? TakeTrailingComment(a) : "");
                }
                return;
            }
            Ex[] parts = WidenSums(targets, values, [.. values.Select(v => Translate(v).Known.Kept)]);
            Unpack(targets, $"({string.Join(", ", parts.Select(p => p.Code))})", new TupleOf([.. parts.Select(p => p.Type)]),
                TakeTrailingComment(a));
            return;
        }
        (Ex x, bool isUnsure) = Watch(() => Translate(value).Known);
        if (x.Type is Clr { Type.Name: "Tensor" or "KerasTensor" } && value is CallExpr call && TranslateApplyAll(call) is { } several)
        {
            (x, isUnsure) = (several, false);
        }
        if (isUnsure && x.Type is not (IterOf or FuncType)) { x = new Ex($"({WriteDeclaredType(x.Type)}){x.Wrap(1)}", x.Type, 1); }
        if (EnumerateOwn(x) is { } gone) { x = gone; }
        PyType type = x.Type is Clr c ? FindDeconstructed(c.Type, targets.Count) is { } parts2 ? parts2 : x.Type : x.Type;
        if (type is TupleOf whole && whole.Items.Count == targets.Count && targets.Zip(whole.Items)
            .Any(p => p.First is TupleExpr or ListExpr && p.Second is not TupleOf))
        {
            string[] names = [.. targets.Select(_ => "part" + (++_temporary))];
            _out.WriteLine($"var ({string.Join(", ", names)}) = {x.Code};");
            for (int i = 0; i < targets.Count; i++) { StorePart(targets[i], names[i], whole.Items[i]); }
            return;
        }
        if (type is TupleOf tuple && tuple.Items.Count == targets.Count) { Unpack(targets, x.Code, tuple, TakeTrailingComment(a)); return; }
        if (type is ListOf or IterOf or Clr { Type.IsArray: true } || IsArray(type)
            || type is Clr { Type: var counted } && Api.FindItemType(counted, typeof(int)) is not null && !IsTensor(type))
        {
            string parts = "parts" + (++_temporary);
            _out.WriteLine(type is IterOf ? $"var {parts} = list({x.Code});" : $"var {parts} = {x.Code};");
            PyType item = IsArray(type) ? type
                : type is Clr { Type: { IsArray: false } held } ? ClrNames.Read(Api.FindItemType(held, typeof(int))!) : FindElement(type);
            for (int i = 0; i < targets.Count; i++)
            {
                StorePart(targets[i], IsArray(type) ? $"taken({parts}[{i}])" : $"{parts}[{i}]", item);
            }
            return;
        }
        if (IsOpen && type.IsUnknown)
        {
            string items = "parts" + (++_temporary);
            _out.WriteLine($"var {items} = each({WritePlain(x)}).ToList();");
            for (int i = 0; i < targets.Count; i++) { StorePart(targets[i], $"{items}[{i}]", PyType.Unknown); }
            return;
        }
        throw No(type.IsUnknown ? "unknown type" : "unpacking",
            $"{targets.Count} names for {(type.IsUnknown ? "a value whose type is not known" : type.Cs)}");
    }

    // a, b = layer(x): all that a layer or model gives.
    private Ex? TranslateApplyAll(CallExpr call)
    {
        Ex owner = Translate(call.Function);
        Type? type = owner.Type is Clr c ? c.Type : owner.Type is ClassType { IsObject: true, Class.ClrBase: { } clr } ? clr : null;
        return type is not null && typeof(Layers.Layer).IsAssignableFrom(type)
            ? TranslateApiCall($"{owner.Wrap(0)}.ApplyAll", Api.FindMethods(type, "ApplyAll"), call)
            : null;
    }

    // A part of a value may be taken apart again.
    private void StorePart(Expr target, string code, PyType type)
    {
        if (target is not (TupleExpr or ListExpr)) { Store(target, new Ex(code, type), ""); return; }
        var taken = new List<(string Name, string Code, PyType Type)>();
        Take(target, type, code, taken);
        foreach (var (name, part, own) in taken) { Store(new NameExpr(name), new Ex(part, own), ""); }
    }

    // a, *b, c = list: what the star does not take is counted from both ends.
    private void UnpackStarred(IReadOnlyList<Expr> targets, Expr value)
    {
        Ex x = value is TupleExpr or ListExpr ? TranslateList(new ListExpr(GetItems(value)), null) : TranslateSequence(value);
        PyType item = FindElement(x.Type);
        int star = targets.ToList().FindIndex(t => t is StarredExpr), after = targets.Count - star - 1;
        string parts = "parts" + (++_temporary);
        _out.WriteLine($"var {parts} = list({x.Code});");
        for (int i = 0; i < targets.Count; i++)
        {
            if (i == star)
            {
                Store(((StarredExpr)targets[i]).Value,
                    new Ex($"slice({parts}, {star}{(after > 0 ? $", -{after}" : "")})", new ListOf(item)), "");
            }
            else { StorePart(targets[i], i < star ? $"{parts}[{i}]" : $"{parts}[^{targets.Count - i}]", item); }
        }
    }

    // var (a, b) = …, (a, b) = …, or with declarations before it where some names are new.
    private void Unpack(IReadOnlyList<Expr> targets, string code, TupleOf types, string trailing)
    {
        var flat = new List<(Expr Target, PyType Type)>();
        void Flatten(IReadOnlyList<Expr> items, TupleOf t)
        {
            if (items.Count != t.Items.Count) { throw No("unpacking", $"{items.Count} names for {t.Cs}"); }
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i] is TupleExpr or ListExpr)
                {
                    Flatten(GetItems(items[i]), t.Items[i] as TupleOf ?? throw No("unpacking", "a tuple within"));
                }
                else { flat.Add((items[i], t.Items[i])); }
            }
        }
        Flatten(targets, types);
        // Python computes a place when its turn comes, C# before all of them: i, a[i] = 1, 2.
        HashSet<string> filled = [];
        foreach (var (t, _) in flat)
        {
            if (t is SubscriptExpr or AttributeExpr && Inside.FindNames(t).Any(filled.Contains))
            {
                string[] parts = [.. flat.Select(_ => "part" + (++_temporary))];
                int next = 0;
                string WriteNames(IReadOnlyList<Expr> items) =>
                    $"({string.Join(", ", items.Select(i => i is TupleExpr or ListExpr ? WriteNames(GetItems(i)) : parts[next++]))})";
                _out.WriteLine($"var {WriteNames(targets)} = {code};{trailing}");
                for (int i = 0; i < flat.Count; i++) { Store(flat[i].Target, new Ex(parts[i], flat[i].Type), ""); }
                return;
            }
            if (t is NameExpr { Id: var first }) { filled.Add(first); }
        }
        var places = new Dictionary<Expr, string>(ReferenceEqualityComparer.Instance);
        var fresh = new List<Variable>();
        foreach (var (t, type) in flat)
        {
            if (t is NameExpr { Id: "_" }) { places[t] = "_"; continue; }
            if (t is NameExpr n)
            {
                Variable v = AssignVariable(n.Id, type);
                if (!v.IsDeclared) { fresh.Add(v); }
                places[t] = v.CsName;
            }
            else
            {
                Ex place = t is SubscriptExpr s
                    ? TranslateSubscript(s, true)
                    : t is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field }
                    && _scope.Function?.Owner is { } owner ? LearnSelfField(owner, field, type) : Translate(t);
                places[t] = place.Code;
            }
        }
        string WriteShape(IReadOnlyList<Expr> items) =>
            $"({string.Join(", ", items.Select(i => i is TupleExpr or ListExpr ? WriteShape(GetItems(i)) : places[i]))})";
        bool isAllNew = fresh.Count == flat.Count(t => places[t.Target] != "_") && flat.All(t => t.Target is NameExpr)
            && fresh.Distinct().Count() == fresh.Count && fresh.All(v => flat.First(t => places[t.Target] == v.CsName).Type == v.Type);
        if (!isAllNew) { foreach (Variable v in fresh.Distinct()) { _out.WriteLine($"{WriteDeclaredType(v.Type)} {v.CsName};"); } }
        foreach (Variable v in fresh) { v.IsDeclared = true; }
        _out.WriteLine($"{(isAllNew && fresh.Count > 0 ? "var " : "")}{WriteShape(targets)} = {code};{trailing}");
    }

    // What changes a value where it stands, by Python's operator.
    private static readonly Dictionary<string, string> s_changes = new() { ["+"] = "iadd", ["-"] = "isub", ["*"] = "imul",
        ["/"] = "itruediv", ["**"] = "ipow", ["//"] = "ifloordiv", ["%"] = "imod" };

    private static readonly Dictionary<string, string> s_setChanges = new() { ["|"] = "update", ["&"] = "intersection_update",
        ["-"] = "difference_update", ["^"] = "symmetric_difference_update" };

    private void WriteAugmented(AugAssignStmt a)
    {
        Ex value = Translate(a.Value);
        if (a.Target is SubscriptExpr or AttributeExpr && Inside.HasEffect(a.Target))
        {
            throw No("augmented assignment", "the place would be computed twice");
        }
        Ex old = Translate(a.Target);
        bool isSummed = a.Operator is "+" or "-" && old.Type.IsWhole && (a.Target is NameExpr { Id: var sum } && IsInLoop()
            && IsSummed(sum, a.Value) || a.Target is AttributeExpr { Name: var total } && IsSummed(total, a.Value));
        if (isSummed) { value = Widen(a.Value, value); }
        if (old.Type is ListOf l && a.Operator == "+" && value.Type is ListOf or IterOf)
        {
            if (a.Target is NameExpr list && _scope.Find(list.Id) is { } variable)
            {
                LearnVariable(variable, new ListOf(PyType.Join(l.Item, FindElement(value.Type))));
            }
            _out.WriteLine($"{old.Wrap(0)}.extend({value.Code});");
            return;
        }
        if (old.Type is DictOf { IsCounter: false } into && a.Operator == "|" && value.Type is DictOf)
        {
            _out.WriteLine($"{old.Wrap(0)}.update({Fit(value, into)});{TakeTrailingComment(a)}");
            return;
        }
        if (old.Type is ListOf && a.Operator == "*" && value.Type.IsWhole)
        {
            _out.WriteLine($"imul({old.Code}, {WriteWhole(value)});{TakeTrailingComment(a)}");
            return;
        }
        // A set that has other names changes under all of them in Python.
        if (old.Type is SetOf { IsFrozen: false } && value.Type is SetOf && s_setChanges.TryGetValue(a.Operator, out string? change))
        {
            _out.WriteLine($"{old.Wrap(0)}.{change}({value.Code});{TakeTrailingComment(a)}");
            return;
        }
        // So does an array; a number that was taken out of one does not.
        bool isOpen = IsOpen && old.Type.IsUnknown && a.Operator is "+" or "-" or "*" or "/";
        bool isElement = a.Target is SubscriptExpr { Object: var whole } && IsArray(Translate(whole).Type);
        string? changed = (isOpen || IsArray(old.Type)) && !isElement
            ? s_changes.GetValueOrDefault(a.Operator) : null;
        Ex now = changed is null ? MakeOperation(a.Operator, old, value, a.Target, a.Value)
            : isOpen ? MakeDynamic($"{changed}({WritePlain(old)}, {WritePlain(value)})")
            : new Ex($"{changed}({old.Code}, {value.Code})", AsPlain(old.Type));
        if (isSummed && now.Type == PyType.Int) { now = now with { Type = PyType.Long }; }
        if (a.Target is NameExpr n)
        {
            if (a.Operator is "*" && now.Type == PyType.Int && IsInLoop()) { now = now with { Type = PyType.Long }; }
            // On a straight way a whole number that becomes a fraction gets a second variable.
            bool isOther = old.Type.IsNumber && now.Type.IsNumber || old.Type is TupleOf;
            Variable v = AssignVariable(n.Id, now.Type, isNested: !isOther || old.Type == now.Type);
            if (!v.IsDeclared)
            {
                v.IsDeclared = true;
                _out.WriteLine($"{WriteOrdinaryType(v.Type)} {v.CsName} = {now.Code};{TakeTrailingComment(a)}");
                return;
            }
            string fitted = v.Type == PyType.Int && now.Type == PyType.Long ? $"(int)({now.Code})" : now.Code;
            bool isPlain = a.Operator is "+" or "-" or "*" && old.Type == now.Type
                && (value.Type.IsNumber && value.Type != PyType.Bool | value.Type == PyType.Str)
                && !old.MayBeNull && !IsArray(old.Type);
            _out.WriteLine(isPlain ? $"{v.CsName} {a.Operator}= {value.Code};{TakeTrailingComment(a)}"
                : $"{v.CsName} = {fitted};{TakeTrailingComment(a)}");
            return;
        }
        if (a.Target is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field } && _scope.Function?.Owner is { } owner
            && owner.Fields.ContainsKey(field))
        {
            owner.Fields[field] = Learn(owner.Fields[field], now.Type);
        }
        if (a.Target is AttributeExpr of && FindOwningClass(of) is { } holding) { _ = FindClassPlace(of, holding, now); }
        string place = a.Target is SubscriptExpr s ? TranslateSubscript(s, isStore: true).Code : old.Code;
        if (a.Target is SubscriptExpr { Object: NameExpr d } && _scope.Find(d.Id) is { Type: DictOf dict } known)
        {
            LearnVariable(known, new DictOf(dict.Key, PyType.Join(dict.Value, now.Type)));
        }
        if (a.Target is SubscriptExpr { Index: not SliceExpr, Object: var holder } && Translate(holder).Type is ListOf { Item: var each }
            && PyType.Join(each, now.Type) is var wider && wider != each && each.IsNumber && wider.IsNumber)
        {
            LearnPlace(holder, new ListOf(wider));
        }
        _out.WriteLine($"{place} = {now.Code};{TakeTrailingComment(a)}");
    }
}
