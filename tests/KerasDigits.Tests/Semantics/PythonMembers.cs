using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Saving.Hdf5;
using KerasDigits.Layers;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Tests.Semantics;

/// <content>Members: the library's by reflection, a few of Python's and NumPy's own.</content>
internal sealed partial class PythonRunner
{
    private const BindingFlags Anything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>A member that is called, with the object it belongs to.</summary>
    internal sealed record Methods(object? Target, MethodInfo[] All, string Name);

    /// <summary>The models of their compiled metrics, boxed.</summary>
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<object, object> s_owners = [];

    private static object? Super(Scope scope) => new PySuper((PyClass)Named("__class__", scope)!, Named("__self__", scope)!);

    public object? Member(object? target, string name)
    {
        if (PyClass.TryMember(this, target, name, out object? own)) { return own; }
        switch (target, name)
        {
            case (PyModule module, _):
                return module.Names.TryGetValue(name, out object? known) ? known : module.Library is { } library ? Member(library, name)
                    : throw new NotReplayedException(name);
            case (Type module, _):
                if (module == typeof(tf) && name == "keras") { return typeof(keras); }
                if (module.GetNestedType(name) is { } nested) { return nested; }
                MethodInfo[] functions = [.. module.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)
                    .Where(m => m.Name == name)];
                if (functions.Length > 0) { return new Methods(null, functions, name); }
                return (object?)module.GetProperty(name, BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
                    ?? module.GetField(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)?.GetValue(null)
                    ?? throw new NotReplayedException($"{module.Name}.{name}");
            case (NDArray a, "numpy"): return new PyFunction(name, (_, _) => a);
            case (NDArray a, "copy"): return new PyFunction(name, (_, _) => a.copy());
            case (NDArray a, "tolist"): return new PyFunction(name, (_, _) => PythonText.List(a));
            case (NDArray a, "astype"): return new PyFunction(name, (x, _) => a.astype(Numpy.Type(x[0])));
            case (Predictions { outputs.Count: > 1 }, "shape"): break;
            case (NDArray a, "shape"): return a.shape.Select(n => (object?)n).ToArray();
            case (NDArray a, "dtype"): return new PyType(Numpy.Name(a));
            case (NDArray a, "T"): return a.transpose();
            case (NDArray a, "sum" or "mean" or "max" or "min"):
                return new PyFunction(name, (_, _) => Convert.ToDouble(name switch
                {
                    "sum" => np.sum(a),
                    "mean" => np.mean(a),
                    "max" => np.amax(a),
                    _ => np.amin(a)
                }));
            case (Variable v, "numpy"): return new PyFunction(name, (_, _) => v.numpy());
            case (Variable v, "dtype"): return new PyType(v.dtype);
            case (KerasTensor k, "dtype"): return new PyType(k.dtype);
            case (PyType t, "name" or "__name__"): return t.Name;
            case (Tensor t, "numpy"): return new PyFunction(name, (_, _) => Arrays.ToArray(t));
            case (Tensor t, "shape"): return t.shape.Select(n => (object?)n).ToArray();
            case (Tensor t, "dtype"): return new PyType(DTypes.GetName(t.dtype));
            case (Tensor t, "_keras_mask"):
                return Masks.Of(t) ?? throw new RaisedException("AttributeError", "'EagerTensor' object has no attribute '_keras_mask'");
            case (PyDict d, "items"):
                return new PyFunction(name, (_, _) => d.Select(p => (object?)new object?[] { p.Key, p.Value }).ToList());
            case (PyDict d, "keys"): return new PyFunction(name, (_, _) => d.Keys.ToList<object?>());
            case (PyDict d, "values"): return new PyFunction(name, (_, _) => d.Values.ToList());
            case (PyDict d, "get"):
                return new PyFunction(name, (x, _) => d.TryGetValue(x[0]!, out object? found) ? found : x.ElementAtOrDefault(1));
            case (PyDict d, _) when d.TryGetValue(name, out object? value): return value;
            case (IDictionary<string, double> logs, "update"):
                return new PyFunction(name, (x, _) =>
                {
                    foreach (var (key, value) in (PyDict)x[0]!) { logs[(string)key] = Convert.ToDouble(value); }
                    return null;
                });
            case (Layer l, "dtype"): return l.variable_dtype;
            case (KerasDigits.Optimizers.LearningRate { Schedule: null } r, "numpy"): return new PyFunction(name, (_, _) => r.Value);
            case (TrainableModel.StepMetrics, "_metrics"):
                return ((TrainableModel)s_owners.GetValue(target!, _ => throw new NotReplayedException(name))).metrics.Skip(1)
                    .ToList<object?>();
            case (KerasDigits.Metrics.MeanMetricWrapper w, "_fn"): return new PyFunction(w.FunctionName ?? w.name!, (_, _) => null);
            case (TrainableModel m, "compiled_metrics") when PyClass.Of(m) is null:
                object made = m.compiled_metrics;
                s_owners.Add(made, m);
                return made;
            case (FitParams p, "items"):
                return new PyFunction(name,
                    (_, _) => new List<object?> { new object?[] { "epochs", (long)p.epochs },
                        new object?[] { "steps", p.steps is { } s ? (long)s : null }, new object?[] { "verbose", (long)p.verbose } });
            case (PyFunction f, "__name__"): return f.Name;
            case (Delegate d, "__name__"): return d.Method.Name;
            case (List<object?> l, "append"): return new PyFunction(name, (x, _) => { l.Add(x[0]); return null; });
            case (H5Node h, "attrs"): return h.Attributes;
            case (H5Reader h, "attrs"): return h.Root.Attributes;
            case (H5Dataset h, "dtype"): return h.DType;
            case (string s, _): return PythonText.Member(s, name);
            case (null, _): throw new RaisedException("AttributeError", $"'NoneType' object has no attribute '{name}'");
        }
        Type type = target!.GetType();
        MethodInfo[] methods = [.. type.GetMethods().Where(m => m.Name == name && !m.IsStatic)];
        if (methods.Length > 0) { return new Methods(target, methods, name); }
        MemberInfo? member = (MemberInfo?)PropertyOf(type, name) ?? type.GetField(name);
        if (member is null && PyClass.Of(target) is not null)
        {
            // What a derived class sees.
            MethodInfo[] hidden = [.. type.GetMethods(Anything).Where(m => m.Name == name && !m.IsPrivate)];
            if (hidden.Length > 0) { return new Methods(target, hidden, name); }
        }
        return Unwrapped(() => member switch
        {
            PropertyInfo p => FromNet(p.GetValue(target)),
            FieldInfo f => FromNet(f.GetValue(target)),
            _ => throw new NotCompiledException($"{type.Name}.{name}", "AttributeError"),
        });
    }

    private static PropertyInfo? PropertyOf(Type type, string name) =>
        type.GetProperties(Anything).Where(p => p.Name == name && p.GetIndexParameters().Length == 0 && p.GetMethod?.IsPrivate != true)
        .MaxBy(p => Depth(p.DeclaringType!));

    private static int Depth(Type type) => type.BaseType is { } b ? Depth(b) + 1 : 0;

    internal static void SetMember(object owner, string name, object? value)
    {
        if (owner is PyFunction function && name == "__name__")
        {
            function.Name = (string)value!;
            return;
        }
        if (owner is PyObject plain)
        {
            plain.Fields[name] = value;
            return;
        }
        if (owner.GetType().GetField(name) is { } field && field.DeclaringType!.Assembly.IsDynamic)
        {
            field.SetValue(owner, value);
            return;
        }
        PropertyInfo property = PropertyOf(owner.GetType(), name)
            ?? throw new NotReplayedException($"setting {name} of {owner.GetType().Name}");
        property = property.DeclaringType!.GetProperty(name, Anything)!;
        if (property.SetMethod is null) { throw new NotReplayedException($"setting {name} of {owner.GetType().Name}"); }
        Unwrapped(() =>
        {
            object? made = Coercion.To(value, property.PropertyType);
            if (made == Coercion.Failed) { throw new NotReplayedException($"{name} as {value}"); }
            property.SetValue(owner, made);
            return null;
        });
    }

    /// <summary>Python's getattr with a default, hasattr: whether the library's public names have it.</summary>
    public bool TryMember(object? target, string name, out object? value)
    {
        value = null;
        try
        {
            value = Member(target, name);
            return true;
        }
        catch (NotReplayedException) { return false; }
        catch (RaisedException e) when (e.Type == "AttributeError") { return false; }
    }
}
