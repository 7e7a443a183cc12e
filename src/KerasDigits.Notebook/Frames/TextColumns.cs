using System.Globalization;

namespace KerasDigits.Notebook;

/// <summary>Which columns of a frame are text: each has its words, and the frame's values are the words' numbers, NaN for none, as with pandas' category dtype. So whatever chooses rows and columns needs to know of numbers only.</summary>
internal sealed class TextColumns
{
    private readonly IReadOnlyDictionary<string, string[]> _words;

    private TextColumns(IReadOnlyDictionary<string, string[]> words) => _words = words;

    /// <summary>All columns are numbers.</summary>
    public static TextColumns None { get; } = new(new Dictionary<string, string[]>());

    public bool IsNone => _words.Count == 0;

    public bool Has(string column) => _words.ContainsKey(column);

    public string[]? Words(string column) => _words.GetValueOrDefault(column);

    /// <summary>The same under other names of the columns.</summary>
    public TextColumns Renamed(string[] before, string[] after) => IsNone ? this
        : new(before.Zip(after).Where(n => Has(n.First)).ToDictionary(n => n.Second, n => _words[n.First]));

    /// <summary>The same, with a column that is numbers now.</summary>
    public TextColumns Without(string column) => Has(column) ? new(_words.Where(w => w.Key != column).ToDictionary()) : this;

    /// <summary>Throws when one of the columns is text.</summary>
    public void Refuse(IEnumerable<string> columns)
    {
        if (!IsNone && columns.FirstOrDefault(Has) is { } text) { throw NotNumbers(text); }
    }

    public static InvalidOperationException NotNumbers(string column) =>
        new($"could not convert string to float: column '{column}' is text. Use its texts, or choose the columns of numbers first.");

    /// <summary>Columns as the table of a frame.</summary>
    public static double[] Table(IReadOnlyDictionary<string, Array> data, out TextColumns texts)
    {
        ArgumentNullException.ThrowIfNull(data);
        int rows = data.Values.FirstOrDefault()?.Length ?? 0, place = 0;
        double[] values = new double[rows * data.Count];
        var builder = new Builder([.. data.Keys], [.. data.Where(c => c.Value is string?[]).Select(c => c.Key)]);
        foreach (var (name, column) in data)
        {
            if (column is not { Rank: 1 } || column.Length != rows) { throw new ArgumentException($"All arrays must be of the same length, and of rank 1. Received: '{name}' of rank {column?.Rank} and length {column?.Length}; the first has {rows}.", nameof(data)); }
            for (int row = 0; row < rows; row++)
            {
                object? value = column.GetValue(row);
                values[(row * data.Count) + place] = builder.Takes(place) ? builder.Code(place, (string?)value) : Convert.ToDouble(value, CultureInfo.InvariantCulture);
            }
            place++;
        }
        texts = builder.Done();
        return values;
    }

    /// <summary>Numbers words as they come, from several threads.</summary>
    public sealed class Builder(string[] columns, string[] text)
    {
        private readonly Dictionary<string, int>?[] _codes = Checked(columns, text);

        public bool Takes(int column) => column < _codes.Length && _codes[column] is not null;

        public double Code(int column, string? word)
        {
            if (string.IsNullOrEmpty(word)) { return double.NaN; }
            Dictionary<string, int> codes = _codes[column]!;
            lock (codes)
            {
                if (!codes.TryGetValue(word, out int code)) { codes[word] = code = codes.Count; }
                return code;
            }
        }

        public TextColumns Done()
        {
            var words = new Dictionary<string, string[]>();
            for (int i = 0; i < _codes.Length; i++)
            {
                if (_codes[i] is { } codes) { words[columns[i]] = [.. codes.OrderBy(c => c.Value).Select(c => c.Key)]; }
            }
            return words.Count == 0 ? None : new TextColumns(words);
        }

        private static Dictionary<string, int>?[] Checked(string[] columns, string[] text)
        {
            foreach (string name in text)
            {
                if (!columns.Contains(name)) { throw new ArgumentException($"dtype must name columns of the file. Received: '{name}'. There are: {string.Join(", ", columns.Take(20))}."); }
            }
            return Array.ConvertAll(columns, c => text.Contains(c) ? new Dictionary<string, int>() : null);
        }
    }
}
