using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Calls.</content>
public sealed partial class Translator
{
    private Ex TranslateCall(CallExpr c)
    {
        if (c.Function is NameExpr { Id: var id } && _scope.Find(id) is null && s_builtins.Contains(id)) { return TranslateBuiltin(id, c); }
        if (c.Function is AttributeExpr { Name: "format", Object: StringExpr text } && c.Arguments.All(a => a.Stars == 0))
        {
            return TranslateFormatCall(text.Value, c);
        }
        if (c.Function is AttributeExpr a && a.Object is not CallExpr { Function: NameExpr { Id: "super" } })
        {
            Ex owner = Translate(a.Object);
            if (owner.Type is not ModuleType) { return TranslateMethodCall(owner, a.Name, c); }
        }
        else if (c.Function is AttributeExpr { Object: CallExpr { Function: NameExpr { Id: "super" } } } s)
        {
            return TranslateSuperCall(s.Name, c);
        }
        Ex function = Translate(c.Function);
        return function.Type switch
        {
            ModuleType m => TranslatePathCall(function, m.Path, c),
            FuncType f => TranslateOwnCall(function.Code, f.Function, c, 0),
            ClassType { IsObject: false } k => TranslateConstruction(k.Class, c),
            ClassType { IsObject: true, Class: var k } when k.FindMethod("__call__") is { } call =>
                TranslateOwnCall($"{function.Code}.__call__", call, c, 1),
            ClassType { IsObject: true, Class: { ClrBase: { } clr } layer } => Apply(function, clr, OrderTensors(layer, c)),
            // np.float32 is a type, which makes a number of its kind when it is called.
            Clr { Type: var kind } when typeof(Type).IsAssignableFrom(kind) && FindPath(c.Function) is { } kindPath
                && kindPath.StartsWith("np.", StringComparison.Ordinal) => TranslateNumPyCall(kindPath[3..], c)
                    ?? throw No("call of " + kindPath, $"`{kindPath}` with these arguments"),
            Clr k => Apply(function, k.Type, c),
            PartialType begun => TranslatePartialCall(begun, c),
            LambdaType => CallValue(function, c),
            _ when IsOpen && function.Type.IsUnknown => TranslateOpenCall(function, c),
            _ => throw No("unknown type", $"what `{DescribeSource(c.Function)}` is, is not known"),
        };
    }

    // An array, a tensor or a cell of a frame where Python's own functions take a number.
    private static bool IsNumberOfObject(Ex x) => IsArray(x.Type) || IsTensor(x.Type) || x.Type is Clr { Type.Name: "Scalar" };

    private Ex TranslatePathCall(Ex function, string path, CallExpr c)
    {
        int dot = path.LastIndexOf('.');
        string modulePath = path[..dot], name = path[(dot + 1)..];
        if (modulePath == "np" && TranslateNumPyCall(name, c) is { } special) { return special; }
        // A progress bar's loop is the loop.
        if (path is "tqdm.tqdm" or "tqdm.notebook.tqdm" or "tqdm.auto.tqdm" or "tqdm.tqdm_notebook"
            && c.Arguments is [{ Name: null, Stars: 0 } shown, ..])
        {
            return TranslateSequence(shown.Value);
        }
        if (path is "tqdm.trange" or "tqdm.notebook.trange")
        {
            return TranslateBuiltin("range", c with { Arguments = [.. c.Arguments.Where(a => a.Name is null)] });
        }
        if (TranslateLibraryCall(path, c) is { } library) { return library; }
        if (path == "copy.deepcopy" && c.Arguments is [{ Name: null, Stars: 0, Value: var twin }]
            && Translate(twin) is { Type: ListOf or DictOf or SetOf or TupleOf or Simple { IsUnknown: true } } deep)
        {
            string twins = $"deepcopy({WritePlain(deep)})";
            return deep.Type.IsUnknown ? MakeDynamic($"(dynamic){twins}", 1) : new Ex(twins, deep.Type);
        }
        if (path == "functools.reduce") { return TranslateBuiltin("reduce", c); }
        if (path is "codecs.open" or "io.open") { return TranslateBuiltin("open", c); }
        if (path == "textwrap.dedent" && c.Arguments is [{ Name: null, Stars: 0, Value: StringExpr indented }])
        {
            return new Ex(Text.Quote(Text.Dedent(indented.Value)), PyType.Str);
        }
        if (path is "copy.copy" or "copy.deepcopy" && c.Arguments is [{ Name: null, Stars: 0 } copied])
        {
            Ex original = Translate(copied.Value);
            bool isFlat = original.Type is ListOf { Item: Simple { IsUnknown: false } or TupleOf };
            if (IsArray(original.Type) || isFlat || name == "copy" && original.Type is ListOf)
            {
                return new Ex($"{original.Wrap(0)}.copy()", original.Type);
            }
        }
        if (s_collections.Contains(path)) { return TranslateCollection(name, c); }
        if (path == "argparse.ArgumentParser") { c = c with { Arguments = [.. c.Arguments.Where(a =>
            a.Name is not ("formatter_class" or "usage"))] }; }
        // Which parser reads is not a matter of what is read.
        if (path == "pd.read_csv")
        {
            c = c with { Arguments = [.. c.Arguments.Where(a => a is not { Name: "engine", Value: StringExpr { Value: "python" or "c" } })
                .Select(a => a.Name == "delimiter" ? a with { Name = "sep" } : a)] };
        }
        if (modulePath == "python.random" && Api.FindMethods(typeof(PythonRandom), name) is { Count: > 0 } drawn)
        {
            // Of a text a letter is drawn.
            if (c.Arguments is [{ Name: null, Stars: 0, Value: var letters }, ..] && name is "choice" or "choices" or "sample"
                && Translate(letters).Type == PyType.Str)
            {
                Argument split = new(null, new CallExpr(new NameExpr("list"), [new Argument(null, letters, 0)]), 0);
                if (_scope.Find("list") is null) { c = c with { Arguments = [split, .. c.Arguments.Skip(1)] }; }
            }
            Ex chosen = TranslateApiCall($"python.random.{name}", drawn, c);
            // What is drawn of a list is of the list's kind.
            PyType of = name is "choice" or "choices" or "sample" && c.Arguments is [{ Name: null, Stars: 0, Value: var from }, ..]
                && Translate(from).Type is ListOf { Item: { IsUnknown: false } item } ? item : PyType.Unknown;
            return of.IsUnknown ? chosen : chosen with { Type = name == "choice" ? of : new ListOf(of) };
        }
        // What a Lambda of several tensors gives is seen when it is called; a function of their shapes has no place here.
        if (path == "keras.layers.Lambda" && c.Arguments.FirstOrDefault(a => a.Name == "output_shape") is { Value: NameExpr told } shapes
            && Translate(told).Type is FuncType { Function: var shaped } && TakesList(shaped))
        {
            c = c with { Arguments = [.. c.Arguments.Where(a => a != shapes)] };
        }
        // Keras 1's initializers were functions of a shape.
        if (modulePath == "keras.initializers" && Keras1.FindInitializer(name, c) is { } initializer)
        {
            string options = string.Join(", ", initializer.Arguments.Select(a => $"{a.Name}: {Translate(a.Value).Code}"));
            return new Ex($"keras.initializers.{initializer.Class}({options}).Call({WriteArgument(initializer.Shape, typeof(Core.Shape))})",
                new Clr(typeof(TorchSharp.torch.Tensor)));
        }
        // Of several groups findall gives tuples.
        if (path == "re.findall" && c.Arguments is [{ Name: null, Value: StringExpr { Value: var pattern } }, ..]
            && CountGroups(pattern) > 1)
        {
            Ex found = TranslateApiCall("re.findall_groups", Api.FindFunctions(typeof(Notebook.re), "findall_groups"), c);
            return found;
        }
        if (Functions.Find(path) is { } rows)
        {
            bool isMath = path.StartsWith("math.", StringComparison.Ordinal);
            string[] arguments = [.. c.Arguments.Select(a => Translate(a.Value).Known)
                .Select(x => isMath && (IsNumberOfObject(x) || x.Type == PyType.Number) ? $"(double){x.Wrap(1)}"
                    : x.Type is Clr { Type.Name: "Scalar" } ? $"(string){x.Wrap(1)}" : x.Code)];
            if (path == "os.listdir" && c.Arguments.Count == 1 && Translate(c.Arguments[0].Value).Type.IsUnknown)
            {
                arguments[0] = $"(string){Translate(c.Arguments[0].Value).Wrap(1)}";
            }
            Functions.Row row = rows.FirstOrDefault(r => r.Count == arguments.Length)
                ?? throw No("call of " + path, $"`{path}` with {arguments.Length} arguments");
            return new Ex(string.Format(System.Globalization.CultureInfo.InvariantCulture, row.Code, [.. arguments]), row.Type,
                row.Code.Contains(" / ", StringComparison.Ordinal) ? 2 : row.Code.StartsWith("(int)", StringComparison.Ordinal) ? 1 : 0);
        }
        if (Api.FindModule(modulePath) is not { } module || Api.FindFunctions(module, name) is not { Count: > 0 } functions)
        {
            throw No((Api.IsKnownRoot(path) ? "missing " : "module ") + (Api.IsKnownRoot(path) ? path : path.Split('.')[0]),
                $"there is no `{path}` in C#");
        }
        // TensorFlow 2 takes these of earlier TensorBoards and does nothing with them.
        if (path == "keras.callbacks.TensorBoard")
        {
            c = c with { Arguments = [.. c.Arguments.Where(a => a.Name is not ("write_grads" or "batch_size" or "embeddings_layer_names"
                or "embeddings_data") || functions.Any(f => Takes(f, a.Name)))] };
        }
        c = WithOwnMetrics(path, c);
        c = Keras1.Renew(path, c, argument => functions.Any(f => Api.GetParameters(f).Any(p => p.Name == argument)));
        return TranslateApiCall(function.Code, functions, c);
    }

    /// <summary>
    /// A call of a method of our assemblies: the overload that takes these arguments gives types to what is written in place.
    /// </summary>
    private Ex TranslateApiCall(string code, IReadOnlyList<MethodInfo> overloads, CallExpr c)
    {
        c = Spread(c, int.MaxValue);
        // A list whose length is not known goes where any number of arguments may stand.
        if (c.Arguments is [.., { Stars: 1 }] && c.Arguments.Count(a => a.Stars > 0) == 1)
        {
            overloads = [.. overloads.Where(m => Api.GetParameters(m) is { Length: > 0 } all && all.Length == c.Arguments.Count
                && IsParams(all[^1]))];
            if (overloads.Count == 0) { throw No("star call", "`*` in a call"); }
        }
        else if (c.Arguments.Any(a => a.Stars == 1)) { throw No("star call", "`*` in a call"); }
        Argument[] given = [.. c.Arguments.Where(a => !IsEmptyKeywords(a)).Select(a => RenameArgument(a, overloads))
            .Where(a => !SaysNothing(a, overloads) && !IsIdle(a, code, overloads))];
        Untranslated? why = null;
        foreach (MethodInfo method in overloads.Where(m => Fits(m, given)).OrderBy(m => MeasureMisfit(m, given))
            .ThenBy(m => m.GetParameters().Length).DefaultIfEmpty(null!))
        {
            if (method is null)
            {
                string? unknown = given.FirstOrDefault(a => a.Name is not null
                    && !overloads.Any(m => Api.GetParameters(m).Any(p => p.Name == RenewKeyword(a.Name))))?.Name;
                throw No("argument of " + code, unknown is null
                    ? $"`{code}` takes other arguments"
                    : $"`{code}` has no argument `{unknown}`");
            }
            try { return WriteCall(code, method, given); }
            catch (Untranslated u) { why = u; }
        }
        throw why!;
    }

    private Ex WriteCall(string code, MethodInfo method, Argument[] given)
    {
        ParameterInfo[] parameters = Api.GetParameters(method);
        var texts = new List<string>();
        for (int i = 0; i < given.Length; i++)
        {
            Argument a = given[i];
            ParameterInfo? p = a.Name is null ? FindPositional(parameters, i) : parameters.First(q => q.Name == RenewKeyword(a.Name));
            Type? wanted = p?.ParameterType;
            if (p is not null && a.Name is null && i >= parameters.Length - 1 && IsParams(parameters[^1])
                && !(i == parameters.Length - 1 && given.Length == parameters.Length
                    && (a.Value is ListExpr or TupleExpr || Translate(a.Value).Type is ListOf or IterOf or Clr { Type.IsArray: true })))
            {
                wanted = wanted!.GetElementType();
            }
            if (a.Stars == 1)
            {
                texts.Add(WriteStarredList(a.Value, wanted!));
                continue;
            }
            string value = IsShown(method, wanted, a.Value) ? $"str({WritePlain(Translate(a.Value))})" : WriteArgument(a.Value, wanted);
            texts.Add(a.Name is null ? value : $"{Naming.Escape(RenewKeyword(a.Name))}: {value}");
        }
        Type result = method.ReturnType;
        if (method.IsGenericMethodDefinition)
        {
            return new Ex($"{code}({string.Join(", ", texts)})", result.IsGenericParameter
                || result.ContainsGenericParameters ? PyType.Unknown : ClrNames.Read(result));
        }
        // What may be anything is looked at when it is reached.
        if (result == typeof(object) && IsOpen) { return MakeDynamic($"(dynamic){code}({string.Join(", ", texts)})", 1); }
        return Ex.Of($"{code}({string.Join(", ", texts)})", result);
    }

    /// <summary>
    /// f(*pair) with what is in the pair in its place: a tuple's items are known, and of a list a function with so many places takes as
    /// many.
    /// </summary>
    private CallExpr Spread(CallExpr c, int places)
    {
        if (!c.Arguments.Any(a => a.Stars == 1 || a is { Stars: 2, Value: DictExpr })) { return c; }
        var given = new List<Argument>();
        foreach (Argument a in c.Arguments)
        {
            if (a is { Stars: 2, Value: DictExpr { Entries: var entries } } && entries.All(e => e.Key is StringExpr))
            {
                given.AddRange(entries.Select(e => new Argument(((StringExpr)e.Key!).Value, e.Value, 0)));
                continue;
            }
            if (a is { Stars: 1, Value: TupleExpr or ListExpr })
            {
                given.AddRange(GetItems(a.Value).Select(i => new Argument(null, i, 0)));
                continue;
            }
            if (a.Stars != 1 || a.Value is not (NameExpr or AttributeExpr)) { given.Add(a); continue; }
            int? count = Translate(a.Value).Type switch
            {
                TupleOf t => t.Items.Count,
                ListOf when places < int.MaxValue && a == c.Arguments[^1] && given.Count < places => places - given.Count,
                _ => null,
            };
            if (count is not { } known) { given.Add(a); continue; }
            for (int i = 0; i < known; i++)
            {
                given.Add(new Argument(null, new SubscriptExpr(a.Value, new NumberExpr(i.ToString(), NumberKind.Int)), 0));
            }
        }
        return c with { Arguments = given };
    }

    // Matplotlib's short names of arguments.
    private static readonly Dictionary<string, string> s_shortNames = new()
    {
        ["size"] = "fontsize", ["lw"] = "linewidth", ["ls"] = "linestyle", ["c"] = "color", ["ms"] = "markersize",
        ["ha"] = "horizontalalignment",
        ["va"] = "verticalalignment", ["fc"] = "facecolor", ["ec"] = "edgecolor",
    };

    private static Argument RenameArgument(Argument a, IReadOnlyList<MethodInfo> overloads) =>
        a.Name is { } name && s_shortNames.TryGetValue(name, out string? full) && overloads.Any(m => Takes(m, full))
        && !overloads.Any(m => Takes(m, name)) ? a with { Name = full } : a;

    // metadata=None: an argument that no function of ours has, at the value that stands for its absence.
    private static bool SaysNothing(Argument a, IReadOnlyList<MethodInfo> overloads) => a is { Name: { } name, Stars: 0,
        Value: Syntax.Constant { Text: "None" } } && !overloads.Any(m => Takes(m, RenewKeyword(name)));

    // How fast it goes, or what an operation is called in a graph: of what is computed they say nothing.
    private static bool IsIdle(Argument a, string code, IReadOnlyList<MethodInfo> overloads) => !overloads.Any(m => Takes(m, a.Name ?? ""))
        && (a.Name == "jit_compile" || a is { Name: "name", Value: StringExpr } && code.StartsWith("tf.", StringComparison.Ordinal));

    private static bool Takes(MethodInfo method, string argument) => Api.GetParameters(method).Any(p => p.Name == argument);

    // What a plot shows in words may be any value: plt.title(y[0]).
    private bool IsShown(MethodInfo method, Type? wanted, Expr value) => wanted == typeof(string)
        && method.DeclaringType is { } owner && (owner == typeof(Notebook.plt) || owner.Name is "Axes" or "Figure")
        && method.Name is "title" or "set_title" or "xlabel" or "ylabel" or "set_xlabel" or "set_ylabel" or "text" or "suptitle"
            or "annotate"
        && value is not Syntax.Constant && Translate(value) is { } x && x.Type != PyType.Str && x.Code != "null";

    // What a star hands on to a place for any number of arguments.
    private string WriteStarredList(Expr value, Type wanted)
    {
        Ex many = TranslateSequence(value);
        Type element = wanted.IsArray ? wanted.GetElementType()! : wanted;
        return ClrNames.Read(element) == FindElement(many.Type)
            ? $"[.. {many.Code}]"
            : $"[.. {many.Wrap(0)}.Select(x => ({ClrNames.Write(element)})x)]";
    }

    private static bool IsParams(ParameterInfo p) => p.IsDefined(typeof(ParamArrayAttribute), false);

    private static ParameterInfo? FindPositional(ParameterInfo[] parameters, int i) =>
        i < parameters.Length ? parameters[i] : parameters.Length > 0 && IsParams(parameters[^1]) ? parameters[^1] : null;

    // Keras 1's name of a method's argument.
    private static string RenewKeyword(string name) => name == "nb_epoch" ? "epochs" : name;

    private bool IsEmptyKeywords(Argument a) => a.Stars == 2
        && (a.Value is NameExpr n && _scope.Find(n.Id) is { Type: ClassType or Simple } v && v.CsName == "kwargs"
            || a.Stars == 2 && a.Value is NameExpr m && _scope.Find(m.Id) is null && _dropped.Contains(m.Id) ? true
            : throw No("star call", "`**` in a call"));

    private readonly HashSet<string> _dropped = [];

    /// <summary>A call of one of the program's own functions; <paramref name="skip"/> is 1 for methods, whose self is not given.</summary>
    private Ex TranslateOwnCall(string code, FunctionInfo f, CallExpr c, int skip)
    {
        IReadOnlyList<Parameter> parameters = f.Syntax.Parameters;
        List<string> texts = [], items = [], keywords = [];
        string? allItems = null, allKeywords = null;
        f.IsCalled = true;
        CallExpr asked = c;
        int places = parameters.Skip(skip).TakeWhile(p => p.Stars == 0).Count();
        c = Spread(c, parameters.Any(p => p.Default is not null) ? int.MaxValue : places);
        for (int i = 0; i < c.Arguments.Count; i++)
        {
            Argument a = c.Arguments[i];
            if (a.Stars == 1 && i >= places && f.GathersItems && items.Count == 0)
            {
                allItems = Translate(a.Value) is { Type: ListOf { Item: var of } } whole && of == PyType.Unknown
                    ? whole.Code
                    : $"[.. {TranslateSequence(a.Value).Code}]";
                continue;
            }
            if (a.Stars == 2 && f.GathersKeywords && Translate(a.Value) is { Type: DictOf { Value: var held } } handed
                && held == PyType.Unknown)
            {
                allKeywords = handed.Code;
                continue;
            }
            if (a.Stars == 2 && IsEmptyKeywords(a)) { continue; }
            if (a.Stars > 0) { throw No("star call", $"`{new string('*', a.Stars)}` in a call"); }
            int at = a.Name is null ? i + skip : parameters.ToList().FindIndex(p => p.Name == a.Name && p.Stars == 0);
            // What follows *args is given by name alone.
            if (at < 0 || at >= parameters.Count || parameters[at].Stars > 0
                || a.Name is null && parameters.Take(at).Any(p => p.Stars == 1))
            {
                if (parameters.Count > 0 && parameters.Any(p => p.Stars == 1) && a.Name is null)
                {
                    if (!f.TakesMore) { (f.TakesMore, _hasChanged) = (true, true); }
                    items.Add(WritePlain(Translate(a.Value)));
                    continue;
                }
                else if (a.Name is not null && parameters.Any(p => p.Stars == 2))
                {
                    if (f.Keywords.Add(a.Name)) { _hasChanged = true; }
                    if (f.GathersKeywords)
                    {
                        keywords.Add($"[{Text.Quote(a.Name)}] = {Translate(a.Value).Code}");
                        continue;
                    }
                    var member = f.Owner?.ClrBase is { } clr ? FindKeywordProperty(clr, a.Name) : null;
                    texts.Add($"{Naming.Escape(a.Name)}: "
                        + (member is null ? Translate(a.Value).Code : WriteArgument(a.Value, member.PropertyType)));
                    continue;
                }
                else
                {
                    f.Keywords.Add(a.Name ?? "");
                    throw No("argument of a function", a.Name is null
                        ? $"`{f.Name}` takes fewer arguments"
                        : $"`{f.Name}` has no argument `{a.Name}`");
                }
            }
            if (a.Value is StringExpr { Value: var metric } && RenameMetric(metric) is var now && now != metric
                && AsksHistory(f, parameters[at].Name))
            {
                a = a with { Value = new StringExpr(now, false) };
            }
            Ex x = f.Types[at] is LambdaType wanted && a.Value is LambdaExpr own
                ? TranslateLambda(own, null, wanted.Parameters)
                : Translate(a.Value).Kept;
            if (x.Type is IterOf && IsPassing(a.Value) && Again.IsMet(f.Syntax.Body, parameters[at].Name))
            {
                x = x with { Code = $"once({x.Code})", Level = 0 };
            }
            // A value that nothing is known of is held to what other calls tell.
            bool isHeld = x.Type.IsUnknown && x.Code != "null" && !f.Types[at].IsUnknown;
            bool isText = f.Types[at] is ListOf or Simple { Name: "string" } || x.Type is ListOf or Simple { Name: "string" };
            if (!isHeld) { f.Types[at] = Learn(f.Types[at], x.Type); }
            if (isText && f.Types[at] == PyType.Unknown && f.Texts.Add(at)) { _hasChanged = true; }
            if ((x.MayBeNull || x.Code == "null") && f.Nulls.Add(at)) { _hasChanged = true; }
            // What the function fills an empty list or dictionary with is what it holds afterwards.
            if (a.Value is NameExpr or AttributeExpr && x.Type != f.Types[at] && f.Types[at] is ListOf or DictOf or SetOf
                && PyType.Join(x.Type, f.Types[at]) == f.Types[at])
            {
                LearnPlace(a.Value, f.Types[at]);
            }
            if (x.MayBeNull && f.Types[at] == x.Type)
            {
                texts.Add(a.Name is null ? x.Code : $"{Naming.Escape(a.Name)}: {x.Code}");
                continue;
            }
            // A function in a place of any type must be told its own.
            string text = isHeld ? $"({f.Types[at].Cs}){x.Wrap(1)}"
                : IsOpen && f.Types[at].IsUnknown && x.Type is FuncType ? WriteOpenArgument(a.Value) : Fit(x, f.Types[at]);
            texts.Add(a.Name is null ? text : $"{Naming.Escape(a.Name)}: {text}");
        }
        if (items.Count > 0 && allItems is not null || keywords.Count > 0 && allKeywords is not null)
        {
            throw No("star call", "items of its own and of a `*` in one call");
        }
        if (items.Count > 0) { allItems = $"[{string.Join(", ", items)}]"; }
        if (keywords.Count > 0) { allKeywords = $"new() {{ {string.Join(", ", keywords)} }}"; }
        if (allItems is not null) { texts.Add($"{Naming.Escape(parameters.First(p => p.Stars == 1).Name)}: {allItems}"); }
        if (allKeywords is not null) { texts.Add($"{Naming.Escape(parameters.First(p => p.Stars == 2).Name)}: {allKeywords}"); }
        SettleReturn(f);
        // A function that gives nothing gives None where a value is asked of it.
        if (f.Returns == PyType.Never && !f.IsGenerator && !ReferenceEquals(_alone, asked) && f.Owner is null && f.Syntax.Body.Count > 0
            && !Inside.Walk(f.Syntax.Body).Any(s => s is ReturnStmt { Value: not null and not Syntax.Constant { Text: "None" } })
            && !Inside.Ends(f.Syntax.Body))
        {
            (f.Returns, f.GivesNull, _hasChanged) = (PyType.Unknown, true, true);
        }
        PyType returns = f.IsGenerator ? new IterOf(f.Returns) : f.Returns == PyType.Never ? PyType.None : f.Returns;
        var call = new Ex($"{code}({string.Join(", ", texts)})", returns) { MayBeNull = !f.IsGenerator && f.GivesNull && returns.IsValue };
        // C# has no type for a method's value where an argument has none.
        return (f.Owner is not null || f.IsMember) && code.Length > 0 && !returns.IsUnknown && returns != PyType.None
            && returns is not IterOf && returns != PyType.Number
            && c.Arguments.Any(a => Translate(a.Value).Type is var given && (IsOpen && given.IsUnknown || given == PyType.Number))
            ? call with { Code = $"({returns.Cs}{(call.MayBeNull ? "?" : "")}){call.Code}", Level = 1 } : call;
    }

    // The property by which a class of Keras's takes a keyword of its constructor: of the same name, or one that says it is its.
    private static PropertyInfo? FindKeywordProperty(Type type, string keyword) =>
        type.GetProperties().FirstOrDefault(p => p.Name == keyword && p.SetMethod is { IsPublic: true })
        ?? type.GetProperties().FirstOrDefault(p => p.SetMethod is { IsPublic: true }
            && p.CustomAttributes.Any(a => a.AttributeType.Name == "KerasKeywordAttribute"
                && a.ConstructorArguments.Any(v => v.Value is string text && text == keyword)));

    private string WriteNamedArgument(Argument a) => (a.Name is null ? "" : Naming.Escape(a.Name) + ": ") + Translate(a.Value).Code;

    private Ex TranslateConstruction(ClassInfo k, CallExpr c)
    {
        FunctionInfo? init = k.FindMethod("__init__");
        Ex call = init is null
            ? new Ex($"({string.Join(", ", c.Arguments.Select(WriteNamedArgument))})", PyType.None)
            : TranslateOwnCall("", init, c, 1);
        return new Ex($"new {k.CsName}{call.Code}", new ClassType(k, true));
    }

    private Ex TranslateSuperCall(string name, CallExpr c)
    {
        ClassInfo owner = _scope.Function?.Owner ?? throw No("super", "super() outside of a class");
        if (owner.Parent?.FindMethod(name) is { } own) { return TranslateOwnCall($"base.{own.CsName}", own, c, 1); }
        if (owner.ClrBase is { } clr && Api.FindMethods(clr, name) is { Count: > 0 } methods)
        {
            return TranslateApiCall($"base.{name}", methods, c);
        }
        throw No("super", $"the base of `{owner.Name}` has no `{name}`");
    }
}
