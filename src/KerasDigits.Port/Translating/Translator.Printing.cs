namespace KerasDigits.Port.Translating;

/// <content>What is printed, and texts with fields.</content>
public sealed partial class Translator
{
    private Ex TranslatePrint(CallExpr c)
    {
        Argument? end = c.Arguments.FirstOrDefault(a => a.Name == "end"), sep = c.Arguments.FirstOrDefault(a => a.Name == "sep");
        if (c.Arguments.FirstOrDefault(a => a.Name is "file") is { } file)
        {
            Ex to = Translate(file.Value);
            c = c with { Arguments = [.. c.Arguments.Where(a => a != file)] };
            if (to.Type is not ModuleType { Path: "sys.stdout" } && to.Code != "null") { return TranslatePrintInto(to, c, end, sep); }
        }
        if (c.Arguments.Any(a => a.Stars == 1)) { return TranslatePrintOfMany(c, end, sep); }
        if (c.Arguments.Any(a => a.Value is CallExpr { Function: AttributeExpr { Name: "meshgrid" } grid }
            && FindPath(grid) == "np.meshgrid"))
        {
            throw No("print of np.meshgrid", "Python shows a list of arrays or, since NumPy 2, a tuple: print each array by itself");
        }
        string[] values = [.. c.Arguments.Where(a => a.Name is null).Select(a => TranslateView(a.Value) ?? Translate(a.Value))
            .Select(x => x.Type == PyType.None ? throw No("print of nothing", "the call gives no value") : x.Type is IterOf
                ? throw No("print of an iterator", "Python prints the object, not what it gives") : x.Code)];
        if (end is null && sep is null)
        {
            return new Ex(values is ["null"] ? "print((object?)null)" : values.Length == 1
                && Translate(c.Arguments[0].Value).Type is Clr { Type.IsArray: true } ? $"print((object){values[0]})"
                : $"print({string.Join(", ", values)})", PyType.None);
        }
        string options = (end is null ? "" : $", end: {Translate(end.Value).Code}")
            + (sep is null ? "" : $", sep: {Translate(sep.Value).Code}");
        return new Ex($"print([{string.Join(", ", values)}]{options})", PyType.None);
    }

    // print(…, file=f): one text that the file, or the screen's second stream, takes.
    private Ex TranslatePrintInto(Ex to, CallExpr c, Argument? end, Argument? sep)
    {
        Argument[] values = [.. c.Arguments.Where(a => a.Name is null)];
        string between = sep is null ? "\" \"" : Translate(sep.Value).Code, last = end is null ? "\"\\n\"" : Translate(end.Value).Code;
        string said = values switch
        {
            [] => "",
            [{ Stars: 0, Value: var one }] => WriteText(one).Wrap(3),
            _ when values.All(v => v.Stars == 0) =>
                $"string.Join({between}, [{string.Join(", ", values.Select(v => WriteText(v.Value).Code))}])",
            _ => $"string.Join({between}, ((List<object?>)[{string.Join(", ", values.Select(WriteOneOrMany))}]).Select(str))",
        };
        string text = said.Length == 0 ? last : last == "\"\"" ? said : $"{said} + {last}";
        return to.Type switch
        {
            ModuleType { Path: "sys.stderr" } => new Ex($"Console.Error.Write({text})", PyType.None),
            Clr { Type: var type } when type == typeof(Notebook.TextFile) => new Ex($"{to.Wrap(0)}.write({text})", PyType.None),
            _ => throw No("print(file=)", "print into what is no file of text"),
        };

        Ex WriteText(Expr e) => Translate(e) is var x && x.Type == PyType.Str ? x : new Ex($"str({WritePlain(x)})", PyType.Str);
    }

    // Python shows the keys of a dictionary with a word around them.
    private Ex? TranslateView(Expr e) =>
        e is CallExpr { Function: AttributeExpr { Name: "keys" or "values" or "items" } view, Arguments.Count: 0 }
        && Translate(view.Object).Type is DictOf or Clr { Type.Name: "SeriesByName" } && Translate(e) is { Type: IterOf } shown
        ? new Ex($"$\"dict_{view.Name}({{repr(list({shown.Code}))}})\"", PyType.Str)
        : null;

    // print(*items): the items one by one.
    private Ex TranslatePrintOfMany(CallExpr c, Argument? end, Argument? sep)
    {
        string options = (end is null ? "" : $", end: {Translate(end.Value).Code}")
            + (sep is null ? "" : $", sep: {Translate(sep.Value).Code}");
        return new Ex($"print([{string.Join(", ", c.Arguments.Where(a => a.Name is null).Select(WriteOneOrMany))}]{options})", PyType.None);
    }

    // What a starred argument gives to a place that takes many.
    private string WriteOneOrMany(Argument a)
    {
        if (a.Stars != 1) { return WritePlain(Translate(a.Value)); }
        Ex many = TranslateSequence(a.Value);
        return FindElement(many.Type).IsUnknown ? $".. {many.Code}" : $".. {many.Wrap(0)}.Select(x => (object?)x)";
    }

    private Ex TranslateFormatCall(string text, CallExpr c)
    {
        var parts = new List<FormatPart>();
        int next = 0, at = 0;
        var plain = new System.Text.StringBuilder();
        while (at < text.Length)
        {
            char ch = text[at];
            if (ch is '{' or '}' && at + 1 < text.Length && text[at + 1] == ch) { plain.Append(ch); at += 2; continue; }
            if (ch != '{') { plain.Append(ch); at++; continue; }
            int close = text.IndexOf('}', at);
            if (close < 0) { throw No("format", "the format has no closing brace"); }
            string field = text[(at + 1)..close];
            if (field.Contains('{', StringComparison.Ordinal)) { throw No("format", "a format within a format"); }
            at = close + 1;
            int colon = field.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? field : field[..colon], spec = colon < 0 ? "" : field[(colon + 1)..];
            char conversion = '\0';
            if (name.Length > 1 && name[^2] == '!') { conversion = name[^1]; name = name[..^2]; }
            Argument? argument = name.Length == 0
                ? c.Arguments.Where(a => a.Name is null).ElementAtOrDefault(next++)
                : int.TryParse(name, out int place) ? c.Arguments.ElementAtOrDefault(place)
                : c.Arguments.FirstOrDefault(a => a.Name == name);
            if (argument is null || argument.Stars > 0) { throw No("format", $"the format's field `{field}`"); }
            if (plain.Length > 0) { parts.Add(new FormatPart(plain.ToString(), null, '\0', null, null)); plain.Clear(); }
            parts.Add(new FormatPart(null, argument.Value, conversion,
                spec.Length == 0 ? null : new FormatExpr([new FormatPart(spec, null, '\0', null, null)]), null));
        }
        if (plain.Length > 0) { parts.Add(new FormatPart(plain.ToString(), null, '\0', null, null)); }
        return TranslateInterpolation(new FormatExpr(parts));
    }

    private Ex TranslateInterpolation(FormatExpr f)
    {
        var text = new System.Text.StringBuilder("$\"");
        foreach (FormatPart part in f.Parts)
        {
            if (part.Text is not null) { text.Append(Text.EscapeInterpolated(part.Text)); continue; }
            if (part.Debug is not null) { text.Append(Text.EscapeInterpolated(part.Debug)); }
            Ex value = Translate(part.Value!);
            text.Append('{').Append(WriteField(value, part.Conversion, part.Format is null ? null : WriteFormatSpec(part.Format)))
                .Append('}');
        }
        return new Ex(text.Append('"').ToString(), PyType.Str);
    }

    private string WriteFormatSpec(FormatExpr spec) => spec.Parts.All(p => p.Text is not null)
        ? Text.Quote(string.Concat(spec.Parts.Select(p => p.Text)))
        : TranslateInterpolation(spec).Code;

    private static string WriteField(Ex value, char conversion, string? spec)
    {
        string code = conversion is 'r' or 'a' ? $"repr({WritePlain(value)})" : value.Code;
        bool isPlain = conversion is 'r' or 'a' || !value.MayBeNull
            && (value.Type == PyType.Str || value.Type == PyType.Int || value.Type == PyType.Long);
        if (spec is not null and not "\"\"") { return $"format({(conversion is 'r' or 'a' ? code : WritePlain(value))}, {spec})"; }
        return isPlain ? (conversion is 'r' or 'a' ? code : value.Wrap(12)) : $"str({WritePlain(value)})";
    }

    // "%(name)s" % {"name": x}: the fields in their order.
    private static (Ex Text, Expr Values)? ReadNamedFields(Ex text, Expr values)
    {
        if (!text.Code.Contains("%(", StringComparison.Ordinal) || !text.Code.StartsWith('"') || values is not (DictExpr or NameExpr
            or AttributeExpr)) { return null; }
        var items = new List<Expr>();
        bool isWhole = true;
        string plain = FindNamedField().Replace(text.Code, m =>
        {
            string name = m.Groups[1].Value;
            Expr? value = values is not DictExpr d ? new SubscriptExpr(values, new StringExpr(name, false))
                : d.Entries.LastOrDefault(e => e.Key is StringExpr key && key.Value == name).Value;
            isWhole &= value is not null && !(values is DictExpr && Inside.HasEffect(value) && items.Contains(value));
            if (value is not null) { items.Add(value); }
            return "%";
        });
        return isWhole && !plain.Replace("%%", "", StringComparison.Ordinal).Contains("%(", StringComparison.Ordinal)
            ? (text with { Code = plain }, new TupleExpr(items)) : null;
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<!%)%\((\w+)\)")]
    private static partial System.Text.RegularExpressions.Regex FindNamedField();

    private Ex TranslatePercentFormat(Ex text, Expr values)
    {
        if (ReadNamedFields(text, values) is { } named) { return TranslatePercentFormat(named.Text, named.Values); }
        IReadOnlyList<Expr> items = values is TupleExpr t ? t.Items : [values];
        if (values is DictExpr) { throw No("% of a dictionary", "`%` with a dictionary"); }
        Ex[] parts = [.. items.Select(i => Translate(i))];
        // What is computed is computed once.
        if (values is not TupleExpr && (parts[0].Type is TupleOf && Inside.HasEffect(values) || parts[0].Type is ListOf
            || parts[0].Type.IsUnknown && parts[0].Code != "null"))
        {
            return new Ex($"{text.Wrap(2)} % {WritePlain(parts[0] with { Level = Math.Max(parts[0].Level, 2) })}", PyType.Str, 2);
        }
        if (values is not TupleExpr && parts[0].Type is TupleOf given)
        {
            return new Ex($"percent({text.Code}, "
                + $"{string.Join(", ", Enumerable.Range(1, given.Items.Count).Select(i => $"{parts[0].Wrap(0)}.Item{i}"))})", PyType.Str);
        }
        string shown = parts is [{ Code: "null" }] ? "(object?)null" : string.Join(", ", parts.Select(WritePlain));
        return new Ex($"percent({text.Code}{(shown.Length > 0 ? ", " : "")}{shown})", PyType.Str);
    }
}
