using KerasDigits.Core;
using KerasDigits.Models;
using Microsoft.Extensions.Logging;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>What is trained is what was trainable when the model was compiled; what is frozen still pays its penalties.</summary>
public sealed class CompiledTrainableTests
{
    private static bool[] Changed(Model model, NDArray[] before) =>
        [.. model.get_weights().Zip(before, (now, then) => Golden.Difference(then, now, 0, "weight") is not null)];

    private static (Sequential Generator, Sequential Discriminator, Sequential Gan) Gan(string optimizer)
    {
        utils.set_random_seed(3);
        var generator = models.Sequential([layers.Dense(6, activation: "relu", input_shape: 3), layers.Dense(5)]);
        var discriminator = models.Sequential([layers.Dense(4, activation: "tanh", input_shape: 5),
            layers.Dense(1, activation: "sigmoid")]);
        discriminator.compile(optimizer, "binary_crossentropy");
        discriminator.trainable = false;
        var gan = models.Sequential([generator, discriminator]);
        gan.compile(optimizer, "binary_crossentropy");
        return (generator, discriminator, gan);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    public void The_loop_of_a_GAN_trains_both_parts(string optimizer)
    {
        var (generator, discriminator, gan) = Gan(optimizer);
        NDArray noise = np.random.uniform(0, 1, new[] { 8, 3 }), real = np.random.uniform(0, 1, new[] { 8, 5 }),
            ones = np.ones(new[] { 8, 1 });
        for (int i = 0; i < 3; i++)
        {
            NDArray[] before = discriminator.get_weights(), made = generator.get_weights();
            discriminator.train_on_batch(real, ones);
            Assert.All(Changed(discriminator, before), Assert.True);
            before = discriminator.get_weights();
            gan.train_on_batch(noise, ones);
            Assert.All(Changed(discriminator, before), Assert.False);
            Assert.All(Changed(generator, made), Assert.True);
        }
        Assert.False(discriminator.trainable);
    }

    [Fact]
    public void A_part_that_another_model_trains_gets_none_of_its_gradients()
    {
        var (_, discriminator, gan) = Gan("sgd");
        NDArray noise = np.random.uniform(0, 1, new[] { 8, 3 }), real = np.random.uniform(0, 1, new[] { 8, 5 }),
            ones = np.ones(new[] { 8, 1 });
        discriminator.train_on_batch(real, ones);
        NDArray[] start = discriminator.get_weights();
        discriminator.train_on_batch(real, ones);
        NDArray[] alone = discriminator.get_weights();
        discriminator.set_weights(start);
        gan.train_on_batch(noise, ones);
        discriminator.train_on_batch(real, ones);
        Assert.All(alone.Zip(discriminator.get_weights()), pair => Assert.Null(Golden.Difference(pair.First, pair.Second, 0, "weight")));
    }

    [Fact]
    public void Unfreezing_without_a_new_compile_changes_nothing()
    {
        var model = models.Sequential([layers.Dense(4, input_shape: 3), layers.Dense(1)]);
        model.layers[0].trainable = false;
        model.compile("sgd", "mse");
        model.layers[0].trainable = true;
        NDArray[] before = model.get_weights();
        model.fit(np.ones(new[] { 4, 3 }), np.zeros(new[] { 4, 1 }), verbose: 0);
        Assert.Equal([false, false, true, true], Changed(model, before));
        Assert.True(model.layers[0].trainable);
    }

    /// <summary>Keras traces its step once: a callback that unfreezes layers later must compile, or it changes nothing.</summary>
    [Fact]
    public void What_callbacks_freeze_or_unfreeze_after_the_first_step_changes_nothing()
    {
        Sequential model = models.Sequential([layers.Dense(4, input_shape: 3), layers.BatchNormalization(), layers.Dense(1)]);
        NDArray x = np.random.uniform(0, 1, new[] { 8, 3 }), y = np.random.uniform(0, 1, new[] { 8, 1 });
        model.layers[0].trainable = false;
        model.compile("sgd", "mse");
        NDArray[] before = model.get_weights();
        model.fit(x, y, epochs: 3, verbose: 0, callbacks: [callbacks.LambdaCallback(on_epoch_begin: (epoch, _) =>
        {
            if (epoch != 1) { return; }
            before = model.get_weights();
            (model.layers[0].trainable, model.layers[1].trainable, model.layers[2].trainable) = (true, false, false);
        })]);
        Assert.Equal([false, false, true, true, true, true, true, true], Changed(model, before));
        Assert.Equal([true, false, false], model.layers.Select(l => l.trainable));
        model.compile("sgd", "mse");
        before = model.get_weights();
        model.train_on_batch(x, y);
        Assert.Equal([true, true, false, false, false, false, false, false], Changed(model, before));
    }

    [Fact]
    public void What_a_callback_freezes_before_the_first_step_is_frozen()
    {
        Sequential model = models.Sequential([layers.Dense(4, input_shape: 3), layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray[] before = model.get_weights();
        model.fit(np.ones(new[] { 4, 3 }), np.zeros(new[] { 4, 1 }), epochs: 2, verbose: 0,
            callbacks: [callbacks.LambdaCallback(on_train_begin: _ => model.layers[0].trainable = false)]);
        Assert.Equal([false, false, true, true], Changed(model, before));
    }

    /// <summary>Keras 2.3's sentence, where the number of trainable weights is not compile's.</summary>
    [Theory]
    [InlineData("2.3"), InlineData("2.15")]
    public void Flags_that_are_not_those_of_compile_are_said_once_a_compile(string version)
    {
        using var scope = new VersionScope(version);
        var said = new List<string>();
        Log.SetLoggerFactory(new LoggerFactory([new Listener(said)]));
        try
        {
            var (_, discriminator, gan) = Gan("sgd");
            NDArray noise = np.ones(new[] { 4, 3 }), real = np.ones(new[] { 4, 5 }), ones = np.ones(new[] { 4, 1 });
            for (int i = 0; i < 3; i++)
            {
                discriminator.train_on_batch(real, ones);
                gan.train_on_batch(noise, ones);
                gan.evaluate(noise, ones, verbose: 0);
            }
            Assert.Equal([Discrepancy], said);
            discriminator.fit(real, ones, verbose: 0);
            discriminator.compile("sgd", "mse");
            discriminator.layers[0].trainable = false;
            Assert.Single(said);
            discriminator.trainable = true;
            discriminator.fit(real, ones, verbose: 0);
            Assert.Equal([Discrepancy, Discrepancy], said);

            Sequential late = models.Sequential([layers.Dense(2), layers.Dropout(0.1), layers.Dense(1)]);
            late.compile("sgd", "mse");
            late.layers[0].trainable = false;
            late.fit(real, ones, verbose: 0);
            Assert.Equal(3, said.Count);
            late.compile("sgd", "mse");
            late.layers[1].trainable = false;
            late.fit(real, ones, verbose: 0);
            Assert.Equal(3, said.Count);
        }
        finally { Log.SetLoggerFactory(null); }
    }

    private const string Discrepancy = "Discrepancy between trainable weights and collected trainable weights, did you set "
        + "`model.trainable` without calling `model.compile` after ?";

    [Fact]
    public void Penalties_of_frozen_layers_count()
    {
        var model =
            models.Sequential(
                [layers.Dense(1, input_shape: 1, kernel_initializer: "ones", kernel_regularizer: new KerasDigits.Regularizers.L2(0.5))]);
        model.trainable = false;
        model.compile("sgd", "mse");
        Assert.Equal(0.5, (double)model.evaluate(np.zeros(new[] { 2, 1 }), np.zeros(new[] { 2, 1 }), verbose: 0), 6);
        Assert.Equal(0.5, (double)model.train_on_batch(np.zeros(new[] { 2, 1 }), np.zeros(new[] { 2, 1 })), 6);
        Assert.Single(model.losses);
    }

    [Fact]
    public void Two_models_that_train_the_same_layers_in_turn_find_them_where_the_other_left_them()
    {
        var shared = layers.Dense(1, input_shape: 2, use_bias: false, kernel_initializer: "ones");
        Sequential a = models.Sequential([shared]), b = models.Sequential([shared]);
        a.compile(optimizers.SGD(0.5), "mse");
        b.compile(optimizers.SGD(0.5), "mse");
        NDArray x = np.ones(new[] { 1, 2 }), y = np.zeros(new[] { 1, 1 });
        double last = double.MaxValue;
        foreach (Sequential model in new[] { a, b, a, b })
        {
            model.compile(optimizers.SGD(0.1), "mse");
            double loss = model.train_on_batch(x, y);
            Assert.InRange(loss, 0, last - 1e-3);
            last = loss;
        }
    }
}
