using KerasDigits.Backend;
using NumSharp;
using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>New tensors and weights of keras.backend, and their values.</summary>
/// <remarks>Names are accepted for Keras's sake: tensors have none here. Source: tf.keras 2.3.1, backend.py.</remarks>
internal static class BackendValues
{
    /// <summary>A weight that keeps its value from step to step.</summary>
    [KerasExport("keras.backend.variable")]
    public static Variable variable(NDArray value, string? dtype = null, string? name = null, Func<Tensor, Tensor>? constraint = null) =>
        new(Arrays.ToTensor(value, dtype ?? Settings.FloatX), $"{name ?? "Variable"}:0") { Constraint = constraint };

    /// <summary>A tensor of given values.</summary>
    [KerasExport("keras.backend.constant")]
    public static Tensor constant(NDArray value, string? dtype = null, Shape? shape = null, string? name = null)
    {
        Tensor t = Arrays.ToTensor(value, dtype ?? Settings.FloatX);
        return shape is { } s ? t.numel() == 1 ? t.reshape(-1).expand(s.ToArray()).clone() : t.reshape(s.ToArray()) : t;
    }

    /// <summary>All zeros.</summary>
    [KerasExport("keras.backend.zeros")]
    public static Tensor zeros(Shape shape, string? dtype = null, string? name = null) => Tensors.MakeZeros(shape, dtype);

    /// <summary>All ones.</summary>
    [KerasExport("keras.backend.ones")]
    public static Tensor ones(Shape shape, string? dtype = null, string? name = null) => Tensors.MakeOnes(shape, dtype);

    /// <summary>Zeros of a tensor's shape.</summary>
    [KerasExport("keras.backend.zeros_like")]
    public static Tensor zeros_like(Tensor x, string? dtype = null, string? name = null) =>
        Tensors.MakeZeros(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>Ones of a tensor's shape.</summary>
    [KerasExport("keras.backend.ones_like")]
    public static Tensor ones_like(Tensor x, string? dtype = null, string? name = null) =>
        Tensors.MakeOnes(Shape.Of(x.shape), dtype ?? DTypes.GetName(x.dtype));

    /// <summary>The identity matrix.</summary>
    [KerasExport("keras.backend.eye")]
    public static Tensor eye(int size, string? dtype = null, string? name = null) => RandomOps.Eye(size, size, dtype);

    /// <summary>Numbers from start to before stop; from 0 to before start when stop is null.</summary>
    [KerasExport("keras.backend.arange")]
    public static Tensor arange(long start, long? stop = null, long step = 1, string dtype = "int32") =>
        torch.arange(stop is null ? 0 : start, stop ?? start, step, dtype: DTypes.ParseTorch(dtype), device: Device.Current);

    /// <summary>Normal numbers.</summary>
    [KerasExport("keras.backend.random_normal")]
    public static Tensor random_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Normal(shape, mean, stddev, dtype, seed);

    /// <summary>Uniform numbers from minval to before maxval.</summary>
    [KerasExport("keras.backend.random_uniform")]
    public static Tensor random_uniform(Shape shape, double minval = 0.0, double maxval = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.Uniform(shape, minval, maxval, dtype, seed);

    /// <summary>Ones with probability p, else zeros.</summary>
    [KerasExport("keras.backend.random_bernoulli")]
    public static Tensor random_bernoulli(Shape shape, double p = 0.0, string? dtype = null, int? seed = null)
    {
        Tensor draws = RandomOps.Uniform(shape, 0, 1, "float32", seed);
        return draws.le(p).to_type(DTypes.ParseTorch(dtype ?? Settings.FloatX));
    }

    /// <summary>Normal numbers, drawn again when further than two standard deviations from the mean.</summary>
    [KerasExport("keras.backend.truncated_normal")]
    public static Tensor truncated_normal(Shape shape, double mean = 0.0, double stddev = 1.0, string? dtype = null, int? seed = null) =>
        RandomOps.TruncatedNormal(shape, mean, stddev, dtype, seed);

    /// <summary>A weight's values.</summary>
    [KerasExport("keras.backend.get_value")]
    public static NDArray get_value(Variable x) => x.numpy();

    /// <summary>A tensor's values.</summary>
    [KerasExport("keras.backend.eval")]
    public static NDArray eval(Tensor x) => Arrays.ToArray(x);

    /// <summary>Sets a weight's values.</summary>
    [KerasExport("keras.backend.set_value")]
    public static void set_value(Variable x, NDArray value) => x.assign(value);

    /// <summary>Several weights' values.</summary>
    [KerasExport("keras.backend.batch_get_value")]
    public static NDArray[] batch_get_value(IEnumerable<Variable> tensors) => [.. tensors.Select(t => t.numpy())];

    /// <summary>Sets several weights' values.</summary>
    [KerasExport("keras.backend.batch_set_value")]
    public static void batch_set_value(IEnumerable<(Variable, NDArray)> tuples)
    {
        foreach (var (variable, value) in tuples) { variable.assign(value); }
    }

    /// <summary>Sets a weight.</summary>
    [KerasExport("keras.backend.update")]
    public static Variable update(Variable x, Tensor new_x) => x.assign(new_x);

    /// <summary>Adds to a weight.</summary>
    [KerasExport("keras.backend.update_add")]
    public static Variable update_add(Variable x, Operand increment) => x.assign(x.value.detach() + increment.Value);

    /// <summary>Takes from a weight.</summary>
    [KerasExport("keras.backend.update_sub")]
    public static Variable update_sub(Variable x, Operand decrement) => x.assign(x.value.detach() - decrement.Value);

    /// <summary>The value alone: no gradient passes.</summary>
    [KerasExport("keras.backend.stop_gradient")]
    public static Tensor stop_gradient(Tensor variables) => variables.detach();

    /// <summary>Gradients of a scalar by weights that a <see cref="GradientTape"/> has watched.</summary>
    [KerasExport("keras.backend.gradients")]
    public static Tensor?[] gradients(Tensor loss, IReadOnlyList<Variable> variables)
    {
        using var tape = new GradientTape(persistent: true);
        return tape.gradient(loss, variables);
    }
}
