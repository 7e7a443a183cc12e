using System.Diagnostics;
using KerasDigits.Callbacks;
using KerasDigits.Training;

namespace DigitsNotebook.Screen;

/// <summary>Follows a training for <see cref="Voice"/>, as the notebook trains silently, and ends it when its time is over.</summary>
/// <param name="name">The model.</param>
/// <param name="epochs">Its epochs at most.</param>
/// <param name="limit">How long it may train; null: as long as it takes.</param>
/// <param name="spend">Is told each epoch's seconds.</param>
internal sealed class Watch(string name, int epochs, TimeSpan? limit = null, Action<double>? spend = null) : Callback
{
    private readonly Stopwatch _clock = new();
    private int _first = -1, _epoch;
    private double _told;
    private string _last = "";

    /// <summary>Whether the time was over before the epochs were.</summary>
    public bool IsCut { get; private set; }

    /// <summary>"conv2: epoch 4 of 12, 35 s, about 1 min to go unless it stops early; val_accuracy 0.9370".</summary>
    public string Text
    {
        get
        {
            double seconds = _clock.Elapsed.TotalSeconds;
            int done = _epoch - Math.Max(_first, 0);
            string left = done > 0 && _first >= 0 ? $", about {Times.About(seconds / done * (epochs - _epoch))} to go unless it "
                + "stops early" : "";
            return $"{name}: epoch {Math.Min(_epoch + 1, epochs)} of {epochs}, {Times.About(seconds)}{left}{_last}";
        }
    }

    /// <inheritdoc/>
    public override void on_epoch_begin(int epoch, Logs? logs = null)
    {
        if (_first < 0)
        {
            _first = epoch;
            _clock.Start();
        }
        _epoch = epoch;
    }

    /// <inheritdoc/>
    public override void on_epoch_end(int epoch, Logs? logs = null)
    {
        _epoch = epoch + 1;
        Spend();
        // The next epoch would take as long as those before.
        double next = _clock.Elapsed.TotalSeconds / (_epoch - _first);
        if (_clock.Elapsed.TotalSeconds + next > limit?.TotalSeconds && _epoch < epochs)
        {
            IsCut = true;
            model!.stop_training = true;
        }
        if (logs is not null && logs.TryGetValue("val_accuracy", out double accuracy))
        {
            _last = FormattableString.Invariant($"; val_accuracy {accuracy:F4}");
        }
    }

    /// <inheritdoc/>
    public override void on_train_end(Logs? logs = null)
    {
        _clock.Stop();
        Spend();
    }

    private void Spend()
    {
        double seconds = _clock.Elapsed.TotalSeconds;
        // A whole training that is only read has no epochs and takes no time.
        if (seconds > _told) { spend?.Invoke(seconds - _told); }
        _told = seconds;
    }
}
