using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;
using static KerasDigits.Tests.Layers.LayerFormula;

namespace KerasDigits.Tests.Layers;

/// <summary>Convolutions of sequences and volumes beyond the recorded cases.</summary>
public sealed class ConvolutionLayerTests
{
    [Fact]
    public void DepthwiseConv1D_is_DepthwiseConv2D_of_one_row()
    {
        NDArray x = Random(2, 9, 3);
        DepthwiseConv1D line = layers.DepthwiseConv1D(3, strides: 2, padding: "same", depth_multiplier: 2);
        DepthwiseConv2D row = layers.DepthwiseConv2D((1, 3), strides: 2, padding: "same", depth_multiplier: 2);
        NDArray y = line.Apply(x);
        _ = row.Apply(x.reshape(2, 1, 9, 3));
        row.set_weights([line.get_weights()[0].reshape(1, 3, 3, 2), line.get_weights()[1]]);
        Same(row.Apply(x.reshape(2, 1, 9, 3)).reshape(2, 5, 6), y);
    }

    [Fact]
    public void A_causal_convolution_sees_no_later_step()
    {
        NDArray x = Random(1, 8, 2), changed = x.copy();
        changed[":, 5:"] = changed[":, 5:"] + 1;
        Conv1D layer = layers.Conv1D(3, 3, padding: "causal", dilation_rate: 2);
        Same(layer.Apply(x)[":, :5"], layer.Apply(changed)[":, :5"]);
    }

    [Fact]
    public void Shapes_are_known_before_data_come()
    {
        var model = models.Sequential([layers.Conv1D(4, 3, padding: "causal", input_shape: (12, 3)), layers.MaxPooling1D(2),
            layers.ZeroPadding1D((1, 2)), layers.Cropping1D((0, 1)), layers.UpSampling1D(3),
            layers.Conv1DTranspose(2, 3, strides: 2, padding: "same"), layers.AveragePooling1D(3, strides: 2, padding: "same"),
            layers.SeparableConv1D(5, 3)]);
        Assert.Equal(new NumSharp.Shape(2, 22, 5).Dimensions, model.predict(Random(2, 12, 3)).shape);
        Assert.Equal(new KerasDigits.Core.Shape(null, 22, 5), model.output_shape);
        var volume = models.Sequential([layers.Conv3D(4, (2, 3, 3), padding: "same", input_shape: (4, 6, 6, 2)), layers.MaxPooling3D(),
            layers.ZeroPadding3D(((1, 0), (1, 1), (0, 2))), layers.Cropping3D((0, 1, 1)), layers.UpSampling3D((1, 2, 2)),
            layers.Conv3DTranspose(2, 3, strides: 2), layers.AveragePooling3D(2, padding: "same"), layers.SpatialDropout3D(0.5),
            layers.GlobalMaxPooling3D(keepdims: true)]);
        Assert.Equal([2, 1, 1, 1, 2], volume.predict(Random(2, 4, 6, 6, 2)).shape);
        Assert.Equal(new KerasDigits.Core.Shape(null, 1, 1, 1, 2), volume.output_shape);
    }

    [Fact]
    public void Separable_convolutions_take_a_kernel_s_arguments_as_Keras_2_does()
    {
        var layer = layers.SeparableConv2D(4, 3, kernel_regularizer: "l2", kernel_initializer: "he_normal", input_shape: (8, 8, 2));
        var model = models.Sequential([layer, layers.GlobalAveragePooling2D()]);
        model.compile("sgd", "mse");
        Assert.Equal(0, model.evaluate(np.zeros(new[] { 2, 8, 8, 2 }), np.zeros(new[] { 2, 4 }), verbose: 0)[0]);
    }
}
