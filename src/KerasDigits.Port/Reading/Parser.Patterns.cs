namespace KerasDigits.Port.Reading;

/// <content>match, case and their patterns.</content>
public sealed partial class Parser
{
    // "match" is a name everywhere else: it is the statement where its line ends in a colon and a block of cases follows.
    private bool IsMatch()
    {
        if (Peek().Kind == TokenKind.Operator && Peek().Text is not ("(" or "[" or "{" or "-" or "*" or "~")) { return false; }
        if (Peek().Kind is TokenKind.Newline or TokenKind.End) { return false; }
        int at = _at + 1, depth = 0;
        for (; _tokens[at].Kind is not (TokenKind.Newline or TokenKind.End); at++)
        {
            depth += _tokens[at].Text is "(" or "[" or "{" && _tokens[at].Kind == TokenKind.Operator
                ? 1
                : _tokens[at].Text is ")" or "]" or "}" && _tokens[at].Kind == TokenKind.Operator ? -1 : 0;
        }
        return _tokens[at - 1].Text == ":" && _tokens[at].Kind == TokenKind.Newline && at + 2 < _tokens.Count
            && _tokens[at + 1].Kind == TokenKind.Indent && _tokens[at + 2].Text == "case";
    }

    private MatchStmt ReadMatch()
    {
        _at++;
        Expr subject = ReadStarList();
        Expect(":");
        _at += 2;
        var cases = new List<MatchCase>();
        while (Now.Kind is not (TokenKind.Dedent or TokenKind.End))
        {
            if (Now.Kind == TokenKind.Newline) { _at++; continue; }
            int line = Now.Line;
            Expect("case");
            Pattern pattern = ReadPatterns();
            Expr? guard = Take("if") ? ReadNamed() : null;
            cases.Add(new MatchCase(pattern, guard, ReadBlock($"'case' statement on line {line}"), line));
        }
        if (Now.Kind == TokenKind.Dedent) { _at++; }
        return new MatchStmt(subject, cases);
    }

    private Pattern ReadPatterns()
    {
        Token start = Now;
        Pattern first = ReadAsPattern();
        if (!Is(",")) { return first is StarPattern ? Locate(start, new SequencePattern([first])) : first; }
        var items = new List<Pattern> { first };
        while (Take(","))
        {
            if (Is(":") || Is("if")) { break; }
            items.Add(ReadAsPattern());
        }
        return Locate(start, new SequencePattern(items));
    }

    private Pattern ReadAsPattern() => ReadDeeper(() =>
    {
        Token start = Now;
        if (Take("*"))
        {
            string name = ExpectName();
            return Locate<Pattern>(start, new StarPattern(name == "_" ? null : name));
        }
        var choices = new List<Pattern> { ReadClosedPattern() };
        while (Take("|")) { choices.Add(ReadClosedPattern()); }
        Pattern pattern = choices.Count == 1 ? choices[0] : Locate(start, new OrPattern(choices));
        return Take("as") ? Locate(start, new AsPattern(pattern, ExpectName())) : pattern;
    });

    private Pattern ReadClosedPattern()
    {
        Token start = Now;
        if (Now.Kind is TokenKind.Number or TokenKind.String || Is("-") || Now.Text is "None" or "True" or "False")
        {
            return Locate(start, new ValuePattern(ReadSum()));
        }
        if (Is("(") || Is("["))
        {
            string close = _tokens[_at++].Text == "(" ? ")" : "]";
            var items = new List<Pattern>();
            bool hasComma = false;
            while (!Is(close))
            {
                items.Add(ReadAsPattern());
                if (!Take(",")) { break; }
                hasComma = true;
            }
            Expect(close);
            return close == ")" && items.Count == 1 && !hasComma ? items[0] : Locate(start, new SequencePattern(items));
        }
        if (Take("{")) { return Locate(start, ReadMapping()); }
        Expr name = Locate(start, new NameExpr(ExpectName()));
        while (Take(".")) { name = Locate(start, new AttributeExpr(name, ExpectName())); }
        if (Take("(")) { return Locate(start, ReadClassPattern(name)); }
        return Locate<Pattern>(start, name is NameExpr simple
            ? new CapturePattern(simple.Id == "_" ? null : simple.Id)
            : new ValuePattern(name));
    }

    private MappingPattern ReadMapping()
    {
        var items = new List<(Expr, Pattern)>();
        string? rest = null;
        while (!Is("}"))
        {
            if (Take("**")) { rest = ExpectName(); }
            else
            {
                Expr key = ReadSum();
                Expect(":");
                items.Add((key, ReadAsPattern()));
            }
            if (!Take(",")) { break; }
        }
        Expect("}");
        return new MappingPattern(items, rest);
    }

    private ClassPattern ReadClassPattern(Expr name)
    {
        var positional = new List<Pattern>();
        var keywords = new List<(string, Pattern)>();
        while (!Is(")"))
        {
            if (Now.Kind == TokenKind.Name && Peek().Text == "=")
            {
                string keyword = ExpectName();
                _at++;
                keywords.Add((keyword, ReadAsPattern()));
            }
            else { positional.Add(ReadAsPattern()); }
            if (!Take(",")) { break; }
        }
        Expect(")");
        return new ClassPattern(name, positional, keywords);
    }
}
