namespace KerasDigits.Port.Translating;

/// <summary>Whether a name is met more than once.</summary>
internal static class Again
{
    /// <summary>Whether lines meet a name twice, or once in a loop or a function that may run again.</summary>
    public static bool IsMet(IReadOnlyList<Stmt> body, string name) => Count(body, name) > 1;

    private static int Count(IReadOnlyList<Stmt> body, string name) => body.Sum(s => s switch
    {
        IfStmt i => Count(i.Condition, name) + Count(i.Then, name) + Count(i.Else, name),
        ForStmt f => Count(f.Source, name) + (2 * Count(f.Body, name)) + Count(f.Else, name),
        WhileStmt w => 2 * (Count(w.Condition, name) + Count(w.Body, name)),
        FunctionStmt f => f.Parameters.Any(p => p.Name == name) ? 0 : 2 * Count(f.Body, name),
        ClassStmt c => 2 * Count(c.Body, name),
        TryStmt t => Count(t.Body, name) + t.Handlers.Sum(h => Count(h.Body, name)) + Count(t.Else, name) + Count(t.Finally, name),
        WithStmt w => w.Items.Sum(i => Count(i.Value, name)) + Count(w.Body, name),
        MatchStmt m => Count(m.Subject, name) + m.Cases.Sum(c => Count(c.Body, name)),
        AssignStmt a => Count(a.Value, name) + a.Targets.Sum(t => t is NameExpr ? 0 : Count(t, name)),
        _ => Inside.GetExpressions(s).Sum(e => Count(e, name)),
    });

    private static int Count(Expr e, string name) => e switch
    {
        NameExpr n => n.Id == name ? 1 : 0,
        LambdaExpr l => 2 * Count(l.Body, name),
        ComprehensionExpr c => c.Clauses.Select((f, i) => (i == 0 ? 1 : 2) * Count(f.Source, name)).Sum()
            + (2 * (Count(c.Element, name) + (c.Value is null ? 0 : Count(c.Value, name)))),
        _ => Blocks.GetChildren(e).Sum(i => Count(i, name)),
    };
}
