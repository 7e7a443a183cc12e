using System.Globalization;
using System.Text;

namespace KerasDigits.Tuner.Project;

/// <summary>Reads JSON as Python's json.loads does, NaN and Infinity included. An error names its line and column.</summary>
internal ref struct JsonReader(string text)
{
    private const int Deepest = 100;
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _depth;

    /// <exception cref="FormatException">The text is not JSON; the message says where.</exception>
    public static object? Parse(string text)
    {
        var reader = new JsonReader(text);
        object? value = reader.ReadValue();
        reader.Skip();
        return reader._at == text.Length ? value : throw reader.Wrong("the end of the text");
    }

    private object? ReadValue()
    {
        Skip();
        if (_at >= _text.Length) { throw Wrong("a value"); }
        switch (_text[_at])
        {
            case '{': return ReadObject();
            case '[': return ReadArray();
            case '"': return ReadString();
            case 't' when ReadWord("true"): return true;
            case 'f' when ReadWord("false"): return false;
            case 'n' when ReadWord("null"): return null;
            case 'N' when ReadWord("NaN"): return double.NaN;
            case 'I' when ReadWord("Infinity"): return double.PositiveInfinity;
            case '-' when ReadWord("-Infinity"): return double.NegativeInfinity;
            default: return ReadNumber();
        }
    }

    private Config ReadObject()
    {
        Enter();
        var map = new Config();
        for (Skip(); !Take('}'); Skip())
        {
            if (map.Count > 0) { Need(','); Skip(); }
            if (_at >= _text.Length || _text[_at] != '"') { throw Wrong("a name in quotes"); }
            string key = ReadString();
            Skip();
            Need(':');
            map[key] = ReadValue();
        }
        _depth--;
        return map;
    }

    private List<object?> ReadArray()
    {
        Enter();
        var list = new List<object?>();
        for (Skip(); !Take(']'); Skip())
        {
            if (list.Count > 0) { Need(','); }
            list.Add(ReadValue());
        }
        _depth--;
        return list;
    }

    private string ReadString()
    {
        int start = ++_at;
        int end = _text[start..].IndexOfAny('"', '\\');
        if (end < 0) { throw Wrong("the closing quote of a text", start); }
        if (_text[start + end] == '"')
        {
            _at = start + end + 1;
            return _text.Slice(start, end).ToString();
        }
        var result = new StringBuilder();
        while (true)
        {
            if (_at >= _text.Length) { throw Wrong("the closing quote of a text", start); }
            char c = _text[_at++];
            if (c == '"') { return result.ToString(); }
            result.Append(c == '\\' ? ReadEscaped() : c);
        }
    }

    private char ReadEscaped()
    {
        if (_at >= _text.Length) { throw Wrong("the rest of an escape"); }
        char c = _text[_at++];
        if (c != 'u')
        {
            return c switch
            {
                '"' or '\\' or '/' => c,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                _ => throw Wrong("an escape", _at - 1)
            };
        }
        if (_at + 4 > _text.Length
            || !ushort.TryParse(_text.Slice(_at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            throw Wrong("four hexadecimal digits");
        }
        _at += 4;
        return (char)code;
    }

    private object ReadNumber()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] is '-' or '+' or '.' or 'e' or 'E')) { _at++; }
        ReadOnlySpan<char> digits = _text[start.._at];
        if (!digits.ContainsAny('.', 'e', 'E')
            && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n))
        {
            return n;
        }
        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double x) ? x : throw Wrong("a value", start);
    }

    private bool ReadWord(string word)
    {
        if (!_text[_at..].StartsWith(word, StringComparison.Ordinal)) { return false; }
        _at += word.Length;
        return true;
    }

    private void Enter()
    {
        _at++;
        if (++_depth > Deepest) { throw Wrong($"at most {Deepest} levels"); }
    }

    private bool Take(char c)
    {
        if (_at >= _text.Length || _text[_at] != c) { return false; }
        _at++;
        return true;
    }

    private void Need(char c)
    {
        if (!Take(c)) { throw Wrong($"'{c}'"); }
    }

    private void Skip()
    {
        while (_at < _text.Length && _text[_at] is (' ' or '\t' or '\n' or '\r')) { _at++; }
    }

    private readonly FormatException Wrong(string wanted, int? place = null)
    {
        int at = Math.Min(place ?? _at, _text.Length);
        int line = _text[..at].Count('\n') + 1, column = at - (_text[..at].LastIndexOf('\n') + 1) + 1;
        string came = at < _text.Length ? $"'{_text.Slice(at, Math.Min(12, _text.Length - at))}'" : "the end of the file";
        return new FormatException($"expected {wanted} at line {line}, column {column}, found {came}");
    }
}
