namespace KerasDigits.Port.Translating;

/// <content>What functions give.</content>
public sealed partial class Translator
{
    private void WriteReturn(ReturnStmt r)
    {
        FunctionInfo? f = _scope.Function;
        if (f is null) { throw No("return", "return outside of a function"); }
        if (f.IsGenerator) { _out.WriteLine("yield break;"); return; }
        if (r.Value is null or Syntax.Constant { Text: "None" })
        {
            // Where it gives values elsewhere, None is one of them.
            bool isValue = f.Returns != PyType.Never && f.Returns != PyType.None && f.Name != "__init__";
            if (isValue && !f.GivesNull) { (f.GivesNull, _hasChanged) = (true, true); }
            string none = !isValue ? "" : f.Returns.IsValue || f.Returns == PyType.Unknown ? " null" : " null!";
            _out.WriteLine($"return{none};{TakeTrailingComment(r)}");
            return;
        }
        // What a training step says of itself: a number under each name.
        if (f.Returns is Clr { Type: var results } && results == typeof(Training.StepResults) && WriteResults(r.Value) is { } numbers)
        {
            _out.WriteLine($"return {numbers};{TakeTrailingComment(r)}");
            return;
        }
        // Sizes in a list are a shape.
        if (f.Returns is Clr { Type: var shape } && shape == typeof(Core.Shape) && r.Value is CallExpr { Function: NameExpr { Id: "tuple" },
                Arguments: [{ Value: var sizes }] } && _scope.Find("tuple") is null && TranslateSequence(sizes) is { Type: ListOf } listed)
        {
            _out.WriteLine($"return new Shape([.. {listed.Wrap(0)}.Select(n => (long?)n)]);{TakeTrailingComment(r)}");
            return;
        }
        // What calls itself gives what its other way gives.
        if (f.Returns == PyType.Never && r.Value is ConditionalExpr ways && (CountOwn(f, ways.Then) == 0) != (CountOwn(f, ways.Else) == 0))
        {
            Expr other = CountOwn(f, ways.Then) == 0 ? ways.Then : ways.Else;
            if (Translate(other) is { Type: { IsUnknown: false } told, Code: not "null" } && told != PyType.None)
            {
                f.Returns = Learn(f.Returns, told);
            }
        }
        _alone = r.Value;
        Ex x = Translate(r.Value).Kept;
        // Of a layer that takes several tensors, one that it gives stands in a list.
        if (f.Returns is Clr { Type.IsArray: true } many && x.Type is Clr one && many.Type.GetElementType() == one.Type)
        {
            _out.WriteLine($"return [{x.Code}];{TakeTrailingComment(r)}");
            return;
        }
        if (x.Type == PyType.Int && GrowsByItself(f, r.Value)) { x = x with { Type = PyType.Long }; }
        f.Returns = Learn(f.Returns, x.Type);
        if ((x.MayBeNull || x.Code == "null") && !f.GivesNull) { (f.GivesNull, _hasChanged) = (true, true); }
        _out.WriteLine(x.Type == PyType.None ? $"{x.Code};" : $"return {FitNull(x, f.Returns)};{TakeTrailingComment(r)}");
    }

    // A way to the end of a function that gives no value which C# has: it counts as a line that was left.
    private string LeaveEnd(FunctionInfo f)
    {
        var u = No("end without a value", $"`{f.Name}` may end without a value, which has no form in C#");
        int line = f.Syntax.EndLine;
        _left.Add(new Left(_module.FindLine(line), _lines[Math.Min(line, _lines.Length) - 1], u.Cause, u.Message));
        return Text.Quote($"{_module.DescribePlace(line)}: {u.Message}");
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
