using System.Text.Json;
using KerasDigits.Notebook.Learn;
using NumSharp;
using static KerasDigits.Notebook.sklearn.metrics;

namespace KerasDigits.Notebook.Tests.Learn;

public class MetricTests
{
    [Fact]
    public void Metrics_give_the_recorded_numbers()
    {
        foreach (JsonElement golden in Recorded.Root.GetProperty("metrics").EnumerateArray())
        {
            string what = $"{golden.GetProperty("name")} {golden.GetProperty("args")} {golden.GetProperty("options")}";
            Recorded.Near(Recorded.Numbers(golden.GetProperty("value")), Value(golden), 1e-13, what);
        }
    }

    [Fact]
    public void Reports_are_the_recorded_texts()
    {
        foreach (JsonElement golden in Recorded.Root.GetProperty("reports").EnumerateArray())
        {
            JsonElement options = golden.GetProperty("options"), args = golden.GetProperty("args");
            string[]? names = options.TryGetProperty("target_names", out JsonElement n)
                ? [.. n.EnumerateArray().Select(e => e.GetString()!)]
                : null;
            string text = classification_report(Labels(args[0]), Labels(args[1]), Chosen(options), names, Weight(options),
                options.TryGetProperty("digits", out JsonElement d) ? d.GetInt32() : 2);
            Assert.Equal(golden.GetProperty("text").GetString(), text);
        }
        Assert.Equal(Recorded.Root.GetProperty("float_report").GetString(),
            classification_report(new double[] { 0, 1, 1, 0 }, new[] { 0, 1, 0, 0 }));
    }

    [Fact]
    public void What_cannot_be_counted_is_refused_with_the_recorded_words()
    {
        LabelArray two = Data("two"), three = Data("three"), guess = Data("guess");
        Refused("accuracy_continuous", () => accuracy_score(two, Data("score")));
        Refused("precision_multiclass", () => precision_score(three, guess));
        Refused("precision_texts", () => precision_score(new[] { "no", "yes" }, new[] { "no", "no" }));
        Refused("auc_one_class", () => roc_auc_score(new[] { 1, 1 }, np.array(new[] { 0.5, 0.6 })));
        Refused("auc_multiclass", () => roc_auc_score(three, Data("proba")));
        Refused("log_loss_one_class", () => log_loss(new[] { 1, 1 }, np.array(new[] { 0.5, 0.6 })));
        Refused("report_names", () => classification_report(three, guess, target_names: ["a"]));
        Assert.Contains("np.argmax", Assert.Throws<ArgumentException>(() => accuracy_score(np.eye(3), np.eye(3))).Message);
        Assert.Contains("string and number",
            Assert.Throws<ArgumentException>(() => accuracy_score(new[] { "a", "b" }, new[] { 0, 1 })).Message);
        Assert.Contains("[3, 2]", Assert.Throws<ArgumentException>(() => mean_squared_error(np.arange(3), np.arange(2))).Message);
    }

    [Fact]
    public void A_models_columns_go_with_rows()
    {
        NDArray y = np.array(new[] { 1.0, 2, 4 }), p = np.array(new[,] { { 1.5f }, { 2f }, { 3f } });
        Assert.Equal(0.5, mean_absolute_error(y, p), 12);
        Assert.Equal(1.25 / 3, mean_squared_error(y, p), 12);
        Assert.Equal(1.0, accuracy_score(np.array(new[] { 0, 1 }), np.array(new[,] { { 0f }, { 1f } })));
        Assert.Equal(1.0, roc_auc_score(np.array(new[] { 0, 1 }), np.array(new[,] { { 0.2f }, { 0.9f } })));
        Assert.True(double.IsNaN(r2_score(np.array(new[] { 1.0 }), np.array(new[] { 1.0 }))));
    }

    [Fact]
    public void Figures_of_every_class_come_as_arrays()
    {
        var (precision, recall, f, support) = precision_recall_fscore_support(new[] { 0, 1, 1, 2 }, new[] { 0, 1, 2, 2 });
        Assert.Equal([1.0, 1, 0.5], Buffers.ToDoubles(precision));
        Assert.Equal([1.0, 0.5, 1], Buffers.ToDoubles(recall));
        Recorded.Near([1, 2 / 3.0, 2 / 3.0], Buffers.ToDoubles(f), 1e-15, "f");
        Assert.Equal("[1 2 1]", builtins.str(support));
        NDArray matrix = confusion_matrix(new[] { 0, 1, 1, 2 }, new[] { 0, 1, 2, 2 });
        Assert.Equal(NPTypeCode.Int64, matrix.typecode);
    }

    private static void Refused(string name, Func<object> call) =>
        Assert.StartsWith(Recorded.Error(name), Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static double[] Value(JsonElement golden)
    {
        JsonElement args = golden.GetProperty("args"), options = golden.GetProperty("options");
        string name = golden.GetProperty("name").GetString()!, first = args[0].GetString()!, second = args[1].GetString()!;
        string? Text(string key) => options.TryGetProperty(key, out JsonElement value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        bool isWhole = !options.TryGetProperty("normalize", out JsonElement whole) || whole.ValueKind != JsonValueKind.False;
        object? positive = options.TryGetProperty("pos_label", out JsonElement pos) ? pos.GetInt32() : null;
        double? zero = options.TryGetProperty("zero_division", out JsonElement z) ? z.GetDouble() : null;
        string average = Text("average") ?? "binary";
        NDArray? weight = Weight(options);
        return name switch
        {
            "accuracy_score" => [accuracy_score(Labels(args[0]), Labels(args[1]), isWhole, weight)],
            "confusion_matrix" =>
                Buffers.ToDoubles(confusion_matrix(Labels(args[0]), Labels(args[1]), Chosen(options), weight, Text("normalize"))),
            "precision_score" => [precision_score(Labels(args[0]), Labels(args[1]), Chosen(options), positive, average, weight, zero)],
            "recall_score" => [recall_score(Labels(args[0]), Labels(args[1]), Chosen(options), positive, average, weight, zero)],
            "f1_score" => [f1_score(Labels(args[0]), Labels(args[1]), Chosen(options), positive, average, weight, zero)],
            "roc_auc_score" =>
                [roc_auc_score(Data(first), Data(second), Text("average") ?? "macro", weight, Text("multi_class") ?? "raise")],
            "log_loss" => [log_loss(Data(first), Data(second), normalize: isWhole, sample_weight: weight)],
            "r2_score" => [r2_score(Data(first), Data(second), weight, Text("multioutput") ?? "uniform_average")],
            "mean_squared_error" => [mean_squared_error(Data(first), Data(second), weight, !options.TryGetProperty("squared", out _))],
            "mean_absolute_error" => [mean_absolute_error(Data(first), Data(second), weight)],
            _ => throw new InvalidOperationException(name),
        };
    }

    private static NDArray Data(string name) => Recorded.Array(Recorded.Root.GetProperty("data").GetProperty(name));

    private static LabelArray Labels(JsonElement name)
    {
        JsonElement list = Recorded.Root.GetProperty("data").GetProperty(name.GetString()!);
        return list[0].ValueKind == JsonValueKind.String
            ? (LabelArray)list.EnumerateArray().Select(e => e.GetString()!).ToArray()
            : Recorded.Array(list);
    }

    private static LabelArray? Chosen(JsonElement options) => options.TryGetProperty("labels", out JsonElement labels)
        ? Recorded.Array(labels)
        : null;

    private static NDArray? Weight(JsonElement options) => options.TryGetProperty("sample_weight", out JsonElement name)
        ? Data(name.GetString()!)
        : null;

    // scikit-learn 1.2.1's figures of these lines.
    [Fact]
    public void Explained_variance_and_balanced_accuracy_are_scikit_learns()
    {
        Assert.Equal(0.9571734475374732, explained_variance_score(np.array([3, -0.5, 2, 7]), np.array([2.5, 0.0, 2, 8])), 12);
        Assert.Equal(0.9838709677419355, explained_variance_score(np.array(new[,] { { 0.5, 1 }, { -1, 1 }, { 7, -6 } }),
            np.array(new[,] { { 0.0, 2 }, { -1, 2 }, { 8, -5 } })), 12);
        Assert.Equal(1, explained_variance_score(np.array([1.0, 1]), np.array([1.0, 1])));
        Assert.Equal(0, explained_variance_score(np.array([1.0, 1]), np.array([1.0, 2])));
        Assert.Equal(0.625, balanced_accuracy_score(new[] { 0, 1, 0, 0, 1, 0 }, new[] { 0, 1, 0, 0, 0, 1 }), 12);
    }
}
