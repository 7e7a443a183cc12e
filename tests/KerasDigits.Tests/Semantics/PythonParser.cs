using System.Globalization;
using System.Text;

namespace KerasDigits.Tests.Semantics;

/// <summary>A node of parsed Python: its kind, a value (name, operator, constant) and its parts.</summary>
internal sealed record Node(string Kind, object? Value, params Node?[] Parts);

/// <summary>Parses the Python that the pack's cases are written in: expressions, assignments, for, if, def and lambda. Classes, with and try are kept as what cannot be run.</summary>
internal sealed class PythonParser
{
    private static readonly string[] s_operators = ["**=", "//=", ">>", "<<", "**", "//", "+=", "-=", "*=", "/=", "==", "!=", "<=", ">=", "->", ":=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "="];
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

    private void Split(string source)
    {
        var indents = new Stack<int>([0]);
        int i = 0, depth = 0;
        bool lineStart = true;
        while (i < source.Length)
        {
            if (lineStart && depth == 0)
            {
                int from = i;
                while (i < source.Length && source[i] == ' ') { i++; }
                if (i >= source.Length) { break; }
                if (source[i] == '\n') { i++; continue; }
                int width = i - from;
                while (width < indents.Peek()) { indents.Pop(); _tokens.Add(("dedent", "")); }
                if (width > indents.Peek()) { indents.Push(width); _tokens.Add(("indent", "")); }
                lineStart = false;
            }
            char c = source[i];
            if (c == '\n')
            {
                if (depth == 0) { _tokens.Add(("newline", "")); lineStart = true; }
                i++;
            }
            else if (c == ' ' || c == '\\') { i++; }
            else if (c == '#') { while (i < source.Length && source[i] != '\n') { i++; } }
            else if (c is '"' or '\'') { i = Text(source, i); }
            else if (char.IsAsciiDigit(c) || (c == '.' && i + 1 < source.Length && char.IsAsciiDigit(source[i + 1])))
            {
                int from = i;
                while (i < source.Length && (char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '_' || (source[i] is '+' or '-' && source[i - 1] is 'e' or 'E'))) { i++; }
                _tokens.Add(("number", source[from..i].Replace("_", "", StringComparison.Ordinal)));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                int from = i;
                while (i < source.Length && (char.IsLetterOrDigit(source[i]) || source[i] == '_')) { i++; }
                string word = source[from..i];
                if (word is "f" or "r" or "b" && i < source.Length && source[i] is '"' or '\'')
                {
                    if (word == "f") { _tokens.Add(("name", "__f_string")); _tokens.Add(("op", ".")); _tokens.Add(("name", "x")); i = Text(source, i); _tokens.RemoveAt(_tokens.Count - 1); continue; }
                    i = Text(source, i);
                }
                else { _tokens.Add(("name", word)); }
            }
            else
            {
                string op = Array.Find(s_operators, o => string.CompareOrdinal(source, i, o, 0, o.Length) == 0) ?? throw new NotReplayedException($"the character {c}");
                if (op is "(" or "[" or "{") { depth++; }
                if (op is ")" or "]" or "}") { depth--; }
                _tokens.Add(("op", op));
                i += op.Length;
            }
        }
        _tokens.Add(("newline", ""));
        while (indents.Pop() > 0) { _tokens.Add(("dedent", "")); }
        _tokens.Add(("end", ""));
    }

    private int Text(string source, int i)
    {
        char quote = source[i];
        bool triple = i + 2 < source.Length && source[i + 1] == quote && source[i + 2] == quote;
        i += triple ? 3 : 1;
        var text = new StringBuilder();
        while (triple ? string.CompareOrdinal(source, i, new string(quote, 3), 0, 3) != 0 : source[i] != quote)
        {
            if (source[i] == '\\')
            {
                i++;
                text.Append(source[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else { text.Append(source[i]); }
            i++;
        }
        if (_tokens.Count > 0 && _tokens[^1].Kind == "text") { _tokens[^1] = ("text", _tokens[^1].Text + text); }
        else { _tokens.Add(("text", text.ToString())); }
        return i + (triple ? 3 : 1);
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

    private void Statements(List<Node> into)
    {
        if (Peek().Kind is "newline") { _at++; return; }
        if (Compound() is { } compound) { into.Add(compound); return; }
        do
        {
            if (Peek().Kind == "newline") { break; }
            into.Add(Simple());
        }
        while (Take(";"));
        if (Peek().Kind == "newline") { _at++; }
    }

    private Node Body()
    {
        Need(":");
        var body = new List<Node>();
        if (Peek().Kind == "newline")
        {
            _at++;
            if (Peek().Kind != "indent") { throw new NotReplayedException("syntax: an indented block"); }
            _at++;
            while (Peek().Kind != "dedent") { Statements(body); }
            _at++;
        }
        else { Statements(body); }
        return new Node("body", null, [.. body]);
    }

    private Node? Compound()
    {
        if (Take("for"))
        {
            Node target = Targets();
            Need("in");
            Node source = Tuple();
            return new Node("for", null, target, source, Body());
        }
        if (Take("if"))
        {
            Node condition = Expression(), then = Body();
            Node? rest = null;
            if (Is("elif")) { _tokens[_at] = ("name", "if"); rest = Compound(); }
            else if (Take("else")) { rest = Body(); }
            return new Node("if", null, condition, then, rest);
        }
        if (Take("while"))
        {
            Node condition = Expression();
            return new Node("while", null, condition, Body());
        }
        if (Take("def"))
        {
            string name = Next().Text;
            Need("(");
            List<(string, Node?)> parameters = Parameters(")");
            Need(")");
            return new Node("def", (name, parameters), Body());
        }
        if (Take("class"))
        {
            string name = Next().Text;
            while (!Is(":")) { _at++; }
            _ = Body();
            return new Node("class", name);
        }
        if (Take("@"))
        {
            while (Peek().Kind != "newline") { _at++; }
            _at++;
            return new Node("body", null);
        }
        if (Is("with") || Is("try"))
        {
            // Kept as what cannot be run, so that the rest of the case can.
            string kind = Next().Text;
            while (!Is(":")) { _at++; }
            _ = Body();
            while (Is("except") || Is("finally") || Is("else"))
            {
                while (!Is(":")) { _at++; }
                _ = Body();
            }
            return new Node("unknown", kind);
        }
        return null;
    }

    private Node Simple()
    {
        if (Take("return")) { return new Node("return", null, Peek().Kind == "newline" || Is(";") ? null : Tuple()); }
        if (Take("pass")) { return new Node("body", null); }
        if (Take("continue")) { return new Node("continue", null); }
        if (Is("raise") || Is("yield") || Is("import") || Is("del") || Is("nonlocal") || Is("global"))
        {
            string kind = Peek().Text;
            while (Peek().Kind != "newline" && !Is(";")) { _at++; }
            return new Node("unknown", kind);
        }
        Node first = Tuple();
        foreach (string op in (string[])["+=", "-=", "*=", "/="])
        {
            if (Take(op)) { return new Node("assign", null, first, new Node("binary", op[..1], first, Tuple())); }
        }
        if (!Is("=")) { return new Node("expression", null, first); }
        var targets = new List<Node> { first };
        while (Take("=")) { targets.Add(Tuple()); }
        Node value = targets[^1];
        return new Node("body", null, [.. targets.Take(targets.Count - 1).Select(t => new Node("assign", null, t, value))]);
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
                return text.Contains('.', StringComparison.Ordinal) || text.Contains('e', StringComparison.OrdinalIgnoreCase) ? new Node("constant", double.Parse(text, CultureInfo.InvariantCulture)) : new Node("constant", long.Parse(text, CultureInfo.InvariantCulture));
            case "text": return new Node("constant", text);
            case "name":
                return text switch { "None" => new Node("constant", null), "True" => new Node("constant", true), "False" => new Node("constant", false), _ => new Node("name", text) };
        }
        switch (text)
        {
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
}
