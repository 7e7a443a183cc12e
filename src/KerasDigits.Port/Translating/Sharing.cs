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
        Stmt[] own = [.. FindOwn(module.Body)];
        foreach (Stmt s in own)
        {
            if (s is AssignStmt { Targets: [NameExpr { Id: var named }], Value: LambdaExpr lambda } && !_stored.Contains(named))
            {
                _lambdas[named] = lambda;
                continue;
            }
            // What `with` opens is closed where its block ends.
            foreach (string name in s is WithStmt ? [] : FindStored(s))
            {
                _stored.Add(name);
                _firstLines.TryAdd(name, s.Line);
            }
            if (s is FunctionStmt { Name: var f }) { Define(f, s); }
            if (s is ClassStmt { Name: var c }) { Define(c, s); }
        }
        foreach (Stmt s in Inside.Walk(module.Body))
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
        foreach (ClassStmt c in own.OfType<ClassStmt>()) { foreach (string name in FindFree(c)) { Share(name, open); } }
        foreach (FunctionStmt f in own.OfType<FunctionStmt>())
        {
            foreach (string name in FindFree(f).Where(n => _firstLines.TryGetValue(n, out int first) && first > f.Line))
            {
                Variables.Add(name);
            }
        }
        while (open.TryDequeue(out string? name))
        {
            if (_lambdas.TryGetValue(name, out LambdaExpr? body))
            {
                foreach (string other in Inside.FindNames(body)) { Share(other, open); }
            }
            foreach (FunctionStmt f in FindDefinitions(name).OfType<FunctionStmt>())
            {
                foreach (string other in FindFree(f)) { Share(other, open); }
            }
        }
    }

    /// <summary>Variables that are fields of the program.</summary>
    public HashSet<string> Variables { get; } = [];

    /// <summary>Functions that are methods of the program.</summary>
    public HashSet<string> Functions { get; } = [];

    /// <summary>The one function or class of this name, wherever it stands; null where there is none or more than one.</summary>
    public Stmt? FindOnly(string name) => FindDefinitions(name) is [var only] && !_stored.Contains(name) ? only : null;

    private List<Stmt> FindDefinitions(string name) => _definitions.GetValueOrDefault(name) ?? [];

    private void Define(string name, Stmt s)
    {
        if (!_definitions.TryGetValue(name, out List<Stmt>? all)) { _definitions[name] = all = []; }
        all.Add(s);
    }

    private void Share(string name, Queue<string> open)
    {
        if (_stored.Contains(name)) { Variables.Add(name); }
        if ((FindDefinitions(name) is [FunctionStmt] || _lambdas.ContainsKey(name)) && Functions.Add(name)) { open.Enqueue(name); }
    }

    // The statements that are the program's own, not a function's or a class's.
    public static IEnumerable<Stmt> FindOwn(IEnumerable<Stmt> body) => body.SelectMany(s => (s switch
    {
        FunctionStmt or ClassStmt => [],
        _ => FindOwn(Inside.GetChildren(s)),
    }).Prepend(s));

    public static IEnumerable<string> FindStored(Stmt s) => s switch
    {
        AssignStmt a => a.Targets.SelectMany(FindNames),
        AugAssignStmt a => FindNames(a.Target),
        AnnAssignStmt { Value: not null } a => FindNames(a.Target),
        ForStmt f => FindNames(f.Target),
        WithStmt w => w.Items.Where(i => i.Target is not null).SelectMany(i => FindNames(i.Target!)),
        MatchStmt m => m.Cases.SelectMany(c => Patterns.FindCaptures(c.Pattern)),
        _ => [],
    };

    private static IEnumerable<string> FindNames(Expr target) => target switch
    {
        NameExpr n => [n.Id],
        TupleExpr t => t.Items.SelectMany(FindNames),
        ListExpr l => l.Items.SelectMany(FindNames),
        StarredExpr s => FindNames(s.Value),
        _ => [],
    };

    private static IEnumerable<string> FindFree(ClassStmt c) => c.Body.SelectMany(s => s is FunctionStmt f ? FindFree(f)
        : Inside.GetExpressions(s).SelectMany(Inside.FindNames)).Concat(c.Bases.SelectMany(b => Inside.FindNames(b.Value))).Distinct();

    /// <summary>Names that a function reads or sets outside of itself.</summary>
    public static HashSet<string> FindFree(FunctionStmt f)
    {
        var names = f.Body.SelectMany(Inside.GetExpressions).SelectMany(Inside.FindNames).ToHashSet();
        var global = Inside.Walk(f.Body).OfType<ScopeStmt>().Where(s => s.IsGlobal).SelectMany(s => s.Names).ToHashSet();
        names.ExceptWith(f.Parameters.Select(p => p.Name));
        names.ExceptWith(FindOwn(f.Body).SelectMany(FindStored).Where(n => !global.Contains(n)));
        names.UnionWith(global);
        names.UnionWith(f.Parameters.Where(p => p.Default is not null).SelectMany(p => Inside.FindNames(p.Default!)));
        return names;
    }
}
