using System.Globalization;
using System.IO.Compression;
using DigitsNotebook.Screen;
using KerasDigits.Notebook;

namespace DigitsNotebook.Data;

/// <summary>A CSV of digits: read, and refused in one sentence where it is not what the notebook needs.</summary>
internal static class DigitFile
{
    /// <summary>Pixels of a digit.</summary>
    private const int Pixels = 28 * 28;

    /// <summary>The notebook's batches, and the share of rows that trains.</summary>
    private const int Batch = 100, Classes = 10;
    private const double Validating = 0.2;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Plain or gzip.</param>
    /// <param name="header">Whether its first line holds names.</param>
    /// <param name="labels">Whether a column of labels follows the pixels.</param>
    /// <exception cref="Refusal">It is not a file of digits.</exception>
    public static DataFrame Read(string path, bool header, bool labels)
    {
        string option = labels ? "--train" : "--test";
        if (path.Length == 0) { throw new Refusal($"{option} must name a file, but got an empty name."); }
        if (Directory.Exists(path)) { throw new Refusal($"{option} must name a file, and {path} is a folder."); }
        try
        {
            CheckText(path);
            string[] first = First(path, header, option);
            CheckWidth(path, first, labels);
            if (!header && first.FirstOrDefault(f => !IsNumber(f)) is { } name)
            {
                throw new Refusal($"The first line of {path} holds '{name}', which is no number: say --header if it is a line of names.");
            }
            DataFrame frame = pd.read_csv(path, header: null, skiprows: header ? 1 : 0);
            CheckCells(path, frame, header);
            if (labels) { CheckLabels(path, frame, header); }
            return frame;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            throw new Refusal(Fault(path, header) ?? $"{path} cannot be read as a CSV of numbers.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new Refusal(File.Exists(path)
                ? $"{path} cannot be read: {e.Message.TrimEnd('.')}."
                : $"{option} must name a file, and there is no {path}.");
        }
    }

    /// <summary>What is no text that a CSV reader takes is named as what it is.</summary>
    private static void CheckText(string path)
    {
        using TextReader text = Open(path);
        var start = new char[4096];
        ReadOnlySpan<char> read = start.AsSpan(0, text.ReadBlock(start));
        if (read.Contains('\0'))
        {
            throw new Refusal($"{path} is no text in UTF-8 or ASCII: it is binary, or in UTF-16. Save it as a CSV in UTF-8.");
        }
    }

    private static void CheckWidth(string path, string[] first, bool labels)
    {
        int width = first.Length;
        if (width == Pixels + (labels ? 1 : 0)) { return; }
        char[] others = [.. ";\t ".Where(c => first[0].Count(f => f == c) >= Pixels - 1)];
        if (width == 1 && others is [var divider, ..])
        {
            throw new Refusal($"{path} has fields divided by {(divider == ';' ? "semicolons" : divider == '\t' ? "tabs" : "blanks")}, and "
                + "commas must divide them.");
        }
        string columns = Times.Count(width, "column");
        throw new Refusal((labels, width) switch
        {
            (true, Pixels) => $"{path} has {Pixels} columns, which are pixels without labels: --train needs the label as column "
                + $"{Pixels + 1}.",
            (false, Pixels + 1) => $"{path} has {Pixels + 1} columns, as a file with labels: --test takes the {Pixels} pixels alone.",
            (true, _) => $"{path} has {columns}, and --train takes {Pixels + 1}: {Pixels} pixels and the label.",
            _ => $"{path} has {columns}, and --test takes {Pixels} pixels.",
        });
    }

    private static void CheckCells(string path, DataFrame frame, bool header)
    {
        double[] values = frame.to_numpy("float64").ToArray<double>();
        int bad = Array.FindIndex(values, v => !float.IsFinite((float)v));
        if (bad < 0) { return; }
        // A row too short ends in empty cells, as pandas reads it.
        if (double.IsNaN(values[bad]) && Fault(path, header) is { } fault) { throw new Refusal(fault); }
        throw new Refusal($"{path} has {(double.IsNaN(values[bad]) ? "an empty cell" : double.IsFinite(values[bad]) ? "a cell too great "
            + "for 32 bits" : "a cell that is not finite")} in row {Row(bad / frame.shape.columns, header)}, column "
            + $"{(bad % frame.shape.columns) + 1}.");
    }

    private static void CheckLabels(string path, DataFrame frame, bool header)
    {
        double[] labels = frame.iloc[.., ^1].to_numpy("float64").ToArray<double>();
        int bad = Array.FindIndex(labels, v => v != Math.Floor(v) || v is < 0 or >= Classes);
        if (bad >= 0)
        {
            throw new Refusal(string.Create(CultureInfo.InvariantCulture, $"{path} has the label {labels[bad]} in row {Row(bad, header)}, "
                + $"and labels are the whole numbers from 0 to {Classes - 1}."));
        }
        int validating = (int)Math.Ceiling(Validating * labels.Length), training = labels.Length - validating;
        if (training < Batch)
        {
            throw new Refusal($"{path} has {Times.Count(labels.Length, "row")}, of which {training} train, and a batch of the notebook is "
                + $"{Batch}: give at least {(int)Math.Ceiling(Batch / (1 - Validating))} rows.");
        }
        foreach ((double[] part, string which) in new[] { (labels[..training], $"first {training} rows, which train"),
            (labels[training..], $"last {validating} rows, which validate") })
        {
            int missing = Enumerable.Range(0, Classes).FirstOrDefault(c => !part.Contains(c), -1);
            if (missing >= 0) { throw new Refusal($"{path} has no {missing} among its {which}: all ten digits must be in both parts."); }
        }
    }

    /// <summary>A row's number, counted from 1 without the line of names; beside such a line, its line in an editor too.</summary>
    private static string Row(int index, bool header) => header ? $"{index + 1} (line {index + 2})" : $"{index + 1}";

    /// <summary>The fields of the first line of digits.</summary>
    private static string[] First(string path, bool header, string option)
    {
        using TextReader text = Open(path);
        string? line = NextLine(text);
        if (header && line is not null) { line = NextLine(text); }
        return line?.Split(',') ?? throw new Refusal($"{path}, which {option} names, holds no digits.");
    }

    /// <summary>
    /// Why the file could not be read as numbers: its first line of another length, or field that is no number; null where there is none.
    /// </summary>
    private static string? Fault(string path, bool header)
    {
        using TextReader text = Open(path);
        if (header) { NextLine(text); }
        int width = -1;
        for (int row = 1; NextLine(text) is { } line; row++)
        {
            string[] fields = line.Split(',');
            if (width < 0) { width = fields.Length; }
            if (fields.Length != width)
            {
                return $"{path} has {Times.Count(fields.Length, "column")} in row {Row(row - 1, header)} and {width} in the first.";
            }
            int blank = Array.FindIndex(fields, f => f.Length > 0 && f.Trim().Length == 0);
            if (blank >= 0) { return $"{path} has an empty cell in row {Row(row - 1, header)}, column {blank + 1}."; }
            int bad = Array.FindIndex(fields, f => !IsNumber(f));
            if (bad >= 0) { return $"{path} has '{fields[bad]}' in row {Row(row - 1, header)}, column {bad + 1}, which is no number."; }
        }
        return null;
    }

    private static string? NextLine(TextReader text)
    {
        string? line;
        do { line = text.ReadLine(); } while (line is { Length: 0 });
        return line;
    }

    /// <summary>An empty field is a number that is missing, as pandas has it.</summary>
    private static bool IsNumber(string field) => field.Trim().Trim('"') is "" or "NA" or "null" or "NULL" or "None" or "N/A"
        || double.TryParse(field.Trim().Trim('"'), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        || field.Trim().Trim('+', '-').ToLowerInvariant() is "nan" or "inf" or "infinity";

    private static StreamReader Open(string path)
    {
        FileStream file = File.OpenRead(path);
        bool zipped = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress) : file);
    }
}
