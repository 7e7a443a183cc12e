namespace KerasDigits.Port.Translating;

/// <content>Questions for the type of a value.</content>
public sealed partial class Translator
{
    // Whether a value is of one of Python's own types.
    private Ex MakeTypeTest(Ex x, string type, bool hasEffect, bool isExact = false)
    {
        if (type is "list" or "tuple" or "set" && (x.Type.IsUnknown && IsOpen || hasEffect && !x.Type.IsUnknown && x.Type != PyType.None))
        {
            return new Ex($"type_name({WritePlain(x)}) == \"{type}\"", PyType.Bool, 7);
        }
        if (x.Type.IsUnknown && IsOpen || hasEffect && !x.Type.IsUnknown && x.Type != PyType.None || x.MayBeNull
            || x.Type == PyType.Number && type is "int" or "float")
        {
            return new Ex($"(object?){x.Wrap(1)} {WriteTypeTest(type, isExact)}", PyType.Bool, 6);
        }
        if (x.Type.IsUnknown) { throw No("isinstance", "isinstance of a value whose type is not known"); }
        bool isSo = type switch
        {
            "int" => x.Type.IsWhole && !(isExact && x.Type == PyType.Bool),
            "float" => x.Type == PyType.Float,
            "str" => x.Type == PyType.Str,
            "bool" => x.Type == PyType.Bool,
            "list" => x.Type is ListOf,
            "dict" => x.Type is DictOf,
            "tuple" => x.Type is TupleOf,
            _ => throw No("isinstance", $"isinstance of `{type}`"),
        };
        return new Ex(isSo ? "true" : "false", PyType.Bool);
    }

    // How C# asks a value that it knows nothing of.
    private static string WriteTypeTest(string type, bool isExact) => type switch
    {
        "str" => "is string",
        "int" => isExact ? "is int or long" : "is int or long or bool",
        "float" => "is double or float",
        "bool" => "is bool",
        "dict" => "is System.Collections.IDictionary",
        _ => throw No("isinstance", $"isinstance of `{type}`"),
    };

    // Whether an object of the program's own class has an attribute, where that is the same for all of them.
    private bool HasAttribute(Expr asked, string name)
    {
        if (Inside.HasEffect(asked) || Translate(asked).Type is not ClassType { IsObject: true, Class: { ClrBase: null } own })
        {
            throw No("hasattr", $"whether it has `{name}` is known when the line is reached");
        }
        bool isMade = own.FindMethod("__init__") is { Syntax.Body: var made } && made.Any(s => s is AssignStmt { Targets: [AttributeExpr
            { Object: NameExpr { Id: "self" }, Name: var field }] } && field == name);
        if (own.FindMethod(name) is not null || own.IsStatic(name) || isMade) { return true; }
        return own.FindField(name) is null ? false : throw No("hasattr", $"`{name}` is given to objects on the way");
    }
}
