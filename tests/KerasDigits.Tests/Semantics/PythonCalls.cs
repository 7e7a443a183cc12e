using System.Collections;
using System.Reflection;
using System.Runtime.ExceptionServices;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Metrics;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <content>Calls: arguments find their parameters by place and name, of several overloads the first that takes them.</content>
internal sealed partial class PythonRunner
{
    private object? Call(Node node, Scope scope)
    {
        object? function = Value(node.Parts[0]!, scope);
        var arguments = new List<object?>();
        var keywords = new Dictionary<string, object?>();
        foreach (Node? part in node.Parts.Skip(1))
        {
            if (part!.Kind == "keyword") { keywords[(string)part.Value!] = Value(part.Parts[0]!, scope); }
            else if (part is { Kind: "star", Value: "*" }) { arguments.AddRange(Items(Value(part.Parts[0]!, scope))); }
            else if (part.Kind == "star") { foreach (var (k, v) in (PyDict)Value(part.Parts[0]!, scope)!) { keywords[(string)k] = v; } }
            else { arguments.Add(Value(part, scope)); }
        }
        return Apply(function, arguments, keywords);
    }

    public object? Apply(object? function, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        switch (function)
        {
            case PyFunction own: return own.Call(arguments, keywords);
            case PyClass own: return own.Make(arguments, keywords);
            case PyObject callable when callable.Class.Find("__call__") is { } call: return call.Call([callable, .. arguments], keywords);
            case Methods methods: return Invoke(methods, arguments, keywords);
            case Layer layer: return ApplyLayer(layer, arguments, keywords);
            case LossFunction plain: return Unwrapped(() => plain.call(ToTensor(arguments[0]), ToTensor(arguments[1])));
            case Loss loss when arguments is [NDArray wanted, NDArray came, ..]:
                object? factor = arguments.Count > 2 ? arguments[2] : keywords.GetValueOrDefault("sample_weight");
                return Unwrapped(() => loss.Apply(wanted, came, factor is null ? null : (NDArray)Coercion.To(factor, typeof(NDArray))!));
            case Loss loss:
                object? weight = arguments.Count > 2 ? arguments[2] : keywords.GetValueOrDefault("sample_weight");
                return Unwrapped(() => loss.Apply(ToTensor(arguments[0]), ToTensor(arguments[1]),
                    weight is null ? null : ToTensor(weight)));
            case Metric metric:
                return Unwrapped(() =>
                {
                    MethodInfo[] update = [.. metric.GetType().GetMethods().Where(m => m.Name == "update_state")];
                    _ = Invoke(new Methods(metric, update, "update_state"), arguments, keywords);
                    Tensor result = metric.result();
                    s_results.AddOrUpdate(result, metric);
                    return result;
                });
            case KerasDigits.Optimizers.LearningRate rate: return rate.At(Convert.ToInt64(PythonText.Number(arguments[0])));
            case KerasDigits.Optimizers.Schedules.LearningRateSchedule schedule:
                return schedule.Call(Convert.ToInt64(PythonText.Number(arguments[0])));
            default: throw new NotReplayedException($"a call of {function?.GetType().Name}");
        }
    }

    /// <summary>Results of metrics that were called.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<Tensor, Metric> s_results = [];

    private static Tensor ToTensor(object? value) => Coercion.To(value, typeof(Tensor)) is Tensor t
        ? t
        : throw new NotReplayedException($"{value?.GetType().Name} as a tensor");

    private static object? ApplyLayer(Layer layer, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        if (layer is KerasDigits.Models.Model model && PyClass.Of(layer) is { ByName: true } && arguments is [PyDict byName])
        {
            var tensors = byName.ToDictionary(p => (string)p.Key, p => ToTensor(p.Value));
            var outputs = new PyDict();
            foreach (var (name, tensor) in (Dictionary<string, Tensor>)Unwrapped(() =>
                model.Apply(tensors, (bool?)keywords.GetValueOrDefault("training")))!)
            {
                outputs[name] = tensor;
            }
            return outputs;
        }
        List<object?> inputs = arguments[0] switch
        {
            List<object?> l => [.. l],
            object?[] t => [.. t],
            PyDict d => [.. d.Values],
            var one => [one]
        };
        List<string?> names = [.. inputs.Select(_ => (string?)null)];
        if (arguments[0] is PyDict named) { OwnTypes.NoteInputNames(layer, [.. named.Keys.Cast<string>()]); }
        inputs.AddRange(arguments.Skip(1));
        names.AddRange(arguments.Skip(1).Select(_ => (string?)null));
        bool? training = null;
        var others = new KerasDigits.Core.Config();
        Tensor?[]? mask = null;
        foreach (var (name, value) in keywords)
        {
            if (name == "training") { training = (bool?)value; }
            else if (name == "mask" && value is List<object?> masks) { mask = [.. masks.Select(v => v is null ? null : ToTensor(v))]; }
            else if (name == "mask") { mask = value is null ? null : [ToTensor(value)]; }
            else if (value is Tensor or NDArray or KerasTensor) { inputs.Add(value); names.Add(name); }
            else if (value is IEnumerable several and not string) { foreach (object? v in several) { inputs.Add(v); names.Add(name); } }
            else { others[name] = value; }
        }
        string?[]? given = names.TrueForAll(n => n is null) ? null : [.. names];
        return Unwrapped(() =>
        {
            if (inputs.TrueForAll(i => i is KerasTensor))
            {
                if (training is { } flag) { others["training"] = flag; }
                KerasTensor[] made = layer.ApplyAll([.. inputs.Cast<KerasTensor>()], given, others.Count > 0 ? others : null);
                return made.Length == 1 ? made[0] : made.ToList<object?>();
            }
            Tensor[] outputs = layer.ApplyAll([.. inputs.Select(i => InputOf(layer, i))], training, mask, given,
                others.Count > 0 ? others : null);
            return PyClass.OutputOf(layer, outputs);
        });
    }

    /// <summary>As the library's own call on arrays: floating ones in the layer's dtype.</summary>
    private static Tensor InputOf(Layer layer, object? input) => input is NDArray a
        ? Arrays.ToTensor(a, a.typecode is NPTypeCode.Double or NPTypeCode.Single ? layer.compute_dtype : null) : ToTensor(input);

    internal static object? Invoke(Methods methods, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        if (methods.Name is "fit" or "evaluate" or "predict" && methods.Target is TrainableModel && !keywords.ContainsKey("verbose"))
        {
            keywords = new(keywords) { ["verbose"] = 0L };
        }
        if (methods.Name is "fit" && !keywords.ContainsKey("shuffle")) { keywords = new(keywords) { ["shuffle"] = false }; }
        // A metric in a field is the layer's: to call it is enough in C#.
        if (methods.Name is "add_metric" && arguments is [Tensor value] && s_results.TryGetValue(value, out _)) { return null; }
        string reason = "";
        Exception? refused = null;
        foreach (MethodInfo method in methods.All.Where(m => !m.IsGenericMethodDefinition).OrderBy(m => m.GetParameters().Length))
        {
            if (Values(method.GetParameters(), arguments, keywords, ref reason, ref refused) is not { } values) { continue; }
            object? result = Unwrapped(() => FromNet(method.Invoke(methods.Target, values)));
            return result is Evaluation named && keywords.GetValueOrDefault("return_dict") is true ? SemanticsCase.Named(named) : result;
        }
        if (refused is not null) { ExceptionDispatchInfo.Throw(refused); }
        // What C# has no argument for does not compile: the error that Python raises comes earlier.
        if (reason.StartsWith("no argument ", StringComparison.Ordinal))
        {
            throw new RaisedException("TypeError", $"{methods.Name}: {reason}");
        }
        throw new NotCompiledException($"{methods.Name}: {reason}");
    }

    /// <summary>The arguments of a call for one method or constructor; null: it does not take them.</summary>
    internal static object?[]? Values(ParameterInfo[] parameters, List<object?> arguments, Dictionary<string, object?> keywords,
        ref string reason, ref Exception? refused)
    {
        // What Python takes as *args is a list in C#.
        int list = Array.FindIndex(parameters, p => p.ParameterType == typeof(Tensor[]));
        if (list >= 0 && arguments.Count > list && arguments[list] is not (List<object?> or object?[]))
        {
            arguments = [.. arguments.Take(list), arguments.Skip(list).ToList()];
        }
        string[] unknown = [.. keywords.Keys.Where(k => !Array.Exists(parameters, p => p.Name == k))];
        if (unknown.Length > 0 || arguments.Count > parameters.Length)
        {
            reason = unknown.Length > 0 ? $"no argument {string.Join(", ", unknown)}" : $"{arguments.Count} arguments";
            return null;
        }
        object?[] values = new object?[parameters.Length];
        for (int i = 0; i < parameters.Length; i++)
        {
            ParameterInfo parameter = parameters[i];
            bool given = i < arguments.Count || keywords.ContainsKey(parameter.Name!);
            object? value = i < arguments.Count ? arguments[i] : keywords.GetValueOrDefault(parameter.Name!);
            if (!given && parameter.IsDefined(typeof(ParamArrayAttribute)))
            {
                values[i] = Array.CreateInstance(parameter.ParameterType.GetElementType()!, 0);
                continue;
            }
            if (!given)
            {
                if (!parameter.HasDefaultValue && !parameter.IsOptional)
                {
                    reason = $"without {parameter.Name}";
                    return null;
                }
                values[i] = parameter.DefaultValue is DBNull ? null : parameter.DefaultValue;
                if (values[i] is null && parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null)
                {
                    values[i] = Activator.CreateInstance(parameter.ParameterType);
                }
                continue;
            }
            // A conversion may refuse in the library's own words.
            try { values[i] = Unwrapped(() => Coercion.To(value, parameter.ParameterType)); }
            catch (Exception e) when (e is not NotReplayedException)
            {
                refused ??= e;
                return null;
            }
            if (values[i] == Coercion.Failed)
            {
                reason = $"{parameter.Name} as {value?.GetType().Name ?? "None"}";
                return null;
            }
        }
        return values;
    }

    /// <summary>Exceptions without the frame that reflection puts around them.</summary>
    internal static object? Unwrapped(Func<object?> call)
    {
        try { return call(); }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            while (inner is TargetInvocationException { InnerException: { } more }) { inner = more; }
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }
}
