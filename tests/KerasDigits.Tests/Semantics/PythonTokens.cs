using System.Text;

namespace KerasDigits.Tests.Semantics;

/// <content>Cuts source text into tokens; indents and line ends are tokens too.</content>
internal sealed partial class PythonParser
{
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
                while (i < source.Length && (char.IsAsciiLetterOrDigit(source[i]) || source[i] is '.' or '_'
                    || (source[i] is '+' or '-' && source[i - 1] is 'e' or 'E')))
                {
                    i++;
                }
                _tokens.Add(("number", source[from..i].Replace("_", "", StringComparison.Ordinal)));
            }
            else if (char.IsLetter(c) || c == '_')
            {
                int from = i;
                while (i < source.Length && (char.IsLetterOrDigit(source[i]) || source[i] == '_')) { i++; }
                string word = source[from..i];
                if (word is "f" or "r" or "b" && i < source.Length && source[i] is '"' or '\'')
                {
                    i = Text(source, i, word == "f" ? "format" : "text");
                }
                else { _tokens.Add(("name", word)); }
            }
            else
            {
                string op = Array.Find(s_operators, o => string.CompareOrdinal(source, i, o, 0, o.Length) == 0)
                    ?? throw new NotReplayedException($"the character {c}");
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

    private int Text(string source, int i, string kind = "text")
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
        if (_tokens.Count > 0 && _tokens[^1].Kind == kind) { _tokens[^1] = (kind, _tokens[^1].Text + text); }
        else { _tokens.Add((kind, text.ToString())); }
        return i + (triple ? 3 : 1);
    }
}
