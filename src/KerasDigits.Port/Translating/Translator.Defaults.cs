namespace KerasDigits.Port.Translating;

/// <content>Defaults that Python makes once, for all calls.</content>
public sealed partial class Translator
{
    // Whether a list or dictionary that is a default may become another one in a call: the next call finds it so.
    private bool MayChange(FunctionInfo f, string parameter)
    {
        IReadOnlyList<Stmt> body = f.Syntax.Body;
        return Inside.Changes(body, parameter) || Inside.Walk(body).Any(s => s switch
        {
            ReturnStmt { Value: { } given } => IsHandedOn(given, parameter),
            AssignStmt a when IsHandedOn(a.Value, parameter) => !a.Targets.All(t =>
                t is AttributeExpr { Object: NameExpr { Id: "self" } } at && !ChangesField(at.Name)),
            _ => false,
        }) || body.SelectMany(Inside.GetExpressions).SelectMany(Walk).Any(e =>
            e is YieldExpr { Value: { } yielded } && IsHandedOn(yielded, parameter)
            || e is CallExpr c && c.Arguments.Any(a => IsHandedOn(a.Value, parameter)) && Keeps(c.Function));
    }

    // Whether a call may keep or change what it is given: a function of the program's, or a list that takes it in.
    private bool Keeps(Expr function) => function is NameExpr { Id: var name } ? _scope.Find(name)?.Type is FuncType or ClassType
        || FindLater(name) is not null : function is AttributeExpr { Name: "append" or "add" or "insert" or "extend" or "setdefault" }
        or AttributeExpr { Object: NameExpr { Id: "self" } };

    // Whether an expression gives the value of a name itself.
    private static bool IsHandedOn(Expr e, string name) => e switch
    {
        NameExpr n => n.Id == name,
        TupleExpr or ListExpr => GetItems(e).Any(i => IsHandedOn(i, name)),
        DictExpr d => d.Entries.Any(i => IsHandedOn(i.Value, name)),
        ConditionalExpr c => IsHandedOn(c.Then, name) || IsHandedOn(c.Else, name),
        BooleanExpr b => IsHandedOn(b.Left, name) || IsHandedOn(b.Right, name),
        _ => false,
    };

    // Whether a line changes what an object holds under a name, or hands it to a function that may.
    private bool ChangesField(string field)
    {
        bool IsField(Expr e) => e is AttributeExpr a && a.Name == field;
        bool IsPart(Expr e) => e is SubscriptExpr p && IsField(p.Object);
        return Inside.Walk(_module.Body).Any(s => s switch
        {
            AugAssignStmt a => IsField(a.Target) || IsPart(a.Target),
            AssignStmt a => a.Targets.Any(IsPart) || IsField(a.Value) && a.Targets[0] is NameExpr,
            DeleteStmt d => d.Targets.Any(IsPart),
            ReturnStmt { Value: { } given } => IsField(given),
            _ => false,
        })
            || _module.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk).Any(e => e is CallExpr c
                && (c.Function is AttributeExpr { Object: var owner, Name: var method } && IsField(owner) && Inside.IsChanging(method)
                    || c.Function is NameExpr && c.Arguments.Any(x => IsField(x.Value)) && Keeps(c.Function)));
    }

    // The defaults of a method that are made once stand in its class.
    private void MakeMethodDefaults(FunctionInfo info)
    {
        info.Defaults.Clear();
        for (int i = 1; i < info.Syntax.Parameters.Count; i++)
        {
            Parameter p = info.Syntax.Parameters[i];
            if (p.Default is not (ListExpr or DictExpr or SetExpr or CallExpr { Function: NameExpr { Id: "list" or "dict" or "set" },
                Arguments.Count: 0 }) || IsLasting(p.Default, info, p.Name)) { continue; }
            Ex value = Translate(p.Default);
            info.Types[i] = Learn(info.Types[i], value.Type);
            string name = info.Defaults[p.Name] = $"{info.Name.Trim('_')}_{p.Name}";
            _out.WriteLine($"static readonly {WriteDeclaredType(info.Types[i])} {name} = {Fit(value, info.Types[i])};");
            _out.WriteLine("");
        }
    }
}
