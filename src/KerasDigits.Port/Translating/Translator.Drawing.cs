namespace KerasDigits.Port.Translating;

/// <content>What is drawn at random.</content>
public sealed partial class Translator
{
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
