using System.Reflection;
using KerasDigits.Losses;
using KerasDigits.Models;
using KerasDigits.Training;
using NumSharp;

namespace KerasDigits.Facade;

/// <summary>
/// What the wrappers for scikit-learn share: a function that builds a compiled model, its arguments, and those of fit, predict and
/// evaluate.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, wrappers/scikit_learn.py.</remarks>
public abstract class BaseWrapper
{
    /// <summary>The arguments of fit that a search may set, and the old name of one.</summary>
    private static readonly HashSet<string> s_known = [.. FitArguments.Names.Except(["x", "y"]), "nb_epoch"];

    private readonly Dictionary<string, object?> _parameters;

    private protected BaseWrapper(Delegate build_fn, IEnumerable<(string Name, object? Value)> sk_params)
    {
        ArgumentNullException.ThrowIfNull(build_fn);
        this.build_fn = build_fn;
        _parameters = sk_params.ToDictionary(p => p.Name, p => p.Value);
        CheckParameters();
    }

    /// <summary>Builds the model.</summary>
    public Delegate build_fn { get; }

    /// <summary>The model of the last fit; null before.</summary>
    public Model? model { get; private set; }

    /// <summary>The arguments.</summary>
    public Dictionary<string, object?> get_params() => new(_parameters) { ["build_fn"] = build_fn };

    /// <summary>Sets arguments.</summary>
    /// <param name="parameters">Their names and values.</param>
    /// <exception cref="ArgumentException">Neither build_fn nor fit, predict or evaluate has such an argument.</exception>
    public BaseWrapper set_params(params (string name, object? value)[] parameters)
    {
        foreach (var (name, value) in parameters) { _parameters[name] = value; }
        CheckParameters();
        return this;
    }

    /// <summary>One like it that has not been fitted, with these arguments changed.</summary>
    /// <param name="changed">Their names and values.</param>
    public abstract BaseWrapper clone(params (string name, object? value)[] changed);

    /// <summary>Builds a model and trains it.</summary>
    /// <param name="x">Inputs, shape (samples, …).</param>
    /// <param name="y">Targets, one row for each sample.</param>
    public abstract History fit(NDArray x, NDArray y);

    /// <summary>What the model says of inputs.</summary>
    /// <param name="x">Inputs, shape (samples, …).</param>
    public abstract NDArray predict(NDArray x);

    /// <summary>How good the model is; more is better.</summary>
    /// <param name="x">Inputs, shape (samples, …).</param>
    /// <param name="y">Targets, one row for each sample.</param>
    public abstract double score(NDArray x, NDArray y);

    private protected IEnumerable<(string, object?)> With((string Name, object? Value)[] changed) =>
        _parameters.Where(p => !changed.Any(c => c.Name == p.Key)).Select(p => (p.Key, p.Value)).Concat(changed);

    private protected History Train(NDArray x, NDArray y)
    {
        model = Build();
        return FitArguments.Read(_parameters.Append(new("x", x))
            .Append(new("y", IsCategorical && y.ndim != 2 ? keras.utils.to_categorical(y) : y))
            .Append(new("epochs", Get("epochs", Get("nb_epoch", 1)))), GetType().Name).Train(model);
    }

    private protected Model Fitted => model ?? throw new InvalidOperationException($"{GetType().Name} has no model yet: call fit first.");

    private protected bool IsCategorical => Fitted.CompileArguments?.loss?.Leaf is CategoricalCrossentropy;

    private protected int Verbose => Get("verbose", 0);

    private Model Build()
    {
        object?[] arguments = [.. build_fn.Method.GetParameters().Select(p => _parameters.TryGetValue(p.Name!, out object? given)
            ? Turn(given, p.ParameterType, p.Name!)
            : p.HasDefaultValue ? p.DefaultValue
            : throw new ArgumentException($"build_fn needs a value for {p.Name}: give it to {GetType().Name}.", nameof(build_fn)))];
        try { return (Model)build_fn.DynamicInvoke(arguments)!; }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private T Get<T>(string name, T otherwise) =>
        _parameters.TryGetValue(name, out object? value) ? (T)Turn(value, typeof(T), name)! : otherwise;

    private object? Turn(object? value, Type wanted, string name) => ImplicitConversion.Convert(value, wanted, name, GetType().Name);

    private void CheckParameters()
    {
        foreach (string name in _parameters.Keys)
        {
            string[] own = [.. build_fn.Method.GetParameters().Select(p => p.Name!)];
            if (!s_known.Contains(name) && !own.Contains(name))
            {
                throw new ArgumentException($"{name} is not a legal parameter. {UnknownName.SayNearest(name, s_known.Concat(own))}",
                    nameof(name));
            }
        }
    }
}
