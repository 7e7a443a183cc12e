namespace KerasDigits.Port.Reading;

/// <content>Expressions, from the loosest operator to the tightest.</content>
public sealed partial class Parser
{
    private static readonly HashSet<string> s_comparisons = ["<", ">", "==", ">=", "<=", "!=", "in", "is"];

    private Expr ReadStarList()
    {
        Token start = Now;
        Expr first = ReadStarOrNamed();
        if (!Is(",")) { return first; }
        var items = new List<Expr> { first };
        while (Take(","))
        {
            if (!BeginsExpression()) { break; }
            items.Add(ReadStarOrNamed());
        }
        return Locate(start, new TupleExpr(items));
    }

    private bool BeginsExpression() => Now.Kind is TokenKind.Number or TokenKind.String
        || (Now.Kind == TokenKind.Name
            && (!s_keywords.Contains(Now.Text) || Now.Text is "None" or "True" or "False" or "not" or "lambda" or "await" or "yield"))
        || (Now.Kind == TokenKind.Operator && Now.Text is "(" or "[" or "{" or "-" or "+" or "~" or "..." or "*");

    private Expr ReadStarOrNamed()
    {
        Token start = Now;
        return Take("*") ? Locate(start, new StarredExpr(ReadBitOr())) : ReadNamed();
    }

    private Expr ReadNamed()
    {
        Token start = Now;
        Expr value = ReadExpression();
        if (!Is(":=")) { return value; }
        if (value is not NameExpr name) { throw Fault("cannot use assignment expressions with expression"); }
        _at++;
        return Locate(start, new NamedExpr(name, ReadExpression()));
    }

    private Expr ReadExpression() => ReadDeeper(() =>
    {
        Token start = Now;
        if (Is("lambda")) { return ReadLambda(); }
        Expr value = ReadOr();
        if (!Is("if")) { return value; }
        _at++;
        Expr condition = ReadOr();
        if (!Take("else"))
        {
            throw Fault("expected 'else' after 'if' expression", start, Before);
        }
        return Locate(start, new ConditionalExpr(condition, value, ReadExpression()));
    });

    private Expr ReadLambda()
    {
        Token start = Now;
        _at++;
        List<Parameter> parameters = ReadParameters(":", false);
        Expect(":");
        return Locate(start, new LambdaExpr(parameters, ReadInFunction(ReadExpression)));
    }

    private Expr ReadOr()
    {
        Token start = Now;
        Expr left = ReadAnd();
        int length = 0;
        while (Take("or")) { Lengthen(ref length); left = Locate(start, new BooleanExpr("or", left, ReadAnd())); }
        return left;
    }

    private Expr ReadAnd()
    {
        Token start = Now;
        Expr left = ReadNot();
        int length = 0;
        while (Take("and")) { Lengthen(ref length); left = Locate(start, new BooleanExpr("and", left, ReadNot())); }
        return left;
    }

    private Expr ReadNot()
    {
        Token start = Now;
        return Take("not") ? Locate(start, new UnaryExpr("not", ReadDeeper(ReadNot))) : ReadComparison();
    }

    private Expr ReadComparison()
    {
        Token start = Now;
        Expr first = ReadBitOr();
        var rest = new List<(string, Expr)>();
        while (s_comparisons.Contains(Now.Text) && Now.Kind is TokenKind.Operator or TokenKind.Name || (Is("not") && Peek().Text == "in"))
        {
            if (!s_comparisons.Contains(Now.Text) && !Is("not")) { break; }
            string op = _tokens[_at++].Text;
            if (op == "not") { _at++; op = "not in"; }
            else if (op == "is" && Take("not")) { op = "is not"; }
            rest.Add((op, ReadBitOr()));
        }
        return rest.Count == 0 ? first : Locate(start, new CompareExpr(first, rest));
    }

    private Expr ReadBitOr() => ReadLeft(ReadBitXor, "|");

    private Expr ReadBitXor() => ReadLeft(ReadBitAnd, "^");

    private Expr ReadBitAnd() => ReadLeft(ReadShift, "&");

    private Expr ReadShift() => ReadLeft(ReadSum, "<<", ">>");

    private Expr ReadSum() => ReadLeft(ReadProduct, "+", "-");

    private Expr ReadProduct() => ReadLeft(ReadFactor, "*", "/", "//", "%", "@");

    private Expr ReadLeft(Func<Expr> tighter, params string[] operators)
    {
        Token start = Now;
        Expr left = tighter();
        int length = 0;
        while (Now.Kind == TokenKind.Operator && operators.Contains(Now.Text))
        {
            string op = _tokens[_at++].Text;
            Lengthen(ref length);
            left = Locate(start, new BinaryExpr(op, left, tighter()));
        }
        return left;
    }

    // Every link of a chain is a level of the tree.
    private void Lengthen(ref int length)
    {
        if (++length > LongestChain) { throw Fault("too many operators in one expression"); }
    }

    private Expr ReadFactor()
    {
        Token start = Now;
        if (Now.Kind == TokenKind.Operator && Now.Text is "-" or "+" or "~")
        {
            string op = _tokens[_at++].Text;
            return Locate(start, new UnaryExpr(op, ReadDeeper(ReadFactor)));
        }
        Expr value = Take("await") ? Locate(start, new AwaitExpr(ReadPrimary())) : ReadPrimary();
        return Take("**") ? Locate(start, new BinaryExpr("**", value, ReadDeeper(ReadFactor))) : value;
    }

    private Expr ReadPrimary()
    {
        Token start = Now;
        Expr value = ReadAtom();
        int length = 0;
        while (true)
        {
            Lengthen(ref length);
            if (Take(".")) { value = Locate(start, new AttributeExpr(value, ExpectName())); }
            else if (Take("(")) { value = Locate(start, new CallExpr(value, ReadArguments())); }
            else if (Take("["))
            {
                Token first = Now;
                Expr index = ReadIndexes();
                Close("]", first, isItem: index is not SliceExpr);
                value = Locate(start, new SubscriptExpr(value, index));
            }
            else { return value; }
        }
    }

    private Expr ReadIndexes()
    {
        Token start = Now;
        Expr first = ReadIndex();
        if (!Is(",")) { return first; }
        var items = new List<Expr> { first };
        while (Take(",") && !Is("]")) { items.Add(ReadIndex()); }
        return Locate(start, new TupleExpr(items));
    }

    private Expr ReadIndex()
    {
        Token start = Now;
        Expr? lower = Is(":") ? null : ReadStarOrNamed();
        if (!Take(":")) { return lower ?? throw Fault("invalid syntax"); }
        Expr? upper = Is(":") || Is(",") || Is("]") ? null : ReadExpression();
        Expr? step = Take(":") && !Is(",") && !Is("]") ? ReadExpression() : null;
        return Locate(start, new SliceExpr(lower, upper, step));
    }

    // The end of what stands in brackets; two expressions that follow each other miss a comma.
    private void Close(string bracket, Token last, bool isItem = true)
    {
        if (Take(bracket)) { return; }
        int at = _at, start = _tokens.ToList().IndexOf(last);
        bool isTexted = last.Kind == TokenKind.Name && start + 1 < _tokens.Count && _tokens[start + 1].Kind == TokenKind.String;
        if (isItem && !isTexted && BeginsExpression() && !Is("*") && last.Text is not ("*" or "**"))
        {
            try { ReadExpression(); }
            catch (SyntaxFault) { start = -1; }
            if (start >= 0) { throw Fault("invalid syntax. Perhaps you forgot a comma?", last, Before); }
            _at = at;
        }
        throw Fault("invalid syntax");
    }

    private List<Argument> ReadArguments()
    {
        var arguments = new List<Argument>();
        Token last = Now;
        (Token First, Token Last)? generator = null;
        while (!Is(")"))
        {
            last = Now;
            if (Take("**")) { arguments.Add(new Argument(null, ReadExpression(), 2)); }
            else if (Is("*") && arguments.Count > 0 && arguments[^1].Stars == 2)
            {
                Token stars = _tokens.Take(_at).Last(t => t.Text == "**");
                throw Fault("iterable argument unpacking follows keyword argument unpacking", stars, _tokens[_at - 2]);
            }
            else if (Take("*")) { arguments.Add(new Argument(null, ReadExpression(), 1)); }
            else if (Now.Kind == TokenKind.Name && Peek().Text == "=" && Peek().Kind == TokenKind.Operator)
            {
                Token word = Now;
                if (Now.Text is "True" or "False" or "None") { throw Fault($"cannot assign to {Now.Text}", Now, Peek()); }
                string name = ExpectName();
                _at++;
                Expr given = ReadExpression();
                if (arguments.Any(a => a.Name == name)) { throw Fault($"keyword argument repeated: {name}", word, Before); }
                arguments.Add(new Argument(name, given, 0));
            }
            else
            {
                if (arguments.Any(a => a.Name is not null || a.Stars == 2))
                {
                    bool isUnpacked = arguments.Last(a => a.Name is not null || a.Stars == 2).Stars == 2;
                    do { ReadStarOrNamed(); } while (Take(",") && BeginsExpression());
                    throw Fault($"positional argument follows keyword argument{(isUnpacked ? " unpacking" : "")}");
                }
                Token start = Now;
                Expr value = ReadNamed();
                if (Is("for") || Is("async"))
                {
                    value = Locate(start, new ComprehensionExpr(ComprehensionKind.Generator, value, null, ReadClauses()));
                    generator ??= (start, Before);
                }
                if (Is("="))
                {
                    throw Fault(value is Constant c ? $"cannot assign to {c.Text}"
                        : "expression cannot contain assignment, perhaps you meant \"==\"?", start, Now);
                }
                arguments.Add(new Argument(null, value, 0));
            }
            if (!Take(",")) { break; }
        }
        if (Is(")") && generator is { } bare && arguments.Count > 1)
        {
            throw Fault("Generator expression must be parenthesized", bare.First, bare.Last);
        }
        Close(")", last);
        return arguments;
    }

    private List<ForClause> ReadClauses()
    {
        var clauses = new List<ForClause>();
        while (Is("for") || (Is("async") && Peek().Text == "for"))
        {
            bool isAsync = Take("async");
            _at++;
            Expr target = ReadTargets();
            Expect("in");
            Expr source = ReadOr();
            var conditions = new List<Expr>();
            while (Take("if"))
            {
                Token start = Now;
                Expr condition = Is("lambda") ? ReadLambda() : ReadOr();
                conditions.Add(Take(":=") ? Locate(start, new NamedExpr((NameExpr)condition, ReadOr())) : condition);
            }
            clauses.Add(new ForClause(target, source, conditions, isAsync));
        }
        return clauses;
    }

    private Expr ReadTargets()
    {
        Token start = Now;
        Expr first = ReadTarget();
        if (!Is(",")) { return first; }
        var items = new List<Expr> { first };
        while (Take(","))
        {
            if (Is("in")) { break; }
            items.Add(ReadTarget());
        }
        return Locate(start, new TupleExpr(items));
    }

    private Expr ReadTarget()
    {
        Token start = Now;
        Expr target = Take("*") ? Locate(start, new StarredExpr(ReadPrimary())) : ReadPrimary();
        RequireTarget(target, start, TargetKind.Inner);
        return target;
    }

    private List<Parameter> ReadParameters(string close, bool hasAnnotations)
    {
        var parameters = new List<Parameter>();
        bool isKeywordOnly = false;
        while (!Is(close))
        {
            if (Take("/")) { Take(","); continue; }
            int stars = Take("**") ? 2 : Take("*") ? 1 : 0;
            if (stars == 1 && Is(close)) { throw Fault("named arguments must follow bare *", Before); }
            if (stars == 1 && parameters.Any(p => p.Stars == 1)) { throw Fault("* argument may appear only once", Before); }
            if (stars == 1 && Is(",")) { isKeywordOnly = true; Take(","); continue; }
            if (stars == 0 && Is("(")) { RefuseParenthesis(hasAnnotations); }
            Token word = Now;
            if (parameters.Any(p => p.Stars == 2)) { throw Fault("arguments cannot follow var-keyword argument"); }
            string name = ExpectName();
            Expr? annotation = hasAnnotations && Take(":") ? ReadStarOrNamed() : null;
            if (Is("=") && Peek().Text is ")" or "," or ":" && Peek().Kind == TokenKind.Operator)
            {
                throw Fault("expected default value expression");
            }
            Expr? value = Take("=") ? ReadExpression() : null;
            if (value is null && stars == 0 && !isKeywordOnly && parameters.Any(p => p.Default is not null))
            {
                throw Fault("non-default argument follows default argument", word);
            }
            if (parameters.Any(p => p.Name == name && name.Length > 0))
            {
                throw Fault($"duplicate argument '{name}' in function definition", word);
            }
            parameters.Add(new Parameter(name, annotation, value, stars, isKeywordOnly && stars == 0));
            isKeywordOnly |= stars == 1;
            if (!Take(",")) { break; }
        }
        return parameters;
    }

    // def f((a, b)): Python 2 took a pair apart.
    private void RefuseParenthesis(bool isFunction)
    {
        Token open = Now;
        int at = _at + 1;
        while (_tokens[at].Kind == TokenKind.Name || _tokens[at].Text == ",") { at++; }
        if (at == _at + 1 || _tokens[at].Text != ")") { return; }
        throw Fault($"{(isFunction ? "Function" : "Lambda expression")} parameters cannot be parenthesized", open, _tokens[at]);
    }

    private Expr ReadYield()
    {
        Token start = Now;
        _at++;
        if (_functions == 0 && !EndsSimple() && !Is(")")) { ReadStarList(); }
        RequirePlace(start, _functions > 0, "'yield' outside function");
        if (Take("from")) { return Locate(start, new YieldExpr(ReadExpression(), true)); }
        return Locate(start, new YieldExpr(EndsSimple() || Is(")") || Is("=") || Is("]") ? null : ReadStarList(), false));
    }
}
