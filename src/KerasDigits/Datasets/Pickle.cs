using System.Buffers.Binary;
using System.Text;

namespace KerasDigits.Datasets;

/// <summary>
/// Reads Python's pickles as far as data sets need them: dictionaries, lists, tuples, numbers, strings and NumPy arrays of bytes or of such
/// objects.
/// </summary>
/// <remarks>
/// A pickle is a program for a stack machine that may name any function of Python. Here nothing is ever called: a name is a mark on the
/// stack, those that stand for NumPy's arrays are understood, all others are refused.
/// Strings of Python 2 come as Latin-1. Source: CPython, Lib/pickletools.py (protocols 0 to 4, without what only protocol 0 writes).
/// </remarks>
internal sealed class Pickle
{
    private const int LongestName = 255;

    private static readonly object s_mark = new();
    private static readonly object?[] s_small = new object?[ushort.MaxValue + 1];

    private readonly byte[] _file;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];
    private int _at;
    private long _unfolded;

    private Pickle(byte[] file) => _file = file;

    /// <summary>The object that the pickle holds.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a pickle, end early, or hold something else than data.</exception>
    public static object? Read(byte[] file)
    {
        try { return new Pickle(file).Run(); }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or KeyNotFoundException or OverflowException
            or InvalidOperationException or NullReferenceException or IndexOutOfRangeException)
        {
            throw new InvalidDataException($"it is not a pickle of data, or damaged ({e.Message})", e);
        }
    }

    private object? Run()
    {
        while (true)
        {
            byte code = Take(1)[0];
            if (code == '.') { return Pop(); }
            if (!ReadNumber(code) && !ReadText(code) && !ReadStructure(code))
            {
                throw new InvalidDataException($"it holds the pickle operation 0x{code:x2} at byte {_at - 1}, which no data set needs");
            }
        }
    }

    private bool ReadNumber(byte code)
    {
        switch ((char)code)
        {
            case 'N': _stack.Add(null); return true;
            case '\x88': _stack.Add(true); return true;
            case '\x89': _stack.Add(false); return true;
            case 'K': _stack.Add(ReadSmall(Take(1)[0])); return true;
            case 'M': _stack.Add(ReadSmall(BinaryPrimitives.ReadUInt16LittleEndian(Take(2)))); return true;
            case 'J': _stack.Add((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); return true;
            case '\x8a': _stack.Add((long)new System.Numerics.BigInteger(Take(Take(1)[0]))); return true;
            case 'G': _stack.Add(BinaryPrimitives.ReadDoubleBigEndian(Take(8))); return true;
            default: return false;
        }
    }

    /// <summary>One object for each small number: millions of words share them.</summary>
    private object ReadSmall(ushort number) => s_small[number] ??= (long)number;

    private bool ReadText(byte code)
    {
        switch ((char)code)
        {
            case 'U' or 'C': _stack.Add(Take(Take(1)[0]).ToArray()); return true;
            case 'T' or 'B': _stack.Add(Take(ReadLength()).ToArray()); return true;
            case '\x8c': _stack.Add(Encoding.UTF8.GetString(Take(Take(1)[0]))); return true;
            case 'X': _stack.Add(Encoding.UTF8.GetString(Take(ReadLength()))); return true;
            case 'c': _stack.Add(ReadName(ReadLine(), ReadLine())); return true;
            case '\x93':
                string name = AsText(Pop()), module = AsText(Pop());
                _stack.Add(ReadName(module, name));
                return true;
            default: return false;
        }
    }

    private bool ReadStructure(byte code)
    {
        switch ((char)code)
        {
            case '\x80': Take(1); return true;
            case '\x95': Take(8); return true;
            case '(': _stack.Add(s_mark); return true;
            case '}': _stack.Add(new Dictionary<string, object?>()); return true;
            case ']': _stack.Add(new List<object?>()); return true;
            case ')': _stack.Add((object?[])[]); return true;
            case 't': _stack.Add(ToMark()); return true;
            case '\x85' or '\x86' or '\x87': _stack.Add(TakeLast(code - 0x84)); return true;
            case 'a':
                object? item = Pop();
                ((List<object?>)_stack[^1]!).Add(item);
                return true;
            case 'e':
                object?[] items = ToMark();
                ((List<object?>)_stack[^1]!).AddRange(items);
                return true;
            case 's': SetItems(TakeLast(2)); return true;
            case 'u': SetItems(ToMark()); return true;
            case 'q': _memo[Take(1)[0]] = _stack[^1]; return true;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = _stack[^1]; return true;
            case '\x94': _memo[_memo.Count] = _stack[^1]; return true;
            case 'h': _stack.Add(_memo[Take(1)[0]]); return true;
            case 'j': _stack.Add(_memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))]); return true;
            case 'R':
                var arguments = (object?[])Pop()!;
                _stack.Add(MakeObject(((Name)Pop()!).Text, arguments));
                return true;
            case 'b':
                var state = (object?[])Pop()!;
                if (_stack[^1] is PickledArray array) { array.Fill(state); }
                return true; // the state of a dtype: byte order, which bytes do not have
            default: return false;
        }
    }

    /// <summary>A name of Python's; strings may be named many times, so that long ones would grow without end.</summary>
    private static Name ReadName(string module, string name) => module.Length + name.Length <= LongestName
        ? new Name($"{module}.{name}")
        : throw new InvalidDataException("it references an invalid function name");

    /// <summary>The bytes of a string, once for each time that it occurs in the file: all together are no more than the file.</summary>
    private byte[] ReadEncoded(string text) => (_unfolded += text.Length) <= _file.Length
        ? Encoding.Latin1.GetBytes(text)
        : throw new InvalidDataException("it unfolds to more than it holds");

    private object MakeObject(string name, object?[] arguments) => name switch
    {
        "numpy.core.multiarray._reconstruct" or "numpy._core.multiarray._reconstruct" => new PickledArray(),
        "numpy.dtype" => AsText(arguments[0]) switch
        {
            "u1" or "|u1" => typeof(byte),
            "O" or "O8" or "O4" or "|O" => typeof(object),
            var other => throw new InvalidDataException($"its arrays must be of bytes (dtype u1) or objects (dtype O), not {other}"),
        },
        // Python 3 writes bytes so in protocol 2.
        "_codecs.encode" => ReadEncoded((string)arguments[0]!),
        _ => throw new InvalidDataException($"it asks for Python's {name}, and only data are read"),
    };

    private void SetItems(object?[] items)
    {
        var target = (Dictionary<string, object?>)_stack[^1]!;
        for (int i = 0; i < items.Length; i += 2) { target[AsText(items[i])] = items[i + 1]; }
    }

    private static string AsText(object? value) => value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : (string)value!;

    private object?[] ToMark()
    {
        object?[] items = TakeLast(_stack.Count - _stack.LastIndexOf(s_mark) - 1);
        return Pop() == s_mark ? items : throw new InvalidDataException("it is not a pickle of data, or damaged (a mark is missing)");
    }

    private object?[] TakeLast(int count)
    {
        object?[] items = [.. _stack[^count..]];
        _stack.RemoveRange(_stack.Count - count, count);
        return items;
    }

    private object? Pop() => TakeLast(1)[0];

    private string ReadLine()
    {
        int end = _file.AsSpan(_at).IndexOf((byte)'\n') + _at;
        string line = Encoding.ASCII.GetString(Take(end - _at));
        Take(1);
        return line;
    }

    private int ReadLength() => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(Take(4)));

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _file.Length - _at) { throw new InvalidDataException("it ends early"); }
        _at += count;
        return _file.AsSpan(_at - count, count);
    }

    private sealed record Name(string Text);

    /// <summary>The array under a key of a dictionary that was read.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static byte[] ReadBytes(object? dictionary, string key) =>
        dictionary is Dictionary<string, object?> d && d.TryGetValue(key, out object? value) && value is PickledArray { Bytes: { } bytes }
        ? bytes
        : throw new InvalidDataException($"it must be a dictionary with an array \"{key}\"");

    /// <summary>The list of integers under a key of a dictionary that was read.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static long[] ReadNumbers(object? dictionary, string key) =>
        dictionary is Dictionary<string, object?> d && d.TryGetValue(key, out object? value) && value is List<object?> list
        && list.All(v => v is long)
        ? [.. list.Select(v => (long)v!)]
        : throw new InvalidDataException($"it must be a dictionary with a list of numbers \"{key}\"");

    /// <summary>The lists of integers of an array of lists that was read.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static int[][] ReadLists(object? array)
    {
        if (array is not PickledArray { Objects: { } lists }) { throw new InvalidDataException("it must be an array of lists"); }
        // One list may be in many places; it is made once.
        var made = new Dictionary<object, int[]>(ReferenceEqualityComparer.Instance);
        return [.. lists.Select((list, i) => list is not null && made.TryGetValue(list, out int[]? known) ? known
            : list is List<object?> numbers && numbers.All(n => n is long and >= int.MinValue and <= int.MaxValue)
            ? made[list] = [.. numbers.Select(n => (int)(long)n!)]
            : throw new InvalidDataException($"object {i} of its array must be a list of whole numbers"))];
    }
}
