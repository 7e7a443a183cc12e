namespace KerasDigits.Port.Translating;

/// <summary>C# for an expression, how tightly it binds (0: a word or a call; 14: a lambda), and its type.</summary>
public sealed record Ex(string Code, PyType Type, int Level = 0)
{
    /// <summary>
    /// Whether it may be null though its type is a number or a pair: a parameter whose default is None, a size that is not known.
    /// </summary>
    public bool MayBeNull { get; init; }

    /// <summary>Whether it may be None where C#'s type has a null.</summary>
    public bool MayBeNone { get; init; }

    /// <summary>Whether it is a text or a list in some call.</summary>
    public bool MayBeText { get; init; }

    /// <summary>Whether it stands for a place of an array, which later changes of the array change too.</summary>
    public bool IsPart { get; init; }

    /// <summary>The same where it is kept: what NumPy takes out of an array is a number by itself, if no axis is left.</summary>
    public Ex Kept => IsPart ? new Ex($"taken({Code})", Type) : this;

    /// <summary>The same where Python takes the value: None is an error there.</summary>
    public Ex Known => MayBeNull ? new Ex(Wrap(0) + ".Value", Type) : this;

    /// <summary>A value of this type of C#.</summary>
    public static Ex Of(string code, Type type) =>
        new(code, Knowledge.ClrNames.Read(type)) { MayBeNull = Nullable.GetUnderlyingType(type) is not null };

    /// <summary>The code, in parentheses where something that binds as tightly as <paramref name="level"/> needs them.</summary>
    public string Wrap(int level) => Level > level ? $"({Code})" : Code;
}

/// <summary>What cannot be said in C# yet, and why.</summary>
public sealed class Untranslated(string cause, string reason) : Exception(reason)
{
    /// <summary>The kind, for counting.</summary>
    public string Cause { get; } = cause;
}

/// <summary>A name of the program.</summary>
public sealed class Variable(string name)
{
    public string Name { get; } = name;

    public string CsName { get; set; } = Naming.Escape(name);

    public PyType Type { get; set; } = PyType.Never;

    public bool IsDeclared { get; set; }

    /// <inheritdoc cref="Ex.MayBeText"/>
    public bool MayBeText { get; init; }

    /// <summary>The function whose variable it is.</summary>
    public string? Home { get; set; }

    /// <summary>The function whose parameter it is, and which of them.</summary>
    public (FunctionInfo Function, int Place)? Parameter { get; init; }

    /// <inheritdoc cref="Ex.MayBeNull"/>
    public bool MayBeNull { get; set; }

    /// <summary>Whether it holds a function that a call gave.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether <c>del</c> took it away.</summary>
    public bool IsGone { get; set; }

    /// <summary>Whether it is a field of the program.</summary>
    public bool IsField { get; set; }
}

/// <summary>Where names live.</summary>
public sealed class Scope(Scope? parent, FunctionInfo? function)
{
    public Scope? Parent { get; } = parent;

    public FunctionInfo? Function { get; } = function;

    public ClassInfo? Class { get; init; }

    public Dictionary<string, Variable> Names { get; } = [];

    public HashSet<string> Outer { get; } = [];

    public Variable? Find(string name) => Names.GetValueOrDefault(name) ?? Parent?.Find(name);
}

/// <summary>A function of the program, and what its calls say of its parameters.</summary>
public sealed class FunctionInfo(string name, FunctionStmt syntax)
{
    public string Name { get; } = name;

    public string CsName { get; set; } = Naming.Escape(name);

    public FunctionStmt Syntax { get; } = syntax;

    public List<PyType> Types { get; } = [.. syntax.Parameters.Select(_ => PyType.Never)];

    public PyType Returns { get; set; } = PyType.Never;

    public bool IsGenerator { get; set; }

    /// <summary>Whether it may give None where it gives something else elsewhere.</summary>
    public bool GivesNull { get; set; }

    /// <summary>Parameters that calls give None where others give them something else.</summary>
    public HashSet<int> Nulls { get; } = [];

    /// <summary>What it gives, in C#.</summary>
    public string ReturnCs => Returns.Cs + (GivesNull && Returns.IsValue ? "?" : "");

    public bool IsCalled { get; set; }

    public ClassInfo? Owner { get; init; }

    /// <summary>Whether it is a method of the program: classes call it.</summary>
    public bool IsMember { get; set; }

    /// <summary>Lines that stand before its own: defaults that C# takes for no constant.</summary>
    public List<string> Beginning { get; } = [];

    /// <summary>Parameters that are texts or lists in some call and something else in another.</summary>
    public HashSet<int> Texts { get; } = [];

    /// <summary>Defaults that are made once, where the function is defined, and their variables.</summary>
    public Dictionary<string, string> Defaults { get; } = [];

    /// <summary>Whether calls give more items than it has places for, and whether its *args and **kwargs are parameters.</summary>
    public bool TakesMore { get; set; }

    public bool GathersItems { get; set; }

    public bool GathersKeywords { get; set; }

    /// <summary>Whether C# sees a way to its end that Python does not take.</summary>
    public bool IsOpenEnded { get; set; }

    /// <summary>Places of decorators that were left.</summary>
    public IReadOnlyList<string> Wrapped { get; set; } = [];

    /// <summary>What a parameter is called inside, where that differs.</summary>
    public Dictionary<string, string> Inner { get; } = [];

    /// <summary>Keywords that calls gave to its **kwargs.</summary>
    public HashSet<string> Keywords { get; } = [];
}

/// <summary>A class of the program.</summary>
public sealed class ClassInfo(string name, ClassStmt syntax)
{
    public string Name { get; } = name;

    public string CsName { get; set; } = Naming.Escape(name);

    public ClassStmt Syntax { get; } = syntax;

    public ClassInfo? Parent { get; set; }

    public Type? Base { get; set; }

    public Dictionary<string, PyType> Fields { get; } = [];

    /// <summary>Fields that may be None where they hold a number or a tuple elsewhere.</summary>
    public HashSet<string> Nulls { get; } = [];

    public bool MayBeNull(string field) => Nulls.Contains(field) || Parent?.MayBeNull(field) == true;

    public Dictionary<string, FunctionInfo> Methods { get; } = [];

    /// <summary>What fills its properties.</summary>
    public Dictionary<string, FunctionInfo> Setters { get; } = [];

    /// <summary>Fields to which the class's own lines give values, and those of them that are the class's.</summary>
    public HashSet<string> Given { get; } = [];

    public HashSet<string> Statics { get; } = [];

    /// <summary>Those of them that are the class's until an object gets one of its own, and those that objects get.</summary>
    public HashSet<string> Shared { get; } = [];

    public HashSet<string> Owned { get; } = [];

    public bool IsOwned(string field) => Owned.Contains(field) || Parent?.IsOwned(field) == true;

    /// <summary>The nearest class, itself or above it, whose lines give the field its value.</summary>
    public ClassInfo? FindGiving(string field) => Given.Contains(field) ? this : Parent?.FindGiving(field);

    public bool IsStatic(string field) => Statics.Contains(field) || !Fields.ContainsKey(field) && Parent?.IsStatic(field) == true;

    public PyType? FindField(string field) => Fields.TryGetValue(field, out PyType? type) ? type : Parent?.FindField(field);

    public FunctionInfo? FindMethod(string method) => Methods.GetValueOrDefault(method) ?? Parent?.FindMethod(method);

    public Type? ClrBase => Base ?? Parent?.ClrBase;
}

/// <summary>Names that are words of C#.</summary>
public static class Naming
{
    private static readonly HashSet<string> s_words =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event",
        "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface",
        "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed",
        "short", "sizeof", "stackalloc", "static", "string", "struct",
        "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void",
        "volatile", "while", "args", "await", "record",
    ];

    public static string Escape(string name) => name == "args" ? "args_" : s_words.Contains(name) ? "@" + name : name;
}
