namespace KerasDigits.Port.Reading;

/// <content>Statements.</content>
public sealed partial class Parser
{
    private static readonly HashSet<string> s_augmented = ["+=", "-=", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=",
        "^=", "@="];

    private void ReadStatement(List<Stmt> into)
    {
        Token start = Now;
        if (start.Kind == TokenKind.Name)
        {
            Stmt? compound = start.Text switch
            {
                "if" => ReadIf(),
                "while" => ReadWhile(),
                "for" => ReadFor(false),
                "def" => ReadFunction([], false),
                "class" => ReadClass([]),
                "try" => ReadTry(),
                "with" => ReadWith(false),
                "async" => ReadAsync([]),
                "match" when IsMatch() => ReadMatch(),
                _ => null,
            };
            if (compound is not null) { into.Add(Locate(start, compound)); return; }
        }
        else if (Is("@")) { into.Add(Locate(start, ReadDecorated())); return; }
        do
        {
            if (Now.Kind == TokenKind.Newline) { break; }
            Token simple = Now;
            into.Add(Locate(simple, ReadSimple()));
        }
        while (Take(";"));
        if (Now.Kind == TokenKind.Newline) { _at++; }
        else if (Now.Kind != TokenKind.End) { throw Fault("invalid syntax"); }
    }

    private int _functions, _loops;

    // What stands at a place where it means nothing.
    private void RequirePlace(Token start, bool isThere, string message)
    {
        if (!isThere) { throw Fault(message, start, Before); }
    }

    // The lines of a function begin anew: a loop around it is none of its own.
    private T ReadInFunction<T>(Func<T> read)
    {
        int loops = _loops;
        (_loops, _functions) = (0, _functions + 1);
        try { return read(); }
        finally { (_loops, _functions) = (loops, _functions - 1); }
    }

    private List<Stmt> ReadLoop(string after)
    {
        _loops++;
        try { return ReadBlock(after); }
        finally { _loops--; }
    }

    private List<Stmt> ReadBlock(string after)
    {
        Expect(":");
        var body = new List<Stmt>();
        if (Now.Kind != TokenKind.Newline)
        {
            ReadStatement(body);
            return body;
        }
        _at++;
        if (Now.Kind != TokenKind.Indent) { throw Fault($"expected an indented block after {after}"); }
        _at++;
        return ReadDeeper(() =>
        {
            while (Now.Kind is not (TokenKind.Dedent or TokenKind.End))
            {
                if (Now.Kind == TokenKind.Newline) { _at++; continue; }
                if (Now.Kind == TokenKind.Indent) { throw Fault("unexpected indent"); }
                ReadStatement(body);
            }
            if (Now.Kind == TokenKind.Dedent) { _at++; }
            return body;
        });
    }

    private Stmt ReadSimple()
    {
        Token start = Now;
        if (start.Kind != TokenKind.Name) { return ReadExpressionStatement(); }
        switch (start.Text)
        {
            case "pass" or "break" or "continue":
                _at++;
                RequirePlace(start, start.Text == "pass" || _loops > 0,
                    start.Text == "break" ? "'break' outside loop" : "'continue' not properly in loop");
                return new WordStmt(start.Text);
            case "return":
                _at++;
                Expr? returned = EndsSimple() ? null : ReadStarList();
                RequirePlace(start, _functions > 0, "'return' outside function");
                return new ReturnStmt(returned);
            case "raise":
                _at++;
                Expr? raised = EndsSimple() ? null : ReadExpression();
                return new RaiseStmt(raised, Take("from") ? ReadExpression() : null);
            case "global" or "nonlocal":
                _at++;
                var names = new List<string> { ExpectName() };
                while (Take(",")) { names.Add(ExpectName()); }
                return new ScopeStmt(start.Text == "global", names);
            case "del":
                _at++;
                Token gone = Now;
                Expr targets = ReadStarList();
                RequireTarget(targets, gone, TargetKind.Deleted);
                return new DeleteStmt(targets is TupleExpr { InParentheses: false } tuple ? tuple.Items : [targets]);
            case "assert":
                _at++;
                Expr condition = ReadExpression();
                return new AssertStmt(condition, Take(",") ? ReadExpression() : null);
            case "import": return ReadImport();
            case "from": return ReadFrom();
            case "type" when Peek().Kind == TokenKind.Name && !s_keywords.Contains(Peek().Text) && Peek(2).Text is "=" or "[":
                _at++;
                string alias = ExpectName();
                SkipTypeParameters();
                Expect("=");
                return new TypeAliasStmt(alias, ReadExpression());
            case "print" when Peek().Kind is TokenKind.String or TokenKind.Number or TokenKind.Name && !s_keywords.Contains(Peek().Text)
                && Peek().Line == start.Line:
                _at++;
                ReadStarList();
                throw Fault("Missing parentheses in call to 'print'. Did you mean print(...)?", start, Before);
            case "exec" when Peek().Kind is TokenKind.String or TokenKind.Name && !s_keywords.Contains(Peek().Text)
                && Peek().Line == start.Line:
                _at++;
                ReadStarList();
                throw Fault("Missing parentheses in call to 'exec'. Did you mean exec(...)?", start, Before);
            default: return ReadExpressionStatement();
        }
    }

    private bool EndsSimple() => Now.Kind is TokenKind.Newline or TokenKind.End || Is(";");

    private Stmt ReadExpressionStatement()
    {
        Token start = Now;
        if (Now.Kind == TokenKind.Name && Peek() is { Text: ":=", Kind: TokenKind.Operator }) { throw Fault("invalid syntax", Peek()); }
        Expr first = Is("yield") ? ReadYield() : ReadStarList();
        if (Now.Kind == TokenKind.Operator && s_augmented.Contains(Now.Text))
        {
            RequireTarget(first, start, TargetKind.Augmented);
            string op = _tokens[_at++].Text[..^1];
            return new AugAssignStmt(first, op, Is("yield") ? ReadYield() : ReadStarList());
        }
        if (Is(":") )
        {
            RequireTarget(first, start, TargetKind.Annotated);
            _at++;
            Expr annotation = ReadExpression();
            return new AnnAssignStmt(first, annotation, Take("=") ? Is("yield") ? ReadYield() : ReadStarList() : null);
        }
        if (!Is("="))
        {
            if (first is StarredExpr) { throw Fault("can't use starred expression here", start, Before); }
            return new ExprStmt(first);
        }
        var parts = new List<Expr> { first };
        while (Is("="))
        {
            RequireTarget(parts[^1], start);
            if (parts[^1] is StarredExpr) { throw Fault("starred assignment target must be in a list or tuple", start, Before); }
            if ((parts[^1] as TupleExpr)?.Items.Count(i => i is StarredExpr) > 1)
            {
                throw Fault("multiple starred expressions in assignment", start, Before);
            }
            _at++;
            start = Now;
            parts.Add(Is("yield") ? ReadYield() : ReadStarList());
        }
        if (parts[^1] is StarredExpr) { throw Fault("can't use starred expression here", start, Before); }
        return new AssignStmt(parts[..^1], parts[^1]);
    }

    private void RequireTarget(Expr target, Token start, TargetKind way = TargetKind.Plain)
    {
        bool isAugmented = way is TargetKind.Augmented or TargetKind.Annotated;
        switch (target)
        {
            case NameExpr or AttributeExpr or SubscriptExpr: return;
            case StarredExpr star when !isAugmented: RequireTarget(star.Value, start, TargetKind.Inner); return;
            case TupleExpr tuple when !isAugmented: foreach (Expr item in tuple.Items) { RequireInner(item, start); } return;
            case ListExpr list when !isAugmented: foreach (Expr item in list.Items) { RequireInner(item, start); } return;
        }
        bool isPlain = target is CallExpr or NumberExpr or StringExpr or FormatExpr or BinaryExpr or UnaryExpr { Operator: not "not" }
            or Constant { Text: "..." } or DictExpr or SetExpr or AwaitExpr
            or ComprehensionExpr { Kind: not ComprehensionKind.Generator };
        string what = target switch
        {
            TupleExpr => "tuple",
            ListExpr => "list",
            FormatExpr => "f-string expression",
            CallExpr => "function call",
            Constant { Text: "..." } => "ellipsis",
            Constant c => c.Text,
            ComprehensionExpr { Kind: var kind } => kind == ComprehensionKind.Generator ? "generator expression"
                : kind.ToString().ToLowerInvariant() + " comprehension",
            DictExpr => "dict literal",
            SetExpr => "set display",
            AwaitExpr => "await expression",
            YieldExpr => "yield expression",
            NamedExpr => "named expression",
            NumberExpr or StringExpr => "literal",
            CompareExpr => "comparison",
            BinaryExpr or UnaryExpr or BooleanExpr => "expression",
            ConditionalExpr => "conditional expression",
            LambdaExpr => "lambda",
            _ => "expression",
        };
        Token first = start, last = Before;
        throw way switch
        {
            TargetKind.Augmented => Fault($"'{what}' is an illegal expression for augmented assignment", first, last),
            TargetKind.Annotated => Fault($"only single target (not {what}) can be annotated", first, last),
            TargetKind.Deleted => Fault($"cannot delete {what}", first, last),
            TargetKind.Plain when isPlain && IsLone() =>
                Fault($"cannot assign to {what} here. Maybe you meant '==' instead of '='?", first, last),
            _ => Fault($"cannot assign to {what}", first, last),
        };
    }

    // Whether one value alone is given: then == may have been meant.
    private bool IsLone()
    {
        int at = _at;
        try
        {
            if (_tokens.Take(at).Reverse().TakeWhile(t => t.Kind != TokenKind.Newline).Any(t => t is { Text: "=", Kind: TokenKind.Operator }
                && t.Line == Now.Line)) { return false; }
            if (!Take("=")) { return true; }
            ReadBitOr();
            return !Is("=") && !Is(":=");
        }
        catch (SyntaxFault) { return false; }
        finally { _at = at; }
    }

    // Where a value is stored, which Python words differently.
    private enum TargetKind
    {
        Plain,
        Inner,
        Augmented,
        Annotated,
        Deleted,
    }

    // An item of several targets: the fault is at its own place.
    private void RequireInner(Expr item, Token start)
    {
        bool isPlain = item is NameExpr or AttributeExpr or SubscriptExpr or StarredExpr or TupleExpr or ListExpr;
        int at = isPlain ? -1 : _tokens.ToList().FindIndex(t => t.Line == item.Line && t.Column == item.Column && t.Start >= start.Start);
        if (at < 0) { RequireTarget(item, start, TargetKind.Inner); return; }
        int mark = _at;
        _at = at;
        try { ReadExpression(); RequireTarget(item, _tokens[at], TargetKind.Inner); }
        finally { _at = mark; }
    }

    private ImportStmt ReadImport()
    {
        _at++;
        var names = new List<ImportName>();
        do { names.Add(new ImportName(ReadDotted(), Take("as") ? ExpectName() : null)); }
        while (Take(","));
        return new ImportStmt(names);
    }

    private string ReadDotted()
    {
        string name = ExpectName();
        while (Take(".")) { name += "." + ExpectName(); }
        return name;
    }

    private ImportFromStmt ReadFrom()
    {
        _at++;
        int level = 0;
        while (Is(".") || Is("...")) { level += Now.Text.Length; _at++; }
        string module = Is("import") ? "" : ReadDotted();
        Expect("import");
        if (Take("*")) { return new ImportFromStmt(module, level, [new ImportName("*", null)]); }
        bool isOpen = Take("(");
        var names = new List<ImportName>();
        do
        {
            if (isOpen && Is(")")) { break; }
            if (!isOpen && names.Count > 0 && Now.Kind == TokenKind.Newline)
            {
                throw Fault("trailing comma not allowed without surrounding parentheses");
            }
            names.Add(new ImportName(ExpectName(), Take("as") ? ExpectName() : null));
        }
        while (Take(","));
        if (isOpen) { Expect(")"); }
        return new ImportFromStmt(module, level, names);
    }

    // An elif stands in the else of what is before it, and is no level deeper.
    private IfStmt ReadIf()
    {
        var arms = new List<(Token Start, Expr Condition, List<Stmt> Then)>();
        do
        {
            if (arms.Count > LongestChain) { throw Fault("too many arms of one statement"); }
            Token start = Now;
            string word = _tokens[_at++].Text;
            Expr condition = ReadCondition();
            arms.Add((start, condition, ReadBlock($"'{word}' statement on line {start.Line}")));
        } while (Is("elif"));
        IReadOnlyList<Stmt> last = ReadElse();
        for (int i = arms.Count - 1; i > 0; i--) { last = [Locate(arms[i].Start, new IfStmt(arms[i].Condition, arms[i].Then, last))]; }
        return new IfStmt(arms[0].Condition, arms[0].Then, last);
    }

    // if x = 1: Python says what was meant.
    private Expr ReadCondition()
    {
        Token start = Now;
        Expr condition = ReadNamed();
        if (!Is("=")) { return condition; }
        _at++;
        ReadNamed();
        throw Fault("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", start, Before);
    }

    private List<Stmt> ReadElse() => Take("else") ? ReadBlock($"'else' statement on line {_tokens[_at - 1].Line}") : [];

    private WhileStmt ReadWhile()
    {
        int line = _tokens[_at++].Line;
        Expr condition = ReadCondition();
        return new WhileStmt(condition, ReadLoop($"'while' statement on line {line}"), ReadElse());
    }

    private ForStmt ReadFor(bool isAsync)
    {
        int line = _tokens[_at++].Line;
        Expr target = ReadTargets();
        Expect("in");
        Expr source = ReadStarList();
        return new ForStmt(target, source, ReadLoop($"'for' statement on line {line}"), ReadElse(), isAsync);
    }

    private FunctionStmt ReadFunction(IReadOnlyList<Expr> decorators, bool isAsync)
    {
        int line = _tokens[_at++].Line;
        string name = ExpectName();
        SkipTypeParameters();
        Expect("(", "expected '('");
        List<Parameter> parameters = ReadParameters(")", true);
        Expect(")");
        Expr? returns = Take("->") ? ReadStarList() : null;
        List<Stmt> body = ReadInFunction(() => ReadBlock($"function definition on line {line}"));
        return new FunctionStmt(name, parameters, returns, body, decorators, isAsync);
    }

    private void SkipTypeParameters()
    {
        if (!Take("[")) { return; }
        for (int depth = 1; depth > 0; _at++)
        {
            if (Now.Kind == TokenKind.End) { throw Fault("invalid syntax"); }
            depth += Is("[") ? 1 : Is("]") ? -1 : 0;
        }
    }

    private ClassStmt ReadClass(IReadOnlyList<Expr> decorators)
    {
        int line = _tokens[_at++].Line;
        string name = ExpectName();
        SkipTypeParameters();
        IReadOnlyList<Argument> bases = Take("(") ? ReadArguments() : [];
        return new ClassStmt(name, bases, ReadBlock($"class definition on line {line}"), decorators);
    }

    private Stmt ReadAsync(IReadOnlyList<Expr> decorators)
    {
        _at++;
        return Now.Text switch
        {
            "def" => ReadFunction(decorators, true),
            "for" => ReadFor(true),
            "with" => ReadWith(true),
            _ => throw Fault("invalid syntax"),
        };
    }

    private Stmt ReadDecorated()
    {
        var decorators = new List<Expr>();
        while (Take("@"))
        {
            decorators.Add(ReadNamed());
            if (Now.Kind != TokenKind.Newline) { throw Fault("invalid syntax"); }
            while (Now.Kind == TokenKind.Newline) { _at++; }
        }
        return Now.Text switch
        {
            "def" => ReadFunction(decorators, false),
            "class" => ReadClass(decorators),
            "async" => ReadAsync(decorators),
            _ => throw Fault("invalid syntax"),
        };
    }

    private TryStmt ReadTry()
    {
        int line = _tokens[_at++].Line;
        List<Stmt> body = ReadBlock($"'try' statement on line {line}");
        var handlers = new List<ExceptClause>();
        while (Is("except"))
        {
            int at = _tokens[_at++].Line;
            bool isGroup = Take("*");
            Token first = Now;
            Expr? type = Is(":") ? null : ReadStarList();
            if (type is TupleExpr { InParentheses: false })
            {
                throw Fault("multiple exception types must be parenthesized", first, Before);
            }
            string? name = Take("as") ? ExpectName() : null;
            handlers.Add(new ExceptClause(type, name, ReadBlock($"'except' statement on line {at}"), at, isGroup));
        }
        if (handlers.Count == 0 && !Is("finally")) { throw Fault("expected 'except' or 'finally' block"); }
        if (handlers.FindIndex(h => h.Type is null) is var bare && bare >= 0 && bare < handlers.Count - 1)
        {
            Token word = _tokens.First(t => t.Line == handlers[bare].Line && t.Text == "except");
            throw Fault("default 'except:' must be last", word, _tokens[_tokens.ToList().IndexOf(word) + 1]);
        }
        List<Stmt> otherwise = ReadElse();
        List<Stmt> final = Take("finally") ? ReadBlock($"'finally' statement on line {_tokens[_at - 1].Line}") : [];
        return new TryStmt(body, handlers, otherwise, final);
    }

    private WithStmt ReadWith(bool isAsync)
    {
        int line = _tokens[_at++].Line, mark = _at;
        if (Take("("))
        {
            try
            {
                var inside = ReadWithItems(true);
                if (Take(")") && Is(":")) { return new WithStmt(inside, ReadBlock($"'with' statement on line {line}"), isAsync); }
            }
            catch (SyntaxFault) { }
            _at = mark;
        }
        var items = ReadWithItems(false);
        return new WithStmt(items, ReadBlock($"'with' statement on line {line}"), isAsync);
    }

    private List<(Expr, Expr?)> ReadWithItems(bool isOpen)
    {
        var items = new List<(Expr, Expr?)>();
        do
        {
            if (isOpen && Is(")")) { break; }
            Expr value = ReadExpression();
            items.Add((value, Take("as") ? ReadTarget() : null));
        }
        while (Take(","));
        return items;
    }
}
