namespace KerasDigits.Port.Translating;

/// <content>Lambdas.</content>
public sealed partial class Translator
{
    // lambda x, i=i: the loop's name of this turn, which C# keeps for each.
    private LambdaExpr? BindDefaults(LambdaExpr l)
    {
        Parameter[] given = [.. l.Parameters.Where(p => p.Default is not null)];
        if (given.Length == 0) { return null; }
        Scope function = FindFunctionScope();
        bool IsOfTurn(Parameter p)
        {
            if (p.Default is not NameExpr { Id: var name } || name != p.Name) { return false; }
            for (Scope? s = _scope; s is not null && s != function; s = s.Parent) { if (s.Names.ContainsKey(name)) { return true; } }
            return false;
        }
        return given.All(IsOfTurn) ? l with { Parameters = [.. l.Parameters.Except(given)] }
            : throw No("default of a lambda", "the default of a lambda's parameter is made where the lambda is made");
    }

    // A lambda that is kept sees a loop's name as it is when it is called, in C# as it was when it was made.
    private Ex TranslateKeptLambda(LambdaExpr l, Type? target)
    {
        if (BindDefaults(l) is { } bound) { return TranslateLambda(bound, target, null); }
        var own = l.Parameters.Select(p => p.Name).ToHashSet();
        foreach (string name in FindFree(l.Body).Where(n => !own.Contains(n)))
        {
            for (Scope? s = _scope; s is { Parent: { } parent } && s.Function == parent.Function; s = parent)
            {
                if (s.Names.ContainsKey(name)) { throw No("closure in a loop", $"the lambda sees `{name}`, which the loop changes, late"); }
            }
        }
        return TranslateLambda(l, target, null);
    }

    private static IEnumerable<string> FindFree(Expr e) => e is NameExpr n ? [n.Id] : Blocks.GetChildren(e).SelectMany(FindFree);

    private Ex TranslateLambda(LambdaExpr l, Type? target, IReadOnlyList<PyType>? types)
    {
        Type[] wanted = target is not null && typeof(Delegate).IsAssignableFrom(target)
            ? [.. target.GetMethod("Invoke")!.GetParameters().Select(p => p.ParameterType)]
            : [];
        var scope = new Scope(_scope, null);
        for (int i = 0; i < l.Parameters.Count; i++)
        {
            PyType type = types is not null && i < types.Count ? types[i] : i < wanted.Length ? ClrNames.Read(wanted[i]) : PyType.Unknown;
            scope.Names[l.Parameters[i].Name] = new Variable(l.Parameters[i].Name) { Type = type, IsDeclared = true };
        }
        Scope before = _scope;
        _scope = scope;
        try
        {
            Ex body = Translate(l.Body).Kept;
            string[] names = [.. l.Parameters.Select(p => scope.Names[p.Name].CsName)];
            PyType[] parameters = [.. l.Parameters.Select(p => scope.Names[p.Name].Type)];
            bool isTyped = target is null && types is null && parameters.Length > 0;
            string head = isTyped ? $"({string.Join(", ", parameters.Zip(names, (t, n) => $"{t.Cs} {n}"))})" : names.Length == 1 ? names[0]
                : $"({string.Join(", ", names)})";
            return new Ex($"{head} => {body.Wrap(14)}", new LambdaType(parameters, body.Type), 15);
        }
        finally { _scope = before; }
    }
}
