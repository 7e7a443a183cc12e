using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace KerasDigits.Training;

/// <summary>
/// Keras's progress bar. On a terminal it rewrites its line; otherwise only the finished line is written, so that log files stay readable.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, utils/generic_utils.py.</remarks>
[KerasExport("keras.utils.Progbar")]
public sealed class Progbar
{
    private readonly int _width, _verbose;
    private readonly double _interval;
    private readonly string _unit;
    private readonly HashSet<string> _stateful;
    private readonly Func<double> _clock;
    private readonly bool _rewrites;
    private readonly OrderedDictionary<string, (double Sum, double Weight)> _values = [];
    private readonly double _start;
    private double _lastUpdate;
    private long _seen;
    private int _totalWidth;

    /// <summary>Creates a bar.</summary>
    /// <param name="target">Steps in all; null: not known.</param>
    /// <param name="width">Characters of the bar.</param>
    /// <param name="verbose">0: silent, 1: bar, 2: one line at the end.</param>
    /// <param name="interval">Smallest seconds between two drawings.</param>
    /// <param name="stateful_metrics">Names of values shown as they are; others are averaged over steps; null: all are averaged.</param>
    /// <param name="unit_name">Word for a step.</param>
    public Progbar(long? target, int width = 30, int verbose = 1, double interval = 0.05, IEnumerable<string>? stateful_metrics = null,
        string unit_name = "step")
        : this(target, width, verbose, interval, stateful_metrics, unit_name, null, null) { }

    internal Progbar(long? target, int width, int verbose, double interval, IEnumerable<string>? stateful, string unit, Func<double>? clock,
        bool? rewrites)
    {
        (Target, _width, _verbose, _interval, _unit) = (target, width, verbose, interval, unit);
        _stateful = [.. stateful ?? []];
        _clock = clock ?? (() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);
        _rewrites = rewrites ?? Output.IsTerminal;
        _start = _clock();
        _lastUpdate = double.NegativeInfinity;
    }

    /// <summary>Steps in all; null: not known.</summary>
    public long? Target { get; internal set; }

    /// <summary>Whether all values are shown as they are.</summary>
    internal bool AllStateful { get; init; }

    /// <summary>Whether a drawing now would show anything new; lets the caller skip reading values from the device.</summary>
    internal bool IsDue(long current) => _verbose == 1 && _rewrites && (_clock() - _lastUpdate >= _interval || current >= Target);

    /// <summary>Moves the bar.</summary>
    /// <param name="current">Steps done so far, 0 to the target.</param>
    /// <param name="values">Names and values to show; null: none.</param>
    /// <param name="finalize">Whether this is the last drawing; null: when the target is reached.</param>
    public void update(long current, IEnumerable<KeyValuePair<string, double>>? values = null, bool? finalize = null)
    {
        bool last = finalize ?? (Target is { } t && current >= t);
        foreach (var (name, value) in values ?? [])
        {
            if (AllStateful || _stateful.Contains(name))
            {
                _values[name] = (value, 1);
                continue;
            }
            double weight = Math.Max(current - _seen, 1);
            var (sum, all) = _values.TryGetValue(name, out var known) ? known : (0, 0);
            _values[name] = (sum + (value * weight), all + weight);
        }
        _seen = current;
        double now = _clock();
        if (_verbose == 1) { Draw(current, now, last); }
        else if (_verbose == 2 && last)
        {
            double seconds = now - _start;
            string times = Compat.Is215 ? $" - {FormatDuration(seconds)}/epoch - {FormatDuration(seconds / Math.Max(1, current))}/{_unit}"
                : "";
            Output.Write($"{Count(Target ?? current, current)} - {Format("{0:0}s", Round(seconds))}{FormatValues()}{times}\n");
        }
    }

    /// <summary>Moves the bar on by n steps.</summary>
    /// <param name="n">Steps done since the last call.</param>
    /// <param name="values">Names and values to show: their means are drawn; null: none.</param>
    public void add(long n, IEnumerable<KeyValuePair<string, double>>? values = null) => update(_seen + n, values);

    private void Draw(long current, double now, bool last)
    {
        if (!last && (!_rewrites || now - _lastUpdate < _interval)) { return; }
        var text = new StringBuilder();
        int before = _totalWidth;
        if (_rewrites) { text.Append('\b', before).Append('\r'); }
        string bar = Target is { } target ? FormatBar(current, target)
            : string.Format(CultureInfo.InvariantCulture, "{0,7}/Unknown", current);
        double perStep = current > 0 ? (now - _start) / current : 0;
        string info;
        if (Target is null || last)
        {
            info = Format(" - {0:0}s", Round(now - _start)) + $" {FormatDuration(perStep)}/{_unit}";
        }
        else
        {
            info = " - ETA: " + FormatEta(perStep * (Target.Value - current));
        }
        info += FormatValues();
        _totalWidth = bar.Length + info.Length;
        if (before > _totalWidth) { info += new string(' ', before - _totalWidth); }
        text.Append(bar).Append(info);
        if (last) { text.Append('\n'); }
        Output.Write(text.ToString());
        _lastUpdate = now;
    }

    private static string FormatDuration(double seconds) => seconds is >= 1 or 0 ? Format("{0:0}s", Round(seconds))
        : seconds >= 1e-3 ? Format("{0:0}ms", Round(seconds * 1e3)) : Format("{0:0}us", Round(seconds * 1e6));

    private string FormatBar(long current, long target)
    {
        int filled = (int)(_width * ((double)current / target));
        var bar = new StringBuilder(Count(target, current)).Append(" [");
        if (filled > 0) { bar.Append('=', filled - 1).Append(current < target ? '>' : '='); }
        return bar.Append('.', Math.Max(0, _width - filled)).Append(']').ToString();
    }

    private static string Count(long target, long current)
    {
        int digits = (int)Math.Log10(Math.Max(1, target)) + 1;
        return $"{current.ToString(CultureInfo.InvariantCulture).PadLeft(digits)}/{target.ToString(CultureInfo.InvariantCulture)}";
    }

    private string FormatValues()
    {
        var text = new StringBuilder();
        foreach (var (name, (sum, weight)) in _values)
        {
            double mean = sum / Math.Max(1, weight);
            text.Append(" - ").Append(name).Append(": ").Append((_verbose == 2 ? mean : Math.Abs(mean)) > 1e-3
                ? PythonNumber.WriteFixed(mean, 4)
                : PythonNumber.WriteScientific(mean, 4));
        }
        return text.ToString();
    }

    private static string FormatEta(double eta)
    {
        long s = (long)eta;
        return eta > 3600 ? Format("{0}:{1:00}:{2:00}", s / 3600, s % 3600 / 60, s % 60) : eta > 60 ? Format("{0}:{1:00}", s / 60, s % 60)
            : Format("{0}s", s);
    }

    private static double Round(double x) => Math.Round(x, MidpointRounding.ToEven);

    private static string Format(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
