namespace KerasDigits.Port.Translating;

/// <content>Operators, comparisons and truth.</content>
public sealed partial class Translator
{
    private static bool IsArray(PyType type) => type is Clr { Type: var t } && typeof(NumSharp.NDArray).IsAssignableFrom(t);

    // What a model predicted is an array with more to it; its parts and sums are arrays.
    private static PyType AsPlain(PyType type) => IsArray(type) ? new Clr(typeof(NumSharp.NDArray)) : type;

    private static bool IsTensor(PyType type) => type is Clr { Type.Name: "Tensor" or "KerasTensor" or "Variable" };

    private string WriteCount(Ex x) => x.Type == PyType.Bool ? x.Code : WriteWhole(x);

    private static bool IsApi(PyType type) => type is Clr;

    private Ex TranslateBinary(BinaryExpr e, PyType? target)
    {
        Ex left = Translate(e.Left), right = Translate(e.Right);
        return MakeOperation(e.Operator, left, right, e.Left, e.Right);
    }

    private Ex MakeOperation(string op, Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        PyType a = left.Type, b = right.Type;
        if (op == "%" && a == PyType.Str) { return TranslatePercentFormat(left, rightSource); }
        if (CallOwnOperator(op, left, rightSource) is { } own) { return own; }
        // NumSharp would take a text for an array of its letters.
        if (a == PyType.Str && IsArray(b) || b == PyType.Str && IsArray(a))
        {
            throw No("text and array", $"`{op}` of a text and an array, which Python refuses: str() makes a text of it");
        }
        if (MakeTimeOperation(op, left, right) is { } timed) { return timed; }
        if (IsOpen && (a.IsUnknown || b.IsUnknown) && !IsApi(a) && !IsApi(b)) { return MakeOpenOperation(op, left, right); }
        if (a.IsNumber && b.IsNumber) { return MakeNumberOperation(op, left, right, leftSource, rightSource); }
        if (a == PyType.Str && b == PyType.Str && op == "+") { return new Ex($"{left.Wrap(3)} + {right.Wrap(2)}", PyType.Str, 3); }
        if (op == "*" && (a == PyType.Str || a is ListOf) && b.IsWhole) { return new Ex($"repeat({left.Code}, {WriteCount(right)})", a); }
        if (op == "*" && (b == PyType.Str || b is ListOf) && a.IsWhole) { return new Ex($"repeat({right.Code}, {WriteCount(left)})", b); }
        if (op == "+" && (IsSizes(a) && b is TupleOf || IsSizes(b) && a is TupleOf)
            && JoinSizes(left, right, leftSource, rightSource) is { } sizes)
        {
            return sizes;
        }
        if (op == "+" && a is ListOf { Item: var one } && b is ListOf { Item: var two } && one != two && one.IsWhole && two.IsWhole
            && one != PyType.Bool && two != PyType.Bool)
        {
            PyType wide = PyType.Join(one, two);
            string WriteWidened(Ex x, PyType item) => item == wide ? x.Wrap(0) : $"{x.Wrap(0)}.Select(x => ({wide.Cs})x)";
            return new Ex($"{WriteWidened(left, one)}.Concat({WriteWidened(right, two)}).ToList()", new ListOf(wide));
        }
        if (op == "+" && a is ListOf { Item: var ones } && b is ListOf { Item: var others } && ones != others
            && ones != PyType.Never && others != PyType.Never && (IsOpen || PyType.Join(ones, others) == PyType.Number))
        {
            return new Ex($"{left.Wrap(0)}.Select(x => (dynamic)x).Concat({right.Wrap(0)}.Select(x => (dynamic)x)).ToList()",
                new ListOf(PyType.Join(ones, others) == PyType.Number ? PyType.Number : PyType.Unknown));
        }
        if (op == "+" && a is ListOf && b is ListOf)
        {
            PyType both = PyType.Join(a, b);
            if (both.IsUnknown) { throw No("list of several types", "the two lists hold different types"); }
            return new Ex($"{left.Wrap(0)}.Concat({right.Code}).ToList()", both);
        }
        if (op == "+" && a is TupleOf x && b is TupleOf y && leftSource is NameExpr or TupleExpr && rightSource is NameExpr or TupleExpr)
        {
            IEnumerable<string> WriteItems(Expr source, Ex ex, TupleOf t) => source is TupleExpr tuple
                ? tuple.Items.Select(i => Translate(i).Code)
                : Enumerable.Range(1, t.Items.Count).Select(i => $"{ex.Code}.Item{i}");
            return new Ex($"({string.Join(", ", WriteItems(leftSource, left, x).Concat(WriteItems(rightSource, right, y)))})",
                new TupleOf([.. x.Items, .. y.Items]));
        }
        if (op == "|" && a is DictOf { IsCounter: false } && a == b)
        {
            string merged = $"merge({left.Code}, {right.Code})";
            return new Ex(DictOf.IsOrdered ? $"new {a.Cs}({merged})" : merged, a);
        }
        if (a is SetOf own2 && b is SetOf other2 && own2.Item == other2.Item && MakeSetOperation(op, left, right) is { } set)
        {
            return set;
        }
        if (IsApi(a) || IsApi(b)) { return MakeApiOperation(op, left, right); }
        if (a.IsUnknown || b.IsUnknown) { throw No("unknown type", $"the type of an operand of `{op}` is not known"); }
        throw No("operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static bool IsSizes(PyType type) => type is Clr { Type.IsArray: true } or Clr { Type.Name: "Shape" };

    // x.shape + (1,): the sizes of an array and others beside them.
    private Ex? JoinSizes(Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        if (left.Type is ListOf { Item: var item } && !item.IsWhole) { return null; }
        string? WritePart(Ex x, Expr source) => x.Type is TupleOf t
            ? source is TupleExpr tuple ? string.Join(", ", tuple.Items.Select(i => WriteWhole(Translate(i))))
                : source is NameExpr or AttributeExpr ? string.Join(", ", t.Items.Select((_, i) => $"{x.Wrap(0)}.Item{i + 1}")) : null
            : $".. {x.Wrap(0)}";
        return WritePart(left, leftSource) is { } first && WritePart(right, rightSource) is { } second
            ? new Ex($"new List<long>([{first}, {second}]).ToArray()", new Clr(typeof(long[])))
            : null;
    }

    private Ex MakeApiOperation(string op, Ex left, Ex right)
    {
        (left, right) = (left.Known, right.Known);
        PyType a = left.Type, b = right.Type;
        bool isArray = IsArray(a) || IsArray(b);
        PyType type = IsTensor(a) ? a : IsTensor(b) ? b : isArray ? AsPlain(IsArray(a) ? a : b) : a is Clr ? a : b;
        if (type is Clr { Type.Name: "Variable" }) { type = new Clr(typeof(TorchSharp.torch.Tensor)); }
        if (isArray && (a is ListOf || b is ListOf)) { left = ToArray(left); right = ToArray(right); }
        switch (op)
        {
            case "+" or "-": return new Ex($"{left.Wrap(3)} {op} {right.Wrap(2)}", type, 3);
            case "*": return new Ex($"{left.Wrap(2)} * {right.Wrap(1)}", type, 2);
            case "/": return new Ex($"{left.Wrap(2)} / {right.Wrap(1)}", type, 2);
            case "**" when isArray: return new Ex($"np.power({left.Code}, {right.Code})", type);
            case "**" when IsTensor(type): return new Ex($"K.pow({left.Code}, {right.Code})", type);
            case "@" when isArray: return new Ex($"np.matmul({left.Code}, {right.Code})", type);
            case "@" when IsTensor(type): return new Ex($"tf.matmul({left.Code}, {right.Code})", type);
            case "//" when isArray: return new Ex($"np.floor_divide({left.Code}, {right.Code})", type);
            case "%" when isArray: return new Ex($"{left.Wrap(2)} % {right.Wrap(1)}", type, 2);
            case "&" or "|" or "^" when isArray || HasMaskOperator(type, op):
                return new Ex($"{left.Wrap(6)} {op} {right.Wrap(6)}", type, 8);
        }
        throw No("operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static bool HasMaskOperator(PyType type, string op) => type is Clr c
        && c.Type.GetMethod(op == "&" ? "op_BitwiseAnd" : op == "|" ? "op_BitwiseOr" : "op_ExclusiveOr") is not null;

    private Ex ToArray(Ex ex) => ex.Type is ListOf ? new Ex($"np.array({ex.Code})", new Clr(typeof(NumSharp.NDArray))) : ex;

    private Ex MakeNumberOperation(string op, Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        (left, right) = (left.Known, right.Known);
        if (left.Type == PyType.Number || right.Type == PyType.Number) { return MakeMixedOperation(op, left, right, rightSource); }
        bool isFloat = left.Type == PyType.Float || right.Type == PyType.Float;
        PyType type = isFloat ? PyType.Float : left.Type == PyType.Long || right.Type == PyType.Long ? PyType.Long : PyType.Int;
        if (left.Type == PyType.Bool) { left = new Ex($"({left.Wrap(13)} ? 1 : 0)", PyType.Int); }
        if (right.Type == PyType.Bool) { right = new Ex($"({right.Wrap(13)} ? 1 : 0)", PyType.Int); }
        bool isSafeDivisor = rightSource is NumberExpr n && n.Text.Any(c => c is >= '1' and <= '9');
        bool isCertain = isSafeDivisor && IsNotNegative(leftSource);
        switch (op)
        {
            // What C# computes while it compiles must fit.
            case "+" or "-" or "*" when type == PyType.Int
                && long.TryParse(left.Code, out long one) && long.TryParse(right.Code, out long two)
                && (op == "+" ? one + two : op == "-" ? one - two : one * two) is > int.MaxValue or < int.MinValue:
                return MakeNumberOperation(op, new Ex(left.Code + "L", PyType.Long), right, leftSource, rightSource);
            case "+" or "-": return new Ex($"{left.Wrap(3)} {op} {right.Wrap(2)}", type, 3);
            case "*": return new Ex($"{left.Wrap(2)} * {right.Wrap(1)}", type, 2);
            case "/" when isSafeDivisor:
                return new Ex(isFloat ? $"{left.Wrap(2)} / {right.Wrap(1)}" : $"{left.Wrap(2)} / {right.Code}.0", PyType.Float, 2);
            case "/": return new Ex($"truediv({left.Code}, {right.Code})", PyType.Float);
            case "//" when isCertain && !isFloat: return new Ex($"{left.Wrap(2)} / {right.Wrap(1)}", type, 2);
            case "%" when isCertain && !isFloat: return new Ex($"{left.Wrap(2)} % {right.Wrap(1)}", type, 2);
            case "//" or "%":
                string name = op == "//" ? "floordiv" : "mod", generic = left.Type == right.Type ? "" : $"<{type.Cs}>";
                return new Ex($"{name}{generic}({left.Code}, {right.Code})", type);
            case "**" when isFloat: return new Ex($"pow({left.Code}, {right.Code})", PyType.Float);
            case "**" when rightSource is UnaryExpr { Operator: "-" }:
                return new Ex($"pow((double){left.Wrap(1)}, {right.Code})", PyType.Float);
            case "**": return new Ex($"pow({WriteLong(left)}, {WriteLong(right)})", PyType.Long);
            case "&" or "|" or "^" when !isFloat: return new Ex($"{left.Wrap(0)} {op} {right.Wrap(0)}", type, 8);
            case "<<" when !isFloat: return new Ex($"checked((long){left.Wrap(0)} * pow(2L, {right.Code}))", PyType.Long);
            case ">>" when !isFloat:
                return new Ex($"{left.Wrap(3)} >> {(right.Type == PyType.Long ? $"(int){right.Wrap(0)}" : right.Wrap(3))}", type, 4);
        }
        throw No("operator", $"`{op}` of {left.Type.Cs} and {right.Type.Cs}");
    }

    // Of a whole number or a fraction C# finds the operation when it is reached; with a fraction it gives one.
    private static Ex MakeMixedOperation(string op, Ex left, Ex right, Expr rightSource)
    {
        if (left.Type == PyType.Bool) { left = new Ex($"({left.Wrap(13)} ? 1 : 0)", PyType.Int); }
        if (right.Type == PyType.Bool) { right = new Ex($"({right.Wrap(13)} ? 1 : 0)", PyType.Int); }
        bool isFloat = left.Type == PyType.Float || right.Type == PyType.Float;
        Ex CastFloat(Ex x) => isFloat || op == "/" ? new Ex($"(double){x.Wrap(1)}", PyType.Float, 1) : x;
        return CastFloat(op switch
        {
            "+" or "-" => new Ex($"{left.Wrap(3)} {op} {right.Wrap(2)}", PyType.Number, 3),
            "*" => new Ex($"{left.Wrap(2)} * {right.Wrap(1)}", PyType.Number, 2),
            "/" when rightSource is NumberExpr n && n.Text.Any(c => c is >= '1' and <= '9') && left.Type == PyType.Number =>
                new Ex($"{left.Wrap(2)} / {right.Code}{(right.Type == PyType.Float ? "" : ".0")}", PyType.Number, 2),
            "/" => new Ex($"truediv({left.Code}, {right.Code})", PyType.Number),
            "//" => new Ex($"floordiv({left.Code}, {right.Code})", PyType.Number),
            "%" => new Ex($"mod({left.Code}, {right.Code})", PyType.Number),
            "**" => new Ex($"pow({left.Code}, {right.Code})", PyType.Number),
            _ => throw No("operator", $"`{op}` of a number that may be a fraction"),
        });
    }

    private static string WriteLong(Ex ex) => ex.Type == PyType.Long ? ex.Code : long.TryParse(ex.Code, out _) ? ex.Code + "L"
        : $"(long){ex.Wrap(0)}";

    private static bool IsNotNegative(Expr e) => e switch
    {
        NumberExpr => true,
        CallExpr { Function: NameExpr { Id: "len" or "abs" } } => true,
        SubscriptExpr { Object: AttributeExpr { Name: "shape" } } => true,
        BinaryExpr { Operator: "+" or "*" or "//" or "%" } b => IsNotNegative(b.Left) && IsNotNegative(b.Right),
        _ => false,
    };

    private Ex TranslateUnary(UnaryExpr e)
    {
        if (e.Operator == "not") { return new Ex(Negate(TranslateCondition(e.Operand)), PyType.Bool, 1); }
        Ex x = Translate(e.Operand).Known;
        if (x.Type == PyType.Bool) { x = new Ex($"({x.Wrap(13)} ? 1 : 0)", PyType.Int); }
        if (IsOpen && x.Type.IsUnknown && e.Operator != "~") { return MakeDynamic(e.Operator + x.Wrap(0), 1); }
        if (!x.Type.IsNumber && !IsApi(x.Type)) { throw No("unknown type", $"the type of the operand of `{e.Operator}` is not known"); }
        if (e.Operator == "~" && IsArray(x.Type)) { return new Ex($"np.logical_not({x.Code})", x.Type); }
        return new Ex((x.Code.StartsWith(e.Operator, StringComparison.Ordinal) ? e.Operator + $"({x.Code})" : e.Operator + x.Wrap(1)),
            x.Type, 1);
    }

    private static string Negate(Ex condition) => condition.Code.StartsWith('!') && condition.Level == 1 ? condition.Code[1..]
        : condition.Code.EndsWith(" is null", StringComparison.Ordinal) && condition.Level == 5 ? condition.Code[..^4] + "not null"
        : "!" + condition.Wrap(1);

    /// <summary>An expression where Python asks for its truth.</summary>
    private Ex TranslateCondition(Expr e)
    {
        if (e is BooleanExpr b)
        {
            Ex left = TranslateCondition(b.Left), right = TranslateCondition(b.Right);
            return b.Operator == "and"
                ? new Ex($"{left.Wrap(11)} && {right.Wrap(10)}", PyType.Bool, 11)
                : new Ex($"{left.Wrap(12)} || {right.Wrap(11)}", PyType.Bool, 12);
        }
        if (e is UnaryExpr { Operator: "not" } not) { return new Ex(Negate(TranslateCondition(not.Operand)), PyType.Bool, 1); }
        return AskTruth(Translate(e));
    }

    private Ex AskTruth(Ex x) => x.Type switch
    {
        ClassType { IsObject: true, Class: var own } when (own.FindMethod("__bool__") ?? own.FindMethod("__len__")) is { } asked
            && CallOwnMethod(x, asked.Name) is { } said => said.Type == PyType.Bool ? said : AskTruth(said),
        _ when x.MayBeNull && x.Type == PyType.Bool => new Ex($"{x.Wrap(6)} == true", PyType.Bool, 7),
        _ when x.MayBeNull => new Ex($"{x.Wrap(4)} is not {(x.Type.IsNumber ? "(null or 0)" : "null")}", PyType.Bool, 7),
        _ when x.Type == PyType.Bool => x,
        _ when x.Type.IsPlainNumber => new Ex($"{x.Wrap(6)} != 0", PyType.Bool, 7),
        _ when x.Type == PyType.Str && x.MayBeNone => new Ex($"!string.IsNullOrEmpty({x.Code})", PyType.Bool, 1),
        _ when x.Type == PyType.Str => new Ex($"{x.Wrap(6)} != \"\"", PyType.Bool, 7),
        ListOf or SetOf or DictOf when x.MayBeNone => new Ex($"{x.Wrap(4)} is {{ Count: > 0 }}", PyType.Bool, 6),
        ListOf or SetOf or DictOf => new Ex($"{x.Wrap(0)}.Count > 0", PyType.Bool, 6),
        _ => new Ex($"truth({WritePlain(x)})", PyType.Bool),
    };

    private Ex TranslateBoolean(BooleanExpr e)
    {
        // None is never true.
        if (e.Left is Syntax.Constant { Text: "None" }) { return e.Operator == "or" ? Translate(e.Right) : Translate(e.Left); }
        Ex left = Translate(e.Left), right = Translate(e.Right);
        if (left.Type == PyType.Bool && right.Type == PyType.Bool) { return TranslateCondition(e); }
        // logs or {}: an empty one of the other's kind.
        if (e is { Operator: "or", Left: NameExpr or AttributeExpr } && left.Type is Clr { Type: var made } && IsEmptyOf(made, e.Right))
        {
            return new Ex($"{left.Wrap(11)} ?? new {left.Type.Cs}()", left.Type, 13);
        }
        PyType both = PyType.Join(left.Type, right.Type);
        bool isOpen = IsOpen && (left.Type.IsUnknown || right.Type.IsUnknown);
        if (left.Type != right.Type && !isOpen)
        {
            // {} and [] take the other's type; a whole number beside a fraction stays what it is.
            bool fits = both == left.Type && right.Code.StartsWith("new ", StringComparison.Ordinal)
                || both == right.Type && left.Code.StartsWith("new ", StringComparison.Ordinal);
            if (both == PyType.Number) { (left, right) = (left.Known with { }, new Ex($"(dynamic){right.Known.Wrap(1)}", both, 1)); }
            else if (fits) { (left, right) = (left with { Code = Fit(left, both) }, right with { Code = Fit(right, both) }); }
            else if (IsOpen && left.Type != PyType.None && right.Type != PyType.None && e.Left is NameExpr or AttributeExpr or StringExpr
                or NumberExpr && !left.MayBeNull)
            {
                string asked = AskTruth(left).Wrap(12), first = $"(dynamic){left.Wrap(1)}";
                return new Ex(e.Operator == "and" ? $"{asked} ? {right.Wrap(13)} : {first}" : $"{asked} ? {first} : {right.Wrap(13)}",
                    PyType.Unknown, 14);
            }
            else { throw No("and/or as a value", $"`{e.Operator}` gives a {left.Type.Cs} or a {right.Type.Cs}"); }
        }
        if (e.Left is not (NameExpr or AttributeExpr or StringExpr or NumberExpr))
        {
            if (left.Type == PyType.None || right.Type == PyType.None) { throw No("and/or as a value", "a call gives no value"); }
            // What is computed is computed once, and named.
            string either = "either" + (++_temporary);
            string truth = AskTruth(left with { Code = either, Level = 0 }) is var asked && e.Operator == "or" ? asked.Wrap(10)
                : Negate(asked);
            string named = left.MayBeNull ? either + ".Value" : either;
            return e.Operator == "or"
                ? new Ex($"{left.Wrap(4)} is var {either} && {truth} ? {named} : {right.Known.Wrap(13)}", both, 14)
                : new Ex($"{left.Wrap(4)} is var {either} && {truth} ? {either} : {right.Wrap(13)}", both, 14);
        }
        return e.Operator == "and"
            ? new Ex($"{AskTruth(left).Wrap(12)} ? {right.Wrap(13)} : {left.Wrap(13)}", PyType.Join(left.Type, right.Type), 14)
            : new Ex($"{AskTruth(left).Wrap(12)} ? {left.Known.Wrap(13)} : {right.Known.Wrap(13)}", PyType.Join(left.Type, right.Type), 14);
    }

    // Whether an empty {} or dict() stands for an empty object of this class.
    private static bool IsEmptyOf(Type type, Expr e) =>
        (e is DictExpr { Entries.Count: 0 } or CallExpr { Function: NameExpr { Id: "dict" }, Arguments.Count: 0 })
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && type.GetConstructor([]) is not null;
}
