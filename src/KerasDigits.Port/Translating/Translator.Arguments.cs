using System.Reflection;
using KerasDigits.Port.Knowledge;
using KerasDigits.Port.Syntax;
using KerasDigits.Port.Types;

namespace KerasDigits.Port.Translating;

/// <content>Arguments as places of our API take them.</content>
public sealed partial class Translator
{
    /// <summary>An argument as a place of this type takes it.</summary>
    private string Given(Expr e, Type? wanted)
    {
        Type? plain = wanted is null ? null : Nullable.GetUnderlyingType(wanted) ?? wanted;
        bool isDelegate = plain is not null && typeof(Delegate).IsAssignableFrom(plain);
        if (e is LambdaExpr lambda)
        {
            if (isDelegate) { return Lambda(lambda, plain, null).Code; }
            Type? taken = plain?.GetMethods().Where(m => m.Name == "op_Implicit").Select(m => m.GetParameters()[0].ParameterType)
                .Concat(plain.GetConstructors().SelectMany(k => k.GetParameters().Take(1).Select(p => p.ParameterType)))
                .FirstOrDefault(t => typeof(Delegate).IsAssignableFrom(t)
                    && t.GetMethod("Invoke")!.GetParameters().Length == lambda.Parameters.Count);
            return taken is null
                ? Lambda(lambda, null, [.. lambda.Parameters.Select(_ => (PyType)new Clr(typeof(TorchSharp.torch.Tensor)))]).Code
                : $"new({Lambda(lambda, taken, null).Code})";
        }
        if (plain is { Name: "Shape" or "Size2" } && e is ListExpr { Items: var sizes } && sizes.Count > 1 && plain != typeof(Core.Shape))
        {
            return $"({string.Join(", ", sizes.Select(s => Whole(Expression(s))))})";
        }
        if (plain is { Name: "ValidationData" } && e is TupleExpr { Items.Count: 2 or 3 } or ListExpr { Items.Count: 2 or 3 })
        {
            return $"({string.Join(", ", Items(e).Select(DataPart))})";
        }
        if (plain is not null && (plain == typeof(NumSharp.NDArray)) && e is ListExpr or TupleExpr && plain == typeof(NumSharp.NDArray))
        {
            return ArrayLiteral(e).Code;
        }
        (Ex x, bool isUnsure) = Watched(() => Expression(e, plain));
        if (isUnsure && x.Type is Clr && plain is not null && plain != typeof(object) && !plain.ContainsGenericParameters
            && e is CallExpr or BinaryExpr or SubscriptExpr)
        {
            return $"({ClrNames.Write(wanted!)}){x.In(1)}";
        }
        if (plain is null || x.Code == "null") { return x.Code; }
        if (x.Type == PyType.Never && e is NameExpr parameter) { NoteUse(parameter.Id, plain); }
        if (IsOpen && x.Type.IsUnknown)
        {
            return plain == typeof(object) ? Plain(x) : plain.ContainsGenericParameters
                || plain.IsByRef ? x.Code : $"({ClrNames.Write(wanted!)}){x.In(1)}";
        }
        if (x.Type is FuncType f)
        {
            if (isDelegate) { LearnDelegate(f.Function, plain); return x.Code; }
            Type tensor = typeof(TorchSharp.torch.Tensor);
            if (plain != typeof(object))
            {
                for (int i = 0; i < f.Function.Types.Count; i++) { f.Function.Types[i] = Learn(f.Function.Types[i], new Clr(tensor)); }
                f.Function.IsCalled = true;
                return $"new({x.Code})";
            }
            return x.Code;
        }
        if (x.Type is ModuleType m && (m.Path.StartsWith("keras.", StringComparison.Ordinal)
            || m.Path.StartsWith("tf.nn.", StringComparison.Ordinal)) && plain != typeof(object))
        {
            return Text.Quote(m.Path[(m.Path.LastIndexOf('.') + 1)..]);
        }
        if (x.Type is ModuleType b && b.Path.StartsWith("builtins.", StringComparison.Ordinal)) { return Text.Quote(b.Path[9..]); }
        if (plain.Name == "Shape" && x.Type is TupleOf { Items.Count: 1 } && e is NameExpr or AttributeExpr) { return $"{x.In(0)}.Item1"; }
        // C# takes one step of conversion: a table goes to an array, and that to what the model takes.
        if (x.Type is Clr { Type: var table } && table.Name is "DataFrame" or "Series" && x.Type is Clr
            && !plain.IsAssignableFrom(((Clr)x.Type).Type) && !Converts(((Clr)x.Type).Type, plain)
            && Converts(typeof(NumSharp.NDArray), plain))
        {
            return $"(NDArray){x.In(0)}";
        }
        if (x.Type is ListOf { Item: var one } && !plain.IsArray && !IsCollection(plain) && one is Clr or Simple { Name: "string" }
            && Converts(one is Clr k ? k.Type.MakeArrayType() : typeof(string[]), plain))
        {
            return e is ListExpr
                ? $"new {one.Cs}[] {{ {string.Join(", ", Items(e).Select(i => Expression(i).Code))} }}"
                : $"{x.In(0)}.ToArray()";
        }
        if (x.Type is Clr { Type.Name: "Element" } && plain == typeof(TorchSharp.torch.Tensor))
        {
            return $"tf.constant((NDArray){x.In(1)})";
        }
        if (IsArray(x.Type) && plain.IsArray && plain.GetElementType() is { IsPrimitive: true } number)
        {
            return $"{x.In(0)}.ToArray<{ClrNames.Write(number)}>()";
        }
        if (plain == typeof(int) && x.Type == PyType.Long) { return $"(int){x.In(1)}"; }
        if (plain == typeof(int) && x.Type == PyType.Float)
        {
            throw No("float for int", $"a float where a whole number is asked: `{x.Code}`");
        }
        if (plain == typeof(float) && x.Type == PyType.Float) { return $"(float){x.In(1)}"; }
        if (plain == typeof(NumSharp.NDArray) && x.Type is ListOf or IterOf && plain == typeof(NumSharp.NDArray))
        {
            return $"np.array({x.Code})";
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
    private string DataPart(Expr e)
    {
        if (e is ListExpr l) { return $"new NDArray[] {{ {string.Join(", ", l.Items.Select(i => Given(i, typeof(NumSharp.NDArray))))} }}"; }
        (Ex x, bool isUnsure) = Watched(() => Expression(e));
        return isUnsure && IsArray(x.Type) || x.Type.IsUnknown && x.Code != "null"
            || x.Type is Clr { Type.Name: "DataFrame" or "Series" } ? $"(NDArray){x.In(1)}" : x.Type is ListOf { Item: var i }
            && IsArray(i) ? $"{x.In(0)}.ToArray()" : x.Code;
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
}
