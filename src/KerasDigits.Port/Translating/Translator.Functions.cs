using System.Reflection;

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
        // A magic of the notebook's own is for the notebook alone.
        if (f.Decorators.Any(d => d is NameExpr { Id: "register_cell_magic" or "register_line_magic" }))
        {
            foreach (string line in _lines[(f.Line - 1)..Math.Min(f.EndLine, _lines.Length)]) { _out.WriteLine("// " + line.TrimEnd()); }
            while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line <= f.EndLine) { _commentAt++; }
            return;
        }
        if (IsWrapped(f)) { WriteWrapped(f); return; }
        foreach (string place in LeaveDecorators(f.Decorators, $"`{f.Name}`")) { _out.WriteLine($"not_ported({place});"); }
        FunctionInfo info = GetInfo(f);
        Scope at = FindFunctionScope();
        // A second function of the same name is another one.
        if (at.Names.TryGetValue(f.Name, out Variable? same) && same.Type is FuncType other && other.Function != info)
        {
            int n = 2;
            while (_functions.Values.Any(o => o != info && o.CsName == f.Name + n)) { n++; }
            info.CsName = f.Name + n;
        }
        // A variable has the name already.
        else if (same is { IsDeclared: true, Type: not (FuncType or ModuleType or ClassType) }) { info.CsName = f.Name + "_"; }
        info.IsMember = at.Parent is null && _sharing.Functions.Contains(f.Name);
        Bind(f.Name, new FuncType(info));
        MakeDefaults(f, info);
        Output before = _out;
        if (info.IsMember) { _out = new Output { Source = f.Line, Depth = 1 }; }
        try { WriteFunction(f, info); if (info.IsMember) { _methodCode.Add(_out.ToString()); } }
        finally { _out = before; }
    }

    private void WriteFunction(FunctionStmt f, FunctionInfo info)
    {
        Loosen(info);
        string head = WriteHeader(info, 0, out var names);
        string returns = info.IsGenerator ? $"IEnumerable<{info.Returns.Cs}>" : info.Returns == PyType.Never ? "void" : info.ReturnCs;
        _out.WriteLine("");
        _out.WriteLine($"{(info.IsMember ? "public static " : "")}{returns} {info.CsName}({head})");
        WriteFunctionBody(info, names, f.Body);
        if (!info.IsMember) { _out.WriteLine(""); }
    }

    // What Python makes once, where the function is defined, has a variable of its own: def f(x, seen=[]).
    private void MakeDefaults(FunctionStmt f, FunctionInfo info)
    {
        info.Defaults.Clear();
        for (int i = 0; i < f.Parameters.Count; i++)
        {
            Parameter p = f.Parameters[i];
            if (p.Default is null or NumberExpr or StringExpr or Syntax.Constant or LambdaExpr) { continue; }
            if (IsLasting(p.Default, info, p.Name)) { continue; }
            Ex value = Translate(p.Default).Kept;
            if (value.Type is ModuleType or FuncType or ClassType { IsObject: false } || value.Code == "null") { continue; }
            info.Types[i] = Learn(info.Types[i], value.Type);
            var made = new Variable($"{f.Name}_{p.Name}") { Type = info.Types[i] };
            bool isField = info.IsMember || _classDepth > 0;
            if (isField) { AsField(made); }
            info.Defaults[p.Name] = made.CsName;
            _out.WriteLine($"{(isField ? "" : WriteDeclaredType(info.Types[i]) + " ")}{made.CsName} = {Fit(value, info.Types[i])};");
        }
    }

    // What a decorator of these says, C# has no need of: graphs and the registry of classes.
    private static bool IsSilent(Expr decorator) => (decorator is CallExpr c ? c.Function : decorator) switch
    {
        AttributeExpr { Name: "function" or "register_keras_serializable" or "wraps" } => true,
        NameExpr { Id: "register_keras_serializable" or "wraps" or "register_cell_magic" or "register_line_magic" } => true,
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
        NameExpr n when _scope.Find(n.Id)?.Type is FuncType => Inside.CountStores(_module.Body, n.Id) == 0,
        NameExpr n => _scope.Find(n.Id)?.Type is not (ModuleType or FuncType or ClassType) && Inside.CountStores(_module.Body, n.Id) == 1,
        CallExpr { Function: var made, Arguments: [{ Name: null, Stars: 0, Value: NumberExpr }] } => FindPath(made) == "tf.constant",
        TupleExpr t => t.Items.All(i => IsLasting(i, f, parameter)),
        ListExpr l => l.Items.All(i => IsLasting(i, f, parameter)) && !MayChange(f, parameter),
        DictExpr d => d.Entries.All(i => i.Key is not null && IsLasting(i.Key, f, parameter) && IsLasting(i.Value, f, parameter))
            && !MayChange(f, parameter),
        UnaryExpr u => IsLasting(u.Operand, f, parameter),
        BinaryExpr b => IsLasting(b.Left, f, parameter) && IsLasting(b.Right, f, parameter),
        AttributeExpr at => FindPath(at) is not null && Translate(e).Type is not ModuleType,
        _ => false,
    };

    private string WriteHeader(FunctionInfo info, int skip, out List<(string, PyType)> names)
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
                if (info.Name == "__init__" && info.Owner?.ClrBase is { } clr
                    && info.Keywords.All(k => FindKeywordProperty(clr, k) is not null))
                {
                    // What a layer's own constructor hands on to Keras's.
                    foreach (string keyword in info.Keywords.Order(StringComparer.Ordinal))
                    {
                        PropertyInfo property = FindKeywordProperty(clr, keyword)!;
                        Type member = property.PropertyType;
                        texts.Add($"{ClrNames.Write(member)}"
                            + $"{(member.IsValueType && Nullable.GetUnderlyingType(member) is null || !member.IsValueType ? "?" : "")} "
                            + $"{Naming.Escape(keyword)} = null");
                        info.Beginning.Add($"if ({Naming.Escape(keyword)} is not null) {{ this.{Naming.Escape(property.Name)} = "
                            + $"{Naming.Escape(keyword)}"
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
                if (!info.GathersItems) { continue; }
                Gather(p.Name, new ListOf(PyType.Unknown), names);
                // Where they are shown or handed on as a whole, they are a tuple.
                if (Stars.IsWhole(info.Syntax.Body, p.Name))
                {
                    info.Beginning[^1] = $"{Naming.Escape(p.Name)} = tuple({Naming.Escape(p.Name)} ?? []);";
                }
                continue;
            }
            // Objects are compared with others of their class, where no call says otherwise.
            if (info is { Owner: { } compared, Name: "__eq__" or "__lt__" or "__le__" or "__gt__" or "__ge__" or "__ne__" }
                && info.Types[i] == PyType.Never)
            {
                info.Types[i] = Learn(info.Types[i], new ClassType(compared, true));
            }
            Ex? value = p.Default is null ? null : Translate(p.Default);
            if (value is not null) { info.Types[i] = Learn(info.Types[i], value.Type); }
            PyType type = info.Types[i] == PyType.Never ? p.Annotation is NameExpr a ? a.Id switch
            {
                "int" => PyType.Int,
                "float" => PyType.Float,
                "str" => PyType.Str,
                "bool" => PyType.Bool,
                _ => _scope.Find(a.Id)?.Type is ClassType { IsObject: false, Class: var own } ? new ClassType(own, true) : PyType.Never,
            } : PyType.Never : info.Types[i];
            if (value is not null && value.Type == PyType.Int && type == PyType.Float) { value = new Ex(value.Code + ".0", PyType.Float); }
            if (type == PyType.Never && IsOpen) { type = PyType.Unknown; }
            bool mayBeNull = value?.Code == "null" || info.Nulls.Contains(i) && type.IsValue;
            string cs = type == PyType.Never ? "dynamic" : type.Cs + (mayBeNull && type != PyType.Unknown ? "?" : "");
            bool isConstant = value is null || value.Code == "null"
                || p.Default is StringExpr or NumberExpr or Syntax.Constant or UnaryExpr { Operand: NumberExpr }
                    && !type.IsUnknown && type != PyType.Number;
            // C# wants what must be given by name to have a default, too, where others before it have one.
            bool isAfter = value is null && p.IsKeywordOnly && info.Syntax.Parameters.Take(i).Any(o => o.Default is not null);
            string code = value is null ? isAfter ? " = default!" : "" : isConstant ? $" = {value.Code}" : " = null";
            if (!isConstant)
            {
                if (info.Nulls.Contains(i))
                {
                    throw No("default value", $"calls give `{p.Name}` None, which C# takes for its default here");
                }
                if (info.Defaults.TryGetValue(p.Name, out string? once)) { value = new Ex(QualifyMember(once, info.IsMember), type); }
                else if (!IsLasting(p.Default!, info, p.Name))
                {
                    throw No("default value", $"the default of `{p.Name}` is made once in Python, for all calls");
                }
                string outer = Naming.Escape(p.Name);
                if (type.IsValue || type is Clr { Type.IsValueType: true })
                {
                    info.Inner[p.Name] = p.Name + "2";
                    info.Beginning.Add($"{type.Cs} {p.Name}2 = {outer} ?? {Fit(value!, type)};");
                }
                else { info.Beginning.Add($"{outer} ??= {Fit(value!, type)};"); }
                cs = cs.TrimEnd('?') + "?";
            }
            texts.Add($"{cs} {Naming.Escape(p.Name)}{code}");
            names.Add((p.Name, type));
        }
        return string.Join(", ", texts.Concat(gathered));

        // What stars gather is given by name, and is empty where it is not given.
        void Gather(string name, PyType type, List<(string, PyType)> names)
        {
            gathered.Add($"{type.Cs}? {Naming.Escape(name)} = null");
            info.Beginning.Add($"{Naming.Escape(name)} ??= [];");
            names.Add((name, type));
        }
    }

    private static bool Uses(IReadOnlyList<Stmt> body, string name) => new Blocks(body).FindHome(name) is { }
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

    private void WriteFunctionBody(FunctionInfo info, IReadOnlyList<(string Name, PyType Type)> names, IReadOnlyList<Stmt> body)
    {
        (Scope scope, Blocks blocks, Block block, string id) = (_scope, _blocks, _block, _scopeId);
        _scope = new Scope(scope, info);
        foreach (var (name, type) in names)
        {
            int place = info.Syntax.Parameters.ToList().FindIndex(p => p.Name == name && p.Stars == 0);
            bool isOwn = place >= 0 && (info.Owner?.ClrBase is null || FindOverride(info.Owner, info) is null);
            _scope.Names[name] = new Variable(name) { CsName = info.Inner.GetValueOrDefault(name) ?? Naming.Escape(name), Type = type,
                Parameter = isOwn ? (info, place) : null, MayBeText = info.Texts.Contains(place),
                IsDeclared = true, MayBeNull = info.Syntax.Parameters.Where((p, i) => p.Name == name
                    && (p.Default is Syntax.Constant { Text: "None" } || info.Nulls.Contains(i))).Any() };
        }
        if (info.Owner is { } owner && info.Syntax.Parameters is [{ Stars: 0 } self, ..]
            && info.Syntax.Decorators is not [NameExpr { Id: "staticmethod" }])
        {
            if (IsOfClass(info.Syntax)) { Bind(self.Name, new ClassType(owner, false)); }
            else { _scope.Names[self.Name] = new Variable(self.Name) { CsName = "this", Type = new ClassType(owner, true),
                IsDeclared = true }; }
        }
        _blocks = new Blocks(body);
        _block = _blocks.Root;
        _scopeId = $"{id}/{(info.Owner is null ? "" : info.Owner.Name + ".")}{info.CsName}";
        try
        {
            _out.Open();
            foreach (string place in info.Wrapped) { _out.WriteLine($"not_ported({place});"); }
            foreach (string line in info.Beginning) { _out.WriteLine(line); }
            WriteBody(body);
            if (!info.IsGenerator && info.Returns != PyType.Never && info.Returns != PyType.None && info.Name != "__init__"
                && (info.IsOpenEnded || !Inside.Ends(body)))
            {
                // Python gives None where a function ends without a return.
                if (!info.GivesNull && !info.IsOpenEnded) { (info.GivesNull, _hasChanged) = (true, true); }
                if (info.Returns is Clr { Type.IsValueType: true } || info.IsOpenEnded && info.Returns.IsValue)
                {
                    _out.WriteLine($"return not_ported({LeaveEnd(info)});");
                }
                else { _out.WriteLine($"return null{(info.Returns.IsValue || info.Returns == PyType.Unknown ? "" : "!")};"); }
            }
            _out.Close();
        }
        finally { (_scope, _blocks, _block, _scopeId) = (scope, blocks, block, id); }
    }
}
