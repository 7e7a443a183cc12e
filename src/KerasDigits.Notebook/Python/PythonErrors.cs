using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace KerasDigits.Notebook;

/// <summary>Which of Python's exceptions an exception of .NET is, and what Python says of it.</summary>
internal static class PythonErrors
{
    // A class of Python's and the one that it is a kind of; those that are not here are plain exceptions.
    private static readonly Dictionary<string, string> s_kinds = new()
    {
        ["ZeroDivisionError"] = "ArithmeticError", ["OverflowError"] = "ArithmeticError", ["FloatingPointError"] = "ArithmeticError",
        ["IndexError"] = "LookupError", ["KeyError"] = "LookupError", ["ModuleNotFoundError"] = "ImportError",
        ["FileNotFoundError"] = "OSError", ["FileExistsError"] = "OSError", ["PermissionError"] = "OSError",
        ["TimeoutError"] = "OSError", ["ConnectionError"] = "OSError", ["NotImplementedError"] = "RuntimeError",
        ["RecursionError"] = "RuntimeError", ["IsADirectoryError"] = "OSError", ["NotADirectoryError"] = "OSError",
        ["UnicodeError"] = "ValueError", ["JSONDecodeError"] = "ValueError",
        ["UnicodeDecodeError"] = "UnicodeError", ["UnicodeEncodeError"] = "UnicodeError",
    };

    private static readonly string s_noValue = FindText(() => _ = ((int?)null)!.Value);
    private static readonly string s_noKey = FindText(() => _ = new Dictionary<string, int>()["?"]);
    private static readonly string s_noPlace = FindText(() => _ = new List<int>()[0]);
    // Dictionaries have a text of their own for it.
    private static readonly string s_changedDictionary = FindText(() =>
    {
        OrderedDictionary<int, int> items = new() { [1] = 1 };
        foreach (var item in items) { items[2] = item.Value; }
    });

    private static readonly string s_changed = FindText(() =>
    {
        List<int> items = [1];
        foreach (int item in items) { items.Add(item); }
    });

    /// <summary>Whether Python would catch it by this name. A line that was not translated is not an error of Python's.</summary>
    public static bool Is(Exception error, string name)
    {
        if (error is NotSupportedException) { return false; }
        if (name is "IOError" or "EnvironmentError") { name = "OSError"; }
        // None.x is an AttributeError in Python and None[0] a TypeError: .NET says one for both.
        if (IsOfNone(error) && name is ("AttributeError" or "TypeError")) { return true; }
        for (string? kind = FindKind(error); kind is not null; kind = s_kinds.GetValueOrDefault(kind))
        {
            if (kind == name) { return true; }
        }
        return name is "Exception" or "BaseException";
    }

    /// <summary>The name of its class: a program's own, or Python's.</summary>
    public static string FormatName(Exception error) => error.GetType() is var type && IsOfProgram(type) ? type.Name : FindKind(error);

    /// <summary>What Python's str says of it.</summary>
    public static string FormatStr(Exception error)
    {
        if (error.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is { } said && IsOfProgram(said))
        {
            return error.ToString();
        }
        string text = error.Message;
        if (text == s_noPlace) { return "list index out of range"; }
        // .NET names the parameter behind what is said.
        if (error is ArgumentException { ParamName: { } parameter } && $" (Parameter '{parameter}')" is var named
            && text.EndsWith(named, StringComparison.Ordinal))
        {
            return text[..^named.Length];
        }
        return error switch
        {
            DivideByZeroException when text == new DivideByZeroException().Message => "division by zero",
            IndexOutOfRangeException when text == new IndexOutOfRangeException().Message => "list index out of range",
            KeyNotFoundException when s_noKey.Split('?') is [var before, var after] && text.StartsWith(before, StringComparison.Ordinal)
                && text.EndsWith(after, StringComparison.Ordinal) => FormatKey(text[before.Length..^after.Length]),
            InvalidOperationException when text == s_changed || text == s_changedDictionary => "dictionary changed size during iteration",
            _ => text,
        };
    }

    /// <summary>What Python's repr says of it.</summary>
    public static string FormatRepr(Exception error)
    {
        string text = FormatStr(error);
        // What a KeyError says is its key's repr by itself, and that of several values is their tuple's.
        string values = text.Length == 0 ? "" : text is ['(', .., ')'] ? text[1..^1]
            : FindKind(error) == "KeyError" ? text : builtins.repr(text);
        return $"{FormatName(error)}({values})";
    }

    // .NET says the key's text: one that is a number was most likely one.
    private static string FormatKey(string key) => key is ['(', .., ')']
        || double.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out _) ? key : builtins.repr(key);

    private static bool IsOfProgram(Type type) =>
        type.Namespace?.Split('.')[0] is not ("System" or "Microsoft" or "NumSharp" or "TorchSharp" or nameof(KerasDigits));

    private static bool IsOfNone(Exception error) => error is NullReferenceException
        || error.GetType().Name == "RuntimeBinderException" && error.Message.Contains("null reference", StringComparison.Ordinal);

    private static string FindKind(Exception error) => error switch
    {
        StopIteration => nameof(StopIteration),
        AssertionError => nameof(AssertionError),
        NumSharp.TypeError or NumSharp.IncorrectTypeException or ArgumentNullException or InvalidCastException => "TypeError",
        NumSharp.IncorrectShapeException or NumSharp.IncorrectSizeException => "ValueError",
        NumSharp.AttributeError => "AttributeError",
        NumSharp.NameError => "NameError",
        NumSharp.RuntimeError => "RuntimeError",
        KeyNotFoundException or NumSharp.KeyError => "KeyError",
        IndexOutOfRangeException or NumSharp.IndexError or ArgumentOutOfRangeException { ParamName: null or "index" } => "IndexError",
        ArgumentException { ParamName: "seq" }
            when error.Message.StartsWith("Cannot choose from", StringComparison.Ordinal) => "IndexError",
        DecoderFallbackException => "UnicodeDecodeError",
        EncoderFallbackException => "UnicodeEncodeError",
        JsonException => "JSONDecodeError",
        ArgumentException or FormatException or ObjectDisposedException => "ValueError",
        DivideByZeroException => "ZeroDivisionError",
        OverflowException => "OverflowError",
        NotFiniteNumberException => "FloatingPointError",
        ArithmeticException => "ArithmeticError",
        FileNotFoundException or DirectoryNotFoundException => "FileNotFoundError",
        EndOfStreamException => "EOFError",
        UnauthorizedAccessException => "PermissionError",
        IOException when HasNumber(error, 17) => "FileExistsError",
        IOException when HasNumber(error, 20) => "NotADirectoryError",
        IOException when HasNumber(error, 21) => "IsADirectoryError",
        IOException => "OSError",
        HttpRequestException or System.Net.Sockets.SocketException => "ConnectionError",
        TimeoutException => "TimeoutError",
        NotImplementedException => "NotImplementedError",
        InsufficientExecutionStackException => "RecursionError",
        InvalidOperationException => error.Message == s_noValue ? "TypeError" : "RuntimeError",
        NullReferenceException or MissingMemberException => "AttributeError",
        DllNotFoundException => "ModuleNotFoundError",
        TypeLoadException => "ImportError",
        OutOfMemoryException => "MemoryError",
        OperationCanceledException => "KeyboardInterrupt",
        // A method that texts alone have is asked of what is cast to one.
        _ when error.GetType().Name == "RuntimeBinderException" =>
            error.Message.Contains("does not contain a definition", StringComparison.Ordinal)
            || error.Message.EndsWith("to 'string'", StringComparison.Ordinal) ? "AttributeError" : "TypeError",
        _ => "Exception",
    };

    // The system's number of what went wrong, which .NET hands on, or Python's words with it.
    private static bool HasNumber(Exception error, int number) => error.HResult == number
        || error.Message.StartsWith($"[Errno {number}]", StringComparison.Ordinal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string FindText(Action fault)
    {
        try { fault(); }
        catch (Exception e) { return e.Message; }
        return "";
    }
}
