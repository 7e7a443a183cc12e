using System.Globalization;

namespace KerasDigits.Tests.Semantics;

/// <summary>A node of parsed Python: its kind, a value (name, operator, constant) and its parts.</summary>
internal sealed record Node(string Kind, object? Value, params Node?[] Parts);

/// <summary>
/// Parses the Python that the pack's cases are written in: expressions and most statements. What it does not know is kept as what cannot be
/// run.
/// </summary>
internal sealed partial class PythonParser
{
    private static readonly string[] s_operators = ["**=", "//=", ">>", "<<", "**", "//", "+=", "-=", "*=", "/=", "==", "!=", "<=", ">=",
        "->", ":=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "="];
    private readonly List<(string Kind, string Text)> _tokens = [];
    private int _at;

    private PythonParser(string source) => Split(source);

    public static IReadOnlyList<Node> Parse(string source)
    {
        var parser = new PythonParser(source);
        var result = new List<Node>();
        while (parser.Peek().Kind != "end") { parser.Statements(result); }
        return result;
    }

    private (string Kind, string Text) Peek(int ahead = 0) => _tokens[Math.Min(_at + ahead, _tokens.Count - 1)];

    private (string Kind, string Text) Next() => _tokens[_at++];

    private bool Is(string text) => Peek().Kind is "op" or "name" && Peek().Text == text;

    private bool Take(string text)
    {
        if (!Is(text)) { return false; }
        _at++;
        return true;
    }

    private void Need(string text)
    {
        if (!Take(text)) { throw new NotReplayedException($"syntax: wanted {text}, came {Peek().Text}"); }
    }

    private Node Targets()
    {
        var names = new List<Node> { Postfix() };
        while (Take(",")) { names.Add(Postfix()); }
        return names.Count == 1 ? names[0] : new Node("tuple", null, [.. names]);
    }

    private Node Tuple()
    {
        Node first = Expression();
        if (!Is(",")) { return first; }
        var items = new List<Node> { first };
        while (Take(","))
        {
            if (Peek().Kind is "newline" or "end" || Is(")") || Is("]") || Is("=") || Is(";")) { break; }
            items.Add(Expression());
        }
        return new Node("tuple", null, [.. items]);
    }

    private List<(string, Node?)> Parameters(string end)
    {
        var parameters = new List<(string, Node?)>();
        while (!Is(end))
        {
            string prefix = Take("**") ? "**" : Take("*") ? "*" : "";
            string name = prefix + Next().Text;
            parameters.Add((name, Take("=") ? Expression() : null));
            if (!Take(",")) { break; }
        }
        return parameters;
    }

    private Node Expression()
    {
        if (Take("lambda"))
        {
            List<(string, Node?)> parameters = Parameters(":");
            Need(":");
            return new Node("lambda", parameters, Expression());
        }
        Node value = Or();
        if (!Take("if")) { return value; }
        Node condition = Or();
        Need("else");
        return new Node("choose", null, condition, value, Expression());
    }

    private Node Or() => Chain(And, "or");

    private Node And() => Chain(Not, "and");

    private Node Chain(Func<Node> part, string word)
    {
        Node left = part();
        while (Take(word)) { left = new Node(word, null, left, part()); }
        return left;
    }

    private Node Not() => Take("not") ? new Node("not", null, Not()) : Comparison();

    private Node Comparison()
    {
        Node left = Binary(0);
        while (true)
        {
            string? op = Peek().Text switch
            {
                "==" or "!=" or "<" or ">" or "<=" or ">=" when Peek().Kind == "op" => Next().Text,
                "in" when Peek().Kind == "name" => Next().Text,
                "not" when Peek(1).Text == "in" => Skip(2, "not in"),
                "is" when Peek().Kind == "name" => Peek(1).Text == "not" ? Skip(2, "is not") : Next().Text,
                _ => null,
            };
            if (op is null) { return left; }
            left = new Node("compare", op, left, Binary(0));
        }
    }

    private string Skip(int count, string result)
    {
        _at += count;
        return result;
    }

    private static readonly string[][] s_levels = [["|"], ["&"], ["+", "-"], ["*", "/", "//", "%", "@"]];

    private Node Binary(int level)
    {
        if (level == s_levels.Length) { return Unary(); }
        Node left = Binary(level + 1);
        while (Peek().Kind == "op" && s_levels[level].Contains(Peek().Text))
        {
            string op = Next().Text;
            left = new Node("binary", op, left, Binary(level + 1));
        }
        return left;
    }

    private Node Unary()
    {
        if (Take("-")) { return new Node("minus", null, Unary()); }
        if (Take("+")) { return Unary(); }
        Node value = Postfix();
        return Take("**") ? new Node("binary", "**", value, Unary()) : value;
    }

    private Node Postfix()
    {
        Node value = Atom();
        while (true)
        {
            if (Take(".")) { value = new Node("attribute", Next().Text, value); }
            else if (Take("(")) { value = Call(value); }
            else if (Take("["))
            {
                var items = new List<Node>();
                do
                {
                    if (Is("]")) { break; }
                    items.Add(Slice());
                }
                while (Take(","));
                Need("]");
                value = new Node("subscript", null, [value, .. items]);
            }
            else { return value; }
        }
    }

    private Node Slice()
    {
        Node? from = Is(":") ? null : Expression();
        if (!Take(":")) { return from!; }
        Node? to = Is("]") || Is(",") || Is(":") ? null : Expression(), step = Take(":") && !Is("]") && !Is(",") ? Expression() : null;
        return new Node("slice", null, from, to, step);
    }

    private Node Call(Node function)
    {
        var parts = new List<Node?> { function };
        while (!Is(")"))
        {
            if (Take("**")) { parts.Add(new Node("star", "**", Expression())); }
            else if (Take("*")) { parts.Add(new Node("star", "*", Expression())); }
            else if (Peek().Kind == "name" && Peek(1) is ("op", "="))
            {
                string name = Next().Text;
                _at++;
                parts.Add(new Node("keyword", name, Expression()));
            }
            else
            {
                Node argument = Expression();
                parts.Add(Is("for") ? Comprehension("list", argument) : argument);
            }
            if (!Take(",")) { break; }
        }
        Need(")");
        return new Node("call", null, [.. parts]);
    }

    private Node Comprehension(string kind, params Node[] item)
    {
        Need("for");
        Node target = Targets();
        Need("in");
        Node source = Or();
        Node? condition = Take("if") ? Or() : null;
        if (Is("for")) { throw new NotReplayedException("a comprehension of two loops"); }
        return new Node("comprehension", kind, [target, source, condition, .. item]);
    }

    private Node Atom()
    {
        var (kind, text) = Next();
        switch (kind)
        {
            case "number":
                return text.Contains('.', StringComparison.Ordinal) || text.Contains('e', StringComparison.OrdinalIgnoreCase)
                    ? new Node("constant", double.Parse(text, CultureInfo.InvariantCulture))
                    : new Node("constant", long.Parse(text, CultureInfo.InvariantCulture));
            case "text": return new Node("constant", text);
            case "format": return Format(text);
            case "name":
                return text switch
                {
                    "None" => new Node("constant", null),
                    "True" => new Node("constant", true),
                    "False" => new Node("constant", false),
                    _ => new Node("name", text)
                };
        }
        switch (text)
        {
            case "." when Take(".") && Take("."): return new Node("constant", "...");
            case "(":
                if (Take(")")) { return new Node("tuple", null); }
                Node inside = Tuple();
                if (Is("for")) { inside = Comprehension("list", inside); }
                Need(")");
                return inside;
            case "[":
                var items = new List<Node>();
                while (!Is("]"))
                {
                    items.Add(Take("*") ? new Node("star", "*", Expression()) : Expression());
                    if (Is("for"))
                    {
                        Node made = Comprehension("list", items[0]);
                        Need("]");
                        return made;
                    }
                    if (!Take(",")) { break; }
                }
                Need("]");
                return new Node("list", null, [.. items]);
            case "{":
                var pairs = new List<Node>();
                bool dictionary = true;
                while (!Is("}"))
                {
                    Node key = Expression();
                    if (Take(":")) { pairs.Add(key); pairs.Add(Expression()); }
                    else { dictionary = false; pairs.Add(key); }
                    if (Is("for"))
                    {
                        Node made = Comprehension("dict", [.. pairs]);
                        Need("}");
                        return made;
                    }
                    if (!Take(",")) { break; }
                }
                Need("}");
                return new Node(dictionary ? "dict" : "list", null, [.. pairs]);
        }
        throw new NotReplayedException($"syntax: {text}");
    }

    /// <summary>An f-string: texts and expressions, joined when it is read.</summary>
    private static Node Format(string text)
    {
        var parts = new List<Node?>();
        int from = 0;
        for (int open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', from))
        {
            int close = text.IndexOf('}', open);
            parts.Add(new Node("constant", text[from..open]));
            parts.Add(new PythonParser(text[(open + 1)..close]).Expression());
            from = close + 1;
        }
        parts.Add(new Node("constant", text[from..]));
        return new Node("format", null, [.. parts]);
    }
}
