using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace KerasDigits.Tuner.Project;

/// <summary>Something that knows its own JSON text, such as a long list that only grows.</summary>
internal interface IJsonText
{
    /// <summary>Its text in UTF-8.</summary>
    ReadOnlySpan<byte> Json { get; }
}

/// <summary>
/// Writes JSON byte for byte as Python's json.dumps does: ", " and ": " between, ASCII only, NaN and Infinity, floats by their shortest
/// text.
/// </summary>
internal static class PythonJson
{
    private static readonly SearchValues<char> s_plain =
        SearchValues.Create(" !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static string FormatText(object? value)
    {
        var bytes = new ArrayBufferWriter<byte>();
        Write(bytes, value);
        return Encoding.ASCII.GetString(bytes.WrittenSpan);
    }

    public static void Write(IBufferWriter<byte> to, object? value)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new ArgumentException("A state must have an end. Received: one in which a list or dictionary holds itself (Python: "
                + "Circular reference detected). Take out what refers back to the whole.");
        }
        switch (value)
        {
            case null: to.Write("null"u8); break;
            case bool b: to.Write(b ? "true"u8 : "false"u8); break;
            case string s: Quote(to, s); break;
            case double x: WriteAscii(to, FormatNumber(x)); break;
            case long or int: WriteAscii(to, Convert.ToString(value, CultureInfo.InvariantCulture)!); break;
            case HyperValue v: Write(to, v.ToObject()); break;
            case IJsonText text: to.Write(text.Json); break;
            case IDictionary<string, object?> map: Map(to, map); break;
            case System.Collections.IEnumerable list: List(to, list); break;
            default:
                throw new ArgumentException("A state must hold null, bools, numbers, strings, lists and dictionaries. Received: "
                    + $"{value} (of type {value.GetType()}).");
        }
    }

    public static void Quote(IBufferWriter<byte> to, string s)
    {
        to.Write("\""u8);
        if (!s.AsSpan().ContainsAnyExcept(s_plain)) { WriteAscii(to, s); }
        else { WriteAscii(to, Escape(s)); }
        to.Write("\""u8);
    }

    public static void WriteAscii(IBufferWriter<byte> to, string text)
    {
        Span<byte> room = to.GetSpan(text.Length);
        to.Advance(Encoding.ASCII.GetBytes(text, room));
    }

    private static void Map(IBufferWriter<byte> to, IDictionary<string, object?> map)
    {
        to.Write("{"u8);
        bool first = true;
        foreach (var (key, value) in map)
        {
            if (!first) { to.Write(", "u8); }
            first = false;
            Quote(to, key);
            to.Write(": "u8);
            Write(to, value);
        }
        to.Write("}"u8);
    }

    private static void List(IBufferWriter<byte> to, System.Collections.IEnumerable list)
    {
        to.Write("["u8);
        bool first = true;
        foreach (object? item in list)
        {
            if (!first) { to.Write(", "u8); }
            first = false;
            Write(to, item);
        }
        to.Write("]"u8);
    }

    private static string FormatNumber(double x) => double.IsNaN(x) ? "NaN" : double.IsInfinity(x) ? (x > 0 ? "Infinity" : "-Infinity")
        : PythonNumber.FormatRepr(x);

    private static string Escape(string s)
    {
        var text = new StringBuilder();
        JsonText.AppendEscaped(text, s);
        return text.ToString();
    }
}
