namespace KerasDigits.Port.Translating;

/// <content>
/// <c>match</c>: a switch where its cases are numbers or texts, otherwise one condition after the other. What a pattern takes is named at
/// the beginning of its case.
/// </content>
public sealed partial class Translator
{
    // What the value of a pattern is compared with is said under a name that no program has.
    private const string Subject = "the subject";

    // In a choice of patterns C# does not see which one named its value.
    private bool _isInChoice;

    private void WriteMatch(MatchStmt m)
    {
        (Ex subject, bool isUnsure) = Watch(() => Translate(m.Subject).Known);
        if (IsSwitch(m, subject)) { WriteSwitch(m, subject); return; }
        HashSet<string> taken = [.. m.Cases.SelectMany(c => Patterns.FindCaptures(c.Pattern))];
        if (m.Subject is not NameExpr named || taken.Contains(named.Id))
        {
            string name = "matched" + (++_temporary);
            string type = isUnsure ? WriteDeclaredType(subject.Type) : "var";
            _out.WriteLine($"{type} {name} = {subject.Code};");
            subject = new Ex(name, subject.Type);
        }
        string word = "if";
        foreach (MatchCase c in m.Cases)
        {
            _out.Source = c.Line;
            var captures = new List<(string Name, Ex Value)>();
            string condition = TranslateHead(c.Line, c.Body, () => { captures.Clear(); return WriteCaseCondition(subject, c, captures); },
                WriteLeftCondition);
            if (condition == "false") { PassOver(c); continue; }
            bool isLast = condition == "true";
            if (!isLast) { _out.WriteLine($"{word} ({condition})"); }
            else if (word != "if") { _out.WriteLine("else"); }
            WriteCaseBody(c, captures);
            if (isLast) { break; }
            word = "else if";
        }
    }

    // A case that no value of this type can be.
    private void PassOver(MatchCase c)
    {
        int last = c.Body[^1].EndLine;
        foreach (string line in _lines[(c.Line - 1)..Math.Min(last, _lines.Length)]) { _out.WriteLine("// " + line.TrimEnd()); }
        while (_commentAt < _module.Comments.Count && _module.Comments[_commentAt].Line <= last) { _commentAt++; }
    }

    private string WriteCaseCondition(Ex subject, MatchCase c, List<(string Name, Ex Value)> captures)
    {
        var tests = new List<string>();
        Test(subject, c.Pattern, tests, captures);
        tests.RemoveAll(t => t == "true");
        if (tests.Contains("false")) { return "false"; }
        if (c.Guard is not null)
        {
            // A guard that fails leaves what the pattern took under its names.
            if (captures.Any(t => !OwnsLoop(t.Name)))
            {
                throw No("match", "what a guarded case takes is used outside of it");
            }
            tests.Add(WithNames([.. captures.Select(t => (t.Name, t.Value.Wrap(0), t.Value.Type))],
                () => TranslateCondition(c.Guard).Wrap(10)));
        }
        return tests switch
        {
            [] => "true",
            // The only condition needs no parentheses of its own.
            [var only] when only.StartsWith("((", StringComparison.Ordinal) && only.EndsWith("))", StringComparison.Ordinal) => only[1..^1],
            _ => string.Join(" && ", tests),
        };
    }

    private void WriteCaseBody(MatchCase c, List<(string Name, Ex Value)> captures)
    {
        _out.Open();
        var own = new List<(string, string, PyType)>();
        foreach (var (name, value) in captures)
        {
            if (!OwnsLoop(name)) { Store(new NameExpr(name), value, ""); continue; }
            string held = Naming.Escape(name);
            _out.WriteLine($"var {held} = {value.Code};");
            own.Add((name, held, value.Type));
        }
        WithNames(own, () => { WriteBody(c.Body); return 0; });
        _out.Close();
    }

    /// <summary>Adds what must hold of the value for the pattern to fit, and what the pattern names.</summary>
    private void Test(Ex x, Pattern pattern, List<string> tests, List<(string Name, Ex Value)> captures)
    {
        if (x.Type.IsUnknown && !IsOpen && pattern is not CapturePattern)
        {
            throw No("unknown type", "the type of what is matched is not known");
        }
        switch (pattern)
        {
            case CapturePattern { Name: null }: break;
            case CapturePattern { Name: { } name }: captures.Add((name, x)); break;
            case ValuePattern v: tests.Add(WriteValueTest(x, v.Value)); break;
            case AsPattern { Inner: ClassPattern { Keywords.Count: 0, Positional.Count: 0 } kind, Name: var name }:
                captures.Add((name, TestClass(x, kind, tests)));
                break;
            case AsPattern a:
                Test(x, a.Inner, tests, captures);
                captures.Add((a.Name, x));
                break;
            case OrPattern o: TestChoice(x, o, tests, captures); break;
            case SequencePattern s: TestItems(x, s, tests, captures); break;
            case MappingPattern d: TestEntries(x, d, tests, captures); break;
            case ClassPattern c: TestParts(TestClass(x, c, tests), c, tests, captures); break;
            default: throw No("match", "a pattern of this kind");
        }
    }

    private string WriteValueTest(Ex x, Expr value)
    {
        bool isPlain = x.Type.IsNumber || x.Type == PyType.Str;
        if (value is Syntax.Constant { Text: "None" })
        {
            return (x.Type.IsNumber || x.Type is TupleOf) && !x.MayBeNull ? "false" : $"{x.Wrap(4)} is null";
        }
        if (value is Syntax.Constant { Text: var truth })
        {
            return x.Type == PyType.Bool ? truth == "True" ? x.Wrap(10) : $"!{x.Wrap(1)}"
                : x.Type.IsUnknown ? $"{WritePlain(x)} is {truth.ToLowerInvariant()}"
                : "false";
        }
        PyType literal = Translate(value).Type;
        bool isText = literal == PyType.Str;
        if ((isText || literal.IsNumber) && (x.Type is ListOf or TupleOf or DictOf or SetOf || isPlain && isText != (x.Type == PyType.Str)))
        {
            return "false";
        }
        return WithNames([(Subject, x.Wrap(0), x.Type)],
            () => TranslateCondition(new CompareExpr(new NameExpr(Subject), [("==", value)])).Wrap(10));
    }

    // a | b: what both name has one type and comes from the one that fits.
    private void TestChoice(Ex x, OrPattern o, List<string> tests, List<(string Name, Ex Value)> captures)
    {
        bool before = _isInChoice;
        _isInChoice = true;
        var parts = new List<(string Test, List<(string Name, Ex Value)> Names)>();
        foreach (Pattern choice in o.Choices)
        {
            List<string> own = [];
            List<(string, Ex)> names = [];
            Test(x, choice, own, names);
            own.RemoveAll(t => t == "true");
            if (!own.Contains("false")) { parts.Add((own.Count == 0 ? "true" : string.Join(" && ", own), names)); }
        }
        _isInChoice = before;
        if (parts.Count == 0) { tests.Add("false"); return; }
        if (parts.All(p => p.Test != "true"))
        {
            IEnumerable<string> either = parts.Select(p => p.Test.Contains(" && ", StringComparison.Ordinal) ? $"({p.Test})" : p.Test);
            tests.Add(parts.Count == 1 ? parts[0].Test : $"({string.Join(" || ", either)})");
        }
        foreach (var (name, last) in parts[^1].Names)
        {
            Ex value = last;
            foreach (var (test, names) in parts.SkipLast(1).Reverse())
            {
                Ex other = names.FirstOrDefault(n => n.Name == name).Value ?? throw No("match", "choices that name different things");
                if (other.Type != value.Type) { throw No("match", $"`{name}` is a {other.Type.Cs} or a {value.Type.Cs}"); }
                if (other.Code != value.Code) { value = new Ex($"{test} ? {other.Wrap(13)} : {value.Wrap(14)}", value.Type, 14); }
            }
            captures.Add((name, value));
        }
    }

    private void TestItems(Ex x, SequencePattern s, List<string> tests, List<(string Name, Ex Value)> captures)
    {
        int star = s.Items.ToList().FindIndex(i => i is StarPattern), fixedItems = s.Items.Count - (star < 0 ? 0 : 1);
        int after = star < 0 ? 0 : s.Items.Count - star - 1;
        string? rest = star < 0 ? null : ((StarPattern)s.Items[star]).Name;
        // From the end where a star stands before it.
        int Place(int i) => star >= 0 && i > star ? i - s.Items.Count : i;
        void TestAll(Func<int, Ex> item)
        {
            for (int i = 0; i < s.Items.Count; i++) { if (i != star) { Test(item(i), s.Items[i], tests, captures); } }
        }
        if (x.Type is TupleOf t)
        {
            if (star < 0 ? t.Items.Count != fixedItems : t.Items.Count < fixedItems) { tests.Add("false"); return; }
            int Of(int i) => Place(i) is var p && p < 0 ? t.Items.Count + p : p;
            TestAll(i => new Ex($"{x.Wrap(0)}.Item{Of(i) + 1}", t.Items[Of(i)]));
            if (rest is null) { return; }
            int[] middle = [.. Enumerable.Range(star, t.Items.Count - fixedItems)];
            PyType item = middle.Select(i => t.Items[i]).DefaultIfEmpty(PyType.Never).Aggregate(PyType.Join);
            captures.Add((rest, new Ex($"new List<{item.Cs}> {{ {string.Join(", ", middle.Select(i => $"{x.Wrap(0)}.Item{i + 1}"))} }}",
                new ListOf(item))));
            return;
        }
        string compared = star < 0 ? "==" : ">=";
        if (x.Type is ListOf or Clr { Type.IsArray: true })
        {
            PyType item = FindElement(x.Type);
            if (star < 0 || fixedItems > 0)
            {
                tests.Add($"{x.Wrap(0)}.{(x.Type is ListOf ? "Count" : "Length")} {compared} {fixedItems}");
            }
            TestAll(i => new Ex($"{x.Wrap(0)}[{(Place(i) is var p && p < 0 ? $"^{-p}" : p)}]", item));
            if (rest is not null)
            {
                captures.Add((rest, new Ex($"slice({(x.Type is ListOf ? x.Code : $"list({x.Code})")}, {star}"
                    + $"{(after > 0 ? $", -{after}" : "")})", new ListOf(item))));
            }
            return;
        }
        if (!x.Type.IsUnknown) { tests.Add("false"); return; }
        tests.Add($"{WritePlain(x)} is System.Collections.IList or System.Runtime.CompilerServices.ITuple");
        if (star < 0 || fixedItems > 0) { tests.Add($"len({WritePlain(x)}) {compared} {fixedItems}"); }
        TestAll(i => MakeDynamic(Place(i) is var p && p < 0 ? $"each({WritePlain(x)}).ElementAt(^{-p})"
            : $"get_item({WritePlain(x)}, {p})"));
        if (rest is not null)
        {
            captures.Add((rest, new Ex($"each({WritePlain(x)}).Skip({star}){(after > 0 ? $".SkipLast({after})" : "")}.ToList()",
                new ListOf(PyType.Unknown))));
        }
    }

    private void TestEntries(Ex x, MappingPattern d, List<string> tests, List<(string Name, Ex Value)> captures)
    {
        DictOf? known = x.Type as DictOf;
        if (known is null && !x.Type.IsUnknown) { tests.Add("false"); return; }
        if (known is null) { tests.Add($"{WritePlain(x)} is System.Collections.IDictionary"); }
        foreach (var (key, value) in d.Items)
        {
            Ex asked = Translate(key);
            if (known is not null && asked.Type != known.Key && !known.Key.IsUnknown && PyType.Join(asked.Type, known.Key).IsUnknown)
            {
                tests.Add("false");
                return;
            }
            tests.Add(known is null ? $"is_in({WritePlain(x)}, {asked.Code})" : $"{x.Wrap(0)}.ContainsKey({asked.Code})");
            Test(known is null ? MakeDynamic($"get_item({WritePlain(x)}, {asked.Code})")
                : new Ex($"{x.Wrap(0)}[{asked.Code}]", known.Value), value,
                tests, captures);
        }
        if (d.Rest is null) { return; }
        if (known is null) { throw No("match", "`**` of a value whose type is not known"); }
        Expr pair = new TupleExpr([new NameExpr("key"), new NameExpr("value")]);
        Expr entries = new CallExpr(new AttributeExpr(new NameExpr(Subject), "items"), []);
        Expr isOther = new CompareExpr(new NameExpr("key"), [("not in", new ListExpr([.. d.Items.Select(i => i.Key)]))]);
        captures.Add((d.Rest, WithNames([(Subject, x.Wrap(0), x.Type)], () => TranslateComprehension(new ComprehensionExpr(
            ComprehensionKind.Dict, new NameExpr("key"), new NameExpr("value"),
            [new ForClause(pair, entries, d.Items.Count > 0 ? [isOther] : [], false)])))));
    }

    // Whether the value is of the class; gives it as one.
    private Ex TestClass(Ex x, ClassPattern c, List<string> tests)
    {
        if (c.Class is NameExpr { Id: var builtin } && s_builtinTypes.Contains(builtin) && _scope.Find(builtin) is null)
        {
            Ex test = MakeTypeTest(x, builtin, hasEffect: false);
            tests.Add(test.Wrap(10));
            PyType? sure = builtin switch { "str" => PyType.Str, "bool" => PyType.Bool, _ => null };
            return x.Type.IsUnknown && sure is not null ? new Ex($"({sure.Cs}){x.Wrap(1)}", sure, 1) : x;
        }
        if (FollowPath(c.Class).Type is not ClassType { IsObject: false, Class: var wanted })
        {
            throw No("match", "a class whose objects are not known");
        }
        var type = new ClassType(wanted, true);
        if (x.Type is ClassType { IsObject: true, Class: var have })
        {
            if (!Derives(wanted, have) && !Derives(have, wanted)) { tests.Add("false"); return new Ex(x.Code, type, x.Level); }
            if (wanted == have) { tests.Add($"{x.Wrap(4)} is {wanted.CsName}"); return x; }
        }
        else if (!x.Type.IsUnknown) { tests.Add("false"); return new Ex(x.Code, type, x.Level); }
        if (_isInChoice || c.Keywords.Count + c.Positional.Count == 0)
        {
            tests.Add($"{WritePlain(x)} is {wanted.CsName}");
            return new Ex($"(({wanted.CsName}){x.Wrap(1)})", type);
        }
        string name = char.ToLowerInvariant(wanted.Name[0]) + wanted.Name[1..];
        name += FindFreeNumber(name, ++_temporary);
        tests.Add($"{WritePlain(x)} is {wanted.CsName} {name}");
        return new Ex(name, type);
    }

    private static bool Derives(ClassInfo derived, ClassInfo from)
    {
        for (ClassInfo? c = derived; c is not null; c = c.Parent) { if (c == from) { return true; } }
        return false;
    }

    private void TestParts(Ex x, ClassPattern c, List<string> tests, List<(string Name, Ex Value)> captures)
    {
        if (tests.Contains("false")) { return; }
        if (x.Type is not ClassType { Class: var own })
        {
            // int(n) takes the number itself.
            if (c.Keywords.Count > 0 || c.Positional.Count > 1) { throw No("match", "parts of a value of Python's own types"); }
            if (c.Positional is [var whole]) { Test(x, whole, tests, captures); }
            return;
        }
        IReadOnlyList<string> order = c.Positional.Count == 0 ? [] : FindMatchArguments(own);
        if (c.Positional.Count > order.Count) { throw No("match", $"`{own.Name}` does not say in __match_args__ what its parts are"); }
        foreach (var (name, part) in c.Positional.Select((p, i) => (order[i], p)).Concat(c.Keywords))
        {
            Ex value = WithNames([(Subject, x.Wrap(0), x.Type)], () => Translate(new AttributeExpr(new NameExpr(Subject), name)));
            Test(value, part, tests, captures);
        }
    }

    private IReadOnlyList<string> FindMatchArguments(ClassInfo c)
    {
        for (ClassInfo? at = c; at is not null; at = at.Parent)
        {
            if (at.Syntax.Body.OfType<AssignStmt>().FirstOrDefault(a => a.Targets is [NameExpr { Id: "__match_args__" }])
                is { Value: TupleExpr { Items: var said } } && said.All(i => i is StringExpr))
            {
                return [.. said.Select(i => ((StringExpr)i).Value)];
            }
        }
        return _dataclasses.ContainsValue(c.Syntax) && c.Syntax.Body[0] is FunctionStmt { Name: "__init__" } made
            ? [.. made.Parameters.Skip(1).Select(p => p.Name)]
            : [];
    }

    // C#'s switch says the same where numbers or texts are told apart, each once, and no line breaks a loop around it.
    private bool IsSwitch(MatchStmt m, Ex subject)
    {
        bool isText = subject.Type == PyType.Str;
        if (!isText && subject.Type != PyType.Int && subject.Type != PyType.Long || subject.MayBeNull || m.Cases.Count < 2)
        {
            return false;
        }
        var seen = new HashSet<string>();
        bool IsLiteral(Pattern p) => p switch
        {
            OrPattern o => o.Choices.All(IsLiteral),
            ValuePattern { Value: StringExpr { IsBytes: false } s } => isText && seen.Add(s.Value),
            ValuePattern { Value: NumberExpr { Kind: NumberKind.Int } n } => !isText && seen.Add(n.Text),
            ValuePattern { Value: UnaryExpr { Operator: "-", Operand: NumberExpr { Kind: NumberKind.Int } n } } => !isText
                && seen.Add("-" + n.Text),
            _ => false,
        };
        return m.Cases.All(c => c.Guard is null && !_refused.ContainsKey(c.Line) && !Patterns.Breaks(c.Body)
            && (c.Pattern is CapturePattern { Name: null } || IsLiteral(c.Pattern)));
    }

    private static readonly string[] s_leaving = ["return ", "return;", "throw ", "throw;", "continue;"];

    private void WriteSwitch(MatchStmt m, Ex subject)
    {
        _out.WriteLine($"switch ({subject.Code})");
        _out.Open();
        foreach (MatchCase c in m.Cases)
        {
            _out.Source = c.Line;
            string WriteCase(Pattern p) => p is OrPattern o
                ? string.Join(" or ", o.Choices.Select(WriteCase))
                : Translate(((ValuePattern)p).Value).Code;
            string label = c.Pattern is CapturePattern ? "default" : $"case {WriteCase(c.Pattern)}";
            bool isClosed = new Blocks(c.Body).Stored.Count > 0;
            _out.WriteLine(label + ":");
            if (isClosed) { _out.Open(); }
            else { _out.Indent(1); }
            WriteBody(c.Body);
            string last = _out.LastLine;
            if (!s_leaving.Any(w => last.StartsWith(w, StringComparison.Ordinal))) { _out.WriteLine("break;"); }
            if (isClosed) { _out.Close(); }
            else { _out.Indent(-1); }
        }
        _out.Close();
    }
}
