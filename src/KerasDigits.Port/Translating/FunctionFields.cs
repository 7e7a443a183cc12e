using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <summary>What a program's functions hold under names of their own (<c>f.calls = 0</c>) becomes variables of the program.</summary>
internal static class FunctionFields
{
    /// <summary>The module with these as variables; itself where there are none.</summary>
    public static Module Of(Module module)
    {
        HashSet<string> functions = [.. module.Body.OfType<FunctionStmt>().Select(f => f.Name)];
        HashSet<(string, string)> fields = [.. Inside.Walk(module.Body).SelectMany(FindStored).Where(f => functions.Contains(f.Function))];
        if (fields.Count == 0) { return module; }
        var rewriting = new Rewriting(e => e is AttributeExpr { Object: NameExpr { Id: var owner } at, Name: var field }
            && fields.Contains((owner, field)) ? new NameExpr($"{owner}_{field}")
            { Line = at.Line, Column = at.Column, EndLine = at.EndLine }
            : null);
        return module with { Body = [.. module.Body.Select(s => Of(s, fields, rewriting))] };
    }

    private static Stmt Of(Stmt s, HashSet<(string, string)> fields, Rewriting rewriting)
    {
        string[] filled = s is FunctionStmt f
            ? [.. Inside.Walk(f.Body).SelectMany(FindStored).Where(fields.Contains).Select(n => $"{n.Function}_{n.Field}").Distinct()] : [];
        Stmt now = rewriting.Of(s);
        return filled.Length == 0 || now is not FunctionStmt own ? now
            : own with { Body = [new ScopeStmt(true, filled) { Line = s.Line, EndLine = s.Line }, .. own.Body] };
    }

    private static IEnumerable<(string Function, string Field)> FindStored(Stmt s) => (s switch
    {
        AssignStmt a => a.Targets,
        AugAssignStmt a => [a.Target],
        _ => [],
    }).OfType<AttributeExpr>().Where(a => a.Object is NameExpr).Select(a => (((NameExpr)a.Object).Id, a.Name));
}
