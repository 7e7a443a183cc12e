namespace KerasDigits.Port.Translating;

/// <content>What a class and its objects hold under a name.</content>
public sealed partial class Translator
{
    // Whether a line gives an object a value of its own under this name: a method of the class or of one below by `self`, or any line by
    // what is not the class.
    private bool IsGivenToObjects(ClassInfo info, string name)
    {
        ClassStmt[] all = [.. Inside.Walk(_module.Body).OfType<ClassStmt>()];
        bool IsKin(ClassStmt c) => c == info.Syntax || c.Name == info.Name || c.Bases.Any(b => b.Value is NameExpr n
            && all.Any(k => k != c && k.Name == n.Id && IsKin(k)));
        bool IsClass(Expr e) => e is NameExpr n && (n.Id is "cls" or "__class__" || all.Any(c => c.Name == n.Id))
            || e is AttributeExpr { Name: "__class__" } or CallExpr { Function: NameExpr { Id: "type" } };
        HashSet<Stmt> others = [.. all.Where(c => !IsKin(c)).SelectMany(c => Inside.Walk(c.Body))];
        return Inside.Walk(_module.Body).Any(s => FindTargets(s).Any(t => t is AttributeExpr { Object: var owner, Name: var given }
            && given == name && !IsClass(owner) && !(owner is NameExpr { Id: "self" } && others.Contains(s))));
    }

    private static IEnumerable<Expr> FindTargets(Stmt s) => (s switch
    {
        AssignStmt a => a.Targets,
        AugAssignStmt a => [a.Target],
        AnnAssignStmt { Value: not null } a => [a.Target],
        ForStmt f => [f.Target],
        WithStmt w => w.Items.Select(i => i.Target).OfType<Expr>(),
        ExprStmt
        {
            Value: CallExpr { Function: NameExpr { Id: "setattr" }, Arguments: [{ Value: var owner }, { Value: StringExpr name }, _] }
        } => [new AttributeExpr(owner, name.Value)],
        _ => Enumerable.Empty<Expr>(),
    }).SelectMany(FlattenTarget);

    private static IEnumerable<Expr> FlattenTarget(Expr target) => target switch
    {
        TupleExpr or ListExpr => GetItems(target).SelectMany(FlattenTarget),
        StarredExpr s => FlattenTarget(s.Value),
        _ => [target],
    };

    private string WriteFieldType(ClassInfo info, string field) =>
        WriteDeclaredType(info.Fields[field]) + (info.Nulls.Contains(field) && info.Fields[field].IsValue ? "?" : "");

    // Whether the lines of a class, or of one above it, give it a value of this name.
    private static bool Gives(ClassInfo? info, string name) => info is not null
        && (info.Syntax.Body.Any(s => s is AssignStmt { Targets: [NameExpr n] } && n.Id == name
            || s is AnnAssignStmt { Target: NameExpr m, Value: not null } && m.Id == name) || Gives(info.Parent, name));

    private static bool IsBelow(ClassInfo info, ClassInfo above) => info.Parent is { } p && (p == above || IsBelow(p, above));
}
