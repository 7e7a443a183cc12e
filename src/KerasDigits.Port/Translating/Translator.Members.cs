namespace KerasDigits.Port.Translating;

/// <content>Members of modules and objects.</content>
public sealed partial class Translator
{
    // A name of a module beside the program, also where a variable here has it too.
    private Ex FindBeside(string name)
    {
        if (_besides.TryGetValue(name, out Variable? own))
        {
            return new Ex(QualifyMember(own.CsName, own.IsField), own.Type) { MayBeNull = own.MayBeNull && own.Type.IsValue };
        }
        Scope root = _scope;
        while (root.Parent is not null) { root = root.Parent; }
        if (root.Names.GetValueOrDefault(name) is not { Type: FuncType { Function: var f } type } || !_blocks.Stored.Contains(name))
        {
            return Translate(new NameExpr(name));
        }
        if (_sharing.Functions.Add(name)) { _hasChanged = true; }
        return new Ex((_scope.Function is not null || f.IsMember ? "Program." : "") + f.CsName, type);
    }

    // Whether a class further down has what is asked of one of its base: model.layers[-1].bias.
    private bool IsOfDerived(Type type, string name) => type is { IsClass: true, IsSealed: false } && type != typeof(object)
        && type.Namespace?.StartsWith("KerasDigits", StringComparison.Ordinal) == true
        && (_classes.Values.Any(k => k.ClrBase is { } b && type.IsAssignableFrom(b)
            && (k.FindField(name) is not null || k.FindMethod(name) is not null))
            || type.Assembly.GetExportedTypes().Any(t => t.IsSubclassOf(type)
                && (Api.FindMember(t, name, false) is not null || Api.FindMethods(t, name).Count > 0)));

    // A member of the object's own class, by its bare name where no parameter or variable has that name.
    private string WriteOwnMember(Ex owner, string name)
    {
        bool isHidden = _blocks.Stored.Any(n => Naming.Escape(n) == name);
        for (Scope? s = _scope; s is { Parent: not null } && !isHidden; s = s.Parent)
        {
            isHidden = s.Names.Values.Any(v => v.CsName == name);
        }
        return owner.Code == "this" && !isHidden ? name : $"{owner.Wrap(0)}.{name}";
    }

    private Ex TranslateModuleMember(string code, string path, string name)
    {
        if (Constants.Find(path + "." + name) is { } constant) { return constant; }
        string known = path + "." + name;
        if (s_ownCalls.Contains(known) || known == "np.shape") { return new Ex($"{code}.{name}", new ModuleType(known)); }
        if (path == "np" && name == "round") { return new Ex("np." + name, new ModuleType("np." + name)); }
        Type? module = Api.FindModule(path);
        string full = Api.MapPath(path + "." + name);
        if (path == "python.random" && Api.FindMethods(typeof(PythonRandom), name).Count > 0)
        {
            return new Ex($"{code}.{name}", new ModuleType(full));
        }
        if (Functions.Find(full) is not null) { return new Ex($"{code}.{name}", new ModuleType(full)); }
        if (path == "os" && name == "environ") { return new Ex("os.environ", new ModuleType(full)); }
        if (module is not null)
        {
            if (Api.FindMember(module, name, true) is { } member) { return new Ex($"{code}.{Naming.Escape(name)}", ClrNames.Read(member)); }
            string own = full[(full.LastIndexOf('.') + 1)..];
            if (Api.FindFunctions(module, own).Count > 0) { return new Ex($"{code}.{Naming.Escape(own)}", new ModuleType(full)); }
            if (Api.FindModule(full) is { } inner)
            {
                if (full.Split('.')[0] != path.Split('.')[0]) { return new Ex(Api.Write(full), new ModuleType(full)); }
                return new Ex(inner == module ? code : path == "tf" || !code.Contains('.')
                    && code != "keras" ? $"{code}.{Naming.Escape(name)}" : Api.Write(full), new ModuleType(full));
            }
        }
        else if (Constants.IsModule(path)) { return new Ex($"{code}.{name}", new ModuleType(full)); }
        else if (Api.FindModule(full) is not null) { return new Ex(Api.Write(full), new ModuleType(full)); }
        // Colour maps go by their names.
        if (path is "plt.cm" or "mpl.cm" && char.IsLetter(name[0])) { return new Ex(Text.Quote(name), PyType.Str); }
        throw No((Api.IsKnownRoot(path) ? "missing " : "module ") + (Api.IsKnownRoot(path) ? full : path.Split('.')[0]),
            Api.IsKnownRoot(path) ? $"KerasDigits has no `{full}`" : $"there is nothing for the module `{path}` in C#");
    }
}
