using KerasDigits.Backend;
using NumSharp;
using static KerasDigits.keras;

/// <summary>Whole trainings on what nobody should pass.</summary>
internal static class HostileFits
{
    private static readonly string[] s_losses =
    [
        "mse", "mae", "binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "huber", "kld", "poisson",
        "hinge", "categorical_hinge", "cosine_similarity", "log_cosh", "mape", "msle",
    ];

    /// <summary>One training, evaluation and prediction of a small net.</summary>
    public static object fit(object x, object y, int model, int loss, bool weighted, bool classes, int batch)
    {
        NDArray given = Arrays.ToArray((Tensor)x), targets = Arrays.ToArray((Tensor)y);
        long[] shape = given.shape.Length == 0 ? [] : given.shape[1..];
        var layerList = (Math.Abs((long)model) % 7) switch
        {
            0 => new KerasDigits.Layers.Layer[] { layers.Dense(3, activation: "softmax") },
            1 => [layers.Dense(4, activation: "relu"), layers.Dropout(0.5), layers.Dense(1, activation: "sigmoid")],
            2 => [layers.Embedding(5, 3), layers.Flatten(), layers.Dense(3, activation: "softmax")],
            3 => [layers.Masking(), layers.LSTM(3), layers.Dense(3)],
            4 => [layers.Conv2D(32, 3, padding: "same"), layers.BatchNormalization(), layers.GlobalAveragePooling2D(), layers.Dense(3)],
            5 => [layers.Embedding(6, 4, mask_zero: true), layers.GRU(3), layers.Dense(2, activation: "softmax")],
            _ => [layers.Flatten(), layers.LayerNormalization(), layers.Dense(3, activation: "softmax")],
        };
        var net = models.Sequential(layerList);
        net.compile("adam", s_losses[(int)(Math.Abs((long)loss) % s_losses.Length)], metrics: ["accuracy"]);
        int size = (int)(1 + (Math.Abs((long)batch) % 5));
        net.fit(given, targets, batch_size: size, epochs: 2, verbose: 0, validation_split: weighted ? 0.4 : 0,
            sample_weight: weighted && !classes ? np.ones(new[] { given.shape[0] }) : null,
            class_weight: classes ? new() { [0] = 1, [1] = 2, [2] = 3 } : null);
        net.evaluate(given, targets, batch_size: size, verbose: 0);
        return Arrays.ToTensor(net.predict(given, batch_size: size));
    }
}
