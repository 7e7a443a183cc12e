using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;

namespace KerasDigits.Tests.Models;

/// <summary>clone_model with a function for the layers, and on given inputs.</summary>
public sealed class CloneTests
{
    [Fact]
    public void A_function_says_what_takes_each_layers_place()
    {
        var model = keras.models.Sequential([keras.layers.Dense(4, activation: "relu", input_shape: 3), keras.layers.Dense(2)]);
        Layer shared = model.layers[1];
        Model copy = keras.models.clone_model(model,
            clone_function: l => l == shared ? shared : keras.layers.Dense(4, activation: "tanh", name: l.name));
        Assert.Equal("tanh", ((Dense)copy.layers[0]).activation!.name);
        Assert.Same(shared, copy.layers[1]);
        Assert.Equal(model.output_shape, copy.output_shape);
    }

    [Fact]
    public void A_functional_model_is_called_again_on_given_inputs()
    {
        var x = keras.Input(3);
        var hidden = keras.layers.Dense(3, activation: "relu").Apply(x);
        Model model = keras.Model(x, keras.layers.add([x, hidden]));
        var other = keras.Input(3, name: "other");
        Model copy = keras.models.clone_model(model, input_tensors: keras.layers.Rescaling(0.5).Apply(other));
        copy.set_weights(model.get_weights());
        Model whole = keras.Model(other, copy.outputs[0]);
        NDArray data = np.random.uniform(-1, 1, new[] { 5, 3 });
        Assert.Null(Golden.Difference(model.predict(data * 0.5), whole.predict(data), 1e-6, "scaled input"));
    }
}
