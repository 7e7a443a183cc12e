namespace KerasDigits.Port.Translating;

/// <summary>Small questions about the cases of <c>match</c>.</summary>
internal static class Patterns
{
    /// <summary>The names that a pattern gives to what comes.</summary>
    public static IEnumerable<string> FindCaptures(Pattern pattern) => pattern switch
    {
        CapturePattern { Name: { } name } => [name],
        StarPattern { Name: { } name } => [name],
        AsPattern a => FindCaptures(a.Inner).Append(a.Name),
        OrPattern o => o.Choices.SelectMany(FindCaptures).Distinct(),
        SequencePattern s => s.Items.SelectMany(FindCaptures),
        MappingPattern m => m.Items.SelectMany(i => FindCaptures(i.Value)).Concat(m.Rest is null ? [] : [m.Rest]),
        ClassPattern c => c.Positional.SelectMany(FindCaptures).Concat(c.Keywords.SelectMany(k => FindCaptures(k.Value))),
        _ => [],
    };

    /// <summary>The values and classes that a pattern asks for.</summary>
    public static IEnumerable<Expr> FindValues(Pattern pattern) => pattern switch
    {
        ValuePattern v => [v.Value],
        AsPattern a => FindValues(a.Inner),
        OrPattern o => o.Choices.SelectMany(FindValues),
        SequencePattern s => s.Items.SelectMany(FindValues),
        MappingPattern m => m.Items.SelectMany(i => FindValues(i.Value).Prepend(i.Key)),
        ClassPattern c => c.Positional.SelectMany(FindValues).Concat(c.Keywords.SelectMany(k => FindValues(k.Value))).Prepend(c.Class),
        _ => [],
    };

    /// <summary>The expressions of a case's head.</summary>
    public static IEnumerable<Expr> GetHeads(MatchCase c) => FindValues(c.Pattern).Concat(c.Guard is null ? [] : [c.Guard]);

    /// <summary>Whether statements break a loop around them.</summary>
    public static bool Breaks(IReadOnlyList<Stmt> body) => body.Any(s => s is WordStmt { Word: "break" }
        || s is not (ForStmt or WhileStmt or FunctionStmt or ClassStmt) && Breaks(Inside.GetChildren(s)));

    /// <summary>Whether one of the cases takes whatever comes.</summary>
    public static bool IsWhole(MatchStmt m) => m.Cases.Any(c => c.Guard is null && IsOpen(c.Pattern));

    private static bool IsOpen(Pattern p) => p is CapturePattern || p is AsPattern { Inner: var i } && IsOpen(i)
        || p is OrPattern o && o.Choices.Any(IsOpen);
}
