using System.Reflection;
using KerasDigits.Core;

namespace KerasDigits.Tests.House;

/// <summary>Makes an exported class with its needed arguments alone, so that its defaults can be read from its configuration.</summary>
internal static class ApiSamples
{
    /// <summary>The configuration; null for functions and for classes that cannot be made without real data.</summary>
    public static Config? Make(string path)
    {
        if (!Registry.Classes.TryGetValue(path, out Type? type) || !typeof(IKerasObject).IsAssignableFrom(type) || type.IsAbstract)
        {
            return null;
        }
        ConstructorInfo? constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        if (constructor is null) { return null; }
        object?[] arguments = [.. constructor.GetParameters()
            .Select(p => p.HasDefaultValue ? p.DefaultValue is null && p.ParameterType.IsValueType
                && Nullable.GetUnderlyingType(p.ParameterType) is null ? Activator.CreateInstance(p.ParameterType) : p.DefaultValue
                : Sample(p))];
        try { return ((IKerasObject)constructor.Invoke(arguments)).get_config(); }
        catch (TargetInvocationException e) when (e.InnerException is ArgumentException or NotSupportedException) { return null; }
    }

    private static object? Sample(ParameterInfo p)
    {
        Type type = Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType;
        if (type == typeof(int)) { return 2; }
        if (type == typeof(double)) { return 0.5; }
        if (type == typeof(string)) { return p.Name == "equation" ? "ab,bc->ac" : "value"; }
        MethodInfo? fromInt = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .FirstOrDefault(m => m.Name == "op_Implicit" && m.ReturnType == type && m.GetParameters()[0].ParameterType == typeof(int));
        return fromInt?.Invoke(null, [2]);
    }
}
