namespace KerasDigits.Port.Knowledge;

/// <summary>
/// Python's exceptions: what C# throws for them, and the classes of .NET that stand for one of them and for nothing else.
/// </summary>
internal static class Errors
{
    /// <summary>What is thrown for an exception of Python's; one of the program's own has it as its base.</summary>
    private static readonly Dictionary<string, Type> s_thrown = new()
    {
        ["Exception"] = typeof(Exception), ["ValueError"] = typeof(ArgumentException), ["TypeError"] = typeof(NumSharp.TypeError),
        ["KeyError"] = typeof(KeyNotFoundException), ["IndexError"] = typeof(IndexOutOfRangeException),
        ["ZeroDivisionError"] = typeof(DivideByZeroException), ["OverflowError"] = typeof(OverflowException),
        ["FloatingPointError"] = typeof(NotFiniteNumberException), ["ArithmeticError"] = typeof(ArithmeticException),
        ["OSError"] = typeof(IOException), ["IOError"] = typeof(IOException), ["EnvironmentError"] = typeof(IOException),
        ["FileNotFoundError"] = typeof(FileNotFoundException), ["PermissionError"] = typeof(UnauthorizedAccessException),
        ["TimeoutError"] = typeof(TimeoutException), ["ConnectionError"] = typeof(HttpRequestException),
        ["RuntimeError"] = typeof(InvalidOperationException), ["NotImplementedError"] = typeof(NotImplementedException),
        ["AssertionError"] = typeof(Notebook.AssertionError), ["StopIteration"] = typeof(Notebook.StopIteration),
        ["NameError"] = typeof(NumSharp.NameError), ["AttributeError"] = typeof(MissingMemberException),
        ["EOFError"] = typeof(EndOfStreamException), ["MemoryError"] = typeof(OutOfMemoryException),
        ["ImportError"] = typeof(TypeLoadException),
        ["ModuleNotFoundError"] = typeof(DllNotFoundException), ["KeyboardInterrupt"] = typeof(OperationCanceledException),
        ["JSONDecodeError"] = typeof(System.Text.Json.JsonException),
        ["UnicodeDecodeError"] = typeof(System.Text.DecoderFallbackException),
        ["UnicodeEncodeError"] = typeof(System.Text.EncoderFallbackException),
    };

    // The class of .NET is thrown for this one and for all that is a kind of it, and for nothing else.
    private static readonly HashSet<string> s_exact = ["KeyError", "ZeroDivisionError", "OverflowError", "FloatingPointError",
        "ArithmeticError", "TimeoutError", "NotImplementedError", "AssertionError", "StopIteration", "EOFError", "MemoryError",
        "KeyboardInterrupt", "JSONDecodeError", "UnicodeDecodeError", "UnicodeEncodeError"];

    // What is only caught: nothing of .NET's own is thrown for it by a program, or it has kinds alone.
    private static readonly HashSet<string> s_caught = ["LookupError", "FileExistsError", "IsADirectoryError", "NotADirectoryError",
        "UnicodeError"];

    /// <summary>The class that is thrown; null where C# has none.</summary>
    public static Type? FindThrown(string name) => s_thrown.GetValueOrDefault(name);

    /// <summary>The class that a program's own exception of this kind has as its base; null where C# has none.</summary>
    public static Type? FindBase(string name) => name == "IndexError" ? typeof(ArgumentOutOfRangeException) : FindThrown(name);

    /// <summary>Whether the class that is thrown catches what Python's name does.</summary>
    public static bool IsExact(string name) => s_exact.Contains(name);

    /// <summary>Whether it can be caught.</summary>
    public static bool IsKnown(string name) => name is "BaseException" || s_thrown.ContainsKey(name) || s_caught.Contains(name);
}
