using KerasDigits.Backend;
using KerasDigits.Models;
using NumSharp;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Training;

/// <summary>Texts as a model's data: every form in which they come, and what is said where they do not fit.</summary>
public sealed class TextInputTests
{
    private static Sequential Reader() =>
        models.Sequential([layers.TextVectorization(vocabulary: ["cat", "dog"], output_sequence_length: 2),
            layers.Embedding(4, 1, embeddings_initializer: "ones"), layers.Flatten()]);

    [Fact]
    public void Every_form_of_texts_predicts()
    {
        Sequential model = Reader();
        float[] wanted = [1, 1, 1, 1];
        Assert.Equal(wanted, model.predict(new[] { "a cat", "the dog" }).ToArray<float>());
        Assert.Equal(wanted, model.predict(["a cat", "the dog"]).ToArray<float>());
        Assert.Equal(wanted, model.predict(np.array(new[] { "a cat", "the dog" })).ToArray<float>());
        Assert.Equal(wanted, model.predict(new[,] { { "a cat" }, { "the dog" } }).ToArray<float>());
        Assert.Equal(wanted, model.predict(Texts.Array(new[] { "a cat", "x", "the dog" })["::2"].reshape(2, 1)).ToArray<float>());
    }

    [Fact]
    public void Models_of_texts_and_numbers_train()
    {
        var words = Input(1, dtype: "string", name: "words");
        var numbers = Input(2, name: "numbers");
        var lookup = layers.StringLookup(vocabulary: ["a", "b"], output_mode: "one_hot");
        var model = models.Model([words, numbers], layers.Dense(1).Apply(layers.Concatenate().Apply(lookup.Apply(words), numbers)));
        model.compile("sgd", "mse");
        string[] texts = ["a", "b", "c", "a"];
        float[,] values = { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } };
        model.fit(new Dictionary<string, Array> { ["words"] = texts, ["numbers"] = values }, new float[] { 1, 2, 3, 4 }, epochs: 2,
            batch_size: 2, verbose: 0, validation_split: 0.5);
        NDArray both = model.predict(new Dictionary<string, NDArray> { ["words"] = Texts.Array(texts), ["numbers"] = np.array(values) });
        Assert.Equal(4, both.shape[0]);
        Assert.Equal(both.ToArray<float>(), model.predict(new Dictionary<string, Array> { ["words"] = texts, ["numbers"] = values })
            .ToArray<float>());
    }

    [Fact]
    public void Numbers_come_back_as_texts()
    {
        Sequential model = models.Sequential([layers.StringLookup(vocabulary: ["a", "b"], invert: true, input_shape: 1)]);
        Assert.Equal(["b", "[UNK]", "a"], Texts.Strings(model.predict(np.array(2L, 0L, 1L))));
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("takes texts", Assert.Throws<ArgumentException>(() => Reader().predict(np.array(1f, 2f))).Message,
            StringComparison.Ordinal);
        Sequential dense = models.Sequential([layers.Dense(1, input_shape: 1)]);
        Assert.Contains("takes float32. Received: texts", Assert.Throws<ArgumentException>(() => dense.predict(new[] { "a" })).Message,
            StringComparison.Ordinal);
        dense.compile("sgd", "mse");
        Assert.Contains("Targets must be numbers",
            Assert.Throws<ArgumentException>(() => dense.fit(new float[] { 1 }, new[] { "a" }, verbose: 0)).Message,
            StringComparison.Ordinal);
        Assert.Contains("equal length",
            Assert.Throws<ArgumentException>(() => Reader().predict(new[] { new[] { "a" }, new[] { "a", "b" } })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_of_a_call_are_let_go()
    {
        Sequential model = Reader();
        string[] texts = [.. Enumerable.Range(0, 1000).Select(i => $"cat {i}")];
        WeakReference kept = Predict(model, texts);
        for (int i = 0; i < 10 && kept.IsAlive; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
        Assert.False(kept.IsAlive);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Predict(Sequential model, string[] texts)
    {
        string[] own = [.. texts.Select(t => t + "!")];
        model.predict(own);
        return new WeakReference(own[0]);
    }
}
