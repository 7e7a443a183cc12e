using System.Text.RegularExpressions;
using KerasDigits.Backend;

namespace KerasDigits.Optimizers.Experimental;

/// <summary>
/// Steps with orthogonal matrices: the momentum of each two-dimensional kernel is made orthogonal by Newton and Schulz's iteration; other
/// weights, embeddings and excluded layers follow Adam (Jordan et al. 2024, Liu et al. 2025).
/// </summary>
/// <remarks>Keras 3.10 to 3.12 had another formula: steps grow with sqrt(rows / columns), one weight decay, three axes too. Their files,
/// whose settings lack `rms_rate`, go on by it. Source: keras 3.15 and 3.12, optimizers/muon.py.</remarks>
[KerasExport("keras.optimizers.Muon", "keras.optimizers.experimental.Muon")]
public sealed class Muon : ModernOptimizer
{
    private const string Velocity = "velocity";
    private bool _first;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learning_rate">Learning rate, a number or a schedule; null: 0.001.</param>
    /// <param name="adam_beta_1">Fraction of the mean gradient kept in each step, from 0 to below 1, for Adam's weights.</param>
    /// <param name="adam_beta_2">Fraction of the mean square kept in each step, from 0 to below 1, for Adam's weights.</param>
    /// <param name="adam_weight_decay">Weight decay of the weights that follow Adam, times the learning rate; null: none.</param>
    /// <param name="epsilon">Keeps Adam's divisor above 0.</param>
    /// <param name="weight_decay">The same part of the other weights; null: none.</param>
    /// <param name="exclude_layers">Regular expressions: weights whose path has a match follow Adam; null: none.</param>
    /// <param name="exclude_embeddings">Whether weights with "embedding" in their path follow Adam.</param>
    /// <param name="muon_a">First coefficient of the iteration.</param>
    /// <param name="muon_b">Second coefficient of the iteration's polynomial.</param>
    /// <param name="muon_c">Third coefficient of the iteration's polynomial.</param>
    /// <param name="adam_lr_ratio">Adam's rate as a part of the rate.</param>
    /// <param name="momentum">Fraction of the momentum kept in each step.</param>
    /// <param name="ns_steps">Newton-Schulz iterations in each step.</param>
    /// <param name="nesterov">Whether the step looks ahead.</param>
    /// <param name="rms_rate">Size of a step's values in matrices of any shape; null: as the iteration leaves them.</param>
    public Muon(LearningRate? learning_rate = null, double adam_beta_1 = 0.9, double adam_beta_2 = 0.999, double? adam_weight_decay = 0.004,
        double epsilon = 1e-7, double? weight_decay = 0.004, string[]? exclude_layers = null, bool exclude_embeddings = true,
        double muon_a = 3.4445, double muon_b = -4.7750, double muon_c = 2.0315, double adam_lr_ratio = 1, double momentum = 0.95,
        int ns_steps = 5, bool nesterov = true, double? rms_rate = 0.2)
    {
        this.learning_rate = learning_rate ?? 0.001;
        this.weight_decay = weight_decay;
        (this.adam_beta_1, this.adam_beta_2, this.adam_weight_decay, this.epsilon) = (adam_beta_1, adam_beta_2, adam_weight_decay, epsilon);
        (this.exclude_layers, this.exclude_embeddings, this.muon_a, this.muon_b, this.muon_c) = (exclude_layers ?? [], exclude_embeddings,
            muon_a, muon_b, muon_c);
        (this.adam_lr_ratio, this.momentum, this.ns_steps, this.nesterov, this.rms_rate) = (adam_lr_ratio, momentum, ns_steps,
            nesterov, rms_rate);
    }

    /// <summary>Fraction of the mean gradient kept in each step.</summary>
    public double adam_beta_1 { get; }

    /// <summary>Fraction of the mean square kept in each step.</summary>
    public double adam_beta_2 { get; }

    /// <summary>Weight decay of the weights that follow Adam, times the learning rate.</summary>
    public double? adam_weight_decay { get; }

    /// <summary>Keeps Adam's divisor above 0.</summary>
    public double epsilon { get; }

    /// <summary>Regular expressions of paths that follow Adam.</summary>
    public string[] exclude_layers { get; }

    /// <summary>Whether embeddings follow Adam.</summary>
    public bool exclude_embeddings { get; }

    /// <summary>First coefficient of the iteration.</summary>
    public double muon_a { get; }

    /// <summary>Second coefficient.</summary>
    public double muon_b { get; }

    /// <summary>Third coefficient.</summary>
    public double muon_c { get; }

    /// <summary>Adam's rate as a part of the rate.</summary>
    public double adam_lr_ratio { get; }

    /// <summary>Fraction of the momentum kept in each step.</summary>
    public double momentum { get; }

    /// <summary>Iterations.</summary>
    public int ns_steps { get; }

    /// <summary>Whether the step looks ahead.</summary>
    public bool nesterov { get; }

    /// <summary>Size of a step's values.</summary>
    public double? rms_rate { get; }

    /// <summary>Makes it follow Keras 3.10's to 3.12's formula, as their files ask by lacking `rms_rate`.</summary>
    internal void FollowFirstFormula() => _first = true;

    /// <inheritdoc/>
    public override Config get_config()
    {
        Config config = base.get_config();
        if (!_first) { return config; }
        _ = config.Remove(nameof(rms_rate));
        _ = config.Remove(nameof(adam_weight_decay));
        return config;
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> RuleSlots => ["momentum", Velocity];

    /// <inheritdoc/>
    protected internal override bool WorksByElement => false;

    /// <inheritdoc/>
    internal override bool Needs(string slot, Variable weight) => slot != Velocity || FollowsAdam(weight);

    /// <summary>A weight that needs no velocity has an empty one, by which <see cref="ApplyRule"/> knows it.</summary>
    internal override Shape GetSlotShape(string slot, Variable weight) => Needs(slot, weight) ? weight.shape : new Shape(0);

    private bool FollowsAdam(Variable weight)
    {
        int axes = weight.shape.Rank;
        string path = weight.name.Split(':')[0];
        return (_first ? axes is not (2 or 3) : axes != 2)
            || (exclude_embeddings && path.Contains("embedding", StringComparison.OrdinalIgnoreCase))
            || exclude_layers.Any(e => Regex.IsMatch(path, e));
    }

    private protected override double? FindDecay(Tensor parameter, Tensor[] slots) =>
        !_first && IsAdams(parameter, slots) ? adam_weight_decay : weight_decay;

    private static bool IsAdams(Tensor parameter, Tensor[] slots) => slots[1].numel() == parameter.numel();

    /// <inheritdoc/>
    protected override void ApplyRule(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step)
    {
        Tensor mean = slots[0];
        if (IsAdams(parameter, slots))
        {
            mean.mul_(adam_beta_1).add_(gradient, alpha: 1 - adam_beta_1);
            slots[1].mul_(adam_beta_2).addcmul_(gradient, gradient, 1 - adam_beta_2);
            parameter.addcdiv_(mean, slots[1].sqrt().add_(epsilon),
                -rate * adam_lr_ratio * Math.Sqrt(1 - Math.Pow(adam_beta_2, step)) / (1 - Math.Pow(adam_beta_1, step)));
            return;
        }
        mean.mul_(momentum).add_(gradient);
        Tensor update = Orthogonalize(nesterov ? gradient + (mean * momentum) : mean);
        long rows = parameter.shape[0], columns = parameter.shape[1];
        double factor = _first ? Math.Sqrt(Math.Max(1, (double)rows / columns)) : rms_rate is { } size
            ? Math.Sqrt(Math.Max(rows, columns)) * size : 1;
        parameter.add_(update, alpha: -rate * factor);
    }

    private Tensor Orthogonalize(Tensor x)
    {
        bool tall = x.shape[^2] > x.shape[^1];
        if (tall) { x = x.transpose(-2, -1); }
        x = x / (x.square().sum([-2, -1], keepdim: true).sqrt_() + 1e-7);
        for (int i = 0; i < ns_steps; i++)
        {
            Tensor squares = x.matmul(x.transpose(-2, -1));
            x = (x * muon_a) + ((squares * muon_b) + (squares * muon_c).matmul(squares)).matmul(x);
        }
        return tall ? x.transpose(-2, -1) : x;
    }
}
