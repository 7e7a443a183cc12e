namespace KerasDigits.Port.Knowledge;

/// <summary>Functions of Python's own modules by their path: the C# with its arguments in braces, and the type.</summary>
internal static class Functions
{
    /// <summary>A row: {0}, {1} … are the arguments; the count must fit.</summary>
    public sealed record Row(int Count, string Code, PyType Type);

    private static readonly Dictionary<string, Row[]> s_table = new()
    {
        ["math.sqrt"] = [new(1, "Math.Sqrt({0})", PyType.Float)], ["math.exp"] = [new(1, "Math.Exp({0})", PyType.Float)],
        ["math.log"] = [new(1, "Math.Log({0})", PyType.Float), new(2, "Math.Log({0}, {1})", PyType.Float)],
        ["math.log2"] = [new(1, "Math.Log2({0})", PyType.Float)], ["math.log10"] = [new(1, "Math.Log10({0})", PyType.Float)],
        ["math.sin"] = [new(1, "Math.Sin({0})", PyType.Float)], ["math.cos"] = [new(1, "Math.Cos({0})", PyType.Float)],
        ["math.tan"] = [new(1, "Math.Tan({0})", PyType.Float)], ["math.atan"] = [new(1, "Math.Atan({0})", PyType.Float)],
        ["math.atan2"] = [new(2, "Math.Atan2({0}, {1})", PyType.Float)], ["math.tanh"] = [new(1, "Math.Tanh({0})", PyType.Float)],
        ["math.pow"] = [new(2, "Math.Pow({0}, {1})", PyType.Float)], ["math.fabs"] = [new(1, "Math.Abs((double)({0}))", PyType.Float)],
        ["math.hypot"] = [new(2, "double.Hypot({0}, {1})", PyType.Float)],
        ["math.floor"] = [new(1, "(int)Math.Floor((double)({0}))", PyType.Int)],
        ["math.ceil"] = [new(1, "(int)Math.Ceiling((double)({0}))", PyType.Int)], ["math.trunc"] = [new(1, "(int)({0})", PyType.Int)],
        ["math.isnan"] = [new(1, "double.IsNaN({0})", PyType.Bool)], ["math.isinf"] = [new(1, "double.IsInfinity({0})", PyType.Bool)],
        ["math.radians"] = [new(1, "({0}) * Math.PI / 180", PyType.Float)],
        ["math.degrees"] = [new(1, "({0}) * 180 / Math.PI", PyType.Float)],
        ["os.path.join"] = [new(2, "Path.Combine({0}, {1})", PyType.Str), new(3, "Path.Combine({0}, {1}, {2})", PyType.Str),
            new(4, "Path.Combine({0}, {1}, {2}, {3})", PyType.Str)],
        ["os.path.exists"] = [new(1, "Path.Exists({0})", PyType.Bool)], ["os.path.isfile"] = [new(1, "File.Exists({0})", PyType.Bool)],
        ["os.path.isdir"] = [new(1, "Directory.Exists({0})", PyType.Bool)],
        ["os.path.basename"] = [new(1, "Path.GetFileName({0})", PyType.Str)],
        ["os.path.dirname"] = [new(1, "Path.GetDirectoryName({0})!", PyType.Str)],
        ["os.path.abspath"] = [new(1, "Path.GetFullPath({0})", PyType.Str)],
        ["os.path.getsize"] = [new(1, "new FileInfo({0}).Length", PyType.Long)],
        ["os.path.expanduser"] = [new(1, "({0}).Replace(\"~\", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))",
            PyType.Str)],
        ["os.makedirs"] = [new(1, "Directory.CreateDirectory({0})", PyType.None), new(2, "Directory.CreateDirectory({0})", PyType.None)],
        ["os.mkdir"] = [new(1, "Directory.CreateDirectory({0})", PyType.None)],
        ["os.listdir"] = [new(1, "Directory.GetFileSystemEntries({0}).Select(p => Path.GetFileName(p)).ToList()", new ListOf(PyType.Str))],
        ["os.getcwd"] = [new(0, "Directory.GetCurrentDirectory()", PyType.Str)],
        ["os.remove"] = [new(1, "File.Delete({0})", PyType.None)],
        ["os.chdir"] = [new(1, "Directory.SetCurrentDirectory({0})", PyType.None)],
        ["os.getenv"] = [new(1, "Environment.GetEnvironmentVariable({0})", PyType.Str)],
        ["shutil.rmtree"] = [new(1, "Directory.Delete({0}, true)", PyType.None)],
        ["shutil.copy"] = [new(2, "File.Copy({0}, {1}, true)", PyType.None)],
        ["shutil.copyfile"] = [new(2, "File.Copy({0}, {1}, true)", PyType.None)],
        ["time.time"] = [new(0, "DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0", PyType.Float)],
        ["time.perf_counter"] = [new(0, "Environment.TickCount64 / 1000.0", PyType.Float)],
        ["time.sleep"] = [new(1, "Thread.Sleep((int)(1000 * ({0})))", PyType.None)],
        ["time.strftime"] = [new(1, "strftime(DateTime.Now, {0})", PyType.Str), new(2, "strftime({1}, {0})", PyType.Str)],
        ["time.gmtime"] = [new(0, "DateTime.UtcNow", new Clr(typeof(DateTime)))],
        ["time.localtime"] = [new(0, "DateTime.Now", new Clr(typeof(DateTime)))],
        ["datetime.datetime.now"] = [new(0, "DateTime.Now", new Clr(typeof(DateTime)))],
        ["datetime.datetime.today"] = [new(0, "DateTime.Now", new Clr(typeof(DateTime)))],
        ["datetime.datetime.utcnow"] = [new(0, "DateTime.UtcNow", new Clr(typeof(DateTime)))],
        ["datetime.date.today"] = [new(0, "DateTime.Today", new Clr(typeof(DateTime)))],
        ["tempfile.mkdtemp"] = [new(0, "Directory.CreateTempSubdirectory().FullName", PyType.Str)],
        ["tempfile.gettempdir"] = [new(0, "Path.GetTempPath()", PyType.Str)],
        ["glob.glob"] = [new(1, "glob({0})", new ListOf(PyType.Str))],
        ["scipy.stats.zscore"] = [new(1, "({0} - {0}.mean()) / {0}.std(ddof: 0)", new Clr(typeof(Notebook.Series)))],
        ["gc.collect"] = [new(0, "GC.Collect()", PyType.None)],
        ["sys.stdout.write"] = [new(1, "Console.Write({0})", PyType.None)],
        ["sys.stdout.flush"] = [new(0, "Console.Out.Flush()", PyType.None)],
        ["sys.stderr.write"] = [new(1, "Console.Error.Write({0})", PyType.None)],
        // Keras 1's words for where the channels are.
        ["keras.backend.image_dim_ordering"] =
            [new(0, "(keras.backend.image_data_format() == \"channels_first\" ? \"th\" : \"tf\")", PyType.Str)],
        ["keras.backend.set_image_dim_ordering"] = [new(1, "keras.backend.set_image_data_format({0} == \"th\" ? \"channels_first\" : "
            + "\"channels_last\")", PyType.None)],
        ["keras.backend.backend"] = [new(0, "\"tensorflow\"", PyType.Str)],
        ["keras.backend.tensorflow_backend._get_available_gpus"] =
            [new(0, "tf.config.list_physical_devices(\"GPU\").ToList()", new ListOf(PyType.Unknown))],
        ["plt.get_cmap"] = [new(1, "{0}", PyType.Str)], ["plt.cm.get_cmap"] = [new(1, "{0}", PyType.Str)],
        ["mpl.cm.get_cmap"] = [new(1, "{0}", PyType.Str)],
        ["os.environ.get"] = [new(1, "Environment.GetEnvironmentVariable({0})", PyType.Str),
            new(2, "(Environment.GetEnvironmentVariable({0}) ?? {1})", PyType.Str)],
        ["sys.exit"] = [new(0, "Environment.Exit(0)", PyType.None), new(1, "Environment.Exit({0})", PyType.None)],
        ["platform.python_version"] = [new(0, "\"3.7.9\"", PyType.Str)],
        ["re.sub"] = [new(3, "System.Text.RegularExpressions.Regex.Replace({2}, {0}, {1})", PyType.Str)],
        ["re.escape"] = [new(1, "System.Text.RegularExpressions.Regex.Escape({0})", PyType.Str)],
        ["warnings.filterwarnings"] = [new(1, "_ = {0}", PyType.None)],
    };

    public static IReadOnlyList<Row>? Find(string path) => s_table.GetValueOrDefault(path);
}
