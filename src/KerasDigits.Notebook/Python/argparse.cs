using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Python's module argparse: a program's options.</summary>
public static class argparse
{
    /// <summary>Reads a program's options.</summary>
    /// <param name="description">What --help says above the options; null: nothing.</param>
    /// <param name="prog">The program's name; null: that of its file.</param>
    /// <param name="epilog">What --help says below the options; null: nothing.</param>
    public static ArgumentParser ArgumentParser(string? description = null, string? prog = null, string? epilog = null) =>
        new(description, prog, epilog);
}

/// <summary>
/// The options that a program knows:
/// <c>parser.add_argument("--epochs", type: "int", @default: 10); var options = parser.parse_args(args);</c>
/// </summary>
public sealed class ArgumentParser
{
    private readonly string? _description, _epilog;
    private readonly string _prog;
    private readonly List<Option> _options = [];

    internal ArgumentParser(string? description, string? prog, string? epilog) =>
        (_description, _prog, _epilog) = (description, prog ?? Path.GetFileNameWithoutExtension(Environment.ProcessPath)
            ?? "program", epilog);

    /// <summary>Adds an option or, where the name has no dash, an argument that stands by its place.</summary>
    /// <param name="name">"--epochs", "-e" or "file".</param>
    /// <param name="name2">The option's other name; null: it has one only.</param>
    /// <param name="type">"str", "int", "float" or "bool" (true for every text but the empty one, as in Python).</param>
    /// <param name="default">The value where the option is not given; null: None, for a switch false ("store_true") or true
    /// ("store_false").</param>
    /// <param name="required">Whether it must be given.</param>
    /// <param name="help">What --help says of the option; null: nothing.</param>
    /// <param name="choices">The values that are allowed; null: any.</param>
    /// <param name="action">"store", "store_true" or "store_false".</param>
    /// <param name="dest">The name of the value; null: the first long name without dashes.</param>
    /// <param name="nargs">"+", "*", "?" or a number of values; null: one.</param>
    /// <param name="metavar">The value's name in --help; null: its choices, or its name in capitals.</param>
    /// <exception cref="ArgumentException">There is no such type, action or number.</exception>
    public void add_argument(string name, string? name2 = null, string type = "str", object? @default = null, bool required = false,
        string? help = null, object[]? choices = null, string action = "store", string? dest = null, string? nargs = null,
        string? metavar = null)
    {
        if (type is not ("str" or "int" or "float" or "bool"))
        {
            throw new ArgumentException($"type must be \"str\", \"int\", \"float\" or \"bool\". Received: \"{type}\".", nameof(type));
        }
        if (action is not ("store" or "store_true" or "store_false"))
        {
            throw new ArgumentException($"action must be \"store\", \"store_true\" or \"store_false\". Received: \"{action}\".",
                nameof(action));
        }
        if (nargs is not (null or "+" or "*" or "?") && !int.TryParse(nargs, out _))
        {
            throw new ArgumentException($"nargs must be \"+\", \"*\", \"?\" or a number. Received: \"{nargs}\".", nameof(nargs));
        }
        string[] names = name2 is null ? [name] : [name, name2];
        string value = dest ?? (names.FirstOrDefault(n => n.StartsWith("--", StringComparison.Ordinal)) ?? name).TrimStart('-')
            .Replace('-', '_');
        _options.Add(new Option(names, value, type, action switch
        {
            "store_true" => @default ?? false,
            "store_false" => @default ?? true,
            _ => @default
        }, required, help, choices, action, nargs, metavar));
    }

    /// <summary>
    /// The values of a command line. --help and what does not fit end the program, as in Python: with its words, and codes 0 and 2.
    /// </summary>
    /// <param name="args">The words of the command line: a program's own <c>args</c>.</param>
    public Namespace parse_args(string[] args)
    {
        try { return Read(args); }
        catch (FormatException e)
        {
            Console.Error.Write($"{WriteUsage()}{_prog}: error: {e.Message}\n");
#pragma warning disable RS0030 // as Python: a program with wrong arguments ends
            Environment.Exit(2);
#pragma warning restore RS0030
            throw;
        }
    }

    /// <summary>The values, or what does not fit.</summary>
    internal Namespace Read(IReadOnlyList<string> args)
    {
        var found = new Dictionary<string, object?>();
        Queue<Option> places = new(_options.Where(o => !o.IsNamed));
        for (int i = 0; i < args.Count;)
        {
            string word = args[i++];
            if (word is "-h" or "--help")
            {
                Console.Out.Write(WriteHelp());
#pragma warning disable RS0030 // as Python: a program that was asked for its help ends
                Environment.Exit(0);
#pragma warning restore RS0030
            }
            if (!word.StartsWith('-') || word.Length == 1 || double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                if (!places.TryDequeue(out Option? place)) { throw new FormatException($"unrecognized arguments: {word}"); }
                i--;
                found[place.Dest] = ReadValues(place, args, ref i, null);
                continue;
            }
            int equals = word.StartsWith("--", StringComparison.Ordinal) ? word.IndexOf('=', StringComparison.Ordinal) : -1;
            string given = equals < 0 ? word : word[..equals];
            Option[] known = [.. _options.Where(o => o.Names.Contains(given))];
            if (known.Length == 0 && given.StartsWith("--", StringComparison.Ordinal))
            {
                known = [.. _options.Where(o => o.Names.Any(n => n.StartsWith(given, StringComparison.Ordinal)))];
            }
            if (known.Length > 1)
            {
                throw new FormatException($"ambiguous option: {given} could match "
                    + $"{string.Join(", ", known.Select(k => k.Names.First(n => n.StartsWith(given, StringComparison.Ordinal))))}");
            }
            Option option = known.FirstOrDefault() ?? throw new FormatException($"unrecognized arguments: {word}");
            found[option.Dest] = option.Action == "store"
                ? ReadValues(option, args, ref i, equals < 0 ? null : word[(equals + 1)..])
                : option.Action == "store_true";
        }
        string[] missing = [.. _options.Where(o => (o.IsNamed ? o.Required : o.Nargs is not ("*" or "?")) && !found.ContainsKey(o.Dest))
            .Select(o => o.IsNamed ? string.Join("/", o.Names) : o.Dest)];
        if (missing.Length > 0) { throw new FormatException($"the following arguments are required: {string.Join(", ", missing)}"); }
        return new Namespace(
            [.. _options.Select(o => KeyValuePair.Create(o.Dest, found.TryGetValue(o.Dest, out object? value)
                ? value
                : o.Default is string text && o.Type != "str" ? ReadValue(o, text) : o.Default))]);
    }

    private static object? ReadValues(Option option, IReadOnlyList<string> args, ref int at, string? inWord)
    {
        string label = option.IsNamed ? string.Join("/", option.Names) : option.Dest;
        var words = new List<string>();
        int most = option.Nargs switch
        {
            null or "?" => 1,
            "+" or "*" => int.MaxValue,
            var n => int.Parse(n!, CultureInfo.InvariantCulture)
        };
        if (inWord is not null) { words.Add(inWord); }
        while (inWord is null && words.Count < most && at < args.Count
            && (!args[at].StartsWith('-') || double.TryParse(args[at], NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            words.Add(args[at++]);
        }
        if (option.Nargs is null)
        {
            return words.Count == 1 ? ReadValue(option, words[0]) : throw new FormatException($"argument {label}: expected one argument");
        }
        if (option.Nargs == "?") { return words.Count == 1 ? ReadValue(option, words[0]) : null; }
        if (words.Count == 0 && option.Nargs == "+") { throw new FormatException($"argument {label}: expected at least one argument"); }
        if (most < int.MaxValue && words.Count != most)
        {
            throw new FormatException($"argument {label}: expected {most} argument{(most == 1 ? "" : "s")}");
        }
        object[] values = [.. words.Select(w => ReadValue(option, w))];
        return option.Type switch
        {
            "int" => values.Cast<int>().ToList(),
            "float" => values.Cast<double>().ToList(),
            "bool" => values.Cast<bool>().ToList(),
            _ => values.Cast<string>().ToList(),
        };
    }

    private static object ReadValue(Option option, string word)
    {
        string label = option.IsNamed ? string.Join("/", option.Names) : option.Dest;
        object value = option.Type switch
        {
            "int" => int.TryParse(word, NumberStyles.Integer, CultureInfo.InvariantCulture, out int whole)
                ? whole
                : throw new FormatException($"argument {label}: invalid int value: {PythonText.FormatRepr(word)}"),
            "float" => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw new FormatException($"argument {label}: invalid float value: {PythonText.FormatRepr(word)}"),
            "bool" => word.Length > 0,
            _ => word,
        };
        return option.Choices is null || option.Choices.Any(c => PythonText.FormatStr(c) == PythonText.FormatStr(value)) ? value
            : throw new FormatException($"argument {label}: invalid choice: {PythonText.FormatRepr(value)} (choose from "
                + $"{string.Join(", ", option.Choices.Select(PythonText.FormatRepr))})");
    }

    private string WriteUsage() =>
        $"usage: {_prog} [-h]{string.Concat(_options.Where(o => o.IsNamed).Select(o => o.Required ? $" {o.Short}" : $" [{o.Short}]"))}"
        + $"{string.Concat(_options.Where(o => !o.IsNamed).Select(o => " " + o.Dest))}\n";

    private string WriteHelp()
    {
        string WriteLine(string left, string? right) =>
            right is null ? $"  {left}\n" : left.Length <= 20 ? $"  {left.PadRight(22)}{right}\n"
            : $"  {left}\n{new string(' ', 24)}{right}\n";
        string places = string.Concat(_options.Where(o => !o.IsNamed).Select(o => WriteLine(o.Dest, o.Help)));
        return WriteUsage() + (_description is null ? "" : $"\n{_description}\n")
            + (places.Length > 0 ? $"\npositional arguments:\n{places}" : "")
            + "\noptions:\n" + WriteLine("-h, --help", "show this help message and exit")
            + string.Concat(_options.Where(o => o.IsNamed)
                .Select(o => WriteLine(string.Join(", ", o.Names.Select(n => o.Action == "store" ? $"{n} {o.Label}" : n)), o.Help)))
            + (_epilog is null ? "" : $"\n{_epilog}\n");
    }

    private sealed record Option(string[] Names, string Dest, string Type, object? Default, bool Required, string? Help, object[]? Choices,
        string Action, string? Nargs, string? Metavar)
    {
        public bool IsNamed => Names[0].StartsWith('-');

        public string Label =>
            Metavar ?? (Choices is null ? Dest.ToUpperInvariant() : $"{{{string.Join(",", Choices.Select(PythonText.FormatStr))}}}");

        public string Short => Action == "store" ? $"{Names[0]} {Label}" : Names[0];
    }
}

/// <summary>The values of a command line by their names.</summary>
public sealed class Namespace
{
    private readonly KeyValuePair<string, object?>[] _values;

    internal Namespace(KeyValuePair<string, object?>[] values) => _values = values;

    /// <summary>A value: <c>options.get&lt;int&gt;("epochs")</c>.</summary>
    /// <typeparam name="T">int, double, string, bool, or a List of them.</typeparam>
    /// <param name="name">Name of the option, without dashes.</param>
    /// <exception cref="KeyNotFoundException">No option has the name.</exception>
    /// <exception cref="InvalidOperationException">It was not given and has no default, or is of another type.</exception>
    public T get<T>(string name)
    {
        int at = Array.FindIndex(_values, v => v.Key == name);
        if (at < 0)
        {
            throw new KeyNotFoundException($"'Namespace' object has no attribute '{name}'. There are: "
                + $"{string.Join(", ", _values.Select(v => v.Key))}.");
        }
        return _values[at].Value switch
        {
            T value => value,
            int whole when typeof(T) == typeof(double) => (T)(object)(double)whole,
            null when default(T) is null => default!,
            var other =>
                throw new InvalidOperationException($"The option {name} is {PythonText.FormatRepr(other)}, which cannot be converted "
                    + $"to {NameType(typeof(T))}: give it on the command line, or a default."),
        };
    }

    private static string NameType(Type type) =>
        type == typeof(int) ? "int" : type == typeof(double) ? "double" : type == typeof(bool) ? "bool" : type.Name;

    /// <inheritdoc/>
    public override string ToString() =>
        $"Namespace({string.Join(", ", _values.Select(v => $"{v.Key}={PythonText.FormatRepr(v.Value)}"))})";
}
