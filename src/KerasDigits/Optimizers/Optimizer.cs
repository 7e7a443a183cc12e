using System.Diagnostics.CodeAnalysis;
using KerasDigits.Backend;
using NumSharp;

namespace KerasDigits.Optimizers;

/// <summary>Base of all optimizers.</summary>
/// <remarks>An optimizer is a formula over (weight, gradient, slots). Where it works element by element, one call updates the flat buffer
/// of which all weights of a model are windows; else (<see cref="WorksByElement"/>) it is called weight by weight. Arguments are checked as
/// in Keras: lr, decay, clipnorm, clipvalue and global_clipnorm must not be negative, momentum must be 0 … 1; learning_rate, the betas and
/// epsilon are used as they are given. Source: tf.keras 2.3.1, optimizer_v2/optimizer_v2.py.</remarks>
public abstract class Optimizer : IKerasObject
{
    private readonly Dictionary<Variable, Variable[]> _slots = [];
    private readonly Dictionary<Variable, long> _since = [];
    private LearningRate _rate = 0.001;

    /// <summary>
    /// What <see cref="variables"/> gives. (A field: C# reserves the name get_weights for a property of this name, and Keras's method has
    /// it.)
    /// </summary>
    public readonly StateList weights;

    static Optimizer() => Native.EnsureLoaded();

    /// <summary>Creates an optimizer.</summary>
    protected Optimizer() => weights = new StateList(this);

    /// <summary>The rate: a number that may be set between steps, or a schedule.</summary>
    public virtual LearningRate learning_rate
    {
        get => _rate;
        set => _rate = value;
    }

    /// <summary>Old spelling of <see cref="learning_rate"/>; wins when both are given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    [KerasKeyword(order: 10)]
    [NotNull]
    public LearningRate? lr
    {
        get => learning_rate;
        set
        {
            if (value is { Schedule: null }) { _ = CheckNotNegative(value.Value, nameof(lr)); }
            learning_rate = value ?? learning_rate;
        }
    }

    /// <summary>Inverse-time decay of the rate: rate / (1 + decay · iterations). 0: none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    [KerasKeyword("0", order: 10)]
    public double decay
    {
        get;
        set => field = CheckDecay(value);
    }

    private protected virtual double CheckDecay(double value) => CheckNotNegative(value, nameof(decay))!.Value;

    /// <summary>Largest L2 norm of each gradient; null: not clipped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    [KerasKeyword]
    public double? clipnorm
    {
        get;
        set
        {
            CheckNorms(value, global_clipnorm);
            field = CheckNotNegative(value, nameof(clipnorm));
        }
    }

    /// <summary>Largest magnitude of each gradient value; null: not clipped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    [KerasKeyword]
    public double? clipvalue
    {
        get;
        set => field = CheckNotNegative(value, nameof(clipvalue));
    }

    /// <summary>Largest L2 norm of all gradients together; null: not clipped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    [KerasKeyword]
    public double? global_clipnorm
    {
        get;
        set
        {
            CheckNorms(clipnorm, value);
            field = CheckNotNegative(value, nameof(global_clipnorm));
        }
    }

    private protected virtual void CheckNorms(double? clipnorm, double? global_clipnorm) =>
        Guard.That(clipnorm is null || global_clipnorm is null,
        $"Cannot accept both `clipnorm` and `global_clipnorm`. Received: `clipnorm`={PythonNumber.FormatRepr(clipnorm ?? 0)}, "
        + $"`global_clipnorm`={PythonNumber.FormatRepr(global_clipnorm ?? 0)}.", nameof(global_clipnorm));

    /// <summary>Name under which the state is saved.</summary>
    [KerasKeyword(order: -1)]
    [NotNull]
    public virtual string? name
    {
        get => field ??= GetType().Name;
        set => field = value ?? field;
    }

    /// <summary>Steps taken.</summary>
    public virtual long iterations { get; set; }

    /// <summary>The optimizer whose formula and state take the step: this one, or the one that it wraps.</summary>
    internal virtual Optimizer Inner => this;

    /// <summary>How the loss is scaled for float16; null: not at all.</summary>
    internal virtual LossScaling? Scaling => null;

    /// <summary>Names of the per-weight state, in the order of Keras's files (for example "m", "v").</summary>
    protected internal abstract IReadOnlyList<string> SlotNames { get; }

    /// <summary>Order of the slots in Keras 3's files: group by group, and inside a group weight by weight.</summary>
    internal virtual IReadOnlyList<int[]> StoredGroups => [[.. Enumerable.Range(0, SlotNames.Count)]];

    /// <summary>
    /// Whether the formula treats each value by itself and all slots have their weight's shape. If not, it is called weight by weight.
    /// </summary>
    protected internal virtual bool WorksByElement => true;

    /// <summary>Shape of a slot of a weight.</summary>
    /// <param name="slot">Name of the slot.</param>
    /// <param name="weight">Shape of the weight.</param>
    protected internal virtual Shape GetSlotShape(string slot, Shape weight) => weight;

    /// <summary>Shape of a slot of a weight, for formulas that look at more of the weight than its shape.</summary>
    internal virtual Shape GetSlotShape(string slot, Variable weight) => GetSlotShape(slot, weight.shape);

    /// <summary>Whether a weight needs the slot; files leave out what none needs.</summary>
    internal virtual bool Needs(string slot, Variable weight) => true;

    /// <summary>The slots of weights in the order of later Keras's files, by name.</summary>
    internal IEnumerable<(string Slot, int Number, Variable Of)> EnumerateSlots(IEnumerable<Variable> weights) =>
        StoredGroups.SelectMany(group =>
        weights.SelectMany(w => group.Where(s => Needs(SlotNames[s], w)).Select(s => (SlotNames[s], s, w))));

    /// <summary>Batches seen; above <see cref="iterations"/> where gradients are gathered over several.</summary>
    internal virtual long Batches
    {
        get => iterations;
        set => iterations = value;
    }

    /// <summary>Batches whose mean gradient makes one step.</summary>
    internal virtual int BatchesPerStep => 1;

    /// <summary>
    /// Whether the formula's number of the step counts batches, not steps, as Keras 3.0 to 3.4 did; set for optimizers of their files.
    /// </summary>
    internal bool CountsBatches { get; set; }

    /// <summary>
    /// Whether the formula's number of the step is one more than the steps that the optimizer counts; set for those of files whose Keras
    /// read its count when it had counted.
    /// </summary>
    internal bool CountsAhead { get; set; }

    /// <summary>Takes a batch's gradient up; at the last batch of a step the gradient becomes the mean of all.</summary>
    internal virtual void Gather(Tensor gradient, Tensor[] slots, bool last) { }

    /// <summary>What a batch without a step does.</summary>
    internal virtual void Wait(Tensor parameter, Tensor[] slots, long step) { }

    /// <summary>Start value of a slot.</summary>
    /// <param name="slot">Name of the slot.</param>
    protected internal virtual double GetSlotStart(string slot) => 0;

    /// <summary>Changes <paramref name="parameter"/> and <paramref name="slots"/> in place. Runs without gradient recording.</summary>
    /// <param name="parameter">A weight, or many one after the other.</param>
    /// <param name="gradient">Gradient of the same shape; may be overwritten.</param>
    /// <param name="slots">State of the same shape, in the order of <see cref="SlotNames"/>.</param>
    /// <param name="rate">Learning rate of this step, decay included.</param>
    /// <param name="step">Number of this step, from 1.</param>
    protected internal abstract void Update(Tensor parameter, Tensor gradient, Tensor[] slots, double rate, long step);

    /// <summary>
    /// Whether <see cref="UpdateFused"/> takes the step of these settings. It is asked before anything is changed, so that no step is taken
    /// by half.
    /// </summary>
    internal virtual bool HasFusedStep => false;

    /// <summary>The same step in one pass over float32 values on the CPU, which also sets the gradients to 0.</summary>
    /// <param name="parameters">Weights, one after the other; a multiple of 16 values.</param>
    /// <param name="gradients">Gradients of the values, set to 0.</param>
    /// <param name="slots">State, in the order of <see cref="SlotNames"/>.</param>
    /// <param name="rate">Learning rate of this step, decay included.</param>
    /// <param name="step">Number of this step, from 1.</param>
    internal virtual void UpdateFused(Span<float> parameters, Span<float> gradients, SlotSpans slots, double rate, long step) =>
        throw new NotSupportedException();

    /// <summary>State as spans, by number.</summary>
    internal delegate Span<float> SlotSpans(int slot);

    /// <summary>
    /// Whether, of a weight in which rows are looked up, the rows that a batch does not use stay as they are, as in TensorFlow's sparse
    /// kernels; false: the formula comes to the same.
    /// </summary>
    internal virtual bool LeavesUnusedRows => false;

    /// <summary>The state that follows the formula in unused rows too.</summary>
    internal virtual IReadOnlyList<string> SlotsOfAllRows => [];

    /// <summary>
    /// Keeps the rows of a weight that its batch does not use, known by their gradients of 0; the action puts them back after the step.
    /// Null: there is nothing to keep.
    /// </summary>
    internal Action? KeepUnusedRows(Variable weight, Tensor gradient, Tensor[] slots)
    {
        if (!LeavesUnusedRows || !weight.IsLookedUp) { return null; }
        Tensor unused = gradient.eq(0).all(1, keepdim: true);
        Tensor[] kept = [weight.Memory.detach(), .. slots.Where((_, i) => !SlotsOfAllRows.Contains(SlotNames[i]))],
            before = Array.ConvertAll(kept, t => t.clone());
        return () =>
        {
            for (int i = 0; i < kept.Length; i++) { kept[i].copy_(before[i].where(unused, kept[i])); }
        };
    }

    /// <summary>Called once per step before any <see cref="Update"/>, for scalars that change with the step.</summary>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="rate">The learning rate of this step.</param>
    protected internal virtual void BeginStep(long step, double rate) { }

    /// <summary>Called when a run of fit ends, for weights that then take other values.</summary>
    /// <param name="parameter">The weight's values, changed in place.</param>
    /// <param name="slots">The optimizer's state of this weight.</param>
    protected internal virtual void EndTraining(Tensor parameter, Tensor[] slots) { }

    /// <summary>The rate of the next step.</summary>
    public double ComputeCurrentRate()
    {
        double rate = _rate.At(Batches);
        return Decays ? rate / (1.0 + (decay * iterations)) : rate;
    }

    /// <summary>Whether the rate falls by <see cref="decay"/>.</summary>
    internal bool Decays => decay > 0 && DecaysRate;

    /// <summary>Whether <see cref="decay"/> is one of the rate.</summary>
    private protected virtual bool DecaysRate => true;

    /// <summary>
    /// Takes one step. In TF 2.3.1 gradients are clipped only by fit and its relatives, here as they are given; in 2.15 here too.
    /// </summary>
    /// <param name="grads_and_vars">Gradients with their weights; null gradients are skipped.</param>
    /// <exception cref="ArgumentException">No weight has a gradient.</exception>
    public virtual void apply_gradients(IEnumerable<(Tensor? gradient, Variable variable)> grads_and_vars)
    {
        (Tensor? gradient, Variable variable)[] given = [.. grads_and_vars];
        if (given.Length == 0) { return; }
        (Tensor gradient, Variable variable)[] pairs = [.. given.Where(p => p.gradient is not null).Select(p => (p.gradient!, p.variable))];
        Guard.That(pairs.Length > 0, $"No gradients provided for any variable: {string.Join(", ", given.Select(p => p.variable.name))}.");
        CheckKnown(pairs.Select(p => p.variable));
        CheckConstraints(pairs.Select(p => p.variable));
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor[] gradients = [.. pairs.Select(p => p.gradient)];
        if (Replicas.Running is { } replicas) { gradients = replicas.SumGradients(gradients); }
        Tensor[] EnumerateState(int i) => FindState(pairs[i].variable);
        (long step, bool last) = CountStep();
        if (BatchesPerStep > 1)
        {
            gradients = Array.ConvertAll(gradients, g => g.clone());
            for (int i = 0; i < pairs.Length; i++) { Gather(gradients[i], EnumerateState(i), last); }
        }
        if (last)
        {
            ClippedGradient[] whole = Array.ConvertAll(gradients, g => new ClippedGradient(g));
            gradients = Array.ConvertAll(ClipsWhatIsApplied ? Clip(whole) : ClipTogether(whole), g => g.Dense);
        }
        double rate = ComputeCurrentRate();
        using var write = WeightGate.Write(WeightGate.Of(pairs.Select(p => p.variable)));
        if (last) { BeginStep(step, rate); }
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i].variable.PrepareWrite();
            Tensor weight = pairs[i].variable.Memory.detach();
            if (last)
            {
                Action? restore = KeepUnusedRows(pairs[i].variable, gradients[i], EnumerateState(i));
                Update(weight, gradients[i], EnumerateState(i), rate, step);
                restore?.Invoke();
            }
            else { Wait(weight, EnumerateState(i), step); }
            if (pairs[i].variable.Constraint is { } constraint) { pairs[i].variable.assign(constraint(pairs[i].variable.Memory.detach())); }
        }
        Batches++;
    }

    /// <summary>Computes the gradients of a loss and takes one step with them, clipped in both versions.</summary>
    /// <param name="loss">Computes the loss from the weights.</param>
    /// <param name="var_list">Weights to train.</param>
    /// <returns>Steps taken.</returns>
    /// <exception cref="ArgumentException">No weight has a gradient.</exception>
    public long minimize(Func<Tensor> loss, IReadOnlyList<Variable> var_list)
    {
        Tensor?[] gradients;
        using var scope = Scopes.Step();
        using (var tape = new GradientTape()) { gradients = tape.gradient(loss(), var_list); }
        if (!ClipsWhatIsApplied)
        {
            int[] there = [.. Enumerable.Range(0, gradients.Length).Where(i => gradients[i] is not null)];
            ClippedGradient[] clipped = Clip([.. there.Select(i => new ClippedGradient(gradients[i]!))]);
            for (int i = 0; i < there.Length; i++) { gradients[there[i]] = clipped[i].Dense; }
        }
        apply_gradients(gradients.Zip(var_list));
        return iterations;
    }

    /// <summary>Throws where the optimizer does not take weights beside those whose state it has.</summary>
    internal virtual void CheckKnown(IEnumerable<Variable> variables) { }

    /// <summary>Whether a constraint on a weight in which rows are looked up is refused, as Keras's optimizers before 2.11 do.</summary>
    private protected virtual bool RefusesSparseConstraints => true;

    /// <summary>Throws where a weight has a constraint that the optimizer cannot keep.</summary>
    /// <exception cref="InvalidOperationException">Rows are looked up in a weight with a constraint.</exception>
    internal void CheckConstraints(IEnumerable<Variable> variables)
    {
        if (RefusesSparseConstraints && variables.FirstOrDefault(v => v.IsLookedUp && v.Constraint is not null) is { } refused)
        {
            throw new InvalidOperationException($"Cannot use a constraint function on a sparse variable. Received: {refused.name}, of "
                + "which each batch changes the rows that it looks up. "
                + "Leave out the layer's embeddings_constraint, or compile with a later optimizer, for example "
                + $"keras.optimizers.experimental.{GetType().Name}().");
        }
    }

    /// <summary>Number, from 1, of the step to which the next batch belongs, and whether it is taken with that batch.</summary>
    internal (long Step, bool Last) CountStep() =>
        ((CountsBatches ? Batches : iterations) + (CountsAhead ? 2 : 1), (Batches + 1) % BatchesPerStep == 0);

    private static double? CheckNotNegative(double? value, string name) => value is null or >= 0 ? value
        : throw new ArgumentOutOfRangeException(name, $"Expected {name} >= 0, received: {PythonNumber.FormatRepr(value.Value)}.");

    /// <summary>Whether apply_gradients clips.</summary>
    private protected virtual bool ClipsWhatIsApplied => Compat.Is215;

    /// <summary>Clips gradients by the rules of Keras; returns new tensors where they changed.</summary>
    internal virtual ClippedGradient[] Clip(ClippedGradient[] gradients)
    {
        // TF 2.3.1 clips norms first, later versions values.
        if (!Compat.Is215) { gradients = ClipNorms(gradients); }
        gradients = ClipValues(gradients);
        if (Compat.Is215) { gradients = ClipNorms(gradients); }
        return ClipTogether(gradients);
    }

    private protected ClippedGradient[] ClipValues(ClippedGradient[] gradients) =>
        clipvalue is { } limit ? Array.ConvertAll(gradients, g => g.ClipTo(limit)) : gradients;

    private protected ClippedGradient[] ClipNorms(ClippedGradient[] gradients) =>
        clipnorm is { } norm ? Array.ConvertAll(gradients, g => g.WithNorm(norm)) : gradients;

    /// <summary>global_clipnorm, which 2.3.1 does not have, holds wherever gradients are applied.</summary>
    private protected ClippedGradient[] ClipTogether(ClippedGradient[] gradients)
    {
        if (global_clipnorm is not { } all) { return gradients; }
        Tensor factor = all / gradients.Select(g => g.Squares).Aggregate((a, b) => a + b).sqrt().clamp_min(all);
        return Array.ConvertAll(gradients, g => g.MultiplyBy(factor));
    }

    /// <summary>Whether any clipping is asked for.</summary>
    internal bool Clips => clipvalue is not null || clipnorm is not null || global_clipnorm is not null;

    /// <summary>The values of one weight's state, to be changed in place.</summary>
    internal Tensor[] FindState(Variable variable) => Array.ConvertAll(GetSlots(variable), s => s.Memory);

    /// <summary>The state of one weight, made on first use.</summary>
    internal Variable[] GetSlots(Variable variable)
    {
        if (_slots.TryGetValue(variable, out Variable[]? slots)) { return slots; }
        bool fromFile = WeightLoading.Current is { FromFile: true };
        slots = [
            .. SlotNames.Select(s => new Variable(fromFile
                ? Tensors.MakeEmpty(GetSlotShape(s, variable), variable.dtype)
                : Tensors.MakeFull(GetSlotShape(s, variable), GetSlotStart(s), variable.dtype),
            GetSlotName(s, variable.name.Split(':')[0]), trainable: false))];
        (_slots[variable], _since[variable]) = (slots, Batches);
        return slots;
    }

    /// <summary>The name of a weight's state.</summary>
    private protected virtual string GetSlotName(string slot, string variable) => $"{name}/{variable}/{slot}:0";

    /// <summary>The weights that have state, in the order in which they got it.</summary>
    internal IEnumerable<Variable> SlotOwners => _slots.Keys;

    /// <summary>All state after the step count. Keras's order: slot by slot over all weights.</summary>
    public virtual IReadOnlyList<Variable> ListSlotVariables() =>
        [.. Enumerable.Range(0, SlotNames.Count).SelectMany(i => _slots.Where(p => Needs(SlotNames[i], p.Key)).Select(p => p.Value[i]))];

    /// <summary>
    /// The step count, then the state of the weights; nothing before the first step. The count is a copy, the state is what the optimizer
    /// uses.
    /// </summary>
    public virtual IReadOnlyList<Variable> variables() => WithCount($"{name}/iter:0", EnumerateState());

    /// <summary>
    /// All state after the step count in the order in which Keras makes it: that of weights which join at a later step comes last.
    /// </summary>
    private protected virtual IReadOnlyList<Variable> EnumerateState() =>
        [.. _slots.Keys.GroupBy(v => _since[v]).OrderBy(g => g.Key).SelectMany(g => OrderWeights([.. g]))];

    /// <summary>The state of weights that got it together: slot by slot.</summary>
    private protected virtual IEnumerable<Variable> OrderWeights(Variable[] weights) =>
        Enumerable.Range(0, SlotNames.Count).SelectMany(i => weights.Where(w => Needs(SlotNames[i], w)).Select(w => _slots[w][i]));

    /// <summary>The step count and the state now.</summary>
    public sealed class StateList : IReadOnlyList<Variable>
    {
        private readonly Optimizer _optimizer;

        internal StateList(Optimizer optimizer) => _optimizer = optimizer;

        /// <inheritdoc/>
        public int Count => _optimizer.variables().Count;

        /// <inheritdoc/>
        public Variable this[int index] => _optimizer.variables()[index];

        /// <inheritdoc/>
        public IEnumerator<Variable> GetEnumerator() => _optimizer.variables().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>The step count as a variable of that name, and state after it.</summary>
    private protected IReadOnlyList<Variable> WithCount(string count, IReadOnlyList<Variable> state) =>
        Batches == 0 && state.Count == 0 ? [] : [new Variable(Tensors.MakeScalar(Batches, "int64"), count, trainable: false), .. state];

    /// <summary>Step count, then all slots, as Keras gives them.</summary>
    public virtual NDArray[] get_weights() => [np.array(Batches), .. EnumerateState().Select(v => v.numpy())];

    /// <summary>Sets what <see cref="get_weights"/> gave.</summary>
    /// <param name="weights">The arrays, in that order.</param>
    /// <exception cref="ArgumentException">The number of arrays or a shape differs.</exception>
    public virtual void set_weights(IReadOnlyList<NDArray> weights)
    {
        IReadOnlyList<Variable> slots = EnumerateState();
        Guard.That(weights.Count == slots.Count + 1,
            $"You called `set_weights(weights)` on optimizer {name} with a weight list of length {weights.Count}, but the optimizer was "
            + $"expecting {slots.Count + 1} weights.", nameof(weights));
        Batches = Convert.ToInt64(weights[0].GetAtIndex(0), System.Globalization.CultureInfo.InvariantCulture);
        for (int i = 0; i < slots.Count; i++) { slots[i].assign(weights[i + 1]); }
    }

    /// <inheritdoc/>
    public virtual Config get_config()
    {
        var config = new Config { ["name"] = name };
        foreach (var (key, value) in ConfigBinder.GetArguments(this)) { config[key] = value; }
        config["learning_rate"] = _rate.ToConfig();
        config["decay"] = decay;
        if (clipnorm is { } c) { config["clipnorm"] = c; }
        if (clipvalue is { } v) { config["clipvalue"] = v; }
        if (global_clipnorm is { } g) { config["global_clipnorm"] = g; }
        return config;
    }

    /// <summary>The optimizer of that name with its default arguments: "rmsprop", "RMSprop", "adam" …</summary>
    /// <param name="name">Class name or snake-case name.</param>
    /// <exception cref="ArgumentException">The name is unknown; the message lists the nearest known ones.</exception>
    public static Optimizer Get(string name) => Resolver.FindOwn<Optimizer>(name)
        ?? Resolver.FindExported<Optimizer>(name) ?? throw Resolver.Unknown<Optimizer>(name);

    /// <summary>The optimizer of that name.</summary>
    public static implicit operator Optimizer(string name) => Get(name);

    /// <summary>From a name or a serialized optimizer.</summary>
    /// <param name="value">A name, or a serialized object, as read from JSON.</param>
    public static Optimizer FromConfig(object? value) => Resolver.FromConfig(value, Get);
}
