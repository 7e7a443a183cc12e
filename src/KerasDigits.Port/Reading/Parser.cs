namespace KerasDigits.Port.Reading;

/// <summary>Python 3.6 to 3.13 by recursive descent. This file: the tokens; beside it statements, expressions, patterns.</summary>
public sealed partial class Parser
{
    private const int DeepestNesting = 150, LongestChain = 500;
    private static readonly HashSet<string> s_keywords =
    [
        "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally",
        "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
        "with", "yield",
    ];

    private readonly string _file;
    private readonly string _source;
    private readonly IReadOnlyList<Token> _tokens;
    private int _at, _depth;

    private Parser(string file, string source, IReadOnlyList<Token> tokens) => (_file, _source, _tokens) = (file, source, tokens);

    /// <summary>Reads a module.</summary>
    /// <exception cref="SyntaxFault">It is not Python.</exception>
    public static Module Parse(string file, string source)
    {
        source = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimStart('\uFEFF');
        if (source.IndexOf('\0', StringComparison.Ordinal) is >= 0 and int zero)
        {
            throw new SyntaxFault(file, "source code cannot contain null bytes", source[..zero].Count(c => c == '\n') + 1, 0, source);
        }
        var (tokens, comments, unclosed) = Lexer.Read(file, source);
        var parser = new Parser(file, source, tokens);
        var body = new List<Stmt>();
        try
        {
            while (parser.Now.Kind != TokenKind.End)
            {
                if (parser.Now.Kind == TokenKind.Newline) { parser._at++; continue; }
                if (parser.Now.Kind == TokenKind.Indent) { throw parser.Fault("unexpected indent"); }
                parser.ReadStatement(body);
            }
        }
        catch (SyntaxFault fault) when (unclosed is not null
            && (Math.Max(fault.Line, parser.Now.Line) > unclosed.Line || parser.IsAtEnd))
        {
            throw unclosed;
        }
        if (unclosed is not null) { throw unclosed; }
        if (ScopeFaults.Find(body) is var (at, message))
        {
            string line = source.Split('\n')[at.Line - 1];
            int end = line.AsSpan(at.Column).IndexOfAny('#', ';');
            string text = (end < 0 ? line : line[..(at.Column + end)]).TrimEnd();
            throw new SyntaxFault(file, message, at.Line, at.Column, source, text.Length);
        }
        return new Module(file, source, body, comments);
    }

    private Token Now => _tokens[_at];

    private bool IsAtEnd => Now.Kind == TokenKind.End || Now.Kind is TokenKind.Newline or TokenKind.Dedent && Now.Start >= _source.Length;

    private Token Peek(int count = 1) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    private bool Is(string text) => Now.Text == text && Now.Kind is TokenKind.Operator or TokenKind.Name && Now.Text == text;

    private bool Take(string text)
    {
        if (!Is(text)) { return false; }
        _at++;
        return true;
    }

    private void Expect(string text, string? otherwise = null)
    {
        if (!Take(text)) { throw Fault(otherwise
            ?? (text == ":" && (Now.Kind == TokenKind.Newline || Before.Text is "else" or "try" or "finally" or "except") ? "expected ':'"
                : "invalid syntax")); }
    }

    private SyntaxFault Fault(string message, Token? at = null) => Fault(message, at ?? Now, at ?? Now);

    // A fault from one token to another one, as far as they stand on one line.
    private SyntaxFault Fault(string message, Token from, Token to)
    {
        // What is missing at the end of the file is missed behind its last line.
        if (from.Kind is TokenKind.End or TokenKind.Dedent && from.Start >= _source.Length
            && _tokens.LastOrDefault(t => t.Kind == TokenKind.Newline) is { } last)
        {
            (from, to) = (last, last);
        }
        bool isWord = to.Kind is TokenKind.Name or TokenKind.Number or TokenKind.String or TokenKind.Operator;
        int end = !isWord || to.EndLine != from.Line ? 0 : to.Column + (to.End - to.Start);
        return new(_file, message, from.Line, from.Column, _source, end);
    }

    private Token Before => _tokens[Math.Max(0, _at - 1)];

    private string ExpectName()
    {
        if (Now.Kind != TokenKind.Name || s_keywords.Contains(Now.Text)) { throw Fault("invalid syntax"); }
        return _tokens[_at++].Text;
    }

    private T Locate<T>(Token start, T node) where T : Node
    {
        node.Line = start.Line;
        node.Column = start.Column;
        node.EndLine = _at > 0 ? _tokens[_at - 1].Kind is TokenKind.Newline or TokenKind.Dedent && _at > 1
            ? FindLastLine()
            : _tokens[_at - 1].EndLine : start.EndLine;
        return node;
    }

    private int FindLastLine()
    {
        int at = _at - 1;
        while (at > 0 && _tokens[at].Kind is TokenKind.Newline or TokenKind.Dedent or TokenKind.Indent) { at--; }
        return _tokens[at].EndLine;
    }

    private T ReadDeeper<T>(Func<T> read)
    {
        if (++_depth > DeepestNesting) { throw Fault("too many levels of nesting"); }
        try { return read(); }
        finally { _depth--; }
    }
}

/// <summary>A file that was read.</summary>
public sealed record Module(string File, string Source, IReadOnlyList<Stmt> Body, IReadOnlyList<Comment> Comments)
{
    /// <summary>For each line the file and line it comes from, where modules beside the program are in it.</summary>
    public IReadOnlyList<(string File, int Line)>? Origins { get; init; }

    /// <summary>The modules beside the program that are in it.</summary>
    public IReadOnlySet<string> Beside { get; init; } = new HashSet<string>();

    /// <summary>A line's place, for messages.</summary>
    public string DescribePlace(int line) => Origins is { } origins && line >= 1 && line <= origins.Count
        ? $"{origins[line - 1].File}, line {origins[line - 1].Line}"
        : $"{Path.GetFileName(File)}, line {line}";

    /// <summary>A line's number in its own file.</summary>
    public int FindLine(int line) => Origins is { } origins && line >= 1 && line <= origins.Count ? origins[line - 1].Line : line;
}
