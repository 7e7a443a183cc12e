using Npgsql;

namespace KerasDigits.Tuner.PostgreSQL;

/// <summary>Addresses of databases, as libpq has them: postgresql://user:password@host:5432/database?sslmode=require.</summary>
/// <remarks>The board of the samples reads them by this file, too.</remarks>
internal static class PostgresAddress
{
    /// <summary>An address in Npgsql's words.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static NpgsqlConnectionStringBuilder Read(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("postgresql" or "postgres") || uri.Host.Length == 0
            || uri.AbsolutePath.Trim('/').Length == 0)
        {
            throw new ArgumentException("The storage must be an address such as postgresql://user:password@host:5432/database. Received: "
                + "one without host or database.", nameof(url));
        }
        string[] user = uri.UserInfo.Split(':', 2);
        var builder = new NpgsqlConnectionStringBuilder { Host = uri.Host.Trim('[', ']'), Port = uri.Port > 0 ? uri.Port : 5432,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')), MaxPoolSize = 8 };
        if (user[0].Length > 0) { builder.Username = Uri.UnescapeDataString(user[0]); }
        if (user.Length > 1) { builder.Password = Uri.UnescapeDataString(user[1]); }
        foreach (string part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = part.Split('=', 2);
            if (pair[0] != "sslmode" || pair.Length != 2)
            {
                throw new ArgumentException("Of the words behind the \"?\" of a storage's address only sslmode is known. Received: "
                    + $"{pair[0]}.", nameof(url));
            }
            builder.SslMode = Enum.TryParse(pair[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out SslMode mode)
                && Enum.IsDefined(mode)
                ? mode
                : throw new ArgumentException("The sslmode of a storage's address must be one of disable, allow, prefer, require, "
                    + $"verify-ca, verify-full. Received: {pair[1]}.", nameof(url));
        }
        return builder;
    }
}
