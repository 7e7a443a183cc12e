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

    /// <summary>Python's "%0.5f" with as many digits as are asked for.</summary>
    public static string WriteFixed(double x, int digits) =>
        double.IsFinite(x) ? x.ToString("F" + digits, CultureInfo.InvariantCulture) : FormatRepr(x);

    /// <summary>Python's repr of a float.</summary>
    public static string FormatRepr(double x)
    {
        if (double.IsNaN(x)) { return "nan"; }
        if (double.IsInfinity(x)) { return x > 0 ? "inf" : "-inf"; }
        if (x == 0) { return double.IsNegative(x) ? "-0.0" : "0.0"; }
        double size = Math.Abs(x);
        if (size is >= 1e-4 and < 1e16)
        {
            string text = x.ToString("0.#################", CultureInfo.InvariantCulture);
            string plain = decimal.TryParse(x.ToString("R", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture,
                out decimal d) ? d.ToString(CultureInfo.InvariantCulture) : text;
            return plain.Contains('.', StringComparison.Ordinal) ? plain : plain + ".0";
        }
        string[] parts = x.ToString("E16", CultureInfo.InvariantCulture).Split('E');
        string shortest = x.ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        string mantissa = e >= 0 ? shortest[..e] : parts[0].TrimEnd('0').TrimEnd('.');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

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
            "f" => WriteFixed(number, digits),
            "e" => Regex.Replace(number.ToString("e" + digits, CultureInfo.InvariantCulture), @"e([+-])0*(\d{2,})$", "e$1$2"),
            "g" => WriteGeneral(number, digits, keepsPoint: false),
            _ when value is int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => m.Groups["digits"].Length > 0 ? WriteGeneral(number, digits, keepsPoint: true) : FormatRepr(number),
        };
        if (m.Groups["zero"].Length == 0) { return text.PadLeft(width); }
        string sign = text[0] == '-' ? "-" : "";
        return sign + text[sign.Length..].PadLeft(width - sign.Length, '0');
    }

    /// <summary>Python's %g: so many digits, and the shorter of the two forms.</summary>
    /// <param name="x">The number.</param>
    /// <param name="digits">Significant digits; 0 counts as 1.</param>
    /// <param name="keepsPoint">Whether whole numbers end in ".0", as where no letter says the form.</param>
    private static string WriteGeneral(double x, int digits, bool keepsPoint)
    {
        if (!double.IsFinite(x)) { return FormatRepr(x); }
        digits = Math.Max(1, digits);
        string[] parts = x.ToString($"E{digits - 1}", CultureInfo.InvariantCulture).Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        if (exponent < -4 || exponent >= (keepsPoint ? digits - 1 : digits))
        {
            return $"{TrimZeros(parts[0])}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        string text = TrimZeros(x.ToString($"F{Math.Max(0, digits - 1 - exponent)}", CultureInfo.InvariantCulture));
        return keepsPoint && !text.Contains('.', StringComparison.Ordinal) ? text + ".0" : text;
    }

    private static string TrimZeros(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<spec>[^}]*))?\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<zero>0)?(?<width>[1-9]\d*)?(\.(?<digits>\d+))?(?<kind>[dfeg])?$")]
    private static partial Regex Spec();
}
