namespace KerasDigits.Port.Translating;

/// <content><c>try</c>, <c>raise</c>, <c>assert</c>: each name catches what it catches in Python, and nothing else.</content>
public sealed partial class Translator
{
    // The names that handlers around a line have given to what they caught, the innermost last.
    private readonly Stack<(string Name, Scope Scope)> _caught = new();

    private static readonly PyType s_error = new Clr(typeof(Exception));

    private void WriteRaise(RaiseStmt r)
    {
        if (r.Value is null) { _out.WriteLine("throw;"); return; }
        string? name = r.Value is NameExpr n ? n.Id : r.Value is CallExpr { Function: NameExpr m } ? m.Id : null;
        Variable? known = name is null ? null : _scope.Find(name);
        if (known?.Type is ClassType { IsObject: false, Class: { ClrBase: { } basis } own } && typeof(Exception).IsAssignableFrom(basis))
        {
            _out.WriteLine($"throw {TranslateConstruction(own, r.Value as CallExpr ?? new CallExpr(r.Value, [])).Code};");
            return;
        }
        if (r.Value is NameExpr && known is { Type: var held } && IsError(held))
        {
            bool isSame = _caught.TryPeek(out var caught) && caught.Name == name && caught.Scope == FindFunctionScope();
            _out.WriteLine(isSame ? "throw;" : $"throw {known.CsName};");
            return;
        }
        if (name == "SystemExit" && known is null)
        {
            WriteExit(r.Value as CallExpr ?? new CallExpr(r.Value, []), "");
            return;
        }
        if (name is null || known is not null || Errors.FindThrown(name) is not { } type)
        {
            throw No("raise", "an exception of a kind that C# has not");
        }
        Argument[] arguments = r.Value is CallExpr c ? [.. c.Arguments] : [];
        if (arguments.Any(a => a.Stars > 0 || a.Name is not null)) { throw No("raise", "an exception of values by name"); }
        _out.WriteLine($"throw new {ClrNames.Write(type)}({WriteErrorText(name, [.. arguments.Select(a => a.Value)])});"
            + $"{TakeTrailingComment(r)}");
    }

    private static bool IsError(PyType type) => type is Clr { Type: var clr } && typeof(Exception).IsAssignableFrom(clr)
        || type is ClassType { IsObject: true, Class.ClrBase: { } own } && typeof(Exception).IsAssignableFrom(own);

    // What Python's str says of an exception: its one value, of a KeyError as it is written, or several as a tuple.
    private string WriteErrorText(string name, IReadOnlyList<Expr> values)
    {
        if (values.Count == 0) { return "\"\""; }
        if (values.Count > 1) { return $"str(({string.Join(", ", values.Select(v => WritePlain(Translate(v))))}))"; }
        Ex value = Translate(values[0]);
        return name == "KeyError" ? $"repr({WritePlain(value)})" : value.Type == PyType.Str ? value.Code : $"str({WritePlain(value)})";
    }

    private void WriteAssert(AssertStmt a)
    {
        string said = a.Message is null ? "" : WriteErrorText("AssertionError", [a.Message]);
        _out.WriteLine($"if (!({TranslateCondition(a.Condition).Code})) {{ throw new AssertionError({said}); }}");
    }

    private static bool HasLoopEnd(IReadOnlyList<Stmt> body) => body.Any(s => s is WordStmt { Word: "break" or "continue" }
        || s is not (ForStmt or WhileStmt or FunctionStmt or ClassStmt) && HasLoopEnd(Inside.GetChildren(s)));

    private void WriteTry(TryStmt t)
    {
        // What Python would end the error by, C# does not allow there.
        if (Sharing.FindOwn(t.Finally).Any(s => s is ReturnStmt) || HasLoopEnd(t.Finally))
        {
            throw No("finally", "`return`, `break` or `continue` in a `finally`, which would swallow an error");
        }
        if (IsImport(t)) { WriteBody(t.Body); return; }
        if (IsElsewhere(t))
        {
            // Colab's modules are in Colab alone: Python goes on with what stands below.
            int last = t.Handlers[0].Line - 1;
            foreach (string line in _lines[(t.Line - 1)..last]) { _out.WriteLine("// " + line.TrimEnd()); }
            while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line <= last) { _commentAt++; }
            WriteBody(t.Handlers[0].Body);
            WriteBody(t.Finally);
            return;
        }
        // What ends a try stands around its else too.
        if (t.Else.Count > 0 && t.Finally.Count > 0)
        {
            _out.WriteLine("try");
            _out.Open();
            WriteTry(t with { Finally = [] });
            _out.Close();
            _out.WriteLine("finally");
            WriteInBraces(t.Finally);
            return;
        }
        string isDone = t.Else.Count > 0 ? "isDone" + (++_temporary) : "";
        if (isDone.Length > 0) { _out.WriteLine($"bool {isDone} = false;"); }
        _out.WriteLine("try");
        _out.Open();
        WriteBody(t.Body);
        if (isDone.Length > 0) { _out.WriteLine($"{isDone} = true;"); }
        _out.Close();
        foreach (ExceptClause h in t.Handlers) { WriteHandler(h); }
        if (t.Finally.Count > 0) { _out.WriteLine("finally"); WriteInBraces(t.Finally); }
        if (isDone.Length > 0) { _out.WriteLine($"if ({isDone})"); WriteInBraces(t.Else); }
    }

    private void WriteHandler(ExceptClause h)
    {
        if (h.IsGroup) { throw No("except*", "groups of exceptions"); }
        (string Name, ClassInfo? Own)[] kinds = h.Type is null ? [("BaseException", null)]
            : [.. (h.Type is TupleExpr many ? many.Items : [h.Type]).Select(FindErrorKind)];
        string unnamed = _caught.Count > 0 ? "error" + (_caught.Count + 1) : _scope.Find("e") is null ? "e" : "error";
        string name = h.Name is null ? unnamed
            : _scope.Find(h.Name) is null or { Type: ModuleType } ? Naming.Escape(h.Name) : h.Name + FindFreeNumber(h.Name, 2);
        string? type = null, condition = null;
        PyType held = s_error;
        if (kinds.Any(k => k.Name is "Exception" or "BaseException" && k.Own is null))
        {
            // A line that was not translated says so whatever catches around it; Ctrl-C and its like are no Exception in Python.
            bool isInterrupted = _interrupts.Value && !kinds.Any(k => k.Name == "BaseException");
            string[] passed = [.. _isLeftIn ? ["NotSupportedException"] : Array.Empty<string>(),
                .. isInterrupted ? ["OperationCanceledException"] : Array.Empty<string>()];
            (type, condition) = ("Exception", passed.Length == 0 ? null : $"{name} is not {(passed.Length > 1 ? "(" : "")}"
                + $"{string.Join(" or ", passed)}{(passed.Length > 1 ? ")" : "")}");
        }
        else if (kinds is [(_, { } own)])
        {
            (type, held) = (own.CsName, new ClassType(own, true));
        }
        else if (kinds is [(var only, null)] && Errors.IsExact(only))
        {
            type = ClrNames.Write(Errors.FindThrown(only)!);
        }
        else
        {
            string[] ofPython = [.. kinds.Where(k => k.Own is null).Select(k => Text.Quote(k.Name))];
            IEnumerable<string> tests = kinds.Where(k => k.Own is not null).Select(k => $"{name} is {k.Own!.CsName}");
            if (ofPython.Length > 0) { tests = tests.Append($"is_error({name}, {string.Join(", ", ofPython)})"); }
            (type, condition) = ("Exception", string.Join(" || ", tests));
        }
        if (kinds.Any(k => k is { Name: "KeyboardInterrupt", Own: null }) && !_interrupts.Value)
        {
            _out.WriteLine(
                "// Ctrl-C does not come here: fit ends after its batch and the program goes on; elsewhere it ends the program.");
        }
        string when = condition is null ? "" : $" when ({condition})";
        _out.WriteLine(type == "Exception" && condition is null && h.Name is null ? "catch"
            : $"catch ({type}{(h.Name is null && condition is null ? "" : " " + name)}){when}");
        _caught.Push((h.Name ?? "", FindFunctionScope()));
        try { WithNames(h.Name is null ? [] : [(h.Name, name, held)], () => { WriteInBraces(h.Body); return 0; }); }
        finally { _caught.Pop(); }
    }

    private (string Name, ClassInfo? Own) FindErrorKind(Expr e)
    {
        if (e is NameExpr n && _scope.Find(n.Id) is { } known && known.Type is not ModuleType)
        {
            return known.Type is ClassType { IsObject: false, Class: { ClrBase: { } basis } kind }
                && typeof(Exception).IsAssignableFrom(basis) ? (n.Id, kind) : throw No("except", "an exception that is not known");
        }
        string? name = e switch
        {
            NameExpr plain => plain.Id,
            AttributeExpr { Object: NameExpr { Id: "json" } or AttributeExpr { Name: "decoder" }, Name: "JSONDecodeError" } a => a.Name,
            AttributeExpr { Object: NameExpr { Id: "builtins" or "exceptions" } } a => a.Name,
            _ => null,
        };
        return name is not null && Errors.IsKnown(name) ? (name, null) : throw No("except", "an exception of a kind that C# has not");
    }

    // Whether lines of the program were left in the pass before this one: what they throw is caught by no handler.
    private bool _isLeftIn;

    // Whether the program itself throws what Ctrl-C throws in Python.
    private readonly Lazy<bool> _interrupts;

    private static bool Interrupts(Stmt s) => s is RaiseStmt { Value: var v }
        && (v is CallExpr c ? c.Function : v) is NameExpr { Id: "KeyboardInterrupt" };

    // sys.exit() is an exception in Python, which what stands around it may catch, and see the end of: .NET's is neither.
    private void WriteExit(CallExpr exit, string trailing)
    {
        if (_exitsSeen.Value is { } line)
        {
            throw No("exit", $"the `try` of line {line} sees the program's end, which nothing sees in .NET");
        }
        Ex? word = exit.Arguments is [{ Name: null, Stars: 0, Value: var said }] ? Translate(said) : null;
        if (exit.Arguments.Count > 1 || exit.Arguments.Count == 1 && word is null) { throw No("exit", "an end with these arguments"); }
        if (word is not null && word.Type == PyType.Str)
        {
            _out.WriteLine($"Console.Error.WriteLine({word.Code});");
            word = new Ex("1", PyType.Int);
        }
        if (word is { MayBeNull: true } || word is not null && word.Code != "null" && !word.Type.IsWhole)
        {
            throw No("exit", "an end with a value that is no number");
        }
        string code = word is null || word.Code == "null" ? "0" : WriteCount(word);
        _out.WriteLine($"Environment.Exit({(word?.Type == PyType.Bool ? $"{word.Wrap(12)} ? 1 : 0" : code)});{trailing}");
    }

    private readonly Lazy<int?> _exitsSeen;

    private bool IsExit(Expr e) => e is CallExpr { Function: NameExpr { Id: "exit" or "quit" } } or CallExpr { Function:
        AttributeExpr { Object: NameExpr { Id: "sys" or "os" }, Name: "exit" or "_exit" } };

    private bool Exits(Expr e) => IsExit(e) || Blocks.GetChildren(e).Any(Exits);

    private bool Exits(Stmt s) => Inside.Walk([s]).Any(i => i is RaiseStmt { Value: { } v }
        && (v is CallExpr c ? c.Function : v) is NameExpr { Id: "SystemExit" }) || Inside.GetExpressions(s).Any(Exits);

    // The first try that sees an end of the program in lines inside of it, or in functions of the program that they call.
    private int? FindTryAroundExit()
    {
        Stmt[] all = [.. Inside.Walk(_module.Body)];
        HashSet<string> ending = [.. all.OfType<FunctionStmt>().Where(f => f.Body.Any(Exits)).Select(f => f.Name)];
        for (int before = -1; before != ending.Count;)
        {
            before = ending.Count;
            ending.UnionWith(all.OfType<FunctionStmt>().Where(f => f.Body.SelectMany(Inside.GetExpressions).Any(Ends)).Select(f => f.Name));
        }
        return all.OfType<TryStmt>().FirstOrDefault(t => t.Finally.Count > 0
            && t.Body.Concat(t.Else).Concat(t.Handlers.SelectMany(h => h.Body)).Any(EndsInExit)
            || t.Handlers.Any(h => h.Type is null || GetItems(h.Type).Any(k => k is NameExpr { Id: "BaseException" or "SystemExit" }))
            && t.Body.Any(EndsInExit))?.Line;

        bool Ends(Expr e) => e is CallExpr { Function: var called } && (called is NameExpr n ? n.Id : (called as AttributeExpr)?.Name)
            is { } name && ending.Contains(name) || Blocks.GetChildren(e).Any(Ends);
        bool EndsInExit(Stmt s) => Exits(s) || Inside.GetExpressions(s).Any(Ends);
        static IReadOnlyList<Expr> GetItems(Expr e) => e is TupleExpr t ? t.Items : [e];
    }
}
