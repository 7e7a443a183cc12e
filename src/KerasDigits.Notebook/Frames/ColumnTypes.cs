using NumSharp;

namespace KerasDigits.Notebook.Pandas;

/// <summary>Dtypes: one for all columns, <c>"float32"</c>, or one for each, <c>new() { ["id"] = "str" }</c>.</summary>
public sealed class ColumnTypes
{
    private readonly Dictionary<string, string> _types = [];
    private string? _all;

    /// <summary>A column's dtype.</summary>
    /// <param name="column">Name of the column.</param>
    public string this[string column]
    {
        set => _types[column] = Check(value);
    }

    /// <summary>One dtype for all.</summary>
    public static implicit operator ColumnTypes(string dtype) => new() { _all = Check(dtype) };

    /// <summary>One dtype for all: <c>np.float32</c>.</summary>
    public static implicit operator ColumnTypes(Type dtype) => dtype == typeof(string)
        ? "str"
        : NumberType.GetName((NPTypeCode)Type.GetTypeCode(dtype));

    /// <summary>One dtype for all.</summary>
    public static implicit operator ColumnTypes(NPTypeCode dtype) => NumberType.GetName(dtype);

    /// <summary>Dtypes by column.</summary>
    public static implicit operator ColumnTypes(Dictionary<string, string> dtypes)
    {
        var types = new ColumnTypes();
        foreach (var (column, dtype) in dtypes) { types[column] = dtype; }
        return types;
    }

    /// <summary>The columns that are named.</summary>
    internal IReadOnlyCollection<string> Named => _types.Keys;

    internal string? Of(string column) => _types.TryGetValue(column, out string? dtype) ? dtype : _all;

    private static string Check(string dtype)
    {
        if (dtype is "str" or "string" or "object" or "O" or "datetime64[ns]" or "datetime64" or "M8[ns]" or "category"
            or "timedelta64[ns]")
        {
            return dtype is "O" ? "object" : dtype;
        }
        return NumberType.GetName(NumberType.Parse(dtype));
    }
}
