using KerasDigits.Backend;
using KerasDigits.Layers;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Backend;

/// <summary>Half types on processors without instructions for them: which ones these are, and that the numbers are the same.</summary>
public sealed class HalfTypesTests
{
    [Theory]
    [InlineData("", true, true, true, true, true, true)]
    [InlineData("", false, false, false, false, false, false)]
    [InlineData("", false, false, true, false, true, false)] // AMX alone is enough
    [InlineData("", true, false, false, false, true, false)]
    [InlineData("AVX2", true, true, true, true, false, false)]
    [InlineData("SSE41", true, true, true, true, false, false)]
    [InlineData("AVX512_CORE", true, true, true, true, false, false)]
    [InlineData("AVX512_CORE_VNNI", true, true, true, true, false, false)]
    [InlineData("avx512_core_bf16", true, true, true, true, true, false)]
    [InlineData("AVX512_CORE_FP16", true, true, true, true, true, true)]
    [InlineData("AVX512_CORE_AMX", false, false, true, true, true, false)]
    [InlineData("AVX512_CORE_AMX_FP16", false, false, true, true, true, true)]
    public void A_type_is_native_where_the_processor_has_it_and_the_limit_allows_it(string limit, bool bfloat16, bool float16, bool tiles,
        bool halfTiles, bool bfloat16IsNative, bool float16IsNative) =>
        Assert.Equal((bfloat16IsNative, float16IsNative), HalfTypes.Of(new(bfloat16, float16, tiles, halfTiles), limit));

    /// <summary>
    /// Predictions, losses and trained weights of the same net both ways. The sums' order differs, so some roundings fall to the other
    /// side: a few units in bfloat16's last place, 2^-8, of the largest value.
    /// </summary>
    [Theory]
    [InlineData("conv")]
    [InlineData("winograd")]
    [InlineData("depthwise")]
    [InlineData("transpose")]
    [InlineData("dense")]
    [InlineData("lstm")]
    [InlineData("attention")]
    [InlineData("einsum")]
    public void Computing_in_float32_gives_the_half_types_numbers(string kind)
    {
        var (native, nativeLoss, nativeWeights) = Trained(kind, "mixed_bfloat16", widened: false);
        var (wide, wideLoss, wideWeights) = Trained(kind, "mixed_bfloat16", widened: true);
        var (plain, _, _) = Trained(kind, "float32", widened: false);
        Near(native, wide, 0.03);
        Assert.Equal(nativeLoss, wideLoss, 0.03 * Math.Max(1, Math.Abs(nativeLoss)));
        Assert.Equal(nativeWeights.Length, wideWeights.Length);
        for (int i = 0; i < nativeWeights.Length; i++) { Near(nativeWeights[i], wideWeights[i], 0.03); }
        // And they are rounded: float32 says something else.
        Assert.NotEqual(plain, wide);
    }

    private static (float[] Prediction, double Loss, float[][] Weights) Trained(string kind, string policy, bool widened)
    {
        HalfTypes.AllWidened = widened;
        try
        {
            utils.set_random_seed(3);
            Layer[] body = kind switch
            {
                "conv" => [layers.Conv2D(8, (3, 3), strides: (2, 2), activation: "relu", padding: "same", dtype: policy),
                    layers.Conv2D(5, (2, 2), activation: "tanh", dtype: policy), layers.Flatten(dtype: policy)],
                "winograd" => [layers.Conv2D(32, (3, 3), padding: "same", activation: "relu", dtype: policy),
                    layers.Conv2D(32, (3, 3), activation: "relu", dtype: policy), layers.Flatten(dtype: policy)],
                "depthwise" => [layers.SeparableConv2D(16, (3, 3), dtype: policy), layers.DepthwiseConv2D((3, 3), dtype: policy),
                    layers.Flatten(dtype: policy)],
                "transpose" => [layers.Conv2DTranspose(6, (3, 3), strides: (2, 2), padding: "same", dtype: policy),
                    layers.Flatten(dtype: policy)],
                "dense" => [layers.Flatten(dtype: policy), layers.Dense(24, activation: "relu", dtype: policy)],
                "lstm" => [layers.Reshape(new KerasDigits.Core.Shape(12, 48), dtype: policy), layers.LSTM(10, dtype: policy)],
                "attention" => [layers.Reshape(new KerasDigits.Core.Shape(12, 48), dtype: policy),
                    layers.MultiHeadAttention(2, 8, dtype: policy), layers.Flatten(dtype: policy)],
                _ => [layers.Reshape(new KerasDigits.Core.Shape(12, 48), dtype: policy),
                    layers.EinsumDense("abc,cd->abd", new KerasDigits.Core.Shape(null, 7), dtype: policy), layers.Flatten(dtype: policy)],
            };
            KerasTensor input = Input(new KerasDigits.Core.Shape(12, 12, 4)), at = input;
            foreach (Layer layer in body) { at = layer is MultiHeadAttention ? layer.Apply(at, at) : layer.Apply(at); }
            at = layers.Activation("linear", dtype: "float32").Apply(layers.Dense(3, dtype: policy).Apply(at));
            var model = models.Model(input, at);
            model.compile(optimizer: optimizers.SGD(0.05), loss: "mse");
            var dice = new Random(5);
            NDArray Drawn(params int[] shape) => np.array(Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b))
                .Select(_ => (float)(dice.NextDouble() - 0.5)).ToArray()).reshape(shape);
            NDArray x = Drawn(16, 12, 12, 4), y = Drawn(16, 3);
            double loss = model.train_on_batch(x, y);
            float[] prediction = model.predict(x, verbose: 0).ToArray<float>();
            return (prediction, loss, [.. model.get_weights().Select(w => w.ToArray<float>())]);
        }
        finally { HalfTypes.AllWidened = false; }
    }

    private static void Near(float[] expected, float[] given, double part)
    {
        Assert.Equal(expected.Length, given.Length);
        double largest = expected.Max(Math.Abs) * part;
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - given[i]) <= largest, $"At {i}: {expected[i]} and {given[i]}, of {expected.Max(Math.Abs)}.");
        }
    }
}
