using TorchSharp;

namespace KerasDigits.Ops;

/// <summary>
/// Which inputs and outputs of a locally connected layer are connected, for the layouts of its kernel that count pairs of them.
/// </summary>
/// <remarks>Source: tf.keras 2.3.1, utils/conv_utils.py (conv_kernel_idxs).</remarks>
internal sealed class LocalPairs
{
    private readonly bool _channelsFirst;
    private readonly long[] _cells, _output;
    private readonly long _inputs, _outputs;

    /// <summary>Finds the pairs.</summary>
    /// <param name="input">Sizes of the input's axes after the batch, channels last.</param>
    /// <param name="output">Sizes of the output's.</param>
    /// <param name="window">Size of the window.</param>
    /// <param name="step">Step of the window.</param>
    /// <param name="same">Whether windows stand around their place and end at the border.</param>
    /// <param name="channelsFirst">Whether the kernel counts channels before places.</param>
    public LocalPairs(long[] input, long[] output, long[] window, long[] step, bool same, bool channelsFirst)
    {
        (_channelsFirst, _output) = (channelsFirst, output);
        (_inputs, _outputs) = (input.Aggregate((a, b) => a * b), output.Aggregate((a, b) => a * b));
        long filters = output[^1], channels = input[^1], places = _outputs / filters, positions = _inputs / channels;
        var cells = new List<long>();
        for (long place = 0; place < places; place++)
        {
            long[] seen = FindSeen(place, input, output, window, step, same);
            for (long f = 0; f < filters; f++)
            {
                long row = channelsFirst ? f * places + place : place * filters + f;
                foreach (long position in seen)
                {
                    for (long c = 0; c < channels; c++)
                    {
                        cells.Add(row * _inputs + (channelsFirst ? c * positions + position : position * channels + c));
                    }
                }
            }
        }
        _cells = [.. cells.Order()];
    }

    /// <summary>Number of connected pairs.</summary>
    public int Count => _cells.Length;

    /// <summary>The outputs (batch, places …, filters) of an input (batch, places …, channels).</summary>
    /// <param name="x">Inputs of shape (batch, places …, channels).</param>
    /// <param name="kernel">A weight for each pair of input and output, or for each connected pair.</param>
    /// <param name="dense">Whether it is the former.</param>
    public Tensor Multiply(Tensor x, Tensor kernel, bool dense)
    {
        Tensor cells = torch.tensor(_cells, device: x.device),
            none = torch.zeros(_outputs * _inputs, dtype: kernel.dtype, device: x.device);
        Tensor matrix = dense ? kernel.reshape(_inputs, _outputs) * none.index_fill(0, cells, 1).reshape(_outputs, _inputs).t()
            : none.scatter(0, cells, kernel).reshape(_outputs, _inputs).t();
        Tensor y = NN.Product((_channelsFirst ? x.movedim([-1], [1]) : x).flatten(1), matrix);
        return _channelsFirst
            ? y.reshape([x.size(0), _output[^1], .. _output[..^1]]).movedim([1], [-1])
            : y.reshape([x.size(0), .. _output]);
    }

    /// <summary>The input's places in the window of an output's place.</summary>
    private static long[] FindSeen(long place, long[] input, long[] output, long[] window, long[] step, bool same)
    {
        int axes = window.Length;
        var at = new long[axes];
        for (int i = axes - 1; i >= 0; i--) { (place, at[i]) = (place / output[i], place % output[i]); }
        long[] seen = [0];
        for (int i = 0; i < axes; i++)
        {
            long first = at[i] * step[i] - (same ? window[i] / 2 : 0), start = Math.Max(0, first),
                end = Math.Min(input[i], first + window[i]), size = input[i];
            seen = [.. seen.SelectMany(s => Enumerable.Range((int)start, (int)(end - start)).Select(n => s * size + n))];
        }
        return seen;
    }
}
