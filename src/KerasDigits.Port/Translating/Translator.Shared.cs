namespace KerasDigits.Port.Translating;

/// <content>Names that classes and earlier functions use: fields and methods of the program.</content>
public sealed partial class Translator
{
    private readonly Sharing _sharing;
    private readonly Dictionary<string, Variable> _fields = [];
    private readonly List<string> _methodCode = [];
    private int _classDepth;

    private bool IsShared(string name, Scope scope) => scope.Parent is null && _sharing.Variables.Contains(name);

    // A shared variable is declared as a field of the program, whoever assigns it.
    private Variable AsField(Variable variable)
    {
        variable.IsDeclared = true;
        variable.IsField = true;
        _fields[variable.CsName] = variable;
        return variable;
    }

    // In a class the program's fields and methods follow its name; in its own lines they are there as they are.
    private string QualifyMember(string name, bool isMember) => isMember && _classDepth > 0 ? "Program." + name : name;

    /// <summary>What stands for a name in a function's or class's lines though it is assigned or defined further down.</summary>
    private Ex? FindLater(string name)
    {
        if (_scope.Function is null && _classDepth == 0) { return null; }
        if (_sharing.Variables.Contains(name))
        {
            Scope root = _scope;
            while (root.Parent is not null) { root = root.Parent; }
            if (!root.Names.TryGetValue(name, out Variable? variable))
            {
                variable = AsField(new Variable(name));
                Recall(variable);
                root.Names[name] = variable;
            }
            return new Ex(QualifyMember(variable.CsName, true), variable.Type) { MayBeNull = variable.MayBeNull && variable.Type.IsValue };
        }
        return _sharing.FindOnly(name) switch
        {
            FunctionStmt f => new Ex(QualifyMember(GetInfo(f).CsName, _sharing.Functions.Contains(name)), new FuncType(GetInfo(f))),
            ClassStmt c when _classes.TryGetValue(c, out ClassInfo? info) => new Ex(info.CsName, new ClassType(info, false)),
            _ => null,
        };
    }

    private string WriteMembers()
    {
        if (_fields.Count == 0 && _methodCode.Count == 0) { return ""; }
        var own = new Output();
        own.WriteLine("partial class Program");
        own.Open();
        foreach (Variable v in _fields.Values)
        {
            string type = WriteDeclaredType(v);
            own.WriteLine($"public static {type} {v.CsName}{(v.Type.IsPlainNumber || type.EndsWith('?') ? "" : " = default!")};");
        }
        string head = own.ToString();
        string methods = string.Concat(_methodCode);
        if (_fields.Count == 0) { methods = methods.TrimStart('\n'); }
        var end = new Output();
        end.Open();
        end.Close();
        return "\n" + head + methods + end.ToString()[(end.ToString().IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }
}
