using KerasDigits.Port.Syntax;
using KerasDigits.Port.Types;

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
        if (w.Items[at] is ({ } value, var target) && Expression(value) is { Type: Clr { Type: var type } } x
            && typeof(IDisposable).IsAssignableFrom(type))
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
                _out.Line($"using (var {Naming.Safe(n.Id)} = {x.Code})");
                WithNames([(n.Id, Naming.Safe(n.Id), x.Type)], () => { Rest(braces: true); return 0; });
                return;
            }
            _out.Line($"using ({x.Code})");
            Rest(braces: true);
            return;
        }
        throw No("with", "`with` of this");
    }
}
