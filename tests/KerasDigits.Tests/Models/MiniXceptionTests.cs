using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models;

/// <summary>
/// mini_XCEPTION (Arriaga, Valdenegro, Plöger 2017), whose 1 x 1 convolutions with strides 2 over few channels the engine once computed
/// wrongly or died of: its steps are those of float64.
/// </summary>
public sealed class MiniXceptionTests
{
    private const int Size = 48, Classes = 7;

    private static Model Net(string policy)
    {
        mixed_precision.set_global_policy(policy);
        try
        {
            KerasTensor input = Input((Size, Size, 1)), x = input;
            for (int i = 0; i < 2; i++)
            {
                x = Relu(layers.Conv2D(8, 3, use_bias: false, kernel_regularizer: regularizers.l2(.01)).Apply(x));
            }
            foreach (int filters in (int[])[16, 32, 64, 128])
            {
                KerasTensor beside = layers.BatchNormalization()
                    .Apply(layers.Conv2D(filters, 1, strides: 2, padding: "same", use_bias: false).Apply(x));
                x = Relu(layers.SeparableConv2D(filters, 3, padding: "same", use_bias: false).Apply(x));
                x = layers.BatchNormalization().Apply(layers.SeparableConv2D(filters, 3, padding: "same", use_bias: false).Apply(x));
                x = layers.add([layers.MaxPooling2D(3, strides: 2, padding: "same").Apply(x), beside]);
            }
            x = layers.GlobalAveragePooling2D().Apply(layers.Conv2D(Classes, 3, padding: "same").Apply(x));
            Model model = models.Model(input, layers.Activation("softmax").Apply(x));
            model.compile(optimizers.SGD(.01), "categorical_crossentropy", metrics: ["accuracy"]);
            return model;
        }
        finally { mixed_precision.set_global_policy(null); }

        static KerasTensor Relu(KerasTensor x) => layers.Activation("relu").Apply(layers.BatchNormalization().Apply(x));
    }

    [Fact]
    public void Its_steps_are_those_of_Float64()
    {
        utils.set_random_seed(7);
        Model model = Net("float32"), exact = Net("float64");
        exact.set_weights(model.get_weights());
        NDArray x = np.random.uniform(-1, 1, new[] { 4, Size, Size, 1 }),
            y = utils.to_categorical(np.random.randint(0, Classes, new[] { 4 }), Classes);
        for (int step = 0; step < 3; step++) { Assert.Equal(exact.train_on_batch(x, y)[0], model.train_on_batch(x, y)[0], 3); }
        foreach (var (a, b) in model.get_weights().Zip(exact.get_weights())) { Assert.Null(Golden.Difference(b, a, 2e-2, "weights")); }
    }

    [Fact]
    public void It_learns()
    {
        utils.set_random_seed(7);
        Model model = Net("float32");
        model.compile(optimizers.Adam(1e-3), "categorical_crossentropy");
        NDArray x = np.random.uniform(-1, 1, new[] { 14, Size, Size, 1 }), y = utils.to_categorical(np.arange(14) % Classes, Classes);
        var losses = model.fit(x, y, batch_size: 7, epochs: 6, verbose: 0).history["loss"];
        Assert.All(losses, l => Assert.True(double.IsFinite(l)));
        Assert.True(losses[^1] < losses[0], $"{losses[0]} became {losses[^1]}");
    }
}
