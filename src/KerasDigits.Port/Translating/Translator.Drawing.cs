namespace KerasDigits.Port.Translating;

/// <content>What is drawn at random.</content>
public sealed partial class Translator
{
    // min(items, default=value): what is given where there is no item.
    private static Ex Extreme(string name, Ex all, string key, Ex absent)
    {
        PyType item = ElementOf(all.Type);
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
    private Ex? Chosen(CallExpr c)
    {
        if (c.Arguments is not [{ Name: null, Stars: 0, Value: var choices }]
            || Expression(choices) is not { Type: ListOf { Item: { IsUnknown: false, IsNumber: false } of } } those)
        {
            return null;
        }
        bool isNamed = choices is NameExpr or AttributeExpr;
        string items = isNamed ? those.Code : "items" + (++_temporary), place = $"{items}[(int)np.random.randint(0, {items}.Count)]";
        return new Ex(isNamed ? place : $"({those.Code} is var {items} ? {place} : default!)", of);
    }

    // np.random.binomial(n, p, size) of one n and one p: NumSharp draws others than NumPy does after the same seed.
    private Ex Tossed(CallExpr c)
    {
        string[] names = ["n", "p", "size"];
        var given = new Dictionary<string, Expr>();
        for (int i = 0; i < c.Arguments.Count; i++)
        {
            Argument a = c.Arguments[i];
            if (a.Stars > 0 || i >= names.Length) { throw No("np.random.binomial", "`np.random.binomial` with these arguments"); }
            given[a.Name ?? names[i]] = a.Value;
        }
        if (!given.TryGetValue("n", out Expr? tosses) || !given.TryGetValue("p", out Expr? chance)
            || !Expression(tosses).Type.IsWhole || !Expression(chance).Type.IsNumber)
        {
            throw No("np.random.binomial", "draws by arrays of n or p, or of values whose type is not known");
        }
        string first = $"{Whole(Expression(tosses))}, {Expression(chance).Known.Code}";
        if (!given.TryGetValue("size", out Expr? size) || size is Syntax.Constant { Text: "None" })
        {
            return new Ex($"draw_binomial({first})", PyType.Int);
        }
        string sizes = size is TupleExpr or ListExpr ? string.Join(", ", Items(size).Select(i => Whole(Expression(i))))
            : Expression(size) is { Type.IsWhole: true } one ? one.Code
            : Expression(size) is { Type: TupleOf t } several
            ? string.Join(", ", Enumerable.Range(1, t.Items.Count).Select(i => $"{several.In(0)}.Item{i}"))
            : Expression(size) is var shape && IsSizes(shape.Type) ? $"[.. {shape.Code}]"
            : throw No("np.random.binomial", "a size whose type is not known");
        return new Ex($"draw_binomial({first}, {sizes})", new Clr(typeof(NumSharp.NDArray)));
    }

    // np.random.choice(a, n, replace=False): the first of all in another order, which is how NumPy draws without putting back.
    private Ex? Drawn(Ex generator, CallExpr c)
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
        Ex from = Expression(many.Value), count = Expression(size.Value);
        if (!count.Type.IsWhole) { throw No("np.random.choice", "drawing several axes without putting back"); }
        string most = Constant(size.Value) is { } fixedCount ? $"\":{fixedCount}\"" : $"$\":{{{count.Code}}}\"";
        string all = from.Type.IsWhole ? from.Code : Given(many.Value, typeof(NumSharp.NDArray));
        return new Ex($"{generator.In(0)}.permutation({all})[{most}]", new Clr(typeof(NumSharp.NDArray)));
    }
}
