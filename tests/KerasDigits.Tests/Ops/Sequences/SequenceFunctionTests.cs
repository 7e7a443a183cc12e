using KerasDigits.Backend;
using KerasDigits.Layers;
using KerasDigits.Ops.Sequences;
using TorchSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Ops;

/// <summary>Recurrent layers over whole sequences against the same layers step by step.</summary>
public sealed class SequenceFunctionTests
{
    public static TheoryData<string, int, int, int> Sizes()
    {
        var sizes = new TheoryData<string, int, int, int>();
        foreach (string kind in new[] { "LSTM", "GRU", "SimpleRNN", "GRU without bias", "SimpleRNN with relu" })
        {
            foreach (var (units, batch, steps) in new[]
                { (1, 1, 1), (3, 2, 5), (7, 13, 4), (8, 6, 3), (17, 5, 2), (33, 12, 9), (40, 3, 7), (128, 32, 6) })
            {
                sizes.Add(kind, units, batch, steps);
            }
        }
        return sizes;
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Values_and_gradients_are_those_of_single_steps(string kind, int units, int batch, int steps)
    {
        Layer layer = Make(kind, units);
        Train(layer);
        foreach (string mask in new[] { "none", "random", "left", "no step" })
        {
            foreach (bool states in new[] { false, true }) { Compare(layer, kind, units, batch, steps, mask, states); }
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Predictions_are_those_of_single_steps(string kind, int units, int batch, int steps)
    {
        using var _ = torch.no_grad();
        var draw = new torch.Generator(9);
        foreach (int features in new[] { 1, 3, 20, 150 })
        {
            foreach (bool scattered in new[] { false, true })
            {
                Layer layer = Make(kind, units);
                // Samples after steps, steps after samples, and neither: rows are read where they lie.
                Tensor x = scattered ? torch.randn(batch, steps, 2 * features, generator: draw).narrow(2, 0, features)
                    : torch.randn(batch, steps, features, generator: draw);
                Tensor mask = torch.rand(batch, steps, generator: draw) > 0.3f;
                Tensor[] whole = layer.ApplyAll([x]), masked = layer.ApplyAll([x], mask: [mask]);
                SequenceFunction.IsOff = true;
                try
                {
                    foreach (var (ours, single) in whole.Concat(masked).Zip([.. layer.ApplyAll([x]), .. layer.ApplyAll([x], mask: [mask])]))
                    {
                        double far = (ours - single).abs().max().item<float>(), most = single.abs().max().item<float>();
                        Assert.True(far <= 2e-5 * Math.Max(1, most), $"{kind} {units} units, {batch} x {steps} x {features}: {far} off");
                    }
                }
                finally { SequenceFunction.IsOff = false; }
            }
        }
    }

    [Theory, InlineData("LSTM"), InlineData("GRU"), InlineData("SimpleRNN")]
    public void Gradients_of_gradients_are_those_of_single_steps(string kind)
    {
        Layer layer = Make(kind, 5);
        (double whole, double single) = (Twice(layer, false), Twice(layer, true));
        Assert.Equal(single, whole, 1e-4 * Math.Abs(single));
    }

    [Theory, InlineData("LSTM"), InlineData("GRU"), InlineData("SimpleRNN")]
    public void Dropped_states_are_dropped_on_the_way_back_too(string kind)
    {
        // With all states dropped a step sees its input alone: as if each were a sequence of one.
        Layer layer = kind switch
        {
            "LSTM" => layers.LSTM(6, recurrent_dropout: 1 - 1e-9),
            "GRU" => layers.GRU(6, recurrent_dropout: 1 - 1e-9),
            _ => layers.SimpleRNN(6, recurrent_dropout: 1 - 1e-9),
        };
        Tensor x = torch.randn(7, 1, 3, generator: new torch.Generator(3));
        Train(layer);
        Tensor recurrent = layer.trainable_weights[1].value;
        layer.Apply(x, training: true).sum().backward();
        Assert.Equal(0, recurrent.grad!.abs().max().item<float>());
    }

    [Theory, InlineData("LSTM"), InlineData("GRU"), InlineData("SimpleRNN")]
    public void States_are_dropped_as_in_single_steps(string kind)
    {
        Layer layer = kind switch
        {
            "LSTM" => layers.LSTM(6, recurrent_dropout: .5),
            "GRU" => layers.GRU(6, recurrent_dropout: .5),
            _ => layers.SimpleRNN(6, recurrent_dropout: .5),
        };
        Train(layer);
        Tensor x = torch.randn(7, 5, 3, generator: new torch.Generator(3));
        List<Tensor>[] ways = Array.ConvertAll([false, true], single =>
        {
            utils.set_random_seed(11);
            return Run(layer, [x], null, single);
        });
        for (int i = 0; i < ways[0].Count; i++)
        {
            Assert.True((ways[0][i] - ways[1][i]).abs().max().item<float>() < 1e-4, $"value {i}");
        }
    }

    [Theory, InlineData("LSTM"), InlineData("GRU"), InlineData("SimpleRNN")]
    public void One_state_for_all_samples_is_spread_and_a_wrong_one_refused(string kind)
    {
        var layer = (RNN)Make(kind, 5);
        int count = kind == "LSTM" ? 2 : 1;
        Tensor x = torch.randn(8, 4, 3);
        Tensor[] Start(long batch, long units) => [.. Enumerable.Range(0, count).Select(_ => torch.ones(batch, units))];
        Tensor whole = layer.ApplyAll([x, .. Start(8, 5)])[0], spread = layer.ApplyAll([x, .. Start(1, 5)])[0];
        Assert.True((whole - spread).abs().max().item<float>() < 1e-5);
        Assert.ThrowsAny<Exception>(() => layer.ApplyAll([x, .. Start(8, 4)]));
        Assert.ThrowsAny<Exception>(() => layer.ApplyAll([x, .. Start(3, 5)]));
    }

    private static void Train(Layer layer)
    {
        _ = layer.Apply(torch.zeros(1, 1, 3));
        foreach (Variable v in layer.trainable_weights) { v.value.requires_grad_(); }
    }

    private static Layer Make(string kind, int units) => kind switch
    {
        "LSTM" => layers.LSTM(units, return_sequences: true, return_state: true),
        "GRU" => layers.GRU(units, return_sequences: true, return_state: true, bias_initializer: "random_normal"),
        "GRU without bias" => layers.GRU(units, return_sequences: true, return_state: true, use_bias: false),
        "SimpleRNN" => layers.SimpleRNN(units, return_sequences: true, return_state: true),
        _ => layers.SimpleRNN(units, activation: "relu", return_sequences: true, return_state: true),
    };

    private static void Compare(Layer layer, string kind, int units, int batch, int steps, string mask, bool withStates)
    {
        var draw = new torch.Generator(7);
        Tensor x = torch.randn(batch, steps, 3, generator: draw);
        Tensor? counts = mask switch
        {
            "random" => torch.rand(batch, steps, generator: draw) > 0.4f,
            "left" => torch.arange(steps).unsqueeze(0).expand(batch, steps) >= steps / 2,
            "no step" => torch.zeros(batch, steps, dtype: torch.ScalarType.Bool),
            _ => null,
        };
        Tensor[] starts = [.. Enumerable.Range(0, kind == "LSTM" ? 2 : 1).Select(_ => torch.randn(batch, units, generator: draw))],
            inputs = withStates ? [x, .. starts] : [x];
        List<Tensor> whole = Run(layer, inputs, counts, false), single = Run(layer, inputs, counts, true);
        Assert.Equal(single.Count, whole.Count);
        for (int i = 0; i < whole.Count; i++)
        {
            double far = (whole[i] - single[i]).abs().max().item<float>(), most = single[i].abs().max().item<float>();
            Assert.True(far <= 2e-5 * Math.Max(1, most),
                $"{kind} {units} units, {batch} x {steps}, mask {mask}, states {withStates}: value {i} is {far} off");
        }
    }

    private static List<Tensor> Run(Layer layer, Tensor[] inputs, Tensor? mask, bool single)
    {
        Tensor[] fed = [.. inputs.Select(t => t.clone().requires_grad_())];
        SequenceFunction.IsOff = single;
        try
        {
            Tensor?[]? masks = mask is null ? null : [mask, .. fed.Skip(1).Select(_ => (Tensor?)null)];
            Tensor[] outputs = layer.ApplyAll(fed, training: true, mask: masks);
            foreach (Variable v in layer.trainable_weights) { v.value.grad = null; }
            outputs.Select((o, i) => (o * (i + 1) * torch.arange(1, o.numel() + 1).reshape(o.shape).sin()).sum())
                .Aggregate((a, b) => a + b).backward();
            return [.. outputs, .. fed.Select(f => f.grad!), .. layer.trainable_weights.Select(v => v.value.grad!.clone())];
        }
        finally { SequenceFunction.IsOff = false; }
    }

    private static double Twice(Layer layer, bool single)
    {
        SequenceFunction.IsOff = single;
        try
        {
            Tensor x = torch.randn(4, 6, 3, generator: new torch.Generator(5)).requires_grad_();
            Tensor slope = torch.autograd.grad([layer.Apply(x).sum()], [x], retain_graph: true, create_graph: true)[0];
            return torch.autograd.grad([slope.square().sum()], [x])[0].abs().sum().item<float>();
        }
        finally { SequenceFunction.IsOff = false; }
    }
}
