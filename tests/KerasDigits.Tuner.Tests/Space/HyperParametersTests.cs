using KerasDigits.Core;
using KerasDigits.Tuner.Project;
using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner.Tests.Space;

/// <summary>The space and its values, as KerasTuner's own tests and runs have them.</summary>
public sealed class HyperParametersTests
{
    private static readonly long[] s_seeds = [0, 1, 2, 42, 1234];

    public static TheoryData<HyperParameter, object[]> Samples => new()
    {
        { new Int("a", 32, 512, step: 32), [448, 96, 512, 352, 512] },
        { new Int("a", 1, 3), [3, 1, 3, 2, 3] },
        { new Int("a", 2, 32, sampling: "log"), [21, 2, 29, 12, 30] },
        { new Int("a", 2, 32, step: 2, sampling: "log"), [32, 2, 32, 16, 32] },
        { new Float("a", 0, 0.5, step: 0.1), [0.4, 0.0, 0.4, 0.30000000000000004, 0.4] },
        { new Float("a", 1e-4, 1e-2, sampling: "log"),
            [.004884765313390344, .00018566433578077874, .00816711260996145, .0019004375238737127, .00856854479280256] },
        { new Choice("a", ["x", "y", "z"]), ["z", "x", "z", "y", "z"] },
        { new KerasDigits.Tuner.Space.Boolean("a"), [true, false, true, true, true] },
    };

    [Theory, MemberData(nameof(Samples))]
    public void Seeds_draw_Python_s_values(HyperParameter hp, object[] expected) =>
        Assert.Equal(expected.Select(PythonText.FormatRepr), s_seeds.Select(s => PythonText.FormatRepr(hp.random_sample(s))));

    [Theory]
    [InlineData(0, 1, .1, 10, .9), InlineData(0, 1, .2, 5, .8), InlineData(0, .5, .1, 5, .4), InlineData(0, .5, .05, 10, .45),
        InlineData(0, .5, .25, 3, .5), InlineData(.1, .5, .1, 5, .5), InlineData(0, .6, .1, 6, .5), InlineData(0, .3, .1, 3, .2)]
    public void Steps_end_where_Python_s_floor_division_ends(double min, double max, double step, int count, double last)
    {
        IReadOnlyList<HyperValue> values = new Float("a", min, max, step).values;
        Assert.Equal(count, values.Count);
        Assert.Equal(last, values[^1], 12);
    }

    [Fact]
    public void Values_come_back_from_their_probability()
    {
        Assert.Equal(0.35, new Float("a", 1, 11).value_to_prob(4.5), 12);
        Assert.Equal(4.5, (double)new Float("a", 1, 11).prob_to_value(0.35), 12);
        Assert.Equal(0.3, new Int("a", 5, 9).value_to_prob(6), 12);
        Assert.Equal(0.3, new Int("a", 2, 32, step: 2, sampling: "log").value_to_prob(4), 12);
        Assert.Equal(0.5, new Float("a", 1e-3, 1e3, sampling: "log").value_to_prob(1), 12);
        Assert.Equal(0.5, new Float("a", 2, 2).value_to_prob(2));
        Assert.Equal([0.01, 90.01, 99.01, 99.91, 100.0],
            new Float("a", 0.01, 100, step: 10, sampling: "reverse_log").values.Select(v => Math.Round((double)v, 6)).Order());
        Assert.Equal([0.75, 0.25],
            new KerasDigits.Tuner.Space.Boolean("a").values.Select(new KerasDigits.Tuner.Space.Boolean("a").value_to_prob));
        Assert.Equal([2, 4, 8, 16, 32], new Int("a", 2, 32, step: 2, sampling: "log").values.Select(v => (int)v));
        Assert.Equal(10, new Int("a", 2, 1024, sampling: "log").values.Count);
    }

    [Fact]
    public void Hash_is_Python_s()
    {
        var oracle = new Opened();
        Assert.Equal("9f5b7a345ab05d225c9e748613288134",
            oracle.Hash(new HyperValues { ["a"] = 1, ["b"] = 0.5, ["c"] = true, ["d"] = "x", ["e"] = 1e-5 }));
    }

    [Fact]
    public void Sets_of_numbers_are_walked_in_CPython_s_order()
    {
        // Written by CPython 3.11 for tuple({x for x in …}).
        Walked([2, 21, 12, 30, 5, 8, 17, 4, 3, 25], "[2, 3, 4, 5, 8, 12, 17, 21, 25, 30]");
        Walked([0.5, 1.5, 3.0, 8.0, 16.0, -1.0, 1e-3, 7.25, 100.0, 33.0], "[0.5, 1.5, 33.0, 3.0, 100.0, 7.25, 8.0, 0.001, 16.0, -1.0]");
        Assert.Equal("[-0.9, -0.7, -0.09999999999999998, -0.5, -0.29999999999999993, 0.10000000000000009, 0.30000000000000027, "
            + "0.5000000000000002, 0.7000000000000002, 0.9000000000000001]", PythonText.FormatRepr(new Float("a", -1, 1).values));
        Assert.Equal("[1, 2, 34, 4, 6, 9, 15, 52, 22]", PythonText.FormatRepr(new Int("a", 1, 64, sampling: "log").values));
        Assert.Equal("[0.017782794100389243, 0.07079457843841383, 0.00223872113856834, 0.0011220184543019637, 0.008912509381337464, "
            + "0.035481338923357565, 0.0005623413251903491, 0.00014125375446227543, 0.004466835921509632, 0.00028183829312644545]",
            PythonText.FormatRepr(new Float("a", 1e-4, 1e-1, sampling: "log").values));
    }

    [Fact]
    public void Scopes_name_and_activate()
    {
        var hp = new HyperParameters();
        Assert.Equal("a", hp.Choice("kind", ["a", "b"]));
        using (hp.name_scope("outer"))
        {
            Assert.Equal(3, hp.Int("n", 3, 9));
            using (hp.name_scope("inner")) { hp.Boolean("flag", @default: true); }
            Assert.Equal(3, (int)hp.get("n"));
        }
        using (hp.conditional_scope("kind", "a", "c")) { Assert.Equal(1.0, hp.Float("x", 1, 2)); }
        using (hp.conditional_scope("kind", "b"))
        {
            Assert.True(double.IsNaN(hp.Float("x", 5, 6)));
            Assert.Equal(0, hp.Int("only_b", 1, 2));
        }
        Assert.Null(hp.Choice("late", ["p", "q"], parent_name: "kind", parent_values: ["b"]));
        Assert.Equal(["kind", "outer/n", "outer/inner/flag", "x"], hp.values.Keys);
        Assert.Equal(7, hp.space.Count);
        Assert.True(hp.is_active("x") && !hp.is_active("only_b") && !hp.is_active("nothing"));
        Assert.True(hp.Contains("x") && !hp.Contains("only_b"));
        Assert.Contains("only_b is currently inactive", Assert.Throws<ArgumentException>(() => hp.get("only_b")).Message,
            StringComparison.Ordinal);
        Assert.Contains("nothing does not exist", Assert.Throws<KeyNotFoundException>(() => hp["nothing"]).Message,
            StringComparison.Ordinal);
        Assert.Contains("`HyperParameter` named: none not defined",
            Assert.Throws<ArgumentException>(() => hp.conditional_scope("none", "a")).Message, StringComparison.Ordinal);
        Assert.Single(hp.active_scopes);
        Assert.Equal(2, hp.inactive_scopes.Count);
    }

    [Fact]
    public void A_value_that_was_set_wins_over_the_default_and_inactive_ones_are_taken_away()
    {
        var hp = new HyperParameters();
        hp.values["n"] = 7;
        hp.values["kind"] = "b";
        Assert.Equal(7, hp.Int("n", 1, 9, @default: 2));
        Assert.Equal(7, hp.Int("n", 100, 200));
        hp.Choice("kind", ["a", "b"]);
        hp.Int("width", 1, 9, parent_name: "kind", parent_values: ["a"]);
        hp.values["width"] = 4;
        hp.ensure_active_values();
        Assert.False(hp.values.ContainsKey("width"));
        hp.values["kind"] = "a";
        hp.ensure_active_values();
        Assert.InRange((int)hp["width"], 1, 9);
    }

    [Fact]
    public void Merging_overwrites_or_leaves_alone()
    {
        HyperParameters a = new(), b = new();
        a.values["n"] = 5;
        a.Int("n", 1, 9);
        b.Int("n", 1, 9, @default: 2);
        b.Int("m", 1, 9, @default: 3);
        HyperParameters kept = a.copy();
        kept.merge(b, overwrite: false);
        Assert.Equal("{'n': 5, 'm': 3}", kept.values.ToString());
        a.merge(b);
        Assert.Equal("{'n': 2, 'm': 3}", a.values.ToString());
        Assert.Equal(3, a.space.Count);
    }

    [Fact]
    public void Configurations_are_read_back_and_those_of_older_versions_too()
    {
        var hp = new HyperParameters();
        Goldens.Ask("cond", hp);
        Goldens.Ask("cont", hp);
        Goldens.Ask("space", hp);
        string json = PythonJson.FormatText(hp.get_config());
        Assert.Equal(json, PythonJson.FormatText(HyperParameters.from_config((Config)JsonReader.Parse(json)!).get_config()));
        Config old =
            (Config)JsonReader.Parse(
                """{"space": [{"class_name": "Int", "config": {"name": "u", "default": 8, "min_value": 8, "max_value": 32, "step": 1, "sampling": "log"}}, {"class_name": "Fixed", "config": {"name": "f", "value": 0.5}}, {"class_name": "Float", "config": {"name": "d", "default": 0, "min_value": 0.0, "max_value": 1.0, "step": 1, "sampling": null}}], "values": {"u": 8}}""")!;
        HyperParameters read = HyperParameters.from_config(old);
        Assert.Null(((Int)read.space[0]).step);
        Assert.Equal("linear", ((Float)read.space[2]).sampling);
        Assert.Contains("\"step\": 1, ", PythonJson.FormatText(read.get_config()), StringComparison.Ordinal);
    }

    [Fact]
    public void Contradictions_are_refused()
    {
        Refused(hp => hp.Choice("a", ["x", "y"], @default: "z"),
            "The default value should be one of the choices. You passed: values=['x', 'y'], default=z");
        Refused(hp => hp.Choice("a", new int[] { 1, 2 }, @default: 3), "The default value should be one of the choices");
        Refused(hp => hp.Choice("a", System.Array.Empty<string>()), "`values` must be provided for `Choice`");
        Refused(hp => hp.Choice("a", ["x"], ordered: true), "`ordered` must be `False` for non-numeric types");
        Refused(hp => hp.Int("a", 5, 4), "For HyperParameters.Int(name='a'), min_value 5 is greater than the max_value 4");
        Refused(hp => hp.Float("a", 1, 0.5), "For HyperParameters.Float(name='a'), min_value 1.0 is greater than the max_value 0.5");
        Refused(hp => hp.Int("a", 5, 9, @default: 10), "the default value must be from min_value 5 to max_value 9. Received: default=10");
        Refused(hp => hp.Float("a", 0, 1, @default: -0.5),
            "the default value must be from min_value 0.0 to max_value 1.0. Received: default=-0.5");
        Refused(hp => hp.Float("a", 0, 1, sampling: "log"), "sampling='log' does not support negative values, found min_value: 0.0");
        Refused(hp => hp.Int("a", 1, 9, step: 1, sampling: "log"), "expected step > 1 with sampling='log'. Received: step=1");
        Refused(hp => hp.Int("a", 1, 9, step: 0), "expected step > 0. Received: step=0");
        Refused(hp => hp.Float("a", 1, 9, sampling: "square"), "sampling must be one of");
        Refused(hp =>
        {
            hp.Int("a", 1, 9);
            hp.Choice("a", ["x"]);
        }, "One name must stand for one kind of hyperparameter. Received: \"a\" as Choice, after it came up as Int");
        Refused(hp => { hp.Choice("a", ["x"]); hp.copy().Int("a", 1, 9); }, "\"a\" is asked for as Int, but its value is 'x'");
        Refused(hp =>
        {
            hp.Choice("a", ["x"]);
            hp.Int("a", 1, 9, parent_name: "a", parent_values: ["x"]);
        }, "A conditional `HyperParameter` cannot have the same name as its parent");
        Refused(hp => { hp.Choice("a", ["x"]); hp.Int("b", 1, 9, parent_name: "a"); }, "parent_name=\"a\" needs parent_values");
        Assert.Contains("only one type of value", Assert.Throws<ArgumentException>(() => new Choice("a", [1, "x"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_bool_choice_becomes_numbers_as_in_Python()
    {
        var hp = new HyperParameters();
        Assert.True(hp.Choice("a", new[] { true, false }));
        Assert.Equal("{'a': 1}", hp.values.ToString());
        Assert.Contains("\"values\": [1, 0], \"ordered\": true", PythonJson.FormatText(hp.get_config()), StringComparison.Ordinal);
    }

    private static void Walked(HyperValue[] inserted, string order) =>
        Assert.Equal(order, PythonText.FormatRepr(PythonSet.Order(inserted)));

    private static void Refused(Action<HyperParameters> ask, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ask(new HyperParameters())).Message, StringComparison.Ordinal);

    private sealed class Opened() : RandomSearchOracle(seed: 1)
    {
        public string Hash(HyperValues values) => compute_values_hash(values);
    }
}
