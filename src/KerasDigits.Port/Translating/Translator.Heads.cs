namespace KerasDigits.Port.Translating;

/// <content>Heads that cannot be said: they are left alone, and what stands below them is translated.</content>
public sealed partial class Translator
{
    private static string WriteLeftCondition(string place) => $"(bool)not_ported({place})";

    private void Refuse(int line)
    {
        if (_refused.TryGetValue(line, out string? refusal))
        {
            throw No("C# refuses " + refusal.Split(' ')[0], $"C# refuses it: {refusal.Split('\n')[0].TrimEnd('.')}");
        }
    }

    private static IReadOnlyList<Stmt>? GetBodyBelow(Stmt s) => s switch
    {
        IfStmt i => i.Then,
        ForStmt f => f.Body,
        WhileStmt w => w.Body,
        WithStmt w => w.Body,
        ClassStmt c => c.Body,
        FunctionStmt f => f.Body,
        _ => null,
    };

    // Whether what C# refuses of the statement's head is left without the lines below it.
    private bool IsHeadAlone(Stmt s) => IsOpen && !_refusedTwice.Contains(s.Line)
        && GetBodyBelow(s) is { } body && body.Count > 0 && body[0].Line > s.Line;

    // What C# refuses of a function's head is said once more with types that are looked at when they are reached.
    private void Loosen(FunctionInfo f)
    {
        if (!_refused.TryGetValue(f.Syntax.Line, out string? refusal)) { return; }
        if (_refusedTwice.Contains(f.Syntax.Line) || !IsOpen || f.Owner is { } owner && FindOverride(owner, f) is not null)
        {
            Refuse(f.Syntax.Line);
        }
        _heads.Add(f.Syntax.Line);
        f.IsOpenEnded = refusal.StartsWith("CS0161", StringComparison.Ordinal);
        if (f.IsOpenEnded) { return; }
        for (int i = 0; i < f.Types.Count; i++) { f.Types[i] = PyType.Unknown; }
        if (f.Returns != PyType.Never) { f.Returns = PyType.Unknown; }
    }

    // Of a class, its fields are.
    private void Loosen(ClassInfo c)
    {
        if (!_refused.ContainsKey(c.Syntax.Line)) { return; }
        if (_refusedTwice.Contains(c.Syntax.Line) || !IsOpen) { Refuse(c.Syntax.Line); }
        _heads.Add(c.Syntax.Line);
        foreach (string field in c.Fields.Keys) { c.Fields[field] = PyType.Unknown; }
    }

    /// <summary>What a head says, or <paramref name="stand"/> of the place where it is left.</summary>
    private T TranslateHead<T>(int line, IReadOnlyList<Stmt> body, Func<T> say, Func<string, T> stand)
    {
        int left = _left.Count, temporary = _temporary;
        try
        {
            if (_refused.ContainsKey(line)) { _heads.Add(line); }
            Refuse(line);
            return say();
        }
        catch (Untranslated u) when (IsOpen && body.Count > 0 && body[0].Line > line && !_refusedTwice.Contains(line))
        {
            _left.RemoveRange(left, _left.Count - left);
            _temporary = temporary;
            return stand(LeaveLines(line, body[0].Line - 1, u));
        }
    }

    // What a loop goes through, if the loop's names can be taken from it.
    private Ex TranslateLoopSource(ForStmt f)
    {
        Ex source = TranslateSequence(f.Source);
        PyType item = FindElement(source.Type);
        if (item is Clr { Type: var type } && f.Target is TupleExpr t && FindDeconstructed(type, t.Items.Count) is { } parts)
        {
            item = parts;
        }
        if (!IsTaken(f.Target, item)) { Take(f.Target, item, "item", []); }
        return source;
    }

    // Decorators whose meaning is not known: the function is there, the line that wraps it throws.
    private List<string> LeaveDecorators(IReadOnlyList<Expr> decorators, string what)
    {
        var places = new List<string>();
        foreach (Expr d in decorators.Where(d => !IsSilent(d)))
        {
            var u = No("decorator", $"what the decorator makes of {what} is not known");
            if (!IsOpen) { throw u; }
            places.Add(LeaveLines(d.Line, Math.Max(d.Line, d.EndLine), u));
        }
        return places;
    }
}
