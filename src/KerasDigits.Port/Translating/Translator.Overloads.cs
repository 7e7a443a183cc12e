using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Which form of a function of ours takes the arguments.</content>
public sealed partial class Translator
{
    private static bool Fits(MethodInfo method, Argument[] given)
    {
        ParameterInfo[] parameters = Api.GetParameters(method);
        int positional = given.Count(a => a.Name is null);
        bool hasParams = parameters.Length > 0 && IsParams(parameters[^1])
            && parameters[^1].ParameterType.GetElementType()?.Name != "SecondForm";
        if (positional > parameters.Length && !hasParams) { return false; }
        if (given.Any(a => a.Name is not null && !parameters.Any(p => p.Name == RenewKeyword(a.Name)))) { return false; }
        return parameters.Skip(positional).All(p => p.IsOptional || IsParams(p)
            || given.Any(a => a.Name is not null && RenewKeyword(a.Name) == p.Name));
    }

    // How badly the arguments' types fit, to choose between overloads.
    private int MeasureMisfit(MethodInfo method, Argument[] given)
    {
        ParameterInfo[] parameters = Api.GetParameters(method);
        // C# finds the forms for generators by itself.
        int worst = method.IsGenericMethodDefinition ? 6 : 0;
        bool isTaped = _scope.Function is { } own && Inside.Walk(own.Syntax.Body).Any(s => s is WithStmt w && Blocks.IsOfTapes(w));
        for (int i = 0; i < given.Length; i++)
        {
            ParameterInfo? p = given[i].Name is null
                ? FindPositional(parameters, i)
                : parameters.FirstOrDefault(q => q.Name == RenewKeyword(given[i].Name!));
            if (p is null) { return 1000; }
            PyType type;
            try { type = Translate(given[i].Value).Type; }
            catch (Untranslated) { type = PyType.Unknown; }
            Type wanted = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
            if (IsParams(p) && type is not (ListOf or TupleOf or IterOf or Clr { Type.IsArray: true }))
            {
                wanted = wanted.GetElementType()!;
            }
            worst += type switch
            {
                Clr c => wanted.IsAssignableFrom(c.Type) ? wanted == c.Type ? 0 : 1 : Converts(c.Type, wanted) ? 2 : 50,
                ClassType { IsObject: true } k => k.Class.ClrBase is { } b && wanted.IsAssignableFrom(b) ? 0 : 10,
                FuncType or LambdaType => typeof(Delegate).IsAssignableFrom(wanted) ? MeasureFunctionMisfit(type, wanted) : 5,
                // NumSharp's arrays hold no texts.
                ListOf { Item: Simple { Name: "string" } } when wanted == typeof(NumSharp.NDArray) => 60,
                ListOf { Item: var item } => FindElementType(wanted) is { } element && (wanted.IsArray || IsListLike(wanted))
                    ? MeasureItemMisfit(item, element)
                    : wanted == typeof(string) || wanted.IsPrimitive ? 50 : IsCollection(wanted) || Converts(FindListType(type), wanted) ? 2
                    : wanted == typeof(Layers.KerasTensor) || wanted == typeof(TorchSharp.torch.Tensor)
                        || wanted.Name.StartsWith("Dictionary", StringComparison.Ordinal) ? 20 : 3,
                IterOf => wanted.IsArray || IsListLike(wanted) ? 0 : wanted == typeof(object) ? 1 : IsCollection(wanted) ? 2 : 8,
                TupleOf => wanted.Name.StartsWith("ValueTuple", StringComparison.Ordinal)
                    || wanted.Name is "Shape" ? 0 : wanted == typeof(object) ? 1 : wanted.IsPrimitive ? 50 : wanted.IsArray ? 2 : 4,
                DictOf => wanted.Name.StartsWith("Dictionary", StringComparison.Ordinal) ? 0 : 5,
                _ when type == PyType.Str => wanted == typeof(string) ? 0 : wanted.IsPrimitive || wanted.IsArray ? 50 : 2,
                _ when type == PyType.Int => wanted == typeof(int) ? 0 : wanted == typeof(long)
                    || wanted == typeof(double) ? 1 : wanted == typeof(string) ? 50 : 4,
                _ when type == PyType.Long => wanted == typeof(long) ? 0 : wanted == typeof(double) || wanted == typeof(int) ? 1 : 4,
                _ when type == PyType.Float => wanted == typeof(double) ? 0 : wanted == typeof(float) ? 1 : wanted == typeof(int)
                    || wanted == typeof(long) || wanted == typeof(string) ? 50 : 4,
                _ when type == PyType.Bool => wanted == typeof(bool) ? 0 : 30,
                MixedNumber => wanted == typeof(double) ? 0 : wanted == typeof(float) || wanted == typeof(object) ? 1
                    : wanted == typeof(long) || wanted == typeof(int) ? 2 : wanted == typeof(string) ? 50 : 4,
                // Where gradients are recorded, tensors hold numbers.
                _ when isTaped && wanted == typeof(Layers.KerasTensor) => 4,
                // Of a value that nothing is known of, an array is likelier than a number, a text or a dictionary.
                _ => wanted.IsValueType || wanted == typeof(string)
                    || wanted.Name.StartsWith("Dictionary", StringComparison.Ordinal) ? 3 : 1,
            };
        }
        return worst;
    }

    private static int MeasureFunctionMisfit(PyType type, Type wanted)
    {
        ParameterInfo[] taken = wanted.GetMethod("Invoke")!.GetParameters();
        int own = type is FuncType { Function: var f } ? f.Types.Count : ((LambdaType)type).Parameters.Count;
        bool isOther = type is FuncType { Function: var taker } && taken is [{ ParameterType.IsArray: var many }]
            && many != TakesList(taker);
        return Math.Abs(taken.Length - own) * 10 + (isOther ? 1 : 0);
    }

    private static int MeasureItemMisfit(PyType item, Type element) =>
        // A list of lists turns into arrays of arrays nowhere by itself.
        item is ListOf && element.IsArray ? 40
        : item.IsUnknown || ClrNames.Read(element) is var known && (known == item || known.IsUnknown) ? 0
        : item.IsNumber && ClrNames.Read(element).IsNumber ? item == PyType.Float ? 30 : 1
        : item == PyType.Str || item.IsNumber ? 40 : 2;

    // Whether a function of one parameter takes several values apart in it: z_mean, z_log_var = args.
    private static bool TakesList(FunctionInfo f) => f.Syntax.Parameters is [{ Name: var given }, ..]
        && Inside.Walk(f.Syntax.Body).Any(s => s is AssignStmt { Targets: [TupleExpr or ListExpr], Value: NameExpr { Id: var taken } }
            && taken == given);

    private static bool Converts(Type from, Type to) =>
        new[] { from, to }.Any(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Any(m => m.Name == "op_Implicit" && to.IsAssignableFrom(m.ReturnType)
                && m.GetParameters()[0].ParameterType.IsAssignableFrom(from)));
}
