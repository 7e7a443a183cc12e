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
    /// <param name="value">Any value, null (None) too.</param>
    public static string type_name(object? value) => value switch
    {
        null => "NoneType",
        Exception error => PythonErrors.FormatName(error),
        bool => "bool",
        int or long => "int",
        double => "float",
        string => "str",
        float => "float32",
        _ when PythonOutputs.TryOpen(value, out object? outputs) => type_name(outputs),
        NumSharp.NDArray { ndim: 0 } number => Pandas.NumberType.GetName(number.typecode),
        NumSharp.NDArray => "ndarray",
        INamedDictionary named => named.Name,
        IDeque => "deque",
        ITupleList or System.Runtime.CompilerServices.ITuple => "tuple",
        System.Collections.IDictionary => "dict",
        System.Collections.IList and not Array => "list",
        _ when PythonText.IsSet(value) => "set",
        _ => value.GetType().Name,
    };

    /// <summary>What Python shows of a value's type: <c>&lt;class 'int'&gt;</c>.</summary>
    /// <param name="value">Any value, null (None) too.</param>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public static string type_of(object? value) => value switch
    {
        null or bool or int or long or double or string or System.Runtime.CompilerServices.ITuple or ITupleList
            or System.Collections.IDictionary and not INamedDictionary => $"<class '{type_name(value)}'>",
        INamedDictionary or IDeque => $"<class 'collections.{type_name(value)}'>",
        NumSharp.NDArray { ndim: 0 } => $"<class 'numpy.{type_name(value)}'>",
        Exception error when PythonErrors.FormatName(error) is var name && error.GetType().Namespace is not null => $"<class '{name}'>",
        System.Collections.IList and not Array when value.GetType().Namespace == typeof(List<>).Namespace => "<class 'list'>",
        _ when PythonText.IsSet(value) => "<class 'set'>",
        // A program's own classes stand in no namespace.
        _ when value.GetType().Namespace is null => $"<class '__main__.{type_name(value)}'>",
        _ => type(value),
    };
}
