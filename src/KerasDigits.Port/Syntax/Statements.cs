namespace KerasDigits.Port.Syntax;

/// <summary>A statement.</summary>
public abstract record Stmt : Node;

public sealed record ExprStmt(Expr Value) : Stmt;

public sealed record AssignStmt(IReadOnlyList<Expr> Targets, Expr Value) : Stmt;

public sealed record AugAssignStmt(Expr Target, string Operator, Expr Value) : Stmt;

public sealed record AnnAssignStmt(Expr Target, Expr Annotation, Expr? Value) : Stmt;

public sealed record IfStmt(Expr Condition, IReadOnlyList<Stmt> Then, IReadOnlyList<Stmt> Else) : Stmt;

public sealed record WhileStmt(Expr Condition, IReadOnlyList<Stmt> Body, IReadOnlyList<Stmt> Else) : Stmt;

public sealed record ForStmt(Expr Target, Expr Source, IReadOnlyList<Stmt> Body, IReadOnlyList<Stmt> Else, bool IsAsync) : Stmt;

public sealed record FunctionStmt(string Name, IReadOnlyList<Parameter> Parameters, Expr? Returns, IReadOnlyList<Stmt> Body,
    IReadOnlyList<Expr> Decorators, bool IsAsync) : Stmt;

public sealed record ClassStmt(string Name, IReadOnlyList<Argument> Bases, IReadOnlyList<Stmt> Body, IReadOnlyList<Expr> Decorators) : Stmt;

public sealed record ReturnStmt(Expr? Value) : Stmt;

public sealed record RaiseStmt(Expr? Value, Expr? Cause) : Stmt;

public sealed record ExceptClause(Expr? Type, string? Name, IReadOnlyList<Stmt> Body, int Line, bool IsGroup);

public sealed record TryStmt(IReadOnlyList<Stmt> Body, IReadOnlyList<ExceptClause> Handlers, IReadOnlyList<Stmt> Else,
    IReadOnlyList<Stmt> Finally) : Stmt;

public sealed record WithStmt(IReadOnlyList<(Expr Value, Expr? Target)> Items, IReadOnlyList<Stmt> Body, bool IsAsync) : Stmt;

public sealed record ImportName(string Name, string? As);

public sealed record ImportStmt(IReadOnlyList<ImportName> Names) : Stmt;

/// <summary><c>from module import names</c>; Level counts the dots in front.</summary>
public sealed record ImportFromStmt(string Module, int Level, IReadOnlyList<ImportName> Names) : Stmt;

/// <summary>global or nonlocal.</summary>
public sealed record ScopeStmt(bool IsGlobal, IReadOnlyList<string> Names) : Stmt;

/// <summary>pass, break or continue.</summary>
public sealed record WordStmt(string Word) : Stmt;

public sealed record DeleteStmt(IReadOnlyList<Expr> Targets) : Stmt;

public sealed record AssertStmt(Expr Condition, Expr? Message) : Stmt;

public sealed record MatchCase(Pattern Pattern, Expr? Guard, IReadOnlyList<Stmt> Body, int Line);

public sealed record MatchStmt(Expr Subject, IReadOnlyList<MatchCase> Cases) : Stmt;

/// <summary><c>type Name = value</c> (Python 3.12).</summary>
public sealed record TypeAliasStmt(string Name, Expr Value) : Stmt;

/// <summary>A pattern of a case.</summary>
public abstract record Pattern : Node;

public sealed record ValuePattern(Expr Value) : Pattern;

/// <summary>A name that takes what comes; null is the wildcard.</summary>
public sealed record CapturePattern(string? Name) : Pattern;

public sealed record StarPattern(string? Name) : Pattern;

public sealed record SequencePattern(IReadOnlyList<Pattern> Items) : Pattern;

public sealed record MappingPattern(IReadOnlyList<(Expr Key, Pattern Value)> Items, string? Rest) : Pattern;

public sealed record ClassPattern(Expr Class, IReadOnlyList<Pattern> Positional, IReadOnlyList<(string Name, Pattern Value)> Keywords)
    : Pattern;

public sealed record OrPattern(IReadOnlyList<Pattern> Choices) : Pattern;

public sealed record AsPattern(Pattern Inner, string Name) : Pattern;
