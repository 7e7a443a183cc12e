namespace KerasDigits.Port.Translating;

/// <content>The accuracy's name in logs, which was "acc" until Keras 2.2 whatever the program called it.</content>
public sealed partial class Translator
{
    private bool? _isRenamed;

    // Whether the program asks for "accuracy" and never for "acc": logs then have the longer name today.
    private bool IsRenamed => _isRenamed ??= FindMetricNames().ToHashSet() is var names && names.Contains("accuracy")
        && !names.Contains("acc");

    private IEnumerable<string> FindMetricNames() => _module.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk).OfType<CallExpr>()
        .SelectMany(c => c.Arguments).Where(a => a.Name == "metrics")
        .SelectMany(a => a.Value is ListExpr or TupleExpr ? GetItems(a.Value) : [a.Value])
        .OfType<StringExpr>().Select(s => s.Value);

    private string RenameMetric(string name) => name is "acc" or "val_acc" && IsRenamed ? name + "uracy" : name;

    // show(history, "acc"): a function that looks the name up in a history.
    private static bool AsksHistory(FunctionInfo f, string parameter) => f.Syntax.Body.SelectMany(Inside.GetExpressions).SelectMany(Walk)
        .Any(e => e is SubscriptExpr { Object: AttributeExpr { Name: "history" }, Index: NameExpr asked } && asked.Id == parameter);

    // EarlyStopping(monitor="val_acc"), ModelCheckpoint("best-{val_acc:.2f}.h5", "val_acc").
    private CallExpr WithOwnMetrics(string path, CallExpr c) => !path.StartsWith("keras.callbacks.", StringComparison.Ordinal) || !IsRenamed
        ? c
        : c with
        {
            Arguments = [.. c.Arguments.Select(a => a.Value is StringExpr { Value: var text } s
                ? a with { Value = new StringExpr(RenameMetric(text).Replace("acc:", "accuracy:", StringComparison.Ordinal), s.IsBytes) }
                : a)],
        };
}
