namespace KerasDigits.Benchmarks.Workloads;

/// <summary>A piece of work that Keras's users do, and who else does it here.</summary>
/// <param name="Name">What the command line and the recorded figures of real Keras call it.</param>
/// <param name="What">The net, the data and the size of batches.</param>
/// <param name="Ours">Prepares our side and gives what is timed.</param>
/// <param name="Opponents">The same work by others.</param>
internal sealed record Workload(string Name, string What, Func<Action> Ours, params Opponent[] Opponents)
{
    /// <summary>The name of our side.</summary>
    public const string OurName = "KerasDigits";

    /// <summary>All sides, ours first.</summary>
    public IEnumerable<Opponent> Sides => Opponents.Prepend(new Opponent(OurName, Ours));

    /// <summary>The part of a child process: one side, once for each line it is sent.</summary>
    public void Serve(string side)
    {
        Backend.Native.EnsureLoaded(); // for all: plain TorchSharp does not find its library on every Linux
        Action run = Sides.Single(s => s.Name == side).Make();
        Contender.Serve(() => Timing.Once(run));
    }
}

/// <summary>Who does a workload beside us.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Make">Prepares its side and gives what is timed.</param>
internal sealed record Opponent(string Name, Func<Action> Make);
