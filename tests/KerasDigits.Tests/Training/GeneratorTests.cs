using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Python-style generators: what iterators yield goes into fit, evaluate and predict as it stands.</summary>
public sealed class GeneratorTests
{
    private int _drawn;

    private IEnumerable<(NDArray, NDArray)> Pairs()
    {
        while (true)
        {
            _drawn++;
            NDArray x = np.full(new NumSharp.Shape(4, 3), (double)_drawn);
            yield return (x, np.sum(x, 1));
        }
    }

    private static KerasDigits.Models.Sequential Made()
    {
        utils.set_random_seed(1);
        var model = models.Sequential([layers.Dense(1, input_shape: 3)]);
        model.compile("sgd", "mse");
        return model;
    }

    [Fact]
    public void An_iterator_of_pairs_trains_from_epoch_to_epoch_without_starting_anew()
    {
        var model = Made();
        var history = model.fit(Pairs(), steps_per_epoch: 3, epochs: 2, verbose: 0);
        Assert.Equal(6, _drawn);
        Assert.Equal(2, history.history["loss"].Count);
    }

    [Fact]
    public void Generators_validate_and_the_old_names_give_the_same_numbers()
    {
        var one = Made().fit(Pairs(), validation_data: Pairs(), steps_per_epoch: 2, validation_steps: 2, epochs: 1, verbose: 0);
        _drawn = 0;
        var other = Made().fit_generator(Pairs(), steps_per_epoch: 2, epochs: 1, validation_data: Pairs(), validation_steps: 2, verbose: 0);
        Assert.Equal(one.history["val_loss"], other.history["val_loss"]);
        Assert.Equal(one.history["loss"], other.history["loss"]);
        var arrays = Made()
            .fit(Pairs(), steps_per_epoch: 2, validation_data: (np.ones(new NumSharp.Shape(2, 3)), np.ones(new NumSharp.Shape(2))),
                verbose: 0);
        Assert.True(arrays.history["val_loss"][0] > 0);
    }

    [Fact]
    public void Evaluate_and_predict_take_them_too()
    {
        var model = Made();
        double loss = model.evaluate(Pairs(), steps: 2, verbose: 0);
        _drawn = 0;
        Assert.Equal(loss, model.evaluate_generator(Pairs(), steps: 2), 6);
        _drawn = 0;
        NDArray y = model.predict(Pairs(), steps: 2);
        Assert.Equal([8L, 1L], y.shape);
        _drawn = 0;
        Assert.True(np.array_equal(y, model.predict_generator(Pairs(), steps: 2)));
    }

    [Fact]
    public void A_sequence_goes_as_what_it_is_beside_a_generator_and_under_the_old_names()
    {
        var model = models.Sequential([layers.Flatten(input_shape: (4, 4, 1)), layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.random.uniform(0, 1, new[] { 6, 4, 4, 1 }), y = np.ones(new NumSharp.Shape(6));
        var flow = preprocessing.image.ImageDataGenerator().flow(x, y, batch_size: 4);
        IEnumerable<(NDArray, NDArray)> Endless() { while (true) { yield return (x, y); } }
        // Two batches an epoch, though a flow that is iterated never ends
        Assert.Single(model.fit_generator(flow, validation_data: flow, verbose: 0).history["val_loss"]);
        Assert.Single(model.fit(flow, validation_data: Endless(), validation_steps: 1, verbose: 0).history["val_loss"]);
        Assert.Single(model.fit(Endless(), validation_data: flow, steps_per_epoch: 1, verbose: 0).history["val_loss"]);
        Assert.Single(model.fit_generator(Endless(), validation_data: flow, steps_per_epoch: 1, verbose: 0).history["val_loss"]);
        Assert.Equal(model.evaluate(x, y, verbose: 0)[0], model.evaluate_generator(flow)[0], 5);
        Assert.Equal([6L, 1L], model.predict_generator(flow).shape);
    }

    [Fact]
    public void Weights_and_several_inputs_are_yielded_as_tuples()
    {
        NDArray x = np.ones(new NumSharp.Shape(4, 3)), y = np.ones(new NumSharp.Shape(4, 1)), none = np.zeros(new NumSharp.Shape(4));
        Assert.Equal(0, Made().fit(new List<(NDArray, NDArray, NDArray)> { (x, y, none) }, verbose: 0).history["loss"][0]);
        var (a, b) = (Input(3), Input(3));
        var sum = models.Model([a, b], layers.Dense(1).Apply(layers.add([a, b])));
        sum.compile("sgd", "mse");
        NDArray[] inputs = [x, x];
        Assert.True(sum.fit(new List<(NDArray[], NDArray)> { (inputs, y) }, verbose: 0).history["loss"][0] >= 0);
    }

    [Fact]
    public void What_cannot_be_a_batch_is_refused_with_what_to_yield()
    {
        var error = Assert.Throws<ArgumentException>(() => Made().fit(new[] { "text" }.AsEnumerable(), verbose: 0));
        Assert.Contains("must yield x, (x, y)", error.Message);
        Assert.Contains("System.String", error.Message);
        NDArray x = np.ones(new NumSharp.Shape(4, 3));
        Assert.Contains("ModelData.From(batches)",
            Assert.Throws<ArgumentException>(() => Made().fit(new[] { (x, x) }, verbose: 0)).Message);
    }
}
