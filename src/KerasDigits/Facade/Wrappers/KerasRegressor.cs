using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Facade;

/// <summary>A regression for scikit-learn's searches and splits, built by a function of a compiled model.</summary>
/// <remarks>Source: tf.keras 2.3.1, wrappers/scikit_learn.py.</remarks>
public sealed class KerasRegressor : BaseWrapper
{
    /// <summary>A regression.</summary>
    /// <param name="build_fn">Makes a compiled model of its arguments.</param>
    /// <param name="sk_params">Arguments of build_fn, fit, predict and evaluate: <c>("epochs", 10)</c>.</param>
    /// <exception cref="ArgumentException">None of them has such an argument.</exception>
    public KerasRegressor(Delegate build_fn, params (string name, object? value)[] sk_params)
        : base(build_fn, sk_params)
    {
    }

    /// <inheritdoc/>
    public override BaseWrapper clone(params (string name, object? value)[] changed) => new KerasRegressor(build_fn, [.. With(changed)]);

    /// <inheritdoc/>
    public override History fit(NDArray x, NDArray y) => Train(x, y);

    /// <inheritdoc/>
    public override NDArray predict(NDArray x) => np.squeeze((NDArray)Fitted.predict(x, verbose: Verbose));

    /// <summary>The loss, below 0: more is better.</summary>
    /// <inheritdoc/>
    public override double score(NDArray x, NDArray y) => -Fitted.evaluate(x, y, verbose: Verbose)[0];
}
