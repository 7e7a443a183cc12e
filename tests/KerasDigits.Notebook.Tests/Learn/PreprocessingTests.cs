using System.Text.Json;
using NumSharp;
using static KerasDigits.Notebook.sklearn.preprocessing;

namespace KerasDigits.Notebook.Tests.Learn;

public class PreprocessingTests
{
    [Fact]
    public void Scalers_give_the_recorded_numbers()
    {
        foreach (JsonElement golden in Recorded.Root.GetProperty("scalers").EnumerateArray())
        {
            string dtype = golden.GetProperty("dtype").GetString()!, name = golden.GetProperty("name").GetString()!,
                what = $"{name} {golden.GetProperty("options")} {dtype}";
            NPTypeCode type = np.dtype(dtype).typecode;
            NDArray x = Recorded.Array(Recorded.Root.GetProperty("X")).astype(type),
                fresh = Recorded.Array(Recorded.Root.GetProperty("new")).astype(type);
            JsonElement options = golden.GetProperty("options");
            bool Flag(string key) => !options.TryGetProperty(key, out JsonElement value) || value.GetBoolean();
            (NDArray scaled, NDArray other, NDArray back) = name == "StandardScaler"
                ? Run(StandardScaler(with_mean: Flag("with_mean"), with_std: Flag("with_std")), x, fresh)
                : Run(options.TryGetProperty("clip", out _) ? MinMaxScaler(feature_range: (-1, 2), clip: true) : MinMaxScaler(), x, fresh);
            Assert.Equal(dtype == "float32" ? NPTypeCode.Single : NPTypeCode.Double, scaled.typecode);
            double tolerance = dtype == "float32" ? 3e-7 : 1e-14;
            Recorded.Near(Recorded.Numbers(golden.GetProperty("scaled")), Buffers.ToDoubles(scaled), tolerance, what + " scaled");
            Recorded.Near(Recorded.Numbers(golden.GetProperty("new")), Buffers.ToDoubles(other), tolerance, what + " new");
            Recorded.Near(Recorded.Numbers(golden.GetProperty("back")), Buffers.ToDoubles(back), tolerance, what + " back");
        }
    }

    [Fact]
    public void A_scaler_tells_its_figures_and_refuses_what_does_not_fit()
    {
        var scaler = StandardScaler();
        Assert.Contains("not fitted yet", Assert.Throws<InvalidOperationException>(() => scaler.transform(np.zeros((2, 2)))).Message);
        Assert.Contains("Expected 2D array, got 1D array", Assert.Throws<ArgumentException>(() => scaler.fit(np.arange(3))).Message);
        scaler.fit(new DataFrame(np.array(new double[,] { { 1, 5 }, { 3, 5 } })));
        Assert.Equal([2.0, 5], Buffers.ToDoubles(scaler.mean_));
        Assert.Equal([1.0, 0], Buffers.ToDoubles(scaler.var_));
        Assert.Equal([1.0, 1], Buffers.ToDoubles(scaler.scale_));
        Assert.Equal("X has 3 features, but StandardScaler is expecting 2 features as input.",
            Assert.Throws<ArgumentException>(() => scaler.transform(np.zeros((2, 3)))).Message);
        Assert.Equal([-1.0, 0, 1, 0], Buffers.ToDoubles(StandardScaler().fit_transform(np.array(new double[,] { { 1, 5 }, { 3, 5 } }))));
    }

    [Fact]
    public void A_missing_value_stays_and_changes_no_figure()
    {
        double[] scaled = Buffers.ToDoubles(MinMaxScaler().fit_transform(np.array(new[,] { { 1 }, { double.NaN }, { 3 } })));
        Assert.Equal([0.0, double.NaN, 1], scaled);
    }

    [Fact]
    public void Labels_are_numbered_in_their_order_and_come_back()
    {
        var encoder = LabelEncoder();
        string[] words = ["dog", "Cat", "dog", "ape"];
        Assert.Equal([2.0, 0, 2, 1], Buffers.ToDoubles(encoder.fit_transform(words)));
        Assert.Equal("['Cat' 'ape' 'dog']", encoder.classes_.ToString());
        string[] back = encoder.inverse_transform(np.array(new[] { 2, 1 }));
        Assert.Equal(["dog", "ape"], back);
        NDArray numbers = LabelEncoder().fit(np.array(new[] { 5, 3, 5 })).classes_;
        Assert.Equal("[3 5]", builtins.str(numbers));
        var two = LabelEncoder().fit(new[] { "a", "b" });
        Assert.Equal(Recorded.Error("encoder_unseen"), Assert.Throws<ArgumentException>(() => two.transform(new[] { "a", "z" })).Message);
    }

    [Fact]
    public void Binarized_labels_take_a_column_each_and_two_take_one()
    {
        var three = LabelBinarizer();
        Assert.Equal([0.0, 0, 1, 1, 0, 0, 0, 1, 0], Buffers.ToDoubles(three.fit_transform(new[] { "c", "a", "b" })));
        string[] likeliest = three.inverse_transform(np.array(new[,] { { 0.2, 0.5, 0.3 } }));
        Assert.Equal(["b"], likeliest);
        Assert.Equal([0.0, 0, 0], Buffers.ToDoubles(three.transform(new[] { "unseen" })));
        var two = LabelBinarizer(neg_label: -1);
        NDArray column = two.fit_transform(np.array(new[] { 4, 9, 4 }));
        Assert.Equal([3, 1], Buffers.GetDims(column));
        Assert.Equal([-1.0, 1, -1], Buffers.ToDoubles(column));
        Assert.Equal([4.0, 9], Buffers.ToDoubles(two.inverse_transform(np.array(new[,] { { -0.1 }, { 0.1 } }))));
    }

    [Fact]
    public void One_hot_columns_stand_in_the_categories_order()
    {
        var encoder = OneHotEncoder(sparse: false, handle_unknown: "ignore");
        var frame = new DataFrame(new Dictionary<string, Array> { ["color"] = new[] { "red", "blue", "red" },
            ["size"] = new[] { 2.0, 1.0, 1.0 } });
        Assert.Equal([0.0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0], Buffers.ToDoubles(encoder.fit_transform(frame)));
        Assert.Equal(["color_blue", "color_red", "size_1.0", "size_2.0"], encoder.get_feature_names_out());
        Assert.Equal([0.0, 1, 0], Buffers.ToDoubles(OneHotEncoder(drop: "first").fit_transform(np.array(new[,] { { 3 }, { 7 }, { 3 } }))));
        Assert.Equal([0.0, 0],
            Buffers.ToDoubles(OneHotEncoder(handle_unknown: "ignore").fit(new[,] { { "a" }, { "b" } }).transform(new[,] { { "z" } })));
        var strict = OneHotEncoder().fit(new[,] { { "a" }, { "b" } });
        Assert.Equal(Recorded.Error("onehot_unseen"), Assert.Throws<ArgumentException>(() => strict.transform(new[,] { { "z" } })).Message);
        Assert.Throws<NotSupportedException>(() => OneHotEncoder(sparse: true));
    }

    private static (NDArray Scaled, NDArray Other, NDArray Back) Run<T>(KerasDigits.Notebook.Learn.ColumnScaler<T> scaler, NDArray x,
        NDArray fresh)
        where T : KerasDigits.Notebook.Learn.ColumnScaler<T>
    {
        NDArray scaled = scaler.fit(x).transform(x), other = scaler.transform(fresh);
        return (scaled, other, scaler.inverse_transform(other));
    }
}
