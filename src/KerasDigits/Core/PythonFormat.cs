using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasDigits.Core;

/// <summary>The part of Python's text formatting that Keras's file names and messages use.</summary>
internal static partial class PythonFormat
{
    /// <summary>Fills "{epoch:02d}-{val_loss:.2f}" with values.</summary>
    /// <exception cref="KeyNotFoundException">A name is not among the values.</exception>
    /// <exception cref="ArgumentException">A format is not understood.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, object> values) => Field().Replace(template, m =>
    {
        string name = m.Groups["name"].Value;
        if (!values.TryGetValue(name, out object? value))
        {
            throw new KeyNotFoundException($"Failed to format this callback filepath: \"{template}\". Reason: '{name}'. The names there "
                + $"are: {string.Join(", ", values.Keys)}.");
        }
        return Format(value, m.Groups["spec"].Value, template);
    });

    private static string Format(object value, string spec, string template)
    {
        Match m = Spec().Match(spec);
        if (!m.Success)
        {
            throw new ArgumentException($"The format \"{spec}\" in \"{template}\" is not understood. Use forms such as 02d, .2f, .3e.");
        }
        int width = m.Groups["width"].Length > 0 ? int.Parse(m.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        int digits = m.Groups["digits"].Length > 0 ? int.Parse(m.Groups["digits"].Value, CultureInfo.InvariantCulture) : 6;
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        string text = m.Groups["kind"].Value switch
        {
            "d" => Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture),
            "f" => PythonNumber.WriteFixed(number, digits),
            "e" => PythonNumber.WriteScientific(number, digits),
            "g" => PythonNumber.WriteGeneral(number, digits),
            _ when value is int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ when m.Groups["digits"].Length > 0 => PythonNumber.WriteGeneral(number, digits, keepsPoint: true),
            _ => PythonNumber.FormatRepr(number),
        };
        if (m.Groups["zero"].Length == 0) { return text.PadLeft(width); }
        string sign = text[0] == '-' ? "-" : "";
        return sign + text[sign.Length..].PadLeft(width - sign.Length, '0');
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<spec>[^}]*))?\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<zero>0)?(?<width>[1-9]\d*)?(\.(?<digits>\d+))?(?<kind>[dfeg])?$")]
    private static partial Regex Spec();
}
