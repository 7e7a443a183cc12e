namespace KerasDigits.Tests.Semantics;

/// <summary>
/// Runs a case's Python against this library: names of Keras are the facade's, arguments go by name, own classes become .NET classes, so
/// each line does what its C# twin does.
/// </summary>
internal sealed partial class PythonRunner
{
    private readonly Scope _globals;

    public PythonRunner(Scope globals) => _globals = globals;

    private sealed class ReturnValue(object? value) : Exception
    {
        public object? Value => value;
    }

    /// <summary>Python's statement continue.</summary>
    private sealed class NextException : Exception;

    public void Run(Node statement) => Execute(statement, _globals);

    /// <summary>Runs a class's body.</summary>
    internal void RunBody(Node body, Scope scope) => Execute(body, scope);

    /// <summary>Reads an expression.</summary>
    internal object? Evaluate(Node expression, Scope scope) => Value(expression, scope);

    private void Execute(Node node, Scope scope)
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
                    try { Execute(node.Parts[2]!, scope); }
                    catch (NextException) { }
                }
                break;
            case "continue": throw new NextException();
            case "while":
                while (Truth(Value(node.Parts[0]!, scope))) { Execute(node.Parts[1]!, scope); }
                break;
            case "def":
                var (name, parameters) = ((string, List<(string, Node?)>))node.Value!;
                scope[name] = Define(name, parameters, node.Parts[0]!, scope);
                break;
            case "decorated":
                Execute(node.Parts[0]!, scope);
                string function = (((string, List<(string, Node?)>))node.Parts[0]!.Value!).Item1;
                if (node.Value is "property") { scope[function] = new PyProperty((PyFunction)Named(function, scope)!); }
                break;
            case "class": scope[(string)node.Value!] = PyClass.Define(this, node, scope); break;
            case "with":
                object? resource = Value(node.Parts[0]!, scope);
                using (resource as IDisposable)
                {
                    if (node.Parts[1] is { } target) { Assign(target, resource, scope); }
                    Execute(node.Parts[2]!, scope);
                }
                break;
            case "try":
                try { Execute(node.Parts[0]!, scope); }
                catch (Exception e) when (e is not (ReturnValue or NextException or NotReplayedException) && node.Parts[1] is { } handler)
                {
                    if (node.Value is string caught) { scope[caught] = e; }
                    Execute(handler, scope);
                }
                break;
            case "global": scope.Global((List<string>)node.Value!); break;
            case "raise": throw Value(node.Parts[0]!, scope) as Exception ?? throw new NotReplayedException("raise");
            case "return": throw new ReturnValue(node.Parts[0] is null ? null : Value(node.Parts[0]!, scope));
            default: throw new NotReplayedException($"the statement {node.Value ?? node.Kind}");
        }
    }

    private static object? Named(string name, Scope scope) => scope.TryGetValue(name, out object? value)
        ? value
        : throw new NotReplayedException($"the name {name}");

    /// <summary>The body of a generator function, item by item.</summary>
    private IEnumerable<object?> Generate(Node node, Scope scope)
    {
        switch (node.Kind)
        {
            case "yield": yield return Value(node.Parts[0]!, scope); break;
            case "body":
                foreach (object? item in node.Parts.SelectMany(n => Generate(n!, scope))) { yield return item; }
                break;
            case "for":
                foreach (object? each in Items(Value(node.Parts[1]!, scope)))
                {
                    Assign(node.Parts[0]!, each, scope);
                    foreach (object? item in Generate(node.Parts[2]!, scope)) { yield return item; }
                }
                break;
            case "while":
                while (Truth(Value(node.Parts[0]!, scope)))
                {
                    foreach (object? item in Generate(node.Parts[1]!, scope)) { yield return item; }
                }
                break;
            case "if":
                Node? branch = Truth(Value(node.Parts[0]!, scope)) ? node.Parts[1] : node.Parts[2];
                foreach (object? item in branch is null ? [] : Generate(branch, scope)) { yield return item; }
                break;
            default: Execute(node, scope); break;
        }
    }

    private static bool Yields(Node? node) => node is not null && node.Kind is not ("def" or "class" or "lambda")
        && (node.Kind == "yield" || Array.Exists(node.Parts, Yields));

    private PyFunction Define(string name, List<(string Name, Node? Default)> parameters, Node body, Scope outer)
    {
        bool yields = body.Kind == "body" && Yields(body);
        object?[] defaults = [.. parameters.Select(p => p.Default is null ? null : Value(p.Default, outer))];
        return new(name, (arguments, keywords) =>
        {
            if (yields)
            {
                return new PyGenerator(() => Generate(body, Bound()));
            }
            Scope scope = Bound();
            if (body.Kind != "body") { return Value(body, scope); }
            try { Execute(body, scope); }
            catch (ReturnValue r) { return r.Value; }
            return null;

            Scope Bound()
            {
                var scope = new Scope(outer);
                for (int i = 0; i < parameters.Count; i++)
                {
                    var (parameter, given) = parameters[i];
                    if (parameter.StartsWith("**", StringComparison.Ordinal))
                    {
                        var rest = new PyDict();
                        foreach (var (key, value) in keywords.Where(k => !parameters.Exists(p => p.Name == k.Key))) { rest[key] = value; }
                        scope[parameter[2..]] = rest;
                    }
                    else if (parameter.StartsWith('*')) { scope[parameter[1..]] = arguments.Skip(i).ToArray(); }
                    else
                    {
                        scope[parameter] = i < arguments.Count ? arguments[i] : keywords.TryGetValue(parameter, out object? k) ? k
                            : given is not null ? defaults[i]
                            : throw new RaisedException("TypeError", $"{name}() missing 1 required positional argument: '{parameter}'");
                    }
                }
                if (arguments.Count > parameters.Count && !parameters.Exists(p => p.Name.StartsWith('*')))
                {
                    throw new RaisedException("TypeError", $"{name}() takes {parameters.Count} positional arguments but "
                        + $"{arguments.Count} were given");
                }
                return scope;
            }
        }, [.. parameters.Select(p => p.Name)]);
    }

    private void Assign(Node target, object? value, Scope scope)
    {
        switch (target.Kind)
        {
            case "name": scope[(string)target.Value!] = value; break;
            case "tuple" or "list":
                object?[] items = [.. Items(value)];
                if (items.Length != target.Parts.Length)
                {
                    throw new RaisedException("ValueError", $"cannot take {items.Length} values apart into {target.Parts.Length} names");
                }
                for (int i = 0; i < target.Parts.Length; i++) { Assign(target.Parts[i]!, items[i], scope); }
                break;
            case "attribute": SetMember(Value(target.Parts[0]!, scope)!, (string)target.Value!, value); break;
            case "subscript":
                object container = Value(target.Parts[0]!, scope)!;
                switch (container)
                {
                    case NumSharp.NDArray array:
                        array[Index(target, scope)] = value as NumSharp.NDArray ?? NumSharp.np.array(Convert.ToSingle(value));
                        break;
                    case PyDict dictionary: dictionary[Value(target.Parts[1]!, scope)!] = value; break;
                    case IDictionary<string, double> logs: logs[(string)Value(target.Parts[1]!, scope)!] = Convert.ToDouble(value); break;
                    default: throw new NotReplayedException($"setting an item of {container.GetType().Name}");
                }
                break;
            default: throw new NotReplayedException($"an assignment to {target.Kind}");
        }
    }
}
