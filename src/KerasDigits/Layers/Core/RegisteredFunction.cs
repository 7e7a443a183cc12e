using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using KerasDigits.Ops;

namespace KerasDigits.Layers;

/// <summary>
/// Functions of keras.backend, keras.ops and keras.activations as functions of symbolic tensors: their arguments are found by name.
/// </summary>
internal static class RegisteredFunction
{
    private static readonly ConcurrentDictionary<string, TensorFunction> s_known = new();

    /// <summary>The function of that full name; null when there is none that makes one tensor of tensors and plain values.</summary>
    public static TensorFunction? Find(string path)
    {
        if (s_known.TryGetValue(path, out TensorFunction? known)) { return known; }
        if (!Array.Exists(["keras.backend.", "keras.ops.", "keras.activations.", "keras.losses.", "keras.metrics.", "tf."],
            p => path.StartsWith(p, StringComparison.Ordinal))
            || !Registry.Functions.TryGetValue(path, out MethodInfo? method) || !Fits(method)) { return null; }
        ParameterInfo[] parameters = method.GetParameters();
        return s_known[path] = new(a => [Call(method, parameters, a)], [.. parameters.Select(p => p.Name!)]);
    }

    private static bool Fits(MethodInfo method) => method.ReturnType == typeof(Tensor) && !method.IsGenericMethod
        && method.GetParameters() is { Length: > 0 } all && Array.Exists(all, p => TakesTensors(p.ParameterType))
        && !Array.Exists(all, p => typeof(Delegate).IsAssignableFrom(p.ParameterType));

    private static bool TakesTensors(Type type) => type == typeof(Tensor) || type == typeof(Tensor[]) || type == typeof(Operand);

    private static Tensor Call(MethodInfo method, ParameterInfo[] parameters, OpArguments a)
    {
        object?[] values = [.. parameters.Select((p, i) => ReadValue(p, i == 0, a))];
        try { return (Tensor)method.Invoke(null, values)!; }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static object? ReadValue(ParameterInfo p, bool first, OpArguments a)
    {
        Tensor[] tensors = [.. a.Inputs.Where((_, i) => a.Names?[i] is { } name ? name == p.Name : first)];
        object? plain = a.Keywords.Get(first && a.StartsWithConstant ? OpLambda.Constant : p.Name!);
        Type type = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
        if (type == typeof(Tensor[])) { return tensors; }
        if (TakesTensors(type))
        {
            Tensor? tensor = tensors.Length > 0 ? tensors[0] : plain is double or long && type == typeof(Operand) ? null
                : OpArguments.ReadPlain(plain);
            if (tensor is not null) { return type == typeof(Operand) ? (object)(Operand)tensor : tensor; }
            if (plain is double or long) { return (Operand)Convert.ToDouble(plain, System.Globalization.CultureInfo.InvariantCulture); }
            return p.HasDefaultValue ? p.DefaultValue : throw OpArguments.Missing(p.Name!);
        }
        if (plain is not null) { return ConfigBinder.Convert(plain, p.ParameterType, p.Name!); }
        return p.HasDefaultValue ? p.DefaultValue : throw OpArguments.Missing(p.Name!);
    }
}
