using KerasDigits.Backend;
using NumSharp;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>
/// Numbers that are none, infinite or huge where a class or word is wanted end in an exception or a value, and never in the process.
/// </summary>
public sealed class HugeNumbersTests
{
    public static TheoryData<double> Numbers =>
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e30, -1e30, -1, 1099511627776.0, 5];

    [Theory, MemberData(nameof(Numbers))]
    public void An_embedding_says_which_numbers_it_has(double number)
    {
        var model = models.Sequential([layers.Embedding(4, 3, input_length: 2), layers.Flatten(), layers.Dense(1)]);
        model.compile("sgd", "mse");
        NDArray x = np.array(new[,] { { 0.0, number }, { 1, 2 } }), y = np.zeros(new[] { 2, 1 });
        Assert.Contains("input_dim", Assert.ThrowsAny<Exception>(() => model.predict(x)).ToString());
        Assert.Contains("input_dim", Assert.ThrowsAny<Exception>(() => model.fit(x, y, verbose: 0)).ToString());
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Functions_on_numbers_of_classes_throw_or_leave_them_out(double number)
    {
        using var scope = Scopes.Step();
        Tensor x = torch.tensor(new[] { 1.0, number });
        Assert.Throws<ArgumentException>(() => backend.one_hot(x, 3)); // as TensorFlow, which takes whole dtypes alone
        if (Math.Abs(number) < 1e19)
        {
            Assert.Equal([0, 1, 0, 0, 0, 0], backend.one_hot(x.to_type(torch.ScalarType.Int64), 3).data<float>().ToArray());
        }
        Assert.ThrowsAny<Exception>(() => backend.gather(torch.ones(3, 2), x));
        if (number == -1)
        {
            // counted from the end, as in Keras
            Assert.Equal([0, 1, 0, 0, 0, 1], utils.to_categorical(np.array(new[] { 1.0, number }), 3).flatten().ToArray<float>());
            return;
        }
        string message = Assert.Throws<ArgumentException>(() => utils.to_categorical(np.array(new[] { 1.0, number }), 3)).Message;
        Assert.Contains("Class numbers must be from 0 to 2", message);
    }

    [Theory, MemberData(nameof(Numbers))]
    public void Labels_outside_the_classes_throw(double number)
    {
        var model = models.Sequential([layers.Dense(3, activation: "softmax", input_shape: 2)]);
        model.compile("sgd", "sparse_categorical_crossentropy", metrics: ["accuracy", "sparse_top_k_categorical_accuracy"]);
        NDArray x = np.ones(new[] { 4, 2 }), y = np.array(new[] { 0.0, 1, number, 2 });
        Assert.ThrowsAny<Exception>(() => model.fit(x, y, verbose: 0));
        Assert.ThrowsAny<Exception>(() => model.evaluate(x, y, verbose: 0));
    }

    [Fact]
    public void To_categorical_of_more_classes_than_memory_says_so()
    {
        Assert.Contains("1099511627776",
            Assert.Throws<ArgumentException>(() => utils.to_categorical(np.array(new[] { 1L << 40 }))).Message);
        Assert.Equal([0, 1, 0, 1, 0, 0], utils.to_categorical(np.array(new[] { 1.0, 0.0 }), 3).flatten().ToArray<float>());
    }
}
