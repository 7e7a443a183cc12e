using KerasDigits.Port.Types;

namespace KerasDigits.Port.Translating;

/// <content>Names that take values.</content>
public sealed partial class Translator
{
    private Scope FunctionScope()
    {
        Scope scope = _scope;
        while (scope.Parent is not null && scope.Function == scope.Parent.Function && scope.Class is null) { scope = scope.Parent; }
        return scope;
    }

    private string Key(Variable variable) => $"{_scopeId}/{variable.CsName}";

    /// <summary>
    /// The variable that an assignment fills: the one there is, or a second one where the type changes on a straight way.
    /// </summary>
    private Variable Assigned(string name, PyType type, bool isNested = false)
    {
        Scope scope = FunctionScope();
        if (scope.Outer.Contains(name) && scope.Parent!.Find(name) is null) { _ = Later(name); }
        if (scope.Outer.Contains(name) && scope.Parent!.Find(name) is { } outer) { LearnVariable(outer, type); return outer; }
        Variable? known = scope.Names.GetValueOrDefault(name);
        bool isShared = IsShared(name, scope), isStraight = !isNested && !isShared && _block == _blocks.Home(name);
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
            if (version > 0) { known.CsName = name + (version + 1); }
            scope.Names[name] = known;
            if (isShared) { AsField(known); }
            if (_types.TryGetValue(Key(known), out PyType? learnt)) { known.Type = learnt; }
        }
        LearnVariable(known, type);
        return known;
    }

    private static bool IsWider(PyType known, PyType type) => (known, type) switch
    {
        (ListOf a, ListOf b) => PyType.Join(a, b) == known,
        (DictOf a, DictOf b) => PyType.Join(a, b) == known,
        (Clr a, Clr b) => a.Type.IsAssignableFrom(b.Type),
        _ => false,
    };

    private void LearnVariable(Variable variable, PyType type)
    {
        if (variable.Type is ModuleType or FuncType or ClassType { IsObject: false }) { return; }
        variable.Type = Learn(variable.Type, type);
        _types[variable.IsField ? "/" + variable.CsName : Key(variable)] = variable.Type;
    }

    private string Declared(PyType type) => type is Simple { Name: "void" or "object" } ? IsOpen ? "dynamic?" : "object?" : type.Cs;

    private static string DefaultOf(PyType type) => type.IsNumber ? "default" : "default!";
}
