namespace KerasDigits.Port.Translating;

/// <summary>Questions about <c>*args</c> and <c>**kwargs</c>.</summary>
internal static class Stars
{
    /// <summary>Whether the keywords are looked at, and not only handed on with two stars.</summary>
    public static bool IsLookedAt(IReadOnlyList<Stmt> body, string name)
    {
        Expr[] all = [.. body.SelectMany(Inside.GetExpressions)];
        return all.SelectMany(Inside.FindNames).Count(n => n == name) > all.Sum(e => CountHandedOn(e, name));
    }

    /// <summary>Whether what <c>*args</c> gathers is met as a whole, and not only gone through, counted or asked for a place.</summary>
    public static bool IsWhole(IReadOnlyList<Stmt> body, string name)
    {
        int gone = Inside.Walk(body).Count(s => s is ForStmt { Source: NameExpr n } && n.Id == name);
        return body.SelectMany(Inside.GetExpressions).Sum(e => CountWhole(e, name)) > gone;
    }

    private static readonly HashSet<string> s_looks = ["len", "sum", "min", "max", "enumerate", "zip", "list", "sorted", "any", "all",
        "set", "map", "filter", "reversed", "tuple"];

    private static int CountWhole(Expr e, string name)
    {
        bool Is(Expr x) => x is NameExpr n && n.Id == name;
        return e switch
        {
            NameExpr => Is(e) ? 1 : 0,
            SubscriptExpr { Index: not SliceExpr } s when Is(s.Object) => CountWhole(s.Index, name),
            CallExpr { Function: NameExpr { Id: var called } } c => c.Arguments.Sum(a =>
                Is(a.Value) && (a.Stars == 1 || s_looks.Contains(called)) ? 0 : CountWhole(a.Value, name)),
            CallExpr c => CountWhole(c.Function, name) + c.Arguments.Sum(a => Is(a.Value) && a.Stars == 1 ? 0 : CountWhole(a.Value, name)),
            StarredExpr s when Is(s.Value) => 0,
            CompareExpr c => CountWhole(c.First, name)
                + c.Rest.Sum(r => Is(r.Right) && r.Operator is "in" or "not in" ? 0 : CountWhole(r.Right, name)),
            UnaryExpr { Operator: "not" } u when Is(u.Operand) => 0,
            ComprehensionExpr x => CountWhole(x.Element, name) + (x.Value is null ? 0 : CountWhole(x.Value, name))
                + x.Clauses.Sum(f => (Is(f.Source) ? 0 : CountWhole(f.Source, name)) + f.Conditions.Sum(i => CountWhole(i, name))),
            LambdaExpr l => CountWhole(l.Body, name),
            _ => Blocks.GetChildren(e).Sum(i => CountWhole(i, name)),
        };
    }

    private static int CountHandedOn(Expr e, string name) => (e is CallExpr c
            ? c.Arguments.Count(a => a.Stars == 2 && a.Value is NameExpr n && n.Id == name)
            : 0)
        + (e switch
        {
            LambdaExpr l => [l.Body],
            ComprehensionExpr x => x.Clauses.Select(f => f.Source).Append(x.Element),
            _ => Blocks.GetChildren(e),
        }).Sum(i => CountHandedOn(i, name));
}
