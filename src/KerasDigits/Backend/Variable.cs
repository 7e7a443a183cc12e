using NumSharp;
using TorchSharp;

namespace KerasDigits.Backend;

/// <summary>A weight of a layer, a slot of an optimizer or the state of a metric: the only holder of tensors that outlive a step.</summary>
public sealed partial class Variable
{
    private static readonly ProcessSlot<long> s_changes = new("how often weights have changed", 0);
    private readonly Lock _turn = new();
    private Tensor _value;

    /// <summary>Creates a variable that owns <paramref name="value"/>.</summary>
    /// <param name="value">Start value; becomes the variable's own.</param>
    /// <param name="name">Keras's name with its scope, for example "dense/kernel:0".</param>
    /// <param name="trainable">Whether gradients are wanted for it.</param>
    public Variable(Tensor value, string name = "Variable:0", bool trainable = true)
    {
        _value = value.detach().DetachFromDisposeScope();
        if (!ReferenceEquals(value, _value)) { value.Dispose(); }
        this.name = name;
        this.trainable = trainable;
    }

    /// <summary>Keras's name, for example "dense/kernel:0".</summary>
    public string name { get; internal set; }

    /// <summary>Whether the variable was made to be trained; a frozen layer overrules it.</summary>
    public bool trainable { get; }

    /// <summary>The penalty that the layer's author asked for; adds to the model's losses.</summary>
    public Func<Tensor, Tensor>? Regularizer { get; init; }

    /// <summary>The projection applied after each optimizer step.</summary>
    public Func<Tensor, Tensor>? Constraint { get; init; }

    /// <summary>Whether rows are looked up in it, so that TensorFlow's gradient of it is a sparse one (IndexedSlices).</summary>
    internal bool IsLookedUp => LookedUp?.Invoke() == true;

    /// <summary>Says so; null: no rows are looked up.</summary>
    internal Func<bool>? LookedUp { get; set; }

    /// <summary>What is looked up in the running step, where its optimizer clips gradients; null: not wanted.</summary>
    internal Lookups? Lookups { get; set; }

    /// <summary>The value as the engine's tensor. It belongs to the variable: do not dispose it.</summary>
    /// <remarks>It is the variable's own memory and changes when the variable is written; tf.identity copies it. Only what an open
    /// <see cref="GradientTape"/> has read stays as it was read until the tape has given its gradients.</remarks>
    public Tensor value
    {
        get
        {
            if (GradientTape.Recording) { NoteReading(); }
            return _value;
        }
    }

    /// <summary>
    /// Where the float32 values lie on the CPU, row by row; 0: they do not. The caller keeps <paramref name="holder"/> until it has read
    /// them.
    /// </summary>
    internal nint ReadAddress(out Tensor holder)
    {
        holder = _value;
        // Asking the engine takes longer than a small net's prediction. Values stay where they are as long as their tensor lives.
        if (_address is not { } known || !ReferenceEquals(known.Of, holder))
        {
            _address = known = new Place(holder, Tensors.GetFloatAddress(holder));
        }
        return known.Address;
    }

    private Place? _address;

    private sealed record Place(Tensor Of, nint Address);

    /// <summary>Says whether gradients flow to the value, from the next pass on.</summary>
    internal void Wants(bool gradient)
    {
        if (_value.requires_grad != gradient && _value.is_floating_point()) { _value.requires_grad_(gradient); }
    }

    /// <summary>Shape of the value.</summary>
    public Shape shape => Shape.Of(_value.shape);

    /// <summary>Whether a file may hold more or fewer columns: the value then takes the file's shape.</summary>
    internal bool TakesAnyLength { get; set; }

    /// <summary>Whether a stored array of that shape may be the value.</summary>
    internal bool Takes(IReadOnlyList<long> dims) => dims.SequenceEqual(_value.shape)
        || (TakesAnyLength && dims.Count == _value.dim() && dims.SkipLast(1).SequenceEqual(_value.shape[..^1]));

    /// <summary>Keras name of the value's dtype.</summary>
    public string dtype => DTypes.GetName(_value.dtype);

    /// <summary>Number of elements.</summary>
    public long Size => _value.numel();

    /// <summary>How often values were set from outside of training, over all variables.</summary>
    internal static long Changes => Interlocked.Read(ref s_changes.Value);

    /// <summary>Says that values were written into a variable's memory.</summary>
    internal static void MarkChanged() => Interlocked.Increment(ref s_changes.Value);

    /// <summary>Copies new values into the variable.</summary>
    /// <param name="value">Tensor of the variable's shape; cast to its dtype.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable assign(Tensor value)
    {
        CheckShape(value);
        using var scope = Scopes.Step();
        using var _ = torch.no_grad();
        using var write = WeightGate.Write(this);
        lock (_turn) { Put(value); }
        return this;
    }

    private void Put(Tensor value)
    {
        PrepareWrite();
        _value.detach().copy_(value);
        MarkChanged();
    }

    /// <summary>Copies new values into the variable.</summary>
    /// <param name="value">Array of the variable's shape; cast to its dtype.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Variable assign(NDArray value)
    {
        using Tensor tensor = Arrays.ToTensor(value);
        return assign(tensor);
    }

    /// <summary>Sets every element.</summary>
    /// <param name="value">Number that every element becomes.</param>
    /// <returns>The variable.</returns>
    public Variable assign(double value)
    {
        using var scope = Scopes.Step();
        return assign(torch.full_like(_value, value));
    }

    /// <summary>Adds to the values; a scalar or shorter shape is added everywhere.</summary>
    /// <param name="delta">Tensor that is broadcast to the variable's shape.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public Variable assign_add(Tensor delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        return Change(v => v + delta);
    }

    /// <summary>Adds a number to every element.</summary>
    /// <param name="delta">The number to add to each element.</param>
    /// <returns>The variable.</returns>
    public Variable assign_add(double delta) => Change(v => v + delta);

    /// <summary>Takes from the values; a scalar or shorter shape is taken everywhere.</summary>
    /// <param name="delta">Tensor that is broadcast to the variable's shape.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public Variable assign_sub(Tensor delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        return Change(v => v - delta);
    }

    /// <summary>Reads and writes as one: what several threads add is all there.</summary>
    private Variable Change(Func<Tensor, Tensor> formula)
    {
        using var scope = Scopes.Step();
        using var _ = torch.no_grad();
        using var write = WeightGate.Write(this);
        lock (_turn)
        {
            Tensor changed = formula(_value.detach());
            CheckShape(changed);
            Put(changed);
        }
        return this;
    }

    private void CheckShape(Tensor value)
    {
        if (!value.shape.AsSpan().SequenceEqual(_value.shape))
        {
            throw new ArgumentException($"A value for `{name}` must have its shape {shape}. Received: shape {Shape.Of(value.shape)}.");
        }
    }

    /// <summary>Takes a number from every element.</summary>
    /// <param name="delta">The number to subtract from each element.</param>
    /// <returns>The variable.</returns>
    public Variable assign_sub(double delta) => assign_add(-delta);

    /// <summary>A copy of the values.</summary>
    public NDArray numpy() => Arrays.ToArray(_value);

    /// <summary>The thread that trains the variable; 0: none.</summary>
    internal int Trainer;

    /// <summary>Keeps readers and writers apart; null: nobody has read or trained it.</summary>
    internal WeightGate? Gate;

    /// <summary>The run of memory on which the value is a window; null: it has memory of its own.</summary>
    internal object? Home { get; private set; }

    /// <summary>Makes the variable a window on other storage that holds the same values.</summary>
    /// <param name="window">The window on other storage.</param>
    /// <param name="home">Whose memory it is.</param>
    /// <remarks>The old tensor is not disposed: another thread's prediction may be reading it. It is freed with its last reader.</remarks>
    internal void Rebase(Tensor window, object? home)
    {
        LeaveToTapes();
        _value = window.DetachFromDisposeScope();
        Home = home;
    }

    /// <summary>The value itself, for formulas.</summary>
    public static implicit operator Tensor(Variable variable) => variable.value;

    /// <inheritdoc/>
    public override string ToString() => $"<Variable '{name}' shape={shape} dtype={dtype}>";
}
