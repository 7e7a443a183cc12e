namespace KerasDigits.Tests.Semantics;

/// <content>Statements.</content>
internal sealed partial class PythonParser
{
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
            Node? parent = null;
            if (Take("(")) { parent = Is(")") ? null : Expression(); Need(")"); }
            return new Node("class", name, parent, Body());
        }
        if (Take("@"))
        {
            Node decorator = Expression();
            _at++;
            return new Node("decorated", decorator.Value, Compound());
        }
        if (Take("with"))
        {
            Node resource = Expression();
            Node? name = Take("as") ? Postfix() : null;
            return new Node("with", null, resource, name, Body());
        }
        if (Take("try"))
        {
            Node body = Body();
            string? name = null;
            Node? handler = null;
            while (Is("except") || Is("finally") || Is("else"))
            {
                bool catches = Next().Text == "except";
                while (!Is(":")) { name = Take("as") ? Next().Text : Next() is var _ ? name : null; }
                Node then = Body();
                if (catches) { handler ??= then; }
            }
            return new Node("try", name, body, handler);
        }
        return null;
    }

    private Node Simple()
    {
        if (Take("return")) { return new Node("return", null, Peek().Kind == "newline" || Is(";") ? null : Tuple()); }
        if (Take("pass")) { return new Node("body", null); }
        if (Take("continue")) { return new Node("continue", null); }
        if (Take("yield")) { return new Node("yield", null, Tuple()); }
        if (Take("raise")) { return new Node("raise", null, Expression()); }
        if (Take("global"))
        {
            var names = new List<string> { Next().Text };
            while (Take(",")) { names.Add(Next().Text); }
            return new Node("global", names);
        }
        if (Is("import") || Is("del") || Is("nonlocal"))
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
}
