using KerasDigits.Models;
using static KerasDigits.keras;

namespace KerasDigits.Tests.Models.Drawing;

/// <summary>What model_to_dot says, against the rules of vis_utils.py and pydot's way of writing.</summary>
public sealed class ModelDotTests
{
    [Fact]
    public void A_graph_is_written_as_pydot_writes_it()
    {
        using var scope = new VersionScope("2.3");
        Assert.Equal("""
            digraph G {
            concentrate=True;
            dpi=96;
            rankdir=TB;
            node [shape=record];
            1 [label="image: InputLayer\n|{input:|output:}|{{[(?, 4, 4, 1)]}|{[(?, 4, 4, 1)]}}"];
            2 [label="flat: Flatten\n|{input:|output:}|{{(?, 4, 4, 1)}|{(?, 16)}}"];
            3 [label="text: InputLayer\n|{input:|output:}|{{[(?, 3)]}|{[(?, 3)]}}"];
            4 [label="both: Concatenate\n|{input:|output:}|{{[(?, 16), (?, 3)]}|{(?, 19)}}"];
            5 [label="kind: Dense\n|{input:|output:}|{{(?, 19)}|{(?, 2)}}"];
            1 -> 2;
            2 -> 4;
            3 -> 4;
            4 -> 5;
            }

            """.ReplaceLineEndings("\n"), utils.model_to_dot(TwoInputs(), show_shapes: true).to_string());
    }

    [Theory]
    [InlineData("2.3", "kind: Dense|float32\n|{input:|output:}|{{(?, 19)}|{(?, 2)}}"),
        InlineData("2.15", "{kind|Dense|float32}|{input:|output:}|{{(None, 19)}|{(None, 2)}}")]
    public void Labels_and_unknown_sizes_in_pictures_of_models(string version, string label)
    {
        using var scope = new VersionScope(version);
        Assert.Equal(label, utils.model_to_dot(TwoInputs(), show_shapes: true, show_dtype: true).get_nodes()[^1].Label);
    }

    [Fact]
    public void What_later_versions_say_in_boxes()
    {
        using var scope = new VersionScope("2.15");
        var model = models.Sequential([layers.Dense(2, activation: "relu", input_shape: 3, name: "first"),
            layers.Dropout(.5, name: "drop")]);
        model.layers[1].trainable = false;
        Assert.Equal(["T|first_input|InputLayer", "T|first|{Dense|relu}", "NT|drop|Dropout"],
            utils.model_to_dot(model, show_layer_activations: true, show_trainable: true).get_nodes().Select(n => n.Label));
        Assert.Equal(["InputLayer", "Dense", "Dropout"], utils.model_to_dot(model, show_layer_names: false).get_nodes().Select(n =>
            n.Label));
    }

    [Fact]
    public void Nested_models_are_boxes_or_frames()
    {
        var inner = models.Sequential([layers.Dense(3, input_shape: 4, name: "a"), layers.Dense(2, name: "b")], name: "inner");
        var i = Input(4, name: "i");
        var model = Model(i, layers.Dense(1, name: "end").Apply(inner.Apply(i)));
        DotGraph whole = utils.model_to_dot(model);
        Assert.Equal(["i: InputLayer", "inner: Sequential", "end: Dense"], whole.get_nodes().Select(n => n.Label));
        Assert.Empty(whole.get_subgraphs());
        DotGraph open = utils.model_to_dot(model, expand_nested: true);
        DotGraph frame = Assert.Single(open.get_subgraphs());
        Assert.Equal("inner", frame.Name);
        Assert.Equal(["a_input: InputLayer", "a: Dense", "b: Dense"], frame.get_nodes().Select(n => n.Label));
        Assert.Equal(["i: InputLayer", "end: Dense"], open.get_nodes().Select(n => n.Label));
        Assert.Equal([(open.get_nodes()[0].Name, frame.get_nodes()[0].Name), (frame.get_nodes()[^1].Name, open.get_nodes()[1].Name)],
            open.get_edges().Select(e => (e.Source, e.Destination)));
        Assert.Contains("subgraph cluster_inner {\nlabel=inner;\nlabeljust=l;\nstyle=dashed;\n", open.to_string(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Wrappers_name_what_they_hold_and_layers_called_twice_have_two_arrows()
    {
        var i = Input((5, 4), name: "i");
        var rnn = layers.Bidirectional(layers.LSTM(2, return_sequences: true, name: "lstm"), name: "both").Apply(i);
        var shared = layers.Dense(4, name: "shared");
        var model = Model(i, shared.Apply(shared.Apply(rnn)));
        DotGraph dot = utils.model_to_dot(model);
        Assert.Equal(["i: InputLayer", "both(lstm): Bidirectional(LSTM)", "shared: Dense"], dot.get_nodes().Select(n => n.Label));
        Assert.Equal([("1", "2"), ("2", "3"), ("3", "3")], dot.get_edges().Select(e => (e.Source, e.Destination)));
    }

    [Fact]
    public void A_range_of_layers_and_what_cannot_be_drawn()
    {
        var model = models.Sequential([layers.Dense(3, input_shape: 4, name: "a1"), layers.Dense(2, name: "a2"),
            layers.Dense(2, name: "b1")]);
        Assert.Equal(["a1: Dense", "a2: Dense"], utils.model_to_dot(model, layer_range: ["a", "a"]).get_nodes().Select(n =>
            n.Label).Where(l => !l.Contains("Input", StringComparison.Ordinal)));
        Assert.Contains("There are: a1_input, a1", Assert.Throws<ArgumentException>(() =>
            utils.model_to_dot(model, layer_range: ["x", "b1"])).Message, StringComparison.Ordinal);
        Assert.Contains("which is outside", Assert.Throws<ArgumentException>(() =>
            utils.model_to_dot(TwoInputs(), layer_range: ["text", "kind"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => utils.model_to_dot(model, rankdir: "DOWN"));
        Assert.Single(utils.model_to_dot(models.Sequential([layers.Dense(1)], name: "unbuilt")).get_nodes(), n => n.Label == "unbuilt");
    }

    internal static Model TwoInputs()
    {
        var (image, text) = (Input((4, 4, 1), name: "image"), Input(3, name: "text"));
        var both = layers.Concatenate(name: "both").Apply(layers.Flatten(name: "flat").Apply(image), text);
        return Model([image, text], layers.Dense(2, name: "kind").Apply(both));
    }
}
