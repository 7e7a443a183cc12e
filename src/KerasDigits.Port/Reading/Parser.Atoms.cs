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
                return Locate(start, ReadNumber(start.Text));
            case TokenKind.String: return ReadStrings();
            case TokenKind.Name:
                if (start.Text is "True" or "False" or "None") { _at++; return Locate(start, new Constant(start.Text)); }
                if (s_keywords.Contains(start.Text)) { throw Fault("invalid syntax"); }
                _at++;
                return Locate(start, new NameExpr(start.Text));
            case TokenKind.Operator:
                if (Take("...")) { return Locate(start, new Constant("...")); }
                if (Take("(")) { return ReadDeeper(() => ReadParenthesis(start)); }
                if (Take("[")) { return ReadDeeper(() => ReadList(start)); }
                if (Take("{")) { return ReadDeeper(() => ReadBraces(start)); }
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
        if (Take(")")) { return Locate(start, new TupleExpr([]) { InParentheses = true }); }
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
            if (first is StarredExpr) { throw Fault("iterable unpacking cannot be used in comprehension", inner, Before); }
            Expr generator = new ComprehensionExpr(ComprehensionKind.Generator, first, null, ReadClauses());
            Expect(")");
            return Locate(start, generator);
        }
        if (!Is(","))
        {
            Close(")", inner);
            first.InParentheses = true;
            return first;
        }
        var items = new List<Expr> { first };
        while (Take(","))
        {
            if (Is(")")) { break; }
            inner = Now;
            items.Add(ReadStarOrNamed());
        }
        Close(")", inner);
        return Locate(start, new TupleExpr(items) { InParentheses = true });
    }

    private Expr ReadList(Token start)
    {
        var items = new List<Expr>();
        Token last = Now;
        while (!Is("]"))
        {
            last = Now;
            items.Add(ReadStarOrNamed());
            if (items.Count == 1 && (Is("for") || Is("async")))
            {
                if (items[0] is StarredExpr) { throw Fault("iterable unpacking cannot be used in comprehension", last, Before); }
                Expr made = new ComprehensionExpr(ComprehensionKind.List, items[0], null, ReadClauses());
                Expect("]");
                return Locate(start, made);
            }
            if (!Take(",")) { break; }
        }
        Close("]", last);
        return Locate(start, new ListExpr(items));
    }

    private Expr ReadBraces(Token start)
    {
        var entries = new List<(Expr?, Expr)>();
        var items = new List<Expr>();
        Token last = Now;
        while (!Is("}"))
        {
            last = Now;
            if (Take("**"))
            {
                entries.Add((null, ReadBitOr()));
                if (Is("for")) { throw Fault("dict unpacking cannot be used in dict comprehension", last); }
            }
            else
            {
                Expr first = ReadStarOrNamed();
                if (items.Count > 0 && Is(":")) { throw Fault("invalid syntax"); }
                if (entries.Count > 0 && !Is(":") && !Is("for")) { throw NoValue(); }
                if (Is(":") && Peek().Text is "}" or "," && Peek().Kind == TokenKind.Operator)
                {
                    throw Fault("expression expected after dictionary key and ':'");
                }
                last = Is(":") ? Peek() : last;
                Expr? value = Take(":") ? ReadExpression() : null;
                if (entries.Count + items.Count == 0 && (Is("for") || Is("async")))
                {
                    Expr made = new ComprehensionExpr(value is null ? ComprehensionKind.Set : ComprehensionKind.Dict, first, value,
                        ReadClauses());
                    Expect("}");
                    return Locate(start, made);
                }
                if (value is null) { items.Add(first); } else { entries.Add((first, value)); }
            }
            if (!Take(",")) { break; }
        }
        if (items.Count > 0 && entries.Count > 0) { throw Fault("':' expected after dictionary key"); }
        Close("}", last);
        return Locate<Expr>(start, items.Count > 0 ? new SetExpr(items) : new DictExpr(entries));
    }

    // Python points to the end of the key.
    private SyntaxFault NoValue() =>
        new(_file, "':' expected after dictionary key", Before.EndLine, Before.Column + Before.End - Before.Start - 1, _source);

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
            if (!prefix.Contains('f', StringComparison.Ordinal)) { text.Append(isRaw ? body : Unescape(body, isBytes)); continue; }
            isFormat = true;
            var reader = new FormatReader(body, isRaw, ReadField, message => Fault(message, PeekBehindTexts()));
            foreach (FormatPart part in reader.Read())
            {
                if (part.Text is not null) { text.Append(part.Text); continue; }
                if (text.Length > 0) { parts.Add(new FormatPart(text.ToString(), null, '\0', null, null)); text.Clear(); }
                parts.Add(part);
            }
        }
        if (!isFormat) { return Locate(start, new StringExpr(text.ToString(), isBytes)); }
        if (text.Length > 0) { parts.Add(new FormatPart(text.ToString(), null, '\0', null, null)); }
        return Locate(start, new FormatExpr(parts));
    }

    private string Unescape(string body, bool isBytes)
    {
        if (isBytes && body.Any(c => c > 127)) { throw Fault("bytes can only contain ASCII literal characters", PeekBehindTexts()); }
        if (!isBytes && Escapes.FindFault(body) is { } fault) { throw Fault($"(unicode error) {fault}", PeekBehindTexts()); }
        return Escapes.Read(body, isBytes);
    }

    // Python sees what is wrong in a text when it has read what comes behind it.
    private Token PeekBehindTexts()
    {
        int at = _at;
        while (_tokens[at].Kind == TokenKind.String) { at++; }
        return _tokens[at];
    }

    private Expr ReadField(string source)
    {
        if (source.Trim().Length == 0) { throw Fault("f-string: empty expression not allowed", PeekBehindTexts()); }
        if (_depth > DeepestNesting / 2) { throw Fault("f-string: expressions nested too deeply"); }
        Token place = Now;
        // A fault inside is shown in the field's own line.
        string shown = new string('\n', place.Line - 1) + $"({source})";
        try
        {
            var (tokens, _, unclosed) = Lexer.Read(_file, $"({source})");
            if (unclosed is not null) { throw unclosed; }
            var inner = new Parser(_file, _source,
                [.. tokens.Select(t => t with { Line = place.Line, EndLine = place.Line, Column = place.Column })]) { _depth =
                    _depth + 20, _functions = _functions };
            Expr value = inner.ReadStarList();
            if (inner.Now.Kind is not (TokenKind.Newline or TokenKind.End)) { throw Fault("f-string: invalid syntax"); }
            value.InParentheses = false;
            return value;
        }
        catch (SyntaxFault fault) when (!fault.Message.StartsWith("f-string", StringComparison.Ordinal))
        {
            try { Parse(_file, $"({source})"); }
            catch (SyntaxFault own) when (own.Line == 1 && !source.Contains('\n', StringComparison.Ordinal))
            {
                throw new SyntaxFault(_file, "f-string: " + own.Message, place.Line, own.Column, shown, own.End);
            }
            throw Fault("f-string: " + fault.Message);
        }
    }
}
