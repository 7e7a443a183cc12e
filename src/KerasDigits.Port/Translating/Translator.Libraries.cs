namespace KerasDigits.Port.Translating;

/// <content>Functions of Python's own modules whose types hang on what they are given.</content>
public sealed partial class Translator
{
    private static readonly HashSet<string> s_ownCalls = ["itertools.chain", "itertools.islice", "itertools.repeat", "operator.itemgetter",
        "itertools.accumulate",
        "functools.partial", "itertools.chain.from_iterable", "datetime.timedelta", "datetime.datetime", "datetime.date",
        "tf.train.Checkpoint",
            "keras.wrappers.scikit_learn.KerasClassifier",
        "keras.wrappers.scikit_learn.KerasRegressor"];

    private Ex? LibraryCall(string path, CallExpr c)
    {
        Expr[] given = [.. c.Arguments.Where(a => a is { Name: null, Stars: 0 }).Select(a => a.Value)];
        bool isPlain = given.Length == c.Arguments.Count;
        switch (path)
        {
            // Whether a folder may be there already is asked for; a mode is not a matter of .NET's.
            case "os.makedirs" or "os.mkdir" when given.Length is 1 or 2 && c.Arguments.All(a => a.Stars == 0
                && a.Name is null or "exist_ok" or "mode"):
                string folder = Given(given[0], typeof(string));
                return c.Arguments.FirstOrDefault(a => a.Name == "exist_ok")?.Value switch
                {
                    null or Syntax.Constant { Text: "False" } => new Ex($"{path}({folder})", PyType.None),
                    Syntax.Constant { Text: "True" } => new Ex($"Directory.CreateDirectory({folder})", PyType.None),
                    var may => new Ex($"os.makedirs({folder}, exist_ok: {Condition(may).Code})", PyType.None),
                };
            case "scipy.stats.zscore" when isPlain && given.Length == 1 && Expression(given[0]) is { } values && IsArray(values.Type):
                return new Ex($"zscore({values.Code})", Plainly(values.Type));
            // An empty part at the end is a separator in Python, and nothing in .NET.
            case "os.path.join" when isPlain && given.Length > 1 && !IsFullText(given[^1]):
                return new Ex($"os.path.join({Listed(given.Select(g => Expression(g).Known)
                    .Select(x => x.Type is Clr { Type.Name: "Scalar" } ? new Ex($"(string){x.In(1)}", PyType.Str, 1) : x))})", PyType.Str);
            case "itertools.product" when isPlain && given.Length is 2 or 3:
                Ex[] factors = [.. given.Select(Sequence)];
                return new Ex($"itertools.product({Listed(factors)})",
                    new IterOf(new TupleOf([.. factors.Select(f => ElementOf(f.Type))])));
            case "itertools.product" when given.Length == 1
                && c.Arguments is [_, { Name: "repeat", Value: NumberExpr { Text: "2" or "3" } n }]:
                Ex factor = Sequence(given[0]);
                int times = int.Parse(n.Text);
                return new Ex($"itertools.product({Listed(Enumerable.Repeat(factor, times))})",
                    new IterOf(new TupleOf([.. Enumerable.Repeat(ElementOf(factor.Type), times)])));
            case "itertools.combinations" or "itertools.permutations" when isPlain && given is [_, NumberExpr { Text: "2" }]:
                Ex paired = Sequence(given[0]);
                return new Ex($"{path}({paired.Code})", new IterOf(new TupleOf([ElementOf(paired.Type), ElementOf(paired.Type)])));
            case "itertools.chain" when isPlain && given.Length >= 2:
                Ex[] links = [.. given.Select(Sequence)];
                PyType link = ElementOf(links[0].Type);
                if (links.Any(l => ElementOf(l.Type) != link)) { throw No("itertools.chain",
                    "items of several kinds one behind the other"); }
                return new Ex(links.Skip(1).Aggregate(links[0].In(0), (all, l) => $"{all}.Concat({l.Code})"), new IterOf(link));
            case "itertools.chain" when c.Arguments is [{ Stars: 1, Value: var many }] && Joined(many) is { } joined: return joined;
            case "itertools.chain.from_iterable" when isPlain && given.Length == 1 && Joined(given[0]) is { } joined2: return joined2;
            case "itertools.islice" when isPlain && given.Length is 2 or 3:
                Ex sliced = Sequence(given[0]);
                string first = given.Length == 3 && Constant(given[1]) != 0 ? $".Skip({Whole(Expression(given[1]))})" : "";
                string most = given is [_, _, Syntax.Constant { Text: "None" }] ? ""
                    : first.Length == 0 ? $".Take({Whole(Expression(given[^1]))})"
                    : $".Take({Whole(Expression(given[2]))} - {Whole(Expression(given[1]))})";
                return new Ex($"{sliced.In(0)}{first}{most}", new IterOf(ElementOf(sliced.Type)));
            case "itertools.accumulate" when isPlain && given.Length is 1 or 2 && ElementOf(Sequence(given[0]).Type).IsPlainNumber:
                Ex summed = Sequence(given[0]);
                PyType part = ElementOf(summed.Type);
                string with = given.Length == 1 ? "" : given[1] is LambdaExpr fold
                    ? ", " + Lambda(fold, null, [part, part]).Code : throw No("itertools.accumulate", "a function that is no lambda");
                return new Ex($"itertools.accumulate({summed.Code}{with})", new IterOf(part));
            case "itertools.cycle" when isPlain && given.Length == 1:
                Ex turned = Sequence(given[0]);
                return new Ex($"itertools.cycle({turned.Code})", new IterOf(ElementOf(turned.Type)));
            case "itertools.repeat" when isPlain && given.Length == 2:
                Ex repeated = Expression(given[0]);
                return new Ex($"Enumerable.Repeat({repeated.Code}, {Whole(Expression(given[1]))})", new IterOf(repeated.Type));
            case "itertools.groupby" when given.Length is 1 or 2:
                Ex grouped = Sequence(given[0]);
                PyType item = ElementOf(grouped.Type);
                Expr? by = given.Length == 2 ? given[1] : c.Arguments.FirstOrDefault(a => a.Name == "key")?.Value;
                string key = by is null ? "x => x" : KeyFunction(by, item);
                PyType keyed = by is LambdaExpr l2 && Lambda(l2, null, [item]).Type is LambdaType { Result: var result } ? result
                    : by is null ? item : PyType.Unknown;
                if (keyed.IsUnknown) { throw No("itertools.groupby", "groups by a key whose type is not known"); }
                return new Ex($"itertools.groupby({grouped.Code}, {key})", new IterOf(new TupleOf([keyed, new ListOf(item)])));
            case var time when time.StartsWith("datetime.", StringComparison.Ordinal) && TimeCall(time, c) is { } made5: return made5;
            // Arguments of whatever names, for the function that builds the model and for fit.
            case "keras.wrappers.scikit_learn.KerasClassifier" or "keras.wrappers.scikit_learn.KerasRegressor"
                when c.Arguments is [{ Name: null or "build_fn" or "model", Stars: 0 } build, ..]
                && c.Arguments.Skip(1).All(a => a is { Name: not null, Stars: 0 }):
                Ex builder = Expression(build.Value);
                if (builder.Type is not FuncType { Function: var maker }) { throw No("KerasClassifier",
                    "what builds the model is no function"); }
                foreach (Argument option in c.Arguments.Skip(1))
                {
                    int at = maker.Syntax.Parameters.ToList().FindIndex(p => p.Name == option.Name);
                    if (at >= 0) { maker.Types[at] = Learn(maker.Types[at], Expression(option.Value).Type); }
                }
                string made = path[(path.LastIndexOf('.') + 1)..];
                return new Ex($"keras.wrappers.scikit_learn.{made}({builder.Code}{string.Concat(c.Arguments.Skip(1).Select(a =>
                    $", ({Text.Quote(a.Name!)}, {Plain(Expression(a.Value))})"))})",
                    new Clr(made == "KerasClassifier" ? typeof(Facade.KerasClassifier) : typeof(Facade.KerasRegressor)));
            // A checkpoint's objects have names in Python's call.
            case "tf.train.Checkpoint" when c.Arguments.Count > 0 && c.Arguments.All(a => a is { Name: not null, Stars: 0 }):
                return new Ex($"tf.train.Checkpoint({string.Join(", ", c.Arguments.Select(a =>
                    $"({Text.Quote(a.Name!)}, {Plain(Expression(a.Value))})"))})", new Clr(typeof(Saving.Checkpoint)));
        }
        return null;

        static string Listed(IEnumerable<Ex> all) => string.Join(", ", all.Select(x => x.Code));
    }

    // A text that is never empty.
    private static bool IsFullText(Expr e) => e is StringExpr { Value.Length: > 0 }
        || e is FormatExpr f && f.Parts.Any(p => p.Text is { Length: > 0 })
        || e is BinaryExpr { Operator: "+" } sum && (IsFullText(sum.Left) || IsFullText(sum.Right));

    // Lists one behind the other.
    private Ex? Joined(Expr many) => Sequence(many) is { } nested && ElementOf(nested.Type) is ListOf or IterOf or SetOf
        ? new Ex($"{nested.In(0)}.SelectMany(items => items)", new IterOf(ElementOf(ElementOf(nested.Type))))
        : null;

    // partial(Conv2D, padding="same"): a call that is not complete yet. What it holds must be the same when it is completed.
    private PartialType? Partial(AssignStmt a)
    {
        if (a is not { Targets: [NameExpr { Id: var name }],
            Value: CallExpr { Function: var function, Arguments: [{ Name: null, Stars: 0 }, ..] } call }
            || PathOf(function) != "functools.partial" || Inside.Stores(_module.Body, name) != 1
            || call.Arguments.Any(g => g.Stars > 0) || !call.Arguments.Skip(1).All(g => IsSteady(g.Value)))
        {
            return null;
        }
        return new PartialType(new CallExpr(call.Arguments[0].Value, [.. call.Arguments.Skip(1)]));
    }

    private bool IsSteady(Expr e) => e switch
    {
        NumberExpr or StringExpr or Syntax.Constant => true,
        NameExpr n => Inside.Stores(_module.Body, n.Id) <= 1,
        AttributeExpr => PathOf(e) is not null,
        TupleExpr or ListExpr => Items(e).All(IsSteady),
        UnaryExpr u => IsSteady(u.Operand),
        _ => false,
    };

    private Ex Completed(PartialType begun, CallExpr c) => Call(new CallExpr(begun.Call.Function,
    [
        .. begun.Call.Arguments.Where(a => a.Name is null), .. c.Arguments.Where(a => a.Name is null),
        .. begun.Call.Arguments.Where(a => a.Name is not null && !c.Arguments.Any(b => b.Name == a.Name)),
        .. c.Arguments.Where(a => a.Name is not null),
    ]) { Line = c.Line, EndLine = c.EndLine });

    // A class as C# names it, where isinstance asks for one.
    private string? ClassName(Expr e)
    {
        Ex x;
        try { x = Expression0(e); }
        catch (Untranslated) { return null; }
        if (x.Type is ClassType { IsObject: false, Class: var own }) { return own.CsName; }
        if (x.Type is not ModuleType { Path: var path }) { return null; }
        if (path == "np.ndarray") { return "NDArray"; }
        if (path is "tf.Tensor") { return "Tensor"; }
        if (Base(path) is { } known) { return ClrNames.Write(known); }
        int dot = path.LastIndexOf('.');
        return dot > 0 && Api.Module(path[..dot]) is { } module
            && Api.Functions(module, path[(dot + 1)..]).FirstOrDefault()?.ReturnType is { IsClass: true } made
                && made.Name == path[(dot + 1)..]
            ? ClrNames.Write(made)
            : null;
    }

    // Values that next takes from: what they hold is gone through once.
    private readonly Lazy<HashSet<string>> _stepped;

    private static IEnumerable<string> Stepped(Expr e)
    {
        IEnumerable<string> own = e is CallExpr { Function: NameExpr { Id: "next" }, Arguments: [{ Value: var taken }, ..] } ? taken switch
        {
            NameExpr n => [n.Id],
            AttributeExpr a => [a.Name],
            _ => [],
        } : [];
        return own.Concat(Blocks.Children(e).SelectMany(Stepped));
    }

    // What Python goes through once: a name that holds such and is met again finds nothing left.
    private bool IsPassing(Expr e) => e switch
    {
        ComprehensionExpr { Kind: ComprehensionKind.Generator } => true,
        CallExpr { Function: NameExpr { Id: "zip" or "map" or "filter" or "enumerate" or "reversed" or "iter" } plain } =>
            _scope.Find(plain.Id) is null,
        CallExpr { Function: NameExpr n } => _scope.Find(n.Id)?.Type is FuncType { Function.IsGenerator: true },
        CallExpr { Function: AttributeExpr { Name: "finditer" } } => true,
        CallExpr { Function: AttributeExpr a } => PathOf(a)?.StartsWith("itertools.", StringComparison.Ordinal) == true
            || a.Object is NameExpr held && _scope.Find(held.Id)?.Type is ClassType { IsObject: true, Class: var own }
                && own.Method(a.Name)?.IsGenerator == true,
        _ => false,
    };

    private Ex Passing(Expr target, Expr value, Ex x)
    {
        if (x.Type is not IterOf || x.Code.StartsWith("once(", StringComparison.Ordinal) || !IsPassing(value)) { return x; }
        bool isAgain = target is AttributeExpr || target is NameExpr n
            && Again.IsMet(_scope.Function?.Syntax.Body ?? _module.Body, n.Id);
        return isAgain ? x with { Code = $"once({x.Code})", Level = 0 } : x;
    }

    private Ex Once(string name, Ex x) => x.Type is IterOf && _stepped.Value.Contains(name)
        && !x.Code.StartsWith("once(", StringComparison.Ordinal) ? x with { Code = $"once({x.Code})", Level = 0 } : x;
}
