
namespace KerasDigits.Port.Translating;

/// <summary>Small questions about a program.</summary>
internal static class Counting
{
    /// <summary>Lines with code.</summary>
    public static int CountCodeLines(string source) => source.Split('\n').Count(l => l.Trim() is { Length: > 0 } t && !t.StartsWith('#'));

    /// <summary>Whether a function's own body yields.</summary>
    public static bool Yields(IReadOnlyList<Stmt> body) => body.Any(s => s switch
    {
        ExprStmt e => e.Value is YieldExpr,
        AssignStmt a => a.Value is YieldExpr,
        IfStmt i => Yields(i.Then) || Yields(i.Else),
        WhileStmt w => Yields(w.Body) || Yields(w.Else),
        ForStmt f => Yields(f.Body) || Yields(f.Else),
        WithStmt w => Yields(w.Body),
        MatchStmt m => m.Cases.Any(c => Yields(c.Body)),
        TryStmt t => Yields(t.Body) || Yields(t.Finally) || t.Handlers.Any(h => Yields(h.Body)),
        _ => false,
    });
}
