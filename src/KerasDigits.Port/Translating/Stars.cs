namespace KerasDigits.Port.Translating;

/// <summary>Questions about <c>*args</c> and <c>**kwargs</c>.</summary>
internal static class Stars
{
    /// <summary>Whether the keywords are looked at, and not only handed on with two stars.</summary>
    public static bool IsLookedAt(IReadOnlyList<Stmt> body, string name)
    {
        Expr[] all = [.. body.SelectMany(Inside.Expressions)];
        return all.SelectMany(Inside.NamesIn).Count(n => n == name) > all.Sum(e => HandedOn(e, name));
    }

    private static int HandedOn(Expr e, string name) => (e is CallExpr c
            ? c.Arguments.Count(a => a.Stars == 2 && a.Value is NameExpr n && n.Id == name)
            : 0)
        + (e switch
        {
            LambdaExpr l => [l.Body],
            ComprehensionExpr x => x.Clauses.Select(f => f.Source).Append(x.Element),
            _ => Blocks.Children(e),
        }).Sum(i => HandedOn(i, name));
}
