using System.Text.Json;
using KerasDigits.Activations;
using KerasDigits.Backend;
using KerasDigits.Constraints;
using KerasDigits.Core;
using KerasDigits.Regularizers;
using NumSharp;

namespace KerasDigits.Tests;

/// <summary>Activations, regularizers, constraints and array helpers against the pack.</summary>
public sealed class MiscGoldenTests
{
    private static readonly Golden s_pack = Golden.Pack("misc");

    private static IEnumerable<JsonElement> Named(string prefix) =>
        s_pack.Cases.Where(c => c.GetProperty("name").GetString()!.StartsWith(prefix, StringComparison.Ordinal));

    [Fact]
    public void Activations_and_their_derivatives() => Golden.Each(Named("activation_"), c =>
    {
        using var scope = Scopes.Step();
        string name = c.GetProperty("name").GetString()!["activation_".Length..];
        ActivationFn fn = name == "relu6" ? new ActivationFn(x => KerasDigits.Ops.ActivationOps.relu(x, max_value: 6), name) : name;
        Tensor x = Arrays.ToTensor(s_pack.Array(c, "x")!).requires_grad_(true), y = fn.Apply(x);
        (y * x.detach().cos()).sum().backward();
        return [Golden.Difference(s_pack.Array(c, "y")!, Arrays.ToArray(y), 1e-6, "y"),
            Golden.Difference(s_pack.Array(c, "grad_of_sum_y_cos_x")!, Arrays.ToArray(x.grad!), 1e-5, "gradient")];
    });

    [Fact]
    public void Regularizers_are_those_of_Keras() => Golden.Each(Named("regularizer_"), c =>
    {
        using var scope = Scopes.Step();
        var r = (Regularizer)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Regularizer))!,
            Golden.Config(c.GetProperty("config")));
        double value = r.Call(Arrays.ToTensor(s_pack.Array(c, "w")!)).ToNumber(), expected = c.GetProperty("value").GetDouble();
        return [Math.Abs(value - expected) <= 1e-6 * Math.Abs(expected) ? null : $"{value} instead of {expected}"];
    });

    [Fact]
    public void Constraints_are_those_of_Keras() => Golden.Each(Named("constraint_"), c =>
    {
        using var scope = Scopes.Step();
        var r = (Constraint)ConfigBinder.Create(Registry.FindClass(c.GetProperty("class_name").GetString()!, typeof(Constraint))!,
            Golden.Config(c.GetProperty("config")));
        return [Golden.Difference(s_pack.Array(c, "result")!, Arrays.ToArray(r.Call(Arrays.ToTensor(s_pack.Array(c, "w")!))), 1e-6, "w")];
    });

    [Fact]
    public void To_categorical_is_that_of_Keras() => Golden.Each(Named("to_categorical"), c =>
        [Golden.Difference(s_pack.Array(c, "out")!, keras.utils.to_categorical(s_pack.Array(c, "labels")!), 0, "out"),
         Golden.Difference(s_pack.Array(c, "out12")!, keras.utils.to_categorical(s_pack.Array(c, "labels")!, 12), 0, "out12")]);

    [Fact]
    public void Normalize_is_that_of_Keras() => Golden.Each(Named("normalize"), c =>
        [Golden.Difference(s_pack.Array(c, "axis1")!, keras.utils.normalize(s_pack.Array(c, "w")!, 1), 1e-6, "axis 1"),
         Golden.Difference(s_pack.Array(c, "axis0")!, keras.utils.normalize(s_pack.Array(c, "w")!, 0), 1e-6, "axis 0"),
         Golden.Difference(s_pack.Array(c, "order1")!, keras.utils.normalize(s_pack.Array(c, "w")!, -1, 1), 1e-6, "order 1")]);
}
