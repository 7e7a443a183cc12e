using System.Text;

namespace KerasDigits.Port.Reading;

/// <content>Names, literals, displays and comprehensions.</content>
public sealed partial class Parser
{
    private Expr ReadAtom()
    {
        Token start = Now;
        switch (start.Kind)
        {
            case TokenKind.Number:
                _at++;
                return At(start, ReadNumber(start.Text));
            case TokenKind.String: return ReadStrings();
            case TokenKind.Name:
                if (start.Text is "True" or "False" or "None") { _at++; return At(start, new Constant(start.Text)); }
                if (s_keywords.Contains(start.Text)) { throw Fault("invalid syntax"); }
                _at++;
                return At(start, new NameExpr(start.Text));
            case TokenKind.Operator:
                if (Take("...")) { return At(start, new Constant("...")); }
                if (Take("(")) { return Deeper(() => ReadParenthesis(start)); }
                if (Take("[")) { return Deeper(() => ReadList(start)); }
                if (Take("{")) { return Deeper(() => ReadBraces(start)); }
                break;
        }
        throw Fault("invalid syntax");
    }

    private static NumberExpr ReadNumber(string text)
    {
        string plain = text.Replace("_", "", StringComparison.Ordinal);
        if (plain[^1] is 'j' or 'J') { return new NumberExpr(plain, NumberKind.Imaginary); }
        bool isRadix = plain.Length > 1 && plain[0] == '0' && char.ToLowerInvariant(plain[1]) is 'x' or 'o' or 'b' && plain[0] == '0'
            && plain.Length > 1;
        return new NumberExpr(plain, !isRadix && plain.AsSpan().IndexOfAny(".eE") >= 0 ? NumberKind.Float : NumberKind.Int);
    }

    private Expr ReadParenthesis(Token start)
    {
        if (Take(")")) { return At(start, new TupleExpr([]) { InParentheses = true }); }
        if (Is("yield"))
        {
            Expr yielded = ReadYield();
            Expect(")");
            return yielded;
        }
        Token inner = Now;
        Expr first = ReadStarOrNamed();
        if (Is("for") || Is("async"))
        {
            Expr generator = new ComprehensionExpr(ComprehensionKind.Generator, first, null, ReadClauses());
            Expect(")");
            return At(start, generator);
        }
        if (!Is(","))
        {
            Expect(")", "invalid syntax. Perhaps you forgot a comma?");
            first.InParentheses = true;
            return first;
        }
        var items = new List<Expr> { first };
        while (Take(","))
        {
            if (Is(")")) { break; }
            items.Add(ReadStarOrNamed());
        }
        Expect(")", "invalid syntax. Perhaps you forgot a comma?");
        return At(start, new TupleExpr(items) { InParentheses = true });
    }

    private Expr ReadList(Token start)
    {
        var items = new List<Expr>();
        while (!Is("]"))
        {
            items.Add(ReadStarOrNamed());
            if (items.Count == 1 && (Is("for") || Is("async")))
            {
                Expr made = new ComprehensionExpr(ComprehensionKind.List, items[0], null, ReadClauses());
                Expect("]");
                return At(start, made);
            }
            if (!Take(",")) { break; }
        }
        Expect("]", "invalid syntax. Perhaps you forgot a comma?");
        return At(start, new ListExpr(items));
    }

    private Expr ReadBraces(Token start)
    {
        var entries = new List<(Expr?, Expr)>();
        var items = new List<Expr>();
        while (!Is("}"))
        {
            if (Take("**")) { entries.Add((null, ReadBitOr())); }
            else
            {
                Expr first = ReadStarOrNamed();
                Expr? value = Take(":") ? ReadExpression() : null;
                if (entries.Count + items.Count == 0 && (Is("for") || Is("async")))
                {
                    Expr made = new ComprehensionExpr(value is null ? ComprehensionKind.Set : ComprehensionKind.Dict, first, value,
                        ReadClauses());
                    Expect("}");
                    return At(start, made);
                }
                if (value is null) { items.Add(first); } else { entries.Add((first, value)); }
            }
            if (!Take(",")) { break; }
        }
        if (items.Count > 0 && entries.Count > 0) { throw Fault("':' expected after dictionary key"); }
        Expect("}", "invalid syntax. Perhaps you forgot a comma?");
        return At<Expr>(start, items.Count > 0 ? new SetExpr(items) : new DictExpr(entries));
    }

    private Expr ReadStrings()
    {
        Token start = Now;
        var parts = new List<FormatPart>();
        var text = new StringBuilder();
        bool isFormat = false, isBytes = false;
        for (; Now.Kind == TokenKind.String; _at++)
        {
            Token token = Now;
            int quote = token.Text.AsSpan().IndexOfAny('"', '\'');
            string prefix = token.Text[..quote].ToLowerInvariant();
            int width = token.Text.Length >= quote + 6 && token.Text[quote + 1] == token.Text[quote]
                && token.Text[quote + 2] == token.Text[quote] ? 3 : 1;
            string body = token.Text[(quote + width)..^width];
            bool isRaw = prefix.Contains('r', StringComparison.Ordinal);
            isBytes |= prefix.Contains('b', StringComparison.Ordinal);
            if (!prefix.Contains('f', StringComparison.Ordinal)) { text.Append(isRaw ? body : Escapes.Read(body, isBytes)); continue; }
            isFormat = true;
            var reader = new FormatReader(body, isRaw, ReadField, message => Fault(message, token));
            foreach (FormatPart part in reader.Read())
            {
                if (part.Text is not null) { text.Append(part.Text); continue; }
                if (text.Length > 0) { parts.Add(new FormatPart(text.ToString(), null, '\0', null, null)); text.Clear(); }
                parts.Add(part);
            }
        }
        if (!isFormat) { return At(start, new StringExpr(text.ToString(), isBytes)); }
        if (text.Length > 0) { parts.Add(new FormatPart(text.ToString(), null, '\0', null, null)); }
        return At(start, new FormatExpr(parts));
    }

    private Expr ReadField(string source)
    {
        if (source.Trim().Length == 0) { throw Fault("f-string: valid expression required before '}'"); }
        if (_depth > DeepestNesting / 2) { throw Fault("f-string: expressions nested too deeply"); }
        Token place = Now;
        try
        {
            var (tokens, _) = Lexer.Read(_file, "(" + source + ")");
            var inner = new Parser(_file, _source,
                [.. tokens.Select(t => t with { Line = place.Line, EndLine = place.Line, Column = place.Column })]) { _depth =
                    _depth + 20 };
            Expr value = inner.ReadStarList();
            if (inner.Now.Kind is not (TokenKind.Newline or TokenKind.End)) { throw Fault("f-string: invalid syntax"); }
            value.InParentheses = false;
            return value;
        }
        catch (SyntaxFault fault) when (!fault.Message.StartsWith("f-string", StringComparison.Ordinal))
        {
            throw Fault("f-string: " + fault.Message);
        }
    }
}
