using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Arguments as places of our API take them.</content>
public sealed partial class Translator
{
    /// <summary>An argument as a place of this type takes it.</summary>
    private string WriteArgument(Expr e, Type? wanted)
    {
        Type? plain = wanted is null ? null : Nullable.GetUnderlyingType(wanted) ?? wanted;
        bool isDelegate = plain is not null && typeof(Delegate).IsAssignableFrom(plain);
        if (e is LambdaExpr lambda)
        {
            if (isDelegate) { return TranslateLambda(lambda, plain, null).Code; }
            Type? taken = plain?.GetMethods().Where(m => m.Name == "op_Implicit").Select(m => m.GetParameters()[0].ParameterType)
                .Concat(plain.GetConstructors().SelectMany(k => k.GetParameters().Take(1).Select(p => p.ParameterType)))
                .FirstOrDefault(t => typeof(Delegate).IsAssignableFrom(t)
                    && t.GetMethod("Invoke")!.GetParameters().Length == lambda.Parameters.Count);
            return taken is null
                ? TranslateLambda(lambda, null, [.. lambda.Parameters.Select(_ => (PyType)new Clr(typeof(TorchSharp.torch.Tensor)))]).Code
                : $"new({TranslateLambda(lambda, taken, null).Code})";
        }
        if (plain is { Name: "Shape" or "Size2" } && e is ListExpr { Items: var sizes } && sizes.Count > 1 && plain != typeof(Core.Shape))
        {
            return $"({string.Join(", ", sizes.Select(s => WriteWhole(Translate(s))))})";
        }
        if (plain is { Name: "ValidationData" } && e is TupleExpr { Items.Count: 2 or 3 } or ListExpr { Items.Count: 2 or 3 })
        {
            return $"({string.Join(", ", GetItems(e).Select(WriteDataPart))})";
        }
        if (plain is not null && (plain == typeof(NumSharp.NDArray)) && e is ListExpr or TupleExpr && plain == typeof(NumSharp.NDArray))
        {
            return TranslateArray(e).Code;
        }
        if (plain == typeof(System.Collections.IDictionary)) { return Translate(e).Code; }
        (Ex x, bool isUnsure) = Watch(() => Translate(e, plain));
        if (isUnsure && x.Type is Clr && plain is not null && plain != typeof(object) && !plain.ContainsGenericParameters
            && e is CallExpr or BinaryExpr or SubscriptExpr)
        {
            return $"({ClrNames.Write(wanted!)}){x.Wrap(1)}";
        }
        if (plain is null || x.Code == "null") { return x.Code; }
        if (x.MayBeNull && (wanted != plain || plain == typeof(object) || plain.Name == "Shape")) { return x.Code; }
        x = x.Known;
        if (!isUnsure && TurnArgument(x, e, plain) is { } turned) { return turned; }
        if (x.Type == PyType.Never && e is NameExpr parameter) { NoteUse(parameter.Id, plain); }
        if (IsOpen && x.Type.IsUnknown)
        {
            return plain == typeof(object) ? WritePlain(x) : plain.ContainsGenericParameters
                || plain.IsByRef ? x.Code : $"({ClrNames.Write(wanted!)}){x.Wrap(1)}";
        }
        // An object that is called like a function.
        if (isDelegate && x.Type is ClassType { IsObject: true, Class: var called } && called.FindMethod("__call__") is { } turn)
        {
            turn.IsCalled = true;
            return $"{x.Wrap(0)}.{turn.CsName}";
        }
        if (x.Type is FuncType f)
        {
            if (isDelegate) { LearnDelegate(f.Function, plain); return x.Code; }
            Type tensor = typeof(TorchSharp.torch.Tensor);
            Type? made = plain.GetMethods().Where(m => m.Name == "op_Implicit").Select(m => m.GetParameters()[0].ParameterType)
                .Concat(plain.GetConstructors().SelectMany(k => k.GetParameters().Take(1).Select(p => p.ParameterType)))
                .Where(t => typeof(Delegate).IsAssignableFrom(t) && !t.ContainsGenericParameters
                    && t.GetMethod("Invoke")!.GetParameters().Length == f.Function.Types.Count)
                .OrderBy(t => t.GetMethod("Invoke")!.GetParameters() is [{ ParameterType.IsArray: var many }, ..]
                    && many != TakesList(f.Function)).FirstOrDefault();
            if (made is not null)
            {
                LearnDelegate(f.Function, made);
                return $"new({x.Code})";
            }
            if (plain != typeof(object))
            {
                for (int i = 0; i < f.Function.Types.Count; i++) { f.Function.Types[i] = Learn(f.Function.Types[i], new Clr(tensor)); }
                f.Function.IsCalled = true;
                return $"new({x.Code})";
            }
            return x.Code;
        }
        // A function of ours where a function is asked: C# sees its other arguments.
        if (isDelegate && x.Type is ModuleType)
        {
            string[] taken = [.. plain!.GetMethod("Invoke")!.GetParameters().Select((_, i) => i == 0 ? "x" : $"x{i + 1}")];
            return taken.Length == 1 ? $"x => {x.Code}(x)" : $"({string.Join(", ", taken)}) => {x.Code}({string.Join(", ", taken)})";
        }
        if (x.Type is ModuleType m && (m.Path.StartsWith("keras.", StringComparison.Ordinal)
            || m.Path.StartsWith("tf.nn.", StringComparison.Ordinal)) && plain != typeof(object))
        {
            return Text.Quote(m.Path[(m.Path.LastIndexOf('.') + 1)..]);
        }
        if (x.Type is ModuleType b && b.Path.StartsWith("builtins.", StringComparison.Ordinal)) { return Text.Quote(b.Path[9..]); }
        if (plain.Name == "Shape" && x.Type is TupleOf { Items.Count: 1 } && e is NameExpr or AttributeExpr)
        {
            return $"{x.Wrap(0)}.Item1";
        }
        // C# takes one step of conversion: a table goes to an array, and that to what the model takes.
        if (x.Type is Clr { Type: var table } && table.Name is "DataFrame" or "Series" && x.Type is Clr
            && !plain.IsAssignableFrom(((Clr)x.Type).Type) && !Converts(((Clr)x.Type).Type, plain)
            && Converts(typeof(NumSharp.NDArray), plain))
        {
            return $"(NDArray){x.Wrap(0)}";
        }
        if (x.Type is ListOf { Item: var one } && !plain.IsArray && !IsCollection(plain) && one is Clr or Simple { Name: "string" }
            && Converts(one is Clr k ? k.Type.MakeArrayType() : typeof(string[]), plain))
        {
            return e is ListExpr
                ? $"new {one.Cs}[] {{ {string.Join(", ", GetItems(e).Select(i => Translate(i).Code))} }}"
                : $"{x.Wrap(0)}.ToArray()";
        }
        if (x.Type is Clr { Type.Name: "Element" } && plain == typeof(TorchSharp.torch.Tensor))
        {
            return $"tf.constant((NDArray){x.Wrap(1)})";
        }
        if (IsArray(x.Type) && plain.IsArray && plain.GetElementType() is { IsPrimitive: true } number)
        {
            return $"{x.Wrap(0)}.ToArray<{ClrNames.Write(number)}>()";
        }
        if (plain == typeof(int) && x.Type == PyType.Long) { return $"(int){x.Wrap(1)}"; }
        if (plain == typeof(int) && x.Type == PyType.Float)
        {
            throw No("float for int", $"a float where a whole number is asked: `{x.Code}`");
        }
        if (plain == typeof(float) && x.Type == PyType.Float) { return $"(float){x.Wrap(1)}"; }
        if (plain == typeof(NumSharp.NDArray) && x.Type is ListOf or IterOf && plain == typeof(NumSharp.NDArray))
        {
            return x.Type is ListOf { Item: Simple { IsNumber: true } } ? $"np.array({x.Code})" : $"to_array({x.Code})";
        }
        if (e is not (ListExpr or TupleExpr or DictExpr) && x.Type is ListOf or IterOf && plain.IsArray) { return $"[.. {x.Code}]"; }
        if (plain == typeof(string) && x.Type is ListOf or TupleOf or DictOf && plain == typeof(string))
        {
            throw No("list for text", "a list where a text is asked");
        }
        if (plain == typeof(string) && x.Type.IsNumber) { throw No("number for text", $"a number where a text is asked: `{x.Code}`"); }
        return x.Code;
    }

    // A part of (x, y): C# must see whether it is one array or several.
    private string WriteDataPart(Expr e)
    {
        if (e is ListExpr l)
        {
            return $"new NDArray[] {{ {string.Join(", ", l.Items.Select(i => WriteArgument(i, typeof(NumSharp.NDArray))))} }}";
        }
        (Ex x, bool isUnsure) = Watch(() => Translate(e));
        if (x.Code == "null") { return "(NDArray?)null"; }
        bool isTurned = isUnsure && IsArray(x.Type) || x.Type.IsUnknown || x.Type is Clr { Type.Name: "DataFrame" or "Series" };
        return isTurned ? $"(NDArray){x.Wrap(1)}" : x.Type is ListOf { Item: var i } && IsArray(i) ? $"{x.Wrap(0)}.ToArray()" : x.Code;
    }

    private void LearnDelegate(FunctionInfo f, Type wanted)
    {
        ParameterInfo[] parameters = wanted.GetMethod("Invoke")!.GetParameters();
        for (int i = 0; i < Math.Min(parameters.Length, f.Types.Count); i++)
        {
            f.Types[i] = Learn(f.Types[i], ClrNames.Read(parameters[i].ParameterType));
        }
        f.IsCalled = true;
    }

    /// <summary>What C# does not turn by itself into what the place takes; null where it does, or nothing can.</summary>
    private string? TurnArgument(Ex x, Expr e, Type plain)
    {
        bool isLiteral = e is ListExpr or TupleExpr or DictExpr;
        switch (x.Type)
        {
            // What gives batches may never end: it is handed on, not gone through.
            case IterOf or ListOf { Item: TupleOf } when plain == typeof(Data.ModelData)
                || plain == typeof(Data.ValidationData):
                return x.Code;
            // A whole number or a fraction, where the place takes one of them.
            case MixedNumber:
                Type asked = plain == typeof(object) || plain.IsPrimitive ? plain : typeof(double);
                return $"({ClrNames.Write(asked)}){x.Wrap(1)}";
            case ListOf { Item: MixedNumber } or IterOf { Item: MixedNumber } when !isLiteral && plain != typeof(object):
                string doubles = $"{x.Wrap(0)}.Select(i => (double)i)";
                return plain == typeof(NumSharp.NDArray) ? $"to_array({x.Code})" : plain.IsArray ? $"{doubles}.ToArray()"
                    : IsListLike(plain) || Converts(typeof(List<double>), plain) ? $"{doubles}.ToList()"
                    : IsCollection(plain) ? $"[.. {doubles}]" : $"{doubles}.ToArray()";
            case Simple when x.Type == PyType.Bool && (plain == typeof(int) || plain == typeof(long)):
                return x.Code is "true" ? "1" : x.Code is "false" ? "0" : $"({x.Wrap(12)} ? 1 : 0)";
            case Clr when (IsArray(x.Type) || IsTensor(x.Type)) && plain.IsPrimitive && plain != typeof(bool) && plain != typeof(char):
                return $"({ClrNames.Write(plain)}){x.Wrap(1)}";
            case Clr when IsArray(x.Type) && plain.Name == "SequenceList": return $"rows({x.Code}).ToArray()";
            case Clr when IsArray(x.Type) && plain == typeof(TorchSharp.torch.Tensor): return $"tf.constant({x.Code})";
            case Clr { Type.Name: "Scalar" } when plain == typeof(string) || plain == typeof(int) || plain == typeof(long):
                return $"({ClrNames.Write(plain)}){x.Wrap(1)}";
            case TupleOf { Items: var several } when e is NameExpr or AttributeExpr && several.Count > 1 && several.All(IsArray)
                && FindElementType(plain) == typeof(NumSharp.NDArray) && !Converts(typeof((NumSharp.NDArray, NumSharp.NDArray)), plain):
                return $"[{string.Join(", ", several.Select((_, i) => $"{x.Wrap(0)}.Item{i + 1}"))}]";
            case ListOf when e is ListExpr { Items: { Count: > 1 and < 5 } own } && !plain.IsArray && !IsCollection(plain)
                && CountTupleItems(plain) == own.Count:
                return $"({string.Join(", ", own.Select(i => Translate(i).Known.Code))})";
            case Clr { Type.Name: "Tensor" } when plain == typeof(NumSharp.NDArray): return $"{x.Wrap(0)}.numpy()";
            case Clr when IsArray(x.Type) && plain.Name is "ReductionAxes" or "IntList": return $"{x.Wrap(0)}.ToArray<int>()";
            case Clr { Type: var dtype } when dtype == typeof(Type) && plain == typeof(string)
                && x.Code.StartsWith("np.", StringComparison.Ordinal):
                return Text.Quote(x.Code[3..].TrimStart('@'));
            case Simple when plain == typeof(Type) && e is StringExpr { Value: "uint8" or "int32" or "int64" or "float32" or "float64" } d:
                return "np." + d.Value;
            case Clr { Type: var alone } when plain.IsInterface && IsListLike(plain)
                && plain.GetGenericArguments()[0].IsAssignableFrom(alone)
                && !plain.IsAssignableFrom(alone) && plain.GetGenericArguments()[0] != typeof(object):
                return $"[{x.Code}]";
            case Clr { Type: var one } when plain.IsArray && !one.IsArray && plain.GetElementType() is { } element
                && element.IsAssignableFrom(one) && !Converts(one, plain):
                return $"[{x.Code}]";
            case DictOf { Key: var key, Value: var value } when !isLiteral && plain.Name.StartsWith("Dictionary", StringComparison.Ordinal)
                && (DictOf.IsOrdered || ClrNames.Read(plain) is DictOf wantedDict && wantedDict != x.Type):
                Type[] of = plain.GetGenericArguments();
                return ClrNames.Read(of[0]) == key && ClrNames.Read(of[1]) == value
                    ? $"{x.Wrap(0)}.ToDictionary()"
                    : $"{x.Wrap(0)}.ToDictionary(p => ({ClrNames.Write(of[0])})p.Key, p => ({ClrNames.Write(of[1])})p.Value)";
            case IterOf { Item: TupleOf { Items.Count: 2 } } when FindPairValue(plain) is { } pair:
                return $"{x.Wrap(0)}.Select(p => KeyValuePair.Create(p.Item1, ({ClrNames.Write(pair)})p.Item2))";
            case TupleOf { Items: var sizes } when e is TupleExpr && plain == typeof(Core.Shape)
                && sizes.Any(s => IsTensor(s) || IsArray(s)):
                return $"({string.Join(", ", GetItems(e).Select(i => WriteWhole(Translate(i))))})";
            case TupleOf { Items.Count: > 4 } when e is TupleExpr && plain.Name == "IntList":
                return $"new[] {{ {string.Join(", ", GetItems(e).Select(i => WriteWhole(Translate(i))))} }}";
            case TupleOf or IterOf or ListOf { Item.IsUnknown: true } or ListOf { Item: Clr { Type.IsArray: false } }
                when plain == typeof(Notebook.Points) && !isLiteral && !Converts(FindListType(x.Type), plain):
                return x.Type is ListOf { Item: Clr { Type: var point } } && Converts(point, typeof(double))
                    ? $"{x.Wrap(0)}.Select(i => (double)i).ToArray()"
                    : $"to_array({x.Code})";
            case ListOf { Item: var number } when plain == typeof(Data.ModelData) && FindDeepest(number) is { IsNumber: true }:
                return $"to_array({x.Code})";
            case ListOf { Item: Clr { Type: var part } } when plain == typeof(Data.ModelData) && part != typeof(NumSharp.NDArray)
                && part != typeof(TorchSharp.torch.Tensor) && Converts(part, typeof(NumSharp.NDArray)):
                return $"{x.Wrap(0)}.Select(i => (NDArray)i).ToArray()";
            case ListOf { Item.IsUnknown: true } or IterOf { Item.IsUnknown: true } when !isLiteral && FindElementType(plain) is { } items
                && items != typeof(object):
                string cast = $"{(x.Code.StartsWith("each(", StringComparison.Ordinal) || x.Type is ListOf ? x.Wrap(0) : x.Wrap(0))}"
                    + $".Cast<{ClrNames.Write(items)}>()";
                return IsCollection(plain) && !plain.IsInterface ? $"[.. {cast}]" : plain.IsInterface ? cast : $"{cast}.ToArray()";
            case ListOf or IterOf when !isLiteral && IsCollection(plain) && !plain.IsInterface && ClrNames.Write(plain) != x.Type.Cs
                && !plain.IsAssignableFrom(FindListType(x.Type)) && !Converts(FindListType(x.Type), plain):
                return $"[.. {x.Code}]";
            case ListOf when !isLiteral && plain.IsGenericType && plain.Name is "List`1" && ClrNames.Write(plain) != x.Type.Cs:
                return $"[.. {x.Code}]";
            default: return null;
        }
    }

    // How many items a tuple has that turns into the type by itself.
    private static int? CountTupleItems(Type type) => type.GetMethods().Where(m => m.Name == "op_Implicit" && m.ReturnType == type)
        .Select(m => m.GetParameters()[0].ParameterType).Where(t => t.Name.StartsWith("ValueTuple", StringComparison.Ordinal))
        .Select(t => (int?)t.GetGenericArguments().Length).FirstOrDefault();

    private static PyType FindDeepest(PyType item) => item is ListOf l ? FindDeepest(l.Item) : item;

    private static Type? FindPairValue(Type type) => type.IsGenericType && type.GetGenericArguments() is [{ IsGenericType: true } pair]
        && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) ? pair.GetGenericArguments()[1] : null;

    // C#'s own type of a list, where it is known.
    private static Type FindListType(PyType type) => type is ListOf { Item: var item } ? item switch
    {
        Clr c => typeof(List<>).MakeGenericType(c.Type),
        ListOf => FindListType(item) is var inner && inner != typeof(object) ? typeof(List<>).MakeGenericType(inner) : inner,
        _ when item == PyType.Int => typeof(List<int>),
        _ when item == PyType.Long => typeof(List<long>),
        _ when item == PyType.Float => typeof(List<double>),
        _ when item == PyType.Str => typeof(List<string>),
        _ => typeof(object),
    } : typeof(object);

    // What a place that takes many takes of each.
    private static Type? FindElementType(Type type)
    {
        if (type.IsArray) { return type.GetElementType(); }
        if (IsListLike(type)) { return type.GetGenericArguments()[0]; }
        foreach (Type item in new[] { typeof(Layers.KerasTensor), typeof(NumSharp.NDArray), typeof(string) })
        {
            if (type != typeof(string) && type != item && Converts(item.MakeArrayType(), type)) { return item; }
        }
        return null;
    }
}
