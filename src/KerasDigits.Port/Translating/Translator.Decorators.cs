namespace KerasDigits.Port.Translating;

/// <content>Decorators of the program's own: functions that take a function and give one.</content>
public sealed partial class Translator
{
    private readonly Dictionary<FunctionStmt, FunctionStmt> _undecorated = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<FunctionStmt, LambdaExpr> _handedOn = new(ReferenceEqualityComparer.Instance);

    private static string? FindDecoratorName(Expr d) => (d is CallExpr c ? c.Function : d) is NameExpr n ? n.Id : null;

    // What calls itself calls what the decorator made of it, and classes see it before it is made: these are left.
    private bool IsWrapped(FunctionStmt f) => f.Decorators.Count > 0
        && f.Decorators.All(d => FindDecoratorName(d) is { } name && _scope.Find(name)?.Type is FuncType)
        && !_sharing.Functions.Contains(f.Name) && !_sharing.Variables.Contains(f.Name)
        && !f.Body.SelectMany(Inside.GetExpressions).SelectMany(Inside.FindNames).Contains(f.Name);

    // @d def f: …  is  def f: …  and then  f = d(f).
    private void WriteWrapped(FunctionStmt f)
    {
        if (!_undecorated.TryGetValue(f, out FunctionStmt? plain))
        {
            _undecorated[f] = plain = new FunctionStmt(f.Name, f.Parameters, f.Returns, f.Body, [], f.IsAsync)
            {
                Line = f.Line, EndLine = f.EndLine, Column = f.Column,
            };
        }
        WriteFunction(plain);
        int number = 1;
        foreach (Expr d in f.Decorators.Reverse())
        {
            bool isShared = ReferenceEquals(d, f.Decorators[^1]) && IsUsedAgain(FindDecoratorName(d)!);
            Expr given = isShared && f.Parameters.All(p => p.Stars == 0) ? WrapInLambda(f) : new NameExpr(f.Name);
            var call = new CallExpr(d, [new Argument(null, given, 0)]) { Line = f.Line, EndLine = f.Line };
            if (TryDecorator(call) is not { } made)
            {
                // The function is there, the line that wraps it throws.
                foreach (string place in LeaveDecorators([d], $"`{f.Name}`")) { _out.WriteLine($"not_ported({place});"); }
                continue;
            }
            string name = f.Name + FindFreeNumber(f.Name, ++number);
            _out.WriteLine($"var {name} = {made.Code};");
            FindFunctionScope().Names[f.Name] = new Variable(f.Name) { CsName = name, Type = made.Type, IsDeclared = true, IsHeld = true };
        }
    }

    // What the decorator makes, where it is known to be a function.
    private Ex? TryDecorator(CallExpr call)
    {
        try { return Translate(call) is { Type: FuncType or LambdaType } made ? made : null; }
        catch (Untranslated) when (IsOpen) { return null; }
    }

    private bool IsUsedAgain(string decorator) => Inside.Walk(_module.Body).OfType<FunctionStmt>().SelectMany(f => f.Decorators)
        .Count(d => FindDecoratorName(d) == decorator) > 1;

    // Functions of several types go into one place of a decorator as lambdas, whose values are looked at when they are reached.
    private LambdaExpr WrapInLambda(FunctionStmt f)
    {
        if (!_handedOn.TryGetValue(f, out LambdaExpr? lambda))
        {
            _handedOn[f] = lambda = new LambdaExpr([.. f.Parameters.Select(p => new Parameter(p.Name, null, null, 0, false))],
                new HeldExpr(new CallExpr(new NameExpr(f.Name),
                    [.. f.Parameters.Select(p => new Argument(null, new NameExpr(p.Name), 0))])));
        }
        return lambda;
    }
}
