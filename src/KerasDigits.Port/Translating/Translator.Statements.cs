namespace KerasDigits.Port.Translating;

/// <content>Statements.</content>
public sealed partial class Translator
{
    private int _commentAt;

    private void Body(IReadOnlyList<Stmt> body)
    {
        Block before = _block;
        _block = _blocks.Of(body);
        int last = 0;
        foreach (Stmt s in body)
        {
            if (last > 0 && last < _lines.Length && s.Line > last + 1 && _lines[last].Trim().Length == 0) { _out.Line(""); }
            Comments(s.Line);
            Statement(s);
            last = s.EndLine;
        }
        _block = before;
    }

    private void Comments(int before)
    {
        while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line < before)
        {
            var comment = _module.Comments[_commentAt++];
            if (comment.IsAlone)
            {
                _out.Line("//" + comment.Text.TrimStart('#')
                    .Insert(0, comment.Text.StartsWith("# ", StringComparison.Ordinal) || comment.Text.Length < 2 ? "" : " "));
            }
        }
    }

    private string Trailing(Stmt s)
    {
        if (_commentAt < _module.Comments.Count && _module.Comments[_commentAt] is { IsAlone: false } c && c.Line <= s.EndLine
            && s is not (IfStmt or ForStmt or WhileStmt or FunctionStmt or ClassStmt or TryStmt or WithStmt or MatchStmt))
        {
            _commentAt++;
            return " //" + c.Text.TrimStart('#');
        }
        return "";
    }

    private void Statement(Stmt s)
    {
        var mark = _out.Mark;
        int comments = _commentAt, left = _left.Count;
        Scope scope = _scope;
        int source = _out.Source;
        _out.Source = s.Line;
        (string, Variable, bool)[] names = [.. FunctionScope().Names.Select(n => (n.Key, n.Value, n.Value.IsDeclared))];
        try
        {
            if (!IsHeadAlone(s)) { Refuse(s.Line); }
            Predeclare(s);
            Write(s);
        }
        catch (Exception e) when (e is Untranslated or ArgumentException or InvalidOperationException or InvalidCastException
            or IndexOutOfRangeException or NullReferenceException or FormatException or KeyNotFoundException)
        {
            // A form that nobody foresaw is left like any other.
            Untranslated u = e as Untranslated ?? No("form", "this form is not known");
            _scope = scope;
            if (s is IfStmt or ForStmt or WhileStmt or WithStmt or TryStmt or FunctionStmt or ClassStmt or MatchStmt)
            {
                _left.RemoveRange(left, _left.Count - left);
            }
            _out.Back(mark);
            _commentAt = comments;
            // What the lines that are taken back declared, is not declared.
            if (s is not (ImportStmt or ImportFromStmt)) { TakeBack(names); }
            Leave(s, u);
        }
        finally { _out.Source = source; }
    }

    private void TakeBack(IEnumerable<(string Name, Variable Variable, bool IsDeclared)> names)
    {
        Dictionary<string, Variable> known = FunctionScope().Names;
        known.Clear();
        foreach (var (name, variable, isDeclared) in names)
        {
            known[name] = variable;
            variable.IsDeclared = isDeclared;
        }
    }

    private string LeaveLines(Stmt s, Untranslated u) => LeaveLines(s.Line, s.EndLine, u);

    // The lines as comments and the reason; gives the place and reason as a text of C#.
    private string LeaveLines(int first, int last, Untranslated u)
    {
        string source = string.Join("\n", _lines[(first - 1)..Math.Min(last, _lines.Length)]);
        _left.Add(new Left(_module.LineOf(first), source, u.Cause, u.Message));
        foreach (string line in source.Split('\n')) { _out.Line("// " + line.TrimEnd()); }
        while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line <= last) { _commentAt++; }
        _out.Line($"// Not translated: {u.Message}.");
        return Text.Quote($"{_module.Place(first)}: {u.Message}");
    }

    // A statement that stays Python: its lines as comments, the reason, and a line that throws.
    private void Leave(Stmt s, Untranslated u)
    {
        string place = LeaveLines(s, u);
        // Lines that use what was left are left too.
        if (s is FunctionStmt { Name: var function } f)
        { 
            FunctionScope().Names.Remove(function);
            if (IsOpen) { Stand(f, place); return; }
        }
        if (s is ClassStmt { Name: var type }) { FunctionScope().Names.Remove(type); }
        string[] names = [.. StoredBy(s)];
        // Fields that it fills are there all the same.
        if (IsOpen && s is AssignStmt filling && _scope.Function?.Owner is { } holder)
        {
            foreach (string field in filling.Targets.SelectMany(FieldsOf).Where(n => holder.Field(n) is null
                && !(holder.ClrBase is { } clr && Api.Member(clr, n, false) is not null)))
            {
                holder.Fields[field] = Learn(holder.Fields.GetValueOrDefault(field, PyType.Never), PyType.Unknown);
                _hasChanged = true;
            }
        }
        if (IsOpen && s is IfStmt or ForStmt or WhileStmt or WithStmt or TryStmt or MatchStmt)
        {
            foreach (string name in new Blocks([s]).Stored.Where(n => !_blocks.IsLoopOnly(n) && _blocks.Home(n) == _block
                && !FunctionScope().Outer.Contains(n)))
            {
                Variable v = Assigned(name, PyType.Never, isNested: true);
                if (v.IsDeclared || v.Type is FuncType or ModuleType) { continue; }
                _out.Line($"{Declared(v)} {v.CsName} = {DefaultOf(v.Type)};");
                v.IsDeclared = true;
            }
        }
        if (s is ImportStmt or ImportFromStmt || s is ExprStmt { Value: CallExpr { Function: var asked } }
            && PathOf(asked) is { } setting && s_display.Contains(setting)) { return; }
        bool isReturn = _scope.Function is { IsGenerator: false } && Inside.All([s]).Any(r => r is ReturnStmt { Value: not null });
        if (names.Length == 0 || s is not AssignStmt)
        {
            _out.Line($"{(isReturn && s is not (FunctionStmt or ClassStmt) ? "return " : "")}not_ported({place});");
            return;
        }
        // A name that C# would not have twice is not declared again.
        if (_refused.TryGetValue(s.Line, out string? refusal)
            && (refusal.StartsWith("CS0128", StringComparison.Ordinal) || refusal.StartsWith("CS0136", StringComparison.Ordinal)))
        {
            _out.Line($"not_ported({place});");
            return;
        }
        foreach (string name in names)
        {
            Variable v = Assigned(name, PyType.Never);
            // What the lines below do with it tells what it is.
            if (IsOpen && v.Type == PyType.Never)
            {
                PyType guess = Guesses.Of(name, _scope.Function?.Syntax.Body ?? _module.Body,
                    n => _scope.Find(n)?.Type is ModuleType m ? m.Path : null);
                if (guess is Clr) { LearnVariable(v, guess); }
            }
            bool isDynamic = v.Type.IsUnknown || v.Type is IterOf || v.Type == PyType.None;
            _out.Line($"{(v.IsDeclared ? "" : isDynamic ? "dynamic " : Declared(v.Type) + " ")}{v.CsName} = not_ported({place});");
            v.IsDeclared = true;
        }
    }

    // A function that was left keeps its head, so that its calls are there when it is written by hand.
    private void Stand(FunctionStmt f, string place)
    {
        if (!_standIns.TryGetValue(f, out FunctionInfo? info))
        {
            _standIns[f] = info = new FunctionInfo(f.Name, f) { Returns = PyType.Unknown };
        }
        for (int i = 0; i < info.Types.Count; i++) { info.Types[i] = PyType.Unknown; }
        Bind(f.Name, new FuncType(info));
        IEnumerable<string> parameters = f.Parameters.Where(p => p.Stars == 0)
            .Select(p => $"dynamic? {Naming.Safe(p.Name)}{(p.Default is null ? "" : " = null")}");
        string line = $"dynamic {info.CsName}({string.Join(", ", parameters)}) => not_ported({place});";
        info.IsMember = FunctionScope().Parent is null && _sharing.Functions.Contains(f.Name);
        if (!info.IsMember) { _out.Line(line); return; }
        var member = new Output { Source = f.Line, Depth = 1 };
        member.Line("public static " + line);
        _methodCode.Add("\n" + member);
    }

    private readonly Dictionary<FunctionStmt, FunctionInfo> _standIns = new(ReferenceEqualityComparer.Instance);

    private static IEnumerable<string> FieldsOf(Expr e) => e switch
    {
        AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field } => [field],
        TupleExpr or ListExpr => Items(e).SelectMany(FieldsOf),
        _ => [],
    };

    private static IEnumerable<string> StoredBy(Stmt s) => s is AssignStmt a ? a.Targets.SelectMany(Names) : [];

    private static IEnumerable<string> Names(Expr e) => e switch
    {
        NameExpr n => [n.Id],
        TupleExpr t => t.Items.SelectMany(Names),
        ListExpr l => l.Items.SelectMany(Names),
        _ => []
    };

    // What a compound statement assigns but is used around it is declared before it.
    private void Predeclare(Stmt s)
    {
        if (s is ExprStmt or AssignStmt or AugAssignStmt or ReturnStmt or AssertStmt)
        {
            foreach (string name in Inside.Expressions(s).SelectMany(Inside.Walruses).Distinct()) { PredeclareName(name); }
            return;
        }
        if (s is not (IfStmt or ForStmt or WhileStmt or TryStmt or MatchStmt or WithStmt) || s is WithStmt w && Blocks.IsOfTapes(w)
            || (Blocks.IsMainGuard(s) && _block == _blocks.Root))
        {
            return;
        }
        HashSet<string> opened = s is WithStmt with ? [.. with.Items.SelectMany(i => i.Target is null ? [] : Names(i.Target))] : [];
        foreach (string name in new Blocks([s]).Stored)
        {
            if (!opened.Contains(name) && !_blocks.IsLoopOnly(name)) { PredeclareName(name); }
        }
    }

    private void PredeclareName(string name)
    {
        Scope scope = FunctionScope();
        if (_blocks.Home(name) != _block || scope.Outer.Contains(name)) { return; }
        if (scope.Names.TryGetValue(name, out Variable? known) && (known.IsDeclared || known.Type is FuncType or ModuleType)) { return; }
        known = scope.Names[name] = new Variable(name);
        Recall(known);
        if (IsShared(name, scope)) { AsField(known); return; }
        known.IsDeclared = true;
        _out.Line($"{Declared(known)} {known.CsName} = {DefaultOf(known.Type)};");
    }

    private void Write(Stmt s)
    {
        switch (s)
        {
            case ExprStmt e: WriteExpression(e); break;
            case AssignStmt a: WriteAssign(a); break;
            case AnnAssignStmt a when a.Value is not null:
                WriteAssign(new AssignStmt([a.Target], a.Value) { Line = a.Line, EndLine = a.EndLine });
                break;
            case AnnAssignStmt: break;
            case AugAssignStmt a: WriteAugmented(a); break;
            case IfStmt i when Blocks.IsMainGuard(i) && _block == _blocks.Root: Body(i.Then); break;
            case IfStmt i: WriteIf(i, "if"); break;
            case ForStmt f: WithElse(f.Body, f.Else, () => WriteFor(f)); break;
            case WhileStmt w:
                WithElse(w.Body, w.Else, () =>
                {
                    _out.Line($"while ({Head(w.Line, w.Body, () => Condition(w.Condition).Code, Asked)})");
                    Braces(w.Body);
                });
                break;
            case FunctionStmt f: WriteFunction(f); break;
            case ClassStmt c: WriteClass(c); break;
            case ReturnStmt r: WriteReturn(r); break;
            case WordStmt { Word: "pass" }: break;
            case WordStmt { Word: "break" } when _broken is not null: _out.Line($"{_broken} = true;"); _out.Line("break;"); break;
            case WordStmt w: _out.Line(w.Word + ";"); break;
            case ImportStmt i: Import(i); break;
            case ImportFromStmt i: ImportFrom(i); break;
            case ScopeStmt g: foreach (string n in g.Names) { FunctionScope().Outer.Add(n); } break;
            case AssertStmt a: WriteAssert(a); break;
            case DeleteStmt d: foreach (Expr t in d.Targets) { WriteDelete(t); } break;
            case RaiseStmt r: WriteRaise(r); break;
            case TryStmt t: WriteTry(t); break;
            case WithStmt w: WriteWith(w); break;
            case MatchStmt m: WriteMatch(m); break;
            default: throw No(s.GetType().Name[..^4].ToLowerInvariant(), $"`{s.GetType().Name[..^4].ToLowerInvariant()}` statements");
        }
    }

    private string? _broken;

    // Python's else of a loop runs where no break ended it.
    private void WithElse(IReadOnlyList<Stmt> body, IReadOnlyList<Stmt> other, Action write)
    {
        string? before = _broken;
        bool isBroken = other.Count > 0 && Inside.All(body).Any(s => s is WordStmt { Word: "break" });
        _broken = isBroken ? "isBroken" + (++_temporary) : null;
        string? own = _broken;
        try
        {
            if (own is not null) { _out.Line($"bool {own} = false;"); }
            write();
        }
        finally { _broken = before; }
        if (other.Count == 0) { return; }
        if (own is null) { Braces(other); return; }
        _out.Line($"if (!{own})");
        Braces(other);
    }

    private void Braces(IReadOnlyList<Stmt> body)
    {
        _out.Open();
        Body(body);
        _out.Close();
    }

    // The call that stands alone in its statement: of any other what it gives is asked for.
    private Expr? _alone;

    private void WriteExpression(ExprStmt e)
    {
        _alone = e.Value is CallExpr { Function: NameExpr { Id: "print" }, Arguments: [{ Name: null, Stars: 0, Value: CallExpr shown0 }] }
            ? shown0 : e.Value;
        if (e.Value is CallExpr { Function: NameExpr { Id: "setattr" },
                Arguments: [{ Value: var changed }, { Value: StringExpr part }, var news0] }
            && _scope.Find("setattr") is null)
        {
            WriteAssign(new AssignStmt([new AttributeExpr(changed, part.Value)], news0.Value) { Line = e.Line, EndLine = e.EndLine });
            return;
        }
        if (e.Value is StringExpr doc) { foreach (string line in doc.Value.Trim().Split('\n')) { _out.Line("// " + line.Trim()); } return; }
        if (e.Value is YieldExpr { IsFrom: true, Value: { } many })
        {
            Ex source = Sequence(many);
            if (_scope.Function is { } g) { g.Returns = Learn(g.Returns, ElementOf(source.Type)); }
            _out.Line($"foreach (var yielded in {source.Code}) {{ yield return yielded; }}");
            return;
        }
        if (e.Value is YieldExpr { IsFrom: false } y)
        {
            Ex yielded = y.Value is null ? new Ex("null", PyType.Never) : Expression(y.Value).Kept;
            if (_scope.Function is { } f) { f.Returns = Learn(f.Returns, yielded.Type); }
            _out.Line($"yield return {yielded.Code};");
            return;
        }
        if (e.Value is CallExpr { Function: AttributeExpr { Object: NameExpr { Id: "warnings" } } })
        {
            _out.Line("// " + _lines[e.Line - 1].Trim());
            return;
        }
        if (e.Value is CallExpr { Function: var silenced } && PathOf(silenced) is { } path && s_withoutEffect.Contains(path))
        {
            _out.Line("// " + _lines[e.Line - 1].Trim());
            return;
        }
        // df.replace({"a": {1: 2}}, inplace=True): each column by itself.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "replace", Object: NameExpr or AttributeExpr } replaced,
                Arguments: [{ Name: null, Value: DictExpr { Entries: var columns } },
                    { Name: "inplace", Value: Syntax.Constant { Text: "True" } }] }
            && columns.All(p => p is (StringExpr, DictExpr))
            && Expression(replaced.Object) is { Type: Clr { Type.Name: "DataFrame" } } frame)
        {
            foreach (var (column, values) in columns)
            {
                string place = $"{frame.In(0)}[{Expression(column!).Code}]";
                _out.Line($"{place} = {place}.replace({Expression(values, typeof(Dictionary<string, string>)).Code});");
            }
            return;
        }
        // config.update({"units": 8}) of what Keras gives: each by itself.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "update", Object: NameExpr or AttributeExpr } renewed,
                Arguments: [{ Name: null, Value: DictExpr { Entries: var news } }] } && news.All(p => p.Key is StringExpr)
            && Expression(renewed.Object) is { Type: Clr { Type: var kept } } settings && Api.Methods(kept, "update").Count == 0)
        {
            foreach (var (key, value) in news)
            {
                _out.Line($"{settings.In(0)}[{Expression(key!).Code}] = {Expression(value).Known.Code};");
            }
            return;
        }
        // Keras 1's Embedding(dropout=0.2) is a layer of its own, right behind it.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "add" } add, Arguments: [{ Value: CallExpr made }] }
            && PathOf(made.Function) == "keras.layers.Embedding" && made.Arguments.FirstOrDefault(a => a.Name == "dropout") is { } dropped)
        {
            var plain = new CallExpr(add, [new Argument(null, made with { Arguments = [.. made.Arguments.Where(a => a != dropped)] }, 0)]);
            _out.Line($"{Expression(plain).Code};");
            _out.Line($"{Expression(add.Object).In(0)}.add(keras.layers.SpatialDropout1D({Expression(dropped.Value).Code}));{Trailing(e)}");
            return;
        }
        if (e.Value is CallExpr { Function: var exit } ending && (PathOf(exit) == "sys.exit"
            || exit is NameExpr { Id: "exit" or "quit" } named && _scope.Find(named.Id) is null))
        {
            WriteExit(ending, Trailing(e));
            return;
        }
        // Python prints None for a call that gives nothing.
        if (e.Value is CallExpr { Function: NameExpr { Id: "print" }, Arguments: [{ Name: null, Stars: 0, Value: CallExpr silent }] }
            && _scope.Find("print") is null && Expression(silent) is { Type: var given } nothing && given == PyType.None)
        {
            _out.Line($"{nothing.Code};");
            _out.Line($"print((object?)null);{Trailing(e)}");
            return;
        }
        Ex x = Expression(e.Value);
        if (_cells.TryGetValue(e.EndLine, out int cell) && e.Value is not CallExpr { Function: NameExpr { Id: "print" } }
            && x.Type != PyType.None && e.Value is not CallExpr { Function: AttributeExpr { Name: "show" } })
        {
            // A cell whose value is None shows nothing.
            if (x.Code == "null") { return; }
            bool mayBeNone = x.MayBeNull || x.MayBeNone || x.Type.IsUnknown
                || e.Value is CallExpr { Function: NameExpr own } && _scope.Find(own.Id)?.Type is FuncType { Function.GivesNull: true }
                || e.Value is CallExpr { Function: AttributeExpr { Name: "get" } } && !x.Type.IsValue;
            string shown = mayBeNone ? $"shown{cell}" : x.Code;
            _out.Line($"{(mayBeNone ? $"if ({x.In(4)} is {{ }} {shown}) {{ " : "")}print(\"Out[{cell}]:\", repr({shown}));"
                + $"{(mayBeNone ? " }" : "")}{Trailing(e)}");
            return;
        }
        if (x.Type is ModuleType or FuncType || (e.Value is NameExpr or AttributeExpr or StringExpr or NumberExpr or SubscriptExpr))
        {
            _out.Line($"_ = {x.Code};{Trailing(e)}");
            return;
        }
        _out.Line(e.Value is CallExpr && x.Level == 0
            && !x.Code.StartsWith('"') ? $"{x.Code};{Trailing(e)}" : $"_ = {x.Code};{Trailing(e)}");
    }

    // The path of a name or of a part of a module, where it is one.
    private string? PathOf(Expr e) => e switch
    {
        NameExpr n => _scope.Find(n.Id)?.Type is ModuleType m ? m.Path : null,
        AttributeExpr a => PathOf(a.Object) is { } path ? Api.Canonical(path + "." + a.Name) : null,
        _ => null,
    };

    // Calls that change how things are shown and nothing else: where there is none of the kind, nothing stops.
    private static readonly HashSet<string> s_display = ["pd.set_option", "pd.options.display", "plt.style.use",
        "plt.tight_layout"];

    // Calls that ask TensorFlow or a window for what is not there or is so already.
    private static readonly HashSet<string> s_withoutEffect =
    [
        "keras.config.disable_traceback_filtering", "keras.config.enable_traceback_filtering", "tf.debugging.disable_traceback_filtering",
        "tf.debugging.enable_traceback_filtering", "plt.draw", "plt.pause", "plt.ion", "plt.ioff", "tf.disable_v2_behavior",
        "tf.enable_eager_execution", "tf.compat.v1.enable_eager_execution", "tf.enable_v2_behavior", "tf.logging.set_verbosity",
        "sys.path.append", "sys.path.insert", "tf.compat.v1.disable_eager_execution", "tf.compat.v1.logging.set_verbosity",
    ];

    private void WriteIf(IfStmt i, string word)
    {
        _out.Line($"{word} ({Head(i.Line, i.Then, () => Condition(i.Condition).Code, Asked)})");
        Braces(i.Then);
        if (i.Else is [IfStmt inner] && inner.Line > 0 && _lines[inner.Line - 1].TrimStart().StartsWith("elif", StringComparison.Ordinal))
        {
            Block before = _block;
            _block = _blocks.Of(i.Else);
            WriteIf(inner, "else if");
            _block = before;
        }
        else if (i.Else.Count > 0)
        {
            _out.Line("else");
            Braces(i.Else);
        }
    }

    private void WriteDelete(Expr target)
    {
        if (target is NameExpr) { return; }
        if (target is not SubscriptExpr s) { throw No("del", "`del` of this"); }
        Ex owner = Expression(s.Object);
        _out.Line(owner.Type switch
        {
            DictOf => Taking(new Ex($"{owner.In(0)}.pop({Expression(s.Index).Code});", PyType.None)).Code,
            ListOf when s.Index is SliceExpr gone => $"del_slice({owner.Code}{Bounds(gone)});",
            ListOf when s.Index is not SliceExpr => $"{owner.In(0)}.pop({Expression(s.Index).Code});",
            _ => throw No("del", $"`del` of a part of {owner.Type.Cs}"),
        });
    }
}
