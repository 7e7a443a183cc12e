using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Classes and their methods.</content>
public sealed partial class Translator
{
    // Classes that lines of the translator name.
    private static readonly HashSet<string> s_taken = ["Shape", "Tensor", "K", "kt", "Path", "File", "Directory", "Environment", "Math",
        "Console", "DateTime", "TimeSpan", "Enumerable", "Thread", "List", "Dictionary", "OrderedDictionary", "PythonSet", "Exception",
        "Func", "Action", "GC", "Convert", "Comparer", "IEnumerable", "NDArray", "ValueTuple", "Array", "FileInfo"];

    // Methods that Python asks before it makes an object, or finds or fills a field.
    private static readonly HashSet<string> s_unheard = ["__new__", "__getattribute__", "__getattr__", "__setattr__", "__delattr__",
        "__init_subclass__", "__class_getitem__", "__set_name__"];

    private void WriteClass(ClassStmt c)
    {
        c = ExpandDataclass(c);
        foreach (string place in LeaveDecorators(c.Decorators, $"`{c.Name}`")) { _out.WriteLine($"not_ported({place});"); }
        if (!_classes.TryGetValue(c, out ClassInfo? info))
        {
            _classes[c] = info = new ClassInfo(c.Name,
                c) { CsName = s_taken.Contains(c.Name) ? "My" + c.Name : Naming.Escape(c.Name) };
        }
        string[] members = [.. c.Body.OfType<FunctionStmt>().Select(f => f.Name), .. info.Fields.Keys];
        if (members.Contains(info.CsName)) { info.CsName = "My" + c.Name; }
        if (c.Body.OfType<FunctionStmt>().FirstOrDefault(m => m.Decorators.Count == 0 && info.Fields.ContainsKey(m.Name)) is { } hidden)
        {
            throw No("field and method of one name", $"`{hidden.Name}` is a method of `{c.Name}` and a field of its objects");
        }
        for (int n = 2; _classes.Values.Any(o => o != info && o.CsName == info.CsName); n++) { info.CsName = c.Name + n; }
        Loosen(info);
        Untranslated? strange = null;
        if (c.Body.OfType<FunctionStmt>().FirstOrDefault(m => s_unheard.Contains(m.Name)) is { } unheard)
        {
            throw No("class with " + unheard.Name, $"nothing in C# asks a class's `{unheard.Name}`");
        }
        (info.Parent, info.Base) = (null, null);
        foreach (Argument b in c.Bases)
        {
            if (b.Value is NameExpr { Id: "object" } or NameExpr { Id: "ABC" } or AttributeExpr { Name: "ABC" }
                || b.Name == "metaclass" && b.Value is NameExpr { Id: "ABCMeta" } or AttributeExpr { Name: "ABCMeta" }) { continue; }
            if (b.Name is not null || info.Parent is not null || info.Base is not null)
            {
                strange = No("base class", b.Name is null
                    ? $"`{c.Name}` has several bases, of which C# takes one"
                    : $"`{b.Name}` of a class");
                if (!IsOpen) { throw strange; }
                continue;
            }
            // A program's own exceptions.
            if (b.Value is NameExpr { Id: var thrown } && _scope.Find(thrown) is null
                && Errors.FindBase(thrown) is { IsSealed: false } exception && thrown != "KeyboardInterrupt")
            {
                info.Base = exception;
                continue;
            }
            Ex basis;
            try { basis = FollowPath(b.Value); }
            catch (Untranslated u) when (IsOpen) { strange = u; continue; }
            if (basis.Type is ClassType { Class: var parent } && parent != info) { info.Parent = parent; }
            else if (basis.Type is ModuleType m && FindBase(m.Path) is { } clr)
            {
                info.Base = clr;
                if (clr.Name == c.Name) { info.CsName = "My" + c.Name; }
            }
            else if (IsOpen) { strange = No("base class", $"no class of ours stands for the base of `{c.Name}`"); }
            else { throw No("base class", $"no class of ours stands for the base of `{c.Name}`"); }
        }
        Bind(c.Name, new ClassType(info, false));
        foreach (FunctionStmt f in c.Body.OfType<FunctionStmt>())
        {
            if (FindSetter(f) is { } set && info.Methods.ContainsKey(set)) { info.Setters[set] = GetInfo(f, info); continue; }
            info.Methods[f.Name] = GetInfo(f, info);
        }
        Output before = _out;
        int commentAt = _commentAt;
        _out = new Output { Source = c.Line };
        _classDepth++;
        try
        {
            string basis = info.Parent?.CsName ?? (info.Base is null ? "" : ClrNames.Write(info.Base));
            string? missing = strange is null ? null : LeaveLines(c.Line, Math.Max(c.Line, c.Body[0].Line - 1), strange);
            string order = HasOwnOrder(info) ? $"IComparable<{info.CsName}>" : "";
            _out.WriteLine($"class {info.CsName}{(basis.Length + order.Length > 0 ? " : " : "")}"
                + string.Join(", ", new[] { basis, order }.Where(t => t.Length > 0)));
            _out.Open();
            foreach (var (field, type) in info.Fields.Where(x => x.Key.Length > 0 && !info.Given.Contains(x.Key)))
            {
                string own = WriteFieldType(info, field), value = type.IsPlainNumber || own.EndsWith('?') ? "" : " = default!";
                _out.WriteLine($"public {own} {Naming.Escape(field)}{value};");
            }
            PassOn(info);
            int unsaid = 0;
            if (missing is not null) { _out.WriteLine($"readonly dynamic not_ported{++unsaid} = not_ported({missing});"); }
            foreach (Stmt s in c.Body)
            {
                WriteComments(s.Line);
                switch (s)
                {
                    // A setter stands with its property.
                    case FunctionStmt f when FindSetter(f) is not null && info.Setters.ContainsKey(f.Name): break;
                    case FunctionStmt f: _out.WriteLine(""); TryMethod(info, info.Methods[f.Name]); break;
                    case ExprStmt { Value: StringExpr doc }:
                        foreach (string line in doc.Value.Trim().Split('\n')) { _out.WriteLine("// " + line.Trim()); }
                        break;
                    case WordStmt: break;
                    case AnnAssignStmt { Value: null }: break;
                    default:
                        try { WriteClassLine(info, s); }
                        catch (Untranslated u) when (IsOpen)
                        {
                            _out.WriteLine($"readonly dynamic not_ported{++unsaid} = not_ported({LeaveLines(s, u)});");
                        }
                        break;
                }
            }
            WriteComparisons(info);
            _out.Close();
            _classCode.Add(_out.ToString());
        }
        catch { _commentAt = commentAt; throw; }
        finally { (_out, _classDepth) = (before, _classDepth - 1); }
    }

    // A value that is in a class: of the class where it is asked of the class, of each object where a method gives it another.
    private void WriteClassLine(ClassInfo info, Stmt s)
    {
        Refuse(s.Line);
        var (target, value) = s switch
        {
            AssignStmt { Targets: [NameExpr n], Value: var v } => (n.Id, v),
            AnnAssignStmt { Target: NameExpr n, Value: { } v } => (n.Id, v),
            _ => throw No("class body", "a class with statements of its own"),
        };
        (Ex x, bool isUnsure) = Watch(() => TranslateInClass(info, value));
        if (x.Type == PyType.None || x.Type is ModuleType or FuncType or ClassType { IsObject: false } || isUnsure)
        {
            throw No("class body", "a value of a class that is not known");
        }
        bool isOwn = IsGivenToObjects(info, target) || info.Parent?.IsOwned(target) == true;
        if (isOwn) { info.Owned.Add(target); } else { info.Owned.Remove(target); }
        info.Fields[target] = Learn(info.Fields.GetValueOrDefault(target, PyType.Never), x.Type);
        if ((x.Code == "null" || x.MayBeNull) && info.Nulls.Add(target)) { _hasChanged = true; }
        info.Given.Add(target);
        // Python asks the object's own class first: what a class below gives again is found by the methods of those above too.
        string again = Gives(info.Parent, target) ? "override "
            : _classes.Values.Any(k => Gives(k, target) && k != info && IsBelow(k, info)) ? "virtual " : "";
        if (!isOwn && again.Length == 0) { info.Statics.Add(target); } else { info.Statics.Remove(target); }
        bool isShared = (isOwn || again.Length > 0) && (IsOneForAll(info, target, x.Type) || IsAskedOfClass(info, target));
        if (isShared) { info.Shared.Add(target); } else { info.Shared.Remove(target); }
        if (again == "override " && info.Parent!.FindField(target) is { } above)
        {
            info.Fields[target] = Learn(info.Fields[target], above);
        }
        if (isShared) { WriteShared(info, target, FitNull(x, info.Fields[target]), again, TakeTrailingComment(s)); return; }
        _out.WriteLine($"public {(isOwn || again.Length > 0 ? again : "static ")}{WriteFieldType(info, target)} {Naming.Escape(target)} "
            + $"{(again.Length > 0 ? "{ get; set; } " : "")}= {FitNull(x, info.Fields[target])};{TakeTrailingComment(s)}");
    }

    private Ex FollowPath(Expr e)
    {
        if (e is AttributeExpr a && FollowPath(a.Object) is { Type: ModuleType m })
        {
            return new Ex(a.Name, new ModuleType(Api.MapPath(m.Path + "." + a.Name)));
        }
        return Translate(e);
    }

    private static Type? FindBase(string path)
    {
        if (s_classes.TryGetValue(path, out var found)) { return found.Type; }
        int dot = path.LastIndexOf('.');
        if (Api.FindModule(path[..Math.Max(dot, 0)]) is { } facade && path.StartsWith("keras.", StringComparison.Ordinal)
            && Api.FindFunctions(facade, path[(dot + 1)..]).FirstOrDefault()?.ReturnType is { IsClass: true, IsSealed: false } made
            && made.Name == path[(dot + 1)..]
            && made.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(k => (k.IsPublic || k.IsFamily) && k.GetParameters().All(p => p.IsOptional)))
            {
                return made;
            }
        return Api.FindModule(path[..Math.Max(dot, 0)]) is { } module
            && s_classes.FirstOrDefault(k => k.Key[(k.Key.LastIndexOf('.') + 1)..] == path[(dot + 1)..]
                && k.Key.Split('.')[0] == path.Split('.')[0]).Value.Type is { } type ? type : null;
    }

    // Python inherits constructors, C# hands them on.
    private void PassOn(ClassInfo info)
    {
        if (info.FindMethod("__init__") is null && info.ClrBase is { } own && typeof(Exception).IsAssignableFrom(own))
        {
            string text = $"message is null ? \"\" : {(own == typeof(KeyNotFoundException) ? "repr" : "str")}(message)";
            string given = info.Parent is null ? WriteBaseArguments(own, text) : "message";
            _out.WriteLine($"public {info.CsName}(object? message = null) : base({given}) {{ }}");
            return;
        }
        if (info.Methods.ContainsKey("__init__") || info.Parent?.FindMethod("__init__") is not { } init) { return; }
        string head = WriteHeader(init, 1, out var names);
        _out.WriteLine($"public {info.CsName}({head}) : base({string.Join(", ", names.Select(n => Naming.Escape(n.Item1)))}) {{ }}");
    }

    // .NET's exceptions of wrong places ask for the parameter's name first.
    private static string WriteBaseArguments(Type type, string text) =>
        type == typeof(ArgumentOutOfRangeException) ? $"null, {text}" : text;

    // What an exception of the program's own says: what its constructor hands on, or Python's text of what it is given.
    private string WriteErrorBase(Type clr, FunctionInfo f, IReadOnlyList<(string Name, PyType Type)> own, ref IReadOnlyList<Stmt> body)
    {
        Stmt? handing = body.FirstOrDefault(s => s is ExprStmt { Value: CallExpr { Function: AttributeExpr { Name: "__init__" } } });
        Argument[] given = handing is ExprStmt { Value: CallExpr call } ? [.. call.Arguments] : [];
        bool isOfClass = handing is ExprStmt { Value: CallExpr { Function: AttributeExpr { Object: not CallExpr } } };
        if (given.Any(a => a.Name is not null || a.Stars > 0)) { throw No("super().__init__", "values by name for an exception"); }
        Scope before = _scope;
        _scope = new Scope(before, f);
        foreach (var (name, type) in own) { _scope.Names[name] = new Variable(name) { Type = type, IsDeclared = true }; }
        try
        {
            IReadOnlyList<Expr> values = handing is not null ? [.. given.Skip(isOfClass ? 1 : 0).Select(a => a.Value)]
                : [.. own.Select(o => new NameExpr(o.Name))];
            if (handing is not null) { body = [.. body.Where(s => s != handing)]; }
            string kind = clr == typeof(KeyNotFoundException) ? "KeyError" : "Exception";
            return $" : base({WriteBaseArguments(clr, WriteErrorText(kind, values))})";
        }
        finally { _scope = before; }
    }

    // A method that cannot be said does not take its class with it: its head stands, its body throws.
    private void TryMethod(ClassInfo owner, FunctionInfo f)
    {
        var mark = _out.Mark;
        int comments = _commentAt, left = _left.Count, source = _out.Source;
        Scope scope = _scope;
        _out.Source = f.Syntax.Line;
        try
        {
            Loosen(f);
            WriteMethod(owner, f);
        }
        catch (Untranslated u)
        {
            _scope = scope;
            _left.RemoveRange(left, _left.Count - left);
            _out.TakeBack(mark);
            _commentAt = comments;
            string place = LeaveLines(f.Syntax, u);
            IEnumerable<string> parameters = f.Syntax.Parameters.Skip(1).Where(p => p.Stars == 0)
                .Select(p => $"dynamic? {Naming.Escape(p.Name)}{(p.Default is null ? "" : " = null")}");
            string unmade = f.Name == "__init__" && owner.Parent?.FindMethod("__init__") is { } made && made != f
                ? $" : base({string.Join(", ", made.Syntax.Parameters.Skip(1).Where(p => p.Stars == 0 && p.Default is null)
                    .Select(_ => "default!"))})" : "";
            string head = f.Name == "__init__"
                ? $"public {owner.CsName}({string.Join(", ", parameters)}){unmade}"
                : $"public dynamic {f.CsName}({string.Join(", ", parameters)})";
            if (FindOverride(owner, f) is { } over) { head = WriteOverrideHead(over, [.. over.GetParameters().Select(p => p.Name!)]); }
            _out.WriteLine($"{head} => not_ported({place});");
        }
        finally { _out.Source = source; }
    }

    private static string WriteOverrideHead(MethodInfo over, IReadOnlyList<string> names)
    {
        string head = string.Join(", ", over.GetParameters().Select((w, i) =>
            $"{ClrNames.Write(w.ParameterType)}{(w.IsOptional && !w.ParameterType.IsValueType ? "?" : "")} {Naming.Escape(names[i])}"
            + (!w.IsOptional ? "" : w.RawDefaultValue is null or DBNull ? " = null"
                : $" = {w.RawDefaultValue.ToString()!.ToLowerInvariant()}")));
        return $"{(over.IsFamily ? "protected" : "public")} override {ClrNames.Write(over.ReturnType)} {over.Name}({head})";
    }

    // Of call(inputs) there is a form for one tensor and one for several, which a body takes apart.
    private static MethodInfo? FindOverride(ClassInfo owner, FunctionInfo f) =>
        owner.ClrBase?.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(m => m.Name == f.Name && m.IsVirtual && !m.IsFinal)
        .OrderBy(m => m.GetParameters().Any(p => p.ParameterType.IsGenericType
            && p.ParameterType.Name.StartsWith("Dictionary", StringComparison.Ordinal)) && !AsksByName(f))
        .ThenBy(m => m.GetParameters().Any(p => p.ParameterType.IsArray) != TakesApart(f)).ThenBy(m => m.GetParameters().Length)
        .FirstOrDefault();

    private static bool AsksByName(FunctionInfo f) => f.Syntax.Parameters is [_, { Name: var inputs }, ..]
        && f.Syntax.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk)
        .Any(e => e is SubscriptExpr { Object: NameExpr n, Index: StringExpr } && n.Id == inputs);

    private static IEnumerable<Expr> Walk(Expr e) => Blocks.GetChildren(e).SelectMany(Walk).Prepend(e);

    private static bool TakesApart(FunctionInfo f) => f.Name is "call" && f.Syntax.Parameters is [_, { Name: var inputs }, ..]
        && (f.Syntax.Parameters.Skip(2).Any(p => p.Stars == 0 && p.Name is not ("training" or "mask" or "context"))
            || Inside.Walk(f.Syntax.Body).Any(s => s is AssignStmt { Targets: [TupleExpr or ListExpr], Value: NameExpr { Id: var taken } }
                && taken == inputs));

    private void WriteMethod(ClassInfo owner, FunctionInfo f)
    {
        bool isProperty = f.Syntax.Decorators is [NameExpr { Id: "property" }];
        bool isStatic = IsStatic(f.Syntax);
        f.Wrapped = isProperty || isStatic ? [] : LeaveDecorators(f.Syntax.Decorators, $"`{f.Name}`");
        IReadOnlyList<Parameter> parameters = f.Syntax.Parameters;
        if (!isStatic) { MakeMethodDefaults(f); }
        if (f.Name == "__init__")
        {
            string head = WriteHeader(f, 1, out var own);
            IReadOnlyList<Stmt> body = f.Syntax.Body;
            string basis = "";
            Stmt? first = body.FirstOrDefault(s => s is not ExprStmt { Value: StringExpr });
            if (owner is { Parent: null, ClrBase: { } error } && typeof(Exception).IsAssignableFrom(error))
            {
                basis = WriteErrorBase(error, f, own, ref body);
            }
            else if (first is ExprStmt { Value: CallExpr { Function: AttributeExpr { Name: "__init__" } } call })
            {
                body = [.. body.Where(s => s != first)];
                if (owner.Parent?.FindMethod("__init__") is { } init && init != f)
                {
                    Scope before = _scope;
                    _scope = new Scope(before, f);
                    foreach (var (name, type) in own) { _scope.Names[name] = new Variable(name) { Type = type, IsDeclared = true }; }
                    basis = " : base" + TranslateOwnCall("", init, call, call.Function is AttributeExpr { Object: CallExpr } ? 1 : 0).Code;
                    _scope = before;
                }
                else if (owner.ClrBase is { } made && WriteBaseCall(call, made, f, own) is { } given) { basis = given; }
                else if (owner.ClrBase is { } clr) { body = [.. AssignKeywords(call, clr, parameters[0].Name, first.Line), .. body]; }
            }
            // C# makes what the base has, Python where it is asked to.
            if (basis.Length == 0 && owner.Parent?.FindMethod("__init__") is { } unasked && unasked != f)
            {
                throw No("super().__init__", "a constructor that does not begin with its base's");
            }
            _out.WriteLine($"public {owner.CsName}({head}){basis}");
            WriteFunctionBody(f, own, body);
            return;
        }
        if (owner.ClrBase is { } sequence && typeof(Data.Sequence).IsAssignableFrom(sequence) && f.Name is "__len__" or "__getitem__")
        {
            WriteOfSequence(f);
            return;
        }
        MethodInfo? over = FindOverride(owner, f);
        if (over is not null)
        {
            ParameterInfo[] wanted = over.GetParameters();
            Parameter[] given = [.. parameters.Where(p => p.Stars == 0).Skip(1)];
            if (WritesSeveral(f, over, given)) { return; }
            if (given.Length > wanted.Length) { throw No("override", $"`{f.Name}` takes more than Keras gives"); }
            var names = wanted.Select((w, i) => (Name: i < given.Length ? given[i].Name : w.Name!, Type: ClrNames.Read(w.ParameterType)))
                .ToList();
            if (over.ReturnType != typeof(void)) { f.Returns = Learn(f.Returns, ClrNames.Read(over.ReturnType)); }
            _out.WriteLine(WriteOverrideHead(over, [.. names.Select(n => n.Name)]));
            for (int i = 0; i < given.Length && i + 1 < f.Types.Count; i++) { f.Types[i + 1] = names[i].Type; }
            WriteFunctionBody(f, names, f.Syntax.Body);
            return;
        }
        if (!isStatic) { Agree(owner, f); }
        if (isProperty)
        {
            WriteHeader(f, 1, out var none);
            _out.WriteLine($"public {WriteModifier(owner, f)}{(f.Returns == PyType.Never ? "dynamic" : f.ReturnCs)} "
                + $"{Naming.Escape(f.Name)}");
            _out.Open();
            _out.WriteLine("get");
            WriteFunctionBody(f, none, f.Syntax.Body);
            if (owner.Setters.TryGetValue(f.Name, out FunctionInfo? setter) && setter.Syntax.Parameters.Count == 2)
            {
                setter.Inner[setter.Syntax.Parameters[1].Name] = "value";
                setter.Beginning.Clear();
                _out.WriteLine("set");
                WriteFunctionBody(setter, [(setter.Syntax.Parameters[1].Name, f.Returns == PyType.Never ? PyType.Unknown : f.Returns)],
                    setter.Syntax.Body);
            }
            _out.Close();
            return;
        }
        string signature = WriteHeader(f, isStatic && !IsOfClass(f.Syntax) ? 0 : 1, out var plain);
        string returns = f.IsGenerator ? $"IEnumerable<{f.Returns.Cs}>" : f.Returns == PyType.Never ? "void" : f.ReturnCs;
        // One text is both; of two, repr finds its own by its name.
        if (f.Name == "__str__" || f.Name == "__repr__" && owner.FindMethod("__str__") is null)
        {
            _out.WriteLine("public override string ToString()");
            f.CsName = "ToString";
        }
        else
        {
            _out.WriteLine($"public {(isStatic ? "static " : WriteModifier(owner, f))}{returns} {f.CsName}({signature})");
        }
        WriteFunctionBody(f, plain, f.Syntax.Body);
    }

    // call(self, target, source, mask=None): all tensors come in one array here.
    private bool WritesSeveral(FunctionInfo f, MethodInfo over, Parameter[] given)
    {
        if (f.Name != "call" || over.GetParameters()
                is not [{ ParameterType: { IsArray: true } many }, { ParameterType.Name: "CallContext" }]
            || given.Count(p => p.Name is not ("training" or "mask")) < 2 || given.Any(p => p.Default is not (null
                or Syntax.Constant { Text: "None" }) && p.Name != "training"))
        {
            return false;
        }
        // Keras gives the mask of the first tensor.
        Parameter[] told = [.. given.Where(p => p.Name is "training" or "mask")];
        given = [.. given.Except(told)];
        string all = given.Any(p => p.Name == "inputs") ? "tensors" : "inputs";
        _out.WriteLine(WriteOverrideHead(over, [all, "context"]));
        PyType one = ClrNames.Read(many.GetElementType()!);
        f.Returns = Learn(f.Returns, ClrNames.Read(over.ReturnType));
        f.Beginning.Clear();
        foreach (Parameter p in told)
        {
            int at = f.Syntax.Parameters.ToList().IndexOf(p);
            f.Types[at] = p.Name == "training" ? PyType.Bool : one;
            f.Beginning.Add(p.Name == "training"
                ? "bool training = context.training;"
                : $"{one.Cs}? mask = context.mask is {{ Length: > 0 }} masks ? masks[0] : null;");
        }
        for (int i = 0; i < given.Length; i++)
        {
            int at = f.Syntax.Parameters.ToList().IndexOf(given[i]);
            if (at < f.Types.Count) { f.Types[at] = one; }
            string name = Naming.Escape(given[i].Name);
            f.Beginning.Add(given[i].Default is null
                ? $"{one.Cs} {name} = {all}[{i}];"
                : $"{one.Cs}? {name} = {all}.Length > {i} ? {all}[{i}] : null;");
        }
        WriteFunctionBody(f, [.. given.Select(p => (p.Name, one)), .. told.Select(p => (p.Name, p.Name == "training" ? PyType.Bool : one))],
            f.Syntax.Body);
        return true;
    }

    // Python's len(data) and data[i] are C#'s Length and this[i]; where the program itself asks for them, they are methods that these call.
    private void WriteOfSequence(FunctionInfo f)
    {
        bool isLength = f.Name == "__len__";
        string index = isLength ? "" : f.Syntax.Parameters.Count == 2 ? f.Syntax.Parameters[1].Name
            : throw No("override", "`__getitem__` takes one index");
        if (!isLength) { f.Types[1] = PyType.Int; }
        string head = isLength ? "public override int Length" : $"public override Batch this[int {Naming.Escape(index)}]";
        (string, PyType)[] names = isLength ? [] : [(index, PyType.Int)];
        if (f.IsCalled)
        {
            if (isLength) { f.Returns = PyType.Int; }
            SettleReturn(f);
            _out.WriteLine(isLength ? $"{head} => __len__();" : $"{head} => __getitem__({Naming.Escape(index)});");
            _out.WriteLine("");
            _out.WriteLine(isLength ? "public int __len__()"
                : $"public {(f.Returns == PyType.Never ? "object" : f.ReturnCs)} __getitem__(int {Naming.Escape(index)})");
            WriteFunctionBody(f, names, f.Syntax.Body);
            return;
        }
        f.Returns = isLength ? PyType.Int : new Clr(typeof(Data.Batch));
        _out.WriteLine(head);
        _out.Open();
        _out.WriteLine("get");
        WriteFunctionBody(f, names, f.Syntax.Body);
        _out.Close();
    }

    // super().__init__(name=name) where Keras's own constructor takes the name here too.
    private string? WriteBaseCall(CallExpr call, Type clr, FunctionInfo f, IReadOnlyList<(string Name, PyType Type)> own)
    {
        Argument[] given = [.. call.Arguments.Where(a => a.Stars == 0 && a.Name is not null)];
        ConstructorInfo? made = clr.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .FirstOrDefault(k => given.All(a => k.GetParameters().Any(p => p.Name == a.Name))
                && k.GetParameters().All(p => p.IsOptional || given.Any(a => a.Name == p.Name)));
        if (given.Length == 0 || made is null) { return null; }
        Scope before = _scope;
        _scope = new Scope(before, f);
        foreach (var (name, type) in own) { _scope.Names[name] = new Variable(name) { Type = type, IsDeclared = true }; }
        try
        {
            return $" : base({string.Join(", ", given.Select(a => $"{Naming.Escape(a.Name!)}: "
                + Cast(Translate(a.Value), ClrNames.Read(made.GetParameters().First(p => p.Name == a.Name).ParameterType))))})";
        }
        finally { _scope = before; }
    }

    // super().__init__(name=name): what Keras's constructor takes are properties here.
    private static IEnumerable<Stmt> AssignKeywords(CallExpr call, Type clr, string self, int line)
    {
        foreach (Argument a in call.Arguments.Where(a => a.Stars == 0))
        {
            if (a.Name is null && call.Function is AttributeExpr { Object: CallExpr })
            {
                throw No("super().__init__", "an argument by place for Keras's own constructor");
            }
            if (a.Name is null) { continue; }
            if (Api.FindMember(clr, a.Name, false) is null)
            {
                throw No("super().__init__", $"Keras's own constructor has no `{a.Name}` here");
            }
            yield return new AssignStmt([new AttributeExpr(new NameExpr(self), a.Name)], a.Value) { Line = line, EndLine = line };
        }
    }
}
