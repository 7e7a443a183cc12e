namespace KerasDigits.Port.Translating;

/// <summary>A block of C#, which is what a name declared in it is seen in.</summary>
public sealed class Block(Block? parent, bool isLoop)
{
    public Block? Parent { get; } = parent;

    public bool IsLoop { get; } = isLoop;

    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;
}

/// <summary>Finds the block in which each name of a function must be declared: the innermost one around all that use it.</summary>
public sealed class Blocks
{
    private readonly Dictionary<string, (Block Home, bool IsFirstStored)> _homes = [];
    private readonly Dictionary<object, Block> _bodies = new(ReferenceEqualityComparer.Instance);
    private readonly Stack<HashSet<string>> _loopNames = new();
    private readonly HashSet<string> _stored = [];
    private readonly HashSet<string> _loopOnly = [];
    private Block _now;

    public Blocks(IReadOnlyList<Stmt> body)
    {
        Root = _now = new Block(null, false);
        _bodies[body] = Root;
        Walk(body);
    }

    public Block Root { get; }

    public IReadOnlySet<string> Stored => _stored;

    public Block Of(IReadOnlyList<Stmt> body) => _bodies.TryGetValue(body, out Block? block) ? block : Root;

    public Block FindHome(string name) => _homes.TryGetValue(name, out var home) ? home.Home : Root;

    /// <summary>Whether the name is met in the loops that bind it and nowhere else.</summary>
    public bool IsLoopOnly(string name) => !_homes.ContainsKey(name) && _loopOnly.Contains(name);

    public static bool IsMainGuard(Stmt statement) =>
        statement is IfStmt { Condition: CompareExpr { First: NameExpr { Id: "__name__" } }, Else.Count: 0 };

    /// <summary>Whether a <c>with</c> records gradients: what it computes is in the block around it.</summary>
    public static bool IsOfTapes(WithStmt statement) => statement.Items.All(i => i is (CallExpr { Function: var tape }, NameExpr)
        && tape is AttributeExpr { Name: "GradientTape" } or NameExpr { Id: "GradientTape" });

    private void Walk(IReadOnlyList<Stmt> body) { foreach (Stmt s in body) { Walk(s); } }

    private void WalkBlock(IReadOnlyList<Stmt> body, bool isLoop)
    {
        Block before = _now;
        _now = _bodies[body] = new Block(_now, isLoop);
        Walk(body);
        _now = before;
    }

    private void Use(string name, bool isStore)
    {
        if (isStore) { _stored.Add(name); }
        if (_loopNames.Any(l => l.Contains(name))) { return; }
        if (!_homes.TryGetValue(name, out var home)) { _homes[name] = (FindFirstHome(isStore), isStore); return; }
        Block a = home.Home, b = _now;
        while (a != b) { if (a.Depth >= b.Depth) { a = a.Parent!; } else { b = b.Parent!; } }
        // What a loop carries from turn to turn is declared outside of it.
        Block carrying = home.IsFirstStored && home.Home == a ? a : LeaveLoops(a);
        _homes[name] = (carrying, home.IsFirstStored && carrying == home.Home);
    }

    private Block FindFirstHome(bool isStore) => isStore ? _now : LeaveLoops(_now);

    private static Block LeaveLoops(Block block)
    {
        for (Block b = block, result = block; ; b = b.Parent)
        {
            if (b.IsLoop) { result = b.Parent!; }
            if (b.Parent is null) { return result; }
        }
    }

    private void Walk(Stmt? statement)
    {
        switch (statement)
        {
            case ExprStmt s: Walk(s.Value); break;
            case AssignStmt s:
                Walk(s.Value);
                foreach (Expr t in s.Targets) { Store(t); }
                break;
            case AugAssignStmt s: Walk(s.Target); Walk(s.Value); Store(s.Target); break;
            case AnnAssignStmt s: Walk(s.Value); if (s.Value is not null) { Store(s.Target); } break;
            case IfStmt s when IsMainGuard(s) && _now == Root: _bodies[s.Then] = _now; Walk(s.Then); break;
            case IfStmt s: Walk(s.Condition); WalkBlock(s.Then, false); WalkBlock(s.Else, false); break;
            case WhileStmt s:
                Walk(s.Condition); WalkBlock(s.Body, true); WalkBlock(s.Else, false);
                break;
            case ForStmt s:
                Walk(s.Source);
                var names = new HashSet<string>();
                CollectNames(s.Target, names);
                foreach (string n in names) { _loopOnly.Add(n); _stored.Add(n); }
                _loopNames.Push(names);
                WalkBlock(s.Body, true);
                _loopNames.Pop();
                WalkBlock(s.Else, false);
                break;
            case FunctionStmt s:
                foreach (Parameter p in s.Parameters) { Walk(p.Default); }
                UseOuterNames(s.Body, s.Parameters.Select(p => p.Name));
                break;
            case ReturnStmt s: Walk(s.Value); break;
            case RaiseStmt s: Walk(s.Value); break;
            case DeleteStmt s: foreach (Expr t in s.Targets) { if (t is not NameExpr) { Walk(t); } } break;
            case AssertStmt s: Walk(s.Condition); Walk(s.Message); break;
            case TryStmt s:
                WalkBlock(s.Body, false);
                foreach (ExceptClause h in s.Handlers) { WalkBlock(h.Body, false); }
                WalkBlock(s.Else, false);
                WalkBlock(s.Finally, false);
                break;
            case WithStmt s:
                if (!IsOfTapes(s))
                {
                    var opened = new HashSet<string>();
                    foreach (var (value, target) in s.Items) { Walk(value); if (target is not null) { CollectNames(target, opened); } }
                    foreach (string n in opened) { _loopOnly.Add(n); _stored.Add(n); }
                    _loopNames.Push(opened);
                    WalkBlock(s.Body, false);
                    _loopNames.Pop();
                    break;
                }
                foreach (var (value, target) in s.Items) { Walk(value); if (target is not null) { Store(target); } }
                _bodies[s.Body] = _now;
                Walk(s.Body);
                break;
            case MatchStmt s:
                Walk(s.Subject);
                foreach (MatchCase c in s.Cases)
                {
                    HashSet<string> named = [.. Patterns.FindCaptures(c.Pattern)];
                    foreach (string n in named) { _loopOnly.Add(n); _stored.Add(n); }
                    _loopNames.Push(named);
                    foreach (Expr e in Patterns.GetHeads(c)) { Walk(e); }
                    WalkBlock(c.Body, false);
                    _loopNames.Pop();
                }
                break;
        }
    }

    // A name of the function outside that an inner function reads.
    private void UseOuterNames(IReadOnlyList<Stmt> body, IEnumerable<string> own)
    {
        var inner = new Blocks(body);
        foreach (string name in inner._homes.Keys.Except(own).Where(n => !inner._stored.Contains(n)))
        {
            // What a loop fills has one place for all turns, where a function sees it.
            if (_now != LeaveLoops(_now) && _stored.Contains(name)) { _homes[name] = (LeaveLoops(_now), false); }
            else if (_homes.ContainsKey(name) || _stored.Contains(name)) { Use(name, false); }
        }
    }

    private static void CollectNames(Expr target, HashSet<string> names)
    {
        switch (target)
        {
            case NameExpr n: names.Add(n.Id); break;
            case TupleExpr t: foreach (Expr i in t.Items) { CollectNames(i, names); } break;
            case ListExpr t: foreach (Expr i in t.Items) { CollectNames(i, names); } break;
            case StarredExpr s: CollectNames(s.Value, names); break;
        }
    }

    private void Store(Expr target)
    {
        switch (target)
        {
            case NameExpr n: Use(n.Id, true); break;
            case TupleExpr t: foreach (Expr i in t.Items) { Store(i); } break;
            case ListExpr t: foreach (Expr i in t.Items) { Store(i); } break;
            case StarredExpr s: Store(s.Value); break;
            default: Walk(target); break;
        }
    }

    private void Walk(Expr? expression)
    {
        switch (expression)
        {
            case NameExpr e: Use(e.Id, false); break;
            case NamedExpr e: Walk(e.Value); Use(e.Target.Id, true); break;
            case ComprehensionExpr e:
                var names = new HashSet<string>();
                foreach (ForClause c in e.Clauses) { Walk(c.Source); CollectNames(c.Target, names); }
                _loopNames.Push(names);
                foreach (ForClause c in e.Clauses) { foreach (Expr i in c.Conditions) { Walk(i); } }
                Walk(e.Element);
                Walk(e.Value);
                _loopNames.Pop();
                break;
            case LambdaExpr e:
                _loopNames.Push([.. e.Parameters.Select(p => p.Name)]);
                Walk(e.Body);
                _loopNames.Pop();
                break;
            default: foreach (Expr child in GetChildren(expression)) { Walk(child); } break;
        }
    }

    /// <summary>The expressions right inside of one.</summary>
    public static IEnumerable<Expr> GetChildren(Expr? expression) => expression switch
    {
        FormatExpr e => e.Parts.SelectMany(p => (p.Value is null ? [] : new Expr[] { p.Value }).Concat(p.Format is null ? [] : [p.Format])),
        TupleExpr e => e.Items,
        ListExpr e => e.Items,
        SetExpr e => e.Items,
        DictExpr e => e.Entries.SelectMany(i => i.Key is null ? [i.Value] : new[] { i.Key, i.Value }),
        CallExpr e => e.Arguments.Select(a => a.Value).Prepend(e.Function),
        AttributeExpr e => [e.Object],
        SubscriptExpr e => [e.Object, e.Index],
        SliceExpr e => new[] { e.Lower, e.Upper, e.Step }.OfType<Expr>(),
        UnaryExpr e => [e.Operand],
        BinaryExpr e => [e.Left, e.Right],
        BooleanExpr e => [e.Left, e.Right],
        CompareExpr e => e.Rest.Select(r => r.Right).Prepend(e.First),
        ConditionalExpr e => [e.Condition, e.Then, e.Else],
        YieldExpr { Value: { } v } => [v],
        AwaitExpr e => [e.Value],
        StarredExpr e => [e.Value],
        HeldExpr e => [e.Value],
        _ => [],
    };
}
