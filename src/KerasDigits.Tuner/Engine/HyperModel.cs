using System.Diagnostics.CodeAnalysis;
using KerasDigits.Models;

namespace KerasDigits.Tuner;

/// <summary>A family of Keras models: <see cref="build"/> makes one of them from the hyperparameters it asks for.</summary>
/// <remarks>Source: KerasTuner 1.4.7, engine/hypermodel.py.</remarks>
public class HyperModel
{
    private readonly Func<HyperParameters, object>? _build;

    /// <summary>A plain function as a family: <c>new HyperModel(hp => …)</c>.</summary>
    /// <param name="build">From hyperparameters to a compiled model.</param>
    /// <param name="name">Name of the family; null: it has none.</param>
    /// <param name="tunable">False: what the function asks for is not added to the search space.</param>
    public HyperModel(Func<HyperParameters, object> build, string? name = null, bool tunable = true) : this(name, tunable) =>
        _build = build;

    /// <summary>Creates the family.</summary>
    /// <param name="name">Name of the family; null: it has none.</param>
    /// <param name="tunable">False: what build asks for is not added to the search space, and stays at its default unless the space was
    /// given in advance.</param>
    protected HyperModel(string? name = null, bool tunable = true) => (this.name, this.tunable) = (name, tunable);

    /// <summary>Its name.</summary>
    public string? name { get; }

    /// <summary>Whether what build asks for is added to the search space.</summary>
    public bool tunable { get; }

    /// <summary>Makes and compiles a model.</summary>
    /// <param name="hp">Gives the values: <c>hp.Int("units", 32, 512, step: 32)</c>.</param>
    /// <exception cref="NotSupportedException">A subclass did not override it.</exception>
    public virtual Model build(HyperParameters hp)
    {
        object? made = BuildAny(hp);
        return made as Model ?? throw NoModel(made);
    }

    /// <summary>Names hyperparameters before any model is built.</summary>
    /// <param name="hp">Gets the hyperparameters.</param>
    public virtual void declare_hyperparameters(HyperParameters hp) { }

    /// <summary>Trains a model; override to tune how.</summary>
    /// <param name="hp">Gives the values.</param>
    /// <param name="model">The model that build made.</param>
    /// <param name="args">What search was called with, and the callbacks that the tuner needs: hand them on by
    /// <c>args.fit(model)</c>.</param>
    /// <returns>The History, a number, or metrics by name.</returns>
    public virtual TrialResult? fit(HyperParameters hp, Model model, SearchArguments args) => args.fit(model);

    /// <summary>What build makes, whatever it is.</summary>
    internal virtual object? BuildAny(HyperParameters hp) => _build is { } function ? function(hp)
        : OverridesBuild ? build(hp)
        : throw new NotSupportedException($"The class {GetType().Name} must override build(hp), or be given a function.");

    /// <summary>The family as the function that a tuner takes; the tuner finds the family in it, with its fit and its name.</summary>
    [return: NotNullIfNotNull(nameof(family))]
    public static implicit operator Func<HyperParameters, object>?(HyperModel? family) => family is null ? null : family.BuildAny!;

    /// <summary>The family behind a function: the one it was made from, or a new one.</summary>
    internal static HyperModel? Of(Func<HyperParameters, object>? function) => function switch
    {
        null => null,
        { Target: HyperModel family, Method.Name: nameof(BuildAny) } => family,
        _ => new HyperModel(function),
    };

    private bool OverridesBuild => GetType().GetMethod(nameof(build), [typeof(HyperParameters)])!.DeclaringType != typeof(HyperModel);

    internal static FatalTypeError NoModel(object? made) => new(
        "Expected the model-building function, or HyperModel.build() to return a valid Keras Model instance. Received: "
        + $"{made ?? "None"} of type {made?.GetType().Name ?? "NoneType"}.");

    internal object? Build(HyperParameters hp) => BuildAny(tunable ? hp : hp.copy());
}
