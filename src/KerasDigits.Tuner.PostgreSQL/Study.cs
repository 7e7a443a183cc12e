using Npgsql;
using NpgsqlTypes;

namespace KerasDigits.Tuner.PostgreSQL;

/// <summary>One search in the database: its rows, and the one transaction at a time that may change them.</summary>
/// <remarks>The oracle's state and the trials' are KerasTuner's files, as text: what a row holds can be put into a project's folder, and
/// the other way round. Values are there a second time as numbers, for queries.</remarks>
internal sealed class Study : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS keras_studies (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE, search text NOT NULL, oracle text NOT NULL, version bigint NOT NULL DEFAULT 0, made timestamptz NOT NULL DEFAULT now());
        CREATE TABLE IF NOT EXISTS keras_trials (study bigint NOT NULL REFERENCES keras_studies ON DELETE CASCADE, trial text NOT NULL, state text NOT NULL, status text NOT NULL, score double precision, worker text,
            version bigint NOT NULL, changed timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (study, trial));
        CREATE INDEX IF NOT EXISTS keras_trials_version ON keras_trials (study, version);
        CREATE TABLE IF NOT EXISTS keras_values (study bigint NOT NULL REFERENCES keras_studies ON DELETE CASCADE, trial text NOT NULL, metric text NOT NULL, step bigint NOT NULL, value double precision NOT NULL, PRIMARY KEY (study, trial, metric, step));
        CREATE TABLE IF NOT EXISTS keras_heartbeats (study bigint NOT NULL REFERENCES keras_studies ON DELETE CASCADE, worker text NOT NULL, heard timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (study, worker));
        ALTER TABLE keras_heartbeats ADD COLUMN IF NOT EXISTS said text;
        CREATE TABLE IF NOT EXISTS keras_files (study bigint NOT NULL REFERENCES keras_studies ON DELETE CASCADE, trial text NOT NULL, path text NOT NULL, content bytea NOT NULL, PRIMARY KEY (study, trial, path));
        """;

    /// <summary>Whether the last of it is there.</summary>
    private const string There = "SELECT to_regclass('keras_files') IS NOT NULL AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = "
        + "to_regclass('keras_heartbeats') AND attname = 'said')";

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private long _id;

    public Study(string url, string name)
    {
        NpgsqlConnectionStringBuilder address = PostgresAddress.Read(url);
        (_source, _name, Place) = (NpgsqlDataSource.Create(address), name, $"{address.Database} at {address.Host}:{address.Port}");
    }

    /// <summary>The search's state; null: it is not in the database yet.</summary>
    /// <param name="Search">What is searched, in words that must be equal in all workers.</param>
    /// <param name="Oracle">The oracle's file.</param>
    /// <param name="Version">One more with every change.</param>
    public sealed record State(string Search, string Oracle, long Version);

    /// <summary>Where the database is, without its password.</summary>
    public string Place { get; }

    /// <summary>Makes the tables, and the search where it is new.</summary>
    /// <param name="search">What is searched.</param>
    /// <param name="oracle">The oracle's first state.</param>
    /// <param name="anew">Whether one of that name is discarded.</param>
    public void Make(string search, string oracle, bool anew)
    {
        using NpgsqlConnection line = _source.OpenConnection();
        using (NpgsqlTransaction transaction = line.BeginTransaction())
        {
            // Several workers that come at once would make the same tables at once. The lock goes with the transaction, and so with a
            // line that breaks.
            Do(line, "SELECT pg_advisory_xact_lock(7293511)");
            // What is there is left alone: looking whether to make it would lock others' rows.
            if (ReadOne(line, There) is not true) { Do(line, Tables); }
            transaction.Commit();
        }
        if (anew) { Do(line, "DELETE FROM keras_studies WHERE name = $1", _name); }
        Do(line, "INSERT INTO keras_studies (name, search, oracle) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING", _name,
            search, oracle);
        _id = (long)ReadOne(line, "SELECT id FROM keras_studies WHERE name = $1", _name)!;
    }

    /// <summary>Runs a change while no other worker changes the search.</summary>
    public T RunAlone<T>(Func<Turn, T> change)
    {
        using NpgsqlConnection line = _source.OpenConnection();
        using NpgsqlTransaction transaction = line.BeginTransaction();
        // A worker whose network is cut here would keep the others out until the system's own patience ends, hours later.
        Do(line, "SET LOCAL idle_in_transaction_session_timeout = '60s'");
        State? state = null;
        using (NpgsqlCommand command = MakeCommand(line, "SELECT search, oracle, version FROM keras_studies WHERE id = $1 FOR UPDATE", _id))
        using (NpgsqlDataReader reader = command.ExecuteReader())
        {
            if (reader.Read()) { state = new State(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)); }
        }
        if (state is null)
        {
            throw new FatalRuntimeError($"The search \"{_name}\" is in the database no more: somebody has deleted it, or begun it anew "
                + "with overwrite.");
        }
        T result = change(new Turn(this, line, state));
        transaction.Commit();
        return result;
    }

    /// <summary>Closes all lines: what has broken once is opened again.</summary>
    public void Hang() => _source.Clear();

    /// <summary>Says that workers live.</summary>
    /// <returns>The longest time that has passed since the heartbeat of one of them.</returns>
    public TimeSpan Beat(IEnumerable<string> workers)
    {
        using NpgsqlConnection line = _source.OpenConnection();
        TimeSpan longest = TimeSpan.Zero;
        foreach (string worker in workers)
        {
            if (ReadOne(line, "UPDATE keras_heartbeats h SET heard = clock_timestamp() FROM keras_heartbeats b WHERE h.study = $1 AND "
                + "h.worker = $2 AND b.study = h.study AND b.worker = h.worker RETURNING clock_timestamp() - b.heard",
                _id, worker) is TimeSpan silence
                && silence > longest)
            {
                longest = silence;
            }
        }
        return longest;
    }

    /// <summary>Brings a trial's files into a folder.</summary>
    public void GetFiles(string trial, string folder)
    {
        using NpgsqlConnection line = _source.OpenConnection();
        using NpgsqlCommand command = MakeCommand(line, "SELECT path, content FROM keras_files WHERE study = $1 AND trial = $2", _id,
            trial);
        using NpgsqlDataReader reader = command.ExecuteReader();
        string root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        while (reader.Read())
        {
            string path = Path.GetFullPath(Path.Combine(folder, reader.GetString(0)));
            if (!path.StartsWith(root, StringComparison.Ordinal))
            {
                throw new InvalidDataException($"The database holds a file of the trial {trial} outside of its folder: "
                    + $"{reader.GetString(0)}.");
            }
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            byte[] content = (byte[])reader[1];
            Internals.AtomicFile.Write(path, stream => stream.Write(content));
        }
    }

    public void Dispose() => _source.Dispose();

    private static NpgsqlCommand MakeCommand(NpgsqlConnection line, string text, params object?[] values)
    {
        var command = new NpgsqlCommand(text, line);
        foreach (object? value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value } : new NpgsqlParameter { Value = value });
        }
        return command;
    }

    private static int Do(NpgsqlConnection line, string text, params object?[] values)
    {
        using NpgsqlCommand command = MakeCommand(line, text, values);
        return command.ExecuteNonQuery();
    }

    private static object? ReadOne(NpgsqlConnection line, string text, params object?[] values)
    {
        using NpgsqlCommand command = MakeCommand(line, text, values);
        return command.ExecuteScalar();
    }

    /// <summary>The time in which only one worker changes the search.</summary>
    /// <remarks>Times are those of each statement, not of the transaction's beginning (now()), since which it may have waited for its
    /// turn: who waits as long as a lease would hear of others, and be heard of itself, in the past.</remarks>
    public sealed class Turn(Study study, NpgsqlConnection line, State state)
    {
        /// <summary>The state at its beginning.</summary>
        public State State => state;

        /// <summary>The trials that have changed since a version.</summary>
        public IEnumerable<(string Trial, string State)> ReadChanged(long since)
        {
            using NpgsqlCommand command = MakeCommand(line, "SELECT trial, state FROM keras_trials WHERE study = $1 AND version > $2",
                study._id, since);
            using NpgsqlDataReader reader = command.ExecuteReader();
            var found = new List<(string, string)>();
            while (reader.Read()) { found.Add((reader.GetString(0), reader.GetString(1))); }
            return found;
        }

        /// <summary>The mark of what a worker last told; null: none.</summary>
        public string? ReadSaid(string worker) =>
            ReadOne(line, "SELECT said FROM keras_heartbeats WHERE study = $1 AND worker = $2", study._id, worker) as string;

        /// <summary>Time since a worker's heartbeat, by the database's clock; null: it is new.</summary>
        public TimeSpan? Silence(string worker) =>
            ReadOne(line, "SELECT clock_timestamp() - heard FROM keras_heartbeats WHERE study = $1 AND worker = $2", study._id,
                worker) as TimeSpan?;

        /// <summary>Workers without a heartbeat for some time, by the database's clock. While it was stopped none could be.</summary>
        public IReadOnlyList<string> FindSilent(TimeSpan lease)
        {
            using NpgsqlCommand command = MakeCommand(line,
                "SELECT worker FROM keras_heartbeats WHERE study = $1 AND greatest(heard, pg_postmaster_start_time()) < "
                + "clock_timestamp() - $2", study._id);
            command.Parameters.Add(new NpgsqlParameter { Value = lease, NpgsqlDbType = NpgsqlDbType.Interval });
            using NpgsqlDataReader reader = command.ExecuteReader();
            var found = new List<string>();
            while (reader.Read()) { found.Add(reader.GetString(0)); }
            return found;
        }

        /// <summary>Whether a worker had a heartbeat within that time, by the database's clock.</summary>
        public bool HasWorkers(TimeSpan lease)
        {
            using NpgsqlCommand command = MakeCommand(line,
                "SELECT EXISTS (SELECT FROM keras_heartbeats WHERE study = $1 AND heard >= clock_timestamp() - $2)", study._id);
            command.Parameters.Add(new NpgsqlParameter { Value = lease, NpgsqlDbType = NpgsqlDbType.Interval });
            return command.ExecuteScalar() is true;
        }

        /// <summary>Records a worker's heartbeat, registering it if new.</summary>
        /// <param name="worker">Name of the worker.</param>
        /// <param name="mark">A mark for what it tells, by which it finds out whether that was heard where the answer is lost; null:
        /// none.</param>
        public void Hear(string worker, string? mark = null)
        {
            using NpgsqlCommand command = MakeCommand(line,
                "INSERT INTO keras_heartbeats (study, worker, heard, said) VALUES ($1, $2, clock_timestamp(), $3) ON CONFLICT (study, "
                + "worker) DO UPDATE SET heard = clock_timestamp(), said = coalesce($3, keras_heartbeats.said)", study._id, worker);
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)mark ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.ExecuteNonQuery();
        }

        /// <summary>Forgets a worker.</summary>
        public void Forget(string worker) => Do(line, "DELETE FROM keras_heartbeats WHERE study = $1 AND worker = $2", study._id, worker);

        /// <summary>Keeps the oracle's state.</summary>
        /// <returns>The version.</returns>
        public long Put(string oracle, IEnumerable<(Search.Trial Trial, string State, string? Worker)> trials)
        {
            long version = state.Version + 1;
            Do(line, "UPDATE keras_studies SET oracle = $2, version = $3 WHERE id = $1", study._id, oracle, version);
            foreach (var (trial, text, worker) in trials)
            {
                using NpgsqlCommand command = MakeCommand(line, """
                    INSERT INTO keras_trials (study, trial, state, status, version, score, worker) VALUES ($1, $2, $3, $4, $5, $6, $7)
                    ON CONFLICT (study, trial) DO UPDATE SET state = $3, status = $4, version = $5, score = $6, worker = $7, changed = now()
                    """, study._id, trial.trial_id, text, trial.status, version);
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)trial.score ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Double });
                command.Parameters.Add(new NpgsqlParameter { Value = (object?)worker ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
                command.ExecuteNonQuery();
            }
            return version;
        }

        /// <summary>Keeps values of a trial for queries.</summary>
        public void WriteValues(string trial, IReadOnlyDictionary<string, double> metrics, long step)
        {
            foreach (var (metric, value) in metrics)
            {
                Do(line, "INSERT INTO keras_values VALUES ($1, $2, $3, $4, $5) ON CONFLICT (study, trial, metric, step) DO UPDATE SET "
                    + "value = $5", study._id, trial, metric, step, value);
            }
        }

        /// <summary>Keeps a trial's files.</summary>
        public void WriteFiles(string trial, string folder)
        {
            Do(line, "DELETE FROM keras_files WHERE study = $1 AND trial = $2", study._id, trial);
            foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                Do(line, "INSERT INTO keras_files VALUES ($1, $2, $3, $4)", study._id, trial, Path.GetRelativePath(folder, file),
                    Internals.OrdinaryFile.ReadBytes(file));
            }
        }

        /// <summary>Forgets what an attempt that came to nothing has reported.</summary>
        public void ClearValues(string trial) => Do(line, "DELETE FROM keras_values WHERE study = $1 AND trial = $2", study._id, trial);
    }
}
