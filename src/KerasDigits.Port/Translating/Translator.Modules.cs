namespace KerasDigits.Port.Translating;

/// <content>Calls of Python's own modules that need more than a row of a table: collections and argparse.</content>
public sealed partial class Translator
{
    private static readonly HashSet<string> s_collections = ["collections.OrderedDict", "collections.Counter", "collections.deque",
        "collections.defaultdict", "collections.namedtuple"];

    /// <summary>What add_argument said of each option, by its name.</summary>
    private readonly Dictionary<string, PyType> _options = [];

    private Ex TranslateCollection(string name, CallExpr c)
    {
        // Those of Python's collections are made of the class that keeps the order, and show themselves by their names.
        if (name is "OrderedDict" or "Counter" or "defaultdict" && !DictOf.IsOrdered) { (DictOf.IsOrdered, _hasChanged) = (true, true); }
        if (name == "OrderedDict")
        {
            Ex ordered = TranslateBuiltin("dict", c);
            return ordered with { Code = $"{ordered.Wrap(0)}.ordered_dict()", Level = 0 };
        }
        if (name == "deque") { return TranslateDeque(c); }
        if (name == "defaultdict") { return WithMissing(c); }
        if (name == "namedtuple") { throw No("call of collections.namedtuple", "a `namedtuple` that gets no name of its own"); }
        if (c.Arguments.Count == 0)
        {
            var none = new DictOf(PyType.Never, PyType.Int) { Missing = "0", IsCounter = true };
            return new Ex($"new {none.Cs}().counter()", none);
        }
        if (c.Arguments is not [{ Name: null, Stars: 0, Value: var counted }])
        {
            throw No("call of collections.Counter", "`Counter` takes one sequence here");
        }
        Ex items = TranslateSequence(counted);
        var counts = new DictOf(FindElement(items.Type), PyType.Int) { Missing = "0", IsCounter = true };
        return new Ex($"new {counts.Cs}(counter({items.Code})).counter()", counts);
    }

    // A list that forgets its first items where it holds more than maxlen.
    private Ex TranslateDeque(CallExpr c)
    {
        Argument[] plain = [.. c.Arguments.Where(a => a.Name is null)];
        Expr? most = c.Arguments.FirstOrDefault(a => a.Name == "maxlen")?.Value ?? (plain.Length > 1 ? plain[1].Value : null);
        if (plain.Length > 2 || c.Arguments.Any(a => a.Stars > 0 || a.Name is not (null or "maxlen")))
        {
            throw No("call of collections.deque", "`deque` takes items and maxlen");
        }
        Ex items = plain.Length == 0
            ? new Ex($"new {new ListOf(PyType.Never).Cs}()", new ListOf(PyType.Never))
            : TranslateBuiltin("list", c with { Arguments = [plain[0]] });
        return most is null or Syntax.Constant { Text: "None" }
            ? items with { Code = $"{items.Wrap(0)}.deque()", Level = 0 }
            : items with { Code = $"{items.Wrap(0)}.deque(maxlen: {WriteWhole(Translate(most))})", Level = 0 };
    }

    // A dictionary whose missing keys are filled when they are asked for.
    private Ex WithMissing(CallExpr c)
    {
        var (missing, value) = c.Arguments is [{ Name: null, Stars: 0, Value: var made }] ? made switch
        {
            NameExpr { Id: "int" } => ("0", PyType.Int),
            NameExpr { Id: "float" } => ("0.0", PyType.Float),
            NameExpr { Id: "str" } => ("\"\"", PyType.Str),
            NameExpr { Id: "bool" } => ("false", PyType.Bool),
            NameExpr { Id: "list" } => ("new", new ListOf(PyType.Never)),
            NameExpr { Id: "set" } => ("new", new SetOf(PyType.Never)),
            NameExpr { Id: "dict" } => ("new", new DictOf(PyType.Never, PyType.Never)),
            LambdaExpr { Parameters.Count: 0, Body: NumberExpr or StringExpr or Syntax.Constant } l =>
                (Translate(l.Body).Code, Translate(l.Body).Type),
            _ => ("", PyType.Never),
        } : ("", PyType.Never);
        if (missing.Length == 0) { throw No("call of collections.defaultdict", "`defaultdict` of this function"); }
        var type = new DictOf(PyType.Never, value) { Missing = missing };
        string factory = c.Arguments[0].Value is NameExpr { Id: var called } ? $".defaultdict({Text.Quote(called)})" : "";
        return new Ex($"new {type.Cs}(){factory}", type);
    }

    /// <summary>Point = namedtuple("Point", "x y") as the class that it makes.</summary>
    private ClassStmt? ExpandNamedTuple(AssignStmt a)
    {
        if (a is not { Targets: [NameExpr { Id: var name }],
                Value: CallExpr { Function: var function, Arguments: [_, { Value: var fields, Stars: 0 }] } }
            || function is not (NameExpr or AttributeExpr) || ReadFieldNames(fields) is not { Length: > 0 } parts
            || !(function is NameExpr { Id: var called }
                ? _scope.Find(called)?.Type is ModuleType { Path: "collections.namedtuple" }
                : function is AttributeExpr { Object: NameExpr owner, Name: "namedtuple" }
                    && _scope.Find(owner.Id)?.Type is ModuleType { Path: "collections" }))
        {
            return null;
        }
        if (!_namedTuples.TryGetValue(a, out ClassStmt? made))
        {
            string text = $"class {name}:\n def __init__(self, {string.Join(", ", parts)}):\n"
                + string.Concat(parts.Select(p => $"  self.{p} = {p}\n"))
                + $" def __repr__(self):\n  return f\"{name}({string.Join(", ", parts.Select(p => $"{p}={{self.{p}!r}}"))})\"\n";
            made = (ClassStmt)Reading.Parser.Parse(_module.File, text).Body[0];
            foreach (Stmt s in Inside.Walk([made])) { (s.Line, s.EndLine) = (a.Line, a.EndLine); }
            _namedTuples[a] = made;
        }
        return made;
    }

    private readonly Dictionary<AssignStmt, ClassStmt> _namedTuples = new(ReferenceEqualityComparer.Instance);

    private static string[] ReadFieldNames(Expr fields) => fields switch
    {
        StringExpr s => s.Value.Replace(',', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ListExpr or TupleExpr when GetItems(fields).All(i => i is StringExpr) => [.. GetItems(fields).Select(i => ((StringExpr)i).Value)],
        _ => [],
    };

    private Ex AddArgument(Ex parser, CallExpr c)
    {
        string[] names = [.. c.Arguments.Where(a => a.Name is null)
            .Select(a => a.Value is StringExpr s ? s.Value : throw No("argparse", "the name of an option that is no text"))];
        if (names.Length is 0 or > 2) { throw No("argparse", "an option of no name, or of more than two"); }
        Expr? FindNamed(string key) => c.Arguments.FirstOrDefault(a => a.Name == key)?.Value;
        string dest = FindNamed("dest") is StringExpr d
            ? d.Value
            : (names.FirstOrDefault(n => n.StartsWith("--", StringComparison.Ordinal)) ?? names[0]).TrimStart('-').Replace('-', '_');
        string action = FindNamed("action") is StringExpr word ? word.Value : "store";
        PyType type = FindNamed("type") switch
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
                    a.Value is Syntax.Constant { Text: "None" } ? "null" : Translate(a.Value).Code,
                "nargs" => a.Value is StringExpr many ? Text.Quote(many.Value) : $"\"{Translate(a.Value).Code}\"",
                "choices" when a.Value is ListExpr or TupleExpr =>
                    $"[{string.Join(", ", GetItems(a.Value).Select(i => Translate(i).Code))}]",
                _ => throw No("argparse", $"`{a.Name}` of an option"),
            };
            texts.Add($"{Naming.Escape(a.Name!)}: {value}");
        }
        // Without a type of its own an option has its default's.
        PyType held = action is "store_true" or "store_false" ? PyType.Bool
            : type == PyType.Str && FindNamed("default") is { } given and not Syntax.Constant && FindNamed("type") is null
            && Translate(given).Type is { IsNumber: true } number ? number : type;
        _options[dest] = FindNamed("nargs") is { } and not StringExpr { Value: "?" } ? new ListOf(held) : held;
        return new Ex($"{parser.Wrap(0)}.add_argument({string.Join(", ", texts)})", PyType.None);
    }
}
