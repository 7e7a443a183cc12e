using System.Reflection;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Initializers;
using KerasDigits.Regularizers;
using NumSharp;

namespace KerasDigits.Layers;

public abstract partial class Layer
{
    private static readonly ThreadSlot<string> s_scope = new("the name in front of the names of weights that are being made");
    private readonly List<Variable> _ownTrainable = [];
    private readonly List<Variable> _ownFixed = [];
    private int _unnamed;

    private protected IReadOnlyList<Variable> OwnTrainable => SelectOwn(_ownTrainable, trainable: true);

    private protected IReadOnlyList<Variable> OwnFixed => SelectOwn(_ownFixed, trainable: false);

    /// <summary>
    /// The variables that the fields of a user-defined class hold, as TensorFlow tracks them, and the weights that add_weight made.
    /// </summary>
    private IReadOnlyList<Variable> SelectOwn(List<Variable> made, bool trainable) => GetType().Assembly == typeof(Layer).Assembly ? made
        : [.. EnumerateHeldVariables().Where(v => v.trainable == trainable && !_ownTrainable.Contains(v) && !_ownFixed.Contains(v)),
        .. made];

    /// <summary>The layer's own weights that have a penalty.</summary>
    internal IEnumerable<Variable> Penalized => OwnTrainable.Concat(OwnFixed).Where(v => v.Regularizer is not null);

    /// <summary>Creates a weight.</summary>
    /// <param name="name">Short name, for example "kernel"; the full name becomes "dense/kernel:0". Null: "Variable", then "Variable_1"
    /// …</param>
    /// <param name="shape">Shape in Keras's layout; a scalar by default.</param>
    /// <param name="dtype">Keras dtype; null: the layer's variable dtype.</param>
    /// <param name="initializer">Start values; null: "glorot_uniform".</param>
    /// <param name="regularizer">Penalty on the weight that is added to the loss; null: none.</param>
    /// <param name="trainable">Whether the optimizer may change it.</param>
    /// <param name="constraint">Projection of the weight after each step; null: none.</param>
    /// <exception cref="ArgumentException">The shape has open axes.</exception>
    protected Variable add_weight(string? name = null, Shape shape = default, string? dtype = null, Initializer? initializer = null,
        Regularizer? regularizer = null, bool trainable = true, Constraint? constraint = null)
    {
        // Layers of ours make their weights in build alone; a class of the user's may in its constructor.
        _isBuiltByHand |= !_isBuilding && GetType().Assembly == typeof(Layer).Assembly;
        dtype ??= dtype_policy.variable_dtype;
        name ??= _unnamed++ == 0 ? "Variable" : $"Variable_{_unnamed - 1}";
        Guard.That(shape.IsFullyDefined, $"The weight `{name}` of layer {this.name} must have a known shape. Received: {shape}. Give the "
            + "layer an input whose last axis is known.");
        WeightLoading.Current?.Take(shape, $"{this.name}/{name}");
        initializer ??= DTypes.IsFloating(dtype) ? "glorot_uniform" : "zeros";
        Tensor start = WeightLoading.Current is { FromFile: true }
            ? Tensors.MakeEmpty(shape, dtype)
            : initializer.Call(shape, dtype).to(Device.Current);
        var variable = new Variable(start, $"{s_scope.Value ?? this.name}/{name}:0", trainable && DTypes.IsFloating(dtype))
        {
            Regularizer = regularizer is null ? null : regularizer.Call,
            Constraint = constraint is null ? null : constraint.Call,
        };
        (variable.trainable ? _ownTrainable : _ownFixed).Add(variable);
        return variable;
    }

    /// <summary>Creates a weight that is not trained.</summary>
    private protected Variable AddFixed(string name, Shape shape, string? dtype, Initializer initializer) =>
        add_weight(name, shape, dtype, initializer, trainable: false);

    /// <summary>Takes a weight away that the layer was made with.</summary>
    private protected void Drop(Variable variable) => _ = _ownTrainable.Remove(variable) || _ownFixed.Remove(variable);

    /// <summary>
    /// Layers inside this one, in order; found in its fields, and in the lists, dictionaries, tuples and records there, unless overridden.
    /// </summary>
    /// <exception cref="InvalidOperationException">A field makes layers again whenever it is read, or the layer holds itself, by way of the
    /// layers in it.</exception>
    public virtual IReadOnlyList<Layer> SubLayers
    {
        get
        {
            Layer[] inner = FindInner();
            RefuseCircle(inner);
            return inner;
        }
    }

    /// <summary>The same, where a class of the program's own says by itself what is inside, too.</summary>
    /// <exception cref="InvalidOperationException">The layer holds itself.</exception>
    internal IReadOnlyList<Layer> Inner
    {
        get
        {
            IReadOnlyList<Layer> inner = SubLayers;
            RefuseCircle(inner);
            return inner;
        }
    }

    /// <summary>The layers inside when it was last seen that they do not hold this one.</summary>
    private Layer[]? _free;

    private static readonly ThreadSlot<bool> s_looksForCircle = new("whether it is being looked whether a layer holds itself");

    private Layer[] FindInner() =>
        [.. GetFields(GetType()).SelectMany(f => Contained<Layer>.FindIn(f.GetValue(this), f.Name)).Distinct()];

    /// <summary>
    /// A circle would send whatever goes down through layers on until the process ends, where Python has a RecursionError. Layers of ours
    /// are in their containers before these can be in them, models that layers are added to apart, which ask by themselves.
    /// </summary>
    private void RefuseCircle(IReadOnlyList<Layer> inner)
    {
        if (GetType().Assembly == typeof(Layer).Assembly || s_looksForCircle.Value || (_free is { } free && inner.SequenceEqual(free)))
        {
            return;
        }
        s_looksForCircle.Value = true;
        try
        {
            if (IsIn(inner)) { throw HoldsItself(); }
        }
        finally { s_looksForCircle.Value = false; }
        _free = [.. inner];
    }

    /// <summary>Whether the layer is one of these or inside one.</summary>
    private protected bool IsIn(IEnumerable<Layer> layers)
    {
        var seen = new HashSet<Layer>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<Layer>(layers);
        while (waiting.TryPop(out Layer? layer))
        {
            if (layer == this) { return true; }
            if (!seen.Add(layer)) { continue; }
            foreach (Layer next in layer.SubLayers) { waiting.Push(next); }
        }
        return false;
    }

    private InvalidOperationException HoldsItself() => new($"The layer \"{name}\" ({GetType().Name}) holds itself, by way of the "
        + "layers in its fields and lists: layers must not hold each other in a circle, for the weights of such a one have no end. Keep "
        + "what only refers back, for example from a layer to the one around it, as a Func<Layer>: _outer = () => outer.");

    /// <summary>Weights the optimizer changes; none when the layer is frozen.</summary>
    public virtual IReadOnlyList<Variable> trainable_weights =>
        trainable ? [.. OwnTrainable.Concat(Inner.SelectMany(l => l.trainable_weights)).Distinct()] : [];

    /// <summary>The other weights, for example moving means; all of them when the layer is frozen.</summary>
    public virtual IReadOnlyList<Variable> non_trainable_weights => trainable
        ? [.. OwnFixed.Concat(Inner.SelectMany(l => l.non_trainable_weights)).Distinct()]
        : [.. OwnTrainable.Concat(OwnFixed).Concat(Inner.SelectMany(l => l.weights)).Distinct()];

    /// <summary>All weights: trainable ones first; models give them in the order of their layers.</summary>
    private protected virtual IReadOnlyList<Variable> GetAllWeights() => [.. trainable_weights.Concat(non_trainable_weights).Distinct()];

    /// <summary>A layer's weights as they are now.</summary>
    public sealed class WeightList : IReadOnlyList<Variable>
    {
        private readonly Layer _layer;

        internal WeightList(Layer layer) => _layer = layer;

        /// <inheritdoc/>
        public int Count => _layer.GetAllWeights().Count;

        /// <inheritdoc/>
        public Variable this[int index] => _layer.GetAllWeights()[index];

        /// <inheritdoc/>
        public IEnumerator<Variable> GetEnumerator() => _layer.GetAllWeights().GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Python's <c>layer.trainable_variables</c>.</summary>
    public IReadOnlyList<Variable> trainable_variables => trainable_weights;

    /// <summary>Number of numbers in all weights.</summary>
    /// <exception cref="InvalidOperationException">The weights do not exist yet.</exception>
    public virtual long count_params() => built || weights.Count > 0 ? weights.Sum(w => w.Size)
        : throw new InvalidOperationException($"You tried to call `count_params` on {name}, but the layer isn't built. You can build it "
            + $"manually via: `{name}.build(batch_input_shape)`.");

    /// <summary>About how many multiply-adds one sample costs: each weight once at every place of the input. Null: not known.</summary>
    internal virtual long? CountWork()
    {
        long own = OwnTrainable.Concat(OwnFixed).Sum(v => v.Size);
        long? work = own == 0 ? 0 : BuiltShapes?[0] is not { Rank: > 1 } shape ? null : own * CountPlaces(shape).ComputeProduct();
        return Inner.Aggregate(work, (sum, layer) => sum + layer.CountWork());
    }

    /// <summary>The axes of an input at whose places the weights are used.</summary>
    private protected virtual Shape CountPlaces(Shape input) => input.Rank == 2 ? default : input[1..^1];

    /// <summary>Copies of all weights' values, in the order of <see cref="weights"/>.</summary>
    /// <remarks>Beside a fit of another thread they are those after one of its steps.</remarks>
    public NDArray[] get_weights()
    {
        IReadOnlyList<Variable> mine = GetAllWeights();
        using var read = WeightGate.Read(WeightGate.Of(mine));
        return [.. mine.Select(w => w.numpy())];
    }

    /// <summary>Sets all weights.</summary>
    /// <param name="weights">Values in the order of get_weights(), with equal shapes.</param>
    /// <exception cref="ArgumentException">The number of arrays or a shape differs.</exception>
    /// <remarks>Beside a fit of another thread they are set between two of its steps; the gradient of the step under way, computed from
    /// the old ones, then changes the new ones.</remarks>
    public void set_weights(IReadOnlyList<NDArray> weights)
    {
        IReadOnlyList<Variable> mine = GetAllWeights();
        Guard.That(weights.Count == mine.Count,
            $"You called `set_weights(weights)` on layer \"{name}\" with a weight list of length {weights.Count}, but the layer was "
            + $"expecting {mine.Count} weights.", nameof(weights));
        for (int i = 0; i < mine.Count; i++)
        {
            Shape given = Shape.Of(weights[i].shape);
            Guard.That(mine[i].shape == given || (mine[i].shape.Rank == 0 && weights[i].size == 1),
                $"Layer weight shape {mine[i].shape} not compatible with provided weight shape {given} (weight {mine[i].name}).",
                nameof(weights));
        }
        using var write = WeightGate.Write(WeightGate.Of(mine));
        for (int i = 0; i < mine.Count; i++)
        {
            mine[i].assign(mine[i].shape.Rank == 0 ? weights[i].reshape(System.Array.Empty<int>()) : weights[i]);
        }
    }

    private static readonly Dictionary<Type, FieldInfo[]> s_fields = [];

    private static FieldInfo[] GetFields(Type type)
    {
        lock (s_fields)
        {
            if (s_fields.TryGetValue(type, out FieldInfo[]? known)) { return known; }
            var chain = new Stack<Type>();
            for (Type? t = type; t is not null && t != typeof(Layer); t = t.BaseType) { chain.Push(t); }
            return s_fields[type] =
                [.. chain.SelectMany(t =>
                    t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(f => typeof(Layer).IsAssignableFrom(f.FieldType) || typeof(IEnumerable<Layer>).IsAssignableFrom(f.FieldType)
                    || (f.DeclaringType!.Assembly != typeof(Layer).Assembly && Contained<Layer>.MayHold(f.FieldType)))];
        }
    }

    /// <summary>Weight names made until disposed start with this layer's name inside the outer layer's.</summary>
    private protected readonly struct NameScope : IDisposable
    {
        private readonly string? _outer;

        public NameScope(string? name)
        {
            _outer = s_scope.Value;
            if (name is null) { return; }
            s_scope.Value = name.Length == 0 ? null : _outer is null ? name : $"{_outer}/{name}";
        }

        public void Dispose() => s_scope.Value = _outer;
    }
}
