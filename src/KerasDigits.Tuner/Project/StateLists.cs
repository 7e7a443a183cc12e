using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace KerasDigits.Tuner.Project;

/// <summary>
/// A list or map of the oracle's state that keeps its own JSON text and, where it only grows, adds to it: writing oracle.json then costs no
/// more than copying it.
/// </summary>
internal abstract class GrowingJson(byte open, byte close) : IJsonText
{
    /// <summary>The text up to, but not including, the closing bracket, which the last byte holds.</summary>
    private byte[] _text = [open, close];
    private int _length = 2;
    private bool _stale;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Json
    {
        get
        {
            if (_stale)
            {
                (_text, _length, _stale) = ([open, close], 2, false);
                AppendAll();
            }
            return _text.AsSpan(0, _length);
        }
    }

    protected abstract void AppendAll();

    protected void MarkStale() => _stale = true;

    /// <summary>Adds one entry at the end, where the text is up to date.</summary>
    protected void Append(string? key, object? value)
    {
        if (_stale) { return; }
        var entry = new ArrayBufferWriter<byte>(64);
        if (_length > 2) { entry.Write(", "u8); }
        if (key is not null)
        {
            PythonJson.Quote(entry, key);
            entry.Write(": "u8);
        }
        PythonJson.Write(entry, value);
        int needed = _length + entry.WrittenCount;
        if (needed > _text.Length) { Array.Resize(ref _text, Math.Max(needed, _text.Length * 2)); }
        entry.WrittenSpan.CopyTo(_text.AsSpan(_length - 1));
        _length = needed;
        _text[_length - 1] = close;
    }
}

/// <summary>Strings in order; a set where asked for.</summary>
internal sealed class StateList(bool distinct = false) : GrowingJson((byte)'[', (byte)']'), IReadOnlyList<string>
{
    private readonly List<string> _items = [];
    private readonly HashSet<string> _members = [];

    public int Count => _items.Count;

    public string this[int index] => _items[index];

    public bool Contains(string item) => distinct ? _members.Contains(item) : _items.Contains(item);

    public void Add(string item)
    {
        if (distinct && !_members.Add(item)) { return; }
        _items.Add(item);
        Append(null, item);
    }

    public void Remove(string item)
    {
        if (distinct && !_members.Remove(item)) { return; }
        // What is taken away was mostly put in last.
        int at = _items.LastIndexOf(item);
        if (at < 0) { return; }
        _items.RemoveAt(at);
        MarkStale();
    }

    /// <summary>Takes the first item away.</summary>
    public string Dequeue()
    {
        string first = _items[0];
        _items.RemoveAt(0);
        MarkStale();
        return first;
    }

    /// <summary>Takes the last item away.</summary>
    public string Pop()
    {
        string last = _items[^1];
        _items.RemoveAt(_items.Count - 1);
        MarkStale();
        return last;
    }

    public void Reset(IEnumerable<string> items)
    {
        _items.Clear();
        _members.Clear();
        MarkStale();
        foreach (string item in items) { Add(item); }
    }

    public IEnumerator<string> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void AppendAll() => _items.ForEach(i => Append(null, i));
}

/// <summary>Values by trial, in the order in which they came up.</summary>
internal sealed class StateMap<T> : GrowingJson, IReadOnlyDictionary<string, T> where T : notnull
{
    private readonly OrderedDictionary<string, T> _items = [];

    public StateMap() : base((byte)'{', (byte)'}') { }

    public int Count => _items.Count;

    public IEnumerable<string> Keys => _items.Keys;

    public IEnumerable<T> Values => _items.Values;

    public T this[string key]
    {
        get => _items[key];
        set
        {
            if (_items.TryAdd(key, value)) { Append(key, value); }
            else if (!EqualityComparer<T>.Default.Equals(_items[key], value))
            {
                _items[key] = value;
                MarkStale();
            }
        }
    }

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

    public void Reset(IEnumerable<KeyValuePair<string, T>> items)
    {
        _items.Clear();
        MarkStale();
        foreach (var (key, value) in items) { _items[key] = value; }
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void AppendAll()
    {
        foreach (var (key, value) in _items) { Append(key, value); }
    }
}
