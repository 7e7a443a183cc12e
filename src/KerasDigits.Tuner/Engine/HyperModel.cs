using KerasDigits.Models;

namespace KerasDigits.Tuner;

/// <summary>A family of Keras models: <see cref="build"/> makes one of them from the hyperparameters it asks for.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hypermodel.py.</remarks>
public abstract class HyperModel
{
    /// <summary>Makes the family.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tunable">False: what build asks for is not added to the search space, and stays at its default unless the space was given in advance.</param>
    protected HyperModel(string? name = null, bool tunable = true) => (this.name, this.tunable) = (name, tunable);

    /// <summary>Its name.</summary>
    public string? name { get; }

    /// <summary>Whether what build asks for is added to the search space.</summary>
    public bool tunable { get; }

    /// <summary>Makes and compiles a model.</summary>
    /// <param name="hp">Gives the values: <c>hp.Int("units", 32, 512, step: 32)</c>.</param>
    public abstract Model build(HyperParameters hp);

    /// <summary>Names hyperparameters before any model is built.</summary>
    public virtual void declare_hyperparameters(HyperParameters hp) { }

    /// <summary>Trains a model; override to tune how.</summary>
    /// <param name="hp">Gives the values.</param>
    /// <param name="model">The model that build made.</param>
    /// <param name="args">What search was called with, and the callbacks that the tuner needs: hand them on by <c>args.fit(model)</c>.</param>
    /// <returns>The History, a number, or metrics by name.</returns>
    public virtual TrialResult? fit(HyperParameters hp, Model model, SearchArguments args) => args.fit(model);

    /// <summary>What build makes, whatever it is.</summary>
    internal virtual object? BuildAny(HyperParameters hp) => build(hp);

    internal object? Build(HyperParameters hp) => BuildAny(tunable ? hp : hp.copy());

    /// <summary>Whether fit or declare_hyperparameters may ask for more than build does.</summary>
    internal bool AsksElsewhere => GetType().GetMethod(nameof(fit), [typeof(HyperParameters), typeof(Model), typeof(SearchArguments)])!.DeclaringType != typeof(HyperModel);
}

/// <summary>A build function as a family.</summary>
internal sealed class DefaultHyperModel(Func<HyperParameters, object> function) : HyperModel
{
    public override Model build(HyperParameters hp)
    {
        object? made = BuildAny(hp);
        return made as Model ?? throw NoModel(made);
    }

    internal override object? BuildAny(HyperParameters hp) => function(hp);

    internal static FatalTypeError NoModel(object? made) => new(
        $"Expected the model-building function, or HyperModel.build() to return a valid Keras Model instance. Received: {made ?? "None"} of type {made?.GetType().Name ?? "NoneType"}.");
}
