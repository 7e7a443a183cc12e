using System.Globalization;
using SkiaSharp;

namespace KerasDigits.Notebook.Tests.Tuning;

[Collection("plt")] // its figure size and the letters are the process's
public sealed class SearchPictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("search").FullName;
    private readonly string? _kept = Environment.GetEnvironmentVariable("PLOTS_KEPT_IN");

    public void Dispose()
    {
        plt.close("all");
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_random_search_shows_its_scores_and_its_hyperparameters()
    {
        for (int i = 0; i < 40; i++)
        {
            double lr = Math.Pow(10, -4 + (3 * Share(i, 0))), score = i == 7
                ? 1e6
                : 0.2 + Math.Pow(Math.Log10(lr) + 2.5, 2) + (Share(i, 2) * 0.3);
            string more = Share(i, 3) < 0.5 ? """, "kind": "cnn", "filters": """ + (8 + (i % 4 * 8)) : """, "kind": "dense" """;
            Write(i, i == 12 ? "FAILED" : "COMPLETED", i == 12 ? null : score,
                $"\"units\": {32 + (i % 8 * 32)}, \"lr\": {Text(lr)}, \"flag\": {(i % 3 == 0 ? "true" : "false")}{more}", "val_loss", "min",
                [(3, score)]);
        }
        Finish(40);
        SearchRecord record = SearchRecord.Read(_folder);
        Assert.Equal(("val_loss", "min", 40), (record.Objective, record.Direction, record.Trials.Count));
        Assert.Equal(["lr"], record.Logarithmic);
        Assert.Equal(record.Trials.Where(t => t.Score is not null).MinBy(t => t.Score), record.Best);
        Assert.Empty(CurvePlot.ListPanels(record));
        SKBitmap picture = Drawn(record, "random");
        Assert.Equal((1100, 800), (picture.Width, picture.Height));
        Assert.True(Count(picture, 0, 400, new SKColor(0xd6, 0x27, 0x28)) > 500, "the best so far is drawn above");
        Assert.True(Count(picture, 400, 800, new SKColor(0xd6, 0x27, 0x28)) > 500, "the best trial's line is drawn below");
    }

    [Fact]
    public void Hyperband_shows_each_configuration_through_its_rounds()
    {
        int n = 0;
        foreach ((int bracket, int[] sizes, int[] epochs) in new[] { (2, new[] { 9, 3, 1 }, new[] { 1, 3, 9 }), (1, [5, 2], [3, 9]),
            (0, [3], [9]) })
        {
            int parents = 0;
            for (int round = 0; round < sizes.Length; round++)
            {
                int first = n;
                for (int k = 0; k < sizes[round]; k++, n++)
                {
                    string parent = round == 0 ? "" : $", \"tuner/trial_id\": \"{parents + k:0000}\"";
                    int root = round == 0 ? n : parents + k;
                    double score = 0.95 - (0.4 * Share(root, bracket) / Math.Sqrt(epochs[round]));
                    Write(n, "COMPLETED", score, $"\"units\": {32 + (root % 8 * 32)}, \"rate\": {Text(Share(root, 1))}, \"tuner/epochs\": "
                        + $"{epochs[round]}, \"tuner/initial_epoch\": {(round == 0 ? 0 : epochs[round - 1])}, \"tuner/bracket\": "
                        + $"{(round == 2 ? 0 : bracket)}, \"tuner/round\": {round}{parent}",
                        "val_accuracy", "max", [(epochs[round] - 1, score)]);
                }
                parents = first;
            }
        }
        Finish(n);
        SearchRecord record = SearchRecord.Read(_folder);
        var panels = CurvePlot.ListPanels(record);
        Assert.Equal(["Bracket 2", "Bracket 1", "Bracket 0"], panels.Select(p => p.Title));
        // The round-2 trial says bracket 0, as Python writes it beside other workers; its first ancestor knows better.
        Assert.Equal([1.0, 3.0, 9.0], panels[0].Curves.MaxBy(c => c.Epochs.Length).Epochs);
        Assert.Equal((9 - 3) + (3 - 1) + 1, panels[0].Curves.Count);
        Assert.Equal((1100, 1200), (Drawn(record, "hyperband").Width, Drawn(record, "hyperband").Height));
    }

    [Fact]
    public void Trials_that_reported_every_epoch_are_curves()
    {
        for (int i = 0; i < 6; i++)
        {
            (double, double)[] curve = [.. Enumerable.Range(0, 12).Select(e => ((double)e, 0.9 - (0.5 * Share(i, 0) / (e + 1))))];
            Write(i, "COMPLETED", curve[^1].Item2, $"\"a\": {i}", "val_accuracy", "max", curve);
        }
        Finish(6);
        SearchRecord record = SearchRecord.Read(_folder);
        var (title, curves) = Assert.Single(CurvePlot.ListPanels(record));
        Assert.Equal(("Learning curves", 6), (title, curves.Count));
        Assert.Equal(Enumerable.Range(1, 12).Select(e => (double)e), curves[0].Epochs);
        Drawn(record, "curves");
    }

    [Fact]
    public void A_search_without_scores_can_be_drawn_and_NaN_is_none()
    {
        Write(0, "RUNNING", null, "\"a\": 1", "loss", "min", []);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "trial_0001")).FullName, "trial.json"),
            """{"trial_id": "0001", "hyperparameters": {"space": [], "values": {"a": "NaN"}}, "metrics": {"metrics": {"loss": {"direction": "min", "observations": [{"value": [NaN], "step": 0}]}}}, "score": NaN, "best_step": 0, "status": "INVALID"}""");
        Finish(2);
        SearchRecord record = SearchRecord.Read(_folder);
        Assert.All(record.Trials, t => Assert.Null(t.Score));
        Assert.Equal("NaN", record.Trials[1].Values["a"]);
        Drawn(record, "nothing");
    }

    /// <summary>Folders that Python wrote, KerasTuner 1.0.1 and 1.4.7: they lie with the tuner's tests.</summary>
    [Theory]
    [InlineData("tuner/hyperband_30_7/p", 90, "score", "max", 4)]
    [InlineData("tuner/bayes_7/p", 14, "score", "max", 0)]
    [InlineData("tuner-projects/hyperband-1.0.1", 0, "val_accuracy", "max", 0)]
    [InlineData("tuner-projects/hyperband-1.4.7", 0, "val_accuracy", "max", 0)]
    public void Folders_of_KerasTuner_can_be_drawn(string folder, int trials, string objective, string direction, int panels)
    {
        SearchRecord record = SearchRecord.Read(Path.Combine(AppContext.BaseDirectory, "Projects", folder));
        Assert.Equal((objective, direction), (record.Objective, record.Direction));
        if (trials > 0) { Assert.Equal((trials, panels), (record.Trials.Count, CurvePlot.ListPanels(record).Count)); }
        Assert.NotNull(record.Best);
        Assert.Equal(1100, Drawn(record, folder.Replace('/', '_')).Width);
    }

    [Fact]
    public void What_is_no_project_is_named()
    {
        Assert.Contains("oracle.json", Assert.Throws<DirectoryNotFoundException>(() => SearchPicture.Show(_folder)).Message);
        Write(0, "COMPLETED", 1, "\"a\": 1", "loss", "min", [(0, 1)]);
        Finish(1);
        File.WriteAllText(Path.Combine(_folder, "trial_0000", "trial.json"), "{\"trial_id\": \"00");
        Assert.Contains("trial.json", Assert.Throws<InvalidDataException>(() => SearchPicture.Show(_folder)).Message);
    }

    private SKBitmap Drawn(SearchRecord record, string name)
    {
        string path = Path.Combine(_kept ?? _folder, $"search_{name}.png");
        SearchPicture.Draw(record).savefig(path);
        return SKBitmap.Decode(path);
    }

    private void Write(int number, string status, double? score, string values, string metric, string direction,
        (double Step, double Value)[] curve)
    {
        string observations = string.Join(", ", curve.Select(c => $"{{\"value\": [{Text(c.Value)}], \"step\": {Text(c.Step)}}}"));
        string space = """{"class_name": "Float", "config": {"name": "lr", "sampling": "log"}}""";
        string text = $"{{\"trial_id\": \"{number:0000}\", \"hyperparameters\": {{\"space\": [{space}], \"values\": {{{values}}} }}, "
            + $"\"metrics\": {{\"metrics\": {{\"epochs\": {{\"direction\": \"min\", \"observations\": []}}, " +
            $"\"{metric}\": {{\"direction\": \"{direction}\", \"observations\": [{observations}]}} }} }}, \"score\": "
            + $"{(score is { } s ? Text(s) : "null")}, \"best_step\": 0, \"status\": \"{status}\", \"message\": null}}";
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, $"trial_{number:0000}")).FullName, "trial.json"),
            text);
    }

    private void Finish(int count) =>
        File.WriteAllText(Path.Combine(_folder, "oracle.json"),
            $"{{\"start_order\": [{string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"{i:0000}\""))}]}}");

    private static double Share(int i, int salt) => ((i * 0.6180339887) + (salt * 0.37) + (i * i * 0.0713)) % 1;

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static int Count(SKBitmap picture, int top, int bottom, SKColor color) =>
        picture.Pixels.Skip(top * picture.Width).Take((bottom - top) * picture.Width).Count(p => p == color);
}
