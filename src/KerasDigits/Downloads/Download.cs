using System.Net;
using System.Net.Http.Headers;

namespace KerasDigits.Downloads;

/// <summary>
/// Downloads a file into NAME.part beside its place, goes on there after a break, checks its hash and renames it: the file itself is whole
/// or absent.
/// </summary>
internal static class Download
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient s_client = new() { Timeout = s_patience };

    /// <summary>Downloads a file.</summary>
    /// <param name="path">Where it belongs; the folder exists.</param>
    /// <param name="origin">Address of the file.</param>
    /// <param name="hash">What its hash must be; null: it is not checked.</param>
    /// <param name="progress">Receives the bytes done and in all (null: not known).</param>
    /// <exception cref="IOException">The connection broke (the part stays, for the next try), the hash differs, or another process
    /// downloads the same file.</exception>
    public static void To(string path, Uri origin, FileHash? hash, Action<long, long?> progress)
    {
        string part = path + ".part";
        bool resumed = Get(part, origin, progress);
        if (hash is not null && !hash.Fits(part) && resumed)
        {
            // The start may be of an older file: once more, from the beginning.
            File.Delete(part);
            _ = Get(part, origin, progress);
        }
        if (hash is not null && !hash.Fits(part))
        {
            File.Delete(part);
            throw new IOException($"Incomplete or corrupted file detected. The {hash.Algorithm} file hash does not match the provided "
                + $"value of {hash.Digits}.");
        }
        File.Move(part, path, overwrite: true);
    }

    /// <summary>Fills the part; says whether it went on from what an earlier try had left.</summary>
    private static bool Get(string part, Uri origin, Action<long, long?> progress)
    {
        // Not shared: a second process that wants the same file fails here instead of mixing its bytes in.
        using FileStream target = OrdinaryFile.Grow(part, FileMode.OpenOrCreate, FileShare.None, buffer: 1 << 20);
        if (origin.IsFile)
        {
            using FileStream local = OrdinaryFile.Open(origin.LocalPath);
            target.SetLength(0);
            Copy(local, target, local.Length, progress);
            return false;
        }
        using HttpResponseMessage response = Ask(origin, target.Length);
        bool resumed = response.StatusCode == HttpStatusCode.PartialContent;
        if (!resumed) { target.SetLength(0); }
        target.Position = target.Length;
        long? total = response.Content.Headers.ContentLength is { } rest ? target.Length + rest : null;
        using Stream source = response.Content.ReadAsStream();
        Copy(source, target, total, progress);
        if (total is { } all && target.Length < all)
        {
            throw new IOException($"The connection ended after {target.Length} of {all} bytes; the next try goes on from there.");
        }
        return resumed;
    }

    private static HttpResponseMessage Ask(Uri origin, long have)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, origin);
        if (have > 0) { request.Headers.Range = new RangeHeaderValue(have, null); }
        HttpResponseMessage response = s_client.Send(request, HttpCompletionOption.ResponseHeadersRead);
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && have > 0)
        {
            response.Dispose();
            return Ask(origin, 0);
        }
        return response.IsSuccessStatusCode ? response : throw Failed(response);
    }

    private static HttpRequestException Failed(HttpResponseMessage response)
    {
        using (response)
        {
            return new HttpRequestException($"{(int)response.StatusCode} -- {response.ReasonPhrase}.", null, response.StatusCode);
        }
    }

    private static void Copy(Stream source, FileStream target, long? total, Action<long, long?> progress)
    {
        byte[] buffer = new byte[1 << 16];
        while (true)
        {
            using var patience = new CancellationTokenSource(s_patience);
            int count = source.ReadAsync(buffer, patience.Token).AsTask().GetAwaiter().GetResult();
            if (count == 0) { break; }
            target.Write(buffer, 0, count);
            progress(target.Position, total);
        }
        target.Flush(flushToDisk: true);
    }
}
