using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Translating;

/// <summary>A line that was left, and why.</summary>
public sealed record Left(int Line, string Source, string Cause, string Reason);

/// <summary>What came of a program.</summary>
/// <param name="Code">The program.</param>
/// <param name="Lines">Lines of Python with code.</param>
/// <param name="Translated">How many of them are C# now.</param>
/// <param name="Left">What was left.</param>
/// <param name="Faults">What C# refuses of the program; null where it was not compiled.</param>
public sealed record Translation(string Code, int Lines, int Translated, IReadOnlyList<Left> Left, IReadOnlyList<string>? Faults = null);

/// <summary>
/// Writes C# for a Python module. It goes through the program several times: what it learns of types in one pass, from assignments and
/// calls, the next pass uses; the last writes.
/// </summary>
public sealed partial class Translator
{
    private const int MostPasses = 8;

    private Stage _stage;

    private readonly Module _module;
    private readonly string[] _lines;
    private readonly Dictionary<string, PyType> _types = [];
    private readonly Dictionary<FunctionStmt, FunctionInfo> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ClassStmt, ClassInfo> _classes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, int> _versions = [];
    private readonly List<Left> _left = [];
    private readonly HashSet<string> _usings = [];
    private readonly IReadOnlyDictionary<int, int> _cells;
    private Scope _scope;
    private Blocks _blocks;
    private Block _block;
    private Output _out = new();
    private string _scopeId = "";
    private int _temporary;
    private bool _hasChanged;

    private Translator(Module module, IReadOnlyDictionary<int, int> cells)
    {
        _module = module;
        _lines = module.Source.Split('\n');
        _cells = cells;
        _scope = new Scope(null, null);
        _sharing = new Sharing(module);
        _blocks = new Blocks(module.Body);
        _captured = new(() => FindCaptured(module));
        _stepped = new(() => [.. module.Body.SelectMany(Inside.GetExpressions).SelectMany(FindStepped)]);
        _hidden = new(() =>
        {
            HashSet<string> stored = [.. Inside.Walk(module.Body).SelectMany(s => s switch
            {
                AssignStmt a => a.Targets.SelectMany(FindNames),
                ForStmt f => FindNames(f.Target),
                FunctionStmt f => f.Parameters.Select(p => p.Name),
                _ => [],
            })];
            stored.UnionWith(Inside.Walk(module.Body).OfType<ClassStmt>().SelectMany(c => c.Body).OfType<FunctionStmt>()
                .Select(f => f.Name));
            return [.. s_runtime.Where(stored.Contains)];
        });
        _used = new(() => [.. module.Body.SelectMany(Inside.FindAllNames)]);
        _places = new(() => [.. Inside.Walk(module.Body).SelectMany(Inside.GetExpressions).SelectMany(FindPlaces)]);
        _interrupts = new(() => Inside.Walk(module.Body).Any(Interrupts));
        _exitsSeen = new(FindTryAroundExit);
        _block = _blocks.Root;
    }

    private const int MostRepairs = 8;

    // Statements that C# refused, by the line where they begin, and the compiler's words.
    private readonly Dictionary<int, string> _refused = [];

    // Heads that were left alone, by line, and those of them of which C# refuses what is in their place: they are left whole.
    private readonly HashSet<int> _heads = [], _refusedTwice = [];

    /// <summary>Translates a module; <paramref name="cells"/> gives the last line of each notebook cell and its number.</summary>
    /// <param name="module">The program.</param>
    /// <param name="cells">The last line of each notebook cell and its number.</param>
    /// <param name="compile">The program with what can be mended, and what C# refuses of it: the line and why. Such statements are left
    /// like any other that cannot be said.</param>
    public static Translation Translate(Module module, IReadOnlyDictionary<int, int>? cells = null,
        Func<string, (string Code, IReadOnlyList<(int Line, string Reason)> Refusals)>? compile = null)
    {
        module = Unwrapping.Of(PrivateNames.Of(module));
        var translator = new Translator(module, cells ?? new Dictionary<int, int>());
        DictOf.IsOrdered = false;
        string before = "";
        foreach (Stage stage in new[] { Stage.Calls, Stage.Uses, Stage.Open })
        {
            translator._stage = stage;
            if (stage == Stage.Uses) { translator.Guess(); }
            for (int pass = 0; pass < MostPasses; pass++)
            {
                string code = translator.Pass();
                if (code == before && !translator._hasChanged) { break; }
                before = code;
            }
            if (!translator.IsIncomplete) { break; }
        }
        (string program, int[] sources) = Output.Split(before);
        IReadOnlyList<(int Line, string Reason)>? refusals = null;
        if (compile is not null) { (program, refusals) = compile(program); }
        for (int repair = 0; refusals is { Count: > 0 } && repair < MostRepairs; repair++)
        {
            int known = translator._refused.Count + translator._refusedTwice.Count;
            foreach (var (line, reason) in refusals)
            {
                int source = line < 1 || line > sources.Length ? 0 : sources[line - 1];
                if (!translator._refused.TryAdd(source, reason) && translator._heads.Contains(source))
                {
                    translator._refusedTwice.Add(source);
                }
            }
            if (translator._refused.Count + translator._refusedTwice.Count == known) { break; }
            translator._stage = Stage.Open;
            for (int pass = 0; pass < MostPasses; pass++)
            {
                string code = translator.Pass();
                if (code == before && !translator._hasChanged) { break; }
                before = code;
            }
            (program, sources) = Output.Split(before);
            (program, refusals) = compile!(program);
        }
        var codeLines = Counting.CountCodeLines(module.Source);
        List<Left> left = [.. translator._left];
        int lost = left.Sum(l => Math.Max(1, Counting.CountCodeLines(l.Source)));
        return new Translation(program, codeLines, Math.Max(0, codeLines - lost), left,
            refusals?.Select(r => $"line {r.Line}: {r.Reason}").ToList());
    }

    private string Pass()
    {
        _hasChanged = false;
        Simple.IsOpen = IsOpen;
        _isLeftIn = _left.Count > 0;
        _left.Clear();
        _usings.Clear();
        _versions.Clear();
        _temporary = 0;
        _out = new Output();
        _scope = new Scope(null, null);
        _scopeId = "";
        _broken = null;
        _heads.Clear();
        _commentAt = 0;
        _classCode.Clear();
        _methodCode.Clear();
        _fields.Clear();
        _besides.Clear();
        _classDepth = 0;
        _block = _blocks.Root;
        if (IsInline()) { _out.WriteLine("IPython.get_ipython().run_line_magic(\"matplotlib\", \"inline\");"); }
        WriteBody(_module.Body);
        WriteComments(int.MaxValue);
        string head = $"// {Path.GetFileName(_module.File)}, translated by keras-port.\n"
            + Command.ScriptPackage.WriteDirective(Command.ScriptPackage.Released) + "\n";
        if (_module.Source.AsSpan().IndexOfAny("*+-") >= 0) { head += "#:property CheckForOverflowUnderflow=true\n"; }
        if (!_out.HasCode) { _out.WriteLine("return;"); }
        string usings = string.Concat(_usings.Order(StringComparer.Ordinal).Select(u => $"using {u};\n"));
        string classes = WriteMembers() + string.Concat(_classCode.Select(c => "\n" + c));
        return head + "\n" + (usings.Length > 0 ? usings + "\n" : "") + Qualify(Tidy(_out.ToString()) + classes);
    }

    // Functions of the runtime, which the translator writes by itself.
    private static readonly HashSet<string> s_runtime =
        [.. typeof(Notebook.builtins).GetMethods().Where(m => m.IsStatic).Select(m => m.Name)];

    // A variable or a method of such a name hides the function in C#, which is called by its class then.
    private string Qualify(string code)
    {
        foreach (string name in _hidden.Value)
        {
            code = System.Text.RegularExpressions.Regex.Replace(code, $@"(?<![\w.@""])(?<!new ){name}(?=[(<])", m =>
            {
                int line = code.LastIndexOf('\n', Math.Max(0, m.Index - 1)) + 1;
                ReadOnlySpan<char> before = code.AsSpan(line, Math.Max(0, m.Index - line));
                bool isHead = before.TrimStart().StartsWith("public ") && before.IndexOfAny('(', '=') < 0;
                ReadOnlySpan<char> text = before[(before.LastIndexOf('"') + 1)..];
                bool isCode = before.Count('"') % 2 == 0 || text.Count('{') > text.Count('}');
                return isCode && !isHead ? "builtins." + name : name;
            });
        }
        return code;
    }

    private readonly Lazy<string[]> _hidden;

    private static string Tidy(string code) => System.Text.RegularExpressions.Regex.Replace(code.Trim('\n') + "\n", "\n{3,}", "\n\n");

    private bool IsInline() => _module.Source.Contains("%matplotlib inline", StringComparison.Ordinal);

    private FunctionInfo GetInfo(FunctionStmt syntax, ClassInfo? owner = null)
    {
        if (!_functions.TryGetValue(syntax, out FunctionInfo? info))
        {
            _functions[syntax] = info = new FunctionInfo(syntax.Name, syntax) { Owner = owner, IsGenerator = Counting.Yields(syntax.Body) };
            // A program's own function of such a name is beside the runtime's.
            if (owner is null && s_runtime.Contains(syntax.Name)) { info.CsName = syntax.Name + "_"; }
        }
        return info;
    }

    private PyType Learn(PyType known, PyType found)
    {
        PyType joined = PyType.Join(known, found);
        if (joined != known) { _hasChanged = true; }
        return joined;
    }

    // Whether there is something that a further stage can do.
    private bool IsIncomplete => _left.Count > 0
        || _functions.Values.Any(f => f.Types.Where((t, i) => t == PyType.Never
            && f.Syntax.Parameters[i] is { Stars: 0, Name: not "self" }).Any());

    private static Untranslated No(string cause, string reason) => new(cause, reason);
}
