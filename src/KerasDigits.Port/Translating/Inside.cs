namespace KerasDigits.Port.Translating;

/// <summary>The expressions of statements.</summary>
internal static class Inside
{
    /// <summary>The outermost expressions of a statement and of those inside of it.</summary>
    public static IEnumerable<Expr> GetExpressions(Stmt s) => s switch
    {
        ExprStmt e => [e.Value],
        AssignStmt a => a.Targets.Append(a.Value),
        AugAssignStmt a => [a.Target, a.Value],
        AnnAssignStmt a => a.Value is null ? [a.Target] : [a.Target, a.Value],
        IfStmt i => i.Then.Concat(i.Else).SelectMany(GetExpressions).Prepend(i.Condition),
        WhileStmt w => w.Body.Concat(w.Else).SelectMany(GetExpressions).Prepend(w.Condition),
        ForStmt f => f.Body.Concat(f.Else).SelectMany(GetExpressions).Prepend(f.Source),
        FunctionStmt f => f.Body.SelectMany(GetExpressions),
        ReturnStmt { Value: { } v } => [v],
        RaiseStmt { Value: { } v } => [v],
        AssertStmt a => a.Message is null ? [a.Condition] : [a.Condition, a.Message],
        DeleteStmt d => d.Targets,
        TryStmt t => t.Body.Concat(t.Handlers.SelectMany(h => h.Body)).Concat(t.Else).Concat(t.Finally).SelectMany(GetExpressions),
        WithStmt w => w.Items.Select(i => i.Value).Concat(w.Body.SelectMany(GetExpressions)),
        ClassStmt c => c.Body.SelectMany(GetExpressions),
        MatchStmt m => m.Cases.SelectMany(c => Patterns.GetHeads(c).Concat(c.Body.SelectMany(GetExpressions))).Prepend(m.Subject),
        _ => [],
    };

    /// <summary>All names in a statement's lines, decorators, bases, defaults and annotations too.</summary>
    public static IEnumerable<string> FindAllNames(Stmt s) => Walk([s]).SelectMany(i => i switch
    {
        FunctionStmt f =>
            f.Decorators.SelectMany(FindAllNames)
            .Concat(f.Parameters.SelectMany(p => FindAllNames(p.Default).Concat(FindAllNames(p.Annotation)))),
        ClassStmt c => c.Decorators.SelectMany(FindAllNames).Concat(c.Bases.SelectMany(b => FindAllNames(b.Value))),
        ForStmt f => FindAllNames(f.Target),
        WithStmt w => w.Items.SelectMany(p => FindAllNames(p.Target)),
        TryStmt t => t.Handlers.SelectMany(h => FindAllNames(h.Type)),
        ImportStmt or ImportFromStmt => [],
        _ => [],
    }).Concat(GetExpressions(s).SelectMany(FindAllNames));

    private static IEnumerable<string> FindAllNames(Expr? e) => e switch
    {
        null => [],
        NameExpr n => [n.Id],
        FormatExpr f => f.Parts.SelectMany(p => FindAllNames(p.Value).Concat(FindAllNames(p.Format))),
        LambdaExpr l => FindAllNames(l.Body).Concat(l.Parameters.SelectMany(p => FindAllNames(p.Default))),
        NamedExpr n => FindAllNames(n.Value).Append(n.Target.Id),
        ComprehensionExpr c => FindAllNames(c.Element).Concat(FindAllNames(c.Value))
            .Concat(c.Clauses.SelectMany(f => f.Conditions.Prepend(f.Source).SelectMany(FindAllNames))),
        _ => Blocks.GetChildren(e).SelectMany(FindAllNames),
    };

    /// <summary>The names that <c>:=</c> fills in an expression, in its comprehensions too.</summary>
    public static IEnumerable<string> FindWalruses(Expr? e) => e switch
    {
        null or LambdaExpr => [],
        NamedExpr n => FindWalruses(n.Value).Append(n.Target.Id),
        ComprehensionExpr c => FindWalruses(c.Element).Concat(FindWalruses(c.Value))
            .Concat(c.Clauses.SelectMany(f => f.Conditions.Prepend(f.Source).SelectMany(FindWalruses))),
        _ => Blocks.GetChildren(e).SelectMany(FindWalruses),
    };

    /// <summary>The statements inside of these, themselves too.</summary>
    public static IEnumerable<Stmt> Walk(IReadOnlyList<Stmt> body) => body.SelectMany(s => Walk(GetChildren(s)).Prepend(s));

    /// <summary>All names in an expression, those of its lambdas and comprehensions too.</summary>
    public static IEnumerable<string> FindNames(Expr? e) => e switch
    {
        null => [],
        NameExpr n => [n.Id],
        LambdaExpr l => FindNames(l.Body).Where(n => !l.Parameters.Any(p => p.Name == n)),
        NamedExpr n => FindNames(n.Value).Append(n.Target.Id),
        ComprehensionExpr c => FindNames(c.Element).Concat(FindNames(c.Value))
            .Concat(c.Clauses.SelectMany(f => f.Conditions.Prepend(f.Source).SelectMany(FindNames)))
            .Except(c.Clauses.SelectMany(f => FindNames(f.Target))),
        _ => Blocks.GetChildren(e).SelectMany(FindNames),
    };

    /// <summary>The statements right inside of one.</summary>
    public static IReadOnlyList<Stmt> GetChildren(Stmt s) => s switch
    {
        IfStmt i => [.. i.Then, .. i.Else],
        WhileStmt w => [.. w.Body, .. w.Else],
        ForStmt f => [.. f.Body, .. f.Else],
        FunctionStmt f => f.Body,
        ClassStmt c => c.Body,
        TryStmt t => [.. t.Body, .. t.Handlers.SelectMany(h => h.Body), .. t.Else, .. t.Finally],
        WithStmt w => w.Body,
        MatchStmt m => [.. m.Cases.SelectMany(c => c.Body)],
        _ => [],
    };

    /// <summary>Whether the last of the statements is never passed.</summary>
    public static bool Ends(IReadOnlyList<Stmt> body) => body.Count > 0 && body[^1] switch
    {
        ReturnStmt or RaiseStmt => true,
        IfStmt i => Ends(i.Then) && Ends(i.Else),
        WithStmt w => Ends(w.Body),
        MatchStmt m => Patterns.IsWhole(m) && m.Cases.All(c => Ends(c.Body)),
        TryStmt t => Ends(t.Finally) || (Ends(t.Body) && t.Handlers.All(h => Ends(h.Body))),
        WhileStmt { Condition: Constant { Text: "True" } } w => !Walk(w.Body).Any(s => s is WordStmt { Word: "break" }),
        _ => false,
    };

    /// <summary>How often statements fill the name.</summary>
    public static int CountStores(IReadOnlyList<Stmt> body, string name) => Walk(body).Sum(s => s switch
    {
        AssignStmt a => a.Targets.Count(t => Binds(t, name)),
        AugAssignStmt a => Binds(a.Target, name) ? 1 : 0,
        AnnAssignStmt a => Binds(a.Target, name) ? 1 : 0,
        ForStmt f => Binds(f.Target, name) ? 2 : 0,
        WithStmt w => w.Items.Count(i => i.Target is not null && Binds(i.Target, name)),
        MatchStmt m => m.Cases.Sum(c => Patterns.FindCaptures(c.Pattern).Contains(name) ? 2 : 0),
        _ => 0,
    });

    private static bool Binds(Expr target, string name) => target switch
    {
        NameExpr n => n.Id == name,
        TupleExpr t => t.Items.Any(i => Binds(i, name)),
        ListExpr l => l.Items.Any(i => Binds(i, name)),
        StarredExpr s => Binds(s.Value, name),
        _ => false,
    };

    /// <summary>Whether computing it may do more than give a value, so that it must be computed once, and not left out.</summary>
    public static bool HasEffect(Expr? e) => e is CallExpr
        { Function: not NameExpr { Id: "len" or "abs" or "str" or "int" or "float" or "type" } }
        or NamedExpr or YieldExpr or AwaitExpr or ComprehensionExpr || e is not null && Blocks.GetChildren(e).Any(HasEffect);

    /// <summary>Whether statements change the list or dictionary of this name, or give it away to be changed.</summary>
    public static bool Changes(IReadOnlyList<Stmt> body, string name) =>
        Walk(body).Any(s => s is AugAssignStmt a && Binds(a.Target, name) || s is AssignStmt b
            && b.Targets.Any(t => t is SubscriptExpr { Object: NameExpr n } && n.Id == name)
            || s is DeleteStmt d && d.Targets.Any(t => t is SubscriptExpr { Object: NameExpr n } && n.Id == name))
        || body.SelectMany(GetExpressions).Any(e => CallsChanging(e, name));

    private static readonly HashSet<string> s_changing = ["append", "extend", "insert", "pop", "remove", "clear", "sort", "reverse",
        "update", "setdefault", "popitem", "add"];

    /// <summary>Whether a method of this name changes a list, a dictionary or a set.</summary>
    public static bool IsChanging(string method) => s_changing.Contains(method);

    private static bool CallsChanging(Expr e, string name) =>
        e is CallExpr { Function: AttributeExpr { Object: NameExpr n, Name: var method } } && n.Id == name && s_changing.Contains(method)
        || Blocks.GetChildren(e).Any(c => CallsChanging(c, name));
}
