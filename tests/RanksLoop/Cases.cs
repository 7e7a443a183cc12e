using KerasDigits;
using KerasDigits.Backend;
using KerasDigits.Data;
using KerasDigits.Training;
using NumSharp;
using static KerasDigits.keras;

/// <summary>Trainings that must give the weights and logs of one process, each some fifty steps long.</summary>
internal static class Cases
{
    public static readonly (string Name, Func<distribute.Strategy, (TrainableModel, History)> Run)[] All =
    [
        ("dense", s => Fit(s, Dense("adam"), Pairs(96, 6), batch: 16, epochs: 9)),
        ("uneven", s => Fit(s, Dense(optimizers.SGD(0.05, momentum: 0.9)), Pairs(50, 6), batch: 7, epochs: 7)),
        ("few_rows", s => Fit(s, Dense("rmsprop"), Pairs(33, 6), batch: 8, epochs: 10)),
        ("sum_and_penalty", s => Fit(s, () =>
        {
            var m = models.Sequential([layers.Dense(5, activation: "tanh", input_shape: 6, kernel_regularizer: regularizers.l2(0.01)),
                layers.Dense(1)]);
            m.compile(optimizers.SGD(0.01), losses.MeanSquaredError(reduction: "sum"), ["mae"]);
            return m;
        }, Pairs(40, 6), batch: 8, epochs: 10)),
        ("clipped", s => Fit(s, Dense(optimizers.Adam(clipnorm: 0.05)), Pairs(40, 6), batch: 8, epochs: 10)),
        ("conv", s => Fit(s, () =>
        {
            var m = models.Sequential([layers.Conv2D(4, 3, activation: "relu", input_shape: (8, 8, 1)), layers.MaxPooling2D(),
                layers.Flatten(), layers.Dense(3, activation: "softmax")]);
            m.compile("adam", "sparse_categorical_crossentropy", ["accuracy"]);
            return m;
        }, Pictures(40), batch: 8, epochs: 10)),
        ("synchronized", s => Fit(s, () =>
        {
            var m = models.Sequential([layers.Conv2D(4, 3, input_shape: (8, 8, 1)), layers.experimental.SyncBatchNormalization(),
                layers.ReLU(), layers.Flatten(), layers.Dense(3, activation: "softmax")]);
            m.compile(optimizers.SGD(0.05), "sparse_categorical_crossentropy", ["accuracy"]);
            return m;
        }, Pictures(44), batch: 8, epochs: 9)),
        ("recurrent", s => Fit(s, () =>
        {
            var m = models.Sequential([layers.Masking(input_shape: (5, 3)), layers.LSTM(6), layers.Dense(1, activation: "sigmoid")]);
            m.compile("adam", "binary_crossentropy", [metrics.AUC(), "accuracy"]);
            return m;
        }, Sequences(40), batch: 8, epochs: 10)),
        ("two_inputs", TwoInputs),
        ("sample_weights", s => Fit(s, Dense("adam"), Pairs(40, 6), batch: 8, epochs: 10, weights: Draw(40) + 0.5)),
        ("class_weights", s =>
        {
            var (x, y) = Pictures(40);
            TrainableModel model = Made(s, () =>
            {
                var m = models.Sequential([layers.Flatten(input_shape: (8, 8, 1)), layers.Dense(3, activation: "softmax")]);
                m.compile("adam", "sparse_categorical_crossentropy", weighted_metrics: ["accuracy"]);
                return m;
            });
            return (model, model.fit(x, y, batch_size: 9, epochs: 10, verbose: 0, class_weight: new() { [0] = 1, [1] = 3, [2] = 0.5 }));
        }),
        ("steps_per_epoch", s =>
        {
            var (x, y) = Pairs(40, 6);
            TrainableModel model = Made(s, Dense("adam"));
            return (model, model.fit(x, y, batch_size: 8, epochs: 10, steps_per_epoch: 4, verbose: 0));
        }),
        ("generator", s =>
        {
            TrainableModel model = Made(s, Dense("adam"));
            return (model, model.fit(ModelData.From(Endless()), epochs: 10, steps_per_epoch: 5, verbose: 0, validation_data: Pairs(9, 6)));
        }),
        ("data_set", s =>
        {
            var (x, y) = Pairs(40, 6);
            TrainableModel model = Made(s, Dense("adam"));
            return (model, model.fit(tf.data.Dataset.from_tensor_slices((x, y)).shuffle(40).batch(7), epochs: 9, verbose: 0));
        }),
        ("looked_up", s => Fit(s, () =>
        {
            var m = models.Sequential([layers.Embedding(12, 4, input_length: 5), layers.Flatten(), layers.Dense(1)]);
            m.compile("adam", "mse");
            return m;
        }, (np.floor(Draw(40, 5) * 12), Draw(40, 1)), batch: 8, epochs: 10)),
        ("own_step", s => Fit(s, () =>
        {
            var x = Input(6);
            var m = new OwnStep([x], [layers.Dense(1).Apply(layers.Dense(5, activation: "tanh").Apply(x))]);
            m.compile("adam", "mse", ["mae"]);
            return m;
        }, Pairs(44, 6), batch: 8, epochs: 9)),
        ("wrapped_step", s => Fit(s, () =>
        {
            var x = Input(6);
            var m = new WrappedStep([x], [layers.Dense(1).Apply(layers.Dense(5, activation: "tanh").Apply(x))]);
            m.compile("adam", "mse", ["mae"]);
            return m;
        }, Pairs(44, 6), batch: 8, epochs: 9)),
        ("stops", s =>
        {
            var (x, y) = Pairs(40, 6);
            TrainableModel model = Made(s, Dense(optimizers.Adam(0.05)));
            return (model,
                model.fit(x, y, batch_size: 8, epochs: 40, verbose: 0, validation_split: 0.2,
                    callbacks: [callbacks.EarlyStopping(patience: 2, restore_best_weights: true),
                        callbacks.ReduceLROnPlateau(patience: 1)]));
        }),
    ];

    /// <summary>A net whose batches' order, dropped values and moving statistics all hang on where a run stands.</summary>
    public static TrainableModel Dropped(distribute.Strategy strategy) => Made(strategy, () =>
    {
        var m = models.Sequential([layers.Dense(8, activation: "relu", input_shape: 6), layers.BatchNormalization(), layers.Dropout(0.3),
            layers.Dense(1)]);
        m.compile("adam", "mse", ["mae"]);
        return m;
    });

    public static (NDArray X, NDArray Y) Pairs(int rows, int columns)
    {
        NDArray x = Draw(rows, columns);
        return (x, x.sum(1).reshape(rows, 1) + (0.1 * Draw(rows, 1)));
    }

    private static (NDArray, NDArray) Pictures(int rows) => (Draw(rows, 8, 8, 1), np.floor(Draw(rows) * 3));

    private static (NDArray, NDArray) Sequences(int rows)
    {
        NDArray x = Draw(rows, 5, 3);
        for (int i = 0; i < rows; i += 3) { x[$"{i},3:,:"] = 0; }
        return (x, np.floor(Draw(rows, 1) * 2));
    }

    private static NDArray Draw(params int[] shape) => np.random.RandomState(shape.Aggregate(1, (a, b) => (a * 31) + b))
        .random_sample(new NumSharp.Shape([.. shape.Select(s => (long)s)])).astype(NPTypeCode.Single);

    private static Func<TrainableModel> Dense(KerasDigits.Optimizers.Optimizer optimizer) => () =>
    {
        var m = models.Sequential([layers.Dense(8, activation: "relu", input_shape: 6), layers.Dense(1)]);
        m.compile(optimizer, "mse", ["mae", metrics.RootMeanSquaredError()]);
        return m;
    };

    private static TrainableModel Made(distribute.Strategy strategy, Func<TrainableModel> make)
    {
        using (strategy.scope()) { return make(); }
    }

    private static (TrainableModel, History) Fit(distribute.Strategy strategy, Func<TrainableModel> make, (NDArray X, NDArray Y) data,
        int batch, int epochs, NDArray? weights = null)
    {
        TrainableModel model = Made(strategy, make);
        History history = model.fit(data.X, data.Y, batch_size: batch, epochs: epochs, verbose: 0, validation_data: data,
            sample_weight: weights is null ? null : (ModelData)weights);
        var again = model.evaluate(data.X, data.Y, batch_size: 5, verbose: 0);
        history.history["evaluated"] = [.. again];
        return (model, history);
    }

    private static (TrainableModel, History) TwoInputs(distribute.Strategy strategy)
    {
        TrainableModel model = Made(strategy, () =>
        {
            var (a, b) = (Input(6), Input(3));
            var joined = layers.concatenate([layers.Dense(4, activation: "tanh").Apply(a), layers.Dense(4, activation: "tanh").Apply(b)]);
            var m = models.Model([a, b], [layers.Dense(1, name: "one").Apply(joined), layers.Dense(2, name: "two").Apply(joined)]);
            m.compile("adam", "mse", loss_weights: (double[])[1, 0.3]);
            return m;
        });
        NDArray[] x = [Draw(44, 6), Draw(44, 3)], y = [Draw(44, 1), Draw(44, 2)];
        return (model, model.fit(x, y, batch_size: 8, epochs: 9, verbose: 0));
    }

    private static IEnumerable<(NDArray, NDArray)> Endless()
    {
        for (int i = 0; ; i++)
        {
            var (x, y) = Pairs(40, 6);
            int start = 5 * (i % 6), end = start + 7;
            yield return (x[$"{start}:{end}"], y[$"{start}:{end}"]);
        }
    }

    /// <summary>Counts more after the built-in step than that has counted.</summary>
    private sealed class WrappedStep(KerasDigits.Models.KerasTensors inputs, KerasDigits.Models.KerasTensors outputs)
        : KerasDigits.Models.Model(inputs, outputs)
    {
        private readonly KerasDigits.Metrics.Metric _more = keras.metrics.RootMeanSquaredError(name: "more");

        public override StepResults train_step(StepData data)
        {
            var (x, y) = data;
            _ = base.train_step(data);
            _more.update_state(y, Apply(x, training: false));
            return new StepResults(metrics);
        }
    }

    private sealed class OwnStep(KerasDigits.Models.KerasTensors inputs, KerasDigits.Models.KerasTensors outputs)
        : KerasDigits.Models.Model(inputs, outputs)
    {
        public override StepResults train_step(StepData data)
        {
            var (x, y) = data;
            using var tape = new GradientTape();
            Tensor y_pred = Apply(x, training: true);
            Tensor loss = compiled_loss(y, y_pred, regularization_losses: losses);
            optimizer.apply_gradients(tape.gradient(loss, trainable_variables).Zip(trainable_variables));
            compiled_metrics.update_state(y, y_pred);
            return new StepResults(metrics);
        }
    }
}
