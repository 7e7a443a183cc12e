using KerasDigits.Backend;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>New tensors and weights of keras.backend, and their values.</summary>
/// <remarks>Names are accepted for compatibility: tensors have none here. Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendValues
{
    /// <summary>A weight that keeps its value from step to step.</summary>
    /// <param name="value">Initial values, of any shape.</param>
    /// <param name="dtype">Dtype of the variable; null: keras.backend.floatx().</param>
    /// <param name="name">Name of the variable; null: "Variable".</param>
    /// <param name="constraint">Applied to the values after each step of an optimizer; null: nothing.</param>
    [KerasExport("keras.backend.variable")]
    public static Variable variable(NDArray value, string? dtype = null, string? name = null, Func<Tensor, Tensor>? constraint = null) =>
        new(Arrays.ToTensor(value, dtype ?? Settings.FloatX), $"{name ?? "Variable"}:0") { Constraint = constraint };

    /// <summary>A tensor of given values.</summary>
    /// <param name="value">Array of any shape.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="shape">Shape of the result: a single value is repeated, others are reshaped; null: that of value.</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.constant")]
    public static Tensor constant(NDArray value, string? dtype = null, Shape? shape = null, string? name = null)
    {
        Tensor t = Arrays.ToTensor(value, dtype ?? Settings.FloatX);
        return shape is { } s ? t.numel() == 1 ? t.reshape(-1).expand(s.ToArray()).clone() : t.reshape(s.ToArray()) : t;
    }

    /// <summary>All zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.zeros")]
    public static Tensor zeros(Shape shape, string? dtype = null, string? name = null) => Tensors.MakeZeros(shape, dtype);

    /// <summary>All ones.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.ones")]
    public static Tensor ones(Shape shape, string? dtype = null, string? name = null) => Tensors.MakeOnes(shape, dtype);

    /// <summary>Zeros of a tensor's shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.zeros_like")]
    public static Tensor zeros_like(Tensor x, string? dtype = null, string? name = null) =>
        Tensors.MakeZeros(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>Ones of a tensor's shape.</summary>
    /// <param name="x">Tensor of any shape.</param>
    /// <param name="dtype">Dtype of the result; null: x's.</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.ones_like")]
    public static Tensor ones_like(Tensor x, string? dtype = null, string? name = null) =>
        Tensors.MakeOnes(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>The identity matrix.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="name">Accepted for compatibility and ignored: tensors have no names.</param>
    [KerasExport("keras.backend.eye")]
    public static Tensor eye(int size, string? dtype = null, string? name = null) => RandomOps.Eye(size, size, dtype);

    /// <summary>Numbers from start to before stop; from 0 to before start when stop is null.</summary>
    /// <param name="start">First number; the end when stop is null.</param>
    /// <param name="stop">End, excluded; null: numbers from 0 to start.</param>
    /// <param name="step">Distance of two numbers, not 0.</param>
    /// <param name="dtype">Dtype of the result.</param>
    [KerasExport("keras.backend.arange")]
    public static Tensor arange(long start, long? stop = null, long step = 1, string dtype = "int32") =>
        torch.arange(stop is null ? 0 : start, stop ?? start, step, dtype: DTypes.ParseTorch(dtype), device: Device.Current);

    /// <summary>Normal numbers.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_normal")]
    public static Tensor random_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniform numbers from minval to before maxval.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="minval">Lower bound, included.</param>
    /// <param name="maxval">Upper bound, excluded.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_uniform")]
    public static Tensor random_uniform(Shape shape, double minval = 0.0, double maxval = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, dtype, seed);

    /// <summary>Ones with probability p, else zeros.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="p">Probability of a one, 0 … 1.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.random_bernoulli")]
    public static Tensor random_bernoulli(Shape shape, double p = 0.0, string? dtype = null, int? seed = null)
    {
        Tensor draws = RandomOps.Uniform(shape, 0, 1, "float32", seed);
        return draws.le(p).to_type(DTypes.ParseTorch(dtype ?? Settings.FloatX));
    }

    /// <summary>Normal numbers, drawn again when further than two standard deviations from the mean.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="mean">Mean of the distribution.</param>
    /// <param name="stddev">Standard deviation before truncation, 0 or more.</param>
    /// <param name="dtype">Dtype of the result, such as "float32" or "int32"; null: keras.backend.floatx().</param>
    /// <param name="seed">Seed of this draw; null: the global generator goes on.</param>
    [KerasExport("keras.backend.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.TruncatedNormal(shape, mean, stddev, dtype, seed);

    /// <summary>A weight's values.</summary>
    /// <param name="x">Weight to read.</param>
    /// <returns>A copy.</returns>
    [KerasExport("keras.backend.get_value")]
    public static NDArray get_value(Variable x) => x.numpy();

    /// <summary>A tensor's values.</summary>
    /// <param name="x">Tensor of any shape.</param>
    [KerasExport("keras.backend.eval")]
    public static NDArray eval(Tensor x) => Arrays.ToArray(x);

    /// <summary>Sets a weight's values.</summary>
    /// <param name="x">Weight to change.</param>
    /// <param name="value">The new values, in its shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [KerasExport("keras.backend.set_value")]
    public static void set_value(Variable x, NDArray value) => x.assign(value);

    /// <summary>Several weights' values.</summary>
    /// <param name="tensors">Weights to read.</param>
    /// <returns>A copy of each.</returns>
    [KerasExport("keras.backend.batch_get_value")]
    public static NDArray[] batch_get_value(IEnumerable<Variable> tensors) => [.. tensors.Select(t => t.numpy())];

    /// <summary>Sets several weights' values.</summary>
    /// <param name="tuples">Variables and their new values, each in its variable's shape.</param>
    /// <exception cref="ArgumentException">A shape differs.</exception>
    [KerasExport("keras.backend.batch_set_value")]
    public static void batch_set_value(IEnumerable<(Variable, NDArray)> tuples)
    {
        foreach (var (variable, value) in tuples) { variable.assign(value); }
    }

    /// <summary>Sets a weight.</summary>
    /// <param name="x">Weight to change.</param>
    /// <param name="new_x">The new values, in its shape.</param>
    /// <returns>The variable.</returns>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    [KerasExport("keras.backend.update")]
    public static Variable update(Variable x, Tensor new_x) => x.assign(new_x);

    /// <summary>Adds to a weight.</summary>
    /// <param name="x">Weight to change.</param>
    /// <param name="increment">Tensor, array or number to add; broadcast to the variable's shape.</param>
    /// <returns>The variable.</returns>
    [KerasExport("keras.backend.update_add")]
    public static Variable update_add(Variable x, Operand increment) => x.assign(x.value.detach() + increment.Value);

    /// <summary>Takes from a weight.</summary>
    /// <param name="x">Weight to change.</param>
    /// <param name="decrement">Tensor, array or number to subtract; broadcast to the variable's shape.</param>
    /// <returns>The variable.</returns>
    [KerasExport("keras.backend.update_sub")]
    public static Variable update_sub(Variable x, Operand decrement) => x.assign(x.value.detach() - decrement.Value);

    /// <summary>The same values, through which no gradient flows.</summary>
    /// <param name="variables">Tensor of any shape.</param>
    [KerasExport("keras.backend.stop_gradient")]
    public static Tensor stop_gradient(Tensor variables) => variables.detach();

    /// <summary>Gradients of a scalar by weights that a <see cref="GradientTape"/> has watched.</summary>
    /// <param name="loss">A scalar that was computed from the variables.</param>
    /// <param name="variables">Weights that the tape has watched.</param>
    /// <returns>For each variable its gradient, or null where loss does not depend on it.</returns>
    [KerasExport("keras.backend.gradients")]
    public static Tensor?[] gradients(Tensor loss, IReadOnlyList<Variable> variables)
    {
        using var tape = new GradientTape(persistent: true);
        return tape.gradient(loss, variables);
    }
}
