namespace KerasDigits.Script;

/// <summary>Python's built-in functions that scripts use.</summary>
public static class Builtins
{
}
