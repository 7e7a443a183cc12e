using System.Buffers.Text;
using System.Text;

namespace KerasDigits.Notebook;

/// <summary>Writes a frame as CSV, row by row through one buffer.</summary>
internal static class CsvWriter
{
    public static void Write(DataFrame frame, string path, char separator, bool header, bool index) => Files.Write(path, stream =>
    {
        if (header)
        {
            IEnumerable<string> names = frame.columns.Select(n => Quoted(n, separator));
            stream.Write(Encoding.UTF8.GetBytes((index ? $"{separator}" : "") + string.Join(separator, names) + "\n"));
        }
        var line = new byte[(frame.shape.columns + 1) * 33];
        for (int row = 0; row < frame.shape.rows; row++)
        {
            int at = 0;
            if (index)
            {
                Utf8Formatter.TryFormat(row, line, out at);
                if (frame.shape.columns > 0) { line[at++] = (byte)separator; }
            }
            ReadOnlySpan<double> values = frame.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                if (column > 0) { line[at++] = (byte)separator; }
                if (double.IsNaN(values[column])) { continue; }
                if (frame.Words(column) is { } words)
                {
                    stream.Write(line, 0, at);
                    stream.Write(Encoding.UTF8.GetBytes(Quoted(words[(int)values[column]], separator)));
                    at = 0;
                    continue;
                }
                if (double.IsInfinity(values[column])) { at += Encoding.ASCII.GetBytes(values[column] > 0 ? "inf" : "-inf", line.AsSpan(at)); continue; }
                Utf8Formatter.TryFormat(values[column], line.AsSpan(at), out int used);
                at += used;
            }
            line[at++] = (byte)'\n';
            stream.Write(line, 0, at);
        }
    });

    private static string Quoted(string text, char separator) => text.IndexOfAny([separator, '"', '\n']) >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
