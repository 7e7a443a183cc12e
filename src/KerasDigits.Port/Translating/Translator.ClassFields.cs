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

    // A value that objects change where it stands is one for all of them, unless each gets its own first.
    private static bool IsOneForAll(ClassInfo info, string name, PyType type) =>
        type is not (Simple { IsUnknown: false } or MixedNumber or TupleOf or SetOf { IsFrozen: true })
        && !(info.Methods.GetValueOrDefault("__init__")?.Syntax.Body.Any(s => FindTargets(s)
            .Any(t => t is AttributeExpr { Object: NameExpr { Id: "self" }, Name: var own } && own == name)) == true);

    // Whether the program asks a class, and not an object, for a value of this name, or takes an object's own away.
    private bool IsAskedOfClass(ClassInfo info, string name)
    {
        HashSet<string> classes = [.. Inside.Walk(_module.Body).OfType<ClassStmt>().Select(c => c.Name), "cls"];
        return Inside.Walk(_module.Body).OfType<DeleteStmt>().SelectMany(d => d.Targets).Any(t => t is AttributeExpr a && a.Name == name)
            || info.Syntax.Body.Any(s => s is not (FunctionStmt or ClassStmt)
                && Inside.GetExpressions(s).SelectMany(Walk).Count(e => e is NameExpr n && n.Id == name) > (FindNames(s, name) ? 1 : 0))
            || _module.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk).Any(e => e is AttributeExpr { Object: var owner } a
                && a.Name == name && (owner is NameExpr n && classes.Contains(n.Id) || FindAskedObject(owner) is not null));
    }

    private static bool FindNames(Stmt s, string name) => FindTargets(s).Any(t => t is NameExpr n && n.Id == name);

    // The object whose class type(x) or x.__class__ is.
    private static Expr? FindAskedObject(Expr e) => e switch
    {
        CallExpr { Function: NameExpr { Id: "type" }, Arguments: [{ Name: null, Stars: 0, Value: var asked }] } => asked,
        AttributeExpr { Name: "__class__", Object: var asked } => asked,
        _ => null,
    };

    // What a class's own lines say of values above them.
    private Ex TranslateInClass(ClassInfo info, Expr value)
    {
        Scope before = _scope;
        _scope = new Scope(before, before.Function);
        foreach (string name in info.Given.Where(n => info.Statics.Contains(n) || info.Shared.Contains(n)))
        {
            _scope.Names[name] = new Variable(name) { Type = info.Fields[name], IsDeclared = true, MayBeNull = info.Nulls.Contains(name),
                CsName = info.Shared.Contains(name) ? NameShared(name) : Naming.Escape(name) };
        }
        try { return Translate(value); }
        finally { _scope = before; }
    }

    private static string NameShared(string name) => name + "_of_class";

    // The class's value, and what an object finds under the name: its own once it has one.
    private void WriteShared(ClassInfo info, string name, string value, string again, string comment)
    {
        string type = WriteFieldType(info, name), shared = NameShared(name);
        bool isHidden = info.Parent?.FindGiving(name)?.Shared.Contains(name) == true;
        _out.WriteLine($"public {(isHidden ? "new " : "")}static {type} {shared} = {value};{comment}");
        if (!info.IsOwned(name)) { _out.WriteLine($"public {again}{type} {Naming.Escape(name)} => {shared};"); return; }
        if (!isHidden) { _out.WriteLine($"public bool has_own_{name};"); }
        string unset = type.EndsWith('?') || info.Fields[name].IsPlainNumber ? "" : " = default!;";
        _out.WriteLine($"public {again}{type} {Naming.Escape(name)} {{ get => has_own_{name} ? field : {shared}; "
            + $"set {{ field = value; has_own_{name} = true; }} }}{unset}");
    }

    // A class's value under its name; null where it has none. A class below gets one of its own in Python when it is given one.
    private Ex? TranslateClassValue(ClassInfo asked, AttributeExpr a, bool isStore = false)
    {
        if (asked.FindGiving(a.Name) is not { } giving) { return null; }
        bool isOfMethod = a.Object is NameExpr n && _scope.Function is { Syntax: var f } && IsOfClass(f) && f.Parameters[0].Name == n.Id
            || a.Object is not NameExpr;
        ClassInfo[] below = [.. _classes.Values.Where(k => IsBelow(k, asked))];
        if (isStore && (giving != asked || isOfMethod && below.Length > 0)
            || isOfMethod && below.Any(k => Gives(k, a.Name) && k.FindGiving(a.Name) != giving))
        {
            throw No("value of a class", $"a class below `{giving.Name}` has a `{a.Name}` of its own, or gets one here");
        }
        string held = giving.Shared.Contains(a.Name) ? NameShared(a.Name) : giving.Statics.Contains(a.Name) ? Naming.Escape(a.Name)
            : throw No("value of a class", $"`{asked.Name}.{a.Name}` is a value of the class, and lines give its objects values of their "
                + "own under that name");
        PyType type = giving.FindField(a.Name)!;
        return new Ex($"{giving.CsName}.{held}", type)
        {
            MayBeNull = giving.MayBeNull(a.Name) && type.IsValue, MayBeNone = giving.MayBeNull(a.Name) && !type.IsValue,
        };
    }

    // The class of which a place is a value: A.x, cls.x, type(self).x.
    private ClassInfo? FindOwningClass(Expr target) => target is not AttributeExpr { Object: var owner } ? null
        : FindAskedObject(owner) is { } asked ? Translate(asked).Type is ClassType { IsObject: true, Class: var own } ? own : null
        : owner is NameExpr && Translate(owner).Type is ClassType { IsObject: false, Class: var named } ? named : null;

    // Puts a value into a class, whose fields learn its type.
    private Ex FindClassPlace(AttributeExpr a, ClassInfo owner, Ex x)
    {
        Ex place = TranslateClassValue(owner, a, isStore: true)
            ?? throw No("value of a class", $"`{owner.Name}` gets `{a.Name}` outside of its own lines");
        owner.Fields[a.Name] = Learn(owner.Fields[a.Name], x.Type);
        if ((x.MayBeNull || x.Code == "null") && owner.Nulls.Add(a.Name)) { _hasChanged = true; }
        return place;
    }

    // The class whose field it is: the uppermost one that has it, as an object has one value under a name.
    private static ClassInfo FindHome(ClassInfo owner, string field)
    {
        if (owner.Given.Contains(field) || owner.Parent?.FindField(field) is null) { return owner; }
        owner.Fields.Remove(field);
        return FindHome(owner.Parent, field);
    }

    private Ex LearnSelfField(ClassInfo owner, string field, PyType type)
    {
        owner.Fields[field] = Learn(owner.Fields.GetValueOrDefault(field, PyType.Never), type);
        return new Ex($"this.{Naming.Escape(field)}", owner.Fields[field]);
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
