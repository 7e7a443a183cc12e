using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <summary>
/// Names of the program that C# must see outside of its top-level lines: a class knows no local variable or function of theirs, and a
/// function none that is declared behind it. Python looks names up when a line is reached.
/// </summary>
internal sealed class Sharing
{
    private readonly HashSet<string> _stored = [];
    private readonly Dictionary<string, int> _firstLines = [];
    private readonly Dictionary<string, List<Stmt>> _definitions = [];
    private readonly Dictionary<string, LambdaExpr> _lambdas = [];

    public Sharing(Module module)
    {
        Stmt[] own = [.. Own(module.Body)];
        foreach (Stmt s in own)
        {
            if (s is AssignStmt { Targets: [NameExpr { Id: var named }], Value: LambdaExpr lambda } && !_stored.Contains(named))
            {
                _lambdas[named] = lambda;
                continue;
            }
            // What `with` opens is closed where its block ends.
            foreach (string name in s is WithStmt ? [] : Stored(s))
            {
                _stored.Add(name);
                _firstLines.TryAdd(name, s.Line);
            }
            if (s is FunctionStmt { Name: var f }) { Define(f, s); }
            if (s is ClassStmt { Name: var c }) { Define(c, s); }
        }
        foreach (Stmt s in Inside.All(module.Body))
        {
            if (s is ScopeStmt { IsGlobal: true, Names: var names })
            {
                foreach (string name in names)
                {
                    _stored.Add(name);
                    if (!_firstLines.ContainsKey(name)) { _firstLines[name] = int.MaxValue; }
                }
            }
        }
        var open = new Queue<string>();
        foreach (ClassStmt c in own.OfType<ClassStmt>()) { foreach (string name in FreeOf(c)) { Share(name, open); } }
        foreach (FunctionStmt f in own.OfType<FunctionStmt>())
        {
            foreach (string name in FreeOf(f).Where(n => _firstLines.TryGetValue(n, out int first) && first > f.Line))
            {
                Variables.Add(name);
            }
        }
        while (open.TryDequeue(out string? name))
        {
            if (_lambdas.TryGetValue(name, out LambdaExpr? body))
            {
                foreach (string other in Inside.NamesIn(body)) { Share(other, open); }
            }
            foreach (FunctionStmt f in Definitions(name).OfType<FunctionStmt>())
            {
                foreach (string other in FreeOf(f)) { Share(other, open); }
            }
        }
    }

    /// <summary>Variables that are fields of the program.</summary>
    public HashSet<string> Variables { get; } = [];

    /// <summary>Functions that are methods of the program.</summary>
    public HashSet<string> Functions { get; } = [];

    /// <summary>The one function or class of this name, wherever it stands; null where there is none or more than one.</summary>
    public Stmt? Only(string name) => Definitions(name) is [var only] && !_stored.Contains(name) ? only : null;

    private List<Stmt> Definitions(string name) => _definitions.GetValueOrDefault(name) ?? [];

    private void Define(string name, Stmt s)
    {
        if (!_definitions.TryGetValue(name, out List<Stmt>? all)) { _definitions[name] = all = []; }
        all.Add(s);
    }

    private void Share(string name, Queue<string> open)
    {
        if (_stored.Contains(name)) { Variables.Add(name); }
        if ((Definitions(name) is [FunctionStmt] || _lambdas.ContainsKey(name)) && Functions.Add(name)) { open.Enqueue(name); }
    }

    // The statements that are the program's own, not a function's or a class's.
    private static IEnumerable<Stmt> Own(IEnumerable<Stmt> body) => body.SelectMany(s => (s switch
    {
        FunctionStmt or ClassStmt => [],
        _ => Own(Inside.Bodies(s)),
    }).Prepend(s));

    private static IEnumerable<string> Stored(Stmt s) => s switch
    {
        AssignStmt a => a.Targets.SelectMany(Names),
        AugAssignStmt a => Names(a.Target),
        AnnAssignStmt { Value: not null } a => Names(a.Target),
        ForStmt f => Names(f.Target),
        WithStmt w => w.Items.Where(i => i.Target is not null).SelectMany(i => Names(i.Target!)),
        MatchStmt m => m.Cases.SelectMany(c => Patterns.Captures(c.Pattern)),
        _ => [],
    };

    private static IEnumerable<string> Names(Expr target) => target switch
    {
        NameExpr n => [n.Id],
        TupleExpr t => t.Items.SelectMany(Names),
        ListExpr l => l.Items.SelectMany(Names),
        StarredExpr s => Names(s.Value),
        _ => [],
    };

    private static IEnumerable<string> FreeOf(ClassStmt c) => c.Body.SelectMany(s => s is FunctionStmt f ? FreeOf(f)
        : Inside.Expressions(s).SelectMany(Inside.NamesIn)).Concat(c.Bases.SelectMany(b => Inside.NamesIn(b.Value))).Distinct();

    /// <summary>Names that a function reads or sets outside of itself.</summary>
    public static HashSet<string> FreeOf(FunctionStmt f)
    {
        var names = f.Body.SelectMany(Inside.Expressions).SelectMany(Inside.NamesIn).ToHashSet();
        var global = Inside.All(f.Body).OfType<ScopeStmt>().Where(s => s.IsGlobal).SelectMany(s => s.Names).ToHashSet();
        names.ExceptWith(f.Parameters.Select(p => p.Name));
        names.ExceptWith(Own(f.Body).SelectMany(Stored).Where(n => !global.Contains(n)));
        names.UnionWith(global);
        names.UnionWith(f.Parameters.Where(p => p.Default is not null).SelectMany(p => Inside.NamesIn(p.Default!)));
        return names;
    }
}
