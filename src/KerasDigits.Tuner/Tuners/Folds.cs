using KerasDigits.Data;
using NumSharp;

namespace KerasDigits.Tuner;

/// <summary>Cross-validation: the arguments of search for each part of the data that is kept for validation.</summary>
/// <remarks>The parts are those of scikit-learn's KFold without shuffling: in the order of the data, the first ones longer by one where the
/// number does not divide.</remarks>
internal static class Folds
{
    /// <summary>The arguments of each training; the arguments themselves where no folds are asked for.</summary>
    /// <exception cref="FatalValueError">The data cannot be parted.</exception>
    public static IEnumerable<SearchArguments> Of(SearchArguments args)
    {
        if (!args.Contains("folds")) { return [args]; }
        int folds = args.get("folds", 1);
        SearchArguments rest = args.without("folds");
        if (folds == 1) { return [rest]; }
        ModelData x = args.get<ModelData?>("x")
            ?? throw new FatalValueError("`folds` needs the argument `x`: give search() the training data.");
        if (folds < 2) { throw new FatalValueError($"`folds` must be at least 1. Received: folds={folds}."); }
        if (x.IsBatched)
        {
            throw new FatalValueError("`folds` needs arrays: batches cannot be parted. Give `x` and `y` as arrays, or validation_data "
                + "instead of folds.");
        }
        if (args["validation_data"] is not null || args.get("validation_split", 0.0) > 0)
        {
            throw new FatalValueError("`folds` keeps parts of the data for validation by itself: leave out validation_data and "
                + "validation_split.");
        }
        int rows = CollectRows(x);
        if (rows < folds)
        {
            throw new FatalValueError($"`folds` must not be more than the samples. Received: folds={folds}, {rows} samples.");
        }
        return Enumerable.Range(0, folds)
            .Select(i => Fold(rest, x, i * (rows / folds) + Math.Min(i, rows % folds),
                (i + 1) * (rows / folds) + Math.Min(i + 1, rows % folds), rows));
    }

    private static SearchArguments Fold(SearchArguments args, ModelData x, int from, int to, int rows)
    {
        ModelData? y = args.get<ModelData?>("y"), weights = args.get<ModelData?>("sample_weight");
        foreach (ModelData other in new[] { y, weights }.OfType<ModelData>())
        {
            if (CollectRows(other) != rows)
            {
                throw new FatalValueError($"All arrays must have as many samples. Received: {rows} and {CollectRows(other)}.");
            }
        }
        ModelData KeepRows(ModelData data) => TakePart(data, a => a[$"{from}:{to}"]);
        ModelData ListOthers(ModelData data) =>
            TakePart(data, a => from == 0 ? a[$"{to}:"] : to == rows ? a[$":{from}"] : np.concatenate([a[$":{from}"], a[$"{to}:"]], 0));
        ValidationData validation = y is null ? KeepRows(x)
            : ValidationData.From(KeepRows(x), KeepRows(y), weights is null ? null : KeepRows(weights));
        SearchArguments fold = args.with("x", ListOthers(x)).with("validation_data", validation);
        if (y is not null) { fold["y"] = ListOthers(y); }
        if (weights is not null) { fold["sample_weight"] = ListOthers(weights); }
        return fold;
    }

    private static int CollectRows(ModelData data) => (int)data.First().shape[0];

    private static ModelData TakePart(ModelData data, Func<NDArray, NDArray> part) =>
        data.Arrays is { } arrays ? Array.ConvertAll(arrays, a => part(a))!
        : data.Named!.ToDictionary(p => p.Key, p => part(p.Value))!;
}
