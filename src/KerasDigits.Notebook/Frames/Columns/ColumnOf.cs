using System.Globalization;
using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Columns out of what C# holds.</summary>
internal static class ColumnOf
{
    /// <summary>A list; integers of C# are Python's, int64.</summary>
    public static Column FromArray(Array values)
    {
        if (values.Rank != 1)
        {
            throw new ArgumentException($"Per-column arrays must each be 1-dimensional. Received: an array of rank {values.Rank}.");
        }
        // The runtime takes an array of bytes for one of signed bytes too: the elements' type decides.
        return Type.GetTypeCode(values.GetType().GetElementType()) switch
        {
            TypeCode.Double => new Cells<double>((double[])values),
            TypeCode.Single => new Cells<float>((float[])values),
            TypeCode.Int64 => new Cells<long>((long[])values),
            TypeCode.Int32 => new Cells<long>([.. ((int[])values).Select(i => (long)i)]),
            TypeCode.Int16 => new Cells<short>((short[])values),
            TypeCode.SByte => new Cells<sbyte>((sbyte[])values),
            TypeCode.Byte => new Cells<byte>((byte[])values),
            TypeCode.UInt16 => new Cells<ushort>((ushort[])values),
            TypeCode.UInt32 => new Cells<uint>((uint[])values),
            TypeCode.UInt64 => new Cells<ulong>((ulong[])values),
            TypeCode.Boolean => new Cells<bool>((bool[])values),
            TypeCode.String => new ObjectColumn([.. (string?[])values]),
            TypeCode.DateTime => DateColumn.From(values.Cast<object?>()),
            _ when values is TimeSpan[] => SpanColumn.From(values.Cast<object?>()),
            _ => FromObjects([.. values.Cast<object?>()]),
        };
    }

    /// <summary>Values of any types: the narrowest dtype that holds them, as pandas infers it.</summary>
    public static Column FromObjects(object?[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] is Scalar scalar) { values[i] = scalar.Value; }
            if (values[i] is decimal number) { values[i] = (double)number; }
        }
        bool any = false, missing = false, ints = true, numbers = true, bools = true, dates = true, spans = true, floats = true;
        foreach (object? v in values)
        {
            if (v is null or double.NaN) { missing = true; continue; }
            any = true;
            bools &= v is bool;
            bool isInt = v is int or long or short or byte or sbyte or ushort or uint or ulong;
            ints &= isInt;
            numbers &= isInt || v is double or float;
            floats &= v is float;
            dates &= v is DateTime;
            spans &= v is TimeSpan;
        }
        if (!any)
        {
            return values.Length > 0 && System.Array.TrueForAll(values, v => v is double)
                ? new Cells<double>([.. values.Select(_ => double.NaN)])
                : new ObjectColumn(values);
        }
        if (dates) { return DateColumn.From(values); }
        if (spans) { return SpanColumn.From(values); }
        if (bools && !missing) { return new Cells<bool>([.. values.Select(v => (bool)v!)]); }
        if (ints && !missing) { return new Cells<long>([.. values.Select(v => Convert.ToInt64(v, CultureInfo.InvariantCulture))]); }
        if (floats && !missing) { return new Cells<float>([.. values.Select(v => (float)v!)]); }
        return numbers
            ? new Cells<double>([.. values.Select(v => v is null ? double.NaN : Convert.ToDouble(v, CultureInfo.InvariantCulture))])
            : new ObjectColumn(values);
    }

    /// <summary>An array of shape (n,), in its own dtype.</summary>
    public static Column FromFlat(NDArray array) => FromBlock(array.reshape(-1, 1))[0];

    /// <summary>The columns of an array of shape (rows, columns), side by side in one copy of it.</summary>
    public static Column[] FromBlock(NDArray array) => array.typecode switch
    {
        NPTypeCode.Double => FromBlock<double>(array),
        NPTypeCode.Single => FromBlock<float>(array),
        NPTypeCode.Int64 => FromBlock<long>(array),
        NPTypeCode.Int32 => FromBlock<int>(array),
        NPTypeCode.Int16 => FromBlock<short>(array),
        NPTypeCode.SByte => FromBlock<sbyte>(array),
        NPTypeCode.Byte => FromBlock<byte>(array),
        NPTypeCode.UInt16 => FromBlock<ushort>(array),
        NPTypeCode.UInt32 => FromBlock<uint>(array),
        NPTypeCode.UInt64 => FromBlock<ulong>(array),
        NPTypeCode.Boolean => FromBlock<bool>(array),
        _ => FromBlock<double>(array.astype(NPTypeCode.Double)),
    };

    /// <summary>The values in another dtype.</summary>
    /// <param name="column">The column to read.</param>
    /// <param name="dtype">NumPy's name, "str", "object", "category", "datetime64[ns]" or "timedelta64[ns]".</param>
    /// <param name="name">The column's name, for messages; null: it has none.</param>
    public static Column Cast(Column column, string dtype, string? name)
    {
        if (dtype == column.DType) { return column; }
        if (dtype == CategoryColumn.Name) { return CategoryColumn.Of(column); }
        if (column is CategoryColumn category) { column = category.Plain; }
        switch (dtype)
        {
            case "object" or "O": return new ObjectColumn(column.ToObjects());
            case "str" or "string":
                return new ObjectColumn(System.Array.ConvertAll(column.ToObjects(), v => (object?)new Scalar(v).ToString()));
            case DateColumn.Name or "datetime64" or "M8[ns]": return ParseDates(column, null, false, errors: "raise");
            case SpanColumn.Name or "timedelta64" or "m8[ns]": return Spans(column, null, errors: "raise");
            default: return ParseNumbers(column, NumberType.Parse(dtype), name);
        }
    }

    /// <summary>Times out of strings.</summary>
    public static Column ParseDates(Column column, string? format, bool dayFirst, string errors)
    {
        if (column.IsDate) { return column; }
        var times = new object?[column.Length];
        for (int i = 0; i < times.Length; i++)
        {
            if (column.IsMissing(i)) { continue; }
            string text = new Scalar(column[i]).ToString();
            bool read = format is null
                ? DateColumn.TryParse(text, dayFirst, out DateTime time)
                : TimeFormat.TryParse(text, format, out time);
            if (read) { times[i] = time; }
            else if (errors != "coerce")
            {
                throw new FormatException(format is null ? $"Unknown string format: {text}, in row {i}. Say its form with format: "
                    + "\"%d.%m.%Y\", or errors: \"coerce\" for NaT."
                    : $"time data '{text}' does not match format '{format}', in row {i}.");
            }
        }
        return DateColumn.From(times);
    }

    /// <summary>Differences of times out of strings, or of numbers in a unit.</summary>
    public static Column Spans(Column column, string? unit, string errors)
    {
        if (column.IsSpan) { return column; }
        var spans = new object?[column.Length];
        for (int i = 0; i < spans.Length; i++)
        {
            if (column.IsMissing(i)) { continue; }
            if (column[i] is string text)
            {
                if (SpanColumn.TryParse(text, out TimeSpan span)) { spans[i] = span; }
                else if (errors != "coerce")
                {
                    throw new FormatException($"unit abbreviation w/o a number: {text}, in row {i}. Say it as \"1 days 02:00:00\", or "
                        + "errors: \"coerce\" for NaT.");
                }
            }
            else { spans[i] = SpanColumn.Of(Convert.ToDouble(column[i], CultureInfo.InvariantCulture), unit ?? "ns"); }
        }
        return SpanColumn.From(spans);
    }

    private static Column ParseNumbers(Column column, NPTypeCode code, string? name)
    {
        if (!NumberType.IsFloat(code) && code != NPTypeCode.Boolean && Enumerable.Range(0, column.Length).Any(column.IsMissing))
        {
            throw new InvalidOperationException("Cannot convert non-finite values (NA or inf) to "
                + $"integer{(name is null ? "" : $": column '{name}'")}. Fill or drop them first: fillna(0), dropna().");
        }
        if (column is ObjectColumn texts)
        {
            if (code == NPTypeCode.Boolean)
            {
                return new Cells<bool>([.. texts.ToObjects().Select(v => v is not (null or "" or false or 0L or 0.0))]);
            }
            column = new Cells<double>(System.Array.ConvertAll(texts.ToObjects(), v => v is string text
                ? double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw Column.NotNumbers(name, text)
                : v is null ? double.NaN : Convert.ToDouble(v, CultureInfo.InvariantCulture)));
        }
        return code switch
        {
            NPTypeCode.Double => To<double>(column, name),
            NPTypeCode.Single => To<float>(column, name),
            NPTypeCode.Int64 => To<long>(column, name),
            NPTypeCode.Int32 => To<int>(column, name),
            NPTypeCode.Int16 => To<short>(column, name),
            NPTypeCode.SByte => To<sbyte>(column, name),
            NPTypeCode.Byte => To<byte>(column, name),
            NPTypeCode.UInt16 => To<ushort>(column, name),
            NPTypeCode.UInt32 => To<uint>(column, name),
            NPTypeCode.UInt64 => To<ulong>(column, name),
            _ => new Cells<bool>([.. column.ToDoubles(name).Select(v => v != 0)]),
        };
    }

    private static Cells<T> To<T>(Column column, string? name)
        where T : unmanaged
    {
        long[] words = Cells<T>.MakeWords(column.Length);
        column.CopyTo(Cells<T>.CastBlock(words), 0, 1, name);
        return new Cells<T>(words, 0, 1, column.Length);
    }

    private static unsafe Column[] FromBlock<T>(NDArray array)
        where T : unmanaged
    {
        NDArray dense = array.Shape.IsContiguous ? array : np.ascontiguousarray(array);
        int rows = checked((int)array.shape[0]), width = checked((int)array.shape[1]);
        long[] words = Cells<T>.MakeWords(checked(rows * width));
        new ReadOnlySpan<T>((T*)dense.Unsafe.Address + dense.Shape.Offset, rows * width).CopyTo(Cells<T>.CastBlock(words));
        GC.KeepAlive(dense);
        return Cells<T>.MakeViews(words, rows, width);
    }
}
