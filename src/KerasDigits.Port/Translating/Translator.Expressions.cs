namespace KerasDigits.Port.Translating;

/// <content>Names, literals, displays, attributes.</content>
public sealed partial class Translator
{
    // Whether a value that is looked at when it is reached took part in what was said last: C# then has no type for the whole.
    private bool _isUnsure;

    /// <summary>C# for an expression. <paramref name="target"/> is the type that the place wants, where it is known.</summary>
    private Ex Translate(Expr e, Type? target = null)
    {
        Ex x = TranslateByKind(e, target);
        if (IsOpen && x.Type.IsUnknown && x.Code != "null") { _isUnsure = true; }
        return x;
    }

    /// <summary>As <see cref="Translate(Expr, Type)"/>, and whether C# may have no type for it though we have.</summary>
    private (Ex Value, bool IsUnsure) Watch(Func<Ex> read)
    {
        bool before = _isUnsure;
        _isUnsure = false;
        Ex x = read();
        bool isUnsure = _isUnsure;
        _isUnsure |= before;
        return (x, isUnsure && !x.Type.IsUnknown);
    }

    private Ex TranslateByKind(Expr e, Type? target) => e switch
    {
        NameExpr n => TranslateName(n),
        Constant { Text: "True" } => new Ex("true", PyType.Bool),
        Constant { Text: "False" } => new Ex("false", PyType.Bool),
        Constant { Text: "None" } => new Ex("null", PyType.Never),
        NumberExpr n => TranslateNumber(n),
        StringExpr { IsBytes: false } s => new Ex(Text.Quote(s.Value), PyType.Str),
        FormatExpr f => TranslateInterpolation(f),
        TupleExpr t => TranslateTuple(t, target),
        ListExpr l => TranslateList(l, target),
        SetExpr s => TranslateSet(s),
        DictExpr d => TranslateDict(d, target),
        CallExpr c => TranslateCall(c),
        AttributeExpr a => TranslateAttribute(a),
        SubscriptExpr s => TranslateSubscript(s),
        UnaryExpr u => TranslateUnary(u),
        BinaryExpr b => TranslateBinary(b, null),
        BooleanExpr b => TranslateBoolean(b),
        // What only Colab or Kaggle have is not there.
        CompareExpr { First: StringExpr { Value: "google.colab" or "kaggle_secrets" }, Rest: [{ Operator: "in" or "not in" } asked] } c
            when FindPath(asked.Right) == "sys.modules" => new Ex(c.Rest[0].Operator == "in" ? "false" : "true", PyType.Bool),
        CompareExpr c => TranslateComparison(c),
        ConditionalExpr c => TranslateConditional(c, target),
        LambdaExpr l => TranslateKeptLambda(l, target),
        ComprehensionExpr c => TranslateComprehension(c),
        NamedExpr n => TranslateWalrus(n),
        HeldExpr h => Translate(h.Value) is var held && held.Type == PyType.None ? throw No("decorator", "the function gives no value")
            : MakeDynamic($"(dynamic?){held.Wrap(1)}", 1),
        StringExpr { IsBytes: true } s => new Ex($"{Text.Quote(s.Value)}.encode(\"latin-1\")", new Clr(typeof(Notebook.Bytes))),
        AwaitExpr => throw No("async", "async code is left out"),
        YieldExpr => throw No("yield", "yield as a value"),
        _ => throw No("expression", $"no C# for this {e.GetType().Name[..^4].ToLowerInvariant()}"),
    };

    private static Ex TranslateNumber(NumberExpr n)
    {
        if (n.Kind == NumberKind.Imaginary) { throw No("complex", "complex numbers"); }
        if (n.Kind == NumberKind.Float)
        {
            string text = n.Text.StartsWith('.') ? "0" + n.Text : n.Text;
            int e = text.AsSpan().IndexOfAny("eE");
            string mantissa = e < 0 ? text : text[..e];
            if (mantissa.EndsWith('.')) { mantissa += "0"; }
            return new Ex(mantissa + (e < 0 ? "" : text[e..]), PyType.Float);
        }
        string digits = n.Text;
        if (digits.Length > 1 && char.ToLowerInvariant(digits[1]) == 'o')
        {
            return new Ex(Convert.ToInt64(digits[2..], 8).ToString(), PyType.Int);
        }
        if (digits.Length > 1 && digits[0] == '0' && !char.IsAsciiDigit(digits[1])) { return new Ex(digits, PyType.Int); }
        digits = digits.TrimStart('0') is { Length: > 0 } rest ? rest : "0";
        if (!long.TryParse(digits, out long value)) { throw No("big number", "the number needs more than 64 bits"); }
        // What is that large soon needs more than 32 bits.
        return value > 1 << 30 ? new Ex(digits + "L", PyType.Long) : new Ex(digits, PyType.Int);
    }

    private Ex TranslateName(NameExpr n)
    {
        if (_scope.Find(n.Id) is { } variable)
        {
            if (variable.IsGone) { throw No("deleted name", $"`del` took the name `{n.Id}` away"); }
            if (variable.Type is ModuleType { Path: var path } && Constants.Find(path) is { } constant) { return constant; }
            if (variable.Type is ModuleType module) { return new Ex(WriteModule(n.Id, module), module); }
            if (variable is { IsHeld: false, Type: FuncType f })
            {
                return new Ex(QualifyMember(f.Function.CsName, f.Function.IsMember), f);
            }
            if (variable.Type is ClassType { IsObject: false } c) { return new Ex(c.Class.CsName, c); }
            return new Ex(QualifyMember(variable.CsName, variable.IsField), variable.Type)
            {
                MayBeText = variable.MayBeText, MayBeNull = variable.MayBeNull && variable.Type.IsValue,
                MayBeNone = variable.MayBeNull && !variable.Type.IsValue,
            };
        }
        if (FindLater(n.Id) is { } later) { return later; }
        if (n.Id == "__file__") { return new Ex(Text.Quote(Path.GetFileName(_module.File)), PyType.Str); }
        if (n.Id == "__name__") { return new Ex("\"__main__\"", PyType.Str); }
        if (s_builtinTypes.Contains(n.Id)) { return new Ex(n.Id, new ModuleType("builtins." + n.Id)); }
        throw No("undefined name", $"the name `{n.Id}` is not defined before this line");
    }

    private string WriteModule(string alias, ModuleType module)
    {
        // A model's own `layers` stands before the module of that name.
        if (module.Path.StartsWith("keras.", StringComparison.Ordinal) && _scope.Function?.Owner?.ClrBase is { } clr
            && Api.FindMember(clr, alias, false) is not null)
        {
            return Api.Write(module.Path);
        }
        string path = Api.Write(module.Path), last = path[(path.LastIndexOf('.') + 1)..];
        if (path.StartsWith("keras.", StringComparison.Ordinal) && alias == last && path.Count(c => c == '.') == 1) { return alias; }
        if (path == "keras.backend" && alias == "K") { return "K"; }
        if (path == "python.random") { return "python.random"; }
        return path;
    }

    private Ex TranslateTuple(TupleExpr t, Type? target)
    {
        if (t.Items.Any(i => i is StarredExpr)) { throw No("star", "a starred item in a tuple"); }
        if (t.Items.Count == 0 && target is { Name: "Shape" }) { return new Ex("[]", new TupleOf([])); }
        if (t.Items.Count == 0) { return new Ex("default(ValueTuple)", new TupleOf([])); }
        bool isList = target is not null && (target.IsArray || IsListLike(target));
        Ex[] items = [.. t.Items.Select(i => Translate(i, isList ? target!.GetElementType() : null))];
        if (!TakesNull(target)) { items = [.. items.Select(i => target is null ? MakeContained(i) : i.Known)]; }
        if (target is null) { items = [.. items.Select(i => i.Kept)]; }
        // None in a tuple may be a number in another one.
        if (target is null && items.Length > 1 && items.Any(i => i.Code == "null"))
        {
            if (!IsOpen) { throw No("tuple with None", "None in a tuple, which may be a number in another one"); }
            items = [.. items.Select(i => i.Code == "null" ? new Ex("(dynamic?)null", PyType.Unknown, 1) : i)];
        }
        var type = new TupleOf([.. items.Select(i => i.Type)]);
        if (isList) { return new Ex($"[{string.Join(", ", items.Select(i => i.Code))}]", type); }
        if (items.Length == 1)
        {
            if (target is { Name: "Shape" or "LambdaShape" or "IntList" or "Size1" })
            {
                return new Ex(items[0].Code == "null" ? "[null]" : items[0].Code, type);
            }
            return new Ex($"ValueTuple.Create({items[0].Code})", type);
        }
        return new Ex($"({string.Join(", ", items.Select(i => i.Code))})", type);
    }

    // What C# fills from [a, b]: arrays, lists, and types that say how or have an Add.
    private static bool IsCollection(Type t) => t.IsArray || IsListLike(t)
        || t.GetCustomAttributesData().Any(a => a.AttributeType.Name == "CollectionBuilderAttribute")
        || (t != typeof(string) && typeof(System.Collections.IEnumerable).IsAssignableFrom(t) && t.GetMethod("Add") is not null
            && t.GetConstructor([]) is not null);

    private static bool IsListLike(Type t) => t.IsGenericType
        && t.Name.Split('`')[0] is "IEnumerable" or "List" or "IReadOnlyList" or "IList" or "IReadOnlyCollection" or "ICollection";

    private Ex TranslateList(ListExpr l, Type? target)
    {
        if (target is not null && target.Name == "NDArray") { return TranslateArray(l); }
        Type? element = target is null ? null : target.IsArray ? target.GetElementType() : IsListLike(target)
            ? target.GetGenericArguments()[0] : null;
        // A function among the items must be told what it becomes.
        Type? built = element is null && target is not null
            && l.Items.Any(i => i is NameExpr or AttributeExpr && Translate(i).Type is FuncType or ModuleType) ? FindBuiltElement(target)
            : null;
        var parts = l.Items.Select(i => i is StarredExpr s
            ? (Translate(s.Value), true)
            : (TranslateElement(i, built is not null && Translate(i).Type is FuncType or ModuleType ? built : element), false)).ToArray();
        PyType item = PyType.Never;
        foreach (var (part, isStar) in parts)
        {
            PyType own = isStar ? FindElement(part.Type) : part.Type;
            PyType joined = PyType.Join(item, own);
            if (joined == PyType.Unknown && item != PyType.Unknown && own != PyType.Unknown) { joined = PyType.Unknown; }
            item = joined;
        }
        if (target is null && (item.IsValue || item == PyType.Never)
            && parts.Any(p => !p.Item2 && (p.Item1.Code == "null" || p.Item1.MayBeNull)))
        {
            item = IsOpen ? PyType.Unknown : throw No("list of several types", "None beside numbers or tuples");
            parts = [.. parts.Select(p => (p.Item1 with { MayBeNull = false }, p.Item2))];
        }
        string inside = string.Join(", ",
            parts.Select(p => p.Item2 ? $".. {p.Item1.Code}" : target is null ? Fit(p.Item1, item)
                : TakesNull(target) ? p.Item1.Code : p.Item1.Known.Code));
        // Our own functions take fractions where Python takes either.
        if (item == PyType.Number && target is not null && target != typeof(object)) { item = PyType.Float; }
        var type = new ListOf(item == PyType.Never ? PyType.Never : item);
        if (target is not null && IsCollection(target)) { return new Ex($"[{inside}]", type); }
        if (parts.Any(p => p.Item2)) { return new Ex($"((List<{type.Item.Cs}>)[{inside}])", type); }
        // Thousands of numbers are read from a text: C#'s compiler would take longer for them than for all the rest.
        if (target is null && parts.Length > ManyItems && type.Item is var number && (number == PyType.Int || number == PyType.Float)
            && parts.All(p => !p.Item2 && p.Item1.Code.All(ch => char.IsAsciiDigit(ch) || ch is '-' or '+' or '.' or 'e' or 'E')))
        {
            string read = number == PyType.Int ? "to_int" : "to_float";
            return new Ex($"{Text.Quote(string.Join(' ', parts.Select(p => p.Item1.Code)))}.split().Select(n => {read}(n)).ToList()", type);
        }
        // Many items are filled in as a whole: one by one they would make a method that takes long to compile.
        return new Ex(inside.Length == 0 ? $"new {type.Cs}()" : parts.Length > FewItems ? $"new {type.Cs}([{inside}])"
            : $"new {type.Cs} {{ {inside} }}", type);
    }

    private const int FewItems = 100, ManyItems = 2000;

    // Whether a size that is not known may stand among the items.
    private static bool TakesNull(Type? target) => target is { Name: "Shape" }
        || target is { IsArray: true } && Nullable.GetUnderlyingType(target.GetElementType()!) is not null
        || target is { IsGenericType: true } && target.GetGenericArguments().Any(a => Nullable.GetUnderlyingType(a) is not null);

    // What a list in brackets is built of.
    private static Type? FindBuiltElement(Type target) =>
        target.GetCustomAttributes(typeof(System.Runtime.CompilerServices.CollectionBuilderAttribute),
            false) is [System.Runtime.CompilerServices.CollectionBuilderAttribute builder]
        ? builder.BuilderType.GetMethods().Where(m => m.Name == builder.MethodName && !m.IsGenericMethod)
        .Select(m => m.GetParameters()[^1].ParameterType).FirstOrDefault(p => p.IsGenericType)?.GetGenericArguments()[0] : null;

    private Ex TranslateElement(Expr e, Type? wanted)
    {
        Ex x = Translate(e, wanted);
        if (wanted is null) { x = x.Kept; }
        return wanted is not null && x.Type is FuncType or ModuleType ? x with { Code = WriteArgument(e, wanted), Level = 0 } : x;
    }

    // Nested lists of numbers: an array with so many axes.
    private Ex TranslateArray(Expr e)
    {
        var type = new Clr(typeof(NumSharp.NDArray));
        int depth = 0;
        for (Expr at = e; at is ListExpr { Items.Count: > 0 } or TupleExpr { Items.Count: > 0 }; depth++) { at = GetItems(at)[0]; }
        var leaves = new List<Ex>();
        int[] sizes = new int[Math.Max(depth, 1)];
        Array.Fill(sizes, -1);
        string? Write(Expr at, int axis)
        {
            if (axis == depth)
            {
                Ex leaf = Translate(at);
                leaves.Add(leaf);
                return leaf.Code;
            }
            if (at is not (ListExpr or TupleExpr)) { return null; }
            IReadOnlyList<Expr> items = GetItems(at);
            if (sizes[axis] < 0) { sizes[axis] = items.Count; }
            if (sizes[axis] != items.Count) { return null; }
            string?[] parts = [.. items.Select(i => Write(i, axis + 1))];
            return parts.Contains(null) ? null : $"{{ {string.Join(", ", parts)} }}";
        }
        string? body = Write(e, 0);
        if (body is null || leaves.Count == 0) { throw No("array literal", "the lists are not the rows of an array of numbers"); }
        PyType element = leaves.Select(l => l.Type).Aggregate(PyType.Join);
        if (IsArray(element))
        {
            string WriteStacked(Expr at, int axis) => axis == depth
                ? WriteArgument(at, typeof(NumSharp.NDArray))
                : $"np.stack([{string.Join(", ", GetItems(at).Select(i => WriteStacked(i, axis + 1)))}])";
            return new Ex(WriteStacked(e, 0), type);
        }
        if (element == PyType.Str) { throw No("array of texts", "an array of texts: NumSharp's arrays hold numbers, a list holds texts"); }
        string name = element == PyType.Float || element == PyType.Number ? "double"
            : element == PyType.Bool ? "bool" : element.IsWhole ? "long" : throw No("array literal", $"an array of {element.Cs}");
        return new Ex($"np.array(new {name}[{new string(',', depth - 1)}] {body})", type);
    }

    private static IReadOnlyList<Expr> GetItems(Expr e) => e is ListExpr l ? l.Items : ((TupleExpr)e).Items;

    private static bool IsConstant(Expr e) => e is NumberExpr or StringExpr or Syntax.Constant or UnaryExpr { Operand: NumberExpr }
        || e is TupleExpr t && t.Items.All(IsConstant);

    private Ex TranslateSet(SetExpr s)
    {
        Ex[] items = [.. s.Items.Select(i => AsKey(Translate(i)))];
        var type = new SetOf(FindKeyType([.. items.Select(i => i.Type)]));
        string inside = string.Join(", ", items.Select(i => i.Code));
        // Python lays out constants in another way than what is added one by one.
        bool isConstant = items.Length > 2 && s.Items.All(IsConstant);
        return new Ex($"new {type.Cs}{(isConstant ? $"([{inside}])" : $" {{ {inside} }}")}", type);
    }

    // Of numbers of several types beside texts, C# would take 1 and 1.0 for two keys.
    private static PyType FindKeyType(PyType[] types)
    {
        PyType joined = types.DefaultIfEmpty(PyType.Never).Aggregate((a, b) => PyType.Join(PyType.RequireOneKind(a, b), b));
        PyType[] numbers = [.. types.Where(t => t.IsNumber).Distinct()];
        return joined == PyType.Number || joined.IsUnknown && numbers.Contains(PyType.Bool) && numbers.Length > 1
            || joined.IsUnknown && numbers.Contains(PyType.Float) && numbers.Length > 1
            ? throw No("keys of several types", "to Python 1 and 1.0 are one key, to C# they are two")
            : joined;
    }

    private Ex TranslateDict(DictExpr d, Type? target)
    {
        if (d.Entries.Any(i => i.Key is null)) { return MergeDicts(d); }
        Type? value = target is { IsGenericType: true } && target.Name.StartsWith("Dictionary", StringComparison.Ordinal)
            ? target.GetGenericArguments()[1]
            : null;
        Type? taken = target is null || target == typeof(object) ? null : value ?? typeof(string[]);
        (Ex Key, Ex Value)[] entries =
            [.. d.Entries.Select(i => (AsKey(Translate(i.Key!)), value is not null && Translate(i.Value).Type is FuncType
                ? new Ex(WriteArgument(i.Value, value), Translate(i.Value).Type)
                    : MakeContained(Translate(i.Value, taken)).Kept))];
        var type = new DictOf(FindKeyType([.. entries.Select(i => i.Key.Type)]),
            entries.Select(i => i.Value.Type).DefaultIfEmpty(PyType.Never).Aggregate(PyType.Join));
        // Dictionaries and lists of several kinds have no common type in C#.
        if (IsOpen && type.Value is DictOf or ListOf && entries.Any(i => i.Value.Type != type.Value))
        {
            type = new DictOf(type.Key, PyType.Unknown);
        }
        string inside = string.Join(", ", entries.Select(i => $"[{i.Key.Code}] = {i.Value.Code}"));
        string head = target is not null && target != typeof(object) ? "new()" : $"new {type.Cs}" + (entries.Length == 0 ? "()" : "");
        return new Ex(entries.Length == 0 ? head : $"{head} {{ {inside} }}", type);
    }

    // {**a, "b": 1}: one after the other, later ones win.
    private Ex MergeDicts(DictExpr d)
    {
        var parts = new List<Ex>();
        var own = new List<(Expr?, Expr)>();
        foreach (var (key, value) in d.Entries)
        {
            if (key is not null) { own.Add((key, value)); continue; }
            Close();
            parts.Add(Translate(value));
        }
        Close();
        PyType type = parts.Select(p => p.Type).Aggregate(PyType.Join);
        if (type is not DictOf whole || parts.Any(p => p.Type != whole)) { throw No("star", "`**` of dictionaries of several kinds"); }
        string merged = $"merge({string.Join(", ", parts.Select(p => p.Code))})";
        return new Ex(DictOf.IsOrdered ? $"new {whole.Cs}({merged})" : merged, whole);

        void Close()
        {
            if (own.Count > 0) { parts.Add(TranslateDict(new DictExpr([.. own]), null)); }
            own.Clear();
        }
    }

    private Ex TranslateConditional(ConditionalExpr c, Type? target)
    {
        Ex condition = TranslateCondition(c.Condition), then = Translate(c.Then, target), other = Translate(c.Else, target);
        // {} if logs is None else logs: an empty one of the other's kind.
        if (other.Type is Clr { Type: var kind } && IsEmptyOf(kind, c.Then)) { then = new Ex($"new {other.Type.Cs}()", other.Type); }
        if (then.Type is Clr { Type: var kind2 } && IsEmptyOf(kind2, c.Else)) { other = new Ex($"new {then.Type.Cs}()", then.Type); }
        PyType type = PyType.Join(then.Type, other.Type);
        // C# would make one type of both, and a whole number that is shown would get a point.
        bool isMixed = then.Type.IsNumber && other.Type.IsNumber && then.Type != other.Type;
        if (isMixed && type.IsUnknown && !IsOpen)
        {
            throw No("conditional of two types", $"the value is {then.Type.Cs} or {other.Type.Cs}");
        }
        if (isMixed && type == PyType.Number)
        {
            string first = then.Type == PyType.Number ? then.Wrap(13) : $"(dynamic){then.Wrap(1)}";
            return new Ex($"{condition.Wrap(12)} ? {first} : {other.Wrap(14)}", type, 14);
        }
        if (IsOpen && type == PyType.Unknown && then.Type != other.Type && !(then.Type.IsUnknown && then.Code != "null"))
        {
            then = new Ex($"(dynamic?){then.Wrap(1)}", PyType.Unknown, 1);
        }
        // A number or a tuple, or None.
        if (type.IsValue && (then.Code == "null" || other.Code == "null" || then.MayBeNull || other.MayBeNull))
        {
            string given = then.Code == "null" ? $"({other.Type.Cs}?)null" : then.MayBeNull ? then.Wrap(13)
                : $"({then.Type.Cs}?){then.Wrap(1)}";
            return new Ex($"{condition.Wrap(12)} ? {given} : {other.Wrap(14)}", type, 14) { MayBeNull = true };
        }
        return new Ex($"{condition.Wrap(12)} ? {then.Wrap(13)} : {other.Wrap(14)}", type, 14) { IsPart = then.IsPart || other.IsPart };
    }

    private Ex TranslateWalrus(NamedExpr n)
    {
        Ex value = Translate(n.Value).Kept;
        Variable variable = AssignVariable(n.Target.Id, value.Type, isNested: true);
        if (!variable.IsDeclared) { throw No("walrus", "`:=` to a name that is not declared"); }
        return new Ex($"({variable.CsName} = {value.Code})", value.Type);
    }

    private Ex TranslateAttribute(AttributeExpr a)
    {
        if (TranslateTypeName(a) is { } said0) { return said0; }
        if (FindAskedObject(a.Object) is not null && FindOwningClass(a) is { } asked && TranslateClassValue(asked, a) is { } value)
        {
            return value;
        }
        Ex owner = Translate(a.Object);
        switch (owner.Type)
        {
            // Lambdas and what a decorator wraps have other names.
            case FuncType { Function: { Syntax: { Decorators.Count: 0 } named, Name: var said } } when a.Name == "__name__"
                && !_lambdas.ContainsValue(named):
                return new Ex(Text.Quote(said), PyType.Str);
            // A name of a module beside the program is in the program itself.
            case ModuleType m when m.Path.StartsWith("beside.", StringComparison.Ordinal): return FindBeside(a.Name);
            case ModuleType m: return TranslateModuleMember(owner.Code, m.Path, a.Name);
            case ClassType { IsObject: true } c:
                if (c.Class.FindField(a.Name) is { } field)
                {
                    if (c.Class.IsStatic(a.Name) && Inside.HasEffect(a.Object))
                    {
                        throw No("value of a class", $"`{a.Name}` of an object that is made here: give it a name");
                    }
                    string held = c.Class.IsStatic(a.Name)
                        ? $"{c.Class.CsName}.{Naming.Escape(a.Name)}"
                        : WriteOwnMember(owner, Naming.Escape(a.Name));
                    bool mayBeNone = c.Class.MayBeNull(a.Name);
                    return new Ex(held, field) { MayBeNull = mayBeNone && field.IsValue, MayBeNone = mayBeNone && !field.IsValue };
                }
                if (c.Class.FindMethod(a.Name) is { Syntax.Decorators: [NameExpr { Id: "property" }] } property)
                {
                    return new Ex(WriteOwnMember(owner, Naming.Escape(a.Name)),
                        property.Returns == PyType.Never && IsOpen ? PyType.Unknown : property.Returns)
                    {
                        MayBeNull = property.GivesNull && property.Returns.IsValue,
                    };
                }
                if (c.Class.FindMethod(a.Name) is { } method)
                {
                    return new Ex(WriteOwnMember(owner, method.CsName), new FuncType(method));
                }
                if (c.Class.ClrBase is { } clr && Api.FindMember(clr, a.Name, false) is { } inherited)
                {
                    return new Ex($"{owner.Code}.{Naming.Escape(a.Name)}", ClrNames.Read(inherited));
                }
                break;
            case ClassType { IsObject: false, Class: var k } when TranslateClassValue(k, a) is { } ofClass: return ofClass;
            case Clr { Type.Name: "Namespace" }:
                PyType option = _options.GetValueOrDefault(a.Name) ?? throw No("attribute " + a.Name, $"no add_argument names `{a.Name}`");
                return new Ex($"{owner.Wrap(0)}.get<{option.Cs}>({Text.Quote(a.Name)})", option);
            // What Keras gives as rows of different lengths is an array of objects in Python.
            case Clr { Type: { IsArray: true } rows } when a.Name == "shape" && rows.GetElementType()!.IsArray:
                return new Ex($"ValueTuple.Create({owner.Wrap(0)}.Length)", new TupleOf([PyType.Int]));
            case Clr when TranslateTimeAttribute(owner, a.Name) is { } part: return part;
            case Clr c:
                if (Api.FindMember(c.Type, a.Name, false) is { } member)
                {
                    return Ex.Of($"{owner.Wrap(0)}.{Naming.Escape(a.Name)}", member);
                }
                if (c.Type.Name == "DataFrame")
                {
                    return new Ex($"{owner.Wrap(0)}[{Text.Quote(a.Name)}]", new Clr(typeof(Notebook.Series)));
                }
                if (a.Name == "T" && IsArray(owner.Type)) { return new Ex($"{owner.Wrap(0)}.T", owner.Type); }
                if (IsOpen && IsOfDerived(c.Type, a.Name)) { return MakeDynamic($"((dynamic){owner.Wrap(1)}).{Naming.Escape(a.Name)}"); }
                break;
        }
        if (IsOpen && owner.Type.IsUnknown) { return MakeDynamic($"{owner.Wrap(0)}.{Naming.Escape(a.Name)}"); }
        if (owner.Type.IsUnknown)
        {
            throw No("unknown type", $"the type of `{DescribeSource(a.Object)}` is not known, so `.{a.Name}` cannot be looked up");
        }
        throw No("attribute " + a.Name, $"`{a.Name}` of {owner.Type.Cs}");
    }

    private string DescribeSource(Expr e) => e.Line >= 1 && e.Line <= _lines.Length && e is NameExpr n
        ? n.Id
        : e is AttributeExpr a ? DescribeSource(a.Object) + "." + a.Name : "the expression";
}
