namespace KerasDigits.Tests.Semantics;

/// <summary>Python's dictionary: keys in the order in which they came.</summary>
internal sealed class PyDict : OrderedDictionary<object, object?>
{
    /// <summary>Whether the order says nothing: arrays by the names of a model's outputs.</summary>
    public bool Unordered { get; init; }
}

/// <summary>The names of a module, function or class body, and those around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> _names = [];
    private readonly HashSet<string> _globals = [];

    public IEnumerable<KeyValuePair<string, object?>> Own => _names;

    public object? this[string name]
    {
        set
        {
            Scope scope = this;
            for (bool global = _globals.Contains(name); global && scope.Outer is { } next; scope = next) { }
            scope._names[name] = value;
        }
    }

    private Scope? Outer => outer;

    public bool TryGetValue(string name, out object? value)
    {
        for (Scope? scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._names.TryGetValue(name, out value)) { return true; }
        }
        value = null;
        return false;
    }

    /// <summary>Python's statement global.</summary>
    public void Global(IEnumerable<string> names) => _globals.UnionWith(names);
}

/// <summary>A function that was written in Python.</summary>
internal sealed class PyFunction(string name, Func<List<object?>, Dictionary<string, object?>, object?> body,
    IReadOnlyList<string>? parameters = null)
{
    public string Name { get; set; } = name;

    /// <summary>How many arguments it takes; -1: any number.</summary>
    public int Parameters => parameters is null || parameters.Any(p => p.StartsWith('*')) ? -1 : parameters.Count;

    /// <summary>Whether it has a parameter of that name.</summary>
    public bool Takes(string parameter) => parameters?.Contains(parameter) == true;

    public object? Call(params object?[] arguments) => body([.. arguments], []);

    public object? Call(List<object?> arguments, Dictionary<string, object?> keywords) => body(arguments, keywords);
}

/// <summary>What a Python generator function gives; the library reads it anew as it does a C# iterator, Python's own loops go on.</summary>
internal sealed class PyGenerator(Func<IEnumerable<object?>> run) : System.Collections.IEnumerable
{
    public IEnumerable<object?> Items => run();

    public System.Collections.IEnumerator GetEnumerator() => run().GetEnumerator();
}

/// <summary>A module: names of the library's, and a few that only the replay has.</summary>
internal sealed record PyModule(Type? Library, PyDict Names);

/// <summary>Python's type(x).</summary>
internal sealed record PyType(string Name);

/// <summary>An exception that the case itself raises.</summary>
internal sealed class RaisedException(string type, string message) : Exception(message)
{
    public string Type => type;
}

/// <summary>A part of a case that cannot be run here; the message names it.</summary>
internal class NotReplayedException(string what) : Exception(what);

/// <summary>A line whose C# twin does not compile. Where the case asks whether it fails, it does: earlier than in Python.</summary>
internal sealed class NotCompiledException(string what, string pythonType = "TypeError") : NotReplayedException(what)
{
    public string PythonType => pythonType;
}
