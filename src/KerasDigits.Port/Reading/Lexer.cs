namespace KerasDigits.Port.Reading;

/// <summary>Cuts a Python source into tokens, with indents and dedents, and keeps its comments.</summary>
public sealed class Lexer
{
    private static readonly string[] s_operators =
        ["**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=", "/=", "%=", "&=", "|=",
            "^=", "@=", ":="];

    private readonly string _file;
    private readonly string _source;
    private readonly List<Token> _tokens = [];
    private readonly List<Comment> _comments = [];
    private readonly Stack<(int Width, int Signs)> _indents = new([(0, 0)]);
    private readonly Stack<(char Open, int Line, int Column)> _brackets = new();
    private int _at, _line = 1, _lineStart;

    private Lexer(string file, string source) => (_file, _source) = (file, source);

    public static (IReadOnlyList<Token> Tokens, IReadOnlyList<Comment> Comments, SyntaxFault? Unclosed) Read(string file, string source)
    {
        var lexer = new Lexer(file, source);
        lexer.Run();
        return (lexer._tokens, lexer._comments, lexer._unclosed);
    }

    // A bracket that stays open: what is wrong on its own line is said before it.
    private SyntaxFault? _unclosed;

    private char Now => _at < _source.Length ? _source[_at] : '\0';

    private bool IsOver => _at >= _source.Length;

    private char Peek(int ahead = 1) => _at + ahead < _source.Length ? _source[_at + ahead] : '\0';

    private void Run()
    {
        bool isLineStart = true;
        while (!IsOver)
        {
            if (isLineStart && _brackets.Count == 0)
            {
                isLineStart = false;
                if (!ReadIndent()) { isLineStart = true; continue; }
            }
            char c = Now;
            if (c is ' ' or '\t' or '\f') { _at++; }
            else if (c == '#') { ReadComment(); }
            else if (c == '\\' && Peek() == '\n') { _at++; EndLine(); }
            else if (c == '\n')
            {
                if (_brackets.Count == 0) { Add(TokenKind.Newline, _at, _line); isLineStart = true; }
                EndLine();
            }
            else if (IsStringStart(out int prefix)) { ReadString(prefix); }
            else if (char.IsLetter(c) || c == '_' || c > 127) { ReadName(); }
            else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek()))) { ReadNumber(); }
            else { ReadOperator(); }
        }
        if (_brackets.Count > 0)
        {
            _unclosed = new SyntaxFault(_file, $"'{_brackets.Peek().Open}' was never closed", _brackets.Peek().Line,
                _brackets.Peek().Column, _source);
        }
        if (_tokens.Count > 0 && _tokens[^1].Kind is not (TokenKind.Newline or TokenKind.Dedent)) { Add(TokenKind.Newline, _at, _line); }
        while (_indents.Count > 1) { _indents.Pop(); Add(TokenKind.Dedent, _at, _line); }
        Add(TokenKind.End, _at, _line);
    }

    private void EndLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }

    private void Add(TokenKind kind, int start, int startLine, int? column = null) =>
        _tokens.Add(new Token(kind, kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.Operator
            ? _source[start.._at]
            : "",
            startLine, column ?? start - _lineStart, _line, start, _at));

    private SyntaxFault Fault(string message, int? at = null) => new(_file, message, _line, (at ?? _at) - _lineStart, _source);

    // False: the line has no code.
    private bool ReadIndent()
    {
        int width = 0, start = _at;
        for (; Now is ' ' or '\t' or '\f'; _at++) { width = Now == '\t' ? (width / 8 + 1) * 8 : Now == '\f' ? 0 : width + 1; }
        int signs = _at - start;
        if (Now == '#') { ReadComment(); }
        if (Now == '\n') { EndLine(); return false; }
        if (IsOver) { return false; }
        if (Now == '\\' && Peek() == '\n') { return true; }
        (int outer, int outerSigns) = _indents.Peek();
        if (width > outer)
        {
            if (signs <= outerSigns) { throw Mixed(); }
            _indents.Push((width, signs));
            Add(TokenKind.Indent, _at, _line);
        }
        while (width < _indents.Peek().Width)
        {
            _indents.Pop();
            if (width > _indents.Peek().Width)
            {
                int end = _source.IndexOf('\n', _at);
                throw Fault("unindent does not match any outer indentation level", end < 0 ? _source.Length : end);
            }
            Add(TokenKind.Dedent, _at, _line);
        }
        if (signs != _indents.Peek().Signs) { throw Mixed(); }

        // Where a tab is as wide as its blanks is nobody's knowledge.
        SyntaxFault Mixed() => Fault("inconsistent use of tabs and spaces in indentation");
        return true;
    }

    private void ReadComment()
    {
        int start = _at;
        while (!IsOver && Now != '\n') { _at++; }
        bool isAlone = _source[_lineStart..start].Trim().Length == 0;
        _comments.Add(new Comment(_source[start.._at].TrimEnd(), _line, isAlone));
    }

    private void ReadName()
    {
        int start = _at;
        while (char.IsLetterOrDigit(Now) || Now == '_' || Now > 127)
        {
            if (Now > 127 && !char.IsLetterOrDigit(Now) && !char.IsSurrogate(Now)
                && char.GetUnicodeCategory(Now) is not (System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.ConnectorPunctuation
                or System.Globalization.UnicodeCategory.LetterNumber))
            {
                bool isSeen = char.GetUnicodeCategory(Now) is not (System.Globalization.UnicodeCategory.SpaceSeparator
                    or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control);
                throw Fault(isSeen ? $"invalid character '{Now}' (U+{(int)Now:X4})" : $"invalid non-printable character U+{(int)Now:X4}");
            }
            _at++;
        }
        Add(TokenKind.Name, start, _line);
    }

    private void ReadNumber()
    {
        int start = _at;
        if (Now == '0' && char.ToLowerInvariant(Peek()) is 'x' or 'o' or 'b')
        {
            _at += 2;
            while (char.IsAsciiHexDigit(Now) || Now == '_') { _at++; }
        }
        else
        {
            SkipDigits();
            if (Now == '.') { _at++; SkipDigits(); }
            if (Now is 'e' or 'E' && (char.IsAsciiDigit(Peek()) || (Peek() is '+' or '-' && char.IsAsciiDigit(Peek(2)))))
            {
                _at += 2;
                SkipDigits();
            }
            if (Now is 'j' or 'J') { _at++; }
        }
        string text = _source[start.._at];
        if (text.Length > 1 && text[0] == '0' && text.All(c => char.IsAsciiDigit(c) || c == '_') && text.Trim('0', '_').Length > 0)
        {
            throw Fault("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", start);
        }
        CheckNumber(text, start);
        Add(TokenKind.Number, start, _line);
    }

    // What follows a number at once, or stands in it where it may not.
    private void CheckNumber(string text, int start)
    {
        char kind = text.Length > 1 && text[0] == '0' ? char.ToLowerInvariant(text[1]) : '\0';
        string name = kind switch { 'x' => "hexadecimal", 'o' => "octal", 'b' => "binary", _ => "decimal" };
        int most = kind switch { 'b' => '1', 'o' => '7', _ => 'f' };
        if (kind is 'b' or 'o' && text.Skip(2).Select((c, i) => (c, i)).FirstOrDefault(p => p.c > most) is { c: not '\0' } wrong)
        {
            throw Fault($"invalid digit '{wrong.c}' in {name} literal", start + 2 + wrong.i);
        }
        bool isKeyword = "and else for if in is or not".Split(' ').Any(w => string.CompareOrdinal(_source, _at, w, 0, w.Length) == 0);
        bool isBad = kind is 'x' or 'o' or 'b' && text.Length == 2 || text.EndsWith('_') || Now == '_'
            || (char.IsLetterOrDigit(Now) && !isKeyword);
        if (isBad) { throw Fault($"invalid {name} literal", Now == '_' ? _at : _at - 1); }
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Now) || (Now == '_' && char.IsAsciiDigit(Peek()))) { _at++; }
    }

    private bool IsStringStart(out int prefix)
    {
        for (prefix = 0; prefix < 3; prefix++)
        {
            char c = Peek(prefix);
            if (c is '"' or '\'') { return true; }
            if (char.ToLowerInvariant(c) is not ('r' or 'b' or 'u' or 'f' or 't')) { return false; }
        }
        return false;
    }

    private void ReadString(int prefix)
    {
        int start = _at, startLine = _line, startColumn = _at - _lineStart;
        bool isFormat = _source[start..(start + prefix)].Contains('f', StringComparison.OrdinalIgnoreCase);
        _at += prefix;
        char quote = Now;
        bool isLong = Peek() == quote && Peek(2) == quote;
        _at += isLong ? 3 : 1;
        int depth = 0;
        while (true)
        {
            if (IsOver || (Now == '\n' && !isLong && depth == 0))
            {
                throw new SyntaxFault(_file, $"unterminated {(isLong ? "triple-quoted " : "")}{(isFormat ? "f-" : "")}string literal "
                    + $"(detected at line {(IsOver && _source.EndsWith('\n') ? _line - 1 : _line)})", startLine, startColumn, _source);
            }
            if (Now == '\\' && depth == 0) { _at++; if (Now == '\n') { EndLine(); } else if (!IsOver) { _at++; } continue; }
            if (Now == '\n') { EndLine(); continue; }
            if (Now == quote && (!isLong || (Peek() == quote && Peek(2) == quote)) && (depth == 0 || !HasInnerEnd(quote, isLong)))
            {
                _at += isLong ? 3 : 1;
                break;
            }
            if (isFormat && Now == '{') { if (Peek() == '{' && depth == 0) { _at++; } else { depth++; } }
            else if (isFormat && Now == '}' && depth > 0) { depth--; }
            _at++;
        }
        Add(TokenKind.String, start, startLine, startColumn);
    }

    // Inside of a field (Python 3.12) the same quote begins a text of its own, if that one ends and the field closes on this line.
    private bool HasInnerEnd(char quote, bool isLong)
    {
        if (isLong) { return true; }
        int end = _at + 1;
        while (end < _source.Length && _source[end] is not '\n' && _source[end] != quote) { end += _source[end] == '\\' ? 2 : 1; }
        if (end >= _source.Length || _source[end] != quote) { return false; }
        int close = end + 1;
        while (close < _source.Length && _source[close] is not ('\n' or '}')) { close++; }
        if (close >= _source.Length || _source[close] != '}' || _source.IndexOf(quote, close) < 0) { return false; }
        _at = end;
        return true;
    }

    private void ReadOperator()
    {
        int start = _at;
        string? found = s_operators.FirstOrDefault(o => string.CompareOrdinal(_source, _at, o, 0, o.Length) == 0);
        if (found is null && !"+-*/%@<>&|^~=.,:;()[]{}!".Contains(Now, StringComparison.Ordinal))
        {
            throw Fault(Now == '\\' ? "unexpected character after line continuation character" : Now < 32
                ? "invalid non-printable character U+" + ((int)Now).ToString("X4") : "invalid syntax", Now == '\\' ? _at + 1 : _at);
        }
        _at += found?.Length ?? 1;
        char c = _source[start];
        if (c is '(' or '[' or '{')
        {
            _brackets.Push((c, _line, start - _lineStart));
            if (_brackets.Count > 200) { throw Fault("too many nested parentheses", start); }
        }
        else if (c is ')' or ']' or '}')
        {
            if (_brackets.Count == 0) { throw Fault($"unmatched '{c}'", start); }
            char open = _brackets.Pop().Open;
            if ((open, c) is not (('(', ')') or ('[', ']') or ('{', '}')))
            {
                throw Fault($"closing parenthesis '{c}' does not match opening parenthesis '{open}'", start);
            }
        }
        Add(TokenKind.Operator, start, _line);
    }
}
