namespace KerasDigits.Port.Translating;

/// <content>What a program's own classes say by methods of set names: operators, lengths, places, blocks; and dataclasses.</content>
public sealed partial class Translator
{
    private static readonly Dictionary<string, string> s_operators = new() { ["+"] = "__add__", ["-"] = "__sub__", ["*"] = "__mul__",
        ["/"] = "__truediv__", ["//"] = "__floordiv__", ["%"] = "__mod__", ["**"] = "__pow__", ["@"] = "__matmul__", ["=="] = "__eq__",
        ["!="] = "__eq__", ["<"] = "__lt__", [">"] = "__gt__", ["<="] = "__le__", [">="] = "__ge__" };

    /// <summary>The call of an object's method of a set name; null where its class has none.</summary>
    private Ex? CallOwnMethod(Ex owner, string name, params Expr[] given) =>
        owner.Type is ClassType { IsObject: true, Class: var own } && own.FindMethod(name) is { } method
            ? TranslateOwnCall($"{owner.Wrap(0)}.{method.CsName}", method,
                new CallExpr(new NameExpr(name), [.. given.Select(g => new Argument(null, g, 0))]), 1)
            : null;

    private Ex? CallOwnOperator(string op, Ex left, Expr right) => s_operators.TryGetValue(op, out string? name)
        && CallOwnMethod(left, name, right) is { } made
        ? op == "!=" ? new Ex(Negate(AskTruth(made)), PyType.Bool, 1) : made
        : null;

    // An object that is gone through: by its __iter__, by its __next__ until it stops, by its places until there are no more.
    private Ex? EnumerateOwn(Ex x)
    {
        if (x.Type is not ClassType { IsObject: true, Class: var own }) { return null; }
        Ex? iterated = CallOwnMethod(x, "__iter__");
        if (iterated is { Type: ListOf or IterOf or DictOf or SetOf }) { return iterated; }
        if (iterated is { Type: ClassType { IsObject: true, Class: var turning } } && turning.FindMethod("__next__") is not null
            && CallOwnMethod(new Ex("from", iterated.Type), "__next__") is { } next)
        {
            return new Ex($"until({iterated.Code}, from => {next.Code}, \"StopIteration\")", new IterOf(next.Type));
        }
        if (iterated is not null || own.FindMethod("__getitem__") is not { Types.Count: 2 } at) { return null; }
        at.Types[1] = Learn(at.Types[1], PyType.Int);
        (at.IsCalled, PyType item) = (true, at.Returns == PyType.Never && IsOpen ? PyType.Unknown : at.Returns);
        // Keras's own are gone through by their lengths.
        bool isPlain = x.Code.All(ch => char.IsLetterOrDigit(ch) || ch is '.' or '_' or '@');
        return own.ClrBase is { } clr && typeof(Data.Sequence).IsAssignableFrom(clr) && CallOwnMethod(x, "__len__") is { } length
            ? !isPlain ? throw No("loop over a Sequence", "a loop over a Sequence that is computed: give it a name")
                : new Ex($"range({length.Code}).Select(i => {x.Wrap(0)}.{at.CsName}(i))",
                    new IterOf(item))
            : new Ex($"until({x.Code}, (from, i) => from.{at.CsName}(i), \"IndexError\")", new IterOf(item));
    }

    // Whether .NET can sort its objects: by __lt__ of two of them.
    private static bool HasOwnOrder(ClassInfo info) => info.Methods.ContainsKey("__lt__") && info.Parent is null && info.Base is null
        && WriteOwnCall(info, "__lt__", "other") is not null;

    // The truth of a comparison with another object of the class.
    private static string? WriteOwnCall(ClassInfo info, string name, string other) => info.Methods.GetValueOrDefault(name) is { } method
        && method.Syntax.Parameters.Count == 2 && (method.Returns == PyType.Bool || method.Returns.IsUnknown)
        && (method.Types[1].IsUnknown || method.Types[1] is ClassType { IsObject: true, Class: var taken } && taken == info)
        ? $"{(method.Returns == PyType.Bool ? "" : "(bool)")}{name}({other})" : null;

    // Lists, sets and dictionaries of .NET ask for equality and order by names of their own.
    private void WriteComparisons(ClassInfo info)
    {
        if (HasOwnOrder(info))
        {
            _out.WriteLine("");
            _out.WriteLine(
                $"public int CompareTo({info.CsName}? other) => other is null ? 1 : {WriteOwnCall(info, "__lt__", "other")} ? -1 "
                + $": {WriteOwnCall(info, "__lt__", "this")!.Replace("__lt__", "other.__lt__", StringComparison.Ordinal)} ? 1 : 0;");
        }
        if (info.Methods.ContainsKey("__eq__") && info.Base is null)
        {
            string equality = WriteOwnCall(info, "__eq__", "other")
                ?? throw No("class with __eq__", "an equality that is no truth or asks for "
                + "another class");
            _out.WriteLine("");
            _out.WriteLine($"public override bool Equals(object? obj) => obj is {info.CsName} other && {equality};");
            _out.WriteLine("");
            bool isHashed = info.Methods.GetValueOrDefault("__hash__") is { Syntax.Parameters.Count: 1 } hash && hash.Returns == PyType.Int;
            _out.WriteLine($"public override int GetHashCode() => {(isHashed ? "__hash__()" : "0")};");
        }
    }

    // with timer as t: what the object does before and after the block.
    private bool WithOwn(Ex opened, Expr? target, Action rest)
    {
        if (opened.Type is not ClassType { IsObject: true, Class: var own } || own.FindMethod("__enter__") is not { } enter
            || own.FindMethod("__exit__") is not { } exit)
        {
            return false;
        }
        // What ended the block is not told to it.
        if (exit.Syntax.Parameters.Skip(1).Any(p => Uses(exit.Syntax.Body, p.Name)) || Inside.Walk(exit.Syntax.Body)
            .Any(s => s is ReturnStmt { Value: not (null or Syntax.Constant { Text: "None" or "False" }) }))
        {
            throw No("with", "`with` of an object that looks at what ended the block");
        }
        string held = "opened" + (++_temporary);
        _out.WriteLine($"var {held} = {opened.Code};");
        Ex given = TranslateOwnCall($"{held}.{enter.CsName}", enter, new CallExpr(new NameExpr("__enter__"), []), 1);
        if (target is NameExpr n && given.Type != PyType.None) { Store(n, given, ""); } else { _out.WriteLine($"{given.Code};"); }
        Argument[] nothing = [.. exit.Syntax.Parameters.Skip(1).Where(p => p.Stars == 0)
            .Select(_ => new Argument(null, new Syntax.Constant("None"), 0))];
        Ex end = TranslateOwnCall($"{held}.{exit.CsName}", exit, new CallExpr(new NameExpr("__exit__"), nothing), 1);
        _out.WriteLine("try");
        rest();
        _out.WriteLine("finally");
        _out.Open();
        _out.WriteLine($"{end.Code};");
        _out.Close();
        return true;
    }

    private readonly Dictionary<ClassStmt, ClassStmt> _dataclasses = new(ReferenceEqualityComparer.Instance);

    private static bool IsDataclass(Expr d) =>
        (d is CallExpr { Arguments: var a, Function: var f } && a.All(x => x.Name is "frozen" or "repr" or "eq")
        ? f : d) is NameExpr { Id: "dataclass" } or AttributeExpr { Name: "dataclass", Object: NameExpr { Id: "dataclasses" } };

    /// <summary>A dataclass as the class that it makes: a constructor of its fields, their text, and equality by them.</summary>
    private ClassStmt ExpandDataclass(ClassStmt c)
    {
        if (c.Bases.Count > 0 || !c.Decorators.Any(IsDataclass)) { return c; }
        if (_dataclasses.TryGetValue(c, out ClassStmt? known)) { return known; }
        AnnAssignStmt[] fields = [.. c.Body.OfType<AnnAssignStmt>().Where(f => f.Target is NameExpr)];
        List<Parameter> parameters = [new("self", null, null, 0, false)];
        List<Stmt> filled = [], body = [];
        var parts = new List<FormatPart>();
        foreach (AnnAssignStmt f in fields)
        {
            string name = ((NameExpr)f.Target).Id;
            Expr value = new NameExpr(name);
            Expr? given = f.Value;
            if (f.Value is CallExpr { Function: NameExpr { Id: "field" } or AttributeExpr { Name: "field" } } made)
            {
                given = made.Arguments.FirstOrDefault(a => a.Name == "default")?.Value;
                if (made.Arguments.FirstOrDefault(a => a.Name == "default_factory")?.Value is { } factory)
                {
                    given = new Syntax.Constant("None");
                    Expr fresh = factory is LambdaExpr l ? l.Body
                        : factory is NameExpr { Id: "list" } ? new ListExpr([]) : new CallExpr(factory, []);
                    value = new ConditionalExpr(new CompareExpr(new NameExpr(name), [("is", new Syntax.Constant("None"))]), fresh, value);
                }
            }
            parameters.Add(new Parameter(name, f.Annotation, given, 0, false));
            filled.Add(PutAt(new AssignStmt([new AttributeExpr(new NameExpr("self"), name)], value), f.Line));
            parts.Add(new FormatPart($"{(parts.Count == 0 ? c.Name + "(" : ", ")}{name}=", null, '\0', null, null));
            parts.Add(new FormatPart(null, new AttributeExpr(new NameExpr("self"), name), 'r', null, null));
        }
        parts.Add(new FormatPart(parts.Count == 0 ? c.Name + "()" : ")", null, '\0', null, null));
        FunctionStmt[] methods = [.. c.Body.OfType<FunctionStmt>()];
        if (methods.Any(m => m.Name == "__post_init__"))
        {
            filled.Add(PutAt(new ExprStmt(new CallExpr(new AttributeExpr(new NameExpr("self"), "__post_init__"), [])), c.Line));
        }
        if (filled.Count == 0) { filled.Add(PutAt(new WordStmt("pass"), c.Line)); }
        Parameter[] pair = [new("self", null, null, 0, false), new("other", new NameExpr(c.Name), null, 0, false)];
        body.Add(PutAt(new FunctionStmt("__init__", parameters, null, filled, [], false), c.Line));
        if (!methods.Any(m => m.Name is "__repr__" or "__str__"))
        {
            body.Add(PutAt(new FunctionStmt("__repr__", [pair[0]], null, [PutAt(new ReturnStmt(new FormatExpr(parts)), c.Line)], [],
                false),
                c.Line));
        }
        if (!methods.Any(m => m.Name == "__eq__") && fields.Length > 0)
        {
            Expr same = fields.Select(f => ((NameExpr)f.Target).Id).Select(n =>
                (Expr)new CompareExpr(new AttributeExpr(new NameExpr("self"), n),
                [("==", new AttributeExpr(new NameExpr("other"), n))])).Aggregate((a, b) => new BooleanExpr("and", a, b));
            body.Add(PutAt(new FunctionStmt("__eq__", pair, null, [PutAt(new ReturnStmt(same), c.Line)], [], false), c.Line));
        }
        body.AddRange(c.Body.Where(s => s is not AnnAssignStmt));
        return _dataclasses[c] = new ClassStmt(c.Name, c.Bases, body, [.. c.Decorators.Where(d => !IsDataclass(d))])
        {
            Line = c.Line, EndLine = c.EndLine, Column = c.Column,
        };
    }

    private static T PutAt<T>(T s, int line) where T : Stmt
    {
        (s.Line, s.EndLine) = (line, line);
        return s;
    }

    // @x.setter def x(self, value): the second half of a property.
    private static string? FindSetter(FunctionStmt f) =>
        f.Decorators is [AttributeExpr { Name: "setter", Object: NameExpr { Id: var name } }]
        && name == f.Name ? name : null;

    private static bool IsOfClass(FunctionStmt f) => f.Decorators is [NameExpr { Id: "classmethod" }];

    private static bool IsStatic(FunctionStmt f) => IsOfClass(f) || f.Decorators is [NameExpr { Id: "staticmethod" }];
}
