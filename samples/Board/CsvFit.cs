using System.Globalization;

namespace Board;

/// <summary>A fit as CSVLogger writes it: a line for each epoch.</summary>
internal sealed class CsvFit(string file) : IFitReader
{
    private const string Validation = "val_";

    /// <summary>Whether a file is one: its first column is the epoch.</summary>
    public static bool Is(string file)
    {
        using StreamReader reader = Open(file);
        char[] start = new char[6];
        return reader.ReadBlock(start) == 6 && new string(start, 0, 5) == "epoch" && !char.IsLetterOrDigit(start[5]);
    }

    public DateTime Changed => File.GetLastWriteTimeUtc(file);

    /// <summary>What is no number is null. A last line that is not whole yet is left out.</summary>
    public FitData Read()
    {
        using StreamReader reader = Open(file);
        string text = reader.ReadToEnd();
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        char separator = lines.Length > 0 && lines[0].Length > 5 ? lines[0][5] : ',';
        string[] names = lines.Length == 0 ? [] : lines[0].TrimEnd('\r').Split(separator);
        double?[][] rows = [.. lines.Skip(1).Select(l => l.TrimEnd('\r').Split(separator)).Where(f => f.Length == names.Length)
            .Select(f => Array.ConvertAll(f, Number)).Where(r => r[0] is not null)];
        double[] epochs = [.. rows.Select(r => r[0]!.Value)];
        Curve Column(string name, int at)
        {
            bool validation = name.StartsWith(Validation, StringComparison.Ordinal);
            return new Curve(validation ? name[Validation.Length..] : name, "epoch", validation ? "validation" : "train", epochs,
                [.. rows.Select(r => r[at])]);
        }
        return new FitData([.. names.Select(Column).Skip(1)], []);
    }

    private static StreamReader Open(string file) =>
        new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    private static double? Number(string field) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
