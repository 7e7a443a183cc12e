namespace KerasDigits.Port.Translating;

/// <content>What functions give.</content>
public sealed partial class Translator
{
    private void WriteReturn(ReturnStmt r)
    {
        FunctionInfo? f = _scope.Function;
        if (f is null) { throw No("return", "return outside of a function"); }
        if (f.IsGenerator) { _out.Line("yield break;"); return; }
        if (r.Value is null or Syntax.Constant { Text: "None" })
        {
            // Where it gives values elsewhere, None is one of them.
            bool isValue = f.Returns != PyType.Never && f.Returns != PyType.None && f.Name != "__init__";
            if (isValue && !f.GivesNull) { (f.GivesNull, _hasChanged) = (true, true); }
            string none = !isValue ? "" : f.Returns.IsValue || f.Returns == PyType.Unknown ? " null" : " null!";
            _out.Line($"return{none};{Trailing(r)}");
            return;
        }
        // What a training step says of itself: a number under each name.
        if (f.Returns is Clr { Type: var results } && results == typeof(Training.StepResults) && Results(r.Value) is { } numbers)
        {
            _out.Line($"return {numbers};{Trailing(r)}");
            return;
        }
        // Sizes in a list are a shape.
        if (f.Returns is Clr { Type: var shape } && shape == typeof(Core.Shape) && r.Value is CallExpr { Function: NameExpr { Id: "tuple" },
                Arguments: [{ Value: var sizes }] } && _scope.Find("tuple") is null && Sequence(sizes) is { Type: ListOf } listed)
        {
            _out.Line($"return new Shape([.. {listed.In(0)}.Select(n => (long?)n)]);{Trailing(r)}");
            return;
        }
        // What calls itself gives what its other way gives.
        if (f.Returns == PyType.Never && r.Value is ConditionalExpr ways && (CountOwn(f, ways.Then) == 0) != (CountOwn(f, ways.Else) == 0))
        {
            Expr other = CountOwn(f, ways.Then) == 0 ? ways.Then : ways.Else;
            if (Expression(other) is { Type: { IsUnknown: false } told, Code: not "null" } && told != PyType.None)
            {
                f.Returns = Learn(f.Returns, told);
            }
        }
        _alone = r.Value;
        Ex x = Expression(r.Value).Kept;
        // Of a layer that takes several tensors, one that it gives stands in a list.
        if (f.Returns is Clr { Type.IsArray: true } many && x.Type is Clr one && many.Type.GetElementType() == one.Type)
        {
            _out.Line($"return [{x.Code}];{Trailing(r)}");
            return;
        }
        if (x.Type == PyType.Int && GrowsByItself(f, r.Value)) { x = x with { Type = PyType.Long }; }
        f.Returns = Learn(f.Returns, x.Type);
        if ((x.MayBeNull || x.Code == "null") && !f.GivesNull) { (f.GivesNull, _hasChanged) = (true, true); }
        _out.Line(x.Type == PyType.None ? $"{x.Code};" : $"return {FitNull(x, f.Returns)};{Trailing(r)}");
    }

    // What a function makes of its own values, by factors or as a sum of several, soon needs more than 32 bits.
    private static bool GrowsByItself(FunctionInfo f, Expr value) => value switch
    {
        ConditionalExpr c => GrowsByItself(f, c.Then) || GrowsByItself(f, c.Else),
        BinaryExpr { Operator: "*" } b => CountOwn(f, b) > 0,
        BinaryExpr { Operator: "+" or "-" } b => CountOwn(f, b) > 1 || GrowsByItself(f, b.Left) || GrowsByItself(f, b.Right),
        _ => false,
    };

    private static int CountOwn(FunctionInfo f, Expr e) => (e is CallExpr { Function: NameExpr { Id: var called } }
        && (called == f.Name || f.Name == called + Unwrapping.Inner) ? 1 : 0) + Blocks.Children(e).Sum(i => CountOwn(f, i));

    // A way to the end of a function that gives no value which C# has: it counts as a line that was left.
    private string LeaveEnd(FunctionInfo f)
    {
        var u = No("end without a value", $"`{f.Name}` may end without a value, which has no form in C#");
        int line = f.Syntax.EndLine;
        _left.Add(new Left(_module.LineOf(line), _lines[Math.Min(line, _lines.Length) - 1], u.Cause, u.Message));
        return Text.Quote($"{_module.Place(line)}: {u.Message}");
    }

    // A function whose values nothing tells gives something all the same.
    private void SettleReturn(FunctionInfo f)
    {
        if (IsOpen && f.Returns == PyType.Never && !f.IsGenerator && GivesValues(f))
        {
            f.Returns = PyType.Unknown;
        }
    }
}
