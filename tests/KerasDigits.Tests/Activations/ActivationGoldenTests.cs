using KerasDigits.Activations;
using KerasDigits.Backend;

namespace KerasDigits.Tests.Activations;

/// <summary>Activations and their derivatives against the pack.</summary>
public sealed class ActivationGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("misc");

    [Fact]
    public void Activations_and_their_derivatives() => Golden.Each(s_pack.Named("activation_"), c =>
    {
        using var scope = Scopes.Step();
        string name = c.GetProperty("name").GetString()!["activation_".Length..];
        ActivationFn fn = name == "relu6" ? new ActivationFn(x => KerasDigits.Ops.ActivationOps.relu(x, max_value: 6), name) : name;
        Tensor x = Arrays.ToTensor(s_pack.Array(c, "x")!).requires_grad_(true), y = fn.Apply(x);
        (y * x.detach().cos()).sum().backward();
        return [Golden.Difference(s_pack.Array(c, "y")!, Arrays.ToArray(y), 1e-6, "y"),
            Golden.Difference(s_pack.Array(c, "grad_of_sum_y_cos_x")!, Arrays.ToArray(x.grad!), 1e-5, "gradient")];
    });
}
