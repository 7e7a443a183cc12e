using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Knowledge;

/// <summary>Values of Python's modules and of NumPy that have a form of their own in C#.</summary>
internal static class Constants
{
    private static readonly Dictionary<string, Ex> s_table = new()
    {
        ["math.pi"] = new("Math.PI", PyType.Float), ["math.e"] = new("Math.E", PyType.Float),
        ["math.inf"] = new("double.PositiveInfinity", PyType.Float), ["math.nan"] = new("double.NaN", PyType.Float),
        ["np.pi"] = new("Math.PI", PyType.Float), ["np.e"] = new("Math.E", PyType.Float),
        ["np.inf"] = new("double.PositiveInfinity", PyType.Float), ["np.nan"] = new("double.NaN", PyType.Float),
        ["np.newaxis"] = new("null", PyType.Never), ["np.float"] = new("np.float64", new Clr(typeof(Type))),
        ["np.int"] = new("np.int64", new Clr(typeof(Type))), ["os.curdir"] = new("\".\"", PyType.Str),
        ["os.path.curdir"] = new("\".\"", PyType.Str),
        ["os.pardir"] = new("\"..\"", PyType.Str), ["os.path.sep"] = new("Path.DirectorySeparatorChar.ToString()", PyType.Str),
        ["os.sep"] = new("Path.DirectorySeparatorChar.ToString()", PyType.Str), ["os.linesep"] = new("Environment.NewLine", PyType.Str),
        ["sys.argv"] = new("args.Prepend(Environment.ProcessPath!).ToList()", new ListOf(PyType.Str)),
        ["sys.version_info"] = new("(3, 7, 9)", new TupleOf([PyType.Int, PyType.Int, PyType.Int])),
        ["sys.maxsize"] = new("long.MaxValue", PyType.Long),
        ["string.ascii_lowercase"] = new("\"abcdefghijklmnopqrstuvwxyz\"", PyType.Str),
        ["string.ascii_uppercase"] = new("\"ABCDEFGHIJKLMNOPQRSTUVWXYZ\"", PyType.Str),
        ["string.digits"] = new("\"0123456789\"", PyType.Str),
        ["string.punctuation"] = new("\"!\\\"#$%&'()*+,-./:;<=>?@[\\\\]^_`{|}~\"", PyType.Str),
        ["string.ascii_letters"] = new("\"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ\"", PyType.Str),
        ["string.whitespace"] = new("\" \\t\\n\\r\\v\\f\"", PyType.Str),
        ["sys.platform"] = new("(OperatingSystem.IsWindows() ? \"win32\" : OperatingSystem.IsMacOS() ? \"darwin\" : \"linux\")",
            PyType.Str),
        ["os.name"] = new("(OperatingSystem.IsWindows() ? \"nt\" : \"posix\")", PyType.Str),
        ["sys.version"] = new("\"3.7.9\"", PyType.Str),
        ["tf.__version__"] = new("\"2.3.1\"", PyType.Str), ["keras.__version__"] = new("\"2.4.0\"", PyType.Str),
    };

    private static readonly HashSet<string> s_modules = ["os", "os.path", "math", "sys", "sys.path", "time", "json", "re", "string",
        "datetime",
        "datetime.datetime", "datetime.date", "collections", "itertools", "functools", "shutil", "glob", "random", "warnings", "platform",
        "copy", "gc", "operator", "tempfile", "textwrap", "scipy", "scipy.stats", "codecs", "io", "sys.stdout", "sys.stderr"];

    public static Ex? Find(string path) => s_table.GetValueOrDefault(path);

    public static bool IsModule(string path) => s_modules.Contains(path);
}
