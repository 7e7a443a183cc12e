namespace KerasDigits.Port.Translating;

/// <content><c>with</c>: what is closed at the end of a block.</content>
public sealed partial class Translator
{
    private void WriteWith(WithStmt w, int at = 0)
    {
        // `with a, b:` is b's block inside of a's.
        void Rest(bool braces)
        {
            if (at + 1 == w.Items.Count)
            {
                if (braces) { Braces(w.Body); }
                else { Body(w.Body); }
                return;
            }
            if (braces) { _out.Open(); }
            WriteWith(w, at + 1);
            if (braces) { _out.Close(); }
        }
        var (value, target) = w.Items[at];
        string? place = null;
        Ex opened = Head(w.Line, w.Body, () => Opened(value), said => { place = said; return new Ex("", PyType.Unknown); });
        if (place is not null)
        {
            string[] names = [.. w.Items.Skip(at).SelectMany(i => i.Target is null ? [] : Names(i.Target))];
            _out.Open();
            if (names.Length == 0) { _out.Line($"not_ported({place});"); }
            foreach (string name in names) { _out.Line($"dynamic {Naming.Safe(name)} = not_ported({place});"); }
            WithNames([.. names.Select(n => (n, Naming.Safe(n), PyType.Unknown))], () => { Body(w.Body); return 0; });
            _out.Close();
            return;
        }
        if (WithOwn(opened, target, () => Rest(braces: true))) { return; }
        if (opened is { Type: Clr { Type: var type } } x)
        {
            if (target is NameExpr { Id: var tape } && type == typeof(Backend.GradientTape))
            {
                // Gradients are asked for behind the block, and what it computes is used there: the tape stays open to the end of the block
                // around.
                int number = _versions[$"{_scopeId}/with/{tape}"] = _versions.GetValueOrDefault($"{_scopeId}/with/{tape}") + 1;
                string name = Naming.Safe(number == 1 ? tape : tape + number);
                _out.Line($"using var {name} = {x.Code};");
                FunctionScope().Names[tape] = new Variable(tape) { CsName = name, Type = x.Type, IsDeclared = true };
                Rest(braces: false);
                return;
            }
            if (target is NameExpr n)
            {
                // What else has the name is another variable in C#.
                bool isTaken = Inside.All(_scope.Function?.Syntax.Body ?? _module.Body).Any(s => s is AssignStmt a
                    && a.Targets.SelectMany(Names).Contains(n.Id) || s is ForStmt f && Names(f.Target).Contains(n.Id));
                string held = isTaken ? n.Id + Free(n.Id, 2) : Naming.Safe(n.Id);
                _out.Line($"using (var {held} = {x.Code})");
                WithNames([(n.Id, held, x.Type)], () => { Rest(braces: true); return 0; });
                return;
            }
            _out.Line($"using ({x.Code})");
            Rest(braces: true);
            return;
        }
    }

    private Ex Opened(Expr value) => Expression(value) is { } x
        && (x.Type is Clr { Type: var type } && typeof(IDisposable).IsAssignableFrom(type)
        || x.Type is ClassType { IsObject: true, Class: var own } && own.Method("__enter__") is not null)
        ? x : throw No("with", "`with` of this");
}
