using System.Globalization;

namespace Board;

/// <summary>A fit as CSVLogger writes it: a line for each epoch.</summary>
internal static class FitFile
{
    /// <summary>Whether a file is one: its first column is the epoch.</summary>
    public static bool Is(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        char[] start = new char[6];
        return reader.ReadBlock(start) == 6 && new string(start, 0, 5) == "epoch" && !char.IsLetterOrDigit(start[5]);
    }

    /// <summary>Names and columns; what is no number is null. A last line that is not whole yet is left out.</summary>
    public static object Read(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        string text = reader.ReadToEnd();
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        char separator = lines.Length > 0 && lines[0].Length > 5 ? lines[0][5] : ',';
        string[] names = lines.Length == 0 ? [] : lines[0].TrimEnd('\r').Split(separator);
        double?[][] rows = [.. lines.Skip(1).Select(l => l.TrimEnd('\r').Split(separator)).Where(f => f.Length == names.Length).Select(f => Array.ConvertAll(f, Number))];
        return new { names, columns = names.Select((_, i) => rows.Select(r => r[i])) };
    }

    private static double? Number(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null;
}
