using System.Text;

namespace KerasDigits.Port.Reading;

/// <summary>Cuts the inside of an f-string into texts and fields.</summary>
internal sealed class FormatReader(string body, bool isRaw, Func<string, Expr> readField, Func<string, Exception> fault)
{
    private int _at;

    public List<FormatPart> Read(bool isFormat = false)
    {
        var parts = new List<FormatPart>();
        var text = new StringBuilder();
        while (_at < body.Length)
        {
            char c = body[_at];
            if (!isFormat && c is '{' or '}' && _at + 1 < body.Length && body[_at + 1] == c && !isFormat)
            {
                text.Append(c);
                _at += 2;
                continue;
            }
            if (isFormat && c == '}') { break; }
            if (c == '}') { throw fault("f-string: single '}' is not allowed"); }
            if (c == '\\' && !isRaw && _at + 2 < body.Length && body[_at + 1] == 'N' && body[_at + 2] == '{')
            {
                int close = body.IndexOf('}', _at);
                if (close < 0) { throw fault("f-string: malformed \\N character escape"); }
                text.Append(body.AsSpan(_at, close + 1 - _at));
                _at = close + 1;
                continue;
            }
            if (c == '\\' && _at + 1 < body.Length && body[_at + 1] is not ('{' or '}'))
            {
                text.Append(c).Append(body[_at + 1]);
                _at += 2;
                continue;
            }
            if (c != '{') { text.Append(c); _at++; continue; }
            Flush(text, parts);
            _at++;
            parts.Add(ReadPart());
        }
        Flush(text, parts);
        return parts;
    }

    private void Flush(StringBuilder text, List<FormatPart> parts)
    {
        if (text.Length == 0) { return; }
        parts.Add(new FormatPart(isRaw ? text.ToString() : Escapes.Read(text.ToString(), false), null, '\0', null, null));
        text.Clear();
    }

    private FormatPart ReadPart()
    {
        int start = _at;
        var open = new Stack<char>();
        char quote = '\0';
        for (; _at < body.Length; _at++)
        {
            char c = body[_at];
            if (quote != '\0') { if (c == quote) { quote = '\0'; } continue; }
            if (c is '"' or '\'') { quote = c; }
            else if (c == '\\' && !isRaw) { throw fault("f-string expression part cannot include a backslash"); }
            else if (c is '(' or '[' or '{') { open.Push(c); }
            else if (c == '#' && !body.Contains('\n', StringComparison.Ordinal))
            {
                throw fault("f-string expression part cannot include '#'");
            }
            else if (open.Count == 0 && (c is '}' or ':' || (c == '!' && _at + 1 < body.Length && body[_at + 1] != '='))) { break; }
            else if (c is ')' or ']' or '}')
            {
                if (!open.TryPop(out char opened)) { throw fault($"f-string: unmatched '{c}'"); }
                if ((opened, c) is not (('(', ')') or ('[', ']') or ('{', '}')))
                {
                    throw fault($"f-string: closing parenthesis '{c}' does not match opening parenthesis '{opened}'");
                }
            }
        }
        if (quote != '\0') { throw fault("f-string: unterminated string"); }
        if (open.Count > 0) { throw fault($"f-string: unmatched '{open.Peek()}'"); }
        if (_at >= body.Length) { throw fault("f-string: expecting '}'"); }
        if (body[start.._at].Trim().Length == 0 && body[_at] is '!' or ':')
        {
            throw fault($"f-string: expression required before '{body[_at]}'");
        }
        string source = body[start.._at], debug = source.TrimEnd();
        bool isDebug = debug.EndsWith('=') && !(debug.Length > 1 && debug[^2] is '=' or '!' or '<' or '>');
        Expr value = readField(isDebug ? debug[..^1] : source);
        char conversion = '\0';
        if (body[_at] == '!')
        {
            conversion = body[_at + 1];
            _at += 2;
            if (conversion is not ('r' or 's' or 'a'))
            {
                throw fault("f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }
            while (_at < body.Length && body[_at] == ' ') { _at++; }
        }
        FormatExpr? format = null;
        if (_at < body.Length && body[_at] == ':')
        {
            _at++;
            format = new FormatExpr(Read(isFormat: true));
        }
        if (_at >= body.Length || body[_at] != '}') { throw fault("f-string: expecting '}'"); }
        _at++;
        return new FormatPart(null, value, conversion == '\0' && isDebug && format is null ? 'r' : conversion, format,
            isDebug ? source : null);
    }
}

/// <summary>Backslashes in texts.</summary>
internal static class Escapes
{
    /// <summary>What Python says of digits that are missing behind \x, \u or \U; null where none are.</summary>
    public static string? FindFault(string body)
    {
        for (int i = body.IndexOf('\\', StringComparison.Ordinal); i >= 0 && i + 1 < body.Length; i = body.IndexOf('\\', i + 2))
        {
            int digits = body[i + 1] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 }, found = 0;
            while (found < digits && i + 2 + found < body.Length && char.IsAsciiHexDigit(body[i + 2 + found])) { found++; }
            if (found < digits)
            {
                // Letters beyond ASCII are ten signs to the decoder.
                int before = body.AsSpan(0, i).ToString().EnumerateRunes().Sum(r => r.IsAscii ? 1 : 10);
                return $"'unicodeescape' codec can't decode bytes in position {before}-{before + 1 + found}: truncated "
                    + $"\\{body[i + 1]}{new string('X', digits)} escape";
            }
            if (i + 2 > body.Length) { break; }
        }
        return null;
    }

    public static string Read(string body, bool isBytes)
    {
        if (!body.Contains('\\', StringComparison.Ordinal)) { return body; }
        var text = new StringBuilder();
        for (int i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\' || i + 1 >= body.Length) { text.Append(body[i]); continue; }
            char c = body[++i];
            switch (c)
            {
                case '\n': break;
                case '\\' or '\'' or '"': text.Append(c); break;
                case 'a': text.Append('\a'); break;
                case 'b': text.Append('\b'); break;
                case 'f': text.Append('\f'); break;
                case 'n': text.Append('\n'); break;
                case 'r': text.Append('\r'); break;
                case 't': text.Append('\t'); break;
                case 'v': text.Append('\v'); break;
                case 'x': AppendCode(2); break;
                case 'u' when !isBytes: AppendCode(4); break;
                case 'U' when !isBytes: AppendCode(8); break;
                case >= '0' and <= '7':
                    int octal = 0, count = 0;
                    while (count < 3 && i < body.Length && body[i] is >= '0' and <= '7') { octal = octal * 8 + body[i++] - '0'; count++; }
                    i--;
                    text.Append((char)octal);
                    break;
                default: text.Append('\\').Append(c); break;
            }

            void AppendCode(int length)
            {
                if (i + length < body.Length + 0
                    && int.TryParse(body.AsSpan(i + 1, length), System.Globalization.NumberStyles.HexNumber, null, out int code)
                    && code <= 0x10FFFF && code is < 0xD800 or > 0xDFFF)
                {
                    text.Append(char.ConvertFromUtf32(code));
                    i += length;
                }
                else { text.Append('\\').Append(c); }
            }
        }
        return text.ToString();
    }
}
