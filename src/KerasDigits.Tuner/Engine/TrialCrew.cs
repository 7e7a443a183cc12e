using System.Runtime.ExceptionServices;

namespace KerasDigits.Tuner;

/// <summary>Takes trials from the oracle and runs them, so many at a time, until there are none left.</summary>
/// <remarks>
/// One worker, on the caller's own thread, is the ordinary search. Only trials run side by side: the oracle is asked, and the tuner's hooks
/// are called, by one worker at a time. Ids and values come from the oracle in the order of its answers, whoever asks, so they are the same
/// for any number of workers wherever the oracle does not look at scores.
/// </remarks>
internal sealed class TrialCrew(string tuner_id, TrialCrew.Steps steps)
{
    private readonly object _gate = new();
    private int _running;
    private bool _stopped;
    private ExceptionDispatchInfo? _failure;

    /// <summary>What a tuner does with a trial.</summary>
    /// <param name="Ask">Gets a trial for a worker, and begins it when it may run.</param>
    /// <param name="Run">Runs it; called from several threads.</param>
    /// <param name="End">Tells the oracle.</param>
    /// <param name="Interrupted">Whether no trial may begin any more. One that has run and is still RUNNING was cut, and has no
    /// end.</param>
    /// <param name="OthersRun">Whether trials run in other processes too: an oracle that waits may wait for those.</param>
    public sealed record Steps(Func<string, Trial> Ask, Action<Trial> Run, Action<Trial> End, Func<bool> Interrupted, bool OthersRun);

    /// <summary>How long a worker waits before it asks a chief again that had nothing for it: longer each time.</summary>
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(100), s_longestPause = TimeSpan.FromSeconds(5);

    private TimeSpan _pause = s_shortestPause;

    /// <exception cref="FatalError">Something is wrong that no other trial could fix. Trials that run beside are let finish first, here as
    /// with other errors.</exception>
    public void Run(int workers)
    {
        Thread[] others = [.. Enumerable.Range(1, workers - 1)
            .Select(i => new Thread(() => Work($"{tuner_id}-{i}")) { IsBackground = true, Name = $"{tuner_id}-{i}" })];
        foreach (Thread other in others) { other.Start(); }
        Work(tuner_id);
        foreach (Thread other in others) { other.Join(); }
        _failure?.Throw();
    }

    private void Work(string id)
    {
        while (CreateNext(id) is { } trial)
        {
            Exception? error = null;
            try { steps.Run(trial); }
            catch (Exception e) { error = e; }
            lock (_gate)
            {
                _running--;
                if (error is null && trial.status != TrialStatus.RUNNING)
                {
                    try { steps.End(trial); }
                    catch (Exception e) { error = e; }
                }
                if (error is not null) { _failure ??= ExceptionDispatchInfo.Capture(error); }
                // A trial that is to be tried again reopens a search that had no more to give.
                if (trial.status == TrialStatus.INVALID) { _stopped = false; }
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Waits until a trial of this process ends, or some time is over; called with the gate held.</summary>
    private void Pause()
    {
        const int look = 500;
        for (double left = _pause.TotalMilliseconds; left > 0 && !steps.Interrupted()
            && !Monitor.Wait(_gate, (int)Math.Min(look, Math.Ceiling(left))); left -= look) { }
        _pause = _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
    }

    /// <summary>The next trial; null when the search is over.</summary>
    private Trial? CreateNext(string id)
    {
        lock (_gate)
        {
            while (true)
            {
                if (_failure is not null || (_stopped && _running == 0) || steps.Interrupted()) { return null; }
                if (!_stopped)
                {
                    Trial trial;
                    try { trial = steps.Ask(id); }
                    catch (Exception e)
                    {
                        _failure = ExceptionDispatchInfo.Capture(e);
                        Monitor.PulseAll(_gate);
                        return null;
                    }
                    if (trial.status == TrialStatus.RUNNING)
                    {
                        _pause = s_shortestPause;
                        _running++;
                        return trial;
                    }
                    _stopped = trial.status == TrialStatus.STOPPED;
                    if (!_stopped && steps.OthersRun)
                    {
                        Pause();
                        continue;
                    }
                    if (_running == 0)
                    {
                        if (!_stopped)
                        {
                            _failure = ExceptionDispatchInfo.Capture(new FatalRuntimeError("The oracle waits for other trials, but none "
                                + "is running: its populate_space must answer STOPPED where nothing is left."));
                        }
                        Monitor.PulseAll(_gate);
                        return null;
                    }
                }
                Monitor.Wait(_gate);
            }
        }
    }
}
