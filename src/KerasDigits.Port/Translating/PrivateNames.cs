using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <summary>
/// Names like <c>__x</c> are each class's own in Python. Where that can be seen, since two classes have the name or it is met outside of
/// its class, they get Python's inner form, <c>_Class__x</c>.
/// </summary>
internal static class PrivateNames
{
    /// <summary>The module with these; itself where there are none.</summary>
    public static Module Of(Module module)
    {
        ClassStmt[] classes = [.. Inside.Walk(module.Body).OfType<ClassStmt>()];
        Dictionary<string, string[]> own = classes.GroupBy(c => c.Name).ToDictionary(g => g.Key,
            g => g.SelectMany(c => FindNames(c.Body)).Where(IsPrivate).Distinct().ToArray());
        if (own.Values.All(n => n.Length == 0)) { return module; }
        HashSet<string> outside = [.. FindNames([.. module.Body.Where(s => s is not ClassStmt)])];
        HashSet<string> met = [.. outside, .. classes.SelectMany(c => FindNames(c.Body))];
        bool IsSeen(string type, string name) => outside.Contains(name) || met.Contains(MakeInner(type, name))
            || own.Any(o => o.Key != type && o.Value.Contains(name));
        return module with
        {
            Body = [.. module.Body.Select(s => s is ClassStmt c
                && own[c.Name].Where(n => IsSeen(c.Name, n)).ToHashSet() is { Count: > 0 } names ? c with { Body = Rename(c, names) } : s)],
        };
    }

    private static string MakeInner(string type, string name) => $"_{type.TrimStart('_')}{name}";

    private static bool IsPrivate(string name) => name.StartsWith("__", StringComparison.Ordinal)
        && !name.EndsWith("__", StringComparison.Ordinal);

    private static Stmt[] Rename(ClassStmt c, HashSet<string> names)
    {
        string Change(string name) => names.Contains(name) ? MakeInner(c.Name, name) : name;
        Rewriting rewriting = null!;
        rewriting = new Rewriting(e => e switch
        {
            AttributeExpr a when names.Contains(a.Name) => a with { Object = rewriting.Of(a.Object), Name = Change(a.Name) },
            NameExpr n when names.Contains(n.Id) => n with { Id = Change(n.Id) },
            _ => null,
        });
        return [.. c.Body.Select(s => rewriting.Of(s) is FunctionStmt f ? f with { Name = Change(f.Name) } : rewriting.Of(s))];
    }

    private static IEnumerable<string> FindNames(IReadOnlyList<Stmt> body) => Inside.Walk(body).OfType<FunctionStmt>().Select(f => f.Name)
        .Concat(body.SelectMany(Inside.GetExpressions).SelectMany(FindNames));

    private static IEnumerable<string> FindNames(Expr e) => (e switch
    {
        AttributeExpr a => [a.Name],
        NameExpr n => [n.Id],
        ComprehensionExpr c => FindNames(c.Element).Concat(c.Clauses.SelectMany(f => f.Conditions.Prepend(f.Source).SelectMany(FindNames))),
        LambdaExpr l => FindNames(l.Body),
        _ => Enumerable.Empty<string>(),
    }).Concat(Blocks.GetChildren(e).SelectMany(FindNames));
}
