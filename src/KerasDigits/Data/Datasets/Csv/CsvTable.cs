using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace KerasDigits.Data.Csv;

/// <summary>What files of one table are like: how they are read, and which columns are taken.</summary>
internal sealed class CsvTable
{
    private static readonly string[] s_types = ["int32", "int64", "float32", "float64", "string"];

    /// <summary>The files.</summary>
    public required string[] Files { get; init; }

    /// <summary>Between fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether quotes keep delimiters together.</summary>
    public bool Quotes { get; init; } = true;

    /// <summary>What stands for a missing value, beside an empty field.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Whether the first record of each file holds names.</summary>
    public bool Header { get; init; }

    /// <summary>"GZIP", "ZLIB", or nothing.</summary>
    public string Compression { get; init; } = "";

    /// <summary>Whether records that are faulty are left out.</summary>
    public bool IgnoresErrors { get; init; }

    /// <summary>The files of a pattern or of several, sorted.</summary>
    /// <param name="patterns">A path, with * and ? in the file's name.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string[] FindMatching(IEnumerable<string> patterns)
    {
        string[] given = [.. patterns], found = [.. given.SelectMany(Matches).Distinct().Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new FileNotFoundException($"No files match `file_pattern` {string.Join(", ", given)}.");
    }

    private static IEnumerable<string> Matches(string pattern)
    {
        string name = Path.GetFileName(pattern), folder = Path.GetDirectoryName(pattern) is { Length: > 0 } f ? f : ".";
        if (!name.Contains('*', StringComparison.Ordinal) && !name.Contains('?', StringComparison.Ordinal))
        {
            return File.Exists(pattern) ? [pattern] : [];
        }
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, name) : [];
    }

    /// <summary>Opens a file at its first record, behind the names.</summary>
    /// <param name="path">Path of an existing file.</param>
    /// <param name="names">The record of names; null: there is none.</param>
    public CsvRecords Open(string path, out string[]? names)
    {
        Stream stream = OrdinaryFile.Open(path, buffer: 1, options: FileOptions.SequentialScan);
        stream = Compression.ToUpperInvariant() switch
        {
            "" => stream,
            "GZIP" => new GZipStream(stream, CompressionMode.Decompress),
            "ZLIB" => new ZLibStream(stream, CompressionMode.Decompress),
            _ => throw new ArgumentException($"`compression_type` must be \"GZIP\", \"ZLIB\" or \"\". Received: \"{Compression}\".",
                "compression_type"),
        };
        var records = new CsvRecords(stream, path, Delimiter, Quotes);
        names = Header && records.ReadNext() ? [.. Enumerable.Range(0, records.Count).Select(records.ReadText)] : null;
        return records;
    }

    /// <summary>The names in the files' headers.</summary>
    public string[] ReadNames()
    {
        string[]? all = null;
        foreach (string file in Files)
        {
            using CsvRecords records = Open(file, out string[]? names);
            Guard.That(names is not null && names.Distinct().Count() == names.Length,
                $"The CSV file \"{file}\" must begin with names of columns, all of them different. Received: "
                + $"{string.Join(", ", names ?? ["no line"])}.", "file_pattern");
            all ??= names!;
            Guard.That(names!.SequenceEqual(all), $"All files must have the same columns in the same order: \"{Files[0]}\" has "
                + $"{string.Join(", ", all)}, \"{file}\" has {string.Join(", ", names!)}.", "file_pattern");
        }
        return all!;
    }

    /// <summary>The dtypes of columns by their first values, the narrowest that holds all of them.</summary>
    /// <param name="fields">Numbers of the columns' fields.</param>
    /// <param name="most">Records that are looked at.</param>
    public string[] GuessDTypes(int[] fields, long most)
    {
        int[] kinds = Array.ConvertAll(fields, _ => -1);
        long seen = 0;
        foreach (string file in Files)
        {
            using CsvRecords records = Open(file, out _);
            for (; seen < most && records.ReadNext(); seen++)
            {
                for (int i = 0; i < fields.Length; i++)
                {
                    if (fields[i] >= records.Count) { continue; }
                    string text = records.ReadText(fields[i]);
                    if (text.Length == 0 || text == Missing) { continue; }
                    while (kinds[i] < 0 || !Holds(s_types[kinds[i]], text)) { kinds[i]++; }
                }
            }
        }
        return Array.ConvertAll(kinds, k => k < 0 ? "string" : s_types[k]);
    }

    private static bool Holds(string dtype, string text)
    {
        var culture = CultureInfo.InvariantCulture;
        return dtype switch
        {
            "int32" => int.TryParse(text, NumberStyles.Integer, culture, out _),
            "int64" => long.TryParse(text, NumberStyles.Integer, culture, out _),
            "float32" => double.TryParse(text, NumberStyles.Float, culture, out double value) && !(Math.Abs(value) > float.MaxValue),
            "float64" => double.TryParse(text, NumberStyles.Float, culture, out _),
            _ => true,
        };
    }

    /// <summary>
    /// Reads the next record that is sound into a place of each column; false: the file has ended.
    /// </summary>
    /// <exception cref="InvalidDataException">A record is faulty, and errors are not passed over.</exception>
    public bool Read(CsvRecords records, CsvColumn[] columns, int width, int place, string file)
    {
        while (records.ReadNext())
        {
            if (records.Count != width)
            {
                if (IgnoresErrors) { continue; }
                throw new InvalidDataException($"Expect {width} fields but have {records.Count} in record (\"{file}\", line "
                    + $"{records.Line}).");
            }
            int faulty = Array.FindIndex(columns, c => !c.Read(records[c.Field], place));
            if (faulty < 0) { return true; }
            if (IgnoresErrors) { continue; }
            CsvColumn column = columns[faulty];
            string text = records.ReadText(column.Field);
            throw new InvalidDataException(text.Length == 0 || text == Missing
                ? $"Field {column.Field} is required but missing in record! (\"{file}\", line {records.Line}, column \"{column.Name}\")"
                : $"Field {column.Field} in record is not a valid {column.TypeName}: {text} (\"{file}\", line {records.Line}, column "
                    + $"\"{column.Name}\")");
        }
        return false;
    }

    /// <summary>The bytes of what stands for a missing value.</summary>
    public byte[] MissingBytes => Encoding.UTF8.GetBytes(Missing);
}
