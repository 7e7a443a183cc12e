namespace KerasDigits.Port.Syntax;

/// <summary>A part of a Python program with the place where it begins.</summary>
public abstract record Node
{
    /// <summary>Line, from 1.</summary>
    public int Line { get; set; }

    /// <summary>Column, from 0.</summary>
    public int Column { get; set; }

    /// <summary>The last line.</summary>
    public int EndLine { get; set; }
}

/// <summary>An expression.</summary>
public abstract record Expr : Node
{
    /// <summary>Whether it stood in parentheses.</summary>
    public bool InParentheses { get; set; }
}

public sealed record NameExpr(string Id) : Expr;

/// <summary>True, False, None or an ellipsis.</summary>
public sealed record Constant(string Text) : Expr;

public enum NumberKind { Int, Float, Imaginary }

public sealed record NumberExpr(string Text, NumberKind Kind) : Expr;

public sealed record StringExpr(string Value, bool IsBytes) : Expr;

/// <summary>An f-string: texts and fields in their order.</summary>
public sealed record FormatExpr(IReadOnlyList<FormatPart> Parts) : Expr;

/// <summary>A text, or a field with its conversion (r, s, a or none) and its format.</summary>
public sealed record FormatPart(string? Text, Expr? Value, char Conversion, FormatExpr? Format, string? Debug);

public sealed record TupleExpr(IReadOnlyList<Expr> Items) : Expr;

public sealed record ListExpr(IReadOnlyList<Expr> Items) : Expr;

public sealed record SetExpr(IReadOnlyList<Expr> Items) : Expr;

/// <summary>A dictionary; an entry without key is <c>**value</c>.</summary>
public sealed record DictExpr(IReadOnlyList<(Expr? Key, Expr Value)> Entries) : Expr;

/// <summary>An argument: positional, <c>name=value</c>, <c>*value</c> (Stars 1) or <c>**value</c> (Stars 2).</summary>
public sealed record Argument(string? Name, Expr Value, int Stars);

public sealed record CallExpr(Expr Function, IReadOnlyList<Argument> Arguments) : Expr;

public sealed record AttributeExpr(Expr Object, string Name) : Expr;

public sealed record SubscriptExpr(Expr Object, Expr Index) : Expr;

public sealed record SliceExpr(Expr? Lower, Expr? Upper, Expr? Step) : Expr;

/// <summary>+x, -x, ~x or not x.</summary>
public sealed record UnaryExpr(string Operator, Expr Operand) : Expr;

public sealed record BinaryExpr(string Operator, Expr Left, Expr Right) : Expr;

/// <summary>and, or.</summary>
public sealed record BooleanExpr(string Operator, Expr Left, Expr Right) : Expr;

public sealed record CompareExpr(Expr First, IReadOnlyList<(string Operator, Expr Right)> Rest) : Expr;

public sealed record ConditionalExpr(Expr Condition, Expr Then, Expr Else) : Expr;

public sealed record LambdaExpr(IReadOnlyList<Parameter> Parameters, Expr Body) : Expr;

public sealed record ForClause(Expr Target, Expr Source, IReadOnlyList<Expr> Conditions, bool IsAsync);

public enum ComprehensionKind { List, Set, Dict, Generator }

/// <summary>A comprehension; a dictionary's has a value beside its element.</summary>
public sealed record ComprehensionExpr(ComprehensionKind Kind, Expr Element, Expr? Value, IReadOnlyList<ForClause> Clauses) : Expr;

public sealed record YieldExpr(Expr? Value, bool IsFrom) : Expr;

public sealed record AwaitExpr(Expr Value) : Expr;

public sealed record StarredExpr(Expr Value) : Expr;

/// <summary><c>name := value</c>.</summary>
public sealed record NamedExpr(NameExpr Target, Expr Value) : Expr;

/// <summary>A value that is looked at when it is reached: the translator's own, no Python has it.</summary>
public sealed record HeldExpr(Expr Value) : Expr;

/// <summary>A parameter; Stars is 1 for *args and 2 for **kwargs.</summary>
public sealed record Parameter(string Name, Expr? Annotation, Expr? Default, int Stars, bool IsKeywordOnly);
