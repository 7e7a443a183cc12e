namespace KerasDigits.Port.Translating;

/// <content><c>with</c>: what is closed at the end of a block.</content>
public sealed partial class Translator
{
    private void WriteWith(WithStmt w, int at = 0)
    {
        // `with a, b:` is b's block inside of a's.
        void WriteRest(bool braces)
        {
            if (at + 1 == w.Items.Count)
            {
                if (braces) { WriteInBraces(w.Body); }
                else { WriteBody(w.Body); }
                return;
            }
            if (braces) { _out.Open(); }
            WriteWith(w, at + 1);
            if (braces) { _out.Close(); }
        }
        var (value, target) = w.Items[at];
        string? place = null;
        Ex opened = TranslateHead(w.Line, w.Body, () => TranslateOpened(value),
            said => { place = said; return new Ex("", PyType.Unknown); });
        if (place is not null)
        {
            string[] names = [.. w.Items.Skip(at).SelectMany(i => i.Target is null ? [] : FindNames(i.Target))];
            _out.Open();
            if (names.Length == 0) { _out.WriteLine($"not_ported({place});"); }
            foreach (string name in names) { _out.WriteLine($"dynamic {Naming.Escape(name)} = not_ported({place});"); }
            WithNames([.. names.Select(n => (n, Naming.Escape(n), PyType.Unknown))], () => { WriteBody(w.Body); return 0; });
            _out.Close();
            return;
        }
        if (WithOwn(opened, target, () => WriteRest(braces: true))) { return; }
        if (opened is { Type: Clr { Type: var type } } x)
        {
            if (target is NameExpr { Id: var tape } && type == typeof(Backend.GradientTape))
            {
                // Gradients are asked for behind the block, and what it computes is used there: the tape stays open to the end of the block
                // around.
                int number = _versions[$"{_scopeId}/with/{tape}"] = _versions.GetValueOrDefault($"{_scopeId}/with/{tape}") + 1;
                string name = Naming.Escape(number == 1 ? tape : tape + number);
                _out.WriteLine($"using var {name} = {x.Code};");
                FindFunctionScope().Names[tape] = new Variable(tape) { CsName = name, Type = x.Type, IsDeclared = true };
                WriteRest(braces: false);
                return;
            }
            if (target is NameExpr n)
            {
                // What else has the name is another variable in C#.
                bool isTaken = Inside.Walk(_scope.Function?.Syntax.Body ?? _module.Body).Any(s => s is AssignStmt a
                    && a.Targets.SelectMany(FindNames).Contains(n.Id) || s is ForStmt f && FindNames(f.Target).Contains(n.Id));
                string held = isTaken ? n.Id + FindFreeNumber(n.Id, 2) : Naming.Escape(n.Id);
                _out.WriteLine($"using (var {held} = {x.Code})");
                WithNames([(n.Id, held, x.Type)], () => { WriteRest(braces: true); return 0; });
                return;
            }
            _out.WriteLine($"using ({x.Code})");
            WriteRest(braces: true);
            return;
        }
    }

    private Ex TranslateOpened(Expr value) => Translate(value) is { } x
        && (x.Type is Clr { Type: var type } && typeof(IDisposable).IsAssignableFrom(type)
        || x.Type is ClassType { IsObject: true, Class: var own } && own.FindMethod("__enter__") is not null)
        ? x : throw No("with", "`with` of this");
}
