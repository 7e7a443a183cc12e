using System.Text.RegularExpressions;

namespace KerasDigits.Layers;

/// <summary>The equation of an <see cref="EinsumDense"/>, and the shapes that follow from it.</summary>
/// <remarks>Source: tf.keras 2.3.1, layers/experimental/einsum_dense.py.</remarks>
internal sealed partial class EinsumEquation
{
    private readonly string _equation, _input, _weight, _output;
    private readonly string? _biasAxes;
    private readonly bool _leftElided;

    public EinsumEquation(string equation, string? biasAxes)
    {
        Match m = MakeForm().Match(equation.Replace(" ", "", StringComparison.Ordinal));
        bool left = m.Groups["l"].Length > 0, right = m.Groups["r"].Length > 0;
        Guard.That(m.Success && left == m.Groups["lo"].Length > 0 && right == m.Groups["ro"].Length > 0 && !(left && right),
            $"Invalid einsum equation '{equation}'. Equations must be in the form [X],[Y]->[Z], ...[X],[Y]->...[Z], or [X]...,[Y]->[Z]....",
            nameof(equation));
        (_equation, _input, _weight, _output, _leftElided) = (equation, m.Groups["in"].Value, m.Groups["w"].Value,
            m.Groups["out"].Value, left);
        foreach (char axis in _output)
        {
            Guard.That(_input.Contains(axis) || _weight.Contains(axis),
                $"Dimension '{axis}' was specified in the output '{_output}' but has no corresponding dim in the input spec '{_input}' or "
                + $"weight spec '{_weight}'.", nameof(equation));
        }
        foreach (char axis in _weight)
        {
            Guard.That(_input.Contains(axis) || _output.Contains(axis),
                $"Weight dimension '{axis}' did not have a match in either the input spec '{_input}' or the output spec '{_output}'. For "
                + "this layer, the weight must be fully specified.", nameof(equation));
        }
        _biasAxes = string.IsNullOrEmpty(biasAxes) ? null : biasAxes;
        foreach (char axis in _biasAxes ?? "")
        {
            Guard.That(_output.Contains(axis), $"Bias dimension '{axis}' was requested, but is not part of the output spec '{_output}'.",
                "bias_axes");
        }
    }

    /// <summary>Shapes of the kernel, the bias and the whole output.</summary>
    /// <param name="input">The input's shape with its batch axis.</param>
    /// <param name="partial">The sizes given to the layer.</param>
    public (Shape Weight, Shape? Bias, Shape Output) ComputeShapes(Shape input, Shape partial)
    {
        int elided = input.Rank - _input.Length;
        Guard.That(elided >= 0 && (elided == 0 || _equation.Contains("...", StringComparison.Ordinal)),
            $"The input of an EinsumDense must have the axes of its equation, {_equation}. Received: input shape {input}.", nameof(input));
        // With "..." in front, the elided axes stand before all others; the first of them is the batch axis, which the output gets anyway.
        long?[] output = _leftElided && elided > 0
            ? [.. input[..elided], .. partial]
            : [input[0], .. partial, .. input[(input.Rank - elided)..]];
        int skip = _leftElided ? elided : 0;
        Guard.That(output.Length == _output.Length + elided,
            $"`output_shape` must hold a size for each axis of the output '{_output}' but the batch axis. Received: "
            + $"output_shape={partial}.", "output_shape");
        long? GetInputSize(char axis) => input[skip + _input.IndexOf(axis)];
        long? GetOutputSize(char axis) => output[skip + _output.IndexOf(axis)];
        foreach (char axis in _input.Where(_output.Contains))
        {
            long? given = GetOutputSize(axis);
            Guard.That(given is null || given == GetInputSize(axis),
                $"Input shape and output shape do not match at shared dimension '{axis}'. Input shape is {GetInputSize(axis)}, and output "
                + $"shape is {given}.", "output_shape");
            output[skip + _output.IndexOf(axis)] = GetInputSize(axis);
        }
        var weight = new Shape([.. _weight.Select(a => _input.Contains(a) ? GetInputSize(a) : GetOutputSize(a))]);
        if (_biasAxes is null) { return (weight, null, new(output)); }
        string behind = _output[_biasAxes.Min(a => _output.IndexOf(a))..];
        var bias = new Shape([.. behind.Select(a => _biasAxes.Contains(a) ? GetOutputSize(a) : 1),
            .. Enumerable.Repeat<long?>(1, _leftElided ? 0 : elided)]);
        return (weight, bias, new(output));
    }

    /// <summary>What the kernel's axes are.</summary>
    /// <param name="rank">Number of the input's axes.</param>
    /// <param name="kernel">Sizes of the kernel's axes.</param>
    public KernelForm MakeForm(int rank, long[] kernel)
    {
        int elided = rank - _input.Length, front = _leftElided ? elided : 0;
        long[] scale = [.. Enumerable.Repeat(1L, front),
            .. _output.Select(a => _weight.Contains(a) ? kernel[_weight.IndexOf(a)] : 1L), .. Enumerable.Repeat(1L, elided - front)];
        return new(kernel, [.. FindPlaces(_weight, a => !_output.Contains(a))],
            [.. _output.Where(a => _weight.Contains(a)).Select(a => _weight.IndexOf(a))], scale,
            [.. FindPlaces(_input, a => !_output.Contains(a)).Select(place => (long)(place + front))]);
    }

    private static IEnumerable<int> FindPlaces(string letters, Func<char, bool> wanted) =>
        Enumerable.Range(0, letters.Length).Where(i => wanted(letters[i]));

    [GeneratedRegex(@"^(?<l>\.\.\.)?(?<in>[a-zA-Z]+)(?<r>\.\.\.)?,(?<w>[a-zA-Z]+)->(?<lo>\.\.\.)?(?<out>[a-zA-Z]+)(?<ro>\.\.\.)?$")]
    private static partial Regex MakeForm();
}
