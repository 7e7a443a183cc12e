using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Facade;

/// <summary>A classifier for scikit-learn's searches and splits, built by a function of a compiled model.</summary>
/// <remarks>Source: tf.keras 2.3.1, wrappers/scikit_learn.py.</remarks>
public sealed class KerasClassifier : BaseWrapper
{
    private double[] _classes = [];
    private bool _areWhole;

    /// <summary>A classifier.</summary>
    /// <param name="build_fn">Makes a compiled model of its arguments.</param>
    /// <param name="sk_params">Arguments of build_fn, fit, predict and evaluate: <c>("epochs", 10)</c>.</param>
    /// <exception cref="ArgumentException">None of them has such an argument.</exception>
    public KerasClassifier(Delegate build_fn, params (string name, object? value)[] sk_params)
        : base(build_fn, sk_params)
    {
    }

    /// <summary>The classes that were met, in their order.</summary>
    public NDArray classes_ => MakeTyped(_classes);

    /// <summary>How many classes were met.</summary>
    public int n_classes_ => _classes.Length;

    /// <inheritdoc/>
    public override BaseWrapper clone(params (string name, object? value)[] changed) => new KerasClassifier(build_fn, [.. With(changed)]);

    /// <inheritdoc/>
    public override History fit(NDArray x, NDArray y)
    {
        if (y.ndim == 2 && y.shape[1] > 1)
        {
            (_classes, _areWhole) = ([.. Enumerable.Range(0, (int)y.shape[1]).Select(i => (double)i)], true);
            return Train(x, y);
        }
        double[] values = GetValues(y);
        (_classes, _areWhole) = ([.. values.Distinct().Order()], y.typecode is not (NPTypeCode.Single or NPTypeCode.Double));
        return Train(x, FindPlaces(values));
    }

    /// <inheritdoc/>
    public override NDArray predict(NDArray x)
    {
        NDArray chances = Fitted.predict(x, verbose: Verbose);
        double[] all = GetValues(chances);
        int outputs = chances.ndim > 1 ? (int)chances.shape[^1] : 1;
        return MakeTyped([.. Enumerable.Range(0, all.Length / outputs).Select(row => _classes[outputs == 1
            ? all[row] > 0.5 ? 1 : 0
            : Enumerable.Range(0, outputs).MaxBy(c => all[(row * outputs) + c])])]);
    }

    /// <summary>The classes' chances; of a model with one output, those of both classes.</summary>
    /// <param name="x">Inputs, shape (samples, …).</param>
    public NDArray predict_proba(NDArray x)
    {
        NDArray chances = Fitted.predict(x, verbose: Verbose);
        return chances.shape[^1] == 1 ? np.hstack([1 - chances, chances]) : chances;
    }

    /// <summary>The share of inputs whose class is right.</summary>
    /// <inheritdoc/>
    public override double score(NDArray x, NDArray y)
    {
        NDArray targets = y.ndim == 2 && y.shape[1] > 1 ? y : FindPlaces(GetValues(y));
        if (IsCategorical && targets.ndim != 2) { targets = keras.utils.to_categorical(targets, _classes.Length); }
        Evaluation outputs = Fitted.evaluate(x, targets, verbose: Verbose);
        int at = Fitted.metrics_names.ToList().FindIndex(n => n is "accuracy" or "acc");
        return at >= 0
            ? outputs[at]
            : throw new InvalidOperationException("The model is not configured to compute accuracy. You should pass "
                + "`metrics: [\"accuracy\"]` to the `model.compile()` method.");
    }

    // Classes keep the kind of number that they came as.
    private NDArray MakeTyped(double[] classes) => _areWhole ? np.array(classes.Select(c => (long)c).ToArray()) : np.array(classes);

    private NDArray FindPlaces(double[] values) => np.array([.. values.Select(v => Array.BinarySearch(_classes, v) is >= 0 and int at
        ? (long)at
        : throw new ArgumentException($"The class {v} was not among those of the fit.", nameof(values)))]);

    private static double[] GetValues(NDArray y) => y.astype(NPTypeCode.Double).flatten().ToArray<double>();
}
