using KerasDigits.Port.Command;
using KerasDigits.Port.Reading;

namespace KerasDigits.Port.Tests;

/// <summary>Whatever a file holds, it ends in a translation or in a sentence.</summary>
public class HostileTests
{
    private const string Marks = "()[]{}:,.=+-*/'\"\n\t #\\@";

    /// <summary>KERAS_MUTATIONS=10000 tries so many instead of the few of every run.</summary>
    [Fact]
    public void Mutated_programs_end_in_a_translation_or_a_sentence()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("KERAS_MUTATIONS"), out int wanted) ? wanted : 200;
        string[] programs = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Programs", "sources.txt"))
            .Split("### ", StringSplitOptions.RemoveEmptyEntries);
        var dice = new Random(7);
        for (int n = 0; n < count; n++)
        {
            string program = programs[dice.Next(programs.Length)];
            char[] text = program[(program.IndexOf('\n') + 1)..].ToCharArray();
            for (int change = dice.Next(1, 5); change > 0; change--)
            {
                int at = dice.Next(text.Length);
                text[at] = dice.Next(3) switch
                {
                    0 => (char)dice.Next(1, 256),
                    1 => Marks[dice.Next(Marks.Length)],
                    _ => text[dice.Next(text.Length)]
                };
            }
            string source = new(text);
            try { Job.Translate("a.py", source); }
            catch (SyntaxFault fault) { Assert.NotEmpty(fault.Report()); }
            catch (Exception e) { Assert.Fail($"{e}\n{source}"); }
        }
    }

    [Fact]
    public void Long_chains_end_in_a_sentence()
    {
        foreach (string source in new[] { "x = 1" + string.Concat(Enumerable.Repeat(" + 1", 50_000)),
            "x = a" + string.Concat(Enumerable.Repeat(".b", 50_000)), "x = a" + string.Concat(Enumerable.Repeat(" and a", 50_000)) })
        {
            Assert.Throws<SyntaxFault>(() => Job.Translate("a.py", source));
        }
    }
}
