namespace KerasDigits.Notebook;

/// <summary>The part of Python's module urllib that downloads.</summary>
public static class urllib
{
    /// <summary>urllib.request.</summary>
    public static class request
    {
        private const int BlockSize = 8192;

        private static readonly HttpClient s_client = new() { Timeout = Timeout.InfiniteTimeSpan };

        /// <summary>Downloads a file.</summary>
        /// <param name="url">Where it is.</param>
        /// <param name="filename">Where it goes; null: a file of its own among the temporary ones.</param>
        /// <param name="reporthook">Called with each block's number, the size of blocks and the size of all (-1: unknown), in bytes; null:
        /// nothing is.</param>
        /// <returns>Where it went, and what the server said of it by name.</returns>
        /// <exception cref="HttpRequestException">The server has no such file, or there is no way to it.</exception>
        public static (string, Dictionary<string, string>) urlretrieve(string url, string? filename = null,
            Action<int, int, long>? reporthook = null)
        {
            string target = filename ?? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            using var asked = new HttpRequestMessage(HttpMethod.Get, url);
            using HttpResponseMessage answer = s_client.Send(asked, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            long size = answer.Content.Headers.ContentLength ?? -1;
            Files.Write(target, file =>
            {
                using Stream content = answer.Content.ReadAsStream();
                byte[] block = new byte[BlockSize];
                reporthook?.Invoke(0, BlockSize, size);
                for (int number = 1, read = content.ReadAtLeast(block, BlockSize, false); read > 0;
                    number++, read = content.ReadAtLeast(block, BlockSize, false))
                {
                    file.Write(block, 0, read);
                    reporthook?.Invoke(number, BlockSize, size);
                }
            });
            return (target, answer.Content.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value)));
        }
    }
}
