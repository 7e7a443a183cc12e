using KerasDigits.Tuner.Network;

namespace KerasDigits.Tuner.PostgreSQL;

/// <summary>Searches in a PostgreSQL database. Found by its name.</summary>
internal sealed class PostgresStorage : ISearchStorage
{
    public RemoteOracle Open(Oracle local, StoragePlace place) => new StoredOracle(local, new Study(place.Url, place.Project), place);
}
