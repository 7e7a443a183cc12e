using System.Runtime.CompilerServices;

namespace KerasDigits.Losses;

/// <summary>A function of (y_true, y_pred) as a loss.</summary>
/// <param name="fn">Gives one value per sample (or per sample and step).</param>
/// <param name="name">Name under which it is saved; the text of the argument by default.</param>
public sealed class LossFunction(Func<Tensor, Tensor, Tensor> fn, [CallerArgumentExpression(nameof(fn))] string name = "")
    : Loss("auto", Names.OfFunction(name))
{
    /// <summary>Keras's name of the function; null for a custom function.</summary>
    internal string? FunctionName { get; init; }

    /// <inheritdoc/>
    public override Tensor call(Tensor y_true, Tensor y_pred) => Explain(y_true, y_pred, fn);

    /// <inheritdoc/>
    public override Config get_config() => new() { ["reduction"] = reduction, ["name"] = this.name };
}
