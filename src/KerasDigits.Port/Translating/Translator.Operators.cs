namespace KerasDigits.Port.Translating;

/// <content>Operators, comparisons and truth.</content>
public sealed partial class Translator
{
    private static bool IsArray(PyType type) => type is Clr { Type: var t } && typeof(NumSharp.NDArray).IsAssignableFrom(t);

    // What a model predicted is an array with more to it; its parts and sums are arrays.
    private static PyType Plainly(PyType type) => IsArray(type) ? new Clr(typeof(NumSharp.NDArray)) : type;

    private static bool IsTensor(PyType type) => type is Clr { Type.Name: "Tensor" or "KerasTensor" or "Variable" };

    private string Count(Ex x) => x.Type == PyType.Bool ? x.Code : Whole(x);

    private static bool IsApi(PyType type) => type is Clr;

    private Ex Binary(BinaryExpr e, PyType? target)
    {
        Ex left = Expression(e.Left), right = Expression(e.Right);
        return Operate(e.Operator, left, right, e.Left, e.Right);
    }

    private Ex Operate(string op, Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        PyType a = left.Type, b = right.Type;
        if (op == "%" && a == PyType.Str) { return PercentFormat(left, rightSource); }
        if (OwnOperator(op, left, rightSource) is { } own) { return own; }
        // NumSharp would take a text for an array of its letters.
        if (a == PyType.Str && IsArray(b) || b == PyType.Str && IsArray(a))
        {
            throw No("text and array", $"`{op}` of a text and an array, which Python refuses: str() makes a text of it");
        }
        if (a is Clr { Type: var when } && (when == typeof(DateTime) || when == typeof(TimeSpan)) && op is "+" or "-"
            && b is Clr { Type: var other } && (other == typeof(DateTime) || other == typeof(TimeSpan)))
        {
            return new Ex($"{left.In(3)} {op} {right.In(2)}", new Clr(when == other ? typeof(TimeSpan) : typeof(DateTime)), 3);
        }
        if (IsOpen && (a.IsUnknown || b.IsUnknown) && !IsApi(a) && !IsApi(b)) { return OpenOperate(op, left, right); }
        if (a.IsNumber && b.IsNumber) { return Numbers(op, left, right, leftSource, rightSource); }
        if (a == PyType.Str && b == PyType.Str && op == "+") { return new Ex($"{left.In(3)} + {right.In(2)}", PyType.Str, 3); }
        if (op == "*" && (a == PyType.Str || a is ListOf) && b.IsWhole) { return new Ex($"repeat({left.Code}, {Count(right)})", a); }
        if (op == "*" && (b == PyType.Str || b is ListOf) && a.IsWhole) { return new Ex($"repeat({right.Code}, {Count(left)})", b); }
        if (op == "+" && (IsSizes(a) && b is TupleOf || IsSizes(b) && a is TupleOf)
            && Sizes(left, right, leftSource, rightSource) is { } sizes)
        {
            return sizes;
        }
        if (op == "+" && a is ListOf { Item: var one } && b is ListOf { Item: var two } && one != two && one.IsWhole && two.IsWhole
            && one != PyType.Bool && two != PyType.Bool)
        {
            PyType wide = PyType.Join(one, two);
            string Widened(Ex x, PyType item) => item == wide ? x.In(0) : $"{x.In(0)}.Select(x => ({wide.Cs})x)";
            return new Ex($"{Widened(left, one)}.Concat({Widened(right, two)}).ToList()", new ListOf(wide));
        }
        if (op == "+" && a is ListOf { Item: var ones } && b is ListOf { Item: var others } && ones != others
            && ones != PyType.Never && others != PyType.Never && (IsOpen || PyType.Join(ones, others) == PyType.Number))
        {
            return new Ex($"{left.In(0)}.Select(x => (dynamic)x).Concat({right.In(0)}.Select(x => (dynamic)x)).ToList()",
                new ListOf(PyType.Join(ones, others) == PyType.Number ? PyType.Number : PyType.Unknown));
        }
        if (op == "+" && a is ListOf && b is ListOf)
        {
            PyType both = PyType.Join(a, b);
            if (both.IsUnknown) { throw No("list of several types", "the two lists hold different types"); }
            return new Ex($"{left.In(0)}.Concat({right.Code}).ToList()", both);
        }
        if (op == "+" && a is TupleOf x && b is TupleOf y && leftSource is NameExpr or TupleExpr && rightSource is NameExpr or TupleExpr)
        {
            IEnumerable<string> Items(Expr source, Ex ex, TupleOf t) => source is TupleExpr tuple
                ? tuple.Items.Select(i => Expression(i).Code)
                : Enumerable.Range(1, t.Items.Count).Select(i => $"{ex.Code}.Item{i}");
            return new Ex($"({string.Join(", ", Items(leftSource, left, x).Concat(Items(rightSource, right, y)))})",
                new TupleOf([.. x.Items, .. y.Items]));
        }
        if (op == "|" && a is DictOf { IsCounter: false } && a == b)
        {
            string merged = $"merge({left.Code}, {right.Code})";
            return new Ex(DictOf.IsOrdered ? $"new {a.Cs}({merged})" : merged, a);
        }
        if (a is SetOf && a == b && SetOperation(op, left, right) is { } set) { return set; }
        if (IsApi(a) || IsApi(b)) { return ApiOperate(op, left, right); }
        if (a.IsUnknown || b.IsUnknown) { throw No("unknown type", $"the type of an operand of `{op}` is not known"); }
        throw No("operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static bool IsSizes(PyType type) => type is Clr { Type.IsArray: true } or Clr { Type.Name: "Shape" };

    // x.shape + (1,): the sizes of an array and others beside them.
    private Ex? Sizes(Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        if (left.Type is ListOf { Item: var item } && !item.IsWhole) { return null; }
        string? Part(Ex x, Expr source) => x.Type is TupleOf t
            ? source is TupleExpr tuple ? string.Join(", ", tuple.Items.Select(i => Whole(Expression(i))))
                : source is NameExpr or AttributeExpr ? string.Join(", ", t.Items.Select((_, i) => $"{x.In(0)}.Item{i + 1}")) : null
            : $".. {x.In(0)}";
        return Part(left, leftSource) is { } first && Part(right, rightSource) is { } second
            ? new Ex($"new List<long>([{first}, {second}]).ToArray()", new Clr(typeof(long[])))
            : null;
    }

    private Ex ApiOperate(string op, Ex left, Ex right)
    {
        (left, right) = (left.Known, right.Known);
        PyType a = left.Type, b = right.Type;
        bool isArray = IsArray(a) || IsArray(b);
        PyType type = IsTensor(a) ? a : IsTensor(b) ? b : isArray ? Plainly(IsArray(a) ? a : b) : a is Clr ? a : b;
        if (type is Clr { Type.Name: "Variable" }) { type = new Clr(typeof(TorchSharp.torch.Tensor)); }
        if (isArray && (a is ListOf || b is ListOf)) { left = ToArray(left); right = ToArray(right); }
        switch (op)
        {
            case "+" or "-": return new Ex($"{left.In(3)} {op} {right.In(2)}", type, 3);
            case "*": return new Ex($"{left.In(2)} * {right.In(1)}", type, 2);
            case "/": return new Ex($"{left.In(2)} / {right.In(1)}", type, 2);
            case "**" when isArray: return new Ex($"np.power({left.Code}, {right.Code})", type);
            case "**" when IsTensor(type): return new Ex($"K.pow({left.Code}, {right.Code})", type);
            case "@" when isArray: return new Ex($"np.matmul({left.Code}, {right.Code})", type);
            case "@" when IsTensor(type): return new Ex($"tf.matmul({left.Code}, {right.Code})", type);
            case "//" when isArray: return new Ex($"np.floor_divide({left.Code}, {right.Code})", type);
            case "%" when isArray: return new Ex($"{left.In(2)} % {right.In(1)}", type, 2);
            case "&" or "|" or "^" when isArray || Masks(type, op): return new Ex($"{left.In(6)} {op} {right.In(6)}", type, 8);
        }
        throw No("operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static bool Masks(PyType type, string op) => type is Clr c
        && c.Type.GetMethod(op == "&" ? "op_BitwiseAnd" : op == "|" ? "op_BitwiseOr" : "op_ExclusiveOr") is not null;

    private Ex ToArray(Ex ex) => ex.Type is ListOf ? new Ex($"np.array({ex.Code})", new Clr(typeof(NumSharp.NDArray))) : ex;

    private Ex Numbers(string op, Ex left, Ex right, Expr leftSource, Expr rightSource)
    {
        (left, right) = (left.Known, right.Known);
        if (left.Type == PyType.Number || right.Type == PyType.Number) { return Mixed(op, left, right, rightSource); }
        bool isFloat = left.Type == PyType.Float || right.Type == PyType.Float;
        PyType type = isFloat ? PyType.Float : left.Type == PyType.Long || right.Type == PyType.Long ? PyType.Long : PyType.Int;
        if (left.Type == PyType.Bool) { left = new Ex($"({left.In(13)} ? 1 : 0)", PyType.Int); }
        if (right.Type == PyType.Bool) { right = new Ex($"({right.In(13)} ? 1 : 0)", PyType.Int); }
        bool isSafeDivisor = rightSource is NumberExpr n && n.Text.Any(c => c is >= '1' and <= '9');
        bool isCertain = isSafeDivisor && IsNotNegative(leftSource);
        switch (op)
        {
            // What C# computes while it compiles must fit.
            case "+" or "-" or "*" when type == PyType.Int
                && long.TryParse(left.Code, out long one) && long.TryParse(right.Code, out long two)
                && (op == "+" ? one + two : op == "-" ? one - two : one * two) is > int.MaxValue or < int.MinValue:
                return Numbers(op, new Ex(left.Code + "L", PyType.Long), right, leftSource, rightSource);
            case "+" or "-": return new Ex($"{left.In(3)} {op} {right.In(2)}", type, 3);
            case "*": return new Ex($"{left.In(2)} * {right.In(1)}", type, 2);
            case "/" when isSafeDivisor:
                return new Ex(isFloat ? $"{left.In(2)} / {right.In(1)}" : $"{left.In(2)} / {right.Code}.0", PyType.Float, 2);
            case "/": return new Ex($"truediv({left.Code}, {right.Code})", PyType.Float);
            case "//" when isCertain && !isFloat: return new Ex($"{left.In(2)} / {right.In(1)}", type, 2);
            case "%" when isCertain && !isFloat: return new Ex($"{left.In(2)} % {right.In(1)}", type, 2);
            case "//" or "%":
                string name = op == "//" ? "floordiv" : "mod", generic = left.Type == right.Type ? "" : $"<{type.Cs}>";
                return new Ex($"{name}{generic}({left.Code}, {right.Code})", type);
            case "**" when isFloat: return new Ex($"pow({left.Code}, {right.Code})", PyType.Float);
            case "**" when rightSource is UnaryExpr { Operator: "-" }:
                return new Ex($"pow((double){left.In(1)}, {right.Code})", PyType.Float);
            case "**": return new Ex($"pow({Wide(left)}, {Wide(right)})", PyType.Long);
            case "&" or "|" or "^" when !isFloat: return new Ex($"{left.In(0)} {op} {right.In(0)}", type, 8);
            case "<<" when !isFloat: return new Ex($"checked((long){left.In(0)} * pow(2L, {right.Code}))", PyType.Long);
            case ">>" when !isFloat:
                return new Ex($"{left.In(3)} >> {(right.Type == PyType.Long ? $"(int){right.In(0)}" : right.In(3))}", type, 4);
        }
        throw No("operator", $"`{op}` of {left.Type.Cs} and {right.Type.Cs}");
    }

    // Of a whole number or a fraction C# finds the operation when it is reached; with a fraction it gives one.
    private static Ex Mixed(string op, Ex left, Ex right, Expr rightSource)
    {
        if (left.Type == PyType.Bool) { left = new Ex($"({left.In(13)} ? 1 : 0)", PyType.Int); }
        if (right.Type == PyType.Bool) { right = new Ex($"({right.In(13)} ? 1 : 0)", PyType.Int); }
        bool isFloat = left.Type == PyType.Float || right.Type == PyType.Float;
        Ex Typed(Ex x) => isFloat || op == "/" ? new Ex($"(double){x.In(1)}", PyType.Float, 1) : x;
        return Typed(op switch
        {
            "+" or "-" => new Ex($"{left.In(3)} {op} {right.In(2)}", PyType.Number, 3),
            "*" => new Ex($"{left.In(2)} * {right.In(1)}", PyType.Number, 2),
            "/" when rightSource is NumberExpr n && n.Text.Any(c => c is >= '1' and <= '9') && left.Type == PyType.Number =>
                new Ex($"{left.In(2)} / {right.Code}{(right.Type == PyType.Float ? "" : ".0")}", PyType.Number, 2),
            "/" => new Ex($"truediv({left.Code}, {right.Code})", PyType.Number),
            "//" => new Ex($"floordiv({left.Code}, {right.Code})", PyType.Number),
            "%" => new Ex($"mod({left.Code}, {right.Code})", PyType.Number),
            "**" => new Ex($"pow({left.Code}, {right.Code})", PyType.Number),
            _ => throw No("operator", $"`{op}` of a number that may be a fraction"),
        });
    }

    private static string Wide(Ex ex) => ex.Type == PyType.Long ? ex.Code : long.TryParse(ex.Code, out _) ? ex.Code + "L"
        : $"(long){ex.In(0)}";

    private static bool IsNotNegative(Expr e) => e switch
    {
        NumberExpr => true,
        CallExpr { Function: NameExpr { Id: "len" or "abs" } } => true,
        SubscriptExpr { Object: AttributeExpr { Name: "shape" } } => true,
        BinaryExpr { Operator: "+" or "*" or "//" or "%" } b => IsNotNegative(b.Left) && IsNotNegative(b.Right),
        _ => false,
    };

    private Ex Unary(UnaryExpr e)
    {
        if (e.Operator == "not") { return new Ex(Negate(Condition(e.Operand)), PyType.Bool, 1); }
        Ex x = Expression(e.Operand).Known;
        if (x.Type == PyType.Bool) { x = new Ex($"({x.In(13)} ? 1 : 0)", PyType.Int); }
        if (IsOpen && x.Type.IsUnknown && e.Operator != "~") { return Dynamic(e.Operator + x.In(0), 1); }
        if (!x.Type.IsNumber && !IsApi(x.Type)) { throw No("unknown type", $"the type of the operand of `{e.Operator}` is not known"); }
        if (e.Operator == "~" && IsArray(x.Type)) { return new Ex($"np.logical_not({x.Code})", x.Type); }
        return new Ex((x.Code.StartsWith(e.Operator, StringComparison.Ordinal) ? e.Operator + $"({x.Code})" : e.Operator + x.In(1)), x.Type,
            1);
    }

    private static string Negate(Ex condition) => condition.Code.StartsWith('!') && condition.Level == 1 ? condition.Code[1..]
        : condition.Code.EndsWith(" is null", StringComparison.Ordinal) && condition.Level == 5 ? condition.Code[..^4] + "not null"
        : "!" + condition.In(1);

    /// <summary>An expression where Python asks for its truth.</summary>
    private Ex Condition(Expr e)
    {
        if (e is BooleanExpr b)
        {
            Ex left = Condition(b.Left), right = Condition(b.Right);
            return b.Operator == "and"
                ? new Ex($"{left.In(11)} && {right.In(10)}", PyType.Bool, 11)
                : new Ex($"{left.In(12)} || {right.In(11)}", PyType.Bool, 12);
        }
        if (e is UnaryExpr { Operator: "not" } not) { return new Ex(Negate(Condition(not.Operand)), PyType.Bool, 1); }
        return Truth(Expression(e));
    }

    private Ex Truth(Ex x) => x.Type switch
    {
        ClassType { IsObject: true, Class: var own } when (own.Method("__bool__") ?? own.Method("__len__")) is { } asked
            && OwnMethod(x, asked.Name) is { } said => said.Type == PyType.Bool ? said : Truth(said),
        _ when x.MayBeNull && x.Type == PyType.Bool => new Ex($"{x.In(6)} == true", PyType.Bool, 7),
        _ when x.MayBeNull => new Ex($"{x.In(4)} is not {(x.Type.IsNumber ? "(null or 0)" : "null")}", PyType.Bool, 7),
        _ when x.Type == PyType.Bool => x,
        _ when x.Type.IsPlainNumber => new Ex($"{x.In(6)} != 0", PyType.Bool, 7),
        _ when x.Type == PyType.Str && x.MayBeNone => new Ex($"!string.IsNullOrEmpty({x.Code})", PyType.Bool, 1),
        _ when x.Type == PyType.Str => new Ex($"{x.In(6)} != \"\"", PyType.Bool, 7),
        ListOf or SetOf or DictOf when x.MayBeNone => new Ex($"{x.In(4)} is {{ Count: > 0 }}", PyType.Bool, 6),
        ListOf or SetOf or DictOf => new Ex($"{x.In(0)}.Count > 0", PyType.Bool, 6),
        _ => new Ex($"truth({Plain(x)})", PyType.Bool),
    };

    private Ex Boolean(BooleanExpr e)
    {
        // None is never true.
        if (e.Left is Syntax.Constant { Text: "None" }) { return e.Operator == "or" ? Expression(e.Right) : Expression(e.Left); }
        Ex left = Expression(e.Left), right = Expression(e.Right);
        if (left.Type == PyType.Bool && right.Type == PyType.Bool) { return Condition(e); }
        // logs or {}: an empty one of the other's kind.
        if (e is { Operator: "or", Left: NameExpr or AttributeExpr } && left.Type is Clr { Type: var made } && IsEmptyOf(made, e.Right))
        {
            return new Ex($"{left.In(11)} ?? new {left.Type.Cs}()", left.Type, 13);
        }
        PyType both = PyType.Join(left.Type, right.Type);
        bool isOpen = IsOpen && (left.Type.IsUnknown || right.Type.IsUnknown);
        if (left.Type != right.Type && !isOpen)
        {
            // {} and [] take the other's type; a whole number beside a fraction stays what it is.
            bool fits = both == left.Type && right.Code.StartsWith("new ", StringComparison.Ordinal)
                || both == right.Type && left.Code.StartsWith("new ", StringComparison.Ordinal);
            if (both == PyType.Number) { (left, right) = (left.Known with { }, new Ex($"(dynamic){right.Known.In(1)}", both, 1)); }
            else if (fits) { (left, right) = (left with { Code = Fit(left, both) }, right with { Code = Fit(right, both) }); }
            else { throw No("and/or as a value", $"`{e.Operator}` gives a {left.Type.Cs} or a {right.Type.Cs}"); }
        }
        if (e.Left is not (NameExpr or AttributeExpr or StringExpr or NumberExpr))
        {
            if (left.Type == PyType.None || right.Type == PyType.None) { throw No("and/or as a value", "a call gives no value"); }
            // What is computed is computed once, and named.
            string either = "either" + (++_temporary);
            string truth = Truth(left with { Code = either, Level = 0 }) is var asked && e.Operator == "or" ? asked.In(10) : Negate(asked);
            string named = left.MayBeNull ? either + ".Value" : either;
            return e.Operator == "or"
                ? new Ex($"{left.In(4)} is var {either} && {truth} ? {named} : {right.Known.In(13)}", both, 14)
                : new Ex($"{left.In(4)} is var {either} && {truth} ? {either} : {right.In(13)}", both, 14);
        }
        return e.Operator == "and"
            ? new Ex($"{Truth(left).In(12)} ? {right.In(13)} : {left.In(13)}", PyType.Join(left.Type, right.Type), 14)
            : new Ex($"{Truth(left).In(12)} ? {left.Known.In(13)} : {right.Known.In(13)}", PyType.Join(left.Type, right.Type), 14);
    }

    // Whether an empty {} or dict() stands for an empty object of this class.
    private static bool IsEmptyOf(Type type, Expr e) =>
        (e is DictExpr { Entries.Count: 0 } or CallExpr { Function: NameExpr { Id: "dict" }, Arguments.Count: 0 })
        && typeof(System.Collections.IEnumerable).IsAssignableFrom(type) && type.GetConstructor([]) is not null;

    private Ex Compare(CompareExpr e)
    {
        if (e.Rest.Count == 1) { return CompareTwo(e.First, e.Rest[0].Operator, e.Rest[0].Right); }
        var parts = new List<Ex>();
        Expr left = e.First;
        foreach (var (op, right) in e.Rest)
        {
            // A call in the middle is made once, and its value named.
            if (right is CallExpr && parts.Count + 1 < e.Rest.Count && Expression(right) is { Type.IsNumber: true } middle)
            {
                string name = "middle" + (++_temporary);
                Ex before = Expression(left);
                if (!before.Type.IsNumber)
                {
                    throw No("chained comparison", "the middle of a chained comparison is a call, which C# would make twice");
                }
                // What stands before it is computed before it.
                string begun = "";
                if (!IsSettled(left))
                {
                    string first = "first" + (++_temporary);
                    begun = $"{before.In(1)} is var {first} && ";
                    before = new Ex(first, before.Type);
                }
                parts.Add(new Ex($"{begun}{middle.In(1)} is var {name} && {before.In(5)} {op} {name}", PyType.Bool, 10));
                _scope.Names[name] = new Variable(name) { Type = middle.Type, IsDeclared = true };
                left = new NameExpr(name);
                continue;
            }
            if (parts.Count > 0 && Inside.HasEffect(left))
            {
                throw No("chained comparison", "the middle of a chained comparison is a call, which C# would make twice");
            }
            parts.Add(CompareTwo(left, op, right));
            left = right;
        }
        return new Ex(string.Join(" && ", parts.Select(p => p.In(10))), PyType.Bool, 11);
    }

    // Whether nothing that is computed next can change it.
    private bool IsSettled(Expr e) => e is NumberExpr || e is UnaryExpr { Operand: NumberExpr }
        || e is NameExpr n && !IsShifted(n.Id);

    // What a comparison of a column's values gives: a column of truths.
    private static PyType? Compared(string op, PyType type)
    {
        string name = op switch
        {
            "==" => "op_Equality",
            "!=" => "op_Inequality",
            "<" => "op_LessThan",
            ">" => "op_GreaterThan",
            "<=" => "op_LessThanOrEqual",
            _ => "op_GreaterThanOrEqual",
        };
        return type is Clr c && c.Type.GetMethods().FirstOrDefault(m => m.Name == name && m.ReturnType != typeof(bool)) is { } found
            ? Knowledge.ClrNames.Read(found.ReturnType)
            : null;
    }

    // sys.version_info >= (3, 5), of the Python that platform.python_version names.
    private static bool IsSoInPython(string op, int[] numbers)
    {
        int[] own = [3, 7, 9];
        int order = own.Zip(numbers, (a, b) => a.CompareTo(b)).FirstOrDefault(o => o != 0);
        if (order == 0) { order = own.Length.CompareTo(numbers.Length); }
        return op switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "==" => order == 0,
            _ => order != 0,
        };
    }

    private Ex CompareTwo(Expr leftSource, string op, Expr rightSource)
    {
        if (PathOf(leftSource) == "sys.version_info" && rightSource is TupleExpr { Items: var numbers }
            && numbers.All(n => n is NumberExpr { Kind: NumberKind.Int }))
        {
            return new Ex(IsSoInPython(op, [.. numbers.Select(n => int.Parse(((NumberExpr)n).Text,
                System.Globalization.CultureInfo.InvariantCulture))]) ? "true" : "false", PyType.Bool);
        }
        if (rightSource is Constant { Text: "None" })
        {
            Ex value = Expression(leftSource);
            bool isNot = op is "is not" or "!=";
            if (value.Type == PyType.None) { throw No("value of nothing", "the call gives no value, which C# cannot compare"); }
            if (value.Type.IsValue && !value.MayBeNull)
            {
                return Inside.HasEffect(leftSource)
                    ? new Ex($"(object?){value.In(1)} is {(isNot ? "not " : "")}null", PyType.Bool, 5)
                    : new Ex(isNot ? "true" : "false", PyType.Bool);
            }
            return new Ex($"{value.In(4)} is {(isNot ? "not " : "")}null", PyType.Bool, 5);
        }
        Ex left = Expression(leftSource), right = Expression(rightSource);
        // Sizes of which one is not known.
        if (left.Type is Clr { Type.Name: "Shape" } && rightSource is TupleExpr { Items: var sizes }
            && sizes.Any(s => s is Constant { Text: "None" }))
        {
            right = new Ex($"new Shape([{string.Join(", ", sizes.Select(s => Expression(s).Code))}])", left.Type);
        }
        PyType a = left.Type, b = right.Type;
        if (op is "in" or "not in" && OwnMethod(right, "__contains__", leftSource) is { } within)
        {
            return op == "in" ? Truth(within) : new Ex(Negate(Truth(within)), PyType.Bool, 1);
        }
        if (op is "in" or "not in") { return Contains(left, right, op == "not in"); }
        if (op is "is" or "is not" or "==" or "!="
            && leftSource is CallExpr { Function: NameExpr { Id: "type" }, Arguments: [{ Value: var asked }] }
            && b is ModuleType { Path: var word } && word.StartsWith("builtins.", StringComparison.Ordinal))
        {
            Ex isOf = OfType(Expression(asked), word[9..], Inside.HasEffect(asked), isExact: true);
            return op is "is" or "==" ? isOf : new Ex(Negate(isOf), PyType.Bool, 1);
        }
        if (op is "is" or "is not" && a is ModuleType { Path: var here } && b is ModuleType { Path: var there })
        {
            bool isSame = here == there || Api.Same(here, there);
            return new Ex(isSame == (op == "is") ? "true" : "false", PyType.Bool);
        }
        if (op is "is" or "is not")
        {
            if (rightSource is Constant { Text: "True" or "False" } && a == PyType.Bool) { op = op == "is" ? "==" : "!="; }
            else if (a is ListOf or DictOf or Clr or ClassType)
            {
                return new Ex($"{(op == "is" ? "" : "!")}ReferenceEquals({left.Code}, {right.Code})", PyType.Bool);
            }
            else { throw No("is", "`is` asks whether two values are one object, which numbers and texts have no answer to in C#"); }
        }
        if (OwnOperator(op, left, rightSource) is { } said) { return said; }
        bool isEquality = op is "==" or "!=";
        // Of symbolic tensors C#'s == asks whether they are one object; Python's makes a tensor of truths.
        if (isEquality && (a is Clr { Type.Name: "KerasTensor" } && (b.IsNumber || IsTensor(b)) || b is Clr { Type.Name: "KerasTensor" }
            && (a.IsNumber || IsTensor(a))))
        {
            return new Ex($"K.{(op == "==" ? "equal" : "not_equal")}({left.Known.Code}, {right.Known.Code})",
                a is Clr { Type.Name: "KerasTensor" } ? a : b);
        }
        if (IsOpen && (a.IsUnknown || b.IsUnknown) && !IsArray(a) && !IsArray(b) && !IsTensor(a) && !IsTensor(b))
        {
            return OpenCompare(op, left, right);
        }
        if (IsArray(a) || IsArray(b))
        {
            return new Ex($"{left.In(5)} {op} {right.In(5)}", Plainly(IsArray(a) ? a : b), isEquality ? 7 : 6);
        }
        if (IsTensor(a) || IsTensor(b)) { return new Ex($"{left.In(5)} {op} {right.In(5)}", IsTensor(a) ? a : b, isEquality ? 7 : 6); }
        if ((Compared(op, a) ?? Compared(op, b)) is { } each)
        {
            return new Ex($"{left.In(5)} {op} {right.In(5)}", each, isEquality ? 7 : 6);
        }
        if (a.IsNumber && b.IsNumber && a != PyType.Bool && b != PyType.Bool)
        {
            if (!isEquality) { (left, right) = (left.Known, right.Known); }
            if (a == PyType.Number || b == PyType.Number)
            {
                return new Ex($"(bool)({left.In(5)} {op} {right.In(5)})", PyType.Bool, 1);
            }
            return new Ex($"{left.In(5)} {op} {right.In(5)}", PyType.Bool, isEquality ? 7 : 6);
        }
        if (a == b && isEquality && (a == PyType.Str || a == PyType.Bool))
        {
            return new Ex($"{left.In(6)} {op} {right.In(6)}", PyType.Bool, 7);
        }
        if (a == PyType.Str && b == PyType.Str)
        {
            return new Ex($"string.CompareOrdinal({left.Code}, {right.Code}) {op} 0", PyType.Bool, 6);
        }
        if (a is SetOf && a == b && !isEquality)
        {
            string method = $"Is{(op.Length == 1 ? "Proper" : "")}{(op[0] == '<' ? "Sub" : "Super")}setOf";
            return new Ex($"{left.In(0)}.{method}({right.Code})", PyType.Bool);
        }
        if (isEquality) { return new Ex($"{(op == "==" ? "" : "!")}equal({left.Code}, {right.Code})", PyType.Bool, op == "==" ? 0 : 1); }
        if (a is TupleOf && a == b) { return new Ex($"{left.In(0)}.CompareTo({right.Code}) {op} 0", PyType.Bool, 6); }
        if (a is Clr && b.IsNumber || b is Clr && a.IsNumber) { return new Ex($"{left.In(5)} {op} {right.In(5)}", a is Clr ? a : b, 6); }
        throw No(a.IsUnknown || b.IsUnknown ? "unknown type" : "operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static string Sought(Ex item, PyType of) => of.IsNumber && (IsArray(item.Type) || item.Type == PyType.Long && of == PyType.Int)
        ? $"({of.Cs}){item.In(1)}"
        : Held(item, of);

    private Ex Contains(Ex item, Ex container, bool isNot)
    {
        if (container.Type is ClassType { IsObject: true } && GoneThrough(container) is { } gone) { container = gone; }
        if (IsOpen && container.Type.IsUnknown)
        {
            return new Ex($"{(isNot ? "!" : "")}is_in({Plain(container)}, {Plain(item)})", PyType.Bool, isNot ? 1 : 0);
        }
        string code = container.Type switch
        {
            DictOf { Key: var key } when key == PyType.Int && IsArray(item.Type) => $"{container.In(0)}.ContainsKey({Whole(item)})",
            DictOf d => $"{container.In(0)}.ContainsKey({Held(AsKey(item), d.Key)})",
            ListOf { Item: MixedNumber } or IterOf { Item: MixedNumber } or SetOf { Item: MixedNumber } =>
                $"is_in({container.Code}, {Plain(item)})",
            ListOf { Item: ListOf or DictOf or SetOf } => $"{container.In(0)}.Any(x => equal(x, {item.Code}))",
            ListOf { Item: var of } => $"{container.In(0)}.Contains({Sought(item, of)})",
            SetOf { Item: var of } => $"{container.In(0)}.Contains({Sought(item, of)})",
            IterOf { Item: var of } => $"{container.In(0)}.Contains({Sought(item, of)})",
            // What is computed is computed once.
            TupleOf when !container.Code.All(ch => char.IsLetterOrDigit(ch) || ch is '.' or '_' or '@') && !container.Code.StartsWith('(')
                => $"is_in({container.Code}, {Plain(item)})",
            TupleOf t =>
                $"new[] {{ {string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{container.In(0)}.Item{i}"))} }}.Contains("
                + $"{Held(item, ElementOf(t))})",
            _ when container.Type == PyType.Str => $"{container.In(0)}.Contains({Held(item, PyType.Str)})",
            Clr { Type: var by } when by.GetMethod("ContainsKey", [typeof(string)]) is not null && item.Type == PyType.Str =>
                $"{container.In(0)}.ContainsKey({item.Code})",
            Clr { Type.Name: "IReadOnlyList`1" } => $"{container.In(0)}.Contains({item.Code})",
            _ => throw No("in", $"`in` of {container.Type.Cs}"),
        };
        return new Ex(isNot ? "!" + code : code, PyType.Bool, isNot ? 1 : 0);
    }
}
