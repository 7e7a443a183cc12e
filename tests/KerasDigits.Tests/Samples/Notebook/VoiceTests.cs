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
