using KerasDigits.Port.Reading;
using KerasDigits.Port.Syntax;

namespace KerasDigits.Port.Tests;

/// <summary>What is Python is read, what is not is refused in Python's words.</summary>
public class ParserTests
{
    [Theory]
    [InlineData("x = (1,\n     2)\n")]
    [InlineData("def f(a, /, b: int = 1, *args, c, **kw) -> int:\n    return a\n")]
    [InlineData("print(f'{x!r:>{width}} {y=} {\"a\" if b else \"c\"}')\n")]
    [InlineData("with (open(a) as f, open(b) as g):\n    pass\n")]
    [InlineData("match p:\n    case {'a': [1, *rest], **kw} if rest: pass\n    case Point(x=0) | None: pass\n    case _: pass\n")]
    [InlineData("match = 3\nprint(match[0] if match else match.x)\n")]
    [InlineData("try:\n    pass\nexcept* ValueError as e:\n    raise X from e\n")]
    [InlineData("if (n := len(a)) > 10: print(n)\n")]
    [InlineData("x = [*a, *b]; y = {**c, 'd': 1}; z = {i: j for i, j in k if i if j}\n")]
    [InlineData("async def f():\n    async for x in y:\n        await z\n    return [i async for i in j]\n")]
    [InlineData("type A[T] = list[T]\ndef f[T](x: T) -> T: return x\n")]
    [InlineData("x = 0x_ff + 1_000 + 0b1 + 0o7 + 1e-3 + .5 + 3j\n")]
    [InlineData("a[1:2, ..., ::3, None] @= b\n")]
    [InlineData("lambda *a, b=1, **k: (yield)\n")]
    public void Python_is_read(string source) => Assert.NotEmpty(Parser.Parse("a.py", source).Body);

    [Theory]
    [InlineData("print 'x'\n", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1)]
    [InlineData("x = (1,\n", "'(' was never closed", 1)]
    [InlineData("if x\n    pass\n", "expected ':'", 1)]
    [InlineData("def f():\nreturn 1\n", "expected an indented block after function definition on line 1", 2)]
    [InlineData("f() = 1\n", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1)]
    [InlineData("x = 'abc\n", "unterminated string literal (detected at line 1)", 1)]
    [InlineData("  x = 1\n", "unexpected indent", 1)]
    [InlineData("if a:\n    b\n  c\n", "unindent does not match any outer indentation level", 3)]
    [InlineData("x = )\n", "unmatched ')'", 1)]
    [InlineData("f(a=1, 2)\n", "positional argument follows keyword argument", 1)]
    [InlineData("def f(x, x):\n    pass\n", "duplicate argument 'x' in function definition", 1)]
    public void What_is_not_Python_is_refused_in_its_words(string source, string message, int line)
    {
        var fault = Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", source));
        Assert.Equal((message, line), (fault.Message, fault.Line));
    }

    [Fact]
    public void A_report_shows_line_and_caret() => Assert.Equal(
        "  File \"a.py\", line 2\n    y = )\n        ^\nSyntaxError: unmatched ')'",
        Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", "x = 1\ny = )\n")).Report());

    [Fact]
    public void Deep_nesting_ends_in_a_sentence()
    {
        Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", new string('(', 5000) + "1" + new string(')', 5000)));
        Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", "x = " + string.Concat(Enumerable.Repeat("not ", 5000)) + "1"));
        Assert.Throws<SyntaxFault>(() => Parser.Parse("a.py", "x = " + new string('-', 5000) + "1"));
    }

    /// <summary>KERAS_PYTHON=/usr/lib/python3.11 reads a whole standard library.</summary>
    [SkippableFact]
    public void The_standard_library_is_read()
    {
        string? folder = Environment.GetEnvironmentVariable("KERAS_PYTHON");
        Skip.If(folder is null, "KERAS_PYTHON names no folder of Python files.");
        foreach (string file in Directory.EnumerateFiles(folder!, "*.py", SearchOption.AllDirectories))
        {
            Parser.Parse(file, File.ReadAllText(file));
        }
    }

    /// <summary>An elif is no level deeper than the if before it.</summary>
    [Fact]
    public void A_chain_of_hundreds_of_arms_is_read()
    {
        string arms = string.Concat(Enumerable.Range(1, 400).Select(i => $"elif x == {i}:\n    y = {i}\n"));
        Stmt first = Parser.Parse("a.py", $"x = 7\nif x == 0:\n    y = 0\n{arms}else:\n    y = -1\n").Body[1];
        int count = 0;
        for (var arm = first as IfStmt; arm is not null; arm = arm.Else is [IfStmt next] ? next : null) { count++; }
        Assert.Equal(401, count);
    }
}
