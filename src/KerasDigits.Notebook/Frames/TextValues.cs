using System.Text.RegularExpressions;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Methods of strings for every value of a column; missing ones stay.</summary>
public readonly struct TextValues
{
    private readonly Series _series;

    internal TextValues(Series series) => _series = series.Cells.IsText ? series
        : throw new InvalidOperationException($"Can only use .str accessor with string values! Column '{series.name}' is {series.dtype}: "
            + "astype(\"str\") makes it text.");

    /// <summary>
    /// The character at a place, <c>df["name"].str[0]</c>; negative places count from the end, and strings that are shorter have none.
    /// </summary>
    /// <param name="place">Position, from 0; negative ones count from the end.</param>
    public Series this[int place] =>
        ApplyToEach(t => (place < 0 ? place + t.Length : place) is >= 0 and int at && at < t.Length ? (object)t[at].ToString()
            : double.NaN);

    /// <summary>In lower case.</summary>
    public Series lower() => ApplyToEach(t => t.ToLowerInvariant());

    /// <summary>In upper case.</summary>
    public Series upper() => ApplyToEach(t => t.ToUpperInvariant());

    /// <summary>The first letter in upper case, the others in lower case.</summary>
    public Series capitalize() => ApplyToEach(t => t.Length == 0 ? t : char.ToUpperInvariant(t[0]) + t[1..].ToLowerInvariant());

    /// <summary>Without blanks, or such characters, at both ends.</summary>
    /// <param name="to_strip">Characters to remove; null: white space.</param>
    public Series strip(string? to_strip = null) => ApplyToEach(t => to_strip is null ? t.Trim() : t.Trim(to_strip.ToCharArray()));

    /// <summary>The number of characters.</summary>
    public Series len() => ApplyToEach(t => t.Length);

    /// <summary>Where a string holds a pattern.</summary>
    /// <param name="pat">A regular expression, or a string.</param>
    /// <param name="case">Whether capitals count.</param>
    /// <param name="na">What missing values give; null leaves them.</param>
    /// <param name="regex">False takes the pattern as it stands.</param>
    public Series contains(string pat, bool @case = true, bool? na = null, bool regex = true)
    {
        var pattern = new Regex(regex ? pat : Regex.Escape(pat), @case ? RegexOptions.None : RegexOptions.IgnoreCase);
        Series found = ApplyToEach(t => pattern.IsMatch(t));
        return na is { } instead ? found.fillna(instead).astype("bool") : found;
    }

    /// <summary>Where a string starts so.</summary>
    /// <param name="pat">The start, as plain text.</param>
    public Series startswith(string pat) => ApplyToEach(t => t.StartsWith(pat, StringComparison.Ordinal));

    /// <summary>Where a string ends so.</summary>
    /// <param name="pat">The end, as plain text.</param>
    public Series endswith(string pat) => ApplyToEach(t => t.EndsWith(pat, StringComparison.Ordinal));

    /// <summary>A pattern replaced.</summary>
    /// <param name="pat">A string, or a regular expression.</param>
    /// <param name="repl">What takes its place.</param>
    /// <param name="regex">Whether the pattern is a regular expression.</param>
    public Series replace(string pat, string repl, bool regex = false) =>
        ApplyToEach(t => regex ? Regex.Replace(t, pat, repl) : t.Replace(pat, repl, StringComparison.Ordinal));

    /// <summary>
    /// One part of each text: <c>s.str.split(",", 0)</c> is Python's <c>s.str.split(',').str[0]</c>; missing where there are fewer.
    /// </summary>
    /// <param name="pat">What stands between parts; null for blanks.</param>
    /// <param name="part">The part's place, from the end with ^.</param>
    public Series split(string? pat, Index part) => ApplyToEach(t =>
    {
        string[] parts = pat is null ? t.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : t.Split(pat);
        int place = part.GetOffset(parts.Length);
        return place >= 0 && place < parts.Length ? (object)parts[place] : double.NaN;
    });

    /// <summary>The first group of a regular expression; missing where it does not match.</summary>
    /// <param name="pat">A .NET regular expression with a group.</param>
    public Series extract(string pat)
    {
        var pattern = new Regex(pat);
        return ApplyToEach(t => pattern.Match(t) is { Success: true } found ? (object)found.Groups[1].Value : double.NaN);
    }

    /// <summary>Some characters: <c>s.str[:3]</c> is <c>s.str[..3]</c>.</summary>
    /// <param name="range">Positions, such as ..^1.</param>
    public Series this[Range range] => ApplyToEach(t => Places.Cut(range, t.Length) is var (start, count) ? t.Substring(start, count) : t);

    private Series ApplyToEach<T>(Func<string, T> of)
    {
        object?[] values = _series.Cells.ToObjects();
        for (int i = 0; i < values.Length; i++) { values[i] = values[i] is string text ? of(text) : ObjectColumn.NaN; }
        return _series.With(ColumnOf.FromObjects(values));
    }
}
