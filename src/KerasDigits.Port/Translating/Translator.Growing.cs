namespace KerasDigits.Port.Translating;

/// <content>Whole numbers that grow turn by turn, and soon need more than 32 bits.</content>
public sealed partial class Translator
{
    private bool IsInLoop()
    {
        for (Block? b = _block; b is not null; b = b.Parent) { if (b.IsLoop) { return true; } }
        return false;
    }

    // Whether the new value of a name is made of its old one by factors, or by adding what is not small.
    private bool GrowsBy(Expr e, string name) => e switch
    {
        BinaryExpr { Operator: "*" } b => Inside.FindNames(b).Contains(name),
        BinaryExpr { Operator: "+" or "-" } sum => GrowsBy(sum.Left, name) || GrowsBy(sum.Right, name)
            || sum.Left is NameExpr l && l.Id == name && IsSummed(name, sum.Right)
            || sum.Right is NameExpr r && r.Id == name && IsSummed(name, sum.Left),
        BinaryExpr { Operator: "%" or "//" } rest => GrowsBy(rest.Left, name),
        BinaryExpr { Operator: "&" or "|" or "^" or "<<" } bits => GrowsBy(bits.Left, name) || GrowsBy(bits.Right, name),
        ConditionalExpr c => GrowsBy(c.Then, name) || GrowsBy(c.Else, name),
        _ => false,
    };

    // Whether a name is a sum: what places of lists are told by is as small as they are, and so is what counts.
    private bool IsSummed(string name, Expr added) => !IsSmall(added) && !_places.Value.Contains(name);

    private static bool IsSmall(Expr e) => e switch
    {
        NumberExpr or Syntax.Constant or CompareExpr => true,
        CallExpr { Function: NameExpr { Id: "len" or "int" or "ord" or "bool" } } => true,
        UnaryExpr u => IsSmall(u.Operand),
        ConditionalExpr c => IsSmall(c.Then) && IsSmall(c.Else),
        _ => false,
    };

    // Names and fields that tell places.
    private readonly Lazy<HashSet<string>> _places;

    private static IEnumerable<string> FindPlaces(Expr e) => Blocks.GetChildren(e).SelectMany(FindPlaces)
        .Concat(e is SubscriptExpr s ? FindParts(s.Index) : []);

    private static IEnumerable<string> FindParts(Expr? place) => place switch
    {
        NameExpr n => [n.Id],
        AttributeExpr a => [a.Name],
        SliceExpr s => FindParts(s.Lower).Concat(FindParts(s.Upper)),
        TupleExpr t => t.Items.SelectMany(FindParts),
        BinaryExpr { Operator: not "%" } b => FindParts(b.Left).Concat(FindParts(b.Right)),
        _ => [],
    };

    // a, b = b, a + b
    private Ex[] WidenSums(IReadOnlyList<Expr> targets, IReadOnlyList<Expr> values, Ex[] parts)
    {
        string[] names = [.. targets.OfType<NameExpr>().Select(t => t.Id)];
        bool Grows(Expr value) => value is BinaryExpr { Operator: "+" or "*" } b && !IsSmall(b.Left) && !IsSmall(b.Right)
            && Inside.FindNames(b).Any(n => names.Contains(n) && !_places.Value.Contains(n));
        return !IsInLoop() ? parts
            : [.. parts.Select((p, i) => p.Type == PyType.Int && Grows(values[i]) ? p with { Type = PyType.Long } : p)];
    }

    // A whole number that is added to others: its products are computed in 64 bits.
    private Ex Widen(Expr e, Ex x) => x.Type == PyType.Int && e is BinaryExpr { Operator: "*" or "+" or "-" } b && HasProduct(b)
        ? MakeOperation(b.Operator, WidenFirst(b.Left), WidenAfter(b), b.Left, b.Right) : x;

    private Ex WidenFirst(Expr e) => Translate(e) is var x && x.Type != PyType.Int ? x
        : e is BinaryExpr { Operator: "*" or "+" or "-" } b ? MakeOperation(b.Operator, WidenFirst(b.Left), WidenAfter(b), b.Left, b.Right)
        : new Ex(WriteLong(x.Known), PyType.Long, 1);

    private Ex WidenAfter(BinaryExpr e) => Widen(e.Right, Translate(e.Right));

    private static bool HasProduct(Expr e) => e is BinaryExpr b && (b.Operator == "*" && b.Left is not NumberExpr
        && b.Right is not NumberExpr || b.Operator is "*" or "+" or "-" && (HasProduct(b.Left) || HasProduct(b.Right)));

    // The numbers that sum() adds, where they count up to what is not known to be small: range(n), or i * i of them.
    private Expr? FindCounted(Expr e) => e switch
    {
        CallExpr { Function: NameExpr { Id: "range" }, Arguments: var a } when _scope.Find("range") is null
            && !a.All(x => x.Value is NumberExpr { Text.Length: < 5 }) => e,
        ComprehensionExpr { Kind: ComprehensionKind.List or ComprehensionKind.Generator, Clauses: [.., { Source: var source }] } c
            when FindCounted(source) is not null || HasProduct(c.Element) && !IsShort(source) => c.Element,
        _ => null,
    };

    // What a comprehension gives to a sum.
    private Expr? _widened;

    private Ex TranslateElement(ComprehensionExpr c)
    {
        bool isLong = c.Clauses[0].Source is CallExpr { Function: NameExpr { Id: "range" }, Arguments: var a }
            && a.Any(x => x.Value is NumberExpr { Text.Length: > 4 });
        Ex x = Translate(c.Element);
        return isLong || ReferenceEquals(c.Element, _widened) ? Widen(c.Element, x) : x;
    }

    private static bool IsShort(Expr source) => source is ListExpr or TupleExpr
        || source is CallExpr { Function: NameExpr { Id: "range" }, Arguments: var a }
            && a.All(x => x.Value is NumberExpr { Text.Length: < 4 });

    // Whether int() and round() of it give what 32 bits do not hold: the clock in milliseconds, 1e12.
    private bool IsVast(Expr e) => e switch
    {
        NumberExpr { Kind: NumberKind.Float } n => double.TryParse(n.Text, System.Globalization.CultureInfo.InvariantCulture, out double x)
            && x >= 1e6,
        BinaryExpr { Operator: "**" } => true,
        CallExpr c when FindPath(c.Function) is "time.time" or "math.factorial" or "math.pow" or "math.exp" => true,
        BinaryExpr { Operator: "*" or "+" or "-" or "/" } b => IsVast(b.Left) || b.Operator is not "/" && IsVast(b.Right),
        UnaryExpr u => IsVast(u.Operand),
        _ => false,
    };

    // What a function makes of its own values, by factors or as a sum of several, soon needs more than 32 bits.
    private static bool GrowsByItself(FunctionInfo f, Expr value) => value switch
    {
        ConditionalExpr c => GrowsByItself(f, c.Then) || GrowsByItself(f, c.Else),
        BinaryExpr { Operator: "*" } b => CountOwn(f, b) > 0,
        BinaryExpr { Operator: "+" or "-" } b => CountOwn(f, b) > 1 || GrowsByItself(f, b.Left) || GrowsByItself(f, b.Right),
        _ => false,
    };

    private static bool IsOwnCall(FunctionInfo f, CallExpr c) => c.Function is NameExpr { Id: var called }
        && (called == f.Name || f.Name == called + Unwrapping.Inner);

    // The calls of itself, and the names that hold what such a call gave.
    private static int CountOwn(FunctionInfo f, Expr e) => (e switch
    {
        CallExpr c => IsOwnCall(f, c),
        NameExpr n => Inside.Walk(f.Syntax.Body).Any(s => s is AssignStmt { Targets: [NameExpr t], Value: CallExpr c } && t.Id == n.Id
            && IsOwnCall(f, c)),
        _ => false,
    } ? 1 : 0) + Blocks.GetChildren(e).Sum(i => CountOwn(f, i));
}
