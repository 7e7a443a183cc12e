namespace KerasDigits.Port.Translating;

/// <content>What is drawn at random.</content>
public sealed partial class Translator
{
    // min(items, default=value): what is given where there is no item.
    private static Ex MakeExtreme(string name, Ex all, string key, Ex absent)
    {
        PyType item = FindElement(all.Type);
        PyType both = item == PyType.Never ? absent.Type : item;
        bool isNone = absent.Code == "null";
        if (both.IsUnknown || absent.MayBeNull || !isNone && (item == PyType.Float && absent.Type.IsNumber || absent.Type == both) == false
            || isNone && both.IsValue)
        {
            throw No("built-in " + name, $"`{name}` with a default that is no item's kind");
        }
        string items = item == PyType.Never ? $"new List<{both.Cs}>()" : all.Code;
        return new Ex($"{name}_or({items}, {absent.Code}{key})", both) { MayBeNone = isNone };
    }

    // np.random.choice(words): NumPy draws a place of the list.
    private Ex? TranslateItemChoice(CallExpr c)
    {
        if (c.Arguments is not [{ Name: null, Stars: 0, Value: var choices }]
            || Translate(choices) is not { Type: ListOf { Item: { IsUnknown: false, IsNumber: false } of } } those)
        {
            return null;
        }
        bool isNamed = choices is NameExpr or AttributeExpr;
        string items = isNamed ? those.Code : "items" + (++_temporary), place = $"{items}[(int)np.random.randint(0, {items}.Count)]";
        return new Ex(isNamed ? place : $"({those.Code} is var {items} ? {place} : default!)", of);
    }

    // np.random.binomial(n, p, size) of one n and one p, and its like: NumSharp draws others than NumPy does after the same seed.
    private Ex TranslateDistribution(Ex owner, string name, CallExpr c)
    {
        string path = "np.random." + name;
        if (owner.Code != "np.random") { throw No(path, $"`{name}` of a generator of its own"); }
        (string[] names, string[] defaults) = s_distributions[name];
        var given = new Dictionary<string, Expr>();
        for (int i = 0; i < c.Arguments.Count; i++)
        {
            Argument a = c.Arguments[i];
            if (a.Stars > 0 || i > names.Length || a.Name is { } asked && asked != "size" && !names.Contains(asked))
            {
                throw No(path, $"`{path}` with these arguments");
            }
            given[a.Name ?? (i < names.Length ? names[i] : "size")] = a.Value;
        }
        bool isArray = names is ["alpha"] or [_, "pvals"];
        bool isWhole = name is "poisson" or "negative_binomial" or "binomial" or "hypergeometric";
        var texts = new List<string>();
        for (int i = 0; i < names.Length; i++)
        {
            if (!given.TryGetValue(names[i], out Expr? value))
            {
                texts.Add(i < defaults.Length && defaults[i].Length > 0 ? defaults[i] : throw No(path, $"`{path}` without `{names[i]}`"));
                continue;
            }
            Ex x = Translate(value);
            if (name == "poisson" && IsArray(x.Type) && !given.ContainsKey("size")) { return new Ex($"draws.poisson({x.Code})", x.Type); }
            texts.Add(isArray && i == names.Length - 1 ? WriteArgument(value, typeof(double[]))
                : x.Type.IsWhole && x.Type != PyType.Bool || x.Type == PyType.Float && !names[i].StartsWith('n') ? x.Known.Code
                : x.Type == PyType.Float && name == "negative_binomial" ? x.Known.Code
                : x.Type == PyType.Number ? $"(double){x.Wrap(1)}"
                : throw No(path, "draws by arrays, or by values whose type is not known"));
        }
        bool isOne = !given.TryGetValue("size", out Expr? size) || size is Syntax.Constant { Text: "None" };
        if (isOne && !isArray)
        {
            return new Ex($"draws.{name}({string.Join(", ", texts)})", isWhole ? PyType.Long : PyType.Float);
        }
        texts.Add(isOne ? "[]" : $"[{FindSizes(path, size!)}]");
        return new Ex($"draws.{name}({string.Join(", ", texts)})", new Clr(typeof(NumSharp.NDArray)));
    }

    private string FindSizes(string path, Expr size) =>
        size is TupleExpr or ListExpr ? string.Join(", ", GetItems(size).Select(i => WriteWhole(Translate(i))))
        : Translate(size) is { Type.IsWhole: true } one ? one.Code
        : Translate(size) is { Type: TupleOf t } several
        ? string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{several.Wrap(0)}.Item{i}"))
        : Translate(size) is var shape && IsSizes(shape.Type) ? $".. {shape.Code}"
        : throw No(path, "a size whose type is not known");

    // Distributions of which NumSharp draws other numbers than NumPy: the names of what they take before the size, and their defaults.
    private static readonly Dictionary<string, (string[] Names, string[] Defaults)> s_distributions = new()
    {
        ["binomial"] = (["n", "p"], []), ["poisson"] = (["lam"], ["1.0"]), ["gamma"] = (["shape", "scale"], ["", "1.0"]),
        ["standard_gamma"] = (["shape"], []), ["chisquare"] = (["df"], []), ["f"] = (["dfnum", "dfden"], []),
        ["standard_t"] = (["df"], []), ["beta"] = (["a", "b"], []), ["pareto"] = (["a"], []), ["standard_cauchy"] = ([], []),
        ["dirichlet"] = (["alpha"], []), ["negative_binomial"] = (["n", "p"], []), ["multinomial"] = (["n", "pvals"], []),
        ["hypergeometric"] = (["ngood", "nbad", "nsample"], []),
    };

    // np.random.choice(a, n, replace=False): the first of all in another order, which is how NumPy draws without putting back.
    private Ex? TranslateDraw(Ex generator, CallExpr c)
    {
        if (c.Arguments.Count < 3 || !(c.Arguments[2] is { Name: null, Value: Syntax.Constant { Text: "False" } }
            || c.Arguments.Any(a => a is { Name: "replace", Value: Syntax.Constant { Text: "False" } })))
        {
            return null;
        }
        Argument? many = c.Arguments[0] is { Name: null or "a" } ? c.Arguments[0] : null;
        Argument? size = c.Arguments.FirstOrDefault(a => a.Name == "size") ?? (c.Arguments[1].Name is null ? c.Arguments[1] : null);
        if (many is null || size is null || c.Arguments.Any(a => a.Stars > 0 || a.Name == "p") || c.Arguments.Count > 3)
        {
            throw No("np.random.choice", "drawing by probabilities without putting back");
        }
        Ex from = Translate(many.Value), count = Translate(size.Value);
        if (!count.Type.IsWhole) { throw No("np.random.choice", "drawing several axes without putting back"); }
        string most = ReadConstant(size.Value) is { } fixedCount ? $"\":{fixedCount}\"" : $"$\":{{{count.Code}}}\"";
        string all = from.Type.IsWhole ? from.Code : WriteArgument(many.Value, typeof(NumSharp.NDArray));
        return new Ex($"{generator.Wrap(0)}.permutation({all})[{most}]", new Clr(typeof(NumSharp.NDArray)));
    }
}
