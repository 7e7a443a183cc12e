using KerasDigits.Training;
using KerasDigits.Tuner.Network;
using KerasDigits.Tuner.Space;

namespace KerasDigits.Tuner;

/// <content>The loop over the trials, and the first look at the space.</content>
public abstract partial class BaseTuner
{
    /// <summary>Trial after trial, so many at a time, until the oracle stops.</summary>
    private void RunTrials(SearchArguments args, int parallel, Interrupt interrupt) =>
        new TrialCrew(tuner_id,
            new(Ask, trial => TryRun(trial, args, interrupt), End, () => interrupt.Requested,
                OthersRun: oracle is RemoteOracle)).Run(parallel);

    /// <summary>Trials of a chief's, in this process.</summary>
    private void SearchAsWorker(RemoteOracle remote, SearchArguments args, int parallel, Interrupt interrupt)
    {
        remote.Begin(() => interrupt.Requested);
        try
        {
            on_search_begin();
            RunTrials(args, parallel, interrupt);
            Interrupted = interrupt.Requested;
            on_search_end();
        }
        catch (OperationCanceledException) when (interrupt.Requested) { Interrupted = true; }
        finally
        {
            Workers = 1;
            remote.End();
        }
        remote.Finish(Interrupted);
    }

    /// <summary>Trials of this process's, in others.</summary>
    private void SearchAsChief(int processes, IReadOnlyList<string>? devices, Interrupt interrupt)
    {
        ISearchNetwork network = SearchNetwork.Load();
        oracle.Serves = true;
        save();
        on_search_begin();
        if (_address is not null) { network.Serve(oracle, _address, () => interrupt.Requested); }
        else { network.ServeProcesses(oracle, processes, devices, () => interrupt.Requested); }
        Interrupted = interrupt.Requested;
        oracle.save();
        on_search_end();
    }

    private Trial Ask(string worker)
    {
        pre_create_trial();
        Trial trial = oracle.create_trial(worker);
        if (trial.status == TrialStatus.RUNNING) { on_trial_begin(trial); }
        return trial;
    }

    private void End(Trial trial)
    {
        on_trial_end(trial);
        if (oracle.hyperparameters.space.Count == 0 && trial.hyperparameters.space.Count == 0
            && trial.hyperparameters.values.Keys.All(k => k.StartsWith("tuner/", StringComparison.Ordinal))
            && trial.status == TrialStatus.COMPLETED)
        {
            throw new InvalidOperationException("The search space is empty: neither the build function nor run_trial asked for a "
                + "hyperparameter, so there is nothing to search. Ask for one, for example hp.Int(\"units\", 32, 512).");
        }
    }

    /// <summary>Runs a trial; one that is interrupted stays RUNNING, whatever its cut training gave or threw.</summary>
    private void TryRun(Trial trial, SearchArguments args, Interrupt interrupt)
    {
        try
        {
            TrialResult? result = run_trial(trial, args.copy());
            if (interrupt.Requested) { return; }
            // Programs for KerasTuner 1.0 report by themselves and return nothing.
            if (!oracle.get_trial(trial.trial_id).metrics.exists(oracle.objective.name))
            {
                oracle.Report(trial, TrialResult.Validate(result, oracle.objective, "Tuner.run_trial()"));
            }
            trial.status = TrialStatus.COMPLETED;
        }
        catch (Exception) when (interrupt.Requested) { }
        catch (FatalError) { throw; }
        catch (Exception e) when (e is not (OutOfMemoryException or StackOverflowException))
        {
#pragma warning disable RS0030 // Python's traceback.print_exc
            if (oracle.verbose > 0) { Console.Error.WriteLine(e); }
#pragma warning restore RS0030
            trial.status = e is FailedTrialError ? TrialStatus.FAILED : TrialStatus.INVALID;
            trial.message = e.ToString();
        }
    }

    /// <summary>Builds models until every conditional scope was entered once, so that the space is whole before the first trial.</summary>
    protected virtual void populate_initial_space()
    {
        if (hypermodel is null) { return; }
        HyperParameters hp = oracle.get_space();
        hypermodel.declare_hyperparameters(hp);
        oracle.update_space(hp);
        ActivateAllConditions(hypermodel);
    }

    private void ActivateAllConditions(HyperModel model)
    {
        List<IReadOnlyList<Condition>> never = [], once = [], asked = [];
        HyperParameters hp = oracle.get_space();
        while (true)
        {
            model.Build(hp);
            oracle.update_space(hp);
            foreach (IReadOnlyList<Condition> scope in hp.active_scopes)
            {
                if (!once.Exists(s => s.SequenceEqual(scope))) { once.Add(scope); }
                int at = never.FindIndex(s => s.SequenceEqual(scope));
                if (at >= 0) { never.RemoveAt(at); }
            }
            foreach (IReadOnlyList<Condition> scope in hp.inactive_scopes)
            {
                if (!once.Exists(s => s.SequenceEqual(scope))) { never.Add(scope); }
            }
            // A scope that its own parents' values do not open (a build function that contradicts itself) is not asked for twice.
            while (never.Count > 0 && asked.Exists(s => s.SequenceEqual(never[0]))) { never.RemoveAt(0); }
            if (never.Count == 0) { return; }
            asked.Add(never[0]);
            hp = oracle.get_space();
            foreach (Condition condition in never[0]) { hp.values[condition.name] = condition.FirstValue; }
            long draws = 0;
            hp.EnsureActive(() => oracle.seed + draws++);
        }
    }
}
