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

    private Ex? TranslateLibraryCall(string path, CallExpr c)
    {
        Expr[] given = [.. c.Arguments.Where(a => a is { Name: null, Stars: 0 }).Select(a => a.Value)];
        bool isPlain = given.Length == c.Arguments.Count;
        switch (path)
        {
            // Whether a folder may be there already is asked for; a mode is not a matter of .NET's.
            case "os.makedirs" or "os.mkdir" when given.Length is 1 or 2 && c.Arguments.All(a => a.Stars == 0
                && a.Name is null or "exist_ok" or "mode"):
                string folder = WriteArgument(given[0], typeof(string));
                return c.Arguments.FirstOrDefault(a => a.Name == "exist_ok")?.Value switch
                {
                    null or Syntax.Constant { Text: "False" } => new Ex($"{path}({folder})", PyType.None),
                    Syntax.Constant { Text: "True" } => new Ex($"Directory.CreateDirectory({folder})", PyType.None),
                    var may => new Ex($"os.makedirs({folder}, exist_ok: {TranslateCondition(may).Code})", PyType.None),
                };
            case "scipy.stats.zscore" when isPlain && given.Length == 1 && Translate(given[0]) is { } values && IsArray(values.Type):
                return new Ex($"zscore({values.Code})", AsPlain(values.Type));
            // An empty part at the end is a separator in Python, and nothing in .NET.
            case "os.path.join" when isPlain && given.Length > 1 && !IsFullText(given[^1]):
                return new Ex($"os.path.join({JoinCodes(given.Select(g => Translate(g).Known)
                    .Select(x => x.Type is Clr { Type.Name: "Scalar" } ? new Ex($"(string){x.Wrap(1)}", PyType.Str, 1) : x))})",
                    PyType.Str);
            case "itertools.product" when isPlain && given.Length is 2 or 3:
                Ex[] factors = [.. given.Select(TranslateSequence)];
                return new Ex($"itertools.product({JoinCodes(factors)})",
                    new IterOf(new TupleOf([.. factors.Select(f => FindElement(f.Type))])));
            case "itertools.product" when given.Length == 1
                && c.Arguments is [_, { Name: "repeat", Value: NumberExpr { Text: "2" or "3" } n }]:
                Ex factor = TranslateSequence(given[0]);
                int times = int.Parse(n.Text);
                return new Ex($"itertools.product({JoinCodes(Enumerable.Repeat(factor, times))})",
                    new IterOf(new TupleOf([.. Enumerable.Repeat(FindElement(factor.Type), times)])));
            case "itertools.combinations" or "itertools.permutations" when isPlain && given is [_, NumberExpr { Text: "2" }]:
                Ex paired = TranslateSequence(given[0]);
                return new Ex($"{path}({paired.Code})", new IterOf(new TupleOf([FindElement(paired.Type), FindElement(paired.Type)])));
            case "itertools.chain" when isPlain && given.Length >= 2:
                Ex[] links = [.. given.Select(TranslateSequence)];
                PyType link = FindElement(links[0].Type);
                if (links.Any(l => FindElement(l.Type) != link)) { throw No("itertools.chain",
                    "items of several kinds one behind the other"); }
                return new Ex(links.Skip(1).Aggregate(links[0].Wrap(0), (all, l) => $"{all}.Concat({l.Code})"), new IterOf(link));
            case "itertools.chain" when c.Arguments is [{ Stars: 1, Value: var many }] && ConcatenateLists(many) is { } joined:
                return joined;
            case "itertools.chain.from_iterable" when isPlain && given.Length == 1 && ConcatenateLists(given[0]) is { } joined2:
                return joined2;
            case "itertools.islice" when isPlain && given.Length is 2 or 3:
                Ex sliced = TranslateSequence(given[0]);
                string first = given.Length == 3 && ReadConstant(given[1]) != 0 ? $".Skip({WriteWhole(Translate(given[1]))})" : "";
                string most = given is [_, _, Syntax.Constant { Text: "None" }] ? ""
                    : first.Length == 0 ? $".Take({WriteWhole(Translate(given[^1]))})"
                    : $".Take({WriteWhole(Translate(given[2]))} - {WriteWhole(Translate(given[1]))})";
                return new Ex($"{sliced.Wrap(0)}{first}{most}", new IterOf(FindElement(sliced.Type)));
            case "itertools.accumulate" when isPlain && given.Length is 1 or 2
                && FindElement(TranslateSequence(given[0]).Type).IsPlainNumber:
                Ex summed = TranslateSequence(given[0]);
                PyType part = FindElement(summed.Type);
                string with = given.Length == 1 ? "" : given[1] is LambdaExpr fold
                    ? ", " + TranslateLambda(fold, null, [part, part]).Code
                    : throw No("itertools.accumulate", "a function that is no lambda");
                return new Ex($"itertools.accumulate({summed.Code}{with})", new IterOf(part));
            case "itertools.cycle" when isPlain && given.Length == 1:
                Ex turned = TranslateSequence(given[0]);
                return new Ex($"itertools.cycle({turned.Code})", new IterOf(FindElement(turned.Type)));
            case "itertools.repeat" when isPlain && given.Length == 2:
                Ex repeated = Translate(given[0]);
                return new Ex($"Enumerable.Repeat({repeated.Code}, {WriteWhole(Translate(given[1]))})", new IterOf(repeated.Type));
            case "itertools.groupby" when given.Length is 1 or 2:
                Ex grouped = TranslateSequence(given[0]);
                PyType item = FindElement(grouped.Type);
                Expr? by = given.Length == 2 ? given[1] : c.Arguments.FirstOrDefault(a => a.Name == "key")?.Value;
                string key = by is null ? "x => x" : WriteKeyFunction(by, item);
                PyType keyed = by is LambdaExpr l2 && TranslateLambda(l2, null, [item]).Type is LambdaType { Result: var result } ? result
                    : by is null ? item : PyType.Unknown;
                if (keyed.IsUnknown) { throw No("itertools.groupby", "groups by a key whose type is not known"); }
                return new Ex($"itertools.groupby({grouped.Code}, {key})", new IterOf(new TupleOf([keyed, new ListOf(item)])));
            case var time when time.StartsWith("datetime.", StringComparison.Ordinal) && TranslateTimeCall(time, c) is { } made5:
                return made5;
            // Arguments of whatever names, for the function that builds the model and for fit.
            case "keras.wrappers.scikit_learn.KerasClassifier" or "keras.wrappers.scikit_learn.KerasRegressor"
                when c.Arguments is [{ Name: null or "build_fn" or "model", Stars: 0 } build, ..]
                && c.Arguments.Skip(1).All(a => a is { Name: not null, Stars: 0 }):
                Ex builder = Translate(build.Value);
                if (builder.Type is not FuncType { Function: var maker }) { throw No("KerasClassifier",
                    "what builds the model is no function"); }
                foreach (Argument option in c.Arguments.Skip(1))
                {
                    int at = maker.Syntax.Parameters.ToList().FindIndex(p => p.Name == option.Name);
                    if (at >= 0) { maker.Types[at] = Learn(maker.Types[at], Translate(option.Value).Type); }
                }
                string made = path[(path.LastIndexOf('.') + 1)..];
                return new Ex($"keras.wrappers.scikit_learn.{made}({builder.Code}{string.Concat(c.Arguments.Skip(1).Select(a =>
                    $", ({Text.Quote(a.Name!)}, {WritePlain(Translate(a.Value))})"))})",
                    new Clr(made == "KerasClassifier" ? typeof(Facade.KerasClassifier) : typeof(Facade.KerasRegressor)));
            // A checkpoint's objects have names in Python's call.
            case "tf.train.Checkpoint" when c.Arguments.Count > 0 && c.Arguments.All(a => a is { Name: not null, Stars: 0 }):
                return new Ex($"tf.train.Checkpoint({string.Join(", ", c.Arguments.Select(a =>
                    $"({Text.Quote(a.Name!)}, {WritePlain(Translate(a.Value))})"))})", new Clr(typeof(Saving.Checkpoint)));
        }
        return null;

        static string JoinCodes(IEnumerable<Ex> all) => string.Join(", ", all.Select(x => x.Code));
    }

    // A text that is never empty.
    private static bool IsFullText(Expr e) => e is StringExpr { Value.Length: > 0 }
        || e is FormatExpr f && f.Parts.Any(p => p.Text is { Length: > 0 })
        || e is BinaryExpr { Operator: "+" } sum && (IsFullText(sum.Left) || IsFullText(sum.Right));

    // Lists one behind the other.
    private Ex? ConcatenateLists(Expr many) => TranslateSequence(many) is { } nested
        && FindElement(nested.Type) is ListOf or IterOf or SetOf
        ? new Ex($"{nested.Wrap(0)}.SelectMany(items => items)", new IterOf(FindElement(FindElement(nested.Type))))
        : null;

    // partial(Conv2D, padding="same"): a call that is not complete yet. What it holds must be the same when it is completed.
    private PartialType? ReadPartial(AssignStmt a)
    {
        if (a is not { Targets: [NameExpr { Id: var name }],
            Value: CallExpr { Function: var function, Arguments: [{ Name: null, Stars: 0 }, ..] } call }
            || FindPath(function) != "functools.partial" || Inside.CountStores(_module.Body, name) != 1
            || call.Arguments.Any(g => g.Stars > 0) || !call.Arguments.Skip(1).All(g => IsSteady(g.Value)))
        {
            return null;
        }
        return new PartialType(new CallExpr(call.Arguments[0].Value, [.. call.Arguments.Skip(1)]));
    }

    private bool IsSteady(Expr e) => e switch
    {
        NumberExpr or StringExpr or Syntax.Constant => true,
        NameExpr n => Inside.CountStores(_module.Body, n.Id) <= 1,
        AttributeExpr => FindPath(e) is not null,
        TupleExpr or ListExpr => GetItems(e).All(IsSteady),
        UnaryExpr u => IsSteady(u.Operand),
        _ => false,
    };

    private Ex TranslatePartialCall(PartialType begun, CallExpr c) => TranslateCall(new CallExpr(begun.Call.Function,
    [
        .. begun.Call.Arguments.Where(a => a.Name is null), .. c.Arguments.Where(a => a.Name is null),
        .. begun.Call.Arguments.Where(a => a.Name is not null && !c.Arguments.Any(b => b.Name == a.Name)),
        .. c.Arguments.Where(a => a.Name is not null),
    ]) { Line = c.Line, EndLine = c.EndLine });

    // A class as C# names it, where isinstance asks for one.
    private string? FindClassName(Expr e)
    {
        Ex x;
        try { x = FollowPath(e); }
        catch (Untranslated) { return null; }
        if (x.Type is ClassType { IsObject: false, Class: var own }) { return own.CsName; }
        if (x.Type is not ModuleType { Path: var path }) { return null; }
        if (path == "np.ndarray") { return "NDArray"; }
        if (path is "tf.Tensor") { return "Tensor"; }
        if (FindBase(path) is { } known) { return ClrNames.Write(known); }
        int dot = path.LastIndexOf('.');
        return dot > 0 && Api.FindModule(path[..dot]) is { } module
            && Api.FindFunctions(module, path[(dot + 1)..]).FirstOrDefault()?.ReturnType is { IsClass: true } made
                && made.Name == path[(dot + 1)..]
            ? ClrNames.Write(made)
            : null;
    }

    // Values that next takes from: what they hold is gone through once.
    private readonly Lazy<HashSet<string>> _stepped;

    private static IEnumerable<string> FindStepped(Expr e)
    {
        IEnumerable<string> own = e is CallExpr { Function: NameExpr { Id: "next" }, Arguments: [{ Value: var taken }, ..] } ? taken switch
        {
            NameExpr n => [n.Id],
            AttributeExpr a => [a.Name],
            _ => [],
        } : [];
        return own.Concat(Blocks.GetChildren(e).SelectMany(FindStepped));
    }

    // What Python goes through once: a name that holds such and is met again finds nothing left.
    private bool IsPassing(Expr e) => e switch
    {
        ComprehensionExpr { Kind: ComprehensionKind.Generator } => true,
        CallExpr { Function: NameExpr { Id: "zip" or "map" or "filter" or "enumerate" or "reversed" or "iter" } plain } =>
            _scope.Find(plain.Id) is null,
        CallExpr { Function: NameExpr n } => _scope.Find(n.Id)?.Type is FuncType { Function.IsGenerator: true },
        CallExpr { Function: AttributeExpr { Name: "finditer" } } => true,
        CallExpr { Function: AttributeExpr a } => FindPath(a)?.StartsWith("itertools.", StringComparison.Ordinal) == true
            || a.Object is NameExpr held && _scope.Find(held.Id)?.Type is ClassType { IsObject: true, Class: var own }
                && own.FindMethod(a.Name)?.IsGenerator == true,
        _ => false,
    };

    private Ex WrapPassing(Expr target, Expr value, Ex x)
    {
        if (x.Type is not IterOf || x.Code.StartsWith("once(", StringComparison.Ordinal) || !IsPassing(value)) { return x; }
        bool isAgain = target is AttributeExpr || target is NameExpr n
            && Again.IsMet(_scope.Function?.Syntax.Body ?? _module.Body, n.Id);
        return isAgain ? x with { Code = $"once({x.Code})", Level = 0 } : x;
    }

    private Ex WrapOnce(string name, Ex x) => x.Type is IterOf && _stepped.Value.Contains(name)
        && !x.Code.StartsWith("once(", StringComparison.Ordinal) ? x with { Code = $"once({x.Code})", Level = 0 } : x;
}
