using System.Reflection;
using KerasDigits.Port.Knowledge;
using KerasDigits.Port.Syntax;
using KerasDigits.Port.Types;

namespace KerasDigits.Port.Translating;

/// <content>Functions and classes.</content>
public sealed partial class Translator
{
    private readonly List<string> _classCode = [];

    // Classes of ours that programs derive from, by their Python path.
    private static readonly Dictionary<string, (Type Type, string Name)> s_classes = new()
    {
        ["keras.layers.Layer"] = (typeof(Layers.Layer), "Layer"), ["keras.Model"] = (typeof(Models.Model), "Model"),
        ["keras.models.Model"] = (typeof(Models.Model), "Model"),
        ["keras.callbacks.Callback"] = (typeof(Callbacks.Callback), "Callback"),
        ["keras.utils.Sequence"] = (typeof(Data.Sequence), "Sequence"), ["keras.losses.Loss"] = (typeof(Losses.Loss), "Loss"),
        ["keras.metrics.Metric"] = (typeof(Metrics.Metric), "Metric"),
        ["keras_tuner.HyperModel"] = (typeof(Tuner.HyperModel), "HyperModel"),
        ["kerastuner.HyperModel"] = (typeof(Tuner.HyperModel), "HyperModel"),
        ["keras_tuner.engine.hypermodel.HyperModel"] = (typeof(Tuner.HyperModel), "HyperModel"),
        ["kerastuner.engine.hypermodel.HyperModel"] = (typeof(Tuner.HyperModel), "HyperModel"),
    };

    private void WriteFunction(FunctionStmt f)
    {
        if (f.IsAsync) { throw No("async", "async code is left out"); }
        foreach (string place in LeaveDecorators(f.Decorators, $"`{f.Name}`")) { _out.Line($"not_ported({place});"); }
        FunctionInfo info = Info(f);
        Scope at = FunctionScope();
        // A second function of the same name is another one.
        if (at.Names.TryGetValue(f.Name, out Variable? same) && same.Type is FuncType other && other.Function != info)
        {
            int n = 2;
            while (_functions.Values.Any(o => o != info && o.CsName == f.Name + n)) { n++; }
            info.CsName = f.Name + n;
        }
        info.IsMember = at.Parent is null && _sharing.Functions.Contains(f.Name);
        Bind(f.Name, new FuncType(info));
        Output before = _out;
        if (info.IsMember) { _out = new Output { Source = f.Line, Depth = 1 }; }
        try { WriteFunction(f, info); if (info.IsMember) { _methodCode.Add(_out.ToString()); } }
        finally { _out = before; }
    }

    private void WriteFunction(FunctionStmt f, FunctionInfo info)
    {
        Loosen(info);
        string head = Header(info, 0, out var names);
        string returns = info.IsGenerator ? $"IEnumerable<{info.Returns.Cs}>" : info.Returns == PyType.Never ? "void" : info.Returns.Cs;
        _out.Line("");
        _out.Line($"{(info.IsMember ? "public static " : "")}{returns} {info.CsName}({head})");
        FunctionBody(info, names, f.Body);
        if (!info.IsMember) { _out.Line(""); }
    }

    // What a decorator of these says, C# has no need of: graphs and the registry of classes.
    private static bool IsSilent(Expr decorator) => (decorator is CallExpr c ? c.Function : decorator) switch
    {
        AttributeExpr { Name: "function" or "register_keras_serializable" or "wraps" } => true,
        NameExpr { Id: "register_keras_serializable" or "wraps" } => true,
        _ => false,
    };

    private readonly Dictionary<(FunctionInfo, string), PyType> _uses = [];

    // A parameter without type stands where our API takes a number or a text.
    private void NoteUse(string name, Type wanted)
    {
        if (_scope.Function is not { } f || !f.Syntax.Parameters.Any(p => p.Name == name && p.Stars == 0)) { return; }
        PyType type = ClrNames.Read(wanted);
        if (type == PyType.Int || type == PyType.Float || type == PyType.Str || type == PyType.Bool) { _uses.TryAdd((f, name), type); }
    }

    private void Guess()
    {
        foreach (FunctionInfo f in _functions.Values)
        {
            for (int i = 0; i < f.Types.Count; i++)
            {
                Parameter p = f.Syntax.Parameters[i];
                if (f.Types[i] != PyType.Never || p.Stars > 0 || f.Owner is not null && i == 0) { continue; }
                PyType said = Guesses.Of(p.Name, f.Syntax.Body, name => _scope.Find(name)?.Type is ModuleType m ? m.Path : null);
                f.Types[i] = said != PyType.Never ? said : _uses.GetValueOrDefault((f, p.Name), PyType.Never);
            }
        }
    }

    // C# takes constants as defaults; another value is made where the function begins, if it is the same at every call.
    private bool IsLasting(Expr e, FunctionInfo f, string parameter) => e switch
    {
        NumberExpr or StringExpr or Syntax.Constant => true,
        NameExpr n => _scope.Find(n.Id)?.Type is not (ModuleType or FuncType or ClassType) && Inside.Stores(_module.Body, n.Id) == 1,
        TupleExpr t => t.Items.All(i => IsLasting(i, f, parameter)),
        ListExpr l => l.Items.All(i => IsLasting(i, f, parameter)) && !Inside.Changes(f.Syntax.Body, parameter),
        DictExpr d => d.Entries.All(i => i.Key is not null && IsLasting(i.Key, f, parameter) && IsLasting(i.Value, f, parameter))
            && !Inside.Changes(f.Syntax.Body, parameter),
        UnaryExpr u => IsLasting(u.Operand, f, parameter),
        BinaryExpr b => IsLasting(b.Left, f, parameter) && IsLasting(b.Right, f, parameter),
        AttributeExpr { Object: NameExpr root } => _scope.Find(root.Id)?.Type is ModuleType && Expression(e).Type is not ModuleType,
        _ => false,
    };

    // A function whose values nothing tells gives something all the same.
    private void SettleReturn(FunctionInfo f)
    {
        if (IsOpen && f.Returns == PyType.Never && !f.IsGenerator && Inside.All(f.Syntax.Body)
            .Any(s => s is ReturnStmt { Value: not null and not Syntax.Constant { Text: "None" } }))
        {
            f.Returns = PyType.Unknown;
        }
    }

    private string Header(FunctionInfo info, int skip, out List<(string, PyType)> names)
    {
        names = [];
        SettleReturn(info);
        info.Beginning.Clear();
        info.Inner.Clear();
        List<string> texts = [], gathered = [];
        for (int i = skip; i < info.Types.Count; i++)
        {
            Parameter p = info.Syntax.Parameters[i];
            if (p.Stars == 2)
            {
                if (info.Name == "__init__" && info.Owner?.ClrBase is { } clr && info.Keywords.All(k => HandedOn(clr, k) is not null))
                {
                    // What a layer's own constructor hands on to Keras's.
                    foreach (string keyword in info.Keywords.Order(StringComparer.Ordinal))
                    {
                        PropertyInfo property = HandedOn(clr, keyword)!;
                        Type member = property.PropertyType;
                        texts.Add($"{ClrNames.Write(member)}"
                            + $"{(member.IsValueType && Nullable.GetUnderlyingType(member) is null || !member.IsValueType ? "?" : "")} "
                            + $"{Naming.Safe(keyword)} = null");
                        info.Beginning.Add($"if ({Naming.Safe(keyword)} is not null) {{ this.{Naming.Safe(property.Name)} = "
                            + $"{Naming.Safe(keyword)}"
                            + $"{(member.IsValueType && Nullable.GetUnderlyingType(member) is null ? ".Value" : "")}; }}");
                    }
                    _dropped.Add(p.Name);
                    continue;
                }
                info.GathersKeywords = info.Keywords.Count > 0 || Stars.IsLookedAt(info.Syntax.Body, p.Name);
                if (!info.GathersKeywords) { _dropped.Add(p.Name); continue; }
                Gather(p.Name, new DictOf(PyType.Str, PyType.Unknown), names);
                continue;
            }
            if (p.Stars == 1)
            {
                info.GathersItems = info.TakesMore || Uses(info.Syntax.Body, p.Name);
                if (info.GathersItems) { Gather(p.Name, new ListOf(PyType.Unknown), names); }
                continue;
            }
            Ex? value = p.Default is null ? null : Expression(p.Default);
            if (value is not null) { info.Types[i] = Learn(info.Types[i], value.Type); }
            PyType type = info.Types[i] == PyType.Never ? p.Annotation is NameExpr a ? a.Id switch
            {
                "int" => PyType.Int,
                "float" => PyType.Float,
                "str" => PyType.Str,
                "bool" => PyType.Bool,
                _ => PyType.Never
            } : PyType.Never : info.Types[i];
            if (value is not null && value.Type == PyType.Int && type == PyType.Float) { value = new Ex(value.Code + ".0", PyType.Float); }
            if (type == PyType.Never && IsOpen) { type = PyType.Unknown; }
            string cs = type == PyType.Never ? "dynamic" : type.Cs + (value?.Code == "null" && type != PyType.Unknown ? "?" : "");
            bool isConstant = value is null || value.Code == "null"
                || p.Default is StringExpr or NumberExpr or Syntax.Constant or UnaryExpr { Operand: NumberExpr } && !type.IsUnknown;
            string code = value is null ? "" : isConstant ? $" = {value.Code}" : " = null";
            if (!isConstant)
            {
                if (!IsLasting(p.Default!, info, p.Name))
                {
                    throw No("default value", $"the default of `{p.Name}` is made once in Python, for all calls");
                }
                string outer = Naming.Safe(p.Name);
                if (type is TupleOf || type.IsNumber || type is Clr { Type.IsValueType: true })
                {
                    info.Inner[p.Name] = p.Name + "2";
                    info.Beginning.Add($"{type.Cs} {p.Name}2 = {outer} ?? {Fit(value!, type)};");
                }
                else { info.Beginning.Add($"{outer} ??= {Fit(value!, type)};"); }
                cs = cs.TrimEnd('?') + "?";
            }
            texts.Add($"{cs} {Naming.Safe(p.Name)}{code}");
            names.Add((p.Name, type));
        }
        return string.Join(", ", texts.Concat(gathered));

        // What stars gather is given by name, and is empty where it is not given.
        void Gather(string name, PyType type, List<(string, PyType)> names)
        {
            gathered.Add($"{type.Cs}? {Naming.Safe(name)} = null");
            info.Beginning.Add($"{Naming.Safe(name)} ??= [];");
            names.Add((name, type));
        }
    }

    private static bool Uses(IReadOnlyList<Stmt> body, string name) => new Blocks(body).Home(name) is { }
        && body.Any(s => UsesName(s, name));

    private static bool UsesName(object node, string name)
    {
        foreach (PropertyInfo p in node.GetType().GetProperties())
        {
            if (p.GetIndexParameters().Length > 0 || p.Name is "EqualityContract") { continue; }
            object? value = p.GetValue(node);
            if (node is NameExpr n && n.Id == name) { return true; }
            if (value is Node inner && UsesName(inner, name)) { return true; }
            if (value is System.Collections.IEnumerable many and not string)
            {
                foreach (object? o in many) { if (o is Node or Argument && UsesName(o, name)) { return true; } }
            }
        }
        return node is NameExpr self && self.Id == name;
    }

    private void FunctionBody(FunctionInfo info, IReadOnlyList<(string Name, PyType Type)> names, IReadOnlyList<Stmt> body)
    {
        (Scope scope, Blocks blocks, Block block, string id) = (_scope, _blocks, _block, _scopeId);
        _scope = new Scope(scope, info);
        foreach (var (name, type) in names)
        {
            _scope.Names[name] = new Variable(name) { CsName = info.Inner.GetValueOrDefault(name) ?? Naming.Safe(name), Type = type,
                IsDeclared = true };
        }
        if (info.Owner is { } owner && info.Syntax.Parameters is [{ Stars: 0 } self, ..]
            && info.Syntax.Decorators is not [NameExpr { Id: "staticmethod" }])
        {
            _scope.Names[self.Name] = new Variable(self.Name) { CsName = "this", Type = new ClassType(owner, true), IsDeclared = true };
        }
        _blocks = new Blocks(body);
        _block = _blocks.Root;
        _scopeId = $"{id}/{(info.Owner is null ? "" : info.Owner.Name + ".")}{info.CsName}";
        try
        {
            _out.Open();
            foreach (string place in info.Wrapped) { _out.Line($"not_ported({place});"); }
            foreach (string line in info.Beginning) { _out.Line(line); }
            Body(body);
            if (!info.IsGenerator && info.Returns != PyType.Never && info.Returns != PyType.None && info.Name != "__init__"
                && (info.IsOpenEnded || !Inside.Ends(body)))
            {
                // Python gives None where a function ends without a return.
                bool isNullable = !info.Returns.IsNumber && info.Returns is not (TupleOf or Clr { Type.IsValueType: true });
                _out.Line(isNullable ? "return null!;" : "return not_ported("
                    + $"{Text.Quote($"{_module.Place(info.Syntax.EndLine)}: `{info.Name}` ends without a value")});");
            }
            _out.Close();
        }
        finally { (_scope, _blocks, _block, _scopeId) = (scope, blocks, block, id); }
    }

    private void WriteClass(ClassStmt c)
    {
        foreach (string place in LeaveDecorators(c.Decorators, $"`{c.Name}`")) { _out.Line($"not_ported({place});"); }
        if (!_classes.TryGetValue(c, out ClassInfo? info))
        {
            _classes[c] = info = new ClassInfo(c.Name,
                c) { CsName = c.Name is "Shape" or "Tensor" or "K" or "kt" ? "My" + c.Name : Naming.Safe(c.Name) };
        }
        for (int n = 2; _classes.Values.Any(o => o != info && o.CsName == info.CsName); n++) { info.CsName = c.Name + n; }
        Loosen(info);
        Untranslated? strange = null;
        foreach (Argument b in c.Bases)
        {
            if (b.Value is NameExpr { Id: "object" }) { continue; }
            Ex basis;
            try { basis = Expression0(b.Value); }
            catch (Untranslated u) when (IsOpen) { strange = u; continue; }
            if (basis.Type is ClassType { Class: var parent } && parent != info) { info.Parent = parent; }
            else if (basis.Type is ModuleType m && Base(m.Path) is { } clr)
            {
                info.Base = clr;
                if (clr.Name == c.Name) { info.CsName = "My" + c.Name; }
            }
            else if (IsOpen) { strange = No("base class", $"no class of ours stands for the base of `{c.Name}`"); }
            else { throw No("base class", $"no class of ours stands for the base of `{c.Name}`"); }
        }
        Bind(c.Name, new ClassType(info, false));
        foreach (FunctionStmt f in c.Body.OfType<FunctionStmt>()) { info.Methods[f.Name] = Info(f, info); }
        Output before = _out;
        int commentAt = _commentAt;
        _out = new Output { Source = c.Line };
        _classDepth++;
        try
        {
            string basis = info.Parent?.CsName ?? (info.Base is null ? "" : ClrNames.Write(info.Base));
            string? missing = strange is null ? null : LeaveLines(c.Line, Math.Max(c.Line, c.Body[0].Line - 1), strange);
            _out.Line($"class {info.CsName}{(basis.Length > 0 ? " : " + basis : "")}");
            _out.Open();
            foreach (var (field, type) in info.Fields.Where(x => x.Key.Length > 0 && !info.Given.Contains(x.Key)))
            {
                _out.Line($"public {Declared(type)} {Naming.Safe(field)}{(type.IsNumber ? "" : " = default!")};");
            }
            PassOn(info);
            int unsaid = 0;
            if (missing is not null) { _out.Line($"readonly dynamic not_ported{++unsaid} = not_ported({missing});"); }
            foreach (Stmt s in c.Body)
            {
                Comments(s.Line);
                switch (s)
                {
                    case FunctionStmt f: _out.Line(""); TryMethod(info, info.Methods[f.Name]); break;
                    case ExprStmt { Value: StringExpr doc }:
                        foreach (string line in doc.Value.Trim().Split('\n')) { _out.Line("// " + line.Trim()); }
                        break;
                    case WordStmt: break;
                    case AnnAssignStmt { Value: null }: break;
                    default:
                        try { WriteClassLine(info, s); }
                        catch (Untranslated u) when (IsOpen)
                        {
                            _out.Line($"readonly dynamic not_ported{++unsaid} = not_ported({LeaveLines(s, u)});");
                        }
                        break;
                }
            }
            _out.Close();
            _classCode.Add(_out.ToString());
        }
        catch { _commentAt = commentAt; throw; }
        finally { (_out, _classDepth) = (before, _classDepth - 1); }
    }

    // A value that stands in a class: of the class where it is asked of the class, of each object where a method gives it another.
    private void WriteClassLine(ClassInfo info, Stmt s)
    {
        Refuse(s.Line);
        var (target, value) = s switch
        {
            AssignStmt { Targets: [NameExpr n], Value: var v } => (n.Id, v),
            AnnAssignStmt { Target: NameExpr n, Value: { } v } => (n.Id, v),
            _ => throw No("class body", "a class with statements of its own"),
        };
        (Ex x, bool isUnsure) = Watched(() => Expression(value));
        if (x.Type == PyType.None || x.Type is ModuleType or FuncType or ClassType { IsObject: false } || isUnsure)
        {
            throw No("class body", "a value of a class that is not known");
        }
        bool isOwn = info.Syntax.Body.OfType<FunctionStmt>().SelectMany(f => Inside.All(f.Body)).Any(b => (b switch
        {
            AssignStmt a => a.Targets,
            AugAssignStmt a => [a.Target],
            _ => [],
        }).Any(t => t is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var given } && given == target));
        info.Fields[target] = Learn(info.Fields.GetValueOrDefault(target, PyType.Never), x.Type);
        info.Given.Add(target);
        if (!isOwn) { info.Statics.Add(target); }
        _out.Line($"public {(isOwn ? "" : "static ")}{Declared(info.Fields[target])} {Naming.Safe(target)} = "
            + $"{Fit(x, info.Fields[target])};{Trailing(s)}");
    }

    private Ex Expression0(Expr e)
    {
        if (e is AttributeExpr a && Expression0(a.Object) is { Type: ModuleType m })
        {
            return new Ex(a.Name, new ModuleType(Api.Canonical(m.Path + "." + a.Name)));
        }
        return Expression(e);
    }

    private static Type? Base(string path)
    {
        if (s_classes.TryGetValue(path, out var found)) { return found.Type; }
        int dot = path.LastIndexOf('.');
        if (Api.Module(path[..Math.Max(dot, 0)]) is { } facade && path.StartsWith("keras.", StringComparison.Ordinal)
            && Api.Functions(facade, path[(dot + 1)..]).FirstOrDefault()?.ReturnType is { IsClass: true, IsSealed: false } made
            && made.Name == path[(dot + 1)..]
            && made.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(k => (k.IsPublic || k.IsFamily) && k.GetParameters().All(p => p.IsOptional)))
            {
                return made;
            }
        return Api.Module(path[..Math.Max(dot, 0)]) is { } module
            && s_classes.FirstOrDefault(k => k.Key[(k.Key.LastIndexOf('.') + 1)..] == path[(dot + 1)..]
                && k.Key.Split('.')[0] == path.Split('.')[0]).Value.Type is { } type ? type : null;
    }

    // Python inherits constructors, C# hands them on.
    private void PassOn(ClassInfo info)
    {
        if (info.Methods.ContainsKey("__init__") || info.Parent?.Method("__init__") is not { } init) { return; }
        string head = Header(init, 1, out var names);
        _out.Line($"public {info.CsName}({head}) : base({string.Join(", ", names.Select(n => Naming.Safe(n.Item1)))}) {{ }}");
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
            _out.Back(mark);
            _commentAt = comments;
            string place = LeaveLines(f.Syntax, u);
            IEnumerable<string> parameters = f.Syntax.Parameters.Skip(1).Where(p => p.Stars == 0)
                .Select(p => $"dynamic? {Naming.Safe(p.Name)}{(p.Default is null ? "" : " = null")}");
            string head = f.Name == "__init__"
                ? $"public {owner.CsName}({string.Join(", ", parameters)})"
                : $"public dynamic {f.CsName}({string.Join(", ", parameters)})";
            if (OverrideOf(owner, f) is { } over) { head = OverrideHead(over, [.. over.GetParameters().Select(p => p.Name!)]); }
            _out.Line($"{head} => not_ported({place});");
        }
        finally { _out.Source = source; }
    }

    private static string OverrideHead(MethodInfo over, IReadOnlyList<string> names)
    {
        string head = string.Join(", ", over.GetParameters().Select((w, i) =>
            $"{ClrNames.Write(w.ParameterType)}{(w.IsOptional && !w.ParameterType.IsValueType ? "?" : "")} {Naming.Safe(names[i])}"
            + (!w.IsOptional ? "" : w.RawDefaultValue is null or DBNull ? " = null"
                : $" = {w.RawDefaultValue.ToString()!.ToLowerInvariant()}")));
        return $"{(over.IsFamily ? "protected" : "public")} override {ClrNames.Write(over.ReturnType)} {over.Name}({head})";
    }

    // Of call(inputs) there is a form for one tensor and one for several, which a body takes apart.
    private static MethodInfo? OverrideOf(ClassInfo owner, FunctionInfo f) =>
        owner.ClrBase?.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        .Where(m => m.Name == f.Name && m.IsVirtual && !m.IsFinal)
        .OrderBy(m => m.GetParameters().Any(p => p.ParameterType.IsArray) != TakesApart(f)).ThenBy(m => m.GetParameters().Length)
        .FirstOrDefault();

    private static bool TakesApart(FunctionInfo f) => f.Name is "call" && f.Syntax.Parameters is [_, { Name: var inputs }, ..]
        && Inside.All(f.Syntax.Body).Any(s => s is AssignStmt { Targets: [TupleExpr or ListExpr], Value: NameExpr { Id: var taken } }
            && taken == inputs);

    private void WriteMethod(ClassInfo owner, FunctionInfo f)
    {
        bool isProperty = f.Syntax.Decorators is [NameExpr { Id: "property" }];
        bool isStatic = f.Syntax.Decorators is [NameExpr { Id: "staticmethod" }];
        f.Wrapped = isProperty || isStatic ? [] : LeaveDecorators(f.Syntax.Decorators, $"`{f.Name}`");
        IReadOnlyList<Parameter> parameters = f.Syntax.Parameters;
        if (f.Name == "__init__")
        {
            string head = Header(f, 1, out var own);
            IReadOnlyList<Stmt> body = f.Syntax.Body;
            string basis = "";
            Stmt? first = body.FirstOrDefault(s => s is not ExprStmt { Value: StringExpr });
            if (first is ExprStmt { Value: CallExpr { Function: AttributeExpr { Name: "__init__" } } call })
            {
                body = [.. body.Where(s => s != first)];
                if (owner.Parent?.Method("__init__") is { } init && init != f)
                {
                    Scope before = _scope;
                    _scope = new Scope(before, f);
                    foreach (var (name, type) in own) { _scope.Names[name] = new Variable(name) { Type = type, IsDeclared = true }; }
                    basis = " : base" + OwnCall("", init, call, call.Function is AttributeExpr { Object: CallExpr } ? 1 : 0).Code;
                    _scope = before;
                }
                else if (owner.ClrBase is { } made && BaseCall(call, made, f, own) is { } given) { basis = given; }
                else if (owner.ClrBase is { } clr) { body = [.. KeywordsOf(call, clr, parameters[0].Name, first.Line), .. body]; }
            }
            _out.Line($"public {owner.CsName}({head}){basis}");
            FunctionBody(f, own, body);
            return;
        }
        MethodInfo? over = OverrideOf(owner, f);
        if (over is not null)
        {
            ParameterInfo[] wanted = over.GetParameters();
            Parameter[] given = [.. parameters.Where(p => p.Stars == 0).Skip(1)];
            if (given.Length > wanted.Length) { throw No("override", $"`{f.Name}` takes more than Keras gives"); }
            var names = wanted.Select((w, i) => (Name: i < given.Length ? given[i].Name : w.Name!, Type: ClrNames.Read(w.ParameterType)))
                .ToList();
            if (over.ReturnType != typeof(void)) { f.Returns = Learn(f.Returns, ClrNames.Read(over.ReturnType)); }
            _out.Line(OverrideHead(over, [.. names.Select(n => n.Name)]));
            for (int i = 0; i < given.Length && i + 1 < f.Types.Count; i++) { f.Types[i + 1] = names[i].Type; }
            FunctionBody(f, names, f.Syntax.Body);
            return;
        }
        if (isProperty)
        {
            Header(f, 1, out var none);
            _out.Line($"public {(f.Returns == PyType.Never ? "dynamic" : f.Returns.Cs)} {Naming.Safe(f.Name)}");
            _out.Open();
            _out.Line("get");
            FunctionBody(f, none, f.Syntax.Body);
            _out.Close();
            return;
        }
        string signature = Header(f, isStatic ? 0 : 1, out var plain);
        string returns = f.IsGenerator ? $"IEnumerable<{f.Returns.Cs}>" : f.Returns == PyType.Never ? "void" : f.Returns.Cs;
        if (f.Name is "__str__" or "__repr__")
        {
            _out.Line("public override string ToString()");
            f.CsName = "ToString";
        }
        else
        {
            bool isOverride = owner.Parent?.Method(f.Name) is not null,
                isBase = _classes.Values.Any(k => k.Parent is { } p && (p == owner || p.Parent == owner) && k.Methods.ContainsKey(f.Name));
            _out.Line($"public {(isStatic ? "static " : isOverride ? "override " : isBase ? "virtual " : "")}{returns} {f.CsName}("
                + $"{signature})");
        }
        FunctionBody(f, plain, f.Syntax.Body);
    }

    // super().__init__(name=name) where Keras's own constructor takes the name here too.
    private string? BaseCall(CallExpr call, Type clr, FunctionInfo f, IReadOnlyList<(string Name, PyType Type)> own)
    {
        Argument[] given = [.. call.Arguments.Where(a => a.Stars == 0 && a.Name is not null)];
        if (given.Length == 0 || !clr.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Any(k => given.All(a => k.GetParameters().Any(p => p.Name == a.Name))))
        {
            return null;
        }
        Scope before = _scope;
        _scope = new Scope(before, f);
        foreach (var (name, type) in own) { _scope.Names[name] = new Variable(name) { Type = type, IsDeclared = true }; }
        try
        {
            return $" : base({string.Join(", ", given.Select(a => $"{Naming.Safe(a.Name!)}: {Held(Expression(a.Value), PyType.Str)}"))})";
        }
        finally { _scope = before; }
    }

    // super().__init__(name=name): what Keras's constructor takes are properties here.
    private static IEnumerable<Stmt> KeywordsOf(CallExpr call, Type clr, string self, int line)
    {
        foreach (Argument a in call.Arguments.Where(a => a.Stars == 0))
        {
            if (a.Name is null && call.Function is AttributeExpr { Object: CallExpr })
            {
                throw No("super().__init__", "an argument by place for Keras's own constructor");
            }
            if (a.Name is null) { continue; }
            if (Api.Member(clr, a.Name, false) is null) { throw No("super().__init__", $"Keras's own constructor has no `{a.Name}` here"); }
            yield return new AssignStmt([new AttributeExpr(new NameExpr(self), a.Name)], a.Value) { Line = line, EndLine = line };
        }
    }
}
