using System.Globalization;
using System.Reflection;

namespace KerasDigits.Core;

/// <summary>The conversions that C# would find for a value whose type is known only while the program runs.</summary>
internal static class ImplicitConversion
{
    /// <summary>An argument's value in the type that its parameter has.</summary>
    /// <param name="value">What was given; null stays null.</param>
    /// <param name="wanted">The parameter's type.</param>
    /// <param name="name">The parameter, for the error.</param>
    /// <param name="owner">Whose parameter it is, for the error.</param>
    /// <exception cref="ArgumentException">No conversion leads from the value's type to the wanted one.</exception>
    public static object? Convert(object? value, Type wanted, string name, string owner)
    {
        Type type = Nullable.GetUnderlyingType(wanted) ?? wanted;
        if (value is null || type.IsInstanceOfType(value)) { return value; }
        if (value is IConvertible && value is not string && type.IsPrimitive)
        {
            return System.Convert.ChangeType(value, type, CultureInfo.InvariantCulture);
        }
        MethodInfo? conversion = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Concat(value.GetType().GetMethods(BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(m => m.Name == "op_Implicit" && m.ReturnType == type
                && m.GetParameters()[0].ParameterType.IsInstanceOfType(value));
        return conversion is not null
            ? conversion.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], CultureInfo.InvariantCulture)
            : throw new ArgumentException($"`{name}` of {owner} must be of the type {type.Name}. Received: {name}={value} "
                + $"({value.GetType().Name}).", name);
    }
}
