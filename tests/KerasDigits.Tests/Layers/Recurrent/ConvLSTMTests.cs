using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>Convolutional memories of one to three axes, and what they remember from call to call.</summary>
public sealed class ConvLSTMTests
{
    /// <summary>A picture of one row is a sequence, a volume of one slice a picture.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Convolutional_memories_of_one_and_three_axes_compute_what_that_of_two_computes(bool return_sequences)
    {
        NDArray x = Sines(2, 3, 5, 2);
        ConvLSTM1D line = layers.ConvLSTM1D(3, 2, strides: 2, padding: "same", return_sequences: return_sequences, return_state: true);
        ConvLSTM2D picture = layers.ConvLSTM2D(3, (1, 2), strides: (1, 2), padding: "same", return_sequences: return_sequences,
            return_state: true);
        ConvLSTM3D volume = layers.ConvLSTM3D(3, (1, 2, 1), strides: (1, 2, 1), padding: "same", return_sequences: return_sequences,
            return_state: true);
        _ = line.ApplyAll([x]);
        NDArray[] w = line.get_weights();
        Assert.Equal(new long[] { 2, 2, 12 }, w[0].shape);
        NDArray[] Run(Layer layer, int[] shape, int[] window)
        {
            _ = layer.ApplyAll([x.reshape(shape)]);
            layer.set_weights([w[0].reshape([.. window, 2, 12]), w[1].reshape([.. window, 3, 12]), w[2]]);
            return layer.ApplyAll([x.reshape(shape)]);
        }
        NDArray[] expected = line.ApplyAll([x]), a = Run(picture, [2, 3, 1, 5, 2], [1, 2]), b = Run(volume, [2, 3, 1, 5, 1, 2], [1, 2, 1]);
        for (int i = 0; i < 3; i++)
        {
            Close(expected[i].astype(NPTypeCode.Double).flatten().ToArray<double>(), a[i]);
            Close(expected[i].astype(NPTypeCode.Double).flatten().ToArray<double>(), b[i]);
        }
        Assert.Equal(new Shape(2, 3, 3), line.compute_output_shape([new Shape(2, 3, 5, 2)])[1]);
    }

    [Fact]
    public void A_stateful_ConvLSTM2D_goes_on_where_it_ended()
    {
        NDArray x = Random(2, 4, 5, 5, 1);
        ConvLSTM2D whole = layers.ConvLSTM2D(2, 3, return_sequences: true);
        NDArray expected = whole.Apply(x);
        var model =
            models.Sequential([layers.ConvLSTM2D(2, 3, return_sequences: true, stateful: true, batch_input_shape: new(2, 2, 5, 5, 1))]);
        model.set_weights(whole.get_weights());
        Same(expected[":, :2"], model.predict(x[":, :2"], batch_size: 2));
        Same(expected[":, 2:"], model.predict(x[":, 2:"], batch_size: 2));
    }
}
