namespace KerasDigits.Port.Translating;

/// <summary>
/// What the lines of a function say of a parameter that no call fills: <c>x.split(",")</c> makes it a text, <c>range(n)</c> a number.
/// </summary>
internal sealed class Guesses(string name, Func<string, string?> module)
{
    private PyType _type = PyType.Never;

    private static readonly PyType s_array = new Clr(typeof(NumSharp.NDArray)), s_tensor = new Clr(typeof(TorchSharp.torch.Tensor)),
        s_model = new Clr(typeof(Models.Model)), s_dataset = new Clr(typeof(Data.Dataset)),
        s_history = new Clr(typeof(Training.History)), s_frame = new Clr(typeof(Notebook.DataFrame));

    private static readonly Dictionary<string, PyType> s_methods = new()
    {
        ["split"] = PyType.Str, ["strip"] = PyType.Str, ["lower"] = PyType.Str, ["upper"] = PyType.Str, ["startswith"] = PyType.Str,
        ["endswith"] = PyType.Str, ["splitlines"] = PyType.Str,
        ["reshape"] = s_array, ["astype"] = s_array, ["flatten"] = s_array, ["ravel"] = s_array, ["transpose"] = s_array,
        ["argmax"] = s_array,
        ["fit"] = s_model, ["predict"] = s_model, ["evaluate"] = s_model, ["compile"] = s_model, ["train_on_batch"] = s_model,
        ["summary"] = s_model, ["load_weights"] = s_model, ["get_layer"] = s_model,
        ["batch"] = s_dataset, ["prefetch"] = s_dataset, ["cache"] = s_dataset, ["as_numpy_iterator"] = s_dataset,
        ["iterrows"] = s_frame, ["head"] = s_frame, ["describe"] = s_frame, ["dropna"] = s_frame, ["fillna"] = s_frame,
    };

    // Keras gives these to what it calls, under these names in nearly every script.
    private static readonly Dictionary<string, PyType> s_names = new() { ["y_true"] = s_tensor, ["y_pred"] = s_tensor,
        ["epoch"] = PyType.Int, ["history"] = s_history, ["model"] = s_model, ["batch_size"] = PyType.Int, ["epochs"] = PyType.Int };

    /// <summary>The type, or <see cref="PyType.Never"/> where the lines say nothing.</summary>
    public static PyType Of(string parameter, IReadOnlyList<Stmt> body, Func<string, string?> module)
    {
        var guesses = new Guesses(parameter, module);
        foreach (Expr e in body.SelectMany(Inside.GetExpressions)) { guesses.Look(e); }
        return guesses._type != PyType.Never ? guesses._type : s_names.GetValueOrDefault(parameter, IsDataset(parameter) ? s_dataset
            : PyType.Never);
    }

    // train_ds, raw_val_ds, dataset: what TensorFlow's own texts call data sets.
    private static bool IsDataset(string name) => name is "ds" or "dataset" || name.EndsWith("_ds", StringComparison.Ordinal)
        || name.EndsWith("_dataset", StringComparison.Ordinal);

    private bool Is(Expr? e) => e is NameExpr n && n.Id == name;

    private void Say(PyType type) { if (_type == PyType.Never) { _type = type; } }

    private void Look(Expr e)
    {
        switch (e)
        {
            case CallExpr { Function: NameExpr { Id: "range" } } c when c.Arguments.Any(a => Is(a.Value)): Say(PyType.Int); break;
            case CallExpr { Function: NameExpr { Id: "open" } } c when c.Arguments.Count > 0 && Is(c.Arguments[0].Value): Say(PyType.Str);
                break;
            case CallExpr { Function: AttributeExpr { Object: var owner, Name: var method } } when Is(owner)
                && s_methods.TryGetValue(method, out PyType? type):
                Say(type);
                break;
            case CallExpr { Function: AttributeExpr { Object: NameExpr root } } c when c.Arguments.Count > 0 && Is(c.Arguments[0].Value):
                SayOf(module(root.Id));
                break;
            case CallExpr { Function: CallExpr } c when c.Arguments.Count > 0 && Is(c.Arguments[0].Value):
                Say(new Clr(typeof(Layers.KerasTensor)));
                break;
            case CompareExpr { Rest: [{ Operator: "==" or "!=" } only] } c when Is(c.First) && only.Right is StringExpr: Say(PyType.Str);
                break;
            case BinaryExpr { Operator: "+" } b when Is(b.Left) && b.Right is StringExpr || Is(b.Right) && b.Left is StringExpr:
                Say(PyType.Str);
                break;
            case BinaryExpr { Operator: "%", Left: StringExpr }: break;
            case SubscriptExpr s when Is(s.Object) && s.Index is TupleExpr { InParentheses: false }: Say(s_array); break;
            case SubscriptExpr { Object: AttributeExpr { Name: "history", Object: var h } } when Is(h): Say(s_history); break;
        }
        foreach (Expr child in Blocks.GetChildren(e)) { Look(child); }
        if (e is LambdaExpr l) { Look(l.Body); }
        if (e is ComprehensionExpr x)
        {
            Look(x.Element);
            if (x.Value is not null) { Look(x.Value); }
            foreach (ForClause f in x.Clauses) { Look(f.Source); foreach (Expr i in f.Conditions) { Look(i); } }
        }
    }

    private void SayOf(string? path)
    {
        if (path is "keras.backend" or "tf" or "tf.math") { Say(s_tensor); }
        else if (path == "np") { Say(s_array); }
        else if (path == "os.path") { Say(PyType.Str); }
    }
}
