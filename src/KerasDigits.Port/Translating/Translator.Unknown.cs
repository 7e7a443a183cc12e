namespace KerasDigits.Port.Translating;

/// <content>Values whose type nothing tells: C#'s dynamic, and the runtime's functions where C#'s operators mean something else.</content>
public sealed partial class Translator
{
    private bool IsOpen => _stage == Stage.Open;

    /// <summary>The value as a plain object, so that C# chooses the function when it compiles.</summary>
    private static string WritePlain(Ex x) =>
        (x.Type.IsUnknown || x.Type == PyType.Number) && x.Code != "null" ? $"(object?){x.Wrap(1)}" : x.Code;

    private static Ex MakeDynamic(string code, int level = 0) => new(code, PyType.Unknown, level);

    private Ex MakeOpenOperation(string op, Ex left, Ex right)
    {
        // C# would join a text and a number.
        if (op == "+") { return MakeDynamic($"add({WritePlain(left)}, {WritePlain(right)})"); }
        if (op == "|" && (left.Type is SetOf || right.Type is SetOf))
        {
            return new Ex($"union({WritePlain(left)}, {WritePlain(right)})", new SetOf(PyType.Unknown));
        }
        if (left.Type is ListOf or SetOf or DictOf or TupleOf or IterOf || right.Type is ListOf or SetOf or DictOf or TupleOf or IterOf)
        {
            throw No("unknown type", $"whether `{op}` joins or computes is not known");
        }
        return op switch
        {
            "-" => MakeDynamic($"{left.Wrap(3)} - {right.Wrap(2)}", 3),
            "*" when left.MayBeText || right.MayBeText => MakeDynamic($"mul({WritePlain(left)}, {WritePlain(right)})"),
            "*" => MakeDynamic($"{left.Wrap(2)} * {right.Wrap(1)}", 2),
            "/" => MakeDynamic($"truediv({WritePlain(left)}, {WritePlain(right)})"),
            "//" => MakeDynamic($"floordiv({left.Code}, {right.Code})"),
            "%" => MakeDynamic($"mod({left.Code}, {right.Code})"),
            "**" => MakeDynamic($"pow({left.Code}, {right.Code})"),
            "@" => MakeDynamic($"np.matmul({left.Code}, {right.Code})"),
            "&" or "|" or "^" => MakeDynamic($"{left.Wrap(0)} {op} {right.Wrap(0)}", 8),
            _ => throw No("unknown type", $"the type of an operand of `{op}` is not known"),
        };
    }

    private Ex MakeOpenComparison(string op, Ex left, Ex right) => op switch
    {
        "==" => MakeDynamic($"equals({WritePlain(left)}, {WritePlain(right)})"),
        "!=" => MakeDynamic($"!equals({WritePlain(left)}, {WritePlain(right)})", 1),
        _ when left.Type == PyType.Str || right.Type == PyType.Str =>
            throw No("unknown type", $"`{op}` of a text and a value whose type is not known"),
        _ => MakeDynamic($"{left.Wrap(5)} {op} {right.Wrap(5)}", 6),
    };

    private Ex TranslateOpenSubscript(Ex owner, Expr index)
    {
        if (index is SliceExpr { Step: null } s)
        {
            return MakeDynamic($"get_slice({WritePlain(owner)}{WriteBounds(s)})");
        }
        IReadOnlyList<Expr> parts = index is TupleExpr { InParentheses: false } t ? t.Items : [index];
        if (parts.Count > 1 || parts[0] is SliceExpr) { return MakeDynamic(TranslateArrayIndex(owner, index).Code); }
        Ex key = Translate(index);
        return MakeDynamic($"get_item({WritePlain(owner)}, {WritePlain(key)})");
    }

    // A place to be filled: arrays, dictionaries and lists take the index themselves.
    private Ex TranslateOpenPlace(Ex owner, Expr index)
    {
        IReadOnlyList<Expr> parts = index is TupleExpr { InParentheses: false } t ? t.Items : [index];
        if (parts.Count > 1 || parts[0] is SliceExpr) { return MakeDynamic(TranslateArrayIndex(owner, index).Code); }
        if (ReadConstant(index) < 0) { throw No("unknown type", "a place from the end in a value whose type is not known"); }
        return MakeDynamic($"{owner.Wrap(0)}[{Translate(index).Code}]");
    }

    // Methods that only texts, dictionaries or lists have say what their owner is; all others are looked up when they are reached.
    private Ex TranslateOpenMethod(Ex owner, string name, CallExpr c)
    {
        if (s_onlyTexts.Contains(name)) { return TranslateTextMethod(new Ex($"((string){owner.Wrap(1)})", PyType.Str), name, c); }
        switch (name)
        {
            // What is reshaped is an array; its sizes may be anything that is counted.
            case "reshape"
                when TranslateArrayMethod(new Ex($"((NDArray){owner.Wrap(1)})", new Clr(typeof(NumSharp.NDArray))), name, c) is { } shaped:
                return shaped;
            case "items" when c.Arguments.Count == 0:
                return new Ex($"items_of({WritePlain(owner)})", new IterOf(new TupleOf([PyType.Unknown, PyType.Unknown])));
            case "keys" when c.Arguments.Count == 0: return new Ex($"each({WritePlain(owner)})", new IterOf(PyType.Unknown));
            case "append" when c.Arguments.Count == 1:
                return new Ex($"((System.Collections.IList){owner.Wrap(1)}).Add({WritePlain(Translate(c.Arguments[0].Value))})",
                    PyType.None);
            // Functions are given to data sets and lists under these names.
            case "map" or "filter" or "flat_map" or "interleave" when c.Arguments.Any(a => a.Value is LambdaExpr
                    || a.Value is NameExpr && Translate(a.Value).Type is FuncType):
                return TranslateMethodCall(new Ex($"((Dataset){owner.Wrap(1)})", new Clr(typeof(Data.Dataset))), name, c);
            case "sort" when c.Arguments is [{ Name: "key" }, ..]:
                return TranslateListMethod(new Ex($"((List<dynamic>){owner.Wrap(1)})", new ListOf(PyType.Unknown)),
                    new ListOf(PyType.Unknown), name, c);
            case "format": throw No("unknown type", "the format is not known");
        }
        if (c.Arguments.Any(a => a.Stars > 0)) { throw No("star call", "`*` in a call"); }
        return MakeDynamic($"{owner.Wrap(0)}.{Naming.Escape(name)}({WriteOpenArguments(c)})");
    }

    private string WriteOpenArguments(CallExpr c) =>
        string.Join(", ", c.Arguments.Select(a => (a.Name is null ? "" : Naming.Escape(a.Name) + ": ") + WriteOpenArgument(a.Value)));

    private string WriteOpenArgument(Expr e)
    {
        Ex x = Translate(e);
        if (x.Type is FuncType { Function: var given })
        {
            // C# asks for a function's type where it does not know what takes it.
            given.IsCalled = true;
            string taken = string.Join(", ", given.Types.Select(t => t.Cs));
            bool isSilent = !given.IsGenerator && (given.Returns == PyType.Never || given.Returns == PyType.None);
            string gives = given.IsGenerator ? $"IEnumerable<{given.Returns.Cs}>" : given.ReturnCs;
            string before = taken.Length == 0 ? "" : taken + ", ";
            string type = isSilent ? taken.Length == 0 ? "Action" : $"Action<{taken}>" : $"Func<{before}{gives}>";
            return $"({type}){x.Wrap(1)}";
        }
        if (e is LambdaExpr && x.Type is LambdaType { Result: var result } made
            && result != PyType.None) { return $"({made.Cs})({x.Code})"; }
        if (e is LambdaExpr || x.Type is LambdaType)
        {
            throw No("unknown type", "a function is given to a value whose type is not known");
        }
        if (x.Type is ModuleType m)
        {
            return m.Path.StartsWith("builtins.", StringComparison.Ordinal)
                ? Text.Quote(m.Path[9..])
                : m.Path.StartsWith("np.", StringComparison.Ordinal) ? x.Code
                : throw No("unknown type", "a function is given to a value whose type is not known");
        }
        return x.Type == PyType.Never && x.Code == "null" ? "null" : x.Code;
    }

    // A call of a value: a function that came from somewhere.
    private Ex TranslateOpenCall(Ex function, CallExpr c)
    {
        if (c.Arguments.Any(a => a.Stars > 0)) { throw No("star call", "`*` in a call"); }
        return MakeDynamic($"{function.Wrap(0)}({WriteOpenArguments(c)})");
    }

    private static readonly HashSet<string> s_onlyTexts =
    [
        "split", "strip", "lstrip", "rstrip", "lower", "upper", "startswith", "endswith", "splitlines", "title", "capitalize", "zfill",
        "isdigit", "isalpha", "isalnum", "isupper", "islower", "rfind", "ljust", "rjust",
    ];
}
