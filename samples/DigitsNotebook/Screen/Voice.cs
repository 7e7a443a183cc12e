using System.Text;

namespace DigitsNotebook.Screen;

/// <summary>
/// What the program says by itself, beside what the notebook's cells print: lines that begin with "# ". Where nothing is printed for a
/// while it says what is going on.
/// </summary>
/// <remarks>It stands between the console and all who write to it, so that its lines never cut into another's.</remarks>
internal sealed class Voice : TextWriter
{
    private readonly TextWriter _screen, _before = Console.Out;
    private readonly TimeSpan _patience;
    private readonly bool _terminal;
    private readonly Lock _lock = new();
    private readonly Timer _timer;
    private DateTime _lastLine = DateTime.UtcNow, _lastText = DateTime.UtcNow;
    private bool _lineOpen, _noteShown, _ended;
    private Func<string?> _activity = () => null;

    /// <summary>Takes the console over until it is disposed of.</summary>
    /// <param name="screen">The console.</param>
    /// <param name="terminal">Whether a line can be written over; null: as the console says.</param>
    /// <param name="patience">How long a log may stay without a new line; null: seven seconds, so that a busy machine may be late.</param>
    public Voice(TextWriter screen, bool? terminal = null, TimeSpan? patience = null)
    {
        (_screen, _patience) = (screen, patience ?? TimeSpan.FromSeconds(7));
        TimeSpan beat = TimeSpan.FromSeconds(Math.Min(1, _patience.TotalSeconds / 2));
        _terminal = terminal ?? !Console.IsOutputRedirected;
        Lines = Synchronized(new LineWriter(this));
        Console.SetOut(this);
        _timer = new Timer(_ => Beat(), null, beat, beat);
    }

    /// <summary>Takes lines and says them as the program's own.</summary>
    public TextWriter Lines { get; }

    /// <inheritdoc/>
    public override Encoding Encoding => _screen.Encoding;

    /// <summary>What is going on now, asked when the screen has been silent; null: nothing to say.</summary>
    public void During(Func<string?> activity) => _activity = activity;

    /// <summary>Says a line.</summary>
    public void Say(string line) => Write($"# {line}\n");

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value)) { return; }
        lock (_lock)
        {
            WipeNote();
            // The program's own lines begin on a line of their own.
            if (_lineOpen && value.StartsWith("# ", StringComparison.Ordinal)) { _screen.Write('\n'); }
            _screen.Write(value);
            _screen.Flush();
            _lineOpen = !value.EndsWith('\n');
            _lastText = DateTime.UtcNow;
            if (value.Contains('\n')) { _lastLine = _lastText; }
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        lock (_lock) { _screen.Flush(); }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _timer.Dispose();
            lock (_lock)
            {
                _ended = true;
                WipeNote();
            }
            Console.SetOut(_before);
        }
        base.Dispose(disposing);
    }

    private void Beat()
    {
        if (_activity() is not { } activity) { return; }
        lock (_lock)
        {
            if (_ended) { return; }
            if (_terminal)
            {
                // One line that is written over again and again, where no bar is being drawn.
                if (_lineOpen || DateTime.UtcNow - _lastText < TimeSpan.FromSeconds(1)) { return; }
                _screen.Write($"\r\u001b[2K# {activity}");
                _noteShown = true;
            }
            else if (DateTime.UtcNow - _lastLine >= _patience)
            {
                _screen.Write($"{(_lineOpen ? "\n" : "")}# {activity}\n");
                (_lineOpen, _lastLine) = (false, DateTime.UtcNow);
            }
            _screen.Flush();
        }
    }

    private void WipeNote()
    {
        if (!_noteShown) { return; }
        _screen.Write("\r\u001b[2K");
        _noteShown = false;
    }

    private sealed class LineWriter(Voice voice) : TextWriter
    {
        public override Encoding Encoding => voice.Encoding;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            foreach (string line in (value ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries)) { voice.Say(line); }
        }
    }
}
