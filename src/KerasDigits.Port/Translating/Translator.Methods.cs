namespace KerasDigits.Port.Translating;

/// <content>Methods of texts, lists, dictionaries, sets, objects.</content>
public sealed partial class Translator
{
    private static readonly Dictionary<string, PyType> s_textMethods = new()
    {
        ["upper"] = PyType.Str, ["lower"] = PyType.Str, ["strip"] = PyType.Str, ["lstrip"] = PyType.Str, ["rstrip"] = PyType.Str,
        ["split"] = new ListOf(PyType.Str), ["splitlines"] = new ListOf(PyType.Str),
        ["join"] = PyType.Str, ["replace"] = PyType.Str, ["startswith"] = PyType.Bool, ["endswith"] = PyType.Bool, ["find"] = PyType.Int,
        ["rfind"] = PyType.Int, ["count"] = PyType.Int, ["capitalize"] = PyType.Str,
        ["title"] = PyType.Str, ["zfill"] = PyType.Str, ["ljust"] = PyType.Str, ["rjust"] = PyType.Str, ["isdigit"] = PyType.Bool,
        ["isalpha"] = PyType.Bool, ["isalnum"] = PyType.Bool, ["isupper"] = PyType.Bool, ["islower"] = PyType.Bool,
        ["isspace"] = PyType.Bool, ["isnumeric"] = PyType.Bool, ["isdecimal"] = PyType.Bool, ["translate"] = PyType.Str,
            ["index"] = PyType.Int, ["rsplit"] = new ListOf(PyType.Str), ["casefold"] = PyType.Str, ["removeprefix"] = PyType.Str,
        ["removesuffix"] = PyType.Str, ["swapcase"] = PyType.Str, ["center"] = PyType.Str,
        ["encode"] = new Clr(typeof(Notebook.Bytes)), ["partition"] = new TupleOf([PyType.Str, PyType.Str, PyType.Str]),
        ["rpartition"] = new TupleOf([PyType.Str, PyType.Str, PyType.Str]),
    };

    private Ex TranslateMethodCall(Ex owner, string name, CallExpr c)
    {
        switch (owner.Type)
        {
            case ClassType { IsObject: true } k:
                if (k.Class.FindMethod(name) is { } own)
                {
                    bool isStatic = IsStatic(own.Syntax);
                    return TranslateOwnCall(isStatic
                        ? $"{k.Class.CsName}.{own.CsName}"
                        : WriteOwnMember(owner, own.CsName), own, c, isStatic && !IsOfClass(own.Syntax) ? 0 : 1);
                }
                if (k.Class.FindField(name) is { } field)
                {
                    return CallValue(new Ex(WriteOwnMember(owner, Naming.Escape(name)), field), c);
                }
                if (k.Class.ClrBase is { } clr && Api.FindMethods(clr, name) is { Count: > 0 } inherited)
                {
                    return TranslateApiCall(owner.Code == "this" ? name : $"{owner.Wrap(0)}.{name}", inherited, c);
                }
                if (k.Class.ClrBase is { } b && FindProtected(b, name) is { Count: > 0 } inner)
                {
                    return TranslateApiCall(owner.Code == "this" ? name : $"{owner.Wrap(0)}.{name}", inner, c);
                }
                break;
            case ClassType { IsObject: false } k
                when k.Class.FindMethod(name) is { } shared && IsStatic(shared.Syntax):
                return TranslateOwnCall($"{k.Class.CsName}.{shared.CsName}", shared, c, IsOfClass(shared.Syntax) ? 1 : 0);
            case ListOf l: return TranslateListMethod(owner, l, name, c);
            case DictOf d: return TranslateDictMethod(owner, d, name, c);
            case SetOf { IsFrozen: false } s when name == "add":
                Ex added = Translate(c.Arguments[0].Value).Kept;
                if (!IsHeld(added, s.Item)) { Refine(c, new SetOf(PyType.Join(s.Item, added.Type))); }
                return new Ex($"{owner.Wrap(0)}.add({Cast(added, s.Item)})", PyType.None);
            case SetOf s when TranslateSetMethod(owner, s, name, c) is { } ofSet: return ofSet;
            case Clr { Type: var named } when name is "items" or "keys" or "values" or "get" or "pop" or "update"
                && Api.FindMethods(named, name).Count == 0
                && named.GetInterfaces().FirstOrDefault(i => i.IsGenericType
                    && i.GetGenericTypeDefinition() == typeof(IDictionary<,>)) is { } dictionary:
                return TranslateDictMethod(owner,
                    new DictOf(ClrNames.Read(dictionary.GetGenericArguments()[0]), ClrNames.Read(dictionary.GetGenericArguments()[1])),
                    name, c);
            case Clr { Type.Name: "NumPyRandom" } when name == "choice" && TranslateItemChoice(c) is { } chosen: return chosen;
            case Clr { Type.Name: "NumPyRandom" } when name == "choice" && TranslateDraw(owner, c) is { } drawn: return drawn;
            case Clr { Type.Name: "NumPyRandom" } when s_distributions.ContainsKey(name): return TranslateDistribution(owner, name, c);
            // Built of those, with other numbers.
            case Clr { Type.Name: "NumPyRandom" } when name is "noncentral_chisquare" or "noncentral_f":
                throw No("np.random." + name, $"`np.random.{name}` draws other numbers than NumPy's");
            case Clr { Type.Name: "NumPyRandom" } when name is "ranf" or "sample": return TranslateMethodCall(owner, "random_sample", c);
            // One whole number, where no size is asked for.
            case Clr { Type.Name: "NumPyRandom" } when name == "randint"
                && c.Arguments is [{ Name: null, Stars: 0 }] or [{ Name: null, Stars: 0 }, { Name: null, Stars: 0 }]:
                string bounds = string.Join(", ", c.Arguments.Select(a => WriteWhole(Translate(a.Value))));
                return new Ex($"(int)np.random.randint({bounds})", PyType.Int, 1);
            // NumPy's whole numbers have 64 bits where no type is asked for, NumSharp's draws 32.
            case Clr { Type.Name: "NumPyRandom" } drawer when name is "randint" or "random_integers"
                && !c.Arguments.Any(a => a.Name == "dtype" || a.Stars > 0) && c.Arguments.Count(a => a.Name is null) < 4
                && TranslateApiCall($"{owner.Wrap(0)}.{name}", Api.FindMethods(drawer.Type, name), c) is { } whole && IsArray(whole.Type):
                return new Ex($"{whole.Code}.astype(np.int64)", whole.Type);
            case Clr { Type.Name: "ArgumentParser" } when name == "add_argument": return AddArgument(owner, c);
            case Clr { Type.Name: "ArgumentParser" } when name == "parse_args" && c.Arguments is [] or [{ Value: ListExpr }]:
                return new Ex($"{owner.Wrap(0)}.parse_args("
                    + $"{(c.Arguments.Count == 0 ? "args" : WriteArgument(c.Arguments[0].Value, typeof(string[])))})",
                    new Clr(typeof(Notebook.Namespace)));
            case Clr when TranslateTimeMethod(owner, name, c) is { } timed: return timed;
            case Clr k:
                if (IsArray(owner.Type) && TranslateArrayMethod(owner, name, c) is { } special) { return special; }
                if (Api.FindMethods(k.Type, name) is { Count: > 0 } methods)
                {
                    return TranslateApiCall($"{owner.Wrap(0)}.{name}", [.. methods, .. Api.FindExtensions(k.Type, name)], c);
                }
                if (Api.FindExtensions(k.Type, name) is { Count: > 0 } extensions)
                {
                    return TranslateApiCall($"{owner.Wrap(0)}.{name}", extensions, c);
                }
                if (FindTurned(k.Type, name) is { } turned)
                {
                    return TranslateApiCall($"(({ClrNames.Write(turned)}){owner.Wrap(0)}).{name}", Api.FindMethods(turned, name), c);
                }
                if (IsOpen && IsOfDerived(k.Type, name))
                {
                    return TranslateOpenMethod(new Ex($"((dynamic){owner.Wrap(1)})", PyType.Unknown), name, c);
                }
                if (Api.FindMember(k.Type, name, false) is { } member)
                {
                    return CallValue(new Ex($"{owner.Wrap(0)}.{Naming.Escape(name)}", ClrNames.Read(member)), c);
                }
                break;
            default:
                if (owner.Type == PyType.Str) { return TranslateTextMethod(owner, name, c); }
                if (IsOpen && owner.Type.IsUnknown) { return TranslateOpenMethod(owner, name, c); }
                if (owner.Type.IsUnknown) { throw No("unknown type", $"the type of what `.{name}` is called on is not known"); }
                break;
        }
        throw No("method " + name, $"`{name}` of {owner.Type.Cs}");
    }

    // plt.subplots() gives one Axes or a grid of them, as Python's: the grid turns into its Axes where one is meant.
    private static Type? FindTurned(Type type, string method) => type.GetMethods()
        .FirstOrDefault(m => m.Name == "op_Implicit" && m.GetParameters()[0].ParameterType == type
            && Api.FindMethods(m.ReturnType, method).Count > 0)?.ReturnType;

    private static List<System.Reflection.MethodInfo> FindProtected(Type type, string name) =>
        [.. type.GetMethods(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .Where(m => m.Name == name && (m.IsFamily || m.IsFamilyOrAssembly))];

    private Ex CallValue(Ex value, CallExpr c) => value.Type switch
    {
        Clr k => Apply(value, k.Type, c),
        ClassType { IsObject: true, Class: { ClrBase: { } clr } layer } => Apply(value, clr, OrderTensors(layer, c)),
        LambdaType l => new Ex($"{value.Wrap(0)}({string.Join(", ", c.Arguments.Select(x => Translate(x.Value).Kept.Code))})", l.Result),
        FuncType f => TranslateOwnCall(value.Code, f.Function, c, 0),
        _ when IsOpen && value.Type.IsUnknown => TranslateOpenCall(value, c),
        _ => throw No("unknown type", $"what is called has the type {value.Type.Cs}"),
    };

    private Ex TranslateTextMethod(Ex owner, string name, CallExpr c)
    {
        if (name == "format" && c.Arguments.Any(a => a.Stars == 1) && c.Arguments.All(a => a is { Stars: < 2, Name: null }))
        {
            return new Ex($"{owner.Wrap(0)}.format([{string.Join(", ", c.Arguments.Select(WriteOneOrMany))}])", PyType.Str);
        }
        if (name == "format" && c.Arguments.All(a => a is { Stars: 0, Name: null }))
        {
            return new Ex($"{owner.Wrap(0)}.format({string.Join(", ", c.Arguments.Select(a => WritePlain(Translate(a.Value))))})",
                PyType.Str);
        }
        if (!s_textMethods.TryGetValue(name, out PyType? type)) { throw No("method " + name, $"`{name}` of a text"); }
        if (c.Arguments.Any(a => a.Stars > 0)) { throw No("star call", "`*` in a call"); }
        string[] texts = [.. c.Arguments.Select(a => (a.Name is null ? "" : a.Name + ": ") + Translate(a.Value) switch
        {
            var x when x.Type.IsUnknown && x.Code != "null" =>
                $"({(name is "zfill" or "ljust" or "rjust" ? "int" : name == "join" ? "IEnumerable<string>" : "string")}){x.Wrap(1)}",
            var x => x.Code
        })];
        if (name == "join" && Translate(c.Arguments[0].Value).Type == PyType.Str) { texts = [$"list({texts[0]})"]; }
        if (name == "join" && Translate(c.Arguments[0].Value) is
                { Type: ListOf { Item.IsUnknown: true } or IterOf { Item.IsUnknown: true } } any)
        {
            texts = [$"{any.Wrap(0)}.Select(s => (string)s!)"];
        }
        // Several beginnings or ends in a tuple.
        if (name is "startswith" or "endswith" && c.Arguments is [{ Value: var several }] && Translate(several).Type is TupleOf)
        {
            Ex many = several is TupleExpr ? new Ex(string.Join(", ", GetItems(several).Select(i => Translate(i).Code)), PyType.Str)
                : TranslateSequence(several);
            return new Ex($"{owner.Wrap(0)}.{name}({many.Code})", PyType.Bool);
        }
        return new Ex($"{owner.Wrap(0)}.{name}({string.Join(", ", texts)})", type);
    }

    // What goes into an empty list tells its type.
    private void Refine(CallExpr c, PyType type)
    {
        if (c.Function is not AttributeExpr a) { return; }
        LearnPlace(a.Object, type);
    }

    // What is put into a value tells its type: that of a variable, of a field, or of the items of either.
    private void LearnPlace(Expr place, PyType type)
    {
        if (place is NameExpr n && _scope.Find(n.Id) is { } variable)
        {
            LearnVariable(variable, type);
        }
        else if (place is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field } && _scope.Function?.Owner is { } owner
            && owner.Fields.TryGetValue(field, out PyType? known))
        {
            owner.Fields[field] = Learn(known, type);
        }
        else if (place is CallExpr { Function: AttributeExpr { Name: "setdefault", Object: var filled }, Arguments: [var key0, _] }
            && Translate(filled).Type is DictOf into)
        {
            LearnPlace(filled, new DictOf(PyType.Join(into.Key, Translate(key0.Value).Type), type));
        }
        else if (place is AttributeExpr { Object: var holder, Name: var held } && Translate(holder).Type is ClassType { Class: var of })
        {
            for (ClassInfo? c = of; c is not null; c = c.Parent)
            {
                if (c.Fields.TryGetValue(held, out PyType? kind)) { c.Fields[held] = Learn(kind, type); break; }
            }
        }
        else if (place is SubscriptExpr { Object: NameExpr or AttributeExpr } s)
        {
            PyType around = Translate(s.Object).Type;
            if (around is DictOf d) { LearnPlace(s.Object, new DictOf(d.Key, type)); }
            else if (around is ListOf) { LearnPlace(s.Object, new ListOf(type)); }
        }
    }

    private Ex TranslateListMethod(Ex owner, ListOf l, string name, CallExpr c)
    {
        Ex[] given = [.. c.Arguments.Where(a => a.Name is null).Select(a => Watch(() => Translate(a.Value)) switch
        {
            (var x, _) when x.IsPart => x.Kept,
            (var x, _) when x.MayBeNull => MakeContained(x),
            // C# calls no method of ours with what it has no type for.
            (var x, true) when x.Type is not (IterOf or FuncType or LambdaType) =>
                new Ex($"({WriteDeclaredType(x.Type)}){x.Wrap(1)}", x.Type, 1),
            var (x, _) => x,
        })];
        switch (name)
        {
            case "append" when given.Length == 1:
                if (!IsHeld(given[0], l.Item)) { Refine(c, new ListOf(PyType.Join(l.Item, given[0].Type))); }
                bool isList = l.Item is TupleOf or ListOf && c.Arguments[0].Value is ListExpr;
                return new Ex($"{owner.Wrap(0)}.append({(isList ? Fit(given[0], l.Item) : Cast(given[0], l.Item))})", PyType.None);
            case "extend" when given.Length == 1:
                Refine(c, new ListOf(PyType.Join(l.Item, FindElement(given[0].Type))));
                return new Ex($"{owner.Wrap(0)}.extend({given[0].Code})", PyType.None);
            case "insert" when given.Length == 2:
                if (!IsHeld(given[1], l.Item)) { Refine(c, new ListOf(PyType.Join(l.Item, given[1].Type))); }
                return new Ex($"{owner.Wrap(0)}.insert({WriteWhole(given[0])}, {Cast(given[1], l.Item)})", PyType.None);
            case "appendleft" when given.Length == 1:
                if (!IsHeld(given[0], l.Item)) { Refine(c, new ListOf(PyType.Join(l.Item, given[0].Type))); }
                return new Ex($"{owner.Wrap(0)}.appendleft({Cast(given[0], l.Item)})", PyType.None);
            case "popleft" when given.Length == 0: return new Ex($"{owner.Wrap(0)}.pop(0)", l.Item);
            case "pop" when given.Length <= 1: return new Ex($"{owner.Wrap(0)}.pop({string.Concat(given.Select(g => g.Code))})", l.Item);
            case "rotate" when given.Length <= 1:
                return new Ex($"{owner.Wrap(0)}.rotate({string.Concat(given.Select(WriteWhole))})", PyType.None);
            case "extendleft" when given.Length == 1:
                Refine(c, new ListOf(PyType.Join(l.Item, FindElement(given[0].Type))));
                return new Ex($"{owner.Wrap(0)}.extendleft({given[0].Code})", PyType.None);
            case "remove" when given.Length == 1: return new Ex($"{owner.Wrap(0)}.remove({Cast(given[0], l.Item)})", PyType.None);
            case "index" or "count" when given.Length == 1: return new Ex($"{owner.Wrap(0)}.{name}({Cast(given[0], l.Item)})", PyType.Int);
            case "reverse" or "clear" when given.Length == 0: return new Ex($"{owner.Wrap(0)}.{name}()", PyType.None);
            case "copy" when given.Length == 0: return new Ex($"{owner.Wrap(0)}.copy()", l);
            case "sort":
                string[] keywords = [.. c.Arguments.Select(a => a.Name == "key"
                    ? $"key: {WriteKeyFunction(a.Value, l.Item)}"
                    : $"{a.Name}: {Translate(a.Value).Code}")];
                return new Ex($"{owner.Wrap(0)}.sort({string.Join(", ", keywords)})", PyType.None);
        }
        throw No("method " + name, $"`{name}` of a list");
    }

    // A value that nothing is known of, where the place tells what it must be.
    private static bool IsHeld(Ex x, PyType type) => x.Type.IsUnknown && x.Code != "null" && !type.IsUnknown;

    private static string Cast(Ex x, PyType type) => IsHeld(x, type) ? $"({type.Cs}){x.Wrap(1)}" : WritePlain(x.Known);

    private string WriteKeyFunction(Expr e, PyType item)
    {
        if (e is LambdaExpr l) { return TranslateLambda(l, null, [item]).Code; }
        // operator.itemgetter(1)
        if (e is CallExpr { Function: var getter, Arguments: [{ Name: null, Stars: 0, Value: var place }] }
            && FindPath(getter) == "operator.itemgetter")
        {
            return TranslateLambda(new LambdaExpr([new Parameter("item", null, null, 0, false)],
                new SubscriptExpr(new NameExpr("item"), place)),
                null, [item]).Code;
        }
        if (e is AttributeExpr { Name: "get" } held
            && Translate(held.Object) is { Type: DictOf } keyed) { return $"x => {keyed.Wrap(0)}[x]"; }
        if (e is NameExpr { Id: "len" }) { return "x => len(x)"; }
        if (e is AttributeExpr { Object: NameExpr { Id: "str" }, Name: var method }) { return $"x => x.{method}()"; }
        if (e is NameExpr { Id: "str" or "abs" } b) { return $"x => {b.Id}(x)"; }
        Ex x = Translate(e);
        if (x.Type is FuncType f) { f.Function.Types[0] = Learn(f.Function.Types[0], item); f.Function.IsCalled = true; return x.Code; }
        throw No("key", "the key is no function that is known");
    }

    private Ex TranslateDictMethod(Ex owner, DictOf d, string name, CallExpr c)
    {
        Ex[] given = [.. c.Arguments.Select(a => Translate(a.Value).Kept)];
        if (name is "get" or "pop" or "setdefault" && given.Length > 0)
        {
            given[0] = AsKey(given[0]);
            given[0] = given[0] with { Code = d.Key == PyType.Int && (IsArray(given[0].Type) || given[0].Type == PyType.Long)
                ? WriteWhole(given[0]) : Cast(given[0], d.Key), Level = 0 };
            if (given.Length > 1 && IsHeld(given[1], d.Value)) { given[1] = new Ex(Cast(given[1], d.Value), d.Value, 1); }
        }
        if (name == "setdefault" && given.Length == 2 && !d.IsCounter && c.Function is AttributeExpr { Object: var dictionary }
            && PyType.Join(d, new DictOf(given[0].Type, given[1].Type)) is DictOf wider && wider != d)
        {
            LearnPlace(dictionary, wider);
        }
        return (name, given.Length) switch
        {
            ("items", 0) when d.IsReadOnly =>
                new Ex($"{owner.Wrap(0)}.Select(p => (p.Key, p.Value))", new IterOf(new TupleOf([d.Key, d.Value]))),
            ("keys", 0) when d.IsReadOnly => new Ex($"{owner.Wrap(0)}.Keys", new IterOf(d.Key)),
            ("values", 0) when d.IsReadOnly => new Ex($"{owner.Wrap(0)}.Values", new IterOf(d.Value)),
            ("get", 2) when d.IsReadOnly => new Ex($"{owner.Wrap(0)}.GetValueOrDefault({given[0].Code}, {given[1].Code})",
                PyType.Join(d.Value, given[1].Type)),
            ("items", 0) => new Ex($"{owner.Wrap(0)}.items()", new IterOf(new TupleOf([d.Key, d.Value]))),
            ("keys", 0) => new Ex($"{owner.Wrap(0)}.keys()", new IterOf(d.Key)),
            ("values", 0) => new Ex($"{owner.Wrap(0)}.values()", new IterOf(d.Value)),
            ("get", 1) when !d.Value.IsNumber && d.Value is not TupleOf => new Ex($"{owner.Wrap(0)}.get({given[0].Code}, null!)", d.Value),
            ("get", 1) when IsOpen && c.Arguments[0].Value is StringExpr or NumberExpr or NameExpr =>
                new Ex($"({owner.Wrap(0)}.ContainsKey({given[0].Code}) ? (dynamic?){owner.Wrap(0)}[{given[0].Code}] : null)",
                    PyType.Unknown),
            ("get", 1) when IsOpen =>
                new Ex($"({given[0].Code} is var key{++_temporary} && {owner.Wrap(0)}.ContainsKey(key{_temporary}) ? "
                    + $"(dynamic?){owner.Wrap(0)}[key{_temporary}] : null)", PyType.Unknown),
            ("copy", 0) => new Ex($"new {d.Cs}({owner.Code})", d),
            ("get", 2) => new Ex($"{owner.Wrap(0)}.get({given[0].Code}, {given[1].Code})", PyType.Join(d.Value, given[1].Type)),
            ("pop", 1) => KeepOrder(new Ex($"{owner.Wrap(0)}.pop({given[0].Code})", d.Value)),
            ("most_common", 0 or 1) when d.Value == PyType.Int =>
                new Ex($"most_common({string.Join(", ", given.Select(g => g.Code).Prepend(owner.Code))})",
                    new ListOf(new TupleOf([d.Key, PyType.Int]))),
            ("setdefault", 2) => new Ex($"{owner.Wrap(0)}.setdefault({Cast(given[0], d.Key)}, {Fit(given[1], d.Value)})", d.Value),
            ("update", _) when c.Arguments.Any(a => a.Name is not null) && c.Arguments.All(a => a.Stars == 0) && given.Length > 0
                && c.Arguments.Skip(1).All(a => a.Name is not null) && !d.IsCounter => UpdateByNames(owner, d, c),
            ("update", 1) when !d.IsCounter && given[0].Type is ListOf { Item: TupleOf { Items: [var k, var v] } }
                && PyType.Join(d.Key, k) == d.Key && PyType.Join(d.Value, v) == d.Value =>
                new Ex($"{owner.Wrap(0)}.update(dict({given[0].Code}))", PyType.None),
            ("popitem", 0) => KeepOrder(new Ex($"{owner.Wrap(0)}.popitem()", new TupleOf([d.Key, d.Value]))),
            ("pop", 2) when PyType.Join(d.Value, given[1].Type) is var popped && popped == d.Value && given[1].Code != "null" =>
                KeepOrder(new Ex($"{owner.Wrap(0)}.pop({given[0].Code}, {Fit(given[1], d.Value)})", d.Value)),
            ("pop", 2) when given[1].Code == "null" && !d.Value.IsValue =>
                KeepOrder(new Ex($"{owner.Wrap(0)}.pop({given[0].Code}, null!)", d.Value)),
            ("update", 1) when d.IsCounter && given[0].Type is not DictOf =>
                new Ex($"count_more({owner.Code}, {TranslateSequence(c.Arguments[0].Value).Code})", PyType.None),
            ("update", 1) when d.IsCounter => throw No("method update", "`update` of a counter by another"),
            ("update", 1) when given[0].Type is DictOf => new Ex($"{owner.Wrap(0)}.update({Fit(given[0], d)})", PyType.None),
            _ => throw No("method " + name, $"`{name}` of a dictionary with {given.Length} arguments"),
        };
    }

    // d.update(a=1) and d.update(other, a=1): what is named is a dictionary of its own.
    private Ex UpdateByNames(Ex owner, DictOf d, CallExpr c)
    {
        Argument[] named = [.. c.Arguments.Where(a => a.Name is not null)];
        var own = new DictExpr([.. named.Select(a => ((Expr?)new StringExpr(a.Name!, false), a.Value))]);
        Expr whole = c.Arguments[0].Name is null ? new DictExpr([(null, c.Arguments[0].Value), .. own.Entries]) : own;
        Ex news = Translate(whole);
        if (news.Type is not DictOf { Value: var value }) { throw No("method update", "`update` by names beside something else"); }
        Refine(c, new DictOf(PyType.Join(d.Key, PyType.Str), PyType.Join(d.Value, value)));
        return new Ex($"{owner.Wrap(0)}.update({Fit(news, d)})", PyType.None);
    }

    // A number out of an array is a key, an array is none.
    private Ex AsKey(Ex key) => !IsArray(key.Type) ? key
        : IsOpen ? new Ex($"hashable({key.Code})", PyType.Unknown)
        : throw No("unknown type", "what kind of number a key out of an array is, is not known");

    // Where something is taken out, dictionaries are of the kind that keeps its order all the same.
    private Ex KeepOrder(Ex x)
    {
        if (!DictOf.IsOrdered) { (DictOf.IsOrdered, _hasChanged) = (true, true); }
        return x;
    }

    private Ex? TranslateArrayMethod(Ex owner, string name, CallExpr c)
    {
        PyType array = AsPlain(owner.Type);
        if (name == "reshape")
        {
            IReadOnlyList<Expr> sizes = c.Arguments is [{ Value: TupleExpr or ListExpr } only]
                ? GetItems(only.Value)
                : [.. c.Arguments.Select(a => a.Value)];
            if (c.Arguments is [{ Value: var listed }] && listed is not ListExpr
                && Translate(listed) is { Type: ListOf { Item: { IsWhole: true } of } } dims)
            {
                string longs = of == PyType.Long ? "" : ".Select(n => (long)n)";
                return new Ex($"{owner.Wrap(0)}.reshape(new NumSharp.Shape([.. {dims.Wrap(0)}{longs}]))", array);
            }
            IEnumerable<string> written = sizes.Select(s => Translate(s) is { Type: Clr or Simple } n
                && (IsArray(n.Type) || n.Type == PyType.Long || n.Type.IsUnknown) ? WriteWhole(n) : Translate(s).Known.Code);
            return new Ex($"{owner.Wrap(0)}.reshape({string.Join(", ", written)})", array);
        }
        if (name == "astype" && c.Arguments.Count >= 1)
        {
            Ex type = Translate(c.Arguments[0].Value);
            return new Ex($"{owner.Wrap(0)}.astype("
                + $"{(type.Type is ModuleType { Path: var p } && p.StartsWith("builtins.", StringComparison.Ordinal) ? p[9..] switch
            {
                "int" => "np.int64",
                "float" => "np.float64",
                "bool" => "np.@bool",
                _ => throw No("dtype", $"the dtype `{p}`")
            } : type.Code)})", array);
        }
        if (name is "sum" or "mean" or "max" or "min" or "std" or "var" or "prod" && c.Arguments.Count == 0
            && name is "sum" or "mean" or "max" or "min" or "std" or "prod")
        {
            return new Ex($"{owner.Wrap(0)}.{name}()", array);
        }
        if (name == "copy" && c.Arguments.Count == 0) { return new Ex($"{owner.Wrap(0)}.copy()", array); }
        if (name == "transpose" && c.Arguments.Count is >= 2 and <= 4 && c.Arguments.All(a => a is { Name: null, Stars: 0 }))
        {
            return new Ex($"{owner.Wrap(0)}.transpose(({string.Join(", ", c.Arguments.Select(a => WriteWhole(Translate(a.Value))))}))",
                array);
        }
        if (name == "tolist")
        {
            if (IsOpen) { return new Ex($"to_list({owner.Code})", new ListOf(PyType.Unknown)); }
            throw No("method tolist", "whether `tolist` gives a list of numbers or of lists hangs on the array's axes");
        }
        if (name == "round")
        {
            return new Ex($"np.around({owner.Code}{string.Concat(c.Arguments.Select(a => ", " + Translate(a.Value).Code))})", array);
        }
        return null;
    }
}
