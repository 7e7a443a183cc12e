using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Applications;

/// <summary>Transfer learning as in the notebook: VGG16 inside Sequential, frozen.</summary>
public sealed class TransferTests
{
    private static readonly Golden s_text = Golden.Pack("notebook_text");

    private static Sequential Transfer(Model convolutional)
    {
        // Named as in the notebook, where other models were made before.
        Sequential model = keras.models.Sequential(name: "sequential_4");
        model.add(convolutional);
        model.add(keras.layers.Flatten(name: "flatten_3"));
        model.add(keras.layers.Dropout(0.125, name: "dropout_8"));
        model.add(keras.layers.Dense(64, activation: "relu", name: "dense_8"));
        model.add(keras.layers.Dropout(0.25, name: "dropout_9"));
        model.add(keras.layers.Dense(10, activation: "softmax", name: "dense_9"));
        return model;
    }

    [Fact]
    public void VGG16_prints_its_table()
    {
        Names.Reset();
        Model vgg = keras.applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
        Assert.Equal(s_text.Root.GetProperty("model_vgg").GetString(), Text(vgg));
    }

    [Fact]
    public void Freezing_leaves_four_of_thirty_weights()
    {
        Names.Reset();
        Model vgg = keras.applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
        Sequential model = Transfer(vgg);
        Assert.Equal(s_text.Root.GetProperty("model_transfer").GetString(), Text(model));
        Assert.Equal(30, model.trainable_weights.Count);
        vgg.trainable = false;
        Assert.Equal(4, model.trainable_weights.Count);
        Assert.Equal(30, model.weights.Count);
        Assert.Equal(s_text.Root.GetProperty("model_transfer_frozen").GetString(), Text(model));
    }

    [Fact]
    public void What_is_frozen_gets_no_gradient_and_no_slots()
    {
        keras.utils.set_random_seed(1);
        Model vgg = keras.applications.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
        Sequential model = Transfer(vgg);
        vgg.trainable = false;
        NDArray[] before = vgg.get_weights();
        model.compile(keras.optimizers.RMSprop(lr: 1e-3), "categorical_crossentropy");
        NDArray head = model.layers[^1].get_weights()[0].copy();
        model.fit(np.random.rand(8, 32, 32, 3).astype(NPTypeCode.Single), keras.utils.to_categorical(np.arange(8), 10), epochs: 1,
            batch_size: 4, verbose: 0);
        Assert.Equal(1 + 4, model.optimizer.get_weights().Length);
        Assert.All(vgg.weights, w => Assert.False(w.value.requires_grad));
        Assert.All(vgg.weights, w => Assert.Null(w.value.grad));
        Assert.All(before.Zip(vgg.get_weights()), p => Assert.Equal(p.First.ToArray<float>(), p.Second.ToArray<float>()));
        Assert.NotEqual(head.ToArray<float>(), model.layers[^1].get_weights()[0].ToArray<float>());
    }

    [Fact]
    public void The_features_of_a_frozen_base_carry_no_graph_even_when_it_was_trained_before()
    {
        keras.utils.set_random_seed(1);
        Sequential inner = keras.models.Sequential([keras.layers.Conv2D(3, 3, activation: "relu", input_shape: (8, 8, 1)),
            keras.layers.BatchNormalization()]);
        var probe = new Probe();
        Sequential model = keras.models.Sequential([inner, probe, keras.layers.Flatten(), keras.layers.Dense(2)]);
        NDArray x = np.random.rand(8, 8, 8, 1), y = np.random.rand(8, 2);
        model.compile("sgd", "mse");
        model.fit(x, y, verbose: 0);
        Assert.True(probe.SawGraph);
        inner.trainable = false;
        model.compile("sgd", "mse");
        NDArray[] before = inner.get_weights();
        model.fit(x, y, epochs: 2, verbose: 0);
        Assert.False(probe.SawGraph);
        // A frozen BatchNormalization runs in inference mode: its moving statistics stay too.
        Assert.All(before.Zip(inner.get_weights()), p => Assert.Equal(p.First.ToArray<float>(), p.Second.ToArray<float>()));
    }

    [Fact]
    public void A_frozen_normalization_uses_its_moving_statistics_in_training()
    {
        keras.utils.set_random_seed(2);
        BatchNormalization layer = keras.layers.BatchNormalization();
        NDArray x = np.random.rand(6, 4).astype(NPTypeCode.Single) * 10;
        NDArray inference = layer.Apply(x, training: false);
        layer.trainable = false;
        Assert.Equal(inference.flatten().ToArray<float>(), layer.Apply(x, training: true).flatten().ToArray<float>());
    }

    [Fact]
    public void Gray_pictures_become_coloured_by_concatenation()
    {
        NDArray gray = np.random.rand(5, 32, 32, 1).astype(NPTypeCode.Single), colour = np.concatenate([gray, gray, gray], -1);
        Assert.Equal([5L, 32, 32, 3], colour.shape);
        Model vgg = keras.applications.vgg16.VGG16(weights: null, include_top: false, input_shape: (32, 32, 3));
        Assert.Equal([5L, 1, 1, 512], vgg.predict(colour).shape);
    }

    private static string Text(Model model)
    {
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        return string.Join("\n", lines) + "\n";
    }

    private sealed class Probe : Layer
    {
        public bool SawGraph { get; private set; }

        public override Tensor call(Tensor inputs, bool training)
        {
            SawGraph = inputs.requires_grad;
            return inputs;
        }

        public override Shape compute_output_shape(Shape input_shape) => input_shape;
    }
}
