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
            if (compound is not null) { into.Add(At(start, compound)); return; }
        }
        else if (Is("@")) { into.Add(At(start, ReadDecorated())); return; }
        do
        {
            if (Now.Kind == TokenKind.Newline) { break; }
            Token simple = Now;
            into.Add(At(simple, ReadSimple()));
        }
        while (Take(";"));
        if (Now.Kind == TokenKind.Newline) { _at++; }
        else if (Now.Kind != TokenKind.End) { throw Fault("invalid syntax"); }
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
        return Deeper(() =>
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
                return new WordStmt(start.Text);
            case "return":
                _at++;
                return new ReturnStmt(EndsSimple() ? null : ReadStarList());
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
                Expr targets = ReadStarList();
                return new DeleteStmt(targets is TupleExpr { InParentheses: false } tuple ? tuple.Items : [targets]);
            case "assert":
                _at++;
                Expr condition = ReadExpression();
                return new AssertStmt(condition, Take(",") ? ReadExpression() : null);
            case "import": return ReadImport();
            case "from": return ReadFrom();
            case "type" when Ahead().Kind == TokenKind.Name && !s_keywords.Contains(Ahead().Text) && Ahead(2).Text is "=" or "[":
                _at++;
                string alias = ExpectName();
                SkipTypeParameters();
                Expect("=");
                return new TypeAliasStmt(alias, ReadExpression());
            case "print" when Ahead().Kind is TokenKind.String or TokenKind.Number or TokenKind.Name && !s_keywords.Contains(Ahead().Text)
                && Ahead().Line == start.Line:
                throw Fault("Missing parentheses in call to 'print'. Did you mean print(...)?");
            default: return ReadExpressionStatement();
        }
    }

    private bool EndsSimple() => Now.Kind is TokenKind.Newline or TokenKind.End || Is(";");

    private Stmt ReadExpressionStatement()
    {
        Token start = Now;
        Expr first = Is("yield") ? ReadYield() : ReadStarList();
        if (Now.Kind == TokenKind.Operator && s_augmented.Contains(Now.Text))
        {
            string op = _tokens[_at++].Text[..^1];
            RequireTarget(first, start, isAugmented: true);
            return new AugAssignStmt(first, op, Is("yield") ? ReadYield() : ReadStarList());
        }
        if (Is(":") )
        {
            RequireTarget(first, start, isAugmented: true);
            _at++;
            Expr annotation = ReadExpression();
            return new AnnAssignStmt(first, annotation, Take("=") ? Is("yield") ? ReadYield() : ReadStarList() : null);
        }
        if (!Is("=")) { return new ExprStmt(first); }
        var parts = new List<Expr> { first };
        while (Take("="))
        {
            RequireTarget(parts[^1], start);
            parts.Add(Is("yield") ? ReadYield() : ReadStarList());
        }
        return new AssignStmt(parts[..^1], parts[^1]);
    }

    private void RequireTarget(Expr target, Token start, bool isAugmented = false)
    {
        switch (target)
        {
            case NameExpr or AttributeExpr or SubscriptExpr: return;
            case StarredExpr star when !isAugmented: RequireTarget(star.Value, start); return;
            case TupleExpr tuple when !isAugmented: foreach (Expr item in tuple.Items) { RequireTarget(item, start); } return;
            case ListExpr list when !isAugmented: foreach (Expr item in list.Items) { RequireTarget(item, start); } return;
        }
        string what = target switch
        {
            CallExpr => "function call",
            Constant c => c.Text,
            NumberExpr or StringExpr => "literal",
            CompareExpr => "comparison",
            BinaryExpr or UnaryExpr or BooleanExpr => "expression",
            ConditionalExpr => "conditional expression",
            LambdaExpr => "lambda",
            _ => "expression",
        };
        throw Fault($"cannot assign to {what} here. Maybe you meant '==' instead of '='?", start);
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
            names.Add(new ImportName(ExpectName(), Take("as") ? ExpectName() : null));
        }
        while (Take(","));
        if (isOpen) { Expect(")"); }
        return new ImportFromStmt(module, level, names);
    }

    private IfStmt ReadIf()
    {
        string word = _tokens[_at++].Text;
        int line = _tokens[_at - 1].Line;
        Expr condition = ReadNamed();
        List<Stmt> then = ReadBlock($"'{word}' statement on line {line}");
        Token start = Now;
        if (Is("elif")) { return new IfStmt(condition, then, Deeper(() => (IReadOnlyList<Stmt>)[At(start, ReadIf())])); }
        return new IfStmt(condition, then, ReadElse());
    }

    private List<Stmt> ReadElse() => Take("else") ? ReadBlock($"'else' statement on line {_tokens[_at - 1].Line}") : [];

    private WhileStmt ReadWhile()
    {
        int line = _tokens[_at++].Line;
        Expr condition = ReadNamed();
        return new WhileStmt(condition, ReadBlock($"'while' statement on line {line}"), ReadElse());
    }

    private ForStmt ReadFor(bool isAsync)
    {
        int line = _tokens[_at++].Line;
        Expr target = ReadTargets();
        Expect("in");
        Expr source = ReadStarList();
        return new ForStmt(target, source, ReadBlock($"'for' statement on line {line}"), ReadElse(), isAsync);
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
        return new FunctionStmt(name, parameters, returns, ReadBlock($"function definition on line {line}"), decorators, isAsync);
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
            Expr? type = Is(":") ? null : ReadStarList();
            string? name = Take("as") ? ExpectName() : null;
            handlers.Add(new ExceptClause(type, name, ReadBlock($"'except' statement on line {at}"), at, isGroup));
        }
        List<Stmt> otherwise = ReadElse();
        List<Stmt> final = Take("finally") ? ReadBlock($"'finally' statement on line {_tokens[_at - 1].Line}") : [];
        if (handlers.Count == 0 && final.Count == 0) { throw Fault("expected 'except' or 'finally' block"); }
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
