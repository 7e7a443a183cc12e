using NumSharp;

namespace KerasDigits.Notebook.Tests.Python;

public class BuiltinsTests
{
    [Fact]
    public void Print_writes_its_values_as_Python_does()
    {
        Assert.Equal("a 1 0.5 None\n", Printed(() => builtins.print("a", 1, 0.5, null)));
        Assert.Equal("shape (2, 3)\n", Printed(() => builtins.print("shape", np.zeros((2, 3)).shape)));
        Assert.Equal("a-b!", Printed(() => builtins.print(["a", "b"], end: "!", sep: "-")));
        Assert.Equal("a, b\n", Printed(() => builtins.print(["a", "b"], sep: ", ")));
        Assert.Equal("\n", Printed(() => builtins.print()));
        Assert.Equal("None\n", Printed(() => builtins.print(null)));
    }

    [Fact]
    public void Lists_are_counted_numbered_zipped_and_sorted()
    {
        Assert.Equal([2, 3, 4], builtins.range(2, 5));
        Assert.Equal([5, 3], builtins.range(5, 1, -2));
        Assert.Throws<ArgumentException>(() => builtins.range(0, 3, 0));
        Assert.Equal([(1, "a"), (2, "b")], builtins.enumerate(new[] { "a", "b" }, start: 1));
        Assert.Equal([(1, 'x')], builtins.zip(new[] { 1, 2 }, "x"));
        Assert.Equal(["B", "a"], builtins.sorted(new[] { "a", "B" }));
        Assert.Equal(["aa", "bb", "c"], builtins.sorted(new[] { "c", "aa", "bb" }, x => x.Length, reverse: true));
        Assert.Equal(6, builtins.sum(new[] { 1, 2, 3 }));
    }

    [Fact]
    public void Len_counts_characters_items_and_rows()
    {
        Assert.Equal(3, builtins.len("abc"));
        Assert.Equal(2, builtins.len(new[] { 1, 2 }));
        Assert.Equal(4, builtins.len(np.zeros((4, 2))));
        Assert.Equal(1, builtins.len(new HashSet<int> { 1 }));
        Assert.Contains("has no length", Assert.Throws<ArgumentException>(() => builtins.len(5)).Message);
    }

    private static string Printed(Action write)
    {
        TextWriter before = Console.Out;
        using var text = new StringWriter { NewLine = "\n" };
        Console.SetOut(text);
        try { write(); }
        finally { Console.SetOut(before); }
        return text.ToString();
    }
}
