namespace KerasDigits.Port.Translating;

/// <content>Loops.</content>
public sealed partial class Translator
{
    private void WriteFor(ForStmt f)
    {
        if (f.IsAsync) { throw No("async", "async code is left out"); }
        string[] names = [.. FindNames(f.Target)];
        bool isOwn = names.All(OwnsLoop);
        HashSet<string> changed = [.. new Blocks(f.Body).Stored];
        bool isFixed = isOwn && !names.Any(changed.Contains);
        if (isFixed && !HasLambdaOfTurn(f)
            && f.Target is NameExpr n && f.Source is CallExpr { Function: NameExpr { Id: "range" }, Arguments: var a }
            && _scope.Find("range") is null && a.All(x => x.Name is null && x.Stars == 0)
            && a.Count <= 2 | (a.Count == 3 && ReadConstant(a[2].Value) is not null) && a.All(x => IsSteady(x.Value, changed, Grows(f))))
        {
            string[] bounds = TranslateHead(f.Line, f.Body, () => a.Select(x => WriteWhole(Translate(x.Value))).ToArray(),
                place => [.. a.Select(_ => $"(int)not_ported({place})")]);
            string i = Naming.Escape(n.Id), first = a.Count > 1 ? bounds[0] : "0", end = a.Count > 1 ? bounds[1] : bounds[0];
            int step = a.Count > 2 ? ReadConstant(a[2].Value)!.Value : 1;
            string next = step == 1 ? $"{i}++" : step == -1 ? $"{i}--" : step > 0 ? $"{i} += {step}" : $"{i} -= {-step}";
            if (i == "_") { i = "turn"; next = next.Replace("_", "turn", StringComparison.Ordinal); }
            _out.WriteLine($"for (int {i} = {first}; {i} {(step > 0 ? "<" : ">")} {end}; {next})");
            WriteLoopBody(f, [(n.Id, i, PyType.Int)], []);
            return;
        }
        Ex source = TranslateHead(f.Line, f.Body, () => TranslateLoopSource(f),
            place => new Ex($"each((object?)not_ported({place}))", new IterOf(PyType.Unknown)));
        PyType item = FindElement(source.Type);
        if (item is Clr { Type: var type } && f.Target is TupleExpr { Items.Count: var places }
            && FindDeconstructed(type, places) is { } parts) { item = parts; }
        if (isFixed && IsTaken(f.Target, item) && !(f.Source is NameExpr { Id: var growing } && source.Type is ListOf
            && Inside.Changes(f.Body, growing)))
        {
            var bound = new List<(string, string, PyType)>();
            string target = WritePattern(f.Target, item, bound);
            _out.WriteLine($"foreach (var {target} in {source.Code})");
            WriteLoopBody(f, bound, []);
            return;
        }
        var taken = new List<(string, string, PyType)>();
        string whole = $"item{++_temporary}";
        var before = new List<string>();
        // Python goes through a list by places, whatever becomes of it on the way.
        bool isByPlace = f.Source is NameExpr { Id: var list } && source.Type is ListOf && Inside.Changes(f.Body, list);
        if (FindElement(source.Type) is Clr && item is TupleOf { Items: var own } && f.Target is TupleExpr { Items: var targets })
        {
            // C# takes the object apart first.
            string[] apart = [.. own.Select(_ => $"part{++_temporary}")];
            before.Add($"var ({string.Join(", ", apart)}) = {whole};");
            for (int i = 0; i < apart.Length; i++) { Take(targets[i], own[i], apart[i], taken); }
        }
        else { Take(f.Target, item, whole, taken); }
        foreach (var (name, code, part) in taken)
        {
            if (name == "_") { continue; }
            if (OwnsLoop(name)) { before.Add($"var {Naming.Escape(name)} = {code};"); continue; }
            Variable v = AssignVariable(name, part, isNested: true);
            if (!v.IsDeclared) { v.IsDeclared = true; _out.WriteLine($"{WriteDeclaredType(v)} {v.CsName} = {WriteDefault(v.Type)};"); }
            before.Add($"{v.CsName} = {code};");
        }
        if (isByPlace)
        {
            string place = $"place{_temporary}";
            _out.WriteLine($"for (int {place} = 0; {place} < {source.Wrap(0)}.Count; {place}++)");
            before.Insert(0, $"var {whole} = {source.Wrap(0)}[{place}];");
        }
        else { _out.WriteLine($"foreach (var {whole} in {source.Code})"); }
        WriteLoopBody(f, [.. taken.Where(t => t.Item1 != "_" && OwnsLoop(t.Item1)).Select(t => (t.Item1, Naming.Escape(t.Item1), t.Item3))],
            before);
    }

    // A lambda's default takes the loop's name as it is in that turn, as what foreach gives is.
    private static bool HasLambdaOfTurn(ForStmt f) => f.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk)
        .Any(e => e is LambdaExpr l && l.Parameters.Any(p => p.Default is NameExpr));

    // A loop's name is its own where nothing else uses it, or only blocks that do not enclose the loop.
    private bool OwnsLoop(string name)
    {
        if (IsShared(name, FindFunctionScope())) { return false; }
        // A loop around it has the name already: Python has one of them.
        Scope function = FindFunctionScope();
        for (Scope? s = _scope; s is not null && s != function; s = s.Parent) { if (s.Names.ContainsKey(name)) { return false; } }
        if (_blocks.IsLoopOnly(name)) { return true; }
        Block home = _blocks.FindHome(name);
        for (Block? b = _block; b is not null; b = b.Parent) { if (b == home) { return false; } }
        return true;
    }

    // Python looks at the bounds of a range once, C# at every turn: a for loop is written where that is the same.
    private static bool IsSteady(Expr e, HashSet<string> changed, bool hasGrowth) => e switch
    {
        NumberExpr => true,
        NameExpr n => !changed.Contains(n.Id),
        CallExpr { Function: NameExpr { Id: "len" }, Arguments: [{ Value: NameExpr list }] } => !hasGrowth && !changed.Contains(list.Id),
        CallExpr { Function: NameExpr { Id: "int" }, Arguments: [{ Value: var inner }] } => IsSteady(inner, changed, hasGrowth),
        BinaryExpr b => IsSteady(b.Left, changed, hasGrowth) && IsSteady(b.Right, changed, hasGrowth),
        UnaryExpr u => IsSteady(u.Operand, changed, hasGrowth),
        SubscriptExpr { Object: AttributeExpr { Name: "shape", Object: NameExpr array }, Index: NumberExpr } => !changed.Contains(array.Id),
        _ => false,
    };

    // Whether the loop's lines make a list longer or shorter.
    private bool Grows(ForStmt f) => _lines[f.Line..Math.Min(f.EndLine, _lines.Length)]
        .Any(l => s_growth.Any(g => l.Contains(g, StringComparison.Ordinal)));

    private static readonly string[] s_growth = [".append(", ".pop(", ".insert(", ".remove(", ".extend(", ".clear(", "del ", "+="];

    private static string WritePattern(Expr target, PyType type, List<(string, string, PyType)> bound)
    {
        if (target is NameExpr n)
        {
            string name = Naming.Escape(n.Id);
            if (n.Id != "_") { bound.Add((n.Id, name, type)); }
            return name;
        }
        if (target is not (TupleExpr or ListExpr)) { throw No("unpacking", "this target"); }
        IReadOnlyList<Expr> items = GetItems(target);
        if (type is not TupleOf t || t.Items.Count != items.Count)
        {
            throw No(type.IsUnknown ? "unknown type" : "unpacking", $"{items.Count} names for {type.Cs}");
        }
        return $"({string.Join(", ", items.Select((i, at) => WritePattern(i, t.Items[at], bound)))})";
    }

    // Whether C# takes the value apart in the head of the loop.
    private static bool IsTaken(Expr target, PyType type) => target is NameExpr || target is TupleExpr or ListExpr && type is TupleOf t
        && t.Items.Count == GetItems(target).Count && GetItems(target).Zip(t.Items).All(p => IsTaken(p.First, p.Second));

    private void WriteLoopBody(ForStmt f, IReadOnlyList<(string Name, string Code, PyType Type)> names, IReadOnlyList<string> before)
    {
        WithNames(names, () =>
        {
            _out.Open();
            foreach (string line in before) { _out.WriteLine(line); }
            WriteBody(f.Body);
            _out.Close();
            return 0;
        });
    }

    /// <summary>The types into which an object of ours takes itself apart.</summary>
    private static TupleOf? FindDeconstructed(Type type, int count)
    {
        var method = type.GetMethods().FirstOrDefault(m => m.Name == "Deconstruct" && m.GetParameters().Length == count);
        return method is null
            ? null
            : new TupleOf([.. method.GetParameters().Select(p => ClrNames.Read(p.ParameterType.GetElementType()!))]);
    }
}
