using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>What C# would give another meaning is left, with a reason and a line that throws.</summary>
public class LeftTests
{
    [Theory]
    [InlineData("fs = [lambda: i for i in range(3)]\n", "closure in a loop")]
    [InlineData("a = 1\nb = 1\nprint(a is b)\n", "is")]
    [InlineData("x = 3j\n", "complex")]
    [InlineData("print(nothing)\n", "undefined name")]
    [InlineData("import torch\nprint(torch.ones(2))\n", "module torch")]
    [InlineData("async def f():\n    pass\n", "async")]
    [InlineData("print(zip([1], [2]))\n", "print of an iterator")]
    [InlineData("x = 99999999999999999999\n", "big number")]
    [InlineData("def f(g):\n    print(g)\n\nf(f)\n", "endless type")]
    [InlineData("def f(x, seen=[]):\n    seen.append(x)\n    return seen\n\nf(1)\n", "default value")]
    [InlineData("def d(f):\n    def g(n):\n        return f(n)\n    return g\n\n\n@d\ndef fact(n):\n    return n * fact(n - 1)\n",
        "decorator")]
    [InlineData("for x in [(1, 2)]:\n    match x:\n        case (a, b) if a > 1:\n            print(b)\nprint(a)\n", "match")]
    [InlineData("import helper\nhelper.run()\n", "module helper")]
    public void It_is_left_with_its_cause(string source, string cause)
    {
        var done = Job.Translate("a.py", source);
        Assert.Equal(cause, done.Left[0].Cause);
        Assert.Contains("// Not translated: ", done.Code, StringComparison.Ordinal);
    }
}
