using System.Reflection;

namespace KerasDigits.Layers;

/// <summary>How a <see cref="Lambda"/> calls its function.</summary>
/// <remarks>Source: tf.keras 2.3.1, layers/core.py, Lambda.call.</remarks>
internal sealed class LambdaCall
{
    private const string Training = "training", Mask = "mask";

    private readonly Func<Tensor[], CallContext, Tensor> _compute;

    private LambdaCall(Delegate function, bool takesSeveral, Func<Tensor[], CallContext, Tensor> compute) =>
        (Function, TakesSeveral, _compute) = (function, takesSeveral, compute);

    /// <summary>The function.</summary>
    public Delegate Function { get; }

    /// <summary>Whether it takes any number of inputs, as a Tensor[].</summary>
    public bool TakesSeveral { get; }

    public Tensor Compute(Tensor[] inputs, CallContext context) => _compute(inputs, context);

    /// <summary>A function of the inputs and of arguments that are given once.</summary>
    /// <exception cref="ArgumentException">It takes no tensor first, an argument is unknown or has no value, or a value does not
    /// fit.</exception>
    public static LambdaCall Of(Delegate function, Config arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (arguments.Count == 0)
        {
            if (function is Func<Tensor, Tensor> one) { return new(function, false, (inputs, _) => one(inputs[0])); }
            if (function is Func<Tensor[], Tensor> several) { return new(function, true, (inputs, _) => several(inputs)); }
        }
        ParameterInfo[] all = function.Method.GetParameters();
        // A static method that is bound to an object keeps that as its first parameter.
        if (function.Method.IsStatic && function.Target is not null) { all = all[1..]; }
        Type? first = all.Length > 0 ? all[0].ParameterType : null;
        Guard.That((first == typeof(Tensor) || first == typeof(Tensor[])) && function.Method.ReturnType == typeof(Tensor),
            "The function of a Lambda layer must make a Tensor of a Tensor, or of a Tensor[] for several inputs, and of further "
            + $"arguments. Received: {function.Method}.", nameof(function));
        ParameterInfo[] further = all[1..];
        string[] unknown = [.. arguments.Keys.Where(k => !Array.Exists(further, p => p.Name == k))];
        Guard.That(unknown.Length == 0, $"The function of a Lambda layer has no argument \"{unknown.FirstOrDefault()}\". It has: "
            + $"{string.Join(", ", further.Select(p => p.Name))}.", nameof(arguments));
        object?[] values = Array.ConvertAll(further, p => ReadValue(p, arguments));
        int training = FindGiven(further, Training, typeof(bool), arguments), mask = FindGiven(further, Mask, first!, arguments);
        return new(function, first == typeof(Tensor[]), (inputs, context) =>
        {
            object?[] given = [first == typeof(Tensor) ? inputs[0] : inputs, .. values];
            if (training >= 0) { given[training + 1] = context.training; }
            if (mask >= 0) { given[mask + 1] = first == typeof(Tensor) ? context.mask?[0] : context.mask; }
            return (Tensor)function.Method.Invoke(function.Target, BindingFlags.DoNotWrapExceptions, null,
                function.Method.IsStatic && function.Target is { } bound ? [bound, .. given] : given, null)!;
        });
    }

    /// <summary>The place of an argument that the layer gives at each call; -1: there is none.</summary>
    private static int FindGiven(ParameterInfo[] further, string name, Type type, Config arguments) => arguments.ContainsKey(name)
        ? -1
        : Array.FindIndex(further, p => p.Name == name && p.ParameterType == type);

    private static object? ReadValue(ParameterInfo parameter, Config arguments)
    {
        if (arguments.Get(parameter.Name!) is { } value)
        {
            return ConfigBinder.Convert(value, parameter.ParameterType, $"arguments[\"{parameter.Name}\"]");
        }
        if (parameter.HasDefaultValue) { return parameter.DefaultValue; }
        Guard.That(parameter.Name is Training or Mask || Nullable.GetUnderlyingType(parameter.ParameterType) is not null,
            $"The function of a Lambda layer needs a value for its argument \"{parameter.Name}\": give it in `arguments`, "
            + $"new() {{ [\"{parameter.Name}\"] = … }}, or give the argument a default.", nameof(arguments));
        return null;
    }
}
