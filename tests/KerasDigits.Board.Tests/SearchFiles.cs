using System.Globalization;

namespace KerasDigits.Board.Tests;

/// <summary>Project folders as KerasTuner writes them: the first trial runs, the third has failed.</summary>
internal static class SearchFiles
{
    public static void Write(string folder, int from, int to, bool bracket = false)
    {
        Directory.CreateDirectory(folder);
        string Id(int i) => i.ToString("0000", CultureInfo.InvariantCulture);
        for (int i = from; i < to; i++)
        {
            string x = (i * 0.618 % 1).ToString("R", CultureInfo.InvariantCulture), status = i == 0 ? "RUNNING" : i == 2 ? "FAILED"
                : "COMPLETED";
            string file = Directory.CreateDirectory(Path.Combine(folder, $"trial_{Id(i)}")).FullName;
            string more = bracket ? ", \"tuner/bracket\": 2, \"tuner/round\": 0, \"tuner/epochs\": 3" : "", kind = i % 3 == 0 ? "a" : "b",
                first = i == 1 ? "0.25" : x;
            string score = status == "COMPLETED" ? x : "null", message = i == 2 ? "\"NaN is no loss\\n   at Program\"" : "null";
            File.WriteAllText(Path.Combine(file, "trial.json"), $$$"""
                {"trial_id": "{{{Id(i)}}}", "hyperparameters": {"space": [], "values": {"x": {{{x}}}, "kind": "{{{kind}}}"{{{more}}} } },
                "metrics": {"metrics": {"score": {"direction": "max", "observations": [{"value": [{{{first}}}], "step": 0}, {"value": [NaN], "step": 1}]} } }, "score": {{{score}}}, "best_step": 0, "status": "{{{status}}}",
                "message": {{{message}}} }
                """);
        }
        string ids = string.Join(", ", Enumerable.Range(0, to).Select(i => $"\"{Id(i)}\""));
        File.WriteAllText(Path.Combine(folder, "oracle.json"),
            $$$"""{"ongoing_trials": {"tuner7": "0000"}, "hyperparameters": {"space": [{"class_name": "Float", "config": {"name": "x", "sampling": "linear"} }], "values": {} }, "start_order": [{{{ids}}}] }""");
    }
}
