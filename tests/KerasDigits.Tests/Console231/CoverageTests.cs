namespace KerasDigits.Tests.Console231;

/// <summary>Every case of the pack is replayed, or listed with the reason why not.</summary>
public sealed class CoverageTests
{
    /// <summary>Cases of other kinds without a twin in this folder, by the beginning of their names.</summary>
    private static readonly Dictionary<string, string> s_without = new()
    {
        ["tuner_"] = "the tuner's texts: KerasDigits.Tuner.Tests",
        ["progbar_not_dynamic"] = "beside a terminal only finished lines are written here, so that log files stay readable",
        ["predict_classes"] = "DeprecationTests", ["predict_proba"] = "DeprecationTests", ["old_generator_methods"] = "DeprecationTests",
        ["train_on_batch"] = "the reports' tests", ["non_ascii_names"] = "TensorFlow's scope names; here any name may stand",
        ["checkpoint_directory"] = "VersionTests", ["checkpoint_save_freq_batches_best"] = "ScriptedCallbackTests",
        ["csv_logger_files"] = "CallbackReports", ["csv_logger_special"] = "logs hold numbers here",
        ["csv_logger_no_validation_every_epoch"] = "2.3.1 loses columns: docs/VERSIONS.md",
        ["progbar_logger_samples"] = "2.3.1 crashes: docs/VERSIONS.md", ["base_logger"] = "CallbackListTests",
        ["remote_monitor"] = "RemoteMonitor has tests of its own", ["backup_and_restore"] = "BackupAndRestore has tests of its own",
        ["tensorboard_deprecated"] = "TensorBoard has tests of its own",
        ["callback_wrong_type"] = "does not compile in C#", ["keyboard_interrupt"] = "InterruptTests",
        ["calls_and_keys"] = "CallOrderTests", ["old_batch_names"] = "CallbackListTests",
        ["scheduler_no_lr"] = "every optimizer has a rate here",
        ["model_config_json"] = "the files' tests",
        ["wrong_"] = Mistakes, ["sparse_label_out_of_range"] = Mistakes, ["not_compiled"] = Mistakes, ["unknown_names"] = Mistakes,
        ["layers_misuse"] = Mistakes, ["data_mistakes"] = Mistakes,
        ["two_outputs_mistakes"] = Mistakes, ["mismatched_loss"] = Mistakes, ["saving_mistakes"] = Mistakes,
        ["image_generator_mistakes"] = Mistakes, ["utils_mistakes"] = Mistakes,
    };

    private const string Mistakes = "messages of mistakes: MistakeCases has those with a twin";

    [Fact]
    public void Every_case_has_a_twin_or_a_reason()
    {
        HashSet<string> replayed =
        [
            .. ProgbarCases.Clocks().Select(n => (string)n[0]), "progbar_small_values", "progbar_finalize_unknown",
            .. CallbackCases.Scripted().Select(n => (string)n[0]), .. FitCases.Names, .. SummaryCases.Names,
        ];
        string[] left = [.. ConsoleCase.Names.Where(n => !replayed.Contains(n) && !CallbackCases.Without.ContainsKey(n)
            && !FitCases.Without.ContainsKey(n) && !SummaryCases.Without.ContainsKey(n)
            && !s_without.Keys.Any(k => n.StartsWith(k, StringComparison.Ordinal)))];
        Assert.True(left.Length == 0, $"Neither replayed nor excused: {string.Join(", ", left)}");
        int count = ConsoleCase.Names.Count(replayed.Contains);
        Assert.True(count >= 110, $"{count} of {ConsoleCase.Names.Count()} cases are replayed.");
    }
}
