using KerasDigits.Backend;
using KerasDigits.Core;
using KerasDigits.Layers;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Layers;

/// <summary>Attention beyond the golden cases: masks, several axes, scores, models.</summary>
public sealed class AttentionTests
{
    private static NDArray Random(params int[] shape) => np.random.RandomState(7).uniform(-1, 1, shape).astype(NPTypeCode.Single);

    private static void Same(NDArray a, NDArray b, double tolerance = 1e-6) => Assert.Null(Golden.Difference(a, b, tolerance, "values"));

    private static NDArray[] Run(Layer layer, NDArray[] inputs, Config? keywords = null, NDArray?[]? masks = null, string?[]? names = null)
    {
        using var scope = Scopes.Step();
        using var _ = Scopes.NoGradient();
        return [.. layer.ApplyAll([.. inputs.Select(x => Arrays.ToTensor(x))],
            mask: masks is null ? null : [.. masks.Select(m => m is null ? null : Arrays.ToTensor(m).ne(0))], argument_names: names,
            keywords: keywords).Select(Arrays.ToArray)];
    }

    [Fact]
    public void A_causal_mask_hides_later_values()
    {
        NDArray x = Random(2, 5, 6), changed = x.copy();
        changed[":, 3:"] = changed[":, 3:"] + 1;
        foreach (Layer layer in (Layer[])[layers.MultiHeadAttention(2, 3), layers.Attention(), layers.AdditiveAttention()])
        {
            var causal = new Config { ["use_causal_mask"] = true };
            NDArray before = Run(layer, [x, x], causal)[0], after = Run(layer, [changed, changed], causal)[0];
            Same(before[":, :3"], after[":, :3"]);
            Assert.NotNull(Golden.Difference(before[":, :3"], Run(layer, [changed, changed])[0][":, :3"], 1e-4, "seen without the mask"));
        }
    }

    [Fact]
    public void Masked_values_are_not_seen()
    {
        NDArray q = Random(2, 3, 6), v = Random(2, 5, 6), shorter = v[":, :4"],
            mask = np.array(new float[,] { { 1, 1, 1, 1, 0 }, { 1, 1, 1, 1, 0 } });
        foreach (Layer layer in (Layer[])[layers.MultiHeadAttention(2, 3), layers.Attention(use_scale: true),
            layers.Attention(use_scale: true, score_mode: "concat"), layers.AdditiveAttention()])
        {
            NDArray expected = Run(layer, [q, shorter])[0];
            Same(expected, Run(layer, [q, v], masks: [null, mask])[0]);
        }
    }

    [Fact]
    public void An_attention_mask_and_a_key_come_by_name()
    {
        NDArray q = Random(2, 3, 6), v = Random(2, 4, 6), k = Random(2, 4, 5), all = np.ones(new NumSharp.Shape(2, 3, 4));
        MultiHeadAttention layer = layers.MultiHeadAttention(2, 3);
        NDArray expected = Run(layer, [q, v, k])[0];
        Same(expected, Run(layer, [q, k, v, all], names: [null, "key", "value", "attention_mask"])[0]);
        NDArray first = np.zeros(new NumSharp.Shape(2, 3, 4));
        first[":, :, 0"] = np.array(1.0);
        NDArray[] seen = Run(layer, [q, v, k, first], new Config { ["return_attention_scores"] = true });
        Assert.All(seen[1][":, :, :, 0"].flatten().ToArray<float>(), w => Assert.Equal(1, w, 5));
    }

    [Fact]
    public void Attention_over_one_of_two_axes_is_attention_of_each_row()
    {
        NDArray x = Random(2, 3, 4, 6);
        MultiHeadAttention rows = layers.MultiHeadAttention(2, 3, attention_axes: 2), plain = layers.MultiHeadAttention(2, 3);
        NDArray[] both = Run(rows, [x, x], new Config { ["return_attention_scores"] = true });
        Assert.Equal([2, 3, 2, 4, 4], both[1].shape);
        _ = Run(plain, [x[0], x[0]]);
        plain.set_weights(rows.get_weights());
        Same(Run(plain, [x[1], x[1]])[0], both[0][1], 1e-5);
    }

    [Fact]
    public void Attention_over_two_axes_is_attention_over_all_their_places()
    {
        NDArray x = Random(2, 3, 4, 6), flat = x.reshape(2, 12, 6);
        MultiHeadAttention two = layers.MultiHeadAttention(2, 3), plain = layers.MultiHeadAttention(2, 3);
        NDArray[] both = Run(two, [x, x], new Config { ["return_attention_scores"] = true });
        Assert.Equal([2, 2, 3, 4, 3, 4], both[1].shape);
        _ = Run(plain, [flat, flat]);
        plain.set_weights(two.get_weights());
        Same(Run(plain, [flat, flat])[0].reshape(2, 3, 4, 6), both[0], 1e-5);
    }

    [Fact]
    public void A_transformer_is_saved_with_its_calls()
    {
        KerasTensor words = Input(5, dtype: "int32"), x = layers.Embedding(9, 6, mask_zero: true).Apply(words);
        KerasTensor[] seen = layers.MultiHeadAttention(2, 3).ApplyAll(x, x, use_causal_mask: true, return_attention_scores: true);
        Assert.Equal(new KerasDigits.Core.Shape(null, 2, 5, 5), seen[1].shape);
        Model model = models.Model(words, [layers.GlobalAveragePooling1D().Apply(layers.Add().Apply(x, seen[0])), seen[1]]),
            copy = models.model_from_json(model.to_json());
        copy.set_weights(model.get_weights());
        using var scope = Scopes.Step();
        Tensor data = Arrays.ToTensor(np.array(new[,] { { 3, 4, 5, 0, 0 } }));
        Tensor[] a = model.ApplyAll([data]), b = copy.ApplyAll([data]);
        for (int i = 0; i < 2; i++) { Same(Arrays.ToArray(a[i]), Arrays.ToArray(b[i]), 0); }
    }

    [Fact]
    public void A_gate_whose_weights_are_zero_halves_what_the_heads_found()
    {
        NDArray x = Random(2, 5, 6);
        foreach (var (gated, plain) in new (Layer, Layer)[]
        {
            (layers.MultiHeadAttention(2, 3, value_dim: 4, use_bias: false, use_gate: true),
                layers.MultiHeadAttention(2, 3, value_dim: 4, use_bias: false)),
            (layers.GroupQueryAttention(3, 4, 2, use_bias: false, use_gate: true), layers.GroupQueryAttention(3, 4, 2, use_bias: false)),
        })
        {
            NDArray expected = Run(plain, [x, x])[0];
            _ = Run(gated, [x, x]);
            NDArray[] weights = plain.get_weights();
            // as in Keras the gate's kernel stands third
            NDArray gate = gated.get_weights()[2] * 0;
            gated.set_weights([.. weights[..2], gate, .. weights[2..]]);
            Same(expected * 0.5, Run(gated, [x, x])[0], 1e-6);
            Assert.Equal(true, gated.get_config()["use_gate"]);
            Assert.False(plain.get_config().ContainsKey("use_gate"));
        }
    }

    [Fact]
    public void A_window_of_steps_hides_what_is_further_away()
    {
        NDArray x = Random(1, 5, 6);
        NDArray scores = Run(layers.GroupQueryAttention(3, 4, 2, sliding_window: 2), [x, x],
            new Config { ["return_attention_scores"] = true })[1];
        for (int q = 0; q < 5; q++)
        {
            for (int v = 0; v < 5; v++) { Assert.Equal(Math.Abs(q - v) < 2, (float)scores[0, 0, q, v] > 0); }
        }
    }
}
