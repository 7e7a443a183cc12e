namespace KerasDigits.Port.Translating;

/// <summary>Statements and expressions with some of their parts replaced.</summary>
/// <param name="replace">What stands for an expression; null where its parts are looked at.</param>
internal sealed class Rewriting(Func<Expr, Expr?> replace)
{
    public IReadOnlyList<Stmt> Of(IReadOnlyList<Stmt> body) => [.. body.Select(Of)];

    public Stmt Of(Stmt s) => s switch
    {
        ExprStmt e => e with { Value = Of(e.Value) },
        AssignStmt a => a with { Targets = [.. a.Targets.Select(Of)], Value = Of(a.Value) },
        AugAssignStmt a => a with { Target = Of(a.Target), Value = Of(a.Value) },
        AnnAssignStmt a => a with { Target = Of(a.Target), Value = OfOptional(a.Value) },
        IfStmt i => i with { Condition = Of(i.Condition), Then = Of(i.Then), Else = Of(i.Else) },
        WhileStmt w => w with { Condition = Of(w.Condition), Body = Of(w.Body), Else = Of(w.Else) },
        ForStmt f => f with { Target = Of(f.Target), Source = Of(f.Source), Body = Of(f.Body), Else = Of(f.Else) },
        FunctionStmt f => f with { Body = Of(f.Body) },
        ClassStmt c => c with { Body = Of(c.Body) },
        MatchStmt m => m with
        {
            Subject = Of(m.Subject), Cases = [.. m.Cases.Select(c => c with { Guard = OfOptional(c.Guard), Body = Of(c.Body) })],
        },
        ReturnStmt r => r with { Value = OfOptional(r.Value) },
        RaiseStmt r => r with { Value = OfOptional(r.Value), Cause = OfOptional(r.Cause) },
        TryStmt t => t with
        {
            Body = Of(t.Body), Else = Of(t.Else), Finally = Of(t.Finally),
            Handlers = [.. t.Handlers.Select(h => h with { Type = OfOptional(h.Type), Body = Of(h.Body) })],
        },
        WithStmt w => w with { Items = [.. w.Items.Select(i => (Of(i.Value), OfOptional(i.Target)))], Body = Of(w.Body) },
        DeleteStmt d => d with { Targets = [.. d.Targets.Select(Of)] },
        AssertStmt a => a with { Condition = Of(a.Condition), Message = OfOptional(a.Message) },
        _ => s,
    };

    private Expr? OfOptional(Expr? e) => e is null ? null : Of(e);

    public Expr Of(Expr e) => replace(e) ?? e switch
    {
        FormatExpr f => Of(f),
        TupleExpr t => t with { Items = [.. t.Items.Select(Of)] },
        ListExpr l => l with { Items = [.. l.Items.Select(Of)] },
        SetExpr s => s with { Items = [.. s.Items.Select(Of)] },
        DictExpr d => d with { Entries = [.. d.Entries.Select(i => (OfOptional(i.Key), Of(i.Value)))] },
        CallExpr c => c with { Function = Of(c.Function), Arguments = [.. c.Arguments.Select(a => a with { Value = Of(a.Value) })] },
        AttributeExpr a => a with { Object = Of(a.Object) },
        SubscriptExpr s => s with { Object = Of(s.Object), Index = Of(s.Index) },
        SliceExpr s => s with { Lower = OfOptional(s.Lower), Upper = OfOptional(s.Upper), Step = OfOptional(s.Step) },
        UnaryExpr u => u with { Operand = Of(u.Operand) },
        BinaryExpr b => b with { Left = Of(b.Left), Right = Of(b.Right) },
        BooleanExpr b => b with { Left = Of(b.Left), Right = Of(b.Right) },
        CompareExpr c => c with { First = Of(c.First), Rest = [.. c.Rest.Select(r => (r.Operator, Of(r.Right)))] },
        ConditionalExpr c => c with { Condition = Of(c.Condition), Then = Of(c.Then), Else = Of(c.Else) },
        LambdaExpr l => l with { Body = Of(l.Body) },
        ComprehensionExpr c => c with
        {
            Element = Of(c.Element), Value = OfOptional(c.Value),
            Clauses = [.. c.Clauses.Select(f => f with
            {
                Target = Of(f.Target), Source = Of(f.Source), Conditions = [.. f.Conditions.Select(Of)],
            })],
        },
        YieldExpr y => y with { Value = OfOptional(y.Value) },
        StarredExpr s => s with { Value = Of(s.Value) },
        NamedExpr n => n with { Value = Of(n.Value) },
        _ => e,
    };

    private FormatExpr Of(FormatExpr f) =>
        f with { Parts = [.. f.Parts.Select(p => p with { Value = OfOptional(p.Value),
            Format = p.Format is null ? null : Of(p.Format) })] };
}
