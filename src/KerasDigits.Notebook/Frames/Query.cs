using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasDigits.Notebook.Pandas;

/// <summary>
/// Conditions of <c>df.query("age &gt; 30 and sex == 'm'")</c>: comparisons, also chained, arithmetic, and, or, not, in and not in.
/// </summary>
internal sealed partial class Query
{
    private readonly DataFrame _frame;
    private readonly string _text;
    private readonly List<string> _tokens;
    private int _at;

    private Query(DataFrame frame, string text) => (_frame, _text, _tokens) = (frame, text, Split(text));

    public static Series Of(DataFrame frame, string text)
    {
        var query = new Query(frame, text);
        Series condition = query.ReadOr();
        return query._at == query._tokens.Count ? condition : throw query.Wrong();
    }

    [GeneratedRegex("""\s*(?:(?<t>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+|'[^']*'|"[^"]*"|`[^`]*`|[\w][\w]*|==|!=|<=|>=|\*\*|[-+*/%<>()\[\],&|~])|$)""")]
    private static partial Regex Tokens();

    private static List<string> Split(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new ArgumentException($"A variable of the program has no name here: put its value into the text, $\"age > {{limit}}\". "
                + $"Received: \"{text}\".");
        }
        var tokens = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            Match next = Tokens().Match(text, at);
            if (!next.Success || next.Index != at || (next.Length == 0))
            {
                throw new ArgumentException($"invalid syntax at {at} of the query \"{text}\".");
            }
            if (next.Groups["t"].Success) { tokens.Add(next.Groups["t"].Value); }
            at += next.Length;
        }
        return tokens;
    }

    private string? Peek => _at < _tokens.Count ? _tokens[_at] : null;

    private bool Take(params string[] words)
    {
        if (Peek is not { } next || !words.Contains(next)) { return false; }
        _at++;
        return true;
    }

    private Series ReadOr()
    {
        Series left = ReadAnd();
        while (Take("or", "|")) { left |= ReadAnd(); }
        return left;
    }

    private Series ReadAnd()
    {
        Series left = ReadNot();
        while (Take("and", "&")) { left &= ReadNot(); }
        return left;
    }

    private Series ReadNot() => Take("not", "~") ? ~ReadNot() : ReadComparison();

    private Series ReadComparison()
    {
        Series left = ReadSum();
        Series? all = null;
        while (true)
        {
            Series one;
            if (Take("in")) { return left.isin(ReadList()); }
            if (Peek == "not" && _at + 1 < _tokens.Count && _tokens[_at + 1] == "in")
            {
                _at += 2;
                return ~left.isin(ReadList());
            }
            if (Peek is not ("==" or "!=" or "<" or "<=" or ">" or ">=")) { return all ?? left; }
            string sign = _tokens[_at++];
            if (Peek == "[" && sign is "==" or "!=") { return sign == "==" ? left.isin(ReadList()) : ~left.isin(ReadList()); }
            Series right = ReadSum();
            one = sign switch
            {
                "==" => left == right,
                "!=" => left != right,
                "<" => left < right,
                "<=" => left <= right,
                ">" => left > right,
                _ => left >= right
            };
            (all, left) = (all is null ? one : all & one, right);
        }
    }

    private Series ReadSum()
    {
        Series left = ReadProduct();
        while (Peek is "+" or "-") { left = _tokens[_at++] == "+" ? left + ReadProduct() : left - ReadProduct(); }
        return left;
    }

    private Series ReadProduct()
    {
        Series left = ReadUnary();
        while (Peek is "*" or "/" or "%")
        {
            left = _tokens[_at++] switch { "*" => left * ReadUnary(), "/" => left / ReadUnary(), _ => left % ReadUnary() };
        }
        return left;
    }

    private Series ReadUnary()
    {
        if (Take("-")) { return -ReadUnary(); }
        if (Take("("))
        {
            Series inner = ReadOr();
            return Take(")") ? inner : throw Wrong();
        }
        string token = Peek ?? throw Wrong();
        _at++;
        return token[0] switch
        {
            '\'' or '"' => token[1..^1],
            '`' => _frame[token[1..^1]],
            >= '0' and <= '9' or '.' => token.All(char.IsAsciiDigit)
                ? long.Parse(token, CultureInfo.InvariantCulture)
                : double.Parse(token, CultureInfo.InvariantCulture),
            _ when token is "True" or "False" => token == "True",
            _ when char.IsLetter(token[0]) || token[0] == '_' => token == "index"
                && !_frame.columns.Has("index") ? new Series(_frame.index.GetLevel(0), _frame.index) : _frame[token],
            _ => throw Wrong(),
        };
    }

    private List<Scalar> ReadList()
    {
        if (!Take("[", "(")) { throw Wrong(); }
        var items = new List<Scalar>();
        while (!Take("]", ")"))
        {
            items.Add(ReadUnary()[0]);
            Take(",");
            if (Peek is null) { throw Wrong(); }
        }
        return items;
    }

    private ArgumentException Wrong() => new($"invalid syntax at {(Peek is { } next ? $"'{next}'" : "the end")} of the query \"{_text}\".");
}
