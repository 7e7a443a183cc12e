using KerasDigits.Port.Command;
using KerasDigits.Port.Translating;

namespace KerasDigits.Port.Tests;

/// <summary>
/// Scripts of the kinds that people write, more than a dozen of them, on data made up in a moment: each is translated whole and trains to
/// its end.
/// </summary>
public class ScriptRunTests
{
    [Theory]
    [InlineData("mnist_cnn", "x_train shape: (96, 12, 12, 1)\n96 train samples\nscores: 2 True\n")]
    [InlineData("imdb_lstm", "x shape: (8, 8)\nepochs: 2\nbetween 0 and 1: True\n")]
    [InlineData("gan_two_tapes", "epoch 0 True True\nepoch 1 True True\n")]
    [InlineData("gan_tape", "Start epoch 0\nstep 0: True\nstep 2: True\n(8, 8, 8, 1)\n")]
    [InlineData("autoencoder", "(20, 8, 8, 1)\n")]
    [InlineData("timeseries_pandas", "               value\ndate                \n2020-01-01  0.000000\n2020-01-02  0.198669\n2020-01-03  "
        + "0.389418\n(36, 1, 3) (16, 1)\n")]
    [InlineData("tabular_sklearn", "accuracy ok: True\n(2, 2)\n['accuracy', 'loss', 'val_accuracy', 'val_loss']\n")]
    [InlineData("two_inputs", "(20, 1) (20, 3)\n")]
    [InlineData("own_layer", "epoch 0 ended\nepoch 1 ended\n2 21\n")]
    [InlineData("vae_step", "['kl_loss', 'loss'] 2\n")]
    [InlineData("dqn_deque", "20\nepsilon 0.995\n")]
    [InlineData("tuner_search", "units True\n")]
    [InlineData("loop_of_data", "Start of epoch 1\nSeen so far: 8 samples, True\nSeen so far: 32 samples, True\nTraining acc: True\nTrue\n"
        + "(8, 3) (8,) True\nTrue\n")]
    [InlineData("own_names", "my_linear [[2. 2. 2.]\n [2. 2. 2.]]\n2\nnm scale other\n3\nnet b abc\n(2, 1)\n")]
    [InlineData("own_sequence", "3\n(4, 2) [0. 1. 2. 3.]\n(4, 2) (4,)\n(4, 2) (4,)\n(2, 2) (2,)\n0 (4, 2)\n1 (4, 2)\n2 (2, 2)\n"
        + "0 6.0\n1 22.0\n2 17.0\n(4, 2)\n(4, 2) 3 (10, 2)\n10\n(4, 2)\n")]
    [InlineData("callbacks_logs", "0 ['accuracy', 'loss'] True\nreached\nloss fine\nend True\n2 ['accuracy', 'loss'] 1\n")]
    [InlineData("char_text", "Total chars: 28\n5\n")]
    public void A_script_is_translated_whole_and_trains_to_its_end(string name, string printed)
    {
        Translation done = Job.Translate(name + ".py", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scripts", name + ".py")),
            isCompiled: true);
        Assert.Empty(done.Left.Select(l => $"line {l.Line}: {l.Reason}"));
        string before = Environment.CurrentDirectory, folder = Directory.CreateTempSubdirectory("port-script-").FullName;
        try
        {
            Environment.CurrentDirectory = folder;
            string said = ProgramTests.Run(done.Code);
            // What a search says of its trials stands before the script's own line.
            Assert.EndsWith(printed, said, StringComparison.Ordinal);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            Directory.Delete(folder, recursive: true);
        }
    }
}
