using DigitsNotebook.Screen;

namespace KerasDigits.Tests.Samples.Notebook;

/// <summary>The lines that the program says by itself.</summary>
public sealed class VoiceTests
{
    [Fact]
    public void A_silent_log_gets_a_line_now_and_then_on_a_line_of_its_own()
    {
        var log = new StringWriter();
        TextWriter before = Console.Out;
        using (var voice = new Voice(log, terminal: false, patience: TimeSpan.FromMilliseconds(60)))
        {
            voice.During(() => "conv2: epoch 3 of 12");
            Console.Out.Write("1/8 [==>");
            SpinWait.SpinUntil(() => log.ToString().Split("# conv2: epoch 3 of 12\n").Length > 2, TimeSpan.FromSeconds(20));
            voice.During(() => null);
        }
        Assert.Same(before, Console.Out);
        Assert.StartsWith("1/8 [==>\n# conv2: epoch 3 of 12\n# conv2: epoch 3 of 12\n", log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_whose_time_is_over_begins_no_further_epoch()
    {
        var model = keras.models.Sequential();
        model.add(keras.layers.Dense(1, input_shape: 2));
        model.compile(optimizer: "sgd", loss: "mse");
        NumSharp.NDArray x = NumSharp.np.ones(new NumSharp.Shape(8, 2)), y = NumSharp.np.ones(new NumSharp.Shape(8, 1));
        var cut = new Watch("net", 1000, TimeSpan.Zero);
        Assert.Single(model.fit(x, y, epochs: 1000, callbacks: [cut], verbose: 0).epoch);
        Assert.True(cut.IsCut);
        var whole = new Watch("net", 3);
        Assert.Equal(3, model.fit(x, y, epochs: 3, callbacks: [whole], verbose: 0).epoch.Count);
        Assert.False(whole.IsCut);
        Assert.StartsWith("net: epoch 3 of 3, ", whole.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_prints_by_itself_is_left_alone()
    {
        var log = new StringWriter();
        using (var voice = new Voice(log, terminal: false, patience: TimeSpan.FromSeconds(30)))
        {
            voice.During(() => "never");
            Console.Out.Write("a\n");
            voice.Say("said");
            Console.Out.Write("b");
            voice.Lines.Write("two\nlines\n");
        }
        Assert.Equal("a\n# said\nb\n# two\n# lines\n", log.ToString());
    }
}
