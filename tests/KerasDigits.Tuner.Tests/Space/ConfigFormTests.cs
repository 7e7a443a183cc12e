using KerasDigits.Core;

namespace KerasDigits.Tuner.Tests.Space;

/// <summary>Configurations of another form than get_config gives: a sentence, never a raw cast.</summary>
public sealed class ConfigFormTests
{
    private static HyperParameters Make()
    {
        var hp = new HyperParameters();
        hp.Int("units", 1, 5);
        hp.Float("rate", 0.1, 1.0, sampling: "log");
        hp.Choice("kind", ["a", "b"]);
        using (hp.conditional_scope("kind", ["a"])) { hp.Boolean("deep"); }
        hp.Fixed("f", 1);
        return hp;
    }

    [Fact]
    public void Every_entry_of_another_kind_is_told()
    {
        Config config = Make().get_config();
        var trial = new Trial(Make());
        trial.metrics.register("loss", "min");
        trial.metrics.update("loss", 0.5);
        int told = Mutate(config, () => HyperParameters.from_config(config)) + Mutate2(trial.get_state());
        Assert.True(told > 100, $"{told}");
        Assert.StartsWith("HyperParameters must be {\"space\": [", Assert.Throws<ArgumentException>(
            () => HyperParameters.from_config(new() { ["space"] = new List<object?> { 3L }, ["values"] = new Config() })).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => HyperParameters.from_config([]));

        static int Mutate2(Config state) => Mutate(state, () => Trial.from_state(state));
    }

    /// <summary>Puts values of other kinds in the place of each entry, wherever it stands; how often that was told.</summary>
    private static int Mutate(object? at, Action read)
    {
        int told = 0;
        foreach (object key in at is Config c ? c.Keys : at is List<object?> l ? Enumerable.Range(0, l.Count).Cast<object>() : [])
        {
            object? before = Swap(at!, key, null);
            Swap(at!, key, before);
            told += Mutate(before, read);
            foreach (object? wrong in (object?[])[null, 3L, 1.5, "x", true, new List<object?> { 3L }, new Config { ["a"] = null }])
            {
                Swap(at!, key, wrong);
                try { read(); }
                catch (ArgumentException) { told++; }
            }
            Swap(at!, key, before);
        }
        return told;
    }

    private static object? Swap(object at, object key, object? value)
    {
        object? before = at is Config c ? c[(string)key] : ((List<object?>)at)[(int)key];
        if (at is Config config) { config[(string)key] = value; }
        else { ((List<object?>)at)[(int)key] = value; }
        return before;
    }
}
