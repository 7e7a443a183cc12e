using System.Buffers.Text;
using System.Globalization;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Data.Csv;

/// <summary>A column's values: of the rows that wait in a shuffle's places, and of the batch that is being filled.</summary>
internal abstract class CsvColumn
{
    /// <summary>The column's name.</summary>
    public required string Name { get; init; }

    /// <summary>Number of its field in a record.</summary>
    public required int Field { get; init; }

    /// <summary>What stands for a missing value, beside an empty field.</summary>
    public required byte[] Missing { get; init; }

    /// <summary>Makes room.</summary>
    public abstract void Reserve(int places, int batch);

    /// <summary>Reads a field into a place; false: it is none of the column's type, or missing where it is required.</summary>
    public abstract bool Read(ReadOnlySpan<byte> field, int place);

    /// <summary>Puts a place's value into the batch.</summary>
    public abstract void Move(int place, int row);

    /// <summary>Copies a place's value to another place.</summary>
    public abstract void Copy(int from, int to);

    /// <summary>The batch's values as an array of its own.</summary>
    public abstract NDArray Take(int rows);

    /// <summary>What a field must be, in TensorFlow's words.</summary>
    public abstract string TypeName { get; }

    /// <summary>Whether the field is missing.</summary>
    protected bool IsMissing(ReadOnlySpan<byte> field) => field.IsEmpty || field.SequenceEqual(Missing);

    /// <summary>A column of a dtype.</summary>
    /// <param name="form">Its dtype, and what stands for missing values; null: it has none, and they are refused.</param>
    /// <param name="name">Name of the column.</param>
    /// <param name="field">Number of its field.</param>
    /// <param name="missing">What stands for a missing value.</param>
    public static CsvColumn Of((string DType, object? Default) form, string name, int field, byte[] missing)
    {
        return form.DType switch
        {
            "int32" => ReadNumbers<int>(AppendUtf8, Number(form.Default, Convert.ToInt32)),
            "int64" => ReadNumbers<long>(AppendUtf8, Number(form.Default, Convert.ToInt64)),
            "float32" => ReadNumbers<float>(AppendUtf8, Number(form.Default, Convert.ToSingle)),
            "float64" => ReadNumbers<double>(AppendUtf8, Number(form.Default, Convert.ToDouble)),
            "string" => new TextColumn(form.Default as string) { Name = name, Field = field, Missing = missing },
            _ => throw new ArgumentException("A column's dtype must be float32, float64, int32, int64 or string. Received: "
                + $"\"{form.DType}\" for the column \"{name}\"."),
        };

        static T? Number<T>(object? value, Func<object, IFormatProvider, T> convert) where T : struct =>
            value is null ? null : convert(value, CultureInfo.InvariantCulture);

        NumberColumn<T> ReadNumbers<T>(NumberColumn<T>.Parser parse, T? otherwise) where T : unmanaged =>
            new(parse, otherwise, form.DType) { Name = name, Field = field, Missing = missing };
    }

    private static bool AppendUtf8(ReadOnlySpan<byte> field, out int value) => Utf8Parser.TryParse(field, out value, out int used)
        && used == field.Length;

    private static bool AppendUtf8(ReadOnlySpan<byte> field, out long value) => Utf8Parser.TryParse(field, out value, out int used)
        && used == field.Length;

    private static bool AppendUtf8(ReadOnlySpan<byte> field, out float value) =>
        PlainDecimal.TryRead(field, out value) || float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static bool AppendUtf8(ReadOnlySpan<byte> field, out double value) =>
        PlainDecimal.TryRead(field, out value) || double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private sealed class NumberColumn<T>(NumberColumn<T>.Parser parse, T? otherwise, string type) : CsvColumn where T : unmanaged
    {
        private T[] _places = [], _batch = [];

        public delegate bool Parser(ReadOnlySpan<byte> field, out T value);

        public override string TypeName => type switch { "float32" => "float", "float64" => "double", _ => type };

        public override void Reserve(int places, int batch) => (_places, _batch) = (new T[places], new T[batch]);

        public override bool Read(ReadOnlySpan<byte> field, int place)
        {
            if (IsMissing(field))
            {
                _places[place] = otherwise.GetValueOrDefault();
                return otherwise is not null;
            }
            return parse(field.Trim((byte)' '), out _places[place]);
        }

        public override void Move(int place, int row) => _batch[row] = _places[place];

        public override void Copy(int from, int to) => _places[to] = _places[from];

        public override NDArray Take(int rows) => np.array(_batch[..rows]);
    }

    private sealed class TextColumn(string? otherwise) : CsvColumn
    {
        private string[] _places = [], _batch = [];

        public override string TypeName => "string";

        public override void Reserve(int places, int batch) => (_places, _batch) = (new string[places], new string[batch]);

        public override bool Read(ReadOnlySpan<byte> field, int place)
        {
            if (IsMissing(field))
            {
                _places[place] = otherwise ?? "";
                return otherwise is not null;
            }
            _places[place] = System.Text.Encoding.UTF8.GetString(field);
            return true;
        }

        public override void Move(int place, int row) => _batch[row] = _places[place];

        public override void Copy(int from, int to) => _places[to] = _places[from];

        public override NDArray Take(int rows) => Texts.KeepForOneRun(_batch[..rows]);
    }
}
