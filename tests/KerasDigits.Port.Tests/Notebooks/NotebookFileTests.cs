using System.Text.Json;
using KerasDigits.Port.Command;
using KerasDigits.Port.Notebooks;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>What a notebook has beside Python: words between its cells, magics, shell lines, values that it shows.</summary>
public class NotebookFileTests
{
    [Fact]
    public void Words_between_cells_become_comments() => Assert.Contains("// # Data\n//\n// All of it.\n",
        Translate(("markdown", "# Data\n\nAll of it."), ("code", "print(1)")).Code, StringComparison.Ordinal);

    [Theory]
    [InlineData("!pip install keras", "// !pip install keras  (a shell line: run it by hand where it is needed)")]
    [InlineData("%load_ext tensorboard", "// %load_ext tensorboard  (a magic of the notebook)")]
    [InlineData("files = !ls", "// files = !ls  (a shell line or magic that fills a variable: its lines need it from elsewhere)")]
    [InlineData("print?", "// print?  (a question to the notebook)")]
    [InlineData("%%bash\nls", "// %%bash  (a cell that is no Python)\n// ls")]
    public void What_only_a_notebook_understands_becomes_a_comment_with_a_note(string cell, string comment) =>
        Assert.Contains(comment + "\n", Translate(("code", cell), ("code", "print(1)")).Code, StringComparison.Ordinal);

    [Theory]
    [InlineData("%time x = 5\nprint(x)", "5\n")]
    [InlineData("%%time\nprint(6)", "6\n")]
    [InlineData("print('''a\n!b\n%c''')", "a\n!b\n%c\n")]
    [InlineData("print('%d'\n      %(7))", "7\n")]
    public void What_is_Python_runs(string cell, string printed) =>
        Assert.Equal(printed, ProgramTests.Run(Translate(("code", cell)).Code));

    [Theory]
    [InlineData("import numpy as np\na = np.array([1, 2])\na.mean()", "Out[1]: 1.5\n")]
    [InlineData("import numpy as np\na = np.array([1, 2])\na[0]", "Out[1]: 1\n")]
    [InlineData("None", "")]
    [InlineData("d = {'a': 1}\nd.get('b')", "")]
    [InlineData("d = {'a': 1}\nd.get('a')", "Out[1]: 1\n")]
    [InlineData("def f(x):\n    if x:\n        return 3\nf(0)", "")]
    public void A_cell_shows_its_value_unless_it_is_None(string cell, string printed) =>
        Assert.Equal(printed, ProgramTests.Run(Translate(("code", cell)).Code));

    private static Translation Translate(params (string Kind, string Source)[] cells) => Job.Translate("a.ipynb",
        JsonSerializer.Serialize(new
        {
            cells = cells.Select((c, i) => new { cell_type = c.Kind, execution_count = i + 1, source = c.Source }),
        }));

    [Theory]
    [InlineData("""{"cells": null}""")]
    [InlineData("""{"cells": {}}""")]
    [InlineData("""{"cells": 3}""")]
    [InlineData("""{"cells": [3]}""")]
    [InlineData("""{"cells": [null]}""")]
    [InlineData("""{"cells": [{"cell_type": "code", "source": [1]}]}""")]
    [InlineData("""{"cells": [{"cell_type": 3}]}""")]
    [InlineData("""{"cells": [{"cell_type": "code", "source": "\ud800"}]}""")]
    [InlineData("""{"worksheets": [3]}""")]
    public void What_is_no_notebook_is_said_in_a_sentence(string json) => Assert.StartsWith("no notebook: ",
        Assert.Throws<FormatException>(() => NotebookFile.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_count_beyond_all_numbers_is_passed_over() => Assert.Contains("# In [1]:", NotebookFile.Read(
        """{"cells": [{"cell_type": "code", "source": "x = 1", "execution_count": 99999999999999}]}""").Source, StringComparison.Ordinal);
}
