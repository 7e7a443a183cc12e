using KerasDigits.Port.Knowledge;
using KerasDigits.Port.Reading;
using KerasDigits.Port.Syntax;
using KerasDigits.Port.Types;

namespace KerasDigits.Port.Translating;

/// <summary>A line that was left, and why.</summary>
public sealed record Left(int Line, string Source, string Cause, string Reason);

/// <summary>What came of a program.</summary>
public sealed record Translation(string Code, int Lines, int Translated, IReadOnlyList<Left> Left);

/// <summary>Writes C# for a Python module. It goes through the program several times: what it learns of types in one pass, from assignments and calls, the next pass uses; the last writes.</summary>
public sealed partial class Translator
{
    private const int MostPasses = 8;

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
        _blocks = new Blocks(module.Body);
        _block = _blocks.Root;
    }

    /// <summary>Translates a module; <paramref name="cells"/> gives the last line of each notebook cell and its number.</summary>
    public static Translation Translate(Module module, IReadOnlyDictionary<int, int>? cells = null)
    {
        var translator = new Translator(module, cells ?? new Dictionary<int, int>());
        DictOf.IsOrdered = module.Source.Contains("del ", StringComparison.Ordinal) || module.Source.Contains(".pop", StringComparison.Ordinal);
        string before = "";
        for (int pass = 0; pass < MostPasses; pass++)
        {
            string code = translator.Pass();
            if (code == before && !translator._hasChanged) { break; }
            before = code;
        }
        var codeLines = Counting.CodeLines(module);
        List<Left> left = [.. translator._left];
        int lost = left.Sum(l => Math.Max(1, l.Source.Split('\n').Length));
        return new Translation(before, codeLines, Math.Max(0, codeLines - lost), left);
    }

    private string Pass()
    {
        _hasChanged = false;
        _left.Clear();
        _usings.Clear();
        _versions.Clear();
        _temporary = 0;
        _out = new Output();
        _scope = new Scope(null, null);
        _scopeId = "";
        _commentAt = 0;
        _classCode.Clear();
        _block = _blocks.Root;
        if (IsInline()) { _out.Line("IPython.get_ipython().run_line_magic(\"matplotlib\", \"inline\");"); }
        Body(_module.Body);
        Comments(int.MaxValue);
        string head = $"// {Path.GetFileName(_module.File)}, translated by keras-port.\n#:package KerasDigits.Script@0.1.0\n";
        if (_module.Source.AsSpan().IndexOfAny("*+-") >= 0) { head += "#:property CheckForOverflowUnderflow=true\n"; }
        string usings = string.Concat(_usings.Order(StringComparer.Ordinal).Select(u => $"using {u};\n"));
        string classes = string.Concat(_classCode.Select(c => "\n" + c));
        return head + "\n" + (usings.Length > 0 ? usings + "\n" : "") + Tidy(_out.ToString()) + classes;
    }

    private static string Tidy(string code) => System.Text.RegularExpressions.Regex.Replace(code.Trim('\n') + "\n", "\n{3,}", "\n\n");

    private bool IsInline() => _module.Source.Contains("%matplotlib inline", StringComparison.Ordinal);

    private FunctionInfo Info(FunctionStmt syntax, ClassInfo? owner = null)
    {
        if (!_functions.TryGetValue(syntax, out FunctionInfo? info)) { _functions[syntax] = info = new FunctionInfo(syntax.Name, syntax) { Owner = owner, IsGenerator = Counting.Yields(syntax.Body) }; }
        return info;
    }

    private PyType Learn(PyType known, PyType found)
    {
        PyType joined = PyType.Join(known, found);
        if (joined != known) { _hasChanged = true; }
        return joined;
    }

    private static Untranslated No(string cause, string reason) => new(cause, reason);
}
