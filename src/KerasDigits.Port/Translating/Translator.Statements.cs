namespace KerasDigits.Port.Translating;

/// <content>Statements.</content>
public sealed partial class Translator
{
    private int _commentAt;

    private void WriteBody(IReadOnlyList<Stmt> body)
    {
        Block before = _block;
        _block = _blocks.Of(body);
        int last = 0;
        foreach (Stmt s in body)
        {
            if (last > 0 && last < _lines.Length && s.Line > last + 1 && _lines[last].Trim().Length == 0) { _out.WriteLine(""); }
            WriteComments(s.Line);
            TranslateStatement(s);
            last = s.EndLine;
        }
        _block = before;
    }

    private void WriteComments(int before)
    {
        while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line < before)
        {
            var comment = _module.Comments[_commentAt++];
            if (comment.IsAlone)
            {
                _out.WriteLine("//" + comment.Text.TrimStart('#')
                    .Insert(0, comment.Text.StartsWith("# ", StringComparison.Ordinal) || comment.Text.Length < 2 ? "" : " "));
            }
        }
    }

    private string TakeTrailingComment(Stmt s)
    {
        if (_commentAt < _module.Comments.Count && _module.Comments[_commentAt] is { IsAlone: false } c && c.Line <= s.EndLine
            && s is not (IfStmt or ForStmt or WhileStmt or FunctionStmt or ClassStmt or TryStmt or WithStmt or MatchStmt))
        {
            _commentAt++;
            return " //" + c.Text.TrimStart('#');
        }
        return "";
    }

    private void TranslateStatement(Stmt s)
    {
        var mark = _out.Mark;
        int comments = _commentAt, left = _left.Count;
        Scope scope = _scope;
        int source = _out.Source;
        _out.Source = s.Line;
        (string, Variable, bool)[] names = [.. FindFunctionScope().Names.Select(n => (n.Key, n.Value, n.Value.IsDeclared))];
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
            _out.TakeBack(mark);
            _commentAt = comments;
            // What the lines that are taken back declared, is not declared.
            if (s is not (ImportStmt or ImportFromStmt)) { TakeBack(names); }
            Leave(s, u);
        }
        finally { _out.Source = source; }
    }

    private void TakeBack(IEnumerable<(string Name, Variable Variable, bool IsDeclared)> names)
    {
        Dictionary<string, Variable> known = FindFunctionScope().Names;
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
        _left.Add(new Left(_module.FindLine(first), source, u.Cause, u.Message));
        foreach (string line in source.Split('\n')) { _out.WriteLine("// " + line.TrimEnd()); }
        while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line <= last) { _commentAt++; }
        _out.WriteLine($"// Not translated: {u.Message}.");
        return Text.Quote($"{_module.DescribePlace(first)}: {u.Message}");
    }

    // A statement that stays Python: its lines as comments, the reason, and a line that throws.
    private void Leave(Stmt s, Untranslated u)
    {
        string place = LeaveLines(s, u);
        // Lines that use what was left are left too.
        if (s is FunctionStmt { Name: var function } f)
        { 
            FindFunctionScope().Names.Remove(function);
            if (IsOpen) { WriteStandIn(f, place); return; }
        }
        if (s is ClassStmt { Name: var type }) { FindFunctionScope().Names.Remove(type); }
        string[] names = [.. FindStored(s)];
        // Fields that it fills are there all the same.
        if (IsOpen && s is AssignStmt filling && _scope.Function?.Owner is { } holder)
        {
            foreach (string field in filling.Targets.SelectMany(FindFields).Where(n => holder.FindField(n) is null
                && !(holder.ClrBase is { } clr && Api.FindMember(clr, n, false) is not null)))
            {
                holder.Fields[field] = Learn(holder.Fields.GetValueOrDefault(field, PyType.Never), PyType.Unknown);
                _hasChanged = true;
            }
        }
        if (IsOpen && s is IfStmt or ForStmt or WhileStmt or WithStmt or TryStmt or MatchStmt)
        {
            foreach (string name in new Blocks([s]).Stored.Where(n => !_blocks.IsLoopOnly(n) && _blocks.FindHome(n) == _block
                && !FindFunctionScope().Outer.Contains(n)))
            {
                Variable v = AssignVariable(name, PyType.Never, isNested: true);
                if (v.IsDeclared || v.Type is FuncType or ModuleType) { continue; }
                _out.WriteLine($"{WriteDeclaredType(v)} {v.CsName} = {WriteDefault(v.Type)};");
                v.IsDeclared = true;
            }
        }
        if (s is ImportStmt or ImportFromStmt || s is ExprStmt { Value: CallExpr { Function: var asked } }
            && FindPath(asked) is { } setting && s_display.Contains(setting)) { return; }
        bool isReturn = _scope.Function is { IsGenerator: false } && Inside.Walk([s]).Any(r => r is ReturnStmt { Value: not null });
        if (names.Length == 0 || s is not AssignStmt)
        {
            _out.WriteLine($"{(isReturn && s is not (FunctionStmt or ClassStmt) ? "return " : "")}not_ported({place});");
            return;
        }
        // A name that C# would not have twice is not declared again.
        if (_refused.TryGetValue(s.Line, out string? refusal)
            && (refusal.StartsWith("CS0128", StringComparison.Ordinal) || refusal.StartsWith("CS0136", StringComparison.Ordinal)))
        {
            _out.WriteLine($"not_ported({place});");
            return;
        }
        foreach (string name in names)
        {
            Variable v = AssignVariable(name, PyType.Never);
            // What the lines below do with it tells what it is.
            if (IsOpen && v.Type == PyType.Never)
            {
                PyType guess = Guesses.Of(name, _scope.Function?.Syntax.Body ?? _module.Body,
                    n => _scope.Find(n)?.Type is ModuleType m ? m.Path : null);
                if (guess is Clr) { LearnVariable(v, guess); }
            }
            bool isDynamic = v.Type.IsUnknown || v.Type is IterOf || v.Type == PyType.None;
            _out.WriteLine($"{(v.IsDeclared ? "" : isDynamic ? "dynamic " : WriteDeclaredType(v.Type) + " ")}{v.CsName} = not_ported("
                + $"{place});");
            v.IsDeclared = true;
        }
    }

    // A function that was left keeps its head, so that its calls are there when it is written by hand.
    private void WriteStandIn(FunctionStmt f, string place)
    {
        if (!_standIns.TryGetValue(f, out FunctionInfo? info))
        {
            _standIns[f] = info = new FunctionInfo(f.Name, f) { Returns = PyType.Unknown };
        }
        for (int i = 0; i < info.Types.Count; i++) { info.Types[i] = PyType.Unknown; }
        Bind(f.Name, new FuncType(info));
        IEnumerable<string> parameters = f.Parameters.Where(p => p.Stars == 0)
            .Select(p => $"dynamic? {Naming.Escape(p.Name)}{(p.Default is null ? "" : " = null")}");
        string line = $"dynamic {info.CsName}({string.Join(", ", parameters)}) => not_ported({place});";
        info.IsMember = FindFunctionScope().Parent is null && _sharing.Functions.Contains(f.Name);
        if (!info.IsMember) { _out.WriteLine(line); return; }
        var member = new Output { Source = f.Line, Depth = 1 };
        member.WriteLine("public static " + line);
        _methodCode.Add("\n" + member);
    }

    private readonly Dictionary<FunctionStmt, FunctionInfo> _standIns = new(ReferenceEqualityComparer.Instance);

    private static IEnumerable<string> FindFields(Expr e) => e switch
    {
        AttributeExpr { Object: NameExpr { Id: "self" }, Name: var field } => [field],
        TupleExpr or ListExpr => GetItems(e).SelectMany(FindFields),
        _ => [],
    };

    private static IEnumerable<string> FindStored(Stmt s) => s is AssignStmt a ? a.Targets.SelectMany(FindNames) : [];

    private static IEnumerable<string> FindNames(Expr e) => e switch
    {
        NameExpr n => [n.Id],
        TupleExpr t => t.Items.SelectMany(FindNames),
        ListExpr l => l.Items.SelectMany(FindNames),
        _ => []
    };

    // What a compound statement assigns but is used around it is declared before it.
    private void Predeclare(Stmt s)
    {
        if (s is ExprStmt or AssignStmt or AugAssignStmt or ReturnStmt or AssertStmt)
        {
            foreach (string name in Inside.GetExpressions(s).SelectMany(Inside.FindWalruses).Distinct()) { PredeclareName(name); }
            return;
        }
        if (s is not (IfStmt or ForStmt or WhileStmt or TryStmt or MatchStmt or WithStmt) || s is WithStmt w && Blocks.IsOfTapes(w)
            || (Blocks.IsMainGuard(s) && _block == _blocks.Root))
        {
            return;
        }
        HashSet<string> opened = s is WithStmt with ? [.. with.Items.SelectMany(i => i.Target is null ? [] : FindNames(i.Target))] : [];
        foreach (string name in new Blocks([s]).Stored)
        {
            if (!opened.Contains(name) && !_blocks.IsLoopOnly(name)) { PredeclareName(name); }
        }
    }

    private void PredeclareName(string name)
    {
        Scope scope = FindFunctionScope();
        if (_blocks.FindHome(name) != _block || scope.Outer.Contains(name)) { return; }
        if (scope.Names.TryGetValue(name, out Variable? known) && (known.IsDeclared || known.Type is FuncType or ModuleType)) { return; }
        known = scope.Names[name] = new Variable(name);
        Recall(known);
        if (IsShared(name, scope)) { AsField(known); return; }
        known.IsDeclared = true;
        _out.WriteLine($"{WriteDeclaredType(known)} {known.CsName} = {WriteDefault(known.Type)};");
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
            case IfStmt i when Blocks.IsMainGuard(i) && _block == _blocks.Root: WriteBody(i.Then); break;
            case IfStmt i: WriteIf(i, "if"); break;
            case ForStmt f: WithElse(f.Body, f.Else, () => WriteFor(f)); break;
            case WhileStmt w:
                WithElse(w.Body, w.Else, () =>
                {
                    _out.WriteLine(
                        $"while ({TranslateHead(w.Line, w.Body, () => TranslateCondition(w.Condition).Code, WriteLeftCondition)})");
                    WriteInBraces(w.Body);
                });
                break;
            case FunctionStmt f: WriteFunction(f); break;
            case ClassStmt c: WriteClass(c); break;
            case ReturnStmt r: WriteReturn(r); break;
            case WordStmt { Word: "pass" }: break;
            case WordStmt { Word: "break" } when _broken is not null: _out.WriteLine($"{_broken} = true;"); _out.WriteLine("break;"); break;
            case WordStmt w: _out.WriteLine(w.Word + ";"); break;
            case ImportStmt i: WriteImport(i); break;
            case ImportFromStmt i: WriteImportFrom(i); break;
            case ScopeStmt when _scope.Function is null && _classDepth == 0: break; // the program's own lines have no names but these
            case ScopeStmt g: foreach (string n in g.Names) { FindFunctionScope().Outer.Add(n); } break;
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
        bool isBroken = other.Count > 0 && Inside.Walk(body).Any(s => s is WordStmt { Word: "break" });
        _broken = isBroken ? "isBroken" + (++_temporary) : null;
        string? own = _broken;
        try
        {
            if (own is not null) { _out.WriteLine($"bool {own} = false;"); }
            write();
        }
        finally { _broken = before; }
        if (other.Count == 0) { return; }
        if (own is null) { WriteInBraces(other); return; }
        _out.WriteLine($"if (!{own})");
        WriteInBraces(other);
    }

    private void WriteInBraces(IReadOnlyList<Stmt> body)
    {
        _out.Open();
        WriteBody(body);
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
        if (e.Value is StringExpr doc)
        {
            foreach (string line in doc.Value.Trim().Split('\n')) { _out.WriteLine("// " + line.Trim()); }
            return;
        }
        if (e.Value is YieldExpr { IsFrom: true, Value: { } many })
        {
            Ex source = TranslateSequence(many);
            if (_scope.Function is { } g) { g.Returns = Learn(g.Returns, FindElement(source.Type)); }
            _out.WriteLine($"foreach (var yielded in {source.Code}) {{ yield return yielded; }}");
            return;
        }
        if (e.Value is YieldExpr { IsFrom: false } y)
        {
            Ex yielded = y.Value is null ? new Ex("null", PyType.Never) : Translate(y.Value).Kept;
            if (_scope.Function is { } f) { f.Returns = Learn(f.Returns, yielded.Type); }
            _out.WriteLine($"yield return {yielded.Code};");
            return;
        }
        if (e.Value is CallExpr { Function: AttributeExpr { Object: NameExpr { Id: "warnings" } } })
        {
            _out.WriteLine("// " + _lines[e.Line - 1].Trim());
            return;
        }
        if (e.Value is CallExpr { Function: var silenced } && FindPath(silenced) is { } path && s_withoutEffect.Contains(path))
        {
            _out.WriteLine("// " + _lines[e.Line - 1].Trim());
            return;
        }
        // df.replace({"a": {1: 2}}, inplace=True): each column by itself.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "replace", Object: NameExpr or AttributeExpr } replaced,
                Arguments: [{ Name: null, Value: DictExpr { Entries: var columns } },
                    { Name: "inplace", Value: Syntax.Constant { Text: "True" } }] }
            && columns.All(p => p is (StringExpr, DictExpr))
            && Translate(replaced.Object) is { Type: Clr { Type.Name: "DataFrame" } } frame)
        {
            foreach (var (column, values) in columns)
            {
                string place = $"{frame.Wrap(0)}[{Translate(column!).Code}]";
                _out.WriteLine($"{place} = {place}.replace({Translate(values, typeof(Dictionary<string, string>)).Code});");
            }
            return;
        }
        // config.update({"units": 8}) of what Keras gives: each by itself.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "update", Object: NameExpr or AttributeExpr } renewed,
                Arguments: [{ Name: null, Value: DictExpr { Entries: var news } }] } && news.All(p => p.Key is StringExpr)
            && Translate(renewed.Object) is { Type: Clr { Type: var kept } } settings && Api.FindMethods(kept, "update").Count == 0)
        {
            foreach (var (key, value) in news)
            {
                _out.WriteLine($"{settings.Wrap(0)}[{Translate(key!).Code}] = {Translate(value).Known.Code};");
            }
            return;
        }
        // Keras 1's Embedding(dropout=0.2) is a layer of its own, right behind it.
        if (e.Value is CallExpr { Function: AttributeExpr { Name: "add" } add, Arguments: [{ Value: CallExpr made }] }
            && FindPath(made.Function) == "keras.layers.Embedding"
            && made.Arguments.FirstOrDefault(a => a.Name == "dropout") is { } dropped)
        {
            var plain = new CallExpr(add, [new Argument(null, made with { Arguments = [.. made.Arguments.Where(a => a != dropped)] }, 0)]);
            _out.WriteLine($"{Translate(plain).Code};");
            _out.WriteLine($"{Translate(add.Object).Wrap(0)}.add(keras.layers.SpatialDropout1D({Translate(dropped.Value).Code}));"
                + $"{TakeTrailingComment(e)}");
            return;
        }
        if (e.Value is CallExpr { Function: var exit } ending && (FindPath(exit) == "sys.exit"
            || exit is NameExpr { Id: "exit" or "quit" } named && _scope.Find(named.Id) is null))
        {
            WriteExit(ending, TakeTrailingComment(e));
            return;
        }
        // Python prints None for a call that gives nothing.
        if (e.Value is CallExpr { Function: NameExpr { Id: "print" }, Arguments: [{ Name: null, Stars: 0, Value: CallExpr silent }] }
            && _scope.Find("print") is null && Translate(silent) is { Type: var given } nothing && given == PyType.None)
        {
            _out.WriteLine($"{nothing.Code};");
            _out.WriteLine($"print((object?)null);{TakeTrailingComment(e)}");
            return;
        }
        Ex x = Translate(e.Value);
        if (_cells.TryGetValue(e.EndLine, out int cell) && e.Value is not CallExpr { Function: NameExpr { Id: "print" } }
            && x.Type != PyType.None && e.Value is not CallExpr { Function: AttributeExpr { Name: "show" } })
        {
            // A cell whose value is None shows nothing.
            if (x.Code == "null") { return; }
            bool mayBeNone = x.MayBeNull || x.MayBeNone || x.Type.IsUnknown
                || e.Value is CallExpr { Function: NameExpr own } && _scope.Find(own.Id)?.Type is FuncType { Function.GivesNull: true }
                || e.Value is CallExpr { Function: AttributeExpr { Name: "get" } } && !x.Type.IsValue;
            string shown = mayBeNone ? $"shown{cell}" : x.Code;
            _out.WriteLine($"{(mayBeNone ? $"if ({x.Wrap(4)} is {{ }} {shown}) {{ " : "")}print(\"Out[{cell}]:\", repr({shown}));"
                + $"{(mayBeNone ? " }" : "")}{TakeTrailingComment(e)}");
            return;
        }
        if (x.Type is ModuleType or FuncType || (e.Value is NameExpr or AttributeExpr or StringExpr or NumberExpr or SubscriptExpr))
        {
            _out.WriteLine($"_ = {x.Code};{TakeTrailingComment(e)}");
            return;
        }
        _out.WriteLine(e.Value is CallExpr && x.Level == 0
            && !x.Code.StartsWith('"') ? $"{x.Code};{TakeTrailingComment(e)}" : $"_ = {x.Code};{TakeTrailingComment(e)}");
    }

    // The path of a name or of a part of a module, where it is one.
    private string? FindPath(Expr e) => e switch
    {
        NameExpr n => _scope.Find(n.Id)?.Type is ModuleType m ? m.Path : null,
        AttributeExpr a => FindPath(a.Object) is { } path ? Api.MapPath(path + "." + a.Name) : null,
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
        _out.WriteLine($"{word} ({TranslateHead(i.Line, i.Then, () => TranslateCondition(i.Condition).Code, WriteLeftCondition)})");
        WriteInBraces(i.Then);
        if (i.Else is [IfStmt inner] && inner.Line > 0 && _lines[inner.Line - 1].TrimStart().StartsWith("elif", StringComparison.Ordinal))
        {
            Block before = _block;
            _block = _blocks.Of(i.Else);
            WriteIf(inner, "else if");
            _block = before;
        }
        else if (i.Else.Count > 0)
        {
            _out.WriteLine("else");
            WriteInBraces(i.Else);
        }
    }

    // A name that is gone on a straight way is an error where it is asked for.
    private void Forget(string name)
    {
        if (_scope.Find(name) is { } known && _blocks.FindHome(name) == _block && !IsShared(name, FindFunctionScope()))
        {
            known.IsGone = true;
        }
    }

    private void WriteDelete(Expr target)
    {
        if (target is NameExpr name) { Forget(name.Id); return; }
        if (target is AttributeExpr { Object: var holder, Name: var own } && Translate(holder).Type is ClassType { IsObject: true } held
            && held.Class.FindGiving(own)?.Shared.Contains(own) == true && held.Class.IsOwned(own))
        {
            _out.WriteLine($"{Translate(holder).Wrap(0)}.has_own_{own} = false;");
            return;
        }
        if (target is not SubscriptExpr s) { throw No("del", "`del` of this"); }
        Ex owner = Translate(s.Object);
        _out.WriteLine(owner.Type switch
        {
            DictOf => KeepOrder(new Ex($"{owner.Wrap(0)}.pop({Translate(s.Index).Code});", PyType.None)).Code,
            ListOf when s.Index is SliceExpr gone => $"del_slice({owner.Code}{WriteBounds(gone)});",
            ListOf when s.Index is not SliceExpr => $"{owner.Wrap(0)}.pop({Translate(s.Index).Code});",
            _ => throw No("del", $"`del` of a part of {owner.Type.Cs}"),
        });
    }
}
