namespace KerasDigits.Port.Translating;

/// <content>Python's datetime: times, days and spans.</content>
public sealed partial class Translator
{
    private static readonly Clr s_time = new(typeof(DateTime)), s_day = new(typeof(DateOnly)), s_span = new(typeof(TimeSpan));

    private static bool IsTime(PyType type) => type == s_time || type == s_day || type == s_span;

    private Ex? TranslateTimeCall(string path, CallExpr c)
    {
        if (c.Arguments.Any(a => a.Stars > 0)) { return null; }
        Expr[] given = [.. c.Arguments.Where(a => a.Name is null).Select(a => a.Value)];
        string name = path[(path.LastIndexOf('.') + 1)..];
        bool isDay = path.StartsWith("datetime.date.", StringComparison.Ordinal) || path == "datetime.date";
        switch (name)
        {
            case "strptime" when given.Length == 2:
                return new Ex($"strptime({WriteText(given[0])}, {WriteText(given[1])})", s_time);
            case "fromisoformat" when given.Length == 1:
                string read = $"fromisoformat({WriteText(given[0])})";
                return isDay ? new Ex($"DateOnly.FromDateTime({read})", s_day) : new Ex(read, s_time);
            case "fromtimestamp" when given.Length == 1 && !isDay:
                return new Ex($"DateTime.UnixEpoch.AddSeconds({Translate(given[0]).Code}).ToLocalTime()", s_time);
            case "today" when isDay && given.Length == 0: return new Ex("DateOnly.FromDateTime(DateTime.Today)", s_day);
            case "date" or "datetime" when FlattenTarget(name, c) is { } parts:
                return new Ex($"new {(name == "date" ? "DateOnly" : "DateTime")}({string.Join(", ", parts)})",
                    name == "date" ? s_day : s_time);
            case "timedelta":
                string[] places = ["days", "seconds", "microseconds", "milliseconds", "minutes", "hours", "weeks"];
                string[] spans = [.. c.Arguments.Select((a, i) => (a.Name ?? places.ElementAtOrDefault(i) ?? "") switch
                {
                    "weeks" => $"TimeSpan.FromDays(7 * {TranslateAmount(a.Value).Wrap(2)})",
                    "milliseconds" => $"TimeSpan.FromMilliseconds({TranslateAmount(a.Value).Code})",
                    "microseconds" => $"TimeSpan.FromMicroseconds({TranslateAmount(a.Value).Code})",
                    ("days" or "seconds" or "minutes" or "hours") and var unit =>
                        $"TimeSpan.From{char.ToUpperInvariant(unit[0])}{unit[1..]}({TranslateAmount(a.Value).Code})",
                    _ => throw No("datetime.timedelta", $"`timedelta` of `{a.Name}`"),
                })];
                return new Ex(spans.Length == 0 ? "TimeSpan.Zero" : string.Join(" + ", spans), s_span, spans.Length > 1 ? 3 : 0);
        }
        return null;

        string WriteText(Expr e) => Translate(e) is var x && x.Type == PyType.Str ? x.Code : $"(string){x.Wrap(1)}";
        Ex TranslateAmount(Expr e) => Translate(e) is var x && x.Type.IsPlainNumber && x.Type != PyType.Bool ? x
            : x.Type.IsNumber || IsArray(x.Type) || IsOpen && x.Type.IsUnknown ? new Ex($"(double){x.Wrap(1)}", PyType.Float, 1)
            : throw No("datetime.timedelta", "a span that is no number");
    }

    // The year, month, day … of a constructor, by place or by name.
    private string[]? FlattenTarget(string name, CallExpr c)
    {
        string[] places = name == "date" ? ["year", "month", "day"] : ["year", "month", "day", "hour", "minute", "second", "microsecond"];
        string?[] parts = new string?[places.Length];
        for (int i = 0; i < c.Arguments.Count; i++)
        {
            int at = c.Arguments[i].Name is { } own ? Array.IndexOf(places, own) : i;
            if (at < 0 || at >= places.Length) { return null; }
            parts[at] = WriteWhole(Translate(c.Arguments[i].Value));
        }
        if (parts[0] is null || parts[1] is null || parts[2] is null) { return null; }
        int last = name == "date" ? 2 : Math.Max(5, Array.FindLastIndex(parts, p => p is not null));
        string[] said = [.. parts[..(Math.Min(last, 5) + 1)].Select(p => p ?? "0")];
        // .NET's seventh are thousandths.
        return last < 6 ? said : [.. said, $"{parts[6]} / 1000", $"{parts[6]} % 1000"];
    }

    private Ex? TranslateTimeMethod(Ex owner, string name, CallExpr c)
    {
        if (!IsTime(owner.Type)) { return null; }
        if (owner.Type == s_span)
        {
            return name == "total_seconds" && c.Arguments.Count == 0 ? new Ex($"{owner.Wrap(0)}.TotalSeconds", PyType.Float) : null;
        }
        switch (name, c.Arguments.Count)
        {
            case ("isoformat", 0): return new Ex($"isoformat({owner.Code})", PyType.Str);
            case ("strftime", 1): return new Ex($"strftime({owner.Code}, {Translate(c.Arguments[0].Value).Code})", PyType.Str);
            case ("weekday", 0): return new Ex($"((int){owner.Wrap(0)}.DayOfWeek + 6) % 7", PyType.Int, 2);
            case ("isoweekday", 0): return new Ex($"((int){owner.Wrap(0)}.DayOfWeek + 6) % 7 + 1", PyType.Int, 3);
            case ("date", 0) when owner.Type == s_time: return new Ex($"DateOnly.FromDateTime({owner.Code})", s_day);
            case ("timestamp", 0) when owner.Type == s_time:
                return new Ex($"({owner.Wrap(0)}.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds", PyType.Float);
            case ("replace", > 0) when c.Arguments.All(a => a.Name is not null) && FlattenTarget(owner.Type == s_day ? "date" : "datetime",
                c with { Arguments = [] }) is null && owner.Code.All(ch => char.IsLetterOrDigit(ch) || ch is '_' or '.' or '@'):
                string[] units = owner.Type == s_day ? ["year", "month", "day"] : ["year", "month", "day", "hour", "minute", "second"];
                if (c.Arguments.Any(a => !units.Contains(a.Name) && a is not { Name: "microsecond", Value: NumberExpr { Text: "0" } }))
                {
                    return null;
                }
                string[] said = [.. units.Select(u => c.Arguments.FirstOrDefault(a => a.Name == u) is { } a ? WriteWhole(Translate(a.Value))
                    : $"{owner.Code}.{char.ToUpperInvariant(u[0])}{u[1..]}")];
                bool isWhole = owner.Type == s_day || c.Arguments.Any(a => a.Name == "microsecond");
                string made = $"new {owner.Type.Cs}({string.Join(", ", said)})";
                return new Ex(isWhole ? made : $"{made}.AddTicks({owner.Code}.Ticks % TimeSpan.TicksPerSecond)", owner.Type);
        }
        return null;
    }

    private static Ex? TranslateTimeAttribute(Ex owner, string name) => (owner.Type, name) switch
    {
        (Clr t, "year" or "month" or "day") when t == s_time || t == s_day => ReadUnit(owner, name),
        (Clr t, "hour" or "minute" or "second") when t == s_time => ReadUnit(owner, name),
        (Clr t, "microsecond") when t == s_time =>
            new Ex($"(int)({owner.Wrap(0)}.Ticks % TimeSpan.TicksPerSecond / 10)", PyType.Int, 1),
        (Clr t, "days") when t == s_span => new Ex($"(int)Math.Floor({owner.Wrap(0)}.TotalDays)", PyType.Int, 1),
        (Clr t, "seconds") when t == s_span =>
            new Ex($"(int)mod({owner.Wrap(0)}.Ticks / TimeSpan.TicksPerSecond, 86400L)", PyType.Int, 1),
        _ => null,
    };

    private static Ex ReadUnit(Ex owner, string name) => new($"{owner.Wrap(0)}.{char.ToUpperInvariant(name[0])}{name[1..]}", PyType.Int);

    private static Ex? MakeTimeOperation(string op, Ex left, Ex right)
    {
        PyType a = left.Type, b = right.Type;
        if (!IsTime(a) && !IsTime(b)) { return null; }
        return (op, IsTime(a), IsTime(b)) switch
        {
            ("+", true, true) when a == s_day && b == s_span => new Ex($"later({left.Code}, {right.Code})", s_day),
            ("-", true, true) when a == s_day && b == s_span => new Ex($"later({left.Code}, -{right.Wrap(1)})", s_day),
            ("-", true, true) when a == s_day && b == s_day =>
                new Ex($"TimeSpan.FromDays({left.Wrap(0)}.DayNumber - {right.Wrap(0)}.DayNumber)", s_span),
            ("+", true, true) when a == s_span && b != s_span => MakeTimeOperation("+", right, left),
            ("+" or "-", true, true) when b == s_span || op == "-" && a == s_time && b == s_time =>
                new Ex($"{left.Wrap(3)} {op} {right.Wrap(2)}", b == s_span ? a : s_span, 3),
            ("*", true, false) when a == s_span && b.IsPlainNumber => new Ex($"{left.Wrap(2)} * {right.Wrap(1)}", s_span, 2),
            ("*", false, true) when b == s_span && a.IsPlainNumber => new Ex($"{left.Wrap(2)} * {right.Wrap(1)}", s_span, 2),
            ("/", true, true) when a == s_span && b == s_span => new Ex($"{left.Wrap(2)} / {right.Wrap(1)}", PyType.Float, 2),
            ("/", true, false) when a == s_span && b.IsPlainNumber => new Ex($"{left.Wrap(2)} / {right.Wrap(1)}", s_span, 2),
            _ => null,
        };
    }
}
