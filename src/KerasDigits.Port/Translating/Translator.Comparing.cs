namespace KerasDigits.Port.Translating;

/// <content>Comparisons, and what is in what.</content>
public sealed partial class Translator
{
    private Ex TranslateComparison(CompareExpr e)
    {
        if (e.Rest.Count == 1) { return CompareTwo(e.First, e.Rest[0].Operator, e.Rest[0].Right); }
        var parts = new List<Ex>();
        Expr left = e.First;
        foreach (var (op, right) in e.Rest)
        {
            // A call in the middle is made once, and its value named.
            if (right is CallExpr && parts.Count + 1 < e.Rest.Count && Translate(right) is { Type.IsNumber: true } middle)
            {
                string name = "middle" + (++_temporary);
                Ex before = Translate(left);
                if (!before.Type.IsNumber)
                {
                    throw No("chained comparison", "the middle of a chained comparison is a call, which C# would make twice");
                }
                // What stands before it is computed before it.
                string begun = "";
                if (!IsSettled(left))
                {
                    string first = "first" + (++_temporary);
                    begun = $"{before.Wrap(1)} is var {first} && ";
                    before = new Ex(first, before.Type);
                }
                parts.Add(new Ex($"{begun}{middle.Wrap(1)} is var {name} && {before.Wrap(5)} {op} {name}", PyType.Bool, 10));
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
        return new Ex(string.Join(" && ", parts.Select(p => p.Wrap(10))), PyType.Bool, 11);
    }

    // Whether nothing that is computed next can change it.
    private bool IsSettled(Expr e) => e is NumberExpr || e is UnaryExpr { Operand: NumberExpr }
        || e is NameExpr n && !IsShifted(n.Id);

    // What a comparison of a column's values gives: a column of truths.
    private static PyType? FindComparedType(string op, PyType type)
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
        if (FindPath(leftSource) == "sys.version_info" && rightSource is TupleExpr { Items: var numbers }
            && numbers.All(n => n is NumberExpr { Kind: NumberKind.Int }))
        {
            return new Ex(IsSoInPython(op, [.. numbers.Select(n => int.Parse(((NumberExpr)n).Text,
                System.Globalization.CultureInfo.InvariantCulture))]) ? "true" : "false", PyType.Bool);
        }
        if (rightSource is Constant { Text: "None" })
        {
            Ex value = Translate(leftSource);
            bool isNot = op is "is not" or "!=";
            if (value.Type == PyType.None) { throw No("value of nothing", "the call gives no value, which C# cannot compare"); }
            if (value.Type.IsValue && !value.MayBeNull)
            {
                return Inside.HasEffect(leftSource)
                    ? new Ex($"(object?){value.Wrap(1)} is {(isNot ? "not " : "")}null", PyType.Bool, 5)
                    : new Ex(isNot ? "true" : "false", PyType.Bool);
            }
            return new Ex($"{value.Wrap(4)} is {(isNot ? "not " : "")}null", PyType.Bool, 5);
        }
        Ex left = Translate(leftSource), right = Translate(rightSource);
        // Sizes of which one is not known.
        if (left.Type is Clr { Type.Name: "Shape" } && rightSource is TupleExpr { Items: var sizes }
            && sizes.Any(s => s is Constant { Text: "None" }))
        {
            right = new Ex($"new Shape([{string.Join(", ", sizes.Select(s => Translate(s).Code))}])", left.Type);
        }
        PyType a = left.Type, b = right.Type;
        if (op is "in" or "not in" && CallOwnMethod(right, "__contains__", leftSource) is { } within)
        {
            return op == "in" ? AskTruth(within) : new Ex(Negate(AskTruth(within)), PyType.Bool, 1);
        }
        if (op is "in" or "not in") { return Contains(left, right, op == "not in"); }
        if (op is "is" or "is not" or "==" or "!="
            && leftSource is CallExpr { Function: NameExpr { Id: "type" }, Arguments: [{ Value: var asked }] }
            && b is ModuleType { Path: var word } && word.StartsWith("builtins.", StringComparison.Ordinal))
        {
            Ex isOf = MakeTypeTest(Translate(asked), word[9..], Inside.HasEffect(asked), isExact: true);
            return op is "is" or "==" ? isOf : new Ex(Negate(isOf), PyType.Bool, 1);
        }
        if (op is "is" or "is not" && a is ModuleType { Path: var here } && b is ModuleType { Path: var there })
        {
            bool isSame = here == there || Api.AreSame(here, there);
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
        if (CallOwnOperator(op, left, rightSource) is { } said) { return said; }
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
            return MakeOpenComparison(op, left, right);
        }
        if (IsArray(a) || IsArray(b))
        {
            return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", AsPlain(IsArray(a) ? a : b), isEquality ? 7 : 6);
        }
        if (IsTensor(a) || IsTensor(b)) { return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", IsTensor(a) ? a : b, isEquality ? 7 : 6); }
        if ((FindComparedType(op, a) ?? FindComparedType(op, b)) is { } each)
        {
            return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", each, isEquality ? 7 : 6);
        }
        if (a.IsNumber && b.IsNumber && a != PyType.Bool && b != PyType.Bool)
        {
            if (!isEquality) { (left, right) = (left.Known, right.Known); }
            if (a == PyType.Number || b == PyType.Number)
            {
                return new Ex($"(bool)({left.Wrap(5)} {op} {right.Wrap(5)})", PyType.Bool, 1);
            }
            return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", PyType.Bool, isEquality ? 7 : 6);
        }
        if (a == b && isEquality && (a == PyType.Str || a == PyType.Bool))
        {
            return new Ex($"{left.Wrap(6)} {op} {right.Wrap(6)}", PyType.Bool, 7);
        }
        if (a == PyType.Str && b == PyType.Str)
        {
            return new Ex($"string.CompareOrdinal({left.Code}, {right.Code}) {op} 0", PyType.Bool, 6);
        }
        if (a is SetOf one && b is SetOf two && one.Item == two.Item && !isEquality)
        {
            string method = $"Is{(op.Length == 1 ? "Proper" : "")}{(op[0] == '<' ? "Sub" : "Super")}setOf";
            return new Ex($"{left.Wrap(0)}.{method}({right.Code})", PyType.Bool);
        }
        if (IsTime(a) && a == b) { return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", PyType.Bool, isEquality ? 7 : 6); }
        if (isEquality) { return new Ex($"{(op == "==" ? "" : "!")}equal({left.Code}, {right.Code})", PyType.Bool, op == "==" ? 0 : 1); }
        if (a is ListOf && b is ListOf) { return new Ex($"compare({left.Code}, {right.Code}) {op} 0", PyType.Bool, 6); }
        // .NET's tuples order their texts by a language.
        if (a is TupleOf { Items.Count: > 0 } compared && a == b && compared.Items.All(i => i.IsPlainNumber))
        {
            return new Ex($"{left.Wrap(0)}.CompareTo({right.Code}) {op} 0", PyType.Bool, 6);
        }
        if (a is TupleOf && b is TupleOf) { return new Ex($"compare({left.Code}, {right.Code}) {op} 0", PyType.Bool, 6); }
        if (a is Clr && b.IsNumber || b is Clr && a.IsNumber)
        {
            return new Ex($"{left.Wrap(5)} {op} {right.Wrap(5)}", a is Clr ? a : b, 6);
        }
        throw No(a.IsUnknown || b.IsUnknown ? "unknown type" : "operator", $"`{op}` of {a.Cs} and {b.Cs}");
    }

    private static string WriteSought(Ex item, PyType of) => of.IsNumber
        && (IsArray(item.Type) || item.Type == PyType.Long && of == PyType.Int)
        ? $"({of.Cs}){item.Wrap(1)}"
        : Cast(item, of);

    private Ex Contains(Ex item, Ex container, bool isNot)
    {
        if (container.Type is ClassType { IsObject: true } && EnumerateOwn(container) is { } gone) { container = gone; }
        if (IsOpen && container.Type.IsUnknown)
        {
            return new Ex($"{(isNot ? "!" : "")}is_in({WritePlain(container)}, {WritePlain(item)})", PyType.Bool, isNot ? 1 : 0);
        }
        string code = container.Type switch
        {
            DictOf { Key: var key } when key == PyType.Int && IsArray(item.Type) => $"{container.Wrap(0)}.ContainsKey({WriteWhole(item)})",
            DictOf d => $"{container.Wrap(0)}.ContainsKey({Cast(AsKey(item), d.Key)})",
            ListOf { Item: MixedNumber } or IterOf { Item: MixedNumber } or SetOf { Item: MixedNumber } =>
                $"is_in({container.Code}, {WritePlain(item)})",
            ListOf { Item: ListOf or DictOf or SetOf } => $"{container.Wrap(0)}.Any(x => equal(x, {item.Code}))",
            ListOf { Item: var of } => $"{container.Wrap(0)}.Contains({WriteSought(item, of)})",
            SetOf { Item: var of } => $"{container.Wrap(0)}.Contains({WriteSought(item, of)})",
            IterOf { Item: var of } => $"{container.Wrap(0)}.Contains({WriteSought(item, of)})",
            // What is computed is computed once.
            TupleOf when !container.Code.All(ch => char.IsLetterOrDigit(ch) || ch is '.' or '_' or '@') && !container.Code.StartsWith('(')
                => $"is_in({container.Code}, {WritePlain(item)})",
            TupleOf t =>
                $"new[] {{ {string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{container.Wrap(0)}.Item{i}"))} }}.Contains("
                + $"{Cast(item, FindElement(t))})",
            _ when container.Type == PyType.Str => $"{container.Wrap(0)}.Contains({Cast(item, PyType.Str)})",
            Clr { Type: var by } when by.GetMethod("ContainsKey", [typeof(string)]) is not null && item.Type == PyType.Str =>
                $"{container.Wrap(0)}.ContainsKey({item.Code})",
            Clr { Type.Name: "IReadOnlyList`1" } => $"{container.Wrap(0)}.Contains({item.Code})",
            _ => throw No("in", $"`in` of {container.Type.Cs}"),
        };
        return new Ex(isNot ? "!" + code : code, PyType.Bool, isNot ? 1 : 0);
    }
}
