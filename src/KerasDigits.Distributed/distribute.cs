using KerasDigits.Backend;
using KerasDigits.Distributed;

namespace KerasDigits;

/// <summary>
/// TensorFlow's <c>tf.distribute</c>: one training over several processes. Models that are made in a strategy's scope are trained by all of
/// them together.
/// </summary>
/// <remarks>
/// The processes are started by Open MPI's <c>mpirun -n 4 dotnet run …</c>; each runs the whole program. Every one reads the same data in
/// the same order and computes its rows of each batch, so <c>batch_size</c> is the whole batch's, and weights, logs and callbacks'
/// decisions are equal everywhere. Only the first process shows progress and writes files. predict runs in each process by itself, over
/// all rows. Source: tf.distribute 2.3.1.
/// </remarks>
public static class distribute
{
    /// <summary>The strategy in whose scope the program is; null: none.</summary>
    private static Strategy? s_current;

    /// <summary>Whether the program is in the scope of a strategy.</summary>
    public static bool has_strategy() => s_current is not null;

    /// <summary>The strategy in whose scope the program is; outside of any scope one of only this process.</summary>
    public static Strategy get_strategy() => s_current ?? new Strategy(null);

    /// <summary>Base of the strategies.</summary>
    public class Strategy
    {
        private readonly Replicas? _processes;

        internal Strategy(Replicas? processes) => _processes = processes;

        /// <summary>How many processes train together.</summary>
        public int num_replicas_in_sync => _processes?.Line.Size ?? 1;

        /// <summary>Which of the processes this one is.</summary>
        public ClusterResolver cluster_resolver => new(_processes?.Line.Rank ?? 0, World.Config);

        /// <summary>
        /// Until disposed, models are made to be trained by all processes:
        /// <c>using (strategy.scope()) { model = …; model.compile(…); }</c>.
        /// </summary>
        public IDisposable scope() => new Scope(this);

        /// <summary>
        /// Runs a step of a custom training loop in every process. Inside, <c>optimizer.apply_gradients</c> sums gradients over all:
        /// divide the loss by the whole batch's rows, as with TensorFlow.
        /// </summary>
        /// <param name="fn">The step, run by every process on the data it was given.</param>
        /// <exception cref="ArgumentNullException">fn is null.</exception>
        public T run<T>(Func<T> fn)
        {
            ArgumentNullException.ThrowIfNull(fn);
            if (_processes is null) { return fn(); }
            Replicas? before = Replicas.Running;
            _processes.Take(1, 1);
            Replicas.Running = _processes;
            try { return fn(); }
            finally { Replicas.Running = before; }
        }

        /// <summary>A number of every process as one.</summary>
        /// <param name="reduce_op">"SUM" or "MEAN".</param>
        /// <param name="value">This process's number.</param>
        /// <exception cref="ArgumentException">reduce_op is not "SUM" or "MEAN".</exception>
        public double reduce(string reduce_op, double value)
        {
            if (reduce_op is not ("SUM" or "MEAN"))
            {
                throw new ArgumentException($"`reduce_op` must be \"SUM\" or \"MEAN\". Received: \"{reduce_op}\".", nameof(reduce_op));
            }
            Span<double> sum = [value];
            _processes?.Line.Sum("a number of strategy.reduce", sum);
            return reduce_op == "MEAN" ? sum[0] / num_replicas_in_sync : sum[0];
        }

        private sealed class Scope : IDisposable
        {
            private readonly Strategy? _before = s_current;
            private readonly Replicas? _processesBefore = Replicas.InScope;

            public Scope(Strategy strategy) => (s_current, Replicas.InScope) = (strategy, strategy._processes);

            public void Dispose() => (s_current, Replicas.InScope) = (_before, _processesBefore);
        }
    }

    /// <summary>
    /// Trains on all processors of one machine; here one process for each, which mpirun starts: the same as
    /// <see cref="MultiWorkerMirroredStrategy"/>.
    /// </summary>
    public sealed class MirroredStrategy() : Strategy(World.Processes);

    /// <summary>
    /// Trains on several machines. TF_CONFIG may say which processes there are, and is then compared with what mpirun has started.
    /// </summary>
    public sealed class MultiWorkerMirroredStrategy() : Strategy(World.Processes);

    /// <summary>Names that TensorFlow 2.3 has here.</summary>
    public static class experimental
    {
        /// <inheritdoc cref="distribute.MultiWorkerMirroredStrategy"/>
        public sealed class MultiWorkerMirroredStrategy() : Strategy(World.Processes);
    }

    /// <summary>Which of the processes this one is.</summary>
    public sealed class ClusterResolver
    {
        private readonly int _rank;
        private readonly TfConfig? _config;

        internal ClusterResolver(int rank, TfConfig? config) => (_rank, _config) = (rank, config);

        /// <summary>"chief" for the first where TF_CONFIG names a chief, else "worker".</summary>
        public string task_type => _rank == 0 && _config?.HasChief == true ? "chief" : "worker";

        /// <summary>The number among processes of its type; a first worker, number 0, is the chief where none is named.</summary>
        public int task_id => _config?.HasChief == true && _rank > 0 ? _rank - 1 : _rank;

        /// <summary>Host and port of each process, where TF_CONFIG names them.</summary>
        public IReadOnlyList<string> cluster_spec() => _config?.Hosts ?? [];
    }
}
