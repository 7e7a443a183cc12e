using System.Globalization;
using KerasDigits.Tuner.PostgreSQL;
using Npgsql;

namespace Board;

/// <summary>A search in PostgreSQL. Trials are read once, and again when their version has grown.</summary>
internal sealed class Database(string url, string name) : ISearchReader
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TrialFile> _trials = [];
    private long _study, _version = -1;

    public static bool IsUrl(string place) => place.StartsWith("postgresql://", StringComparison.Ordinal)
        || place.StartsWith("postgres://", StringComparison.Ordinal);

    /// <summary>The searches there.</summary>
    public static List<string> Names(string url)
    {
        using NpgsqlConnection line = Open(url);
        var names = new List<string>();
        using (var look = new NpgsqlCommand("SELECT to_regclass('keras_studies') IS NOT NULL", line))
        {
            if (look.ExecuteScalar() is not true) { return names; }
        }
        using var command = new NpgsqlCommand("SELECT name FROM keras_studies ORDER BY id", line);
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read()) { names.Add(reader.GetString(0)); }
        return names;
    }

    public object Read(string? have)
    {
        lock (_gate)
        {
            using NpgsqlConnection line = Open(url);
            using NpgsqlTransaction look = line.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
            (long study, string oracle, long version) = Study(line);
            string word = string.Create(CultureInfo.InvariantCulture, $"{study}-{version}");
            Dictionary<string, double> heard = Heard(line, study);
            // Workers are heard of while nothing else changes.
            if (have == word) { return new { version = word, same = true, heard }; }
            if (study != _study || version < _version)
            {
                _trials.Clear();
                _version = -1;
            }
            using (var command = new NpgsqlCommand("SELECT trial, state FROM keras_trials WHERE study = $1 AND version > $2",
                line) { Parameters = { new() { Value = study }, new() { Value = _version } } })
            using (NpgsqlDataReader reader = command.ExecuteReader())
            {
                while (reader.Read()) { _trials[reader.GetString(0)] = TrialFile.Read(reader.GetString(1)); }
            }
            (_study, _version) = (study, version);
            return SearchView.Of(word, oracle, _trials.Values, heard);
        }
    }

    public object? Trial(string id)
    {
        using NpgsqlConnection line = Open(url);
        using var command = new NpgsqlCommand("SELECT t.state FROM keras_trials t JOIN keras_studies s ON s.id = t.study WHERE s.name = "
            + "$1 AND t.trial = $2", line) { Parameters = { new() { Value = name }, new() { Value = id } } };
        return command.ExecuteScalar() is string text
            ? new { curves = TrialFile.Curves(text), message = TrialFile.Read(text).Message }
            : null;
    }

    /// <summary>Seconds since each worker was heard of, by the database's clock.</summary>
    private static Dictionary<string, double> Heard(NpgsqlConnection line, long study)
    {
        var heard = new Dictionary<string, double>();
        using var command = new NpgsqlCommand("SELECT worker, extract(epoch FROM clock_timestamp() - heard)::float8 FROM keras_heartbeats "
            + "WHERE study = $1", line) { Parameters = { new() { Value = study } } };
        using NpgsqlDataReader reader = command.ExecuteReader();
        while (reader.Read()) { heard[reader.GetString(0)] = reader.GetDouble(1); }
        return heard;
    }

    private (long Id, string Oracle, long Version) Study(NpgsqlConnection line)
    {
        using var command = new NpgsqlCommand("SELECT id, oracle, version FROM keras_studies WHERE name = $1",
            line) { Parameters = { new() { Value = name } } };
        using NpgsqlDataReader reader = command.ExecuteReader();
        return reader.Read()
            ? (reader.GetInt64(0), reader.GetString(1), reader.GetInt64(2))
            : throw new InvalidDataException($"The search {name} is in the database no more.");
    }

    private static NpgsqlConnection Open(string url)
    {
        NpgsqlConnectionStringBuilder builder = PostgresAddress.Read(url);
        builder.Options = "-c default_transaction_read_only=on";
        var line = new NpgsqlConnection(builder.ConnectionString);
        line.Open();
        return line;
    }
}
