namespace KerasDigits.Port.Translating;

/// <content>Methods of the program's classes that stand in for one of a class above.</content>
public sealed partial class Translator
{
    // C# asks one type of a method and of what stands in for it: what both take and give is learnt of both. A method of a class above that
    // only raises gives what those below it give.
    private void Agree(ClassInfo owner, FunctionInfo f)
    {
        if (owner.Parent?.FindMethod(f.Name) is not { } above || above == f || !IsOverride(owner, f)) { return; }
        if (f.IsGenerator != above.IsGenerator)
        {
            // A class above that gives nothing of its own gives what is gone through.
            FunctionInfo plain = f.IsGenerator ? above : f;
            if (Inside.Walk(plain.Syntax.Body).Any(s => s is ReturnStmt { Value: not null })) { return; }
            (plain.IsGenerator, _hasChanged) = (true, true);
        }
        for (int i = 1; i < f.Types.Count; i++) { f.Types[i] = above.Types[i] = Learn(Learn(above.Types[i], f.Types[i]), f.Types[i]); }
        f.Returns = above.Returns = Learn(Learn(above.Returns, f.Returns), f.Returns);
        if (f.GivesNull != above.GivesNull) { (f.GivesNull, above.GivesNull, _hasChanged) = (true, true, true); }
    }

    // Whether the method takes the place of one above: it takes as much. One that must be given more, or less, is another one to C#, and no
    // call that Python allows reaches both.
    private static bool IsOverride(ClassInfo owner, FunctionInfo f)
    {
        if (owner.Parent?.FindMethod(f.Name) is not { } above || above == f) { return false; }
        int own = f.Syntax.Parameters.Count, other = above.Syntax.Parameters.Count;
        int least = f.Syntax.Parameters.Count(p => p.Default is null), leastAbove = above.Syntax.Parameters.Count(p => p.Default is null);
        return own == other || !(least > other || leastAbove > own);
    }

    private bool IsOverridden(ClassInfo owner, FunctionInfo f) => _classes.Values.Any(k => IsBelow(k, owner)
        && k.Methods.TryGetValue(f.Name, out FunctionInfo? below) && IsOverride(k, below));

    // What a method or property is to those of the same name above and below it.
    private string WriteModifier(ClassInfo owner, FunctionInfo f) =>
        IsOverride(owner, f) ? "override " : IsOverridden(owner, f) ? "virtual " : "";
}
