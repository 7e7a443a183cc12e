using System.Diagnostics.CodeAnalysis;
using KerasDigits.Backend;
using KerasDigits.Ops;
using NumSharp;

namespace KerasDigits.Losses;

/// <summary>Base of all losses. Subclass it, or pass a function of (y_true, y_pred) to compile.</summary>
/// <param name="reduction">"auto" and "sum_over_batch_size": the mean over all values of <see cref="call"/>; "sum": their sum; "none":
/// the values themselves. Another word throws an ArgumentException.</param>
/// <param name="name">Name for logs; null: the class name in snake case.</param>
/// <exception cref="ArgumentException">reduction is none of the allowed words.</exception>
/// <remarks>Source: tf.keras 2.3.1, losses.py.</remarks>
public abstract class Loss(string reduction = "auto", string? name = null) : IKerasObject
{
    private string? _name = name;

    /// <summary>How the values per sample are reduced to one number.</summary>
    public string reduction { get; } = Guard.OneOf(reduction, ["auto", "none", "sum", "sum_over_batch_size"]);

    /// <summary>Name for logs.</summary>
    [NotNull] public string? name => _name ??= Names.ToSnakeCase(GetType().Name);

    /// <summary>Values per sample: the shape of y_pred without its last axis.</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    public abstract Tensor call(Tensor y_true, Tensor y_pred);

    /// <summary>Python's <c>loss(y_true, y_pred, sample_weight)</c>: the reduced loss.</summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">One factor per sample (or per value of call); null: all 1.</param>
    public virtual Tensor Apply(Tensor y_true, Tensor y_pred, Tensor? sample_weight = null)
    {
        // Keras does so for its own losses and for functions, not for classes of the program's own.
        if (GetType().Assembly == typeof(Loss).Assembly) { (y_true, y_pred) = LossOps.SameRank(y_true, y_pred); }
        return ReduceOrExplain(y_true, y_pred, sample_weight);
    }

    private Tensor ReduceOrExplain(Tensor y_true, Tensor y_pred, Tensor? sample_weight) => EngineErrors.Explain(
        (Loss: this, Tensors: (y_true, y_pred, sample_weight)),
        static s => LossOps.Reduce(s.Loss.call(s.Tensors.y_true, s.Tensors.y_pred), s.Tensors.sample_weight, s.Loss.reduction),
        static s => ComparisonErrors.DescribeFailure($"The loss {s.Loss.name}", s.Tensors));

    /// <summary>The values of a formula; where the engine cannot compute them, the loss says what it was given.</summary>
    private protected Tensor Explain(Tensor y_true, Tensor y_pred, Func<Tensor, Tensor, Tensor> formula) => EngineErrors.Explain(
        (Loss: this, y_true, y_pred, formula), static s => s.formula(s.y_true, s.y_pred),
        static s => ComparisonErrors.DescribeFailure($"The loss {s.Loss.name}", (s.y_true, s.y_pred, null)));

    /// <summary>
    /// Python's <c>loss(y_true, y_pred, sample_weight)</c> on arrays. As in Keras their axes meet by NumPy's rules: (n,) and (n, 1) make
    /// (n, n), where tensors are brought to one rank.
    /// </summary>
    /// <param name="y_true">Targets, of a shape that fits the predictions.</param>
    /// <param name="y_pred">Predictions, shape (batch, …).</param>
    /// <param name="sample_weight">One factor per value of call; null: all 1.</param>
    public NDArray Apply(NDArray y_true, NDArray y_pred, NDArray? sample_weight = null)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        return Arrays.ToArray(ReduceOrExplain(Arrays.ToTensor(y_true), Arrays.ToTensor(y_pred),
            sample_weight is null ? null : Arrays.ToTensor(sample_weight)));
    }

    /// <summary>The loss of that name: a class name or a function name such as "mse".</summary>
    /// <param name="name">Class name or snake-case name.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Loss Get(string name) =>
        Resolver.FindOwn<Loss>(name, own => own is Func<Tensor, Tensor, Tensor> function ? new LossFunction(function, name) : null)
        ?? Resolver.FindExported<Loss>(name) ?? OfFunction(LossNames.Spell<Loss>("keras.losses", name))
        ?? throw Resolver.Unknown<Loss>(name);

    private static LossFunction? OfFunction(string name) =>
        LossNames.FindFunction("keras.losses", name) is { } exported ? new(exported, name) { FunctionName = name } : null;

    /// <inheritdoc/>
    public virtual Config get_config() => ConfigBinder.GetArguments(this);
}
