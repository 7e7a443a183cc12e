using System.Reflection;

namespace KerasDigits.Port.Translating;

/// <content>Layers and other objects that are called.</content>
public sealed partial class Translator
{
    // LSTM(8, return_state=True): its output comes with its states, in a list.
    private bool GivesStates(Expr layer) => layer switch
    {
        CallExpr c => c.Arguments.Any(a => a is { Name: "return_state", Value: Syntax.Constant { Text: "True" } }),
        NameExpr or AttributeExpr => Inside.Walk(_module.Body).OfType<AssignStmt>()
            .Any(a => a.Value is CallExpr made && GivesStates(made) && a.Targets.Any(t => IsSame(t, layer))),
        _ => false,
    };

    private static bool IsSame(Expr a, Expr b) => (a, b) switch
    {
        (NameExpr x, NameExpr y) => x.Id == y.Id,
        (AttributeExpr x, AttributeExpr y) => x.Name == y.Name && IsSame(x.Object, y.Object),
        _ => false,
    };

    // decoder(target=x, source=y): the tensors of a layer's own call, in its order.
    private static CallExpr OrderTensors(ClassInfo layer, CallExpr c)
    {
        if (layer.FindMethod("call") is not { } call || c.Arguments.All(a => a.Name is null) || c.Arguments.Any(a => a.Stars > 0))
        {
            return c;
        }
        string[] names = [.. call.Syntax.Parameters.Skip(1).Where(p => p.Stars == 0 && p.Name is not ("training" or "mask")).Select(p =>
            p.Name)];
        Argument[] own = [.. c.Arguments.Where(a => a.Name is null || names.Contains(a.Name))];
        if (own.All(a => a.Name is null)) { return c; }
        Argument[] plain = [.. own.Where(a => a.Name is null)];
        var tensors = new List<Expr>(plain.Select(a => a.Value));
        foreach (string name in names.Skip(plain.Length))
        {
            if (own.FirstOrDefault(a => a.Name == name) is not { } given) { break; }
            tensors.Add(given.Value);
        }
        if (tensors.Count != own.Length) { return c; }
        Expr all = tensors.Count == 1 ? tensors[0] : new ListExpr(tensors);
        return c with { Arguments = [new Argument(null, all, 0), .. c.Arguments.Except(own)] };
    }

    /// <summary>Layer(…)(x): the call of an object.</summary>
    private Ex Apply(Ex owner, Type type, CallExpr c)
    {
        if (typeof(Layers.Layer).IsAssignableFrom(type) && GivesStates(c.Function))
        {
            return TranslateApiCall($"{owner.Wrap(0)}.ApplyAll", Api.FindMethods(type, "ApplyAll"), c);
        }
        IReadOnlyList<MethodInfo> methods = Api.FindMethods(type, "Apply");
        if (methods.Count == 0) { methods = Api.FindMethods(type, "call"); }
        if (methods.Count == 0) { methods = Api.FindMethods(type, "Call"); }
        if (methods.Count == 0) { methods = Api.FindMethods(type, "Invoke"); }
        if (methods.Count == 0) { throw No("call of an object", $"an object of {ClrNames.Write(type)} cannot be called"); }
        return TranslateApiCall($"{owner.Wrap(0)}.{methods[0].Name}", methods, c);
    }
}
