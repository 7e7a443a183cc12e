namespace KerasDigits.Notebook;

/// <content>Python's exceptions where .NET's classes are wider or narrower.</content>
public static partial class builtins
{
    /// <summary>
    /// Whether Python's <c>except NAME</c> would catch it: <c>catch (Exception e) when (is_error(e, "ValueError"))</c> catches
    /// FormatException and ArgumentException but no place beyond the end of a list, which .NET has as a kind of the latter.
    /// </summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="names">Python's names: "ValueError", "TypeError", "IndexError", "OSError" ….</param>
    public static bool is_error(Exception error, params string[] names) => names.Any(name => PythonErrors.Is(error, name));

    /// <summary>Python's <c>type(value).__name__</c>: "int", "str", "ValueError", or the name of a program's own class.</summary>
    /// <param name="value">Anything.</param>
    public static string type_name(object? value) => value switch
    {
        null => "NoneType",
        Exception error => PythonErrors.FormatName(error),
        bool => "bool",
        int or long => "int",
        double => "float",
        string => "str",
        NumSharp.NDArray => "ndarray",
        ITupleList or System.Runtime.CompilerServices.ITuple => "tuple",
        System.Collections.IDictionary => "dict",
        System.Collections.IList and not Array => "list",
        _ when PythonText.IsSet(value) => "set",
        _ => value.GetType().Name,
    };
}
