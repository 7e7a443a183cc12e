using NumSharp;
using static KerasDigits.Notebook.builtins;

namespace KerasDigits.Notebook.Tests.Python;

/// <summary>Which of Python's exceptions what .NET throws is, and CPython's words for each.</summary>
public class PythonErrorsTests
{
    public static TheoryData<string, Action, string, string> Faults => new()
    {
        { "a list's place", () => _ = new List<int> { 1 }[4], "IndexError", "list index out of range" },
        { "a text's place", () => at("abc", 5), "IndexError", "string index out of range" },
        { "a key", () => _ = new Dictionary<string, int>()["a"], "KeyError", "'a'" },
        { "a number's key", () => _ = new Dictionary<int, int>()[5], "KeyError", "5" },
        { "an item of a set", () => new PythonSet<int>().remove(4), "KeyError", "4" },
        { "int", () => to_int("x"), "ValueError", "invalid literal for int() with base 10: 'x'" },
        { "int with an underscore at its end", () => to_int("1_"), "ValueError", "invalid literal for int() with base 10: '1_'" },
        { "float", () => to_float(""), "ValueError", "could not convert string to float: ''" },
        { "index", () => new List<int>().index(3), "ValueError", "3 is not in list" },
        { "remove", () => new List<int>().remove(3), "ValueError", "list.remove(x): x not in list" },
        { "pop", () => new List<int>().pop(), "IndexError", "pop from empty list" },
        { "max", () => max(Array.Empty<int>()), "ValueError", "max() arg is an empty sequence" },
        { "integer division", () => floordiv(1, 0), "ZeroDivisionError", "integer division or modulo by zero" },
        { "the rest", () => mod(1, 0), "ZeroDivisionError", "integer modulo by zero" },
        { "division", () => truediv(1, 0), "ZeroDivisionError", "division by zero" },
        { "division of floats", () => truediv(1.0, 0.0), "ZeroDivisionError", "float division by zero" },
        { "a square root", () => math.sqrt(-1), "ValueError", "math domain error" },
        { "a logarithm", () => math.log(0), "ValueError", "math domain error" },
        { "a power of e", () => math.exp(1000), "OverflowError", "math range error" },
        { "a negative power of 0", () => pow(0.0, -1.0), "ZeroDivisionError", "0.0 cannot be raised to a negative power" },
        { "len", () => len(5), "TypeError", "object of type 'int' has no len()" },
        { "a loop over a number", () => each(5), "TypeError", "'int' object is not iterable" },
        { "a text and a number", () => add("a", 1), "TypeError", "unsupported operand type(s) for +: 'str' and 'int'" },
        { "a number that is none", () => _ = ((int?)null)!.Value, "TypeError", "Nullable object must have a value." },
        { "next", () => next(once(new List<int>())), "StopIteration", "" },
        { "a file", () => open("no/such"), "FileNotFoundError", "[Errno 2] No such file or directory: 'no/such'" },
        { "a folder", () => open(Path.GetTempPath()), "IsADirectoryError", $"[Errno 21] Is a directory: '{Path.GetTempPath()}'" },
        { "a folder twice", () => os.mkdir(Path.GetTempPath()), "FileExistsError", $"[Errno 17] File exists: '{Path.GetTempPath()}'" },
        { "a file to delete", () => os.remove("no/such"), "FileNotFoundError", "[Errno 2] No such file or directory: 'no/such'" },
        { "json", () => json.loads("{bad"), "JSONDecodeError", "" },
        { "an array's place", () => _ = np.arange(3)[7], "IndexError", "index 7 is out of bounds for axis 0 with size 3" },
        { "shapes", () => np.arange(4).reshape(3), "ValueError", "cannot reshape array of size 4 into shape (3,)" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void It_is_Pythons(string what, Action fault, string name, string text)
    {
        Exception error = Record.Exception(fault)!;
        Assert.True(error is not null, what);
        Assert.Equal(name, type_name(error));
        Assert.True(is_error(error, name));
        Assert.True(is_error(error, "Exception"));
        if (text.Length > 0) { Assert.Equal(text, str(error)); }
    }

    [Theory]
    [InlineData("IndexError", "LookupError", "ValueError")]
    [InlineData("KeyError", "LookupError", "IndexError")]
    [InlineData("ValueError", "Exception", "TypeError")]
    [InlineData("JSONDecodeError", "ValueError", "TypeError")]
    [InlineData("ZeroDivisionError", "ArithmeticError", "OverflowError")]
    [InlineData("FileNotFoundError", "OSError", "PermissionError")]
    [InlineData("FileNotFoundError", "IOError", "EOFError")]
    [InlineData("FileExistsError", "OSError", "FileNotFoundError")]
    [InlineData("StopIteration", "Exception", "RuntimeError")]
    [InlineData("TypeError", "Exception", "ValueError")]
    public void It_is_caught_by_what_it_is_a_kind_of_and_by_nothing_else(string name, string wider, string other)
    {
        Action fault = (Action)Faults.Select(f => (object[])f).First(f => (string)f[2] == name)[1];
        Exception error = Record.Exception(fault)!;
        Assert.True(is_error(error, wider));
        Assert.True(is_error(error, other, wider));
        Assert.False(is_error(error, other));
    }

    [Fact]
    public void A_line_that_was_left_is_none_of_them() =>
        Assert.False(is_error(new NotSupportedException("left"), "Exception", "RuntimeError", "ValueError", "OSError"));

    [Fact]
    public void Repr_is_how_it_was_made()
    {
        Assert.Equal("ValueError('bad')", repr(new ArgumentException("bad")));
        Assert.Equal("KeyError('name')", repr(new KeyNotFoundException("'name'")));
        Assert.Equal("AssertionError()", repr(new AssertionError()));
    }

    [Fact]
    public void Tuples_are_sorted_as_in_Python_whatever_the_machines_language() =>
        Assert.Equal([("B", 0), ("a", 2), ("b", 1)], sorted(new List<(string, int)> { ("b", 1), ("B", 0), ("a", 2) }));

    [Fact]
    public void Tuples_and_shapes_are_equal_item_by_item_and_to_no_list()
    {
        Assert.True(equal(new long[] { 2, 3 }, (2, 3)));
        Assert.True(equal((1, new List<int> { 2 }), (1, new List<double> { 2 })));
        Assert.False(equal((1, 2), new List<int> { 1, 2 }));
        Assert.True(equal(new Dictionary<int, int> { [1] = 2 }, new Dictionary<double, double> { [1.0] = 2.0 }));
    }

    [Fact]
    public void The_greatest_of_what_is_no_number_is_Pythons()
    {
        Assert.Equal(1.0, max(new[] { 1.0, double.NaN }));
        Assert.Equal(double.NaN, max(double.NaN, 1.0));
        Assert.Equal(double.NaN, min(new[] { double.NaN, 1.0 }));
    }
}
