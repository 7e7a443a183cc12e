using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <summary>
/// Functions under decorators that take whatever comes (<c>*args, **kwargs</c>) or that call themselves: what the decorator does around a
/// function is written with the function's own parameters, and the function itself stands beside it under another name.
/// </summary>
internal sealed class Unwrapping
{
    /// <summary>What the name of a function itself ends with, beside what its decorator makes of it.</summary>
    public const string Inner = "_inner";

    private readonly Module _module;
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, FunctionStmt> _decorators = [];
    private readonly HashSet<string> _written = [];

    private Unwrapping(Module module)
    {
        _module = module;
        _names = [.. module.Body.SelectMany(Inside.FindAllNames), .. Inside.Walk(module.Body).OfType<FunctionStmt>().Select(f => f.Name)];
        foreach (var same in module.Body.OfType<FunctionStmt>().GroupBy(f => f.Name).Where(g => g.Count() == 1))
        {
            _decorators[same.Key] = same.Single();
        }
    }

    /// <summary>The module with these functions written out; itself where there are none.</summary>
    public static Module Of(Module module)
    {
        if (!Inside.Walk(module.Body).OfType<FunctionStmt>().Any(f => f.Decorators.Count > 0)) { return FunctionFields.Of(module); }
        var unwrapping = new Unwrapping(module);
        IReadOnlyList<Stmt> body = unwrapping.Of(module.Body, isClass: false);
        if (!unwrapping._hasChanged) { return FunctionFields.Of(module); }
        // A decorator that nothing uses any more says where its lines are.
        HashSet<string> used = [.. body.Where(s => s is not FunctionStmt f || !unwrapping._written.Contains(f.Name))
            .SelectMany(Inside.FindAllNames)];
        var comments = module.Comments;
        body = [.. body.Select(s =>
        {
            if (s is not FunctionStmt f || !unwrapping._written.Contains(f.Name) || used.Contains(f.Name)) { return s; }
            comments = [.. comments.Where(c => c.Line < f.Line || c.Line > f.EndLine)];
            return new ExprStmt(new StringExpr($"What {f.Name} does around a function stands in the functions that it wraps.", false))
            {
                Line = f.Line, EndLine = f.EndLine,
            };
        })];
        return FunctionFields.Of(module with { Body = body, Comments = comments });
    }

    private bool _hasChanged;

    private List<Stmt> Of(IReadOnlyList<Stmt> body, bool isClass)
    {
        var all = new List<Stmt>();
        foreach (Stmt s in body)
        {
            if (s is ClassStmt c) { all.Add(c with { Body = Of(c.Body, isClass: true) }); }
            else if (s is FunctionStmt { Decorators.Count: > 0 } f) { all.AddRange(Write(f, isClass)); }
            else { all.Add(s); }
        }
        return all;
    }

    private List<Stmt> Write(FunctionStmt f, bool isClass)
    {
        List<Stmt> before = [];
        bool callsItself = f.Body.SelectMany(Inside.GetExpressions).SelectMany(Inside.FindNames).Contains(f.Name);
        List<Expr> left = [.. f.Decorators];
        FunctionStmt now = f;
        string shown = f.Name;
        while (left.Count > 0 && FindWrapper(left[^1], f, isClass) is { } wrapper && (wrapper.Function.Parameters.Any(p => p.Stars > 0)
            || callsItself || wrapper.IsCache) && MakeWrapper(wrapper, now, f.Name, isClass, ref shown, before) is { } around)
        {
            left.RemoveAt(left.Count - 1);
            now = around;
            if (wrapper.Decorator is { } name) { _written.Add(name); }
        }
        // One that cannot be written out keeps the function as it is.
        if (ReferenceEquals(now, f)) { return [f]; }
        _hasChanged = true;
        before.Add(now with { Decorators = [.. left, .. now.Decorators] });
        return before;
    }

    // What a decorator makes: the function inside of it, what that is called, the lines before it, and the values of its own parameters.
    private sealed record Made(string? Decorator, string Function0, FunctionStmt Function, IReadOnlyList<Stmt> Before,
        IReadOnlyList<(string Name, Expr Value)> Given, bool IsNamed, bool IsCache = false)
    {
        /// <summary>What it gives the wrapper of its own: wrapper.calls = 0.</summary>
        public IReadOnlyList<Stmt> After { get; init; } = [];
    }

    private Made? FindWrapper(Expr decorator, FunctionStmt f, bool isClass)
    {
        if (IsCache(decorator)) { return isClass || f.Parameters.Any(p => p.Stars > 0 || p.IsKeywordOnly) ? null : Cache(f); }
        var call = decorator as CallExpr;
        if ((call?.Function ?? decorator) is not NameExpr { Id: var name } || !_decorators.TryGetValue(name, out FunctionStmt? made)
            || made.Decorators.Count > 0) { return null; }
        List<(string, Expr)> given = [];
        if (call is not null)
        {
            // def repeat(n): def decorator(f): …: what it is called with is known inside.
            if (GetLines(made) is not [FunctionStmt { Decorators.Count: 0 } inner, ReturnStmt { Value: NameExpr { Id: var returned } }]
                || returned != inner.Name) { return null; }
            for (int i = 0; i < made.Parameters.Count; i++)
            {
                Parameter p = made.Parameters[i];
                Expr? value = call.Arguments.FirstOrDefault(a => a.Name == p.Name)?.Value
                    ?? call.Arguments.Where(a => a.Name is null).ElementAtOrDefault(i)?.Value ?? p.Default;
                if (p.Stars > 0 || value is null || call.Arguments.Any(a => a.Stars > 0)) { return null; }
                given.Add((p.Name, value));
            }
            made = inner;
        }
        Stmt[] lines = GetLines(made);
        int at = Array.FindIndex(lines, s => s is FunctionStmt);
        if (made.Parameters is not [{ Stars: 0 } taken] || at < 0 || lines[at] is not FunctionStmt { IsAsync: false } wrapper
            || lines[^1] is not ReturnStmt { Value: NameExpr { Id: var gives } } || gives != wrapper.Name
            || wrapper.Decorators.Any(d => !IsWraps(d)) || lines[..at].Any(b => b is not AssignStmt { Targets: [NameExpr] })
            || lines[(at + 1)..^1].Any(b => b is not AssignStmt { Targets: [AttributeExpr { Object: NameExpr o }] } || o.Id != gives))
        {
            return null;
        }
        return new Made(name, taken.Name, wrapper, lines[..at], given, wrapper.Decorators.Count > 0) { After = lines[(at + 1)..^1] };
    }

    private static Stmt[] GetLines(FunctionStmt f) => [.. f.Body.Where(s => s is not ExprStmt { Value: StringExpr })];

    private static bool IsWraps(Expr d) => d is CallExpr { Function: NameExpr { Id: "wraps" } or AttributeExpr { Name: "wraps" } };

    private bool IsCache(Expr d) => (d is CallExpr c ? c.Function : d) switch
    {
        NameExpr { Id: "lru_cache" or "cache" } n => !_decorators.ContainsKey(n.Id),
        AttributeExpr { Object: NameExpr { Id: "functools" }, Name: "lru_cache" or "cache" } => true,
        _ => false,
    };

    // functools.lru_cache: what was given once for these values is given again.
    private static Made Cache(FunctionStmt f)
    {
        Expr key = f.Parameters.Count switch
        {
            0 => new NumberExpr("0", NumberKind.Int),
            1 => new NameExpr(f.Parameters[0].Name),
            _ => new TupleExpr([.. f.Parameters.Select(p => (Expr)new NameExpr(p.Name))]),
        };
        Expr known = new SubscriptExpr(new NameExpr("cache"), key);
        var call = new CallExpr(new NameExpr("function"), [.. f.Parameters.Select(p => new Argument(null, new NameExpr(p.Name), 0))]);
        Stmt[] body = [PutAt(new IfStmt(new CompareExpr(key, [("not in", new NameExpr("cache"))]),
            [PutAt(new AssignStmt([known], call), f)], []), f), PutAt(new ReturnStmt(known), f)];
        var wrapper = new FunctionStmt("cached", f.Parameters, null, body, [], false);
        return new Made(null, "function", wrapper, [PutAt(new AssignStmt([new NameExpr("cache")], new DictExpr([])), f)], [], true, true);
    }

    private static T PutAt<T>(T s, Node at) where T : Node
    {
        (s.Line, s.EndLine, s.Column) = (at.Line, at.Line, at.Column);
        return s;
    }

    // The wrapper with the function's parameters; null where it does with them what only Python's stars can say.
    private FunctionStmt? MakeWrapper(Made made, FunctionStmt f, string name, bool isClass, ref string shown, List<Stmt> before)
    {
        FunctionStmt wrapper = made.Function;
        Parameter[] first = [.. wrapper.Parameters.Where(p => p.Stars == 0)];
        bool takesAll = wrapper.Parameters.Any(p => p.Stars == 1);
        string? items = wrapper.Parameters.FirstOrDefault(p => p.Stars == 1)?.Name;
        string? keywords = wrapper.Parameters.FirstOrDefault(p => p.Stars == 2)?.Name;
        if (takesAll && (first.Length > f.Parameters.Count || first.Any(p => p.Default is not null))
            || !takesAll && keywords is not null || isClass && f.Parameters.Count == 0) { return null; }
        Parameter[] rest = takesAll ? [.. f.Parameters.Skip(first.Length)] : [];
        string inner = MakeFreshName(name + Inner);
        var names = new Dictionary<string, Expr>();
        for (int i = 0; takesAll && i < first.Length; i++) { names[first[i].Name] = new NameExpr(f.Parameters[i].Name); }
        string self = isClass ? (takesAll ? f.Parameters[0].Name : first.Length > 0 ? first[0].Name : "self") : "";
        // What the decorator's own lines hold, the function's wrapper holds for itself.
        List<Stmt> held = [];
        foreach (var (given, value) in made.Given)
        {
            if (value is NumberExpr or StringExpr or Syntax.Constant) { names[given] = value; continue; }
            if (isClass) { return null; }
            names[given] = new NameExpr(MakeFreshName($"{name}_{given}"));
            held.Add(PutAt(new AssignStmt([names[given]], value), f));
        }
        if (isClass && made.Before.Count + made.After.Count > 0) { return null; }
        foreach (AssignStmt line in made.Before.Cast<AssignStmt>())
        {
            string own = ((NameExpr)line.Targets[0]).Id;
            names[own] = new NameExpr(MakeFreshName($"{name}_{own}"));
        }
        // Names that the wrapper fills and the function takes are two.
        string[] filled = [.. Inside.Walk(wrapper.Body).SelectMany(FindFilled).Distinct()];
        string[] taken = [.. (takesAll ? f.Parameters : wrapper.Parameters).Select(p => p.Name)];
        foreach (string local in filled.Where(n => taken.Contains(n) && !first.Any(p => p.Name == n)))
        {
            names[local] = new NameExpr(MakeFreshName(local + "_"));
        }
        // What the wrapper holds of its own is asked of the function by its name.
        if (made.After.Count > 0) { names[wrapper.Name] = new NameExpr(name); }
        string said = shown;
        bool isMet = false;
        Expr NameInner() => isClass ? new AttributeExpr(new NameExpr(self), inner) : new NameExpr(inner);
        Rewriting rewriting = null!;
        rewriting = new Rewriting(e =>
        {
            switch (e)
            {
                case AttributeExpr { Object: NameExpr { Id: var id }, Name: "__name__" } when id == made.Function0:
                    return new StringExpr(said, false);
                case CallExpr { Function: NameExpr { Id: var id } } c when id == made.Function0:
                    return c with { Function = NameInner(), Arguments = [.. PassOn(c)] };
                case NameExpr { Id: var id } when id == made.Function0:
                    if (isClass) { isMet = true; }
                    return NameInner();
                case SubscriptExpr { Object: NameExpr { Id: var id }, Index: NumberExpr { Kind: NumberKind.Int } place } when id == items
                    && int.TryParse(place.Text, out int at) && at < rest.Length:
                    isMet = true;
                    return new NameExpr(rest[at].Name);
                case NameExpr { Id: var id } when id == items || id == keywords:
                    isMet = true;
                    return id == keywords ? new DictExpr([])
                        : new TupleExpr([.. rest.Select(p => (Expr)new NameExpr(p.Name))]) { InParentheses = true };
                case NameExpr { Id: var id } n when names.TryGetValue(id, out Expr? other): 
                    return n.Line == 0 ? other : PutAt(Copy(other), n);
            }
            return null;
        });
        IEnumerable<Argument> PassOn(CallExpr c)
        {
            int at = 0;
            foreach (Argument a in c.Arguments)
            {
                if (a is { Stars: 1, Value: NameExpr { Id: var star } } && star == items)
                {
                    foreach (Parameter p in rest.Where(p => p.Stars < 2).Skip(isClass && first.Length == 0 ? 1 : 0))
                    {
                        yield return new Argument(p.IsKeywordOnly ? p.Name : null, new NameExpr(p.Name), p.Stars);
                    }
                    continue;
                }
                if (a is { Stars: 2, Value: NameExpr { Id: var stars } } && stars == keywords)
                {
                    if (rest.FirstOrDefault(p => p.Stars == 2) is { } all) { yield return new Argument(null, new NameExpr(all.Name), 2); }
                    continue;
                }
                if (at++ == 0 && isClass && first.Length > 0) { continue; }
                yield return a with { Value = rewriting.Of(a.Value) };
            }
        }
        IReadOnlyList<Stmt> body = rewriting.Of(wrapper.Body);
        // A nonlocal of the decorator's is one of the program's now.
        body = [.. body.Select(s => s is ScopeStmt { IsGlobal: false } scope && scope.Names.All(names.ContainsKey)
            ? PutAt(new ScopeStmt(true, [.. scope.Names.Select(n => ((NameExpr)names[n]).Id)]), scope) : s)];
        if (isMet && (isClass || f.Parameters.Any(p => p.Default is not null || p.Stars > 0) || !IsCalledByPlaces(name, f)))
        {
            return null;
        }
        held.AddRange(made.Before.Concat(made.After).Select(rewriting.Of));
        before.AddRange(held);
        before.Add(f with { Name = inner, Decorators = [] });
        if (!made.IsNamed) { shown = wrapper.Name; }
        return new FunctionStmt(name, takesAll ? f.Parameters : wrapper.Parameters, null, body,
            made.IsNamed || made.IsCache ? [] : [new NameExpr("wraps")], false)
        {
            Line = f.Line, EndLine = f.EndLine, Column = f.Column,
        };
    }

    private static Expr Copy(Expr e) => e with { };

    private static IEnumerable<string> FindFilled(Stmt s) => s switch
    {
        AssignStmt a => a.Targets.OfType<NameExpr>().Select(n => n.Id),
        AugAssignStmt { Target: NameExpr n } => [n.Id],
        ForStmt { Target: NameExpr n } => [n.Id],
        _ => [],
    };

    // Whether every call gives all of the function's parameters by their places: then they are what *args gathers.
    private bool IsCalledByPlaces(string name, FunctionStmt f)
    {
        IEnumerable<Expr> all = _module.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk);
        return all.OfType<CallExpr>().Where(c => c.Function is NameExpr { Id: var id } && id == name)
            .All(c => c.Arguments.Count == f.Parameters.Count && c.Arguments.All(a => a is { Name: null, Stars: 0 }));
    }

    private static IEnumerable<Expr> Walk(Expr e) => (e switch
    {
        LambdaExpr l => [l.Body],
        ComprehensionExpr c => c.Clauses.SelectMany(f => f.Conditions.Prepend(f.Source)).Append(c.Element)
            .Concat(c.Value is null ? [] : [c.Value]),
        _ => Blocks.GetChildren(e),
    }).SelectMany(Walk).Prepend(e);

    private string MakeFreshName(string name)
    {
        string fresh = name;
        for (int n = 2; !_names.Add(fresh); n++) { fresh = name + n; }
        return fresh;
    }
}
