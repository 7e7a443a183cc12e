using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Reading;

/// <summary>What CPython refuses of <c>global</c> and <c>nonlocal</c> once the whole file is read.</summary>
internal static class ScopeFaults
{
    /// <summary>The first statement that is refused, and why; null where there is none.</summary>
    public static (ScopeStmt At, string Message)? Find(IReadOnlyList<Stmt> body) => FindIn(body, null);

    private static (ScopeStmt, string)? FindIn(IReadOnlyList<Stmt> body, FunctionStmt? function, bool isClass = false)
    {
        HashSet<string> filled = [], used = [];
        foreach (Stmt s in Sharing.FindOwn(body))
        {
            if (s is ScopeStmt scope)
            {
                string word = scope.IsGlobal ? "global" : "nonlocal";
                if (!scope.IsGlobal && function is null && !isClass) { return (scope, "nonlocal declaration not allowed at module level"); }
                foreach (string name in scope.Names)
                {
                    if (function?.Parameters.Any(p => p.Name == name) == true) { return (scope, $"name '{name}' is parameter and {word}"); }
                    if (used.Contains(name)) { return (scope, $"name '{name}' is used prior to {word} declaration"); }
                    if (filled.Contains(name)) { return (scope, $"name '{name}' is assigned to before {word} declaration"); }
                }
                continue;
            }
            filled.UnionWith(Sharing.FindStored(s));
            used.UnionWith(FindUsed(s).SelectMany(Inside.FindNames));
            var inner = s is FunctionStmt f ? FindIn(f.Body, f) : s is ClassStmt c ? FindIn(c.Body, null, true) : null;
            if (inner is not null) { return inner; }
        }
        return null;
    }

    // The expressions of a statement's own line that are asked for their values.
    private static IEnumerable<Expr> FindUsed(Stmt s) => s switch
    {
        AssignStmt a => a.Targets.Where(t => t is SubscriptExpr or AttributeExpr).Append(a.Value),
        AugAssignStmt a => [a.Value],
        IfStmt i => [i.Condition],
        WhileStmt w => [w.Condition],
        ForStmt f => [f.Source],
        WithStmt w => w.Items.Select(i => i.Value),
        ExprStmt or ReturnStmt or AssertStmt or RaiseStmt => Inside.GetExpressions(s),
        _ => [],
    };
}
