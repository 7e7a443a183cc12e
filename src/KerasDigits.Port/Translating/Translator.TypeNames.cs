namespace KerasDigits.Port.Translating;

/// <content>The names of types.</content>
public sealed partial class Translator
{
    // type(value).__name__, where the type is known or looked at when it is reached.
    private Ex? TranslateTypeName(AttributeExpr a)
    {
        if (a.Name != "__name__" || (a.Object switch
        {
            CallExpr { Function: NameExpr { Id: "type" }, Arguments: [{ Name: null, Stars: 0, Value: var asked }] }
                when _scope.Find("type") is null => asked,
            AttributeExpr { Name: "__class__", Object: var held } => held,
            _ => null,
        }) is not { } value)
        {
            return null;
        }
        Ex x = Translate(value);
        string? known = x.MayBeNull ? null : x.Type switch
        {
            _ when x.Type == PyType.Int || x.Type == PyType.Long => "int",
            _ when x.Type == PyType.Float => "float",
            _ when x.Type == PyType.Bool => "bool",
            _ when x.Type == PyType.Str => "str",
            ListOf => "list",
            DictOf { IsCounter: false, Missing: null } => "dict",
            SetOf => "set",
            TupleOf => "tuple",
            _ => null,
        };
        if (known is not null && value is NameExpr or NumberExpr or StringExpr) { return new Ex(Text.Quote(known), PyType.Str); }
        if (x.Type is ClassType { Class: { } own } && own.CsName != own.Name || x.Type is Clr && !IsError(x.Type)
            || x.Type is DictOf or IterOf or FuncType or LambdaType)
        {
            throw No("attribute __name__", $"`__name__` of the type of {x.Type.Cs}");
        }
        return new Ex($"type_name({WritePlain(x)})", PyType.Str);
    }
}
