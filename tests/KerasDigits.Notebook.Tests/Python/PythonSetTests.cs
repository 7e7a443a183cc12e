using static KerasDigits.Notebook.builtins;

namespace KerasDigits.Notebook.Tests.Python;

/// <summary>What CPython 3.11 shows of the same sets.</summary>
public class PythonSetTests
{
    public static TheoryData<string, object> Shown => new()
    {
        { "{1, 33, 4, 9, 17, 25}", set<int>([9, 4, 1, 17, 25, 33]) },
        { "{33, 1, 17, 4, 9}", new PythonSet<int>(33, 1, 9, 4, 17) },
        { "{0, 5, -2, -3, -1}", new PythonSet<int>(-1, -2, -3, 0, 5) },
        { "{(1, 2), (3, 4), (0, 0)}", new PythonSet<(int, int)>((1, 2), (3, 4), (0, 0)) },
        { "{0.5, 1.0, 2.5, 1e+20, -3.25}", new PythonSet<double>(0.5, 2.5, 1.0, -3.25, 1e20) },
        { "{1, 2, 3, 40, 77, 50}", s_one.union(s_other) },
        { "{40, 1, 3}", s_one.intersection(s_other) },
        { "{2, 50}", s_one.difference(s_other) },
        { "{2, 77, 50}", s_one.symmetric_difference(s_other) },
        { "frozenset({33, 4, 1, 9})", frozenset<int>([33, 1, 9, 4]) },
    };

    private static readonly PythonSet<int> s_one = new(1, 2, 3, 40, 50), s_other = new(40, 3, 77, 1);

    [Theory]
    [MemberData(nameof(Shown))]
    public void It_is_shown_as_Python_shows_it(string text, object shown) => Assert.Equal(text, repr(shown));

    [Fact]
    public void Pop_takes_what_Python_takes()
    {
        PythonSet<int> items = new(5, 3, 9, 1);
        Assert.Equal(9, items.pop());
        Assert.Equal("{3, 5, 1}", repr(items));
        items.Clear();
        Assert.Throws<KeyNotFoundException>(() => items.pop());
    }

    [Fact]
    public void A_change_on_the_way_is_an_error()
    {
        PythonSet<int> items = new(1, 2, 3);
        Assert.Throws<InvalidOperationException>(() => { foreach (int item in items) { items.add(item + 10); } });
    }

    [Fact]
    public void Thousands_are_held_and_found()
    {
        PythonSet<int> items = set(Enumerable.Range(-5000, 10_000).Select(i => i * 7));
        Assert.Equal(10_000, items.Count);
        Assert.DoesNotContain(Enumerable.Range(-5000, 10_000), i => !items.Contains(i * 7));
        items.difference_update(items.Where(i => i % 2 == 0).ToList());
        Assert.Equal(5000, items.Count);
    }
}
