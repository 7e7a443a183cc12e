using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Writes a frame as CSV, row by row through one buffer.</summary>
internal sealed class CsvWriter(DataFrame frame, char separator, string missing, bool header, bool index)
{
    private readonly byte[] _missing = Encoding.UTF8.GetBytes(missing);

    public void Write(Stream stream)
    {
        Column[] columns = [.. index ? Places.ListAll(frame.index.LevelCount).Select(frame.index.GetLevel) : [], .. frame.Cells];
        if (header)
        {
            IEnumerable<string> names = [.. index ? frame.index.Names.Select(n => n ?? "") : [], .. frame.columns];
            stream.Write(Encoding.UTF8.GetBytes(string.Join(separator, names.Select(Quote)) + "\n"));
        }
        Func<int, byte[], int>[] fields = [.. columns.Select(ChooseField)];
        var field = new byte[40];
        var buffer = new BufferedStream(stream, 1 << 16);
        for (int row = 0; row < frame.shape.rows; row++)
        {
            for (int column = 0; column < columns.Length; column++)
            {
                if (column > 0) { buffer.WriteByte((byte)separator); }
                if (columns[column].IsMissing(row)) { buffer.Write(_missing); }
                else if (fields[column](row, field) is var length && length >= 0) { buffer.Write(field, 0, length); }
                else { buffer.Write(Encoding.UTF8.GetBytes(Quote(new Scalar(columns[column][row]).ToString()))); }
            }
            buffer.WriteByte((byte)'\n');
        }
        buffer.Flush();
    }

    /// <summary>Writes a number into a buffer and gives its length; −1 for what is a string.</summary>
    private static Func<int, byte[], int> ChooseField(Column column) => column switch
    {
        Cells<long> whole => (row, to) => Utf8Formatter.TryFormat(whole.GetAt(row), to, out int used) ? used : -1,
        Cells<double> real => (row, to) => WriteReal(real.GetAt(row), to),
        DateColumn { AreDays: true } days =>
            (row, to) => Encoding.ASCII.GetBytes(((DateTime)days[row]!).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), to),
        _ => (_, _) => -1,
    };

    private static int WriteReal(double value, byte[] to)
    {
        // Python writes an exponent from 1e16 on and below 1e-4, .NET from 1e15 on: between the two both write the same digits.
        if (Math.Abs(value) is not (0 or (>= 1e-4 and < 1e15))) { return Encoding.ASCII.GetBytes(PythonText.FormatStr(value), to); }
        Utf8Formatter.TryFormat(value, to, out int used);
        if (value == Math.Truncate(value)) { used += ".0"u8.TryCopyTo(to.AsSpan(used)) ? 2 : 0; }
        return used;
    }

    private string Quote(string text) => text.IndexOfAny([separator, '"', '\n', '\r']) >= 0
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
