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

    /// <summary>Python writes it when its last name goes; many scripts never close what they write.</summary>
    [Fact]
    public void A_file_that_nobody_closes_holds_what_was_written()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("open").FullName, "file");
        builtins.open(path, "w").write("id,label\n1,2\n");
        Assert.Equal("id,label\n1,2\n", builtins.open(path).read());
        json.dump(new Dictionary<string, double[]> { ["loss"] = [0.5] }, builtins.open(path, "w"));
        Assert.Equal("{\"loss\": [0.5]}", builtins.open(path).read());
        builtins.open_bytes(path, "wb").write(new Bytes([1, 2]));
        Assert.Equal(2, builtins.open_bytes(path).read().Length);
    }

    [Fact]
    public void Places_of_a_condition_are_a_tuple_of_arrays_and_parts_of_an_array_a_list()
    {
        NDArray y = np.array(new[] { 3, 1, 5 });
        Assert.Equal("(array([0, 2]),)\n", Printed(() => builtins.print(np.where(y > 2))));
        Assert.Equal("(array([0, 1, 2]),)\n", Printed(() => builtins.print(np.nonzero(y))));
        Assert.Equal("(array([1, 3]), array([2, 1]))\n[1 3]\n", Printed(() =>
        {
            builtins.print(np.unique(np.array(new[] { 3L, 1, 1 }), return_counts: true));
            builtins.print(np.unique(np.array(new[] { 3L, 1, 1 })));
        }));
        Assert.Equal("[array([3, 1, 5])]\n", Printed(() => builtins.print([np.split(y.astype("int64"), 1)])));
    }

    [Fact]
    public void What_holds_itself_is_shown_by_dots()
    {
        var list = new List<object> { 1 };
        list.Add(list);
        list.Add(new object[] { list, 2 });
        Assert.Equal("[1, [...], [[...], 2]]", builtins.repr(list));
        Assert.Equal("[1, [...], [[...], 2]]", builtins.repr(list));
        var named = new Dictionary<string, object> { ["a"] = 1 };
        named["self"] = named;
        Assert.Equal("{'a': 1, 'self': {...}}", builtins.str(named));
        List<int> twice = [1];
        Assert.Equal("[[1], [1]]", builtins.repr(new[] { twice, twice }));
        Assert.Equal("Circular reference detected (Parameter 'obj')", Assert.Throws<ArgumentException>(() => json.dumps(list)).Message);
        Assert.True(builtins.equal(list, list));
        var same = new List<object> { 1 };
        same.Add(same);
        var other = new List<object> { 1 };
        other.Add(other);
        Assert.Throws<InsufficientExecutionStackException>(() => builtins.equal(same, other)); // Python: RecursionError
        List<object> copy = builtins.deepcopy(same);
        Assert.Same(copy, copy[1]);
    }

    [Fact]
    public void One_value_is_printed_as_itself_though_it_is_a_list_of_objects_too()
    {
        DataFrame df = pd.DataFrame(new() { ["a"] = [1, 2], ["b"] = ["x", "y"] });
        Assert.Equal("0    1\n1    2\nName: a, dtype: int64\n", Printed(() => builtins.print(df["a"])));
        Assert.Equal("0    x\n1    y\nName: b, dtype: object\n", Printed(() => builtins.print(df["b"])));
        Assert.Equal("Index(['a', 'b'], dtype='object')\n", Printed(() => builtins.print(df.columns)));
        Assert.Equal("['x', 'y']\n", Printed(() => builtins.print(new[] { "x", "y" })));
        Assert.Equal("0    1\n1    2\nName: a, dtype: int64!", "{}!".format(df["a"]));
        Assert.Equal("int32 float32\n", Printed(() => builtins.print(np.array(new[] { 1 }).dtype, np.zeros(1).astype("float32").dtype)));
    }

    [Fact]
    public void What_is_made_item_by_item_is_printed_as_a_list()
    {
        Assert.Equal("[0, 1, 4]\n", Printed(() => builtins.print(builtins.range(3).Select(i => i * i))));
        Assert.Equal("[(1, 'a'), (2, 'b')]\n", Printed(() => builtins.print(builtins.zip(new[] { 1, 2 }, new[] { "a", "b" }))));
        Assert.Equal("(1, [2, 3])\n", Printed(() => builtins.print((1, new[] { 1, 2 }.Select(i => i + 1)))));
    }

    [Fact]
    public void Arrays_go_into_sum_max_and_min_and_iterators_step_by_step()
    {
        NDArray y = np.array(new[] { 3, 1, 5 });
        Assert.Equal("9 5 1 [4 6]\n",
            Printed(() => builtins.print(builtins.sum(y), builtins.max(y), builtins.min(y),
                builtins.sum(np.array(new[,] { { 1, 2 }, { 3, 4 } })))));
        IEnumerator<int> steps = builtins.iter(builtins.range(2));
        Assert.Equal((0, 1, 7), (builtins.next(steps), builtins.next(steps), builtins.next(steps, 7)));
        Assert.Contains("nothing is left", Assert.Throws<StopIteration>(() => builtins.next(steps)).Message, StringComparison.Ordinal);
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
        Assert.Equal("object of type 'int' has no len()", Assert.Throws<TypeError>(() => builtins.len(5)).Message);
    }

    [Fact]
    public void Texts_take_values_in_both_of_Pythons_ways()
    {
        Assert.Equal("00042|ab    |  3.14|ff", "%05d|%-6s|%6.2f|%x" % (42, "ab", 3.14159, 255));
        Assert.Equal("97.50%", "%.2f%%" % 97.5);
        Assert.Equal("   3.142|ab    |  mid  |1,234,567|{}|'ab'",
            "{0:>8.3f}|{1:<6}|{2:^7}|{3:,}|{{}}|{1!r}".format(3.14159, "ab", "mid", 1234567));
        Assert.Equal("1 of [1 2]", "{} of {}".format(1, np.array(new[] { 1, 2 })));
        Assert.Equal("----", "-" * 4);
        Assert.Equal("", 0 * "-");
        Assert.Contains("out of range", Assert.Throws<FormatException>(() => "{} {}".format(1)).Message, StringComparison.Ordinal);
        Assert.Contains("Single '}'", Assert.Throws<FormatException>(() => "}".format(1)).Message, StringComparison.Ordinal);
        Assert.Contains("$\"{name}\"", Assert.Throws<FormatException>(() => "{name}".format(1)).Message, StringComparison.Ordinal);
        Assert.Contains("not enough arguments", Assert.Throws<FormatException>(() => "%d %d" % 1).Message, StringComparison.Ordinal);
        Assert.Contains("a number is required", Assert.Throws<FormatException>(() => "%d" % "a").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Formats_show_the_number_in_an_array_of_one_or_a_frame()
    {
        NDArray values = np.array(new[] { 1.0, 2.0 });
        Assert.Equal("1.500", builtins.format(np.mean(values), ".3f"));
        Assert.Equal("2.00 2", "%.2f %d" % (values[1], values[1]));
        Assert.Equal("1.50", builtins.format(pd.DataFrame(new() { ["a"] = [1, 2] })["a"].mean(), ".2f"));
        Assert.Contains("unsupported format string", Assert.Throws<FormatException>(() => builtins.format(values, ".2f")).Message,
            StringComparison.Ordinal);
    }

    internal static string Printed(Action write)
    {
        TextWriter before = Console.Out;
        using var text = new StringWriter { NewLine = "\n" };
        Console.SetOut(text);
        try { write(); }
        finally { Console.SetOut(before); }
        return text.ToString();
    }

    [Fact]
    public void Dictionaries_are_made_of_pairs_and_of_others_entries()
    {
        Dictionary<string, int> d = builtins.dict(builtins.zip(new[] { "a", "b", "a" }, new[] { 1, 2, 3 }));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 3, ["b"] = 2 }, d);
        Assert.NotSame(d, builtins.dict(d));
        Assert.Equal(d, builtins.dict(d));
        DataFrame df = pd.DataFrame(new() { ["n"] = [1, 2], ["t"] = ["x", "y"] });
        Assert.Equal(["x", "y"], (string[])builtins.dict(df)["t"]);
        var rows = tf.data.Dataset.from_tensor_slices((builtins.dict(df), df["n"])).ToList();
        Assert.Equal(2, (int)rows[1][0]["n"].numpy());
        Assert.Equal(["y"], KerasDigits.Backend.Texts.Strings(rows[1][0]["t"]));
        Assert.Equal(2, (int)rows[1][1].numpy());
    }
}
