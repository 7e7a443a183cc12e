using KerasDigits.Port.Syntax;
using KerasDigits.Port.Types;

namespace KerasDigits.Port.Translating;

/// <content>Calls of Python's own modules that need more than a row of a table: collections and argparse.</content>
public sealed partial class Translator
{
    private static readonly HashSet<string> s_collections = ["collections.OrderedDict", "collections.Counter", "collections.deque"];

    /// <summary>What add_argument said of each option, by its name.</summary>
    private readonly Dictionary<string, PyType> _options = [];

    private Ex Collection(string name, CallExpr c)
    {
        // C#'s dictionaries here keep the order too.
        if (name == "OrderedDict") { return Builtin("dict", c); }
        if (name == "deque") { return Deque(c); }
        if (c.Arguments is not [{ Name: null, Stars: 0, Value: var counted }])
        {
            throw No("call of collections.Counter", "`Counter` takes one sequence here");
        }
        Ex items = Sequence(counted);
        var counts = new DictOf(ElementOf(items.Type), PyType.Int);
        return new Ex($"new {counts.Cs}(counter({items.Code}))", counts);
    }

    // A list that forgets its first items where it holds more than maxlen.
    private Ex Deque(CallExpr c)
    {
        Argument[] plain = [.. c.Arguments.Where(a => a.Name is null)];
        Expr? most = c.Arguments.FirstOrDefault(a => a.Name == "maxlen")?.Value ?? (plain.Length > 1 ? plain[1].Value : null);
        if (plain.Length > 2 || c.Arguments.Any(a => a.Stars > 0 || a.Name is not (null or "maxlen")))
        {
            throw No("call of collections.deque", "`deque` takes items and maxlen");
        }
        Ex items = plain.Length == 0
            ? new Ex("new List<object>()", new ListOf(PyType.Never))
            : Builtin("list", c with { Arguments = [plain[0]] });
        return most is null or Syntax.Constant { Text: "None" }
            ? items
            : items with { Code = $"{items.In(0)}.deque(maxlen: {Whole(Expression(most))})", Level = 0 };
    }

    private Ex AddArgument(Ex parser, CallExpr c)
    {
        string[] names = [.. c.Arguments.Where(a => a.Name is null)
            .Select(a => a.Value is StringExpr s ? s.Value : throw No("argparse", "the name of an option that is no text"))];
        if (names.Length is 0 or > 2) { throw No("argparse", "an option of no name, or of more than two"); }
        Expr? Named(string key) => c.Arguments.FirstOrDefault(a => a.Name == key)?.Value;
        string dest = Named("dest") is StringExpr d
            ? d.Value
            : (names.FirstOrDefault(n => n.StartsWith("--", StringComparison.Ordinal)) ?? names[0]).TrimStart('-').Replace('-', '_');
        string action = Named("action") is StringExpr word ? word.Value : "store";
        PyType type = Named("type") switch
        {
            NameExpr { Id: "int" } => PyType.Int,
            NameExpr { Id: "float" } => PyType.Float,
            NameExpr { Id: "bool" } => PyType.Bool,
            NameExpr { Id: "str" } or null => PyType.Str,
            _ => throw No("argparse", "an option whose type is a function of its own"),
        };
        var texts = names.Select(Text.Quote).ToList();
        if (type != PyType.Str) { texts.Add($"type: \"{(type == PyType.Float ? "float" : type == PyType.Int ? "int" : "bool")}\""); }
        foreach (Argument a in c.Arguments.Where(a => a.Name is not (null or "type")))
        {
            string value = a.Name switch
            {
                "default" or "help" or "required" or "action" or "dest" or "metavar" =>
                    a.Value is Syntax.Constant { Text: "None" } ? "null" : Expression(a.Value).Code,
                "nargs" => a.Value is StringExpr many ? Text.Quote(many.Value) : $"\"{Expression(a.Value).Code}\"",
                "choices" when a.Value is ListExpr or TupleExpr => $"[{string.Join(", ", Items(a.Value).Select(i => Expression(i).Code))}]",
                _ => throw No("argparse", $"`{a.Name}` of an option"),
            };
            texts.Add($"{Naming.Safe(a.Name!)}: {value}");
        }
        // Without a type of its own an option has its default's.
        PyType held = action is "store_true" or "store_false" ? PyType.Bool
            : type == PyType.Str && Named("default") is { } given and not Syntax.Constant && Named("type") is null
            && Expression(given).Type is { IsNumber: true } number ? number : type;
        _options[dest] = Named("nargs") is { } and not StringExpr { Value: "?" } ? new ListOf(held) : held;
        return new Ex($"{parser.In(0)}.add_argument({string.Join(", ", texts)})", PyType.None);
    }
}
