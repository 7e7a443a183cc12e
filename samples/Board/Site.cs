using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Board;

/// <summary>The page and its data, as a web server.</summary>
internal static class Site
{
    private static readonly (string Path, string File, string Type)[] s_page =
    [
        ("/", "index.html", "text/html; charset=utf-8"), ("/board.js", "board.js", "text/javascript; charset=utf-8"),
        ("/plots.js", "plots.js", "text/javascript; charset=utf-8"), ("/board.css", "board.css", "text/css; charset=utf-8"),
    ];

    /// <summary>Whether only this machine reaches an address.</summary>
    public static bool IsLoopback(string host) => host == "localhost"
        || (IPAddress.TryParse(host, out IPAddress? address) && IPAddress.IsLoopback(address));

    public static WebApplication Make(IReadOnlyList<string> places, string host, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{host}:{port}");
        WebApplication app = builder.Build();
        var shelf = new Shelf(places);
        bool alone = IsLoopback(host);
        app.Use(async (context, next) =>
        {
            // A page of another site must not reach the board by a name of its own that it points at this machine.
            if (alone && !IsLoopback(context.Request.Host.Host.Trim('[', ']')))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }
            context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; frame-ancestors 'none'";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "no-cache";
            await next(context);
        });
        foreach (var (path, file, type) in s_page)
        {
            byte[] content = Resource(file);
            app.MapGet(path, () => Results.Bytes(content, type));
        }
        app.MapGet("/api/list", () => Results.Json(shelf.List()));
        app.MapGet("/api/search/{id:int}", (int id, string? have) => Answer(() => shelf.Search(id, have)));
        app.MapGet("/api/trial/{id:int}/{trial}", (int id, string trial) => Answer(() => shelf.Trial(id, trial)));
        app.MapGet("/api/fit/{id:int}", (int id, int[]? fits, bool? chosen) =>
            Answer(() => shelf.Fit(id, chosen == true ? fits ?? [] : null)));
        return app;
    }

    private static IResult Answer(Func<object?> find)
    {
        try { return find() is { } found ? Results.Json(found) : Results.NotFound(); }
        // A file that its writer has not ended yet is whole at the next look.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or Npgsql.NpgsqlException)
        {
            return Results.Json(new { error = e.Message }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static byte[] Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
