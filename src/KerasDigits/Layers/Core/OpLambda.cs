using KerasDigits.Backend;

namespace KerasDigits.Layers;

/// <summary>
/// A TensorFlow function that was called on symbolic tensors in Python, as tf.keras 2.4 to 2.15 saved it: the function's name in the layer,
/// its arguments in the call.
/// </summary>
/// <remarks>Source: tf.keras 2.15, layers/core/tf_op_layer.py.</remarks>
internal abstract class OpLambda : Layer
{
    /// <summary>What to do about an operation of a file that is unknown here.</summary>
    internal const string PassLayer = "Pass a layer that computes the same in custom_objects, under this layer's name.";

    /// <summary>
    /// What files hold instead of a layer's name when the first argument is not a tensor of the model's, as in <c>1 - x</c>; among the
    /// keywords here.
    /// </summary>
    internal const string Constant = "_CONSTANT_VALUE";

    /// <summary>Among the keywords here: the list that the first argument is, where it holds numbers beside tensors.</summary>
    internal const string Mixed = "_VALUES";

    /// <summary>
    /// Sizes that stand for unknown ones in two trial runs; what differs in the result is unknown too. Slices reach far into an axis, so
    /// these are not small.
    /// </summary>
    private static readonly (int Batch, int Other)[] s_trials = [(2, 61), (3, 62)];

    private string[] _given = [];
    private TrialPair?[] _earlier = [];
    private TrialPair[] _found = [];
    private string[] _dtypes = [];

    /// <summary>Numbers of classes, truth values and strings' places go in as they are.</summary>
    private protected override bool AutoCasts => false;

    /// <inheritdoc/>
    public override string compute_output_dtype() => _dtypes.FirstOrDefault() ?? base.compute_output_dtype();

    internal override string GetOutputDType(IReadOnlyList<string> given, int output) =>
        output > 0 && output < _dtypes.Length ? _dtypes[output] : compute_output_dtype();

    /// <inheritdoc/>
    public override KerasTensor[] ApplyAll(KerasTensor[] inputs, string?[]? argument_names = null, Config? keywords = null)
    {
        _given = Array.ConvertAll(inputs, x => x.dtype);
        _earlier = Array.ConvertAll(inputs, x => x.Trials);
        KerasTensor[] outputs = base.ApplyAll(inputs, argument_names, keywords);
        foreach (var (output, trials) in outputs.Zip(_found)) { output.Trials = trials; }
        _earlier = [];
        return outputs;
    }

    /// <summary>The class of a layer that Keras makes by itself, by its name in files; null when it is none of these.</summary>
    public static Type? Find(string className) => className switch
    {
        nameof(SlicingOpLambda) => typeof(SlicingOpLambda),
        nameof(TFOpLambda) => typeof(TFOpLambda),
        nameof(TensorFlowOpLayer) => typeof(TensorFlowOpLayer),
        nameof(AddLoss) => typeof(AddLoss),
        nameof(AddMetric) => typeof(AddMetric),
        _ => null,
    };

    /// <summary>Computes the function.</summary>
    protected abstract Tensor[] Compute(OpArguments arguments);

    /// <inheritdoc/>
    public override Tensor[] call(Tensor[] inputs, CallContext context) =>
        Compute(new(inputs, context.argument_names, context.keywords ?? []));

    internal override Shape[] ComputeShapes(CallArguments call, Config? keywords)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        Tensor[] RunTrial((int Batch, int Other) size, Func<TrialPair, TrialRun> run)
        {
            TrialRun[] known = [.. call.Shapes.Select((s, i) => i < _earlier.Length
                && _earlier[i] is { } earlier
                ? run(earlier)
                : new TrialRun([.. s.Select((d, k) => d ?? (k == 0 ? size.Batch : size.Other))], null))];
            Array.ForEach(known, k => WeightLoading.CheckTrial(Shape.Of(k.Dims)));
            return Compute(
                new([.. known.Select((k, i) => k.MakeLike(i >= _given.Length ? compute_dtype : _given[i] == DTypes.Text ? "int64"
                    : _given[i]))], call.Names, keywords ?? []));
        }
        Tensor[] first = RunTrial(s_trials[0], t => t.First), second = RunTrial(s_trials[1], t => t.Second);
        _found = [.. first.Zip(second, TrialPair.Of)];
        _dtypes = Array.ConvertAll(first, y => DTypes.GetName(y.dtype));
        return Array.ConvertAll([.. first.Zip(second)],
            p => new Shape([.. p.First.shape.Select((d, i) => d == p.Second.shape[i] ? d : (long?)null)]));
    }
}

/// <summary>Python's <c>x[1:, 0]</c> on a symbolic tensor.</summary>
internal sealed class SlicingOpLambda : OpLambda
{
    private const string Known = "__operators__.getitem";

    public SlicingOpLambda(string function = Known)
    {
        Guard.That(function == Known, $"Unknown function: tf.{function}. A SlicingOpLambda layer calls {Known}.", nameof(function));
        this.function = function;
    }

    public string function { get; }

    protected override Tensor[] Compute(OpArguments arguments)
    {
        arguments.Allow(function, ["slice_spec"]);
        return [Slice(arguments.First, arguments.Keywords.Get("slice_spec"))];
    }

    /// <summary>x[spec]: numbers, slices as {"start", "stop", "step"}, null for a new axis and an ellipsis, alone or in a list.</summary>
    internal static Tensor Slice(Tensor x, object? spec)
    {
        List<object?> items = spec as List<object?> ?? [spec];
        for (int i = 0, axis = 0; i < items.Count; i++)
        {
            switch (items[i])
            {
                case null:
                    x = x.unsqueeze(axis++);
                    break;
                case long index:
                    Guard.That(axis < x.dim() && index >= -x.shape[axis] && index < x.shape[axis],
                        $"The index {index} must be within axis {axis} of the shape ({string.Join(", ", x.shape)}).", "slice_spec");
                    x = x.select(axis, index);
                    break;
                case Config c when c.Get("class_name") is "__slice__" && c.Get("config") is Config part:
                    x = SlicePart(x, axis++, part.Get("start"), part.Get("stop"), part.Get("step"));
                    break;
                case var item when item is "..." || (item as Config)?.Get("class_name") is "__ellipsis__":
                    axis = checked((int)x.dim() - items.Skip(i + 1).Count(later => later is not null));
                    break;
                case Config c when c.ContainsKey("start"):
                    Guard.That(axis < x.dim(), $"There must be no more slices than axes. Received: {items.Count} for the shape "
                        + $"({string.Join(", ", x.shape)}).", "slice_spec");
                    x = SlicePart(x, axis++, c.Get("start"), c.Get("stop"), c.Get("step"));
                    break;
                default:
                    throw new NotSupportedException($"A slice must be a number, start:stop:step, None or Ellipsis. Received: {items[i]}.");
            }
        }
        return x;
    }

    private static Tensor SlicePart(Tensor x, int axis, object? start, object? stop, object? step)
    {
        long stride = step is null ? 1 : step is long given and not 0 and not long.MinValue ? given
            : throw new NotSupportedException($"The step of a slice must be a whole number other than 0. Received: {step}.");
        if (stride < 0) { return SliceBackwards(x, axis, start, stop, -stride); }
        long GetAt(object? value, long missing) => value is null ? missing : value is long n
            ? Math.Clamp(n < 0 ? n + x.shape[axis] : n, 0, x.shape[axis])
            : throw new NotSupportedException($"The ends of a slice must be whole numbers. Received: {value}.");
        long from = GetAt(start, 0), to = Math.Max(from, GetAt(stop, x.shape[axis]));
        return x.slice(axis, from, to, stride);
    }

    /// <summary>A slice from the end towards the start: one of the reversed axis, with its ends counted from there.</summary>
    private static Tensor SliceBackwards(Tensor x, int axis, object? start, object? stop, long stride)
    {
        long last = x.shape[axis] - 1;
        long GetAt(object? value, long missing) => value is null ? missing : value is long n
            ? last - Math.Clamp(n < 0 ? n + last + 1 : n, -1, last)
            : throw new NotSupportedException($"The ends of a slice must be whole numbers. Received: {value}.");
        long from = GetAt(start, 0), to = Math.Max(from, GetAt(stop, last + 1));
        return Ops.SequenceOps.Reverse(x, axis).slice(axis, from, to, stride);
    }
}
