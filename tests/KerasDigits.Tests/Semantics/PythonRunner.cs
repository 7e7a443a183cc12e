using System.Collections;
using System.Reflection;
using System.Runtime.ExceptionServices;
using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Losses;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <summary>Runs a case's Python against this library: names of Keras are the facade's, arguments go by name, so each line does what its C# twin does.</summary>
internal sealed class PythonRunner
{
    private readonly Dictionary<string, object?> _globals;

    public PythonRunner(Dictionary<string, object?> globals) => _globals = globals;

    /// <summary>A member that is called, with the object it belongs to.</summary>
    internal sealed record Methods(object? Target, MethodInfo[] All, string Name);

    private sealed class ReturnValue(object? value) : Exception
    {
        public object? Value => value;
    }

    public void Run(Node statement) => Execute(statement, _globals);

    private void Execute(Node node, Dictionary<string, object?> scope)
    {
        switch (node.Kind)
        {
            case "body": foreach (Node? n in node.Parts) { Execute(n!, scope); } break;
            case "expression": _ = Value(node.Parts[0]!, scope); break;
            case "assign": Assign(node.Parts[0]!, Value(node.Parts[1]!, scope), scope); break;
            case "if":
                if (Truth(Value(node.Parts[0]!, scope))) { Execute(node.Parts[1]!, scope); }
                else if (node.Parts[2] is { } rest) { Execute(rest, scope); }
                break;
            case "for":
                foreach (object? item in Items(Value(node.Parts[1]!, scope)))
                {
                    Assign(node.Parts[0]!, item, scope);
                    Execute(node.Parts[2]!, scope);
                }
                break;
            case "def":
                var (name, parameters) = ((string, List<(string, Node?)>))node.Value!;
                scope[name] = Define(name, parameters, node.Parts[0]!, scope);
                break;
            case "return": throw new ReturnValue(node.Parts[0] is null ? null : Value(node.Parts[0]!, scope));
            case "with": throw new NotReplayedException("the statement with");
            case "class": scope[(string)node.Value!] = new Missing($"the class {node.Value}"); break;
            default: throw new NotReplayedException($"the statement {node.Value ?? node.Kind}");
        }
    }

    /// <summary>What is not run; whoever uses it says so.</summary>
    private sealed record Missing(string What);

    private PyFunction Define(string name, List<(string Name, Node? Default)> parameters, Node body, Dictionary<string, object?> outer) => new(name, (arguments, keywords) =>
    {
        var scope = new Dictionary<string, object?>(outer);
        for (int i = 0; i < parameters.Count; i++)
        {
            var (parameter, given) = parameters[i];
            if (parameter.StartsWith('*')) { continue; }
            scope[parameter] = i < arguments.Count ? arguments[i] : keywords.TryGetValue(parameter, out object? k) ? k : Value(given ?? throw new NotReplayedException($"a call without {parameter}"), outer);
        }
        if (body.Kind != "body") { return Value(body, scope); }
        try { Execute(body, scope); }
        catch (ReturnValue r) { return r.Value; }
        return null;
    });

    private void Assign(Node target, object? value, Dictionary<string, object?> scope)
    {
        switch (target.Kind)
        {
            case "name": scope[(string)target.Value!] = value; break;
            case "tuple" or "list":
                object?[] items = [.. Items(value)];
                for (int i = 0; i < target.Parts.Length; i++) { Assign(target.Parts[i]!, items[i], scope); }
                break;
            case "attribute":
                object owner = Value(target.Parts[0]!, scope)!;
                PropertyInfo property = owner.GetType().GetProperty((string)target.Value!) ?? throw new NotReplayedException($"setting {target.Value} of {owner.GetType().Name}");
                object? made = Coercion.To(value, property.PropertyType);
                if (made == Coercion.Failed) { throw new NotReplayedException($"{target.Value} as {value}"); }
                Unwrapped(() => { property.SetValue(owner, made); return null; });
                break;
            case "subscript":
                object container = Value(target.Parts[0]!, scope)!;
                if (container is NDArray array) { array[Index(target, scope)] = value as NDArray ?? np.array(Convert.ToSingle(value)); }
                else if (container is PyDict dictionary) { dictionary[Value(target.Parts[1]!, scope)!] = value; }
                else { throw new NotReplayedException($"setting an item of {container.GetType().Name}"); }
                break;
            default: throw new NotReplayedException($"an assignment to {target.Kind}");
        }
    }

    private string Index(Node node, Dictionary<string, object?> scope) => string.Join(", ", node.Parts.Skip(1).SelectMany(p => p!.Kind == "tuple" ? p.Parts : [p]).Select(p => p!.Kind switch
    {
        "slice" => string.Join(":", p.Parts.Take(p.Parts[2] is null ? 2 : 3).Select(x => x is null ? "" : Value(x, scope)!.ToString())),
        _ => Value(p, scope) is { } v ? v is long n ? n.ToString(System.Globalization.CultureInfo.InvariantCulture) : throw new NotReplayedException($"an index of {v.GetType().Name}") : "None",
    }));

    private object? Value(Node node, Dictionary<string, object?> scope)
    {
        switch (node.Kind)
        {
            case "constant": return node.Value;
            case "name": return scope.TryGetValue((string)node.Value!, out object? named) ? named is Missing missing ? throw new NotReplayedException(missing.What) : named
                : _globals.TryGetValue((string)node.Value!, out named) ? named : throw new NotReplayedException($"the name {node.Value}");
            case "list": return node.Parts.SelectMany(p => p!.Kind == "star" ? Items(Value(p.Parts[0]!, scope)) : [Value(p, scope)]).ToList();
            case "tuple": return node.Parts.Select(p => Value(p!, scope)).ToArray();
            case "dict":
                var dictionary = new PyDict();
                for (int i = 0; i < node.Parts.Length; i += 2) { dictionary[Value(node.Parts[i]!, scope)!] = Value(node.Parts[i + 1]!, scope); }
                return dictionary;
            case "lambda": return Define("<lambda>", (List<(string, Node?)>)node.Value!, node.Parts[0]!, scope);
            case "choose": return Truth(Value(node.Parts[0]!, scope)) ? Value(node.Parts[1]!, scope) : Value(node.Parts[2]!, scope);
            case "and": return Value(node.Parts[0]!, scope) is var a && !Truth(a) ? a : Value(node.Parts[1]!, scope);
            case "or": return Value(node.Parts[0]!, scope) is var o && Truth(o) ? o : Value(node.Parts[1]!, scope);
            case "not": return !Truth(Value(node.Parts[0]!, scope));
            case "minus": return Value(node.Parts[0]!, scope) switch { long n => -n, double d => -d, NDArray x => -x, Tensor t => -t, var other => throw new NotReplayedException($"minus {other}") };
            case "binary": return Arithmetic.Of((string)node.Value!, Value(node.Parts[0]!, scope), Value(node.Parts[1]!, scope));
            case "compare": return Arithmetic.Compare((string)node.Value!, Value(node.Parts[0]!, scope), Value(node.Parts[1]!, scope));
            case "comprehension": return Comprehension(node, scope);
            case "subscript": return Subscript(node, scope);
            case "attribute": return Member(Value(node.Parts[0]!, scope), (string)node.Value!);
            case "call": return Call(node, scope);
            default: throw new NotReplayedException($"the expression {node.Kind}");
        }
    }

    private object Comprehension(Node node, Dictionary<string, object?> outer)
    {
        var list = new List<object?>();
        var dictionary = new PyDict();
        var scope = new Dictionary<string, object?>(outer);
        foreach (object? item in Items(Value(node.Parts[1]!, outer)))
        {
            Assign(node.Parts[0]!, item, scope);
            if (node.Parts[2] is { } condition && !Truth(Value(condition, scope))) { continue; }
            if ((string)node.Value! == "dict") { dictionary[Value(node.Parts[3]!, scope)!] = Value(node.Parts[4]!, scope); }
            else { list.Add(Value(node.Parts[3]!, scope)); }
        }
        return (string)node.Value! == "dict" ? dictionary : list;
    }

    private object? Subscript(Node node, Dictionary<string, object?> scope)
    {
        object? container = Value(node.Parts[0]!, scope);
        switch (container)
        {
            case PyDict d: return d[Value(node.Parts[1]!, scope)!];
            case NDArray a when node.Parts.Length == 2 && node.Parts[1]!.Kind is not "slice" and not "tuple" && Value(node.Parts[1]!, scope) is NDArray chosen: return a[chosen.astype(NPTypeCode.Int32)];
            case NDArray a:
                string index = Index(node, scope);
                if (!index.Contains("None", StringComparison.Ordinal)) { return a[index]; }
                string[] parts = index.Split(", ");
                if (!parts.All(p => p is "None" or ":" or "...")) { throw new NotReplayedException($"the index {index}"); }
                var dims = new List<long>();
                int axis = 0;
                foreach (string part in parts) { dims.Add(part == "None" ? 1 : a.shape[axis++]); }
                dims.AddRange(a.shape.Skip(axis));
                return a.reshape(new NumSharp.Shape([.. dims]));
        }
        object?[] items = [.. Items(container)];
        if (node.Parts[1]!.Kind != "slice")
        {
            object? key = Value(node.Parts[1]!, scope);
            if (container is IDictionary<string, double> logs && key is string name) { return logs[name]; }
            int at = (int)(long)key!;
            return items[at < 0 ? at + items.Length : at];
        }
        int Bound(Node? n, int otherwise) => n is null ? otherwise : (int)(long)Value(n, scope)! is var i && i < 0 ? Math.Max(0, i + items.Length) : Math.Min(items.Length, (int)(long)Value(n, scope)!);
        return items[Bound(node.Parts[1]!.Parts[0], 0)..Bound(node.Parts[1]!.Parts[1], items.Length)].ToList();
    }

    private object? Member(object? target, string name)
    {
        switch (target, name)
        {
            case (Type module, _):
                if (module.GetNestedType(name) is { } nested) { return nested; }
                MethodInfo[] functions = [.. module.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy).Where(m => m.Name == name)];
                if (functions.Length > 0) { return new Methods(null, functions, name); }
                return module.GetProperty(name, BindingFlags.Public | BindingFlags.Static) is { } constant ? constant.GetValue(null) : throw new NotReplayedException($"{module.Name}.{name}");
            case (NDArray a, "numpy"): return new PyFunction(name, (_, _) => a);
            case (NDArray a, "copy"): return new PyFunction(name, (_, _) => a.copy());
            case (NDArray a, "astype"): return new PyFunction(name, (x, _) => a.astype(Numpy.Type(x[0])));
            case (NDArray a, "shape"): return a.shape.Select(n => (object?)n).ToArray();
            case (NDArray a, "dtype"): return new PyDict { ["name"] = Numpy.Name(a) };
            case (NDArray a, "T"): return a.transpose();
            case (NDArray a, "sum" or "mean" or "max" or "min"): return new PyFunction(name, (_, _) => Convert.ToDouble(name switch { "sum" => np.sum(a), "mean" => np.mean(a), "max" => np.amax(a), _ => np.amin(a) }));
            case (Variable v, "numpy"): return new PyFunction(name, (_, _) => v.numpy());
            case (Variable v, "dtype"): return new PyDict { ["name"] = v.dtype };
            case (Tensor t, "numpy"): return new PyFunction(name, (_, _) => Arrays.ToArray(t));
            case (PyDict d, "items"): return new PyFunction(name, (_, _) => d.Select(p => (object?)new object?[] { p.Key, p.Value }).ToList());
            case (PyDict d, "keys"): return new PyFunction(name, (_, _) => d.Keys.ToList<object?>());
            case (PyDict d, "values"): return new PyFunction(name, (_, _) => d.Values.ToList());
            case (PyDict d, _) when d.TryGetValue(name, out object? value): return value;
            case (PyFunction f, "__name__"): return f.Name;
            case (List<object?> l, "append"): return new PyFunction(name, (x, _) => { l.Add(x[0]); return null; });
            case (null, _): throw new NotReplayedException($"None.{name}");
        }
        Type type = target!.GetType();
        MethodInfo[] methods = [.. type.GetMethods().Where(m => m.Name == name && !m.IsStatic)];
        if (methods.Length > 0) { return new Methods(target, methods, name); }
        MemberInfo? member = (MemberInfo?)type.GetProperties().Where(p => p.Name == name && p.GetIndexParameters().Length == 0).OrderByDescending(p => p.DeclaringType == type).FirstOrDefault() ?? type.GetField(name);
        return Unwrapped(() => member switch
        {
            PropertyInfo p => FromNet(p.GetValue(target)),
            FieldInfo f => FromNet(f.GetValue(target)),
            _ => throw new NotReplayedException($"{type.Name}.{name}"),
        });
    }

    private object? Call(Node node, Dictionary<string, object?> scope)
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
            case Methods methods: return Invoke(methods, arguments, keywords);
            case Layer layer: return ApplyLayer(layer, arguments, keywords);
            case Loss loss:
                using (Scopes.Step())
                {
                    Tensor T(object? v) => (Tensor)Coercion.To(v, typeof(Tensor))!;
                    object? weight = arguments.Count > 2 ? arguments[2] : keywords.GetValueOrDefault("sample_weight");
                    return Unwrapped(() => Arrays.ToArray(loss.Apply(T(arguments[0]), T(arguments[1]), weight is null ? null : T(weight))));
                }
            default: throw new NotReplayedException($"a call of {function?.GetType().Name}");
        }
    }

    private static object? ApplyLayer(Layer layer, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        object? first = arguments[0];
        object?[] inputs = first is List<object?> or object?[] ? [.. ((IEnumerable)first).Cast<object?>()] : [first];
        bool? training = keywords.TryGetValue("training", out object? flag) ? (bool?)flag : null;
        if (keywords.Keys.Any(k => k != "training")) { throw new NotReplayedException($"a layer's call with {string.Join(", ", keywords.Keys)}"); }
        return Unwrapped(() =>
        {
            if (Array.TrueForAll(inputs, i => i is KerasTensor))
            {
                KerasTensor[] made = layer.ApplyAll([.. inputs.Cast<KerasTensor>()], null, training is { } t ? new Core.Config { ["training"] = t } : null);
                return made.Length == 1 ? made[0] : made.ToList<object?>();
            }
            if (Array.TrueForAll(inputs, i => i is Tensor)) { return layer.ApplyAll([.. inputs.Cast<Tensor>()], training)[0]; }
            NDArray[] results = layer.ApplyAll([.. inputs.Select(i => (NDArray)Coercion.To(i, typeof(NDArray))!)], training);
            return results.Length == 1 ? results[0] : results.ToList<object?>();
        });
    }

    private static object? Invoke(Methods methods, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        if (methods.Name is "fit" or "evaluate" or "predict" && methods.Target is TrainableModel && !keywords.ContainsKey("verbose")) { keywords = new(keywords) { ["verbose"] = 0L }; }
        if (methods.Name is "fit" && !keywords.ContainsKey("shuffle")) { keywords = new(keywords) { ["shuffle"] = false }; }
        string reason = "";
        foreach (MethodInfo method in methods.All.Where(m => !m.IsGenericMethodDefinition).OrderBy(m => m.GetParameters().Length))
        {
            ParameterInfo[] parameters = method.GetParameters();
            string[] unknown = [.. keywords.Keys.Where(k => !Array.Exists(parameters, p => p.Name == k))];
            if (unknown.Length > 0 || arguments.Count > parameters.Length)
            {
                reason = $"no argument {string.Join(", ", unknown)}";
                continue;
            }
            object?[] values = new object?[parameters.Length];
            bool fits = true;
            for (int i = 0; fits && i < parameters.Length; i++)
            {
                bool given = i < arguments.Count || keywords.ContainsKey(parameters[i].Name!);
                object? value = i < arguments.Count ? arguments[i] : keywords.GetValueOrDefault(parameters[i].Name!);
                if (!given && parameters[i].IsDefined(typeof(ParamArrayAttribute)))
                {
                    values[i] = Array.CreateInstance(parameters[i].ParameterType.GetElementType()!, 0);
                    continue;
                }
                if (!given)
                {
                    fits = parameters[i].HasDefaultValue || parameters[i].IsOptional;
                    if (!fits) { reason = $"without {parameters[i].Name}"; }
                    values[i] = parameters[i].DefaultValue is DBNull ? null : parameters[i].DefaultValue;
                    if (values[i] is null && parameters[i].ParameterType.IsValueType && Nullable.GetUnderlyingType(parameters[i].ParameterType) is null) { values[i] = Activator.CreateInstance(parameters[i].ParameterType); }
                    continue;
                }
                values[i] = Unwrapped(() => Coercion.To(value, parameters[i].ParameterType));
                fits = values[i] != Coercion.Failed;
                if (!fits) { reason = $"{parameters[i].Name} as {value?.GetType().Name ?? "None"}"; }
            }
            if (fits) { return Unwrapped(() => FromNet(method.Invoke(methods.Target, values))); }
        }
        throw new NotReplayedException($"{methods.Name}: {reason}");
    }

    /// <summary>Exceptions without the frame that reflection puts around them.</summary>
    private static object? Unwrapped(Func<object?> call)
    {
        try { return call(); }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    public static object? FromNet(object? value) => value switch
    {
        int n => (long)n,
        float f => (double)f,
        Shape s => s.ToArray(none: -1).Select(d => d < 0 ? null : (object?)d).ToArray(),
        Predictions p => p.outputs.Count == 1 ? p.outputs[0] : p.outputs.ToList<object?>(),
        History h => h,
        NDArray[] arrays => arrays.ToList<object?>(),
        IDictionary<string, List<double>> history => Ordered(history.Select(h => ((object)h.Key, (object?)h.Value.Select(v => (object?)v).ToList()))),
        _ => value,
    };

    private static PyDict Ordered(IEnumerable<(object, object?)> pairs)
    {
        var result = new PyDict();
        foreach (var (key, value) in pairs) { result[key] = value; }
        return result;
    }

    public static IEnumerable<object?> Items(object? value) => value switch
    {
        PyDict d => d.Keys,
        string s => s.Select(c => (object?)c.ToString()),
        NDArray a => Enumerable.Range(0, (int)a.shape[0]).Select(i => (object?)a[$"{i}"]),
        Evaluation e => e.Select(v => (object?)v),
        IEnumerable e => e.Cast<object?>(),
        _ => throw new NotReplayedException($"a loop over {value?.GetType().Name}"),
    };

    public static bool Truth(object? value) => value switch { null => false, bool b => b, long n => n != 0, double d => d != 0, string s => s.Length > 0, ICollection c => c.Count > 0, _ => true };
}
