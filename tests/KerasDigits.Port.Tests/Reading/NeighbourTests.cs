using KerasDigits.Port.Command;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>Programs whose own modules lie beside them.</summary>
public sealed class NeighbourTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("port-beside-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Modules_beside_a_script_come_along_in_the_order_of_their_imports()
    {
        File.WriteAllText(Path.Combine(_folder, "shapes.py"), "# areas\nimport math\n\ndef circle(r):\n    return math.pi * r * r\n");
        File.WriteAllText(Path.Combine(_folder, "helpers.py"),
            "import shapes\n\nscale = 2\n\ndef area(r):\n    return scale * shapes.circle(r)\n\nif __name__ == '__main__':\n    "
            + "print('never')\n");
        string done = Run("import helpers\nfrom shapes import circle as round_one\nfrom helpers import area\n\nprint('%.3f' % "
            + "helpers.area(1.0))\nprint('%.3f' % area(2.0))\nprint('%.3f' % round_one(1.0))\nprint(helpers.scale)\n");
        Assert.Equal("6.283\n25.133\n3.142\n2\n", done);
    }

    [Fact]
    public void A_line_of_a_module_that_is_left_is_named_by_its_own_file()
    {
        File.WriteAllText(Path.Combine(_folder, "strange.py"), "import ctypes\n\nhandle = ctypes.CDLL('x')\n");
        Translation done = Translate("from strange import handle\n\nprint(1)\n");
        Assert.Contains("strange.py, line 3", done.Code, StringComparison.Ordinal);
        Assert.Contains("print(1);", done.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_has_a_variable_of_the_programs_name_is_left()
    {
        File.WriteAllText(Path.Combine(_folder, "own.py"), "rate = 1\n\ndef f():\n    return rate\n");
        Assert.Contains("module `own`", Assert.Single(Translate("import own\n\nrate = 2\nprint(rate)\n").Left).Reason,
            StringComparison.Ordinal);
    }

    /// <summary>What is imported is the value that the name has then; the module's own name follows it.</summary>
    [Fact]
    public void An_imported_name_keeps_its_value()
    {
        File.WriteAllText(Path.Combine(_folder, "conf.py"), "SCALE = 1\nRATE = 2\n\ndef grow():\n    global SCALE\n    SCALE += 1\n"
            + "    return SCALE\n");
        Assert.Equal("1 2 2\n1 2\n1 7 2\n", Run("import conf\nfrom conf import SCALE, RATE, grow\n\nprint(SCALE, grow(), RATE)\n"
            + "print(SCALE, conf.SCALE)\nconf.SCALE = 7\nprint(SCALE, conf.SCALE, RATE)\n"));
    }

    private string Run(string source)
    {
        Translation done = Translate(source);
        Assert.Empty(done.Left.Select(l => $"line {l.Line}: {l.Reason}"));
        return ProgramTests.Run(done.Code);
    }

    private Translation Translate(string source)
    {
        string file = Path.Combine(_folder, "train.py");
        File.WriteAllText(file, source);
        return Job.Translate(file, source);
    }
}
