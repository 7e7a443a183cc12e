using KerasDigits.Models;
using NumSharp;
using static KerasDigits.Notebook.sklearn.model_selection;

namespace KerasDigits.Tests.Facade.Wrappers;

/// <summary>scikit-learn's searches over models of Keras that a function builds.</summary>
public sealed class SklearnWrapperTests
{
    private static readonly NDArray s_x = np.array(Enumerable.Range(0, 24).Select(i => (float)(i % 12) - 5.5f).ToArray()).reshape(24, 1);

    // 7 below 0 and 3 above it: classes need not count from 0.
    private static readonly NDArray s_y = np.array(Enumerable.Range(0, 24).Select(i => i % 12 < 6 ? 7L : 3L).ToArray());

    private static Model Build(double weight = 1)
    {
        var model = keras.models.Sequential([keras.layers.Dense(1, activation: "sigmoid", input_shape: 1,
            kernel_initializer: keras.initializers.Constant(weight))]);
        model.compile(optimizer: keras.optimizers.SGD(0.0), loss: "binary_crossentropy", metrics: ["accuracy"]);
        return model;
    }

    [Fact]
    public void A_classifier_gives_its_own_classes_and_their_share_that_is_right()
    {
        var classifier = keras.wrappers.scikit_learn.KerasClassifier(Build, ("weight", -2), ("epochs", 1), ("verbose", 0));
        classifier.fit(s_x, s_y);
        Assert.Equal([3, 7], classifier.classes_.ToArray<long>());
        Assert.Equal(s_y.ToArray<long>(), classifier.predict(s_x).ToArray<long>());
        Assert.Equal(1, classifier.score(s_x, s_y), 6);
        Assert.Equal([24, 2], classifier.predict_proba(s_x).shape);
        Assert.Equal(0, classifier.clone(("weight", 2)) is { } other && other.fit(s_x, s_y) is not null ? other.score(s_x, s_y) : -1, 6);
    }

    [Fact]
    public void Every_argument_of_fit_is_passed_on()
    {
        int begun = 0;
        var classifier = keras.wrappers.scikit_learn.KerasClassifier(Build, ("verbose", 0), ("epochs", 4), ("batch_size", 6),
            ("validation_data", (s_x, s_y)), ("validation_freq", 2), ("shuffle", "batch"), ("steps_per_epoch", 2),
            ("callbacks", keras.callbacks.LambdaCallback(on_batch_begin: (_, _) => begun++)));
        var history = classifier.fit(s_x, s_y);
        Assert.Equal((4, 2, 8), (history.history["loss"].Count, history.history["val_loss"].Count, begun));
    }

    [Fact]
    public void What_fit_does_not_take_is_refused()
    {
        Assert.Contains("epoch is not a legal parameter. The nearest known ones are \"epochs\"", Assert.Throws<ArgumentException>(
            () => keras.wrappers.scikit_learn.KerasClassifier(Build, ("epoch", 1))).Message, StringComparison.Ordinal);
        Assert.Contains("`class_weight` of KerasClassifier must be of the type Dictionary", Assert.Throws<ArgumentException>(
            () => keras.wrappers.scikit_learn.KerasClassifier(Build, ("class_weight", "balanced")).fit(s_x, s_y)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_finds_the_argument_that_scores_best()
    {
        var classifier = keras.wrappers.scikit_learn.KerasClassifier(Build, ("verbose", 0));
        var grid = GridSearchCV(classifier, new Dictionary<string, List<double>> { ["weight"] = [2, -2, 0.5], ["epochs"] = [1] }, cv: 3);
        Assert.Same(grid, grid.fit(s_x, s_y));
        Assert.Equal(1, grid.best_score_, 6);
        Assert.Equal(-2.0, grid.best_params_["weight"]);
        Assert.Equal(3, ((List<Dictionary<string, object?>>)grid.cv_results_["params"]).Count);
        Assert.Equal([0, 1, 0], ((NDArray)grid.cv_results_["mean_test_score"]).ToArray<double>().Select(v => Math.Round(v, 6)));
        Assert.Equal(1, grid.score(s_x, s_y), 6);
    }

    [Fact]
    public void Folds_are_scored_one_by_one_and_losses_count_below_zero()
    {
        NDArray scores = cross_val_score(keras.wrappers.scikit_learn.KerasClassifier(Build, ("weight", -2), ("verbose", 0)), s_x, s_y,
            cv: StratifiedKFold(n_splits: 4, shuffle: true, random_state: 1));
        Assert.Equal([1, 1, 1, 1], scores.ToArray<double>().Select(v => Math.Round(v, 6)));
        var regression = keras.wrappers.scikit_learn.KerasRegressor(() =>
        {
            var model = keras.models.Sequential([keras.layers.Dense(1, input_shape: 1, kernel_initializer: "ones")]);
            model.compile(optimizer: keras.optimizers.SGD(0.0), loss: "mse");
            return model;
        }, ("verbose", 0));
        Assert.Equal([-1, -1], cross_val_score(regression, s_x, s_x.flatten() + 1, cv: 2).ToArray<double>().Select(v => Math.Round(v, 5)));
        Assert.Equal([-1, -1], cross_val_score(regression, s_x, s_x.flatten() + 1, cv: 2, scoring: "neg_mean_squared_error")
            .ToArray<double>().Select(v => Math.Round(v, 5)));
    }

    [Fact]
    public void Arguments_that_nobody_takes_are_refused()
    {
        Assert.Contains("depth is not a legal parameter",
            Assert.Throws<ArgumentException>(() => keras.wrappers.scikit_learn.KerasClassifier(Build, ("depth", 3))).Message,
            StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => keras.wrappers.scikit_learn.KerasClassifier(Build).predict(s_x));
    }
}
