using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Data;
using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Makes of a Python value what a .NET parameter wants, as the C# line would say it.</summary>
internal static class Coercion
{
    public static readonly object Failed = new();

    public static object? To(object? value, Type wanted)
    {
        Type target = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (value is null) { return target.IsValueType && Nullable.GetUnderlyingType(wanted) is null ? Failed : null; }
        if (target.IsInstanceOfType(value)) { return value; }
        object?[]? items = value switch { List<object?> l => [.. l], object?[] t => t, _ => null };
        // A function that stands in two modules is a delegate in its home alone.
        if (value is PythonRunner.Methods { Target: null } group
            && group.All.Concat(typeof(keras.losses).GetMethods().Where(m => m.Name == group.Name))
            .FirstOrDefault(IsOfTwoTensors) is { } method)
        {
            return Function(new PyFunction(group.Name,
                (a, _) =>
                    method.Invoke(null,
                        [.. a.Select(x => To(x, typeof(Tensor))), .. method.GetParameters().Skip(2).Select(p => p.DefaultValue)])), target);
        }
        if (value is PyObject { Class: var own } callable && own.Find("__call__") is { } call)
        {
            return Function(new PyFunction(Names.ToSnakeCase(own.Name), (a, k) => call.Call([callable, .. a], k)), target);
        }
        if (value is PyFunction function && Function(function, target) is var given && given != Failed) { return given; }
        if (target == typeof(int)) { return value is long n ? (int)n : value is bool b ? b ? 1 : 0 : Failed; }
        if (target == typeof(double))
        {
            return value is long or double or bool ? Convert.ToDouble(value) : value is NDArray { size: 1 } a
                ? Convert.ToDouble(a.GetAtIndex(0)) : Failed;
        }
        if (target == typeof(long)) { return value is long ? value : Failed; }
        if (target == typeof(bool)) { return value is bool ? value : value is long flag ? flag != 0 : Failed; }
        if (target == typeof(string)) { return Failed; }
        if (target == typeof(ValidationFreq) && value is not (long or List<object?>)) { return Failed; }
        if (target == typeof(Tensor[]) && value is NDArray single) { return new[] { Arrays.ToTensor(single) }; }
        if (target == typeof(ModelData)) { return Data(value, items); }
        if (target == typeof(ValidationData))
        {
            return items is { Length: 1 or 2 or 3 }
                ? ValidationData.From(Data(items[0])!, Data(items.ElementAtOrDefault(1)), Data(items.ElementAtOrDefault(2)))
                : ValidationData.From(Data(value, items)!);
        }
        if (target == typeof(LossSpec))
        {
            if (value is PyDict losses)
            {
                var spec = new LossSpec();
                foreach (var (output, loss) in losses) { if (loss is not null) { spec[(string)output] = (LossSpec)To(loss, target)!; } }
                return spec;
            }
            if (items is not null) { return LossSpec.Create([.. items.Select(i => (LossSpec)To(i, target)!)]); }
        }
        if (target == typeof(MetricSpec))
        {
            if (value is PyDict metrics)
            {
                var spec = new MetricSpec();
                foreach (var (output, metric) in metrics)
                {
                    if (metric is not null) { spec[(string)output] = (MetricSpec)To(metric, target)!; }
                }
                return spec;
            }
            if (items is not null)
            {
                return MetricSpec.Create([.. items.Select(i => i is null ? null! : To(i, target) as MetricSpec
                    ?? throw new NotCompiledException($"a metric {i}"))]);
            }
        }
        if (target == typeof(LossWeights))
        {
            return value is PyDict d ? (LossWeights)d.ToDictionary(p => (string)p.Key, p => Convert.ToDouble(p.Value)) : items is not null
                ? (LossWeights)items.Select(Convert.ToDouble).ToArray() : Failed;
        }
        if (target == typeof(KerasDigits.Models.KerasTensors) && value is PyDict outputs && outputs.Values.All(v => v is KerasTensor))
        {
            return (KerasDigits.Models.KerasTensors)outputs.ToDictionary(p => (string)p.Key, p => (KerasTensor)p.Value!);
        }
        if (target == typeof(KerasDigits.Models.KerasTensors))
        {
            return items is not null ? KerasDigits.Models.KerasTensors.Create([.. items.Cast<KerasTensor>()]) : value is PyDict several
                ? KerasDigits.Models.KerasTensors.Create([.. several.Values.Cast<KerasTensor>()]) : value is KerasTensor one
                ? (KerasDigits.Models.KerasTensors)one : Failed;
        }
        if (target == typeof(Dictionary<string, object>) && value is PyDict named_objects)
        {
            return named_objects.ToDictionary(p => (string)p.Key, p => CustomObject(p.Value!));
        }
        if (target == typeof(Dictionary<int, double>))
        {
            return value is PyDict d && d.Keys.All(k => k is long)
                ? d.ToDictionary(p => (int)(long)p.Key, p => Convert.ToDouble(p.Value))
                : Failed;
        }
        if (target == typeof(Shape) && items is not null && items.All(i => i is null or long))
        {
            return new Shape([.. items.Select(i => (long?)i)]);
        }
        if (target == typeof(NDArray))
        {
            return value is Tensor t ? Arrays.ToArray(t) : value is long or double or bool ? np.array(Convert.ToDouble(value))
                : items is not null ? Array_(items) : Failed;
        }
        if (target == typeof(Tensor))
        {
            return value switch
            {
                NDArray array => Arrays.ToTensor(array),
                Variable v => v.value,
                double or long or bool => Tensors.MakeScalar(Convert.ToDouble(value)),
                _ when items is not null => Arrays.ToTensor(Array_(items)),
                _ => Failed
            };
        }
        if (target == typeof(IEnumerable<(Tensor?, Variable)>) && items is not null)
        {
            return items.Cast<object?[]>().Select(p => ((Tensor?)To(p[0], typeof(Tensor)), (Variable)p[1]!)).ToList();
        }
        if (target == typeof(double[]) && value is NDArray numbers)
        {
            return numbers.astype(NPTypeCode.Double).flatten().ToArray<double>();
        }
        if (target == typeof(Config) && value is PyDict config) { return Plain(config); }
        Type? element = target.IsArray ? target.GetElementType() : target.IsGenericType && target.GetGenericTypeDefinition() is var g
            && (g == typeof(IEnumerable<>) || g == typeof(IReadOnlyList<>) || g == typeof(List<>)) ? target.GenericTypeArguments[0] : null;
        if (element is not null && items is not null)
        {
            object?[] parts = [.. items.Select(i => To(i, element))];
            if (Array.Exists(parts, p => ReferenceEquals(p, Failed))) { return Failed; }
            Array made = Array.CreateInstance(element, parts.Length);
            for (int i = 0; i < parts.Length; i++) { made.SetValue(parts[i], i); }
            return target.IsInstanceOfType(made) ? made : Activator.CreateInstance(target, made)!;
        }
        foreach (Type owner in (Type[])[target, value.GetType()])
        {
            foreach (MethodInfo m in owner.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)
                .Where(m => m.Name == "op_Implicit" && target.IsAssignableFrom(m.ReturnType)))
            {
                Type from = m.GetParameters()[0].ParameterType;
                object? made = from == target ? Failed : from.IsInstanceOfType(value) ? value : from.IsPrimitive
                    || (value is PyFunction && typeof(Delegate).IsAssignableFrom(from))
                    || (items is not null && from.IsArray) ? To(value, from) : Failed;
                if (made != Failed) { return m.Invoke(null, [made]); }
            }
        }
        if (value is string or long or double or bool or PyDict || items is not null)
        {
            try { return ConfigBinder.Convert(Plain(value), target, "argument"); }
            catch (Exception e) when (e is ArgumentException or InvalidCastException or NotSupportedException && value is not string)
            {
                return Failed;
            }
        }
        return Failed;
    }

    /// <summary>A value as configurations hold it.</summary>
    public static object? Plain(object? value) => value switch
    {
        PyDict d => new Config(d.Select(p => KeyValuePair.Create(p.Key.ToString()!, Plain(p.Value)))),
        List<object?> l => l.Select(Plain).ToList(),
        object?[] t => t.Select(Plain).ToList(),
        _ => value,
    };

    public static NDArray Array_(IReadOnlyList<object?> items)
    {
        if (items.Count > 0 && items[0] is List<object?> or object?[])
        {
            return np.stack([.. items.Select(i => Array_([.. ((IEnumerable)i!).Cast<object?>()]))]);
        }
        if (items.Count > 0 && items[0] is NDArray) { return np.stack([.. items.Cast<NDArray>()]); }
        return items.All(i => i is long)
            ? np.array(items.Select(i => (long)i!).ToArray())
            : np.array(items.Select(Convert.ToDouble).ToArray());
    }

    private static ModelData? Data(object? value, object?[]? items = null)
    {
        items ??= value switch { List<object?> l => [.. l], object?[] t => t, _ => null };
        return value switch
        {
            null => null,
            NDArray a => a,
            Tensor t => Arrays.ToArray(t),
            Sequence s => s,
            Dataset d => ModelData.From(d),
            PyGenerator g => ModelData.From(g.Items.Select(Batch)),
            PyDict d => d.ToDictionary(p => (string)p.Key, p => (NDArray)To(p.Value, typeof(NDArray))!),
            _ when items is not null && items.All(i => i is NDArray or Tensor or null) =>
                ModelData.Create([.. items.Select(i => (NDArray)To(i, typeof(NDArray))!)]),
            _ when items is not null && items.All(i => i is List<object?> or double or long) => Array_(items),
            _ => throw new NotReplayedException($"data of {value.GetType().Name}"),
        };
    }

    /// <summary>What a generator yields, or a Sequence gives.</summary>
    public static Batch Batch(object? item)
    {
        if (item is NDArray x) { return new Batch([x]); }
        NDArray[]?[] parts = [.. ((IEnumerable)item!).Cast<object?>().Select(p => p switch
        {
            null => null,
            NDArray one => (NDArray[])[one],
            List<object?> or object?[] => [.. ((IEnumerable)p).Cast<NDArray>()],
            _ => throw new NotReplayedException($"a batch of {p.GetType().Name}"),
        })];
        return new Batch(parts[0]!, parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2));
    }

    /// <summary>An own class as its type, a function as a delegate of two tensors.</summary>
    private static object CustomObject(object value) => value switch
    {
        PyClass own => own.Type ?? throw new NotReplayedException($"{own.Name} among custom_objects"),
        PyFunction function => (Func<Tensor, Tensor, Tensor>)((a, b) => (Tensor)To(function.Call(a, b), typeof(Tensor))!),
        _ => value,
    };

    private static bool IsOfTwoTensors(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: var a }, { ParameterType: var b }, .. var rest] && a == typeof(Tensor)
        && b == typeof(Tensor) && rest.All(p => p.HasDefaultValue);

    private static object Function(PyFunction function, Type target)
    {
        Func<Tensor, Tensor, Tensor> pair = (a, b) => (Tensor)To(function.Call(a, b), typeof(Tensor))!;
        if (target == typeof(LossSpec)) { return new LossSpec(pair, function.Name); }
        if (target == typeof(MetricSpec)) { return new MetricSpec(pair, function.Name); }
        if (target == typeof(Func<Tensor, Tensor, Tensor>)) { return pair; }
        // a mask's function takes the mask alone in C#
        if (target == typeof(Func<Tensor, Tensor>) && function.Parameters == 2) { return (Func<Tensor, Tensor>)(mask => pair(mask, mask)); }
        return typeof(Delegate).IsAssignableFrom(target) ? Delegate(function, target) : Failed;
    }

    /// <summary>A delegate that calls a Python function, where their parameters are as many.</summary>
    private static object Delegate(PyFunction function, Type target)
    {
        MethodInfo invoke = target.GetMethod("Invoke")!;
        ParameterExpression[] parameters = [.. invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType))];
        if (function.Parameters >= 0 && function.Parameters != parameters.Length) { return Failed; }
        Func<object?[], object?> call = a =>
        {
            object? result = function.Call([.. a.Select(PythonRunner.FromNet)], []);
            return invoke.ReturnType == typeof(void) ? null : To(result, invoke.ReturnType) is var made && made != Failed ? made
                : throw new RaisedException("TypeError", $"does not compile: {function.Name} that returns {result?.GetType().Name}");
        };
        Expression body = Expression.Invoke(Expression.Constant(call),
            Expression.NewArrayInit(typeof(object), parameters.Select(p => Expression.Convert(p, typeof(object)))));
        return Expression.Lambda(target, invoke.ReturnType == typeof(void) ? body : Expression.Convert(body, invoke.ReturnType),
            parameters).Compile();
    }
}
