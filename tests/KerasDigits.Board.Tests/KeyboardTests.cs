using System.Globalization;
using Board;
using KerasDigits.Callbacks;
using Microsoft.AspNetCore.Builder;

namespace KerasDigits.Board.Tests;

/// <summary>
/// The page without a mouse, in headless Chromium, on a desk and at a phone's width. KERAS_SCREENSHOTS names a folder for pictures of it.
/// </summary>
public sealed class KeyboardTests : IDisposable
{
    /// <summary>Who has the focus, whether that can be seen, and whether it stands in the window.</summary>
    private const string Focus = """
        (() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
          const seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1, here = r.bottom > 0 && r.right > 0 && r.top < innerHeight && r.left < innerWidth && r.width > 0 && r.height > 0;
          return (e.dataset.key ?? e.id ?? '' ) + (e.id || e.dataset.key ? '' : e.getAttribute('aria-label') ?? e.tagName) + (seen ? '' : ' UNSEEN') + (here ? '' : ' OUTSIDE'); })()
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("board-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableTheory, InlineData(1200), InlineData(390)]
    public async Task A_search_is_used_by_keyboard(int width)
    {
        _ = Browser.Program;
        string search = Path.Combine(_folder, "mine");
        SearchFiles.Write(search, 0, 120, bracket: true);
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using Browser page = await Browser.Open(_folder, app.Urls.First() + "/#mine", width, 850);
        Assert.True((await page.Ask("document.scrollingElement.scrollWidth <= innerWidth")).GetBoolean(),
            "the page is wider than the window");
        await Picture(page, $"search-{width}");
        var order = new List<string>();
        for (int i = 0; i < 70; i++)
        {
            await page.Press("Tab");
            order.Add(await page.Text(Focus));
            if (order[^1].StartsWith("failure", StringComparison.Ordinal)) { break; }
        }
        Assert.DoesNotContain(order, o => o.Contains("UNSEEN", StringComparison.Ordinal)
            || o.Contains("OUTSIDE", StringComparison.Ordinal));
        string[] trials = [.. Enumerable.Range(0, 50).Select(i => $"trial {i.ToString("0000", CultureInfo.InvariantCulture)}")];
        Assert.Equal(["skip", "source", "Brackets", "Workers", "status", "back", "next", "Trials",
            .. Enumerable.Range(0, 7).Select(i => $"sort {i}"), .. trials, "failure 0002"], order);

        // A failure unfolds, and stays so, with the focus on it, when the search goes on.
        await page.Press("Enter");
        await page.Until("document.querySelector('#failures details').open");
        SearchFiles.Write(search, 120, 121, bracket: true);
        await page.Until("document.getElementById('page').textContent.endsWith('of 121')");
        Assert.True((await page.Ask("document.querySelector('#failures details').open")).GetBoolean());
        Assert.Equal("failure 0002", await page.Text(Focus));

        // A trial is chosen, its curve comes, and the focus stays.
        await page.Press("Tab", shift: true);
        await page.Press("Enter");
        await page.Until("!document.getElementById('trialBox').hidden && "
            + "document.getElementById('trialName').textContent.includes('0049')");
        Assert.Equal("trial 0049", await page.Text(Focus));
        Assert.Equal("true", await page.Text("document.activeElement.getAttribute('aria-pressed')"));

        // The table is sorted by a column's head, and read on page by page to its end.
        await page.Ask("document.querySelector('[data-key=\"sort 2\"]').focus()");
        await page.Press("Enter");
        await page.Press("Enter");
        Assert.Equal("sort 2", await page.Text(Focus));
        Assert.Equal("descending", await page.Text("document.activeElement.parentElement.getAttribute('aria-sort')"));
        double[] scores =
            [.. (await page.Ask("[...document.querySelectorAll('#trials tbody tr')].map(r => +r.children[2].textContent)")).EnumerateArray()
                .Select(s => s.GetDouble())];
        Assert.Equal(scores.OrderDescending(), scores);
        await page.Ask("document.getElementById('next').focus()");
        for (int i = 0; i < 3; i++) { await page.Press("Space"); }
        Assert.Equal("101–121 of 121", await page.Text("document.getElementById('page').textContent"));
        Assert.Equal("next", await page.Text(Focus));
        await Picture(page, $"sorted-{width}");
    }

    [SkippableTheory, InlineData(1200), InlineData(390)]
    public async Task Fits_are_compared_by_keyboard(int width)
    {
        _ = Browser.Program;
        for (int run = 0; run < 3; run++)
        {
            using SummaryWriter train = new(Path.Combine(_folder, $"logs/{run}/train")),
                validation = new(Path.Combine(_folder, $"logs/{run}/validation"));
            for (int e = 0; e < 30; e++)
            {
                train.scalar("epoch_loss", Math.Exp(-e / (5.0 + run)), e);
                train.scalar("epoch_accuracy", 1 - Math.Exp(-e / (9.0 + run)), e);
                validation.scalar("epoch_loss", 0.1 + Math.Exp(-e / (5.0 + run)), e);
            }
        }
        await using WebApplication app = Site.Make([_folder], "127.0.0.1", 0);
        await app.StartAsync();
        using Browser page = await Browser.Open(_folder, app.Urls.First(), width, 850);
        await page.Until("document.getElementById('fits').querySelectorAll('input:checked').length === 3");
        await Picture(page, $"fits-{width}");
        Assert.True((await page.Ask("document.scrollingElement.scrollWidth <= innerWidth")).GetBoolean(),
            "the page is wider than the window");
        Assert.Equal("epoch_loss,epoch_accuracy",
            await page.Text("[...document.querySelectorAll('#curves figcaption')].map(c => c.textContent).join()"));
        Assert.Contains("logs/1 validation 0.10", await page.Text("document.querySelector('#curves canvas').getAttribute('aria-label')"),
            StringComparison.Ordinal);
        var order = new List<string>();
        for (int i = 0; i < 5; i++)
        {
            await page.Press("Tab");
            order.Add(await page.Text(Focus));
        }
        Assert.Equal(["skip", "source", "fit", "fit", "fit"], order.Select(o => o.Split(' ')[0]));
        Assert.DoesNotContain(order, o => o.Contains("UNSEEN", StringComparison.Ordinal)
            || o.Contains("OUTSIDE", StringComparison.Ordinal));
        await page.Press("Space");
        await page.Until("!document.querySelector('#curves canvas').getAttribute('aria-label').includes('logs/2')");
        Assert.Equal(order[^1], await page.Text(Focus));
        // From the comparison to the first fit alone, and its lines have names.
        await page.Ask("document.getElementById('source').focus()");
        await page.Press("ArrowDown");
        await page.Until("document.getElementById('fits').hidden && document.querySelector('#curves "
            + "canvas')?.getAttribute('aria-label').includes('; last train')");
        Assert.Equal("logs/0 – Board", await page.Text("document.title"));
        await Picture(page, $"fit-{width}");
    }

    private static async Task Picture(Browser page, string name)
    {
        if (Environment.GetEnvironmentVariable("KERAS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.Screenshot(Path.Combine(folder, name + ".png"));
        }
    }
}
