namespace KerasDigits.Port.Translating;

/// <content>Imports.</content>
public sealed partial class Translator
{
    // try: import a, except ImportError: import b — the first of them is what this program has.
    private static bool IsImport(TryStmt t) => t.Body.All(s => s is ImportStmt or ImportFromStmt)
        && t.Handlers is [{ Type: null or NameExpr { Id: "ImportError" or "ModuleNotFoundError" or "Exception" } }, ..] && t.Else.Count == 0
        && t.Finally.Count == 0;

    // try: from google.colab import drive …, except: what is done elsewhere.
    private static bool IsElsewhere(TryStmt t) => t.Handlers is [{ Type: null or NameExpr { Id: "ImportError" or "ModuleNotFoundError"
            or "Exception" } }, ..] && t.Body.Count > 0 && t.Body[0] switch
    {
        ImportStmt i => i.Names.Any(n => n.Name.StartsWith("google.colab", StringComparison.Ordinal)),
        ImportFromStmt f => f.Module.StartsWith("google.colab", StringComparison.Ordinal),
        _ => false,
    };

    private void WriteImport(ImportStmt i)
    {
        foreach (ImportName n in i.Names)
        {
            if (_module.Beside.Contains(n.Name))
            {
                if (n.Name.Contains('.', StringComparison.Ordinal) && n.As is null)
                {
                    throw No("module beside", $"`{n.Name}` without a name of its own: write `import {n.Name} as name`");
                }
                Bind(n.As ?? n.Name, new ModuleType("beside." + n.Name));
                continue;
            }
            if (IsAgain(n.As ?? n.Name, n.As is null ? n.Name.Split('.')[0] : n.Name)) { continue; }
            string path = Api.MapPath(n.Name), alias = n.As ?? n.Name.Split('.')[0];
            string bound = n.As is null && n.Name.Contains('.', StringComparison.Ordinal) ? Api.MapPath(n.Name.Split('.')[0]) : path;
            Bind(alias, new ModuleType(bound));
            if (Api.FindModule(path) is null && !Constants.IsModule(path) && !s_silent.Contains(path.Split('.')[0]))
            {
                // What nobody uses is missed by nobody.
                if (IsIdle(n.Name, alias)) { _out.WriteLine($"// import {n.Name}"); continue; }
                throw No("module " + n.Name.Split('.')[0], $"there is nothing for the module `{n.Name}` in C#; lines that use it are left");
            }
        }
    }

    private static readonly HashSet<string> s_silent = ["__future__", "typing", "python", "tqdm", "builtins", "warnings", "mpl_toolkits",
        "sklearn", "tf", "keras", "abc", "numbers", "logging", "PIL", "dataclasses"];

    // Names that the program's lines use, imports aside.
    private readonly Lazy<HashSet<string>> _used;

    // Whether no line uses what is imported. A module of one's own does something by being imported.
    private bool IsIdle(string module, string alias) => !_used.Value.Contains(alias)
        && !File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_module.File))!, module.Replace('.', '/') + ".py"));

    // A module that was imported before is not imported again.
    private bool IsAgain(string alias, string path) => FindFunctionScope().Names.TryGetValue(alias, out Variable? known)
        && known.Type is ModuleType { Path: var before } && before == Api.MapPath(path);

    private void Bind(string name, PyType type) => FindFunctionScope().Names[name] = new Variable(name) { Type = type, IsDeclared = true };

    private void WriteImportFrom(ImportFromStmt i)
    {
        if (_module.Beside.Contains(i.Module) && i.Level <= 1)
        {
            // Its names are here already; others for them are the same things, as long as nothing gives them other values.
            foreach (ImportName n in i.Names.Where(n => n.Name != "*"))
            {
                Variable own = _scope.Find(n.Name) ?? throw No("module beside", $"`{n.Name}` of `{i.Module}` is not known");
                if (IsRebound(n.Name, own)) { CopyBinding(n, own); }
                else if (n.As is not null) { FindFunctionScope().Names[n.As] = own; }
            }
            return;
        }
        if (i.Level == 1 && i.Module.Length == 0 && i.Names.All(n => _module.Beside.Contains(n.Name)))
        {
            foreach (ImportName n in i.Names) { Bind(n.As ?? n.Name, new ModuleType("beside." + n.Name)); }
            return;
        }
        // from lib import gan: a module in a folder beside the program.
        if (i.Names.All(n => _module.Beside.Contains($"{i.Module}.{n.Name}")))
        {
            foreach (ImportName n in i.Names) { Bind(n.As ?? n.Name, new ModuleType($"beside.{i.Module}.{n.Name}")); }
            return;
        }
        string module = Api.MapPath(i.Module);
        if (i.Module is "dataclasses" or "__future__" or "typing" or "builtins" or "six.moves" or "past.builtins" or "typing_extensions"
            or "IPython.core.magic")
        {
            return;
        }
        if (i.Names is [{ Name: "*" }])
        {
            if (Api.FindModule(module) is not { } all)
            {
                throw No("module " + i.Module.Split('.')[0], $"there is nothing for the module `{i.Module}` in C#");
            }
            foreach (var m in all.GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
                .Select(m => m.Name).Distinct().Where(m => !m.StartsWith("get_", StringComparison.Ordinal)))
            {
                BindImported(m, m, module);
            }
            return;
        }
        string? missing = null;
        var unused = new List<string>();
        foreach (ImportName n in i.Names)
        {
            string alias = n.As ?? n.Name;
            if (IsAgain(alias, i.Module + "." + n.Name) || BindImported(n.Name, alias, module)) { continue; }
            if (IsIdle(i.Module, alias)) { unused.Add(n.Name); } else { missing = n.Name; }
        }
        if (missing is null && unused.Count > 0) { _out.WriteLine($"// from {i.Module} import {string.Join(", ", unused)}"); }
        if (missing is not null)
        {
            throw No("module " + i.Module.Split('.')[0], $"there is no `{missing}` of `{i.Module}` in C#; lines that use it are left");
        }
    }

    // Variables of modules beside the program of which the program has copies.
    private readonly Dictionary<string, Variable> _besides = [];

    // Whether a module's variable gets another value later, which a name that was imported before does not see.
    private bool IsRebound(string name, Variable variable) => variable.Type is not (FuncType or ModuleType or ClassType { IsObject: false })
        && (Inside.CountStores(_module.Body, name) > 1 || Inside.Walk(_module.Body).Any(s => (s switch
        {
            AssignStmt a => a.Targets,
            AugAssignStmt a => [a.Target],
            _ => [],
        }).Any(t => t is AttributeExpr { Object: NameExpr module } set && set.Name == name
            && _scope.Find(module.Id)?.Type is null or ModuleType)));

    private void CopyBinding(ImportName n, Variable own)
    {
        string name = n.As ?? n.Name;
        var copy = new Variable(name) { CsName = n.As is null ? name + FindFreeNumber(name, 2) : Naming.Escape(name), Type = own.Type,
            MayBeNull = own.MayBeNull };
        _besides[n.Name] = own;
        FindFunctionScope().Names[name] = copy;
        bool isField = IsShared(name, FindFunctionScope());
        if (isField) { AsField(copy); }
        copy.IsDeclared = true;
        _out.WriteLine($"{(isField ? "" : "var ")}{copy.CsName} = {own.CsName};");
    }

    private bool BindImported(string name, string alias, string module)
    {
        string path = Api.MapPath(module + "." + name);
        if (module.Length == 0) { path = name; }
        if (path is "functools.reduce" or "functools.partial" or "functools.wraps" or "functools.lru_cache"
            or "functools.cache" or "tqdm.tqdm" or "tqdm.trange" or "tqdm.auto.tqdm" or "tqdm.notebook.tqdm"
            or "tqdm.tqdm_notebook"
            || path.StartsWith("python.random.", StringComparison.Ordinal) && Api.FindMethods(typeof(PythonRandom), name).Count > 0)
        {
            Bind(alias, new ModuleType(path));
            return true;
        }
        Bind(alias, new ModuleType(path));
        string parent = path[..Math.Max(0, path.LastIndexOf('.'))];
        bool isFunction = Api.FindModule(parent) is { } type && Api.FindFunctions(type, path[(path.LastIndexOf('.') + 1)..]).Count > 0;
        // Keras's own modules are in each other's.
        if (!isFunction && Api.FindModule(path) is null && module.StartsWith("keras.", StringComparison.Ordinal)
            && Api.FindModule("keras." + name) is not null)
        {
            Bind(alias, new ModuleType("keras." + name));
            return true;
        }
        return isFunction || Api.FindModule(path) is not null || Functions.Find(path) is not null || Constants.Find(path) is not null
            || Constants.IsModule(path) || (Api.FindModule(parent) is { } p && Api.FindMember(p, name, true) is not null)
            || s_classes.ContainsKey(path) || s_collections.Contains(path) || s_ownCalls.Contains(path) || FindBase(path) is not null;
    }
}
