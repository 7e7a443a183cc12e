using KerasDigits.Backend;
using KerasDigits.Optimizers;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Optimizers;

public class FusedStepTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string name in (string[])["sgd", "sgd momentum", "sgd nesterov", "rmsprop", "rmsprop momentum", "adam"])
            {
                cases.Add(name, 37);
                cases.Add(name, (1 << 20) + 5); // spread over the cores
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void One_pass_over_memory_gives_what_the_optimizers_own_formula_gives(string name, int size)
    {
        np.random.seed(3);
        NDArray start = np.random.randn(size).astype(NPTypeCode.Single), half = np.random.randn(7).astype(NPTypeCode.Single);
        Variable[] flat = [new Variable(Tensors.Of(start), "a:0"), new Variable(Tensors.Of(half), "b:0")];
        Variable[] apart = [new Variable(Tensors.Of(start), "a:0"), new Variable(Tensors.Of(half), "b:0")];
        Optimizer fused = Make(name), plain = Make(name);
        var parameters = new FlatParameters(flat, fused);
        for (int step = 0; step < 3; step++)
        {
            NDArray[] gradients = [np.random.randn(size).astype(NPTypeCode.Single), np.random.randn(7).astype(NPTypeCode.Single)];
            using var scope = Scopes.Step();
            using var _ = Scopes.NoGradient();
            parameters.ZeroGradients();
            for (int i = 0; i < 2; i++)
            {
                Assert.Equal(0, flat[i].value.grad!.abs().sum().ToNumber()); // one pass leaves no gradient behind
                flat[i].value.grad!.add_(Tensors.Of(gradients[i]));
            }
            parameters.Step();
            plain.apply_gradients([(Tensors.Of(gradients[0]), apart[0]), (Tensors.Of(gradients[1]), apart[1])]);
        }
        for (int i = 0; i < 2; i++)
        {
            float[] expected = apart[i].numpy().ToArray<float>(), actual = flat[i].numpy().ToArray<float>();
            for (int k = 0; k < expected.Length; k += expected.Length > 1000 ? 97 : 1)
            {
                Assert.Equal(expected[k], actual[k], 1e-5f * Math.Max(1, Math.Abs(expected[k])));
            }
            Assert.Equal(expected[^1], actual[^1], 1e-5f * Math.Max(1, Math.Abs(expected[^1])));
        }
    }

    [Fact]
    public void Weights_of_different_dtypes_keep_their_own_precision()
    {
        Variable single = new(Tensors.MakeOnes(3, "float32"), "a:0"), exact = new(Tensors.MakeOnes(3, "float64"), "b:0");
        Optimizer optimizer = optimizers.SGD(learning_rate: 1e-12);
        var parameters = new FlatParameters([single, exact], optimizer);
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        parameters.ZeroGradients();
        foreach (Variable v in (Variable[])[single, exact]) { v.value.grad!.add_(1); }
        parameters.Step();
        Assert.Equal("float64", exact.dtype);
        Assert.Equal(1 - 1e-12, exact.numpy().GetDouble(0), 15);
        Assert.Equal(1f, single.numpy().GetSingle(0));
    }

    private static Optimizer Make(string name) => name switch
    {
        "sgd" => optimizers.SGD(learning_rate: 0.1),
        "sgd momentum" => optimizers.SGD(learning_rate: 0.1, momentum: 0.9),
        "sgd nesterov" => optimizers.SGD(learning_rate: 0.1, momentum: 0.9, nesterov: true),
        "rmsprop" => optimizers.RMSprop(learning_rate: 0.1),
        "rmsprop momentum" => optimizers.RMSprop(learning_rate: 0.1, momentum: 0.9),
        _ => optimizers.Adam(learning_rate: 0.1),
    };
}
