using System.Reflection;
using System.Runtime.CompilerServices;
using KerasDigits.Layers;
using KerasDigits.Training;

namespace KerasDigits.Tests.Semantics;

/// <summary>
/// A class written in Python: a plain one, or one derived from a class of the library, for which a .NET class is made that overrides what
/// the Python class defines.
/// </summary>
internal sealed class PyClass
{
    private static readonly ConditionalWeakTable<object, PyClass> s_classes = [];
    private static readonly ConditionalWeakTable<object, string[]> s_outputKeys = [];
    private readonly PythonRunner _runner;
    private readonly PyClass? _parent;
    private readonly Scope _members;
    private readonly Type? _library;
    private readonly Lazy<Type?> _type;

    private PyClass(PythonRunner runner, string name, object? parent, Scope members, IReadOnlyList<string> attributes, bool byName)
    {
        (_runner, Name, _members, _parent, ByName) = (runner, name, members, parent as PyClass, byName);
        _library = _parent?._library ?? (parent as PythonRunner.Methods)?.All[0].ReturnType ?? parent as Type;
        Attributes = [.. (_parent?.Attributes ?? []).Concat(attributes).Distinct()];
        _type = new(() => _library is null ? null : OwnTypes.Make(name, _library, Attributes, Find, Dispatch, byName));
    }

    public string Name { get; }

    /// <summary>Whether a model's call takes and gives dictionaries.</summary>
    public bool ByName { get; }

    /// <summary>The .NET class; null for a plain Python class.</summary>
    public Type? Type => _type.Value;

    /// <summary>What the methods set on self, in that order: the fields of the .NET class.</summary>
    public IReadOnlyList<string> Attributes { get; }

    public static PyClass? Of(object? instance) => instance is PyObject plain ? plain.Class : instance is not null
        && s_classes.TryGetValue(instance, out PyClass? found) ? found : null;

    public static PyClass Define(PythonRunner runner, Node node, Scope scope)
    {
        var members = new Scope(scope);
        var attributes = new List<string>();
        runner.RunBody(node.Parts[1]!, members);
        Collect(node.Parts[1]!);
        return new PyClass(runner, (string)node.Value!, node.Parts[0] is { } parent ? runner.Evaluate(parent, scope) : null, members,
            attributes, Array.Exists(node.Parts[1]!.Parts, GivesDictionary));

        static bool GivesDictionary(Node? part) => part is { Kind: "def" } && (((string, List<(string, Node?)>))part.Value!).Item1 == "call"
            && Returns(part.Parts[0]);
        static bool Returns(Node? part) => part is { Kind: "return" } ? part.Parts[0] is { Kind: "dict" } : part is not null
            && Array.Exists(part.Parts, Returns);

        void Collect(Node? part)
        {
            if (part is null) { return; }
            if (part is { Kind: "assign" })
            {
                Node target = part.Parts[0]!;
                foreach (Node? t in target.Kind == "tuple" ? target.Parts : [target])
                {
                    if (t is { Kind: "attribute" } && t.Parts[0] is { Kind: "name", Value: "self" }) { attributes.Add((string)t.Value!); }
                }
            }
            Array.ForEach(part.Parts, Collect);
        }
    }

    /// <summary>A method, property or value of the class or the Python classes above it.</summary>
    public PyFunction? Find(string name) => Raw(name) switch { PyFunction f => f, PyProperty p => p.Getter, _ => null };

    private object? Raw(string name) => _members.Own.FirstOrDefault(m => m.Key == name).Value ?? _parent?.Raw(name);

    private PyClass Owner(string name) => _members.Own.Any(m => m.Key == name) ? this : _parent!.Owner(name);

    /// <summary>An object of the class.</summary>
    public object Make(List<object?> arguments, Dictionary<string, object?> keywords)
    {
        object made = _type.Value is { } type ? RuntimeHelpers.GetUninitializedObject(type) : new PyObject(this);
        if (made is not PyObject) { s_classes.Add(made, this); }
        // Python's own __init__ need not call these bases'.
        if (made is KerasDigits.Data.Sequence or KerasDigits.Callbacks.Callback) { Construct(made, [], []); }
        if (Find("__init__") is not null) { _ = Call(made, "__init__", arguments, keywords); }
        else { Construct(made, arguments, keywords); }
        return made;
    }

    private object? Call(object self, string method, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        PyClass owner = Owner(method);
        return owner.InClass(self, () => Find(method)!.Call([self, .. arguments], keywords));
    }

    /// <summary>super() in a method needs to know whose it is.</summary>
    private object? InClass(object self, Func<object?> call)
    {
        (object? self, PyClass? owner) before = (Scoped("__self__"), Scoped("__class__") as PyClass);
        (_members["__self__"], _members["__class__"]) = (self, this);
        try { return call(); }
        finally { (_members["__self__"], _members["__class__"]) = (before.self, before.owner); }

        object? Scoped(string name) => _members.Own.FirstOrDefault(m => m.Key == name).Value;
    }

    /// <summary>
    /// Runs the library's constructor on the object: keywords that it does not take are properties, as C#'s initializers set them.
    /// </summary>
    private void Construct(object self, List<object?> arguments, Dictionary<string, object?> keywords)
    {
        if (self is PyObject) { return; }
        string reason = "";
        Exception? refused = null;
        foreach (ConstructorInfo constructor in self.GetType().GetConstructors()
            .OrderByDescending(c => keywords.Keys.Count(k => c.GetParameters().Any(p => p.Name == k)))
            .ThenBy(c => c.GetParameters().Length))
        {
            ParameterInfo[] parameters = OwnTypes.Original(constructor).GetParameters();
            var taken = keywords.Where(k => Array.Exists(parameters, p => p.Name == k.Key)).ToDictionary();
            if (PythonRunner.Values(parameters, arguments, taken, ref reason, ref refused) is not { } values) { continue; }
            _ = PythonRunner.Unwrapped(() => constructor.Invoke(self, values));
            foreach (var (name, value) in keywords.Except(taken).Where(k => k.Value is not null))
            {
                PythonRunner.SetMember(self, name, value);
            }
            return;
        }
        throw refused ?? new NotReplayedException($"{Name}(): {reason}");
    }

    /// <summary>What the library calls of the .NET class.</summary>
    private object? Dispatch(object self, string method, object?[] arguments, Type wanted)
    {
        if (method == "call" && arguments[0] is Dictionary<string, Tensor> named) { return CallByName(self, named, (bool)arguments[1]!); }
        if (method == "call" && self is Layer layer) { return CallLayer(layer, (Tensor[])arguments[0]!, (CallContext)arguments[1]!); }
        object? result = Call(self, method, [.. arguments.Select(a => a is StepData data ? Step(data) : PythonRunner.FromNet(a))], []);
        if (wanted == typeof(void)) { return null; }
        if (wanted == typeof(StepResults)) { return Results(result); }
        if (wanted == typeof(Tensor[])) { return Outputs(result).Values; }
        if (wanted == typeof(KerasDigits.Data.Batch)) { return Coercion.Batch(result); }
        object? made = Coercion.To(result, wanted);
        return made == Coercion.Failed ? throw new NotReplayedException($"{Name}.{method} that returns {result?.GetType().Name}") : made;
    }

    private object CallByName(object self, Dictionary<string, Tensor> inputs, bool training)
    {
        var given = new PyDict();
        foreach (var (name, tensor) in inputs) { given[name] = tensor; }
        return ((PyDict)Call(self, "call", [given], Find("call")!.Takes("training")
            ? new() { ["training"] = training }
            : [])!).ToDictionary(o => (string)o.Key, o => Tensor(o.Value));
    }

    private Tensor[] CallLayer(Layer layer, Tensor[] inputs, CallContext context)
    {
        PyFunction call = Find("call")!;
        var keywords = new Dictionary<string, object?>();
        if (call.Takes("training")) { keywords["training"] = context.training; }
        if (call.Takes("mask"))
        {
            keywords["mask"] = context.mask is { } masks ? masks.Length == 1 ? masks[0] : masks.ToList<object?>() : null;
        }
        object? given = inputs.Length == 1 ? inputs[0] : inputs.ToList<object?>();
        if (inputs.Length > 1 && OwnTypes.InputNames(layer) is { } names)
        {
            var named = new PyDict();
            for (int i = 0; i < names.Length; i++) { named[names[i]] = inputs[i]; }
            given = named;
        }
        (string[]? keys, Tensor[] values) = Outputs(Call(layer, "call", [given], keywords));
        if (keys is not null) { s_outputKeys.AddOrUpdate(layer, keys); }
        return values;
    }

    /// <summary>What a layer's call gives in Python: one tensor, a list, a dictionary.</summary>
    public static object? OutputOf(Layer layer, Tensor[] outputs)
    {
        if (!s_outputKeys.TryGetValue(layer, out string[]? keys)) { return outputs.Length == 1 ? outputs[0] : outputs.ToList<object?>(); }
        var named = new PyDict();
        for (int i = 0; i < keys.Length; i++) { named[keys[i]] = outputs[i]; }
        return named;
    }

    private static (string[]? Keys, Tensor[] Values) Outputs(object? result) => result switch
    {
        PyDict d => ([.. d.Keys.Cast<string>()], [.. d.Values.Select(Tensor)]),
        List<object?> or object?[] => (null, [.. PythonRunner.Items(result).Select(Tensor)]),
        _ => (null, [Tensor(result)]),
    };

    private static Tensor Tensor(object? value) => Coercion.To(value, typeof(Tensor)) as Tensor
        ?? throw new NotReplayedException($"a result {value?.GetType().Name}");

    private static object?[] Step(StepData data)
    {
        static object? One(Tensor?[]? t) => t is null ? null : t.Length == 1 ? t[0] : t.ToList<object?>();
        return data.sample_weights is { } w ? [One(data.inputs), One(data.targets), One(w)] : data.targets is { } y
            ? [One(data.inputs), One(y)] : [One(data.inputs)];
    }

    private static StepResults Results(object? result)
    {
        var results = new StepResults();
        foreach (var (name, value) in result as PyDict
            ?? throw new RaisedException("TypeError", $"does not compile: a step that returns {result?.GetType().Name}"))
        {
            results[(string)name] = Tensor(value);
        }
        return results;
    }

    /// <summary>Members that Python's classes bring.</summary>
    public static bool TryMember(PythonRunner runner, object? target, string name, out object? value)
    {
        value = null;
        if (target is PySuper super) { return super.Class.TryAbove(runner, super.Self, name, out value); }
        if (target is PyClass type)
        {
            value = name == "__name__" ? type.Name : type.Raw(name);
            return value is not null;
        }
        if (Of(target) is not { } own) { return false; }
        if (target is PyObject plain && plain.Fields.TryGetValue(name, out value)) { return true; }
        if (target!.GetType().GetField(name) is { } field && field.DeclaringType!.Assembly.IsDynamic && field.GetValue(target) is { } kept)
        {
            value = kept;
            return true;
        }
        switch (own.Raw(name))
        {
            case PyFunction: value = new PyFunction(name, (a, k) => own.Call(target, name, a, k)); return true;
            case PyProperty: value = own.Call(target, name, [], []); return true;
            case { } shared: value = shared; return true;
            default: return false;
        }
    }

    private bool TryAbove(PythonRunner runner, object self, string name, out object? value)
    {
        if (_parent?.Raw(name) is PyFunction)
        {
            value = new PyFunction(name, (a, k) => _parent.Call(self, name, a, k));
            return true;
        }
        if (name == "__init__")
        {
            value = new PyFunction(name, (a, k) => { Construct(self, a, k); return null; });
            return true;
        }
        MethodInfo[] above = [.. self.GetType().GetMethods().Where(m => m.Name == OwnTypes.Above + name)];
        if (above.Length == 0) { above = [.. self.GetType().GetMethods().Where(m => m.Name == name)]; }
        value = above.Length > 0 ? new PythonRunner.Methods(self, above, name) : throw new NotReplayedException($"super().{name}");
        return true;
    }
}

/// <summary>An object of a Python class that has no class of the library above it.</summary>
internal sealed class PyObject(PyClass @class)
{
    public PyClass Class => @class;

    public Dictionary<string, object?> Fields { get; } = [];
}

/// <summary>Python's @property.</summary>
internal sealed record PyProperty(PyFunction Getter);

/// <summary>Python's super().</summary>
internal sealed record PySuper(PyClass Class, object Self);
