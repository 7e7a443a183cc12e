using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <content>Names that take values.</content>
public sealed partial class Translator
{
    private Scope FindFunctionScope()
    {
        Scope scope = _scope;
        while (scope.Parent is not null && scope.Function == scope.Parent.Function && scope.Class is null) { scope = scope.Parent; }
        return scope;
    }

    private string MakeKey(Variable variable) => $"{variable.Home ??= _scopeId}/{variable.CsName}";

    /// <summary>
    /// The variable that an assignment fills: the one there is, or a second one where the type changes on a straight way.
    /// </summary>
    private Variable AssignVariable(string name, PyType type, bool isNested = false)
    {
        Scope scope = FindFunctionScope();
        if (FindBoundByLoop(name, type, scope) is { } bound) { return bound; }
        if (scope.Outer.Contains(name) && scope.Parent!.Find(name) is null) { _ = FindLater(name); }
        if (scope.Outer.Contains(name) && scope.Parent!.Find(name) is { } outer) { LearnVariable(outer, type); return outer; }
        Variable? known = scope.Names.GetValueOrDefault(name);
        bool isShared = IsShared(name, scope), isStraight = !isNested && !isShared && _block == _blocks.FindHome(name)
            && !(_captured.Value.TryGetValue(name, out int seenFrom) && seenFrom < _out.Source);
        if (known is { Type: ModuleType or FuncType or ClassType { IsObject: false } })
        {
            known = null;
            _versions[$"{_scopeId}/{name}"] = Math.Max(1, _versions.GetValueOrDefault($"{_scopeId}/{name}"));
        }
        if (known is not null && isStraight && known.Type != PyType.Never && type != PyType.Never && known.Type != type
            && !(known.Type is ListOf { Item: var i } && i == PyType.Never) && !IsWider(known.Type, type))
        {
            known = null;
            _versions[$"{_scopeId}/{name}"] = _versions.GetValueOrDefault($"{_scopeId}/{name}") + 1;
        }
        if (known is null)
        {
            known = new Variable(name);
            int version = _versions.GetValueOrDefault($"{_scopeId}/{name}");
            if (version > 0) { known.CsName = name + FindFreeNumber(name, version + 1); }
            scope.Names[name] = known;
            if (isShared) { AsField(known); }
            Recall(known);
        }
        LearnVariable(known, type);
        return known;
    }

    // Names that functions read from outside of them, and the line of the first: what is assigned below it, the function sees too.
    private readonly Lazy<Dictionary<string, int>> _captured;

    private static Dictionary<string, int> FindCaptured(Module module)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Stmt s in Inside.Walk(module.Body))
        {
            IEnumerable<string> seen = s switch
            {
                FunctionStmt f => Sharing.FindFree(f),
                AssignStmt { Value: LambdaExpr l } => Inside.FindNames(l),
                _ => [],
            };
            foreach (string name in seen) { lines[name] = Math.Min(s.Line, lines.GetValueOrDefault(name, s.Line)); }
        }
        return lines;
    }

    // The number of a name's next variable: one that the program has not given itself.
    private int FindFreeNumber(string name, int number)
    {
        while (_blocks.Stored.Contains(name + number) || _sharing.Variables.Contains(name + number)) { number += 10; }
        return number;
    }

    // A loop's own name that its lines assign: the same variable, or a second one from there on where the type is another.
    private Variable? FindBoundByLoop(string name, PyType type, Scope function)
    {
        for (Scope? s = _scope; s is not null && s != function; s = s.Parent)
        {
            if (!s.Names.TryGetValue(name, out Variable? bound)) { continue; }
            if (type == PyType.Never || bound.Type.IsUnknown && bound.IsDeclared || PyType.Join(bound.Type, type) == bound.Type)
            {
                return bound;
            }
            int number = _versions[$"{_scopeId}/{name}"] = _versions.GetValueOrDefault($"{_scopeId}/{name}") + 1;
            var second = new Variable(name) { CsName = name + FindFreeNumber(name, number + 1) };
            Recall(second);
            s.Names[name] = second;
            LearnVariable(second, type);
            return second;
        }
        return null;
    }

    private static bool IsWider(PyType known, PyType type) => (known, type) switch
    {
        (ListOf a, ListOf b) => PyType.Join(a, b) == known,
        (DictOf a, DictOf b) => PyType.Join(a, b) == known,
        // A Sequential has what a Model has not: add.
        (Clr a, Clr b) => a.Type.IsAssignableFrom(b.Type) && !(a.Type == typeof(Models.Model) && b.Type == typeof(Models.Sequential)),
        _ => false,
    };

    private void LearnVariable(Variable variable, PyType type)
    {
        variable.IsGone = false;
        if (variable.Type is ModuleType or FuncType or ClassType { IsObject: false }) { return; }
        variable.Type = Learn(variable.Type, type);
        // What a parameter is filled with, its calls and its default hear of.
        if (variable.Parameter is { } own && own.Function.Types[own.Place] is var said && said != type
            && (type is ListOf or DictOf or SetOf && said is ListOf or DictOf or SetOf
                || type.IsPlainNumber && said.IsNumber || type == PyType.Number))
        {
            own.Function.Types[own.Place] = Learn(said, type);
        }
        _types[variable.IsField ? "/" + variable.CsName : MakeKey(variable)] = variable.Type;
    }

    // What earlier passes have learnt of a variable.
    private void Recall(Variable variable)
    {
        string key = variable.IsField ? "/" + variable.CsName : MakeKey(variable);
        if (_types.TryGetValue(key, out PyType? learnt)) { variable.Type = learnt; }
        variable.MayBeNull |= _nulls.Contains(key);
    }

    // Variables that are None where they hold a number or a tuple elsewhere.
    private readonly HashSet<string> _nulls = [];

    private void LearnNull(Variable variable)
    {
        if (_nulls.Add(variable.IsField ? "/" + variable.CsName : MakeKey(variable))) { _hasChanged = true; }
        variable.MayBeNull = true;
    }

    // A value where it is stored in a variable, a field or a function's value that may be None.
    private static string FitNull(Ex x, PyType type) => x.MayBeNull && type.IsValue ? x.Code : Fit(x, type);

    // A number or None where lists, tuples and dictionaries hold it. Sizes that C# does not know are known where they are held.
    private Ex MakeContained(Ex x) => !x.MayBeNull || x.Type == PyType.Long ? x.Known
        : IsOpen ? new Ex($"(dynamic?){x.Wrap(1)}", PyType.Unknown, 1)
        : throw No("list of several types", "a number or None among other values");

    private string WriteDeclaredType(Variable variable) =>
        WriteDeclaredType(variable.Type) + (variable.MayBeNull && variable.Type.IsValue ? "?" : "");

    private string WriteDeclaredType(PyType type) =>
        type is Simple { Name: "void" or "object" } ? IsOpen ? "dynamic?" : "object?" : type.Cs;

    private static string WriteDefault(PyType type) => type.IsPlainNumber ? "default" : "default!";
}
