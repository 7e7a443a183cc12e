using KerasDigits.Models;
using KerasDigits.Saving;
using NumSharp;
using static KerasDigits.keras;
using K = KerasDigits.keras.backend;

namespace KerasDigits.Tests.Initializers;

/// <summary>Plain functions as initializers, regularizers and constraints.</summary>
public sealed class InitializerFunctionTests
{
    private static Tensor Halves(Shape shape, string? dtype) => K.ones(shape, dtype) * 0.5;

    private static Tensor Sum(Tensor w) => K.sum(K.abs(w)) * 0.25;

    private static Tensor Low(Tensor w) => w.clamp(0, 0.4);

    [Fact]
    public void A_layer_takes_functions_and_a_file_their_names()
    {
        var model =
            models.Sequential([layers.Dense(2, use_bias: false, input_shape: 3, kernel_initializer: new(Halves),
                kernel_regularizer: new(Sum), kernel_constraint: new(Low))]);
        Assert.Equal(0.5, model.get_weights()[0].GetSingle(1, 1));
        model.compile(optimizers.SGD(0.0), "mse");
        NDArray x = np.zeros(new[] { 4, 3 }), y = np.zeros(new[] { 4, 2 });
        Assert.Equal(0.75, model.evaluate(x, y, verbose: 0)[0], 1e-6);
        _ = model.fit(x, y, verbose: 0);
        Assert.Equal(0.4, model.get_weights()[0].GetSingle(1, 1), 1e-6);
        Assert.Contains("\"kernel_initializer\": \"Halves\"", model.to_json(), StringComparison.Ordinal);
        var own = new Dictionary<string, object> { ["Halves"] = (Func<Shape, string?, Tensor>)Halves, ["Sum"] = (Func<Tensor, Tensor>)Sum,
            ["Low"] = (Func<Tensor, Tensor>)Low };
        Model again = models.model_from_json(model.to_json(), own);
        Assert.Equal(0.5, again.get_weights()[0].GetSingle(0, 0));
        Assert.Equal(model.to_json(), again.to_json());
        Assert.Contains("Halves", Assert.Throws<ModelFileException>(() => models.model_from_json(model.to_json())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_of_functions_and_lambda_expressions_go_too()
    {
        Func<Tensor, Tensor> penalty = w => K.sum(w);
        var layer = layers.Dense(1, input_shape: 2, kernel_regularizer: penalty, bias_constraint: new(b => b * 0),
            activity_regularizer: new(y => K.mean(y)));
        Assert.Equal("<lambda>", layer.get_config()["bias_constraint"]);
    }
}
