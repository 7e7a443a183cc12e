using KerasDigits.Port.Command;

namespace KerasDigits.Port.Tests;

/// <summary>What a run of the command refuses, so that nothing is lost.</summary>
public sealed class JobTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("keras-port-job-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_script_is_not_written_over()
    {
        string script = Make("train.py");
        Refuse(new Wishes(Output: script, IsQuick: true), "written over the script", script);
        Assert.Equal("print(1)\n", File.ReadAllText(script));
    }

    [Theory]
    [InlineData("other.py")]
    [InlineData("other.ipynb")]
    public void Nor_is_one_that_was_not_asked_for(string name)
    {
        string script = Make("train.py"), other = Make(name);
        Refuse(new Wishes(Output: other, IsQuick: true), "written over the script", script);
        Refuse(new Wishes(Report: other, IsQuick: true), "written over the script", script);
        Refuse(new Wishes(Summary: other, IsQuick: true), "written over the script", script);
        Assert.Equal("print(1)\n", File.ReadAllText(other));
    }

    [Fact]
    public void Two_inputs_do_not_become_one_program()
    {
        Make("train.py");
        File.WriteAllText(Path.Combine(_folder, "train.ipynb"), """{"cells": [], "nbformat": 4}""");
        Refuse(new Wishes(IsQuick: true), "would both become", _folder);
        Refuse(new Wishes(Project: Path.Combine(_folder, "p"), IsQuick: true), "--project takes one input", _folder);
        Assert.Empty(Directory.GetFiles(_folder, "*.cs"));
    }

    [Fact]
    public void A_report_that_cannot_be_written_is_said()
    {
        string script = Make("train.py");
        Refuse(new Wishes(IsQuick: true, Report: Path.Combine(_folder, "none", "r.json")), "the report is not", script);
        Assert.True(File.Exists(Path.ChangeExtension(script, ".cs")));
    }

    [Fact]
    public void A_place_that_takes_no_files_is_said_by_its_own_name()
    {
        string said = Say(new Wishes(Output: Path.Combine(_folder, "none", "a.cs"), IsQuick: true), Make("train.py"));
        Assert.Contains("its folder is not there", said, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_that_is_not_there_is_said() =>
        Refuse(new Wishes(), "There is no option --chek. keras-port --help lists those that there are.", "--chek");

    [Fact]
    public void A_check_without_a_compiler_is_refused() =>
        Refuse(new Wishes(IsChecked: true, IsQuick: true), "--check says what the compiler finds", Make("train.py"));

    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("0.1.0+abc", "0.1.0")]
    [InlineData("0.1.1-alpha.0.7+abc", "0.1.1-alpha.0.7")]
    public void A_program_asks_for_a_version_that_there_is(string own, string wanted) => Assert.Equal(wanted, ScriptPackage.Choose(own));

    [Fact]
    public void A_project_asks_for_the_same_version_as_a_program()
    {
        string script = Make("train.py"), project = Path.Combine(_folder, "p");
        Assert.Equal("", Say(new Wishes(IsQuick: true), script, 0));
        Assert.Equal("", Say(new Wishes(Project: project, IsQuick: true), script, 0));
        Assert.Contains(ScriptPackage.WriteDirective(ScriptPackage.Wanted) + "\n", File.ReadAllText(Path.ChangeExtension(script, ".cs")),
            StringComparison.Ordinal);
        Assert.Contains($"Version=\"{ScriptPackage.Wanted}\"", File.ReadAllText(Path.Combine(project, "p.csproj")),
            StringComparison.Ordinal);
    }

    private string Make(string name)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, "print(1)\n");
        return file;
    }

    private static void Refuse(Wishes wishes, string words, string input) =>
        Assert.Contains(words, Say(wishes, input), StringComparison.Ordinal);

    /// <summary>What a run says to those who look for faults.</summary>
    internal static string Say(Wishes wishes, string input, int code = 2)
    {
        var said = new StringWriter();
        lock (ProgramTests.Screen)
        {
            var (output, errors) = (Console.Out, Console.Error);
            Console.SetOut(TextWriter.Null);
            Console.SetError(said);
            try { Assert.Equal(code, new Job([input], wishes).Run()); }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
            }
        }
        return said.ToString();
    }
}
