using System.Text;
using System.Text.Json;

namespace Ferry.Environments;

/// <summary>Writes single settings into a <c>ferry.json</c>. Everything else in it stays as it is: comments, order, blank lines, line ends.</summary>
public static class SettingsFileEditor
{
    /// <summary>Sets values; what was there before under the same keys is replaced.</summary>
    /// <param name="file">The file, see <see cref="FerryConfiguration.SettingsFile"/>.</param>
    /// <param name="settings">The values.</param>
    /// <param name="cancellationToken">Ends the reading; the file is written whole or not at all.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Destination"/> when the file cannot be written; it is as it was then.</exception>
    public static async Task WriteAsync(string file, IReadOnlyList<SettingValue> settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(settings);
        try
        {
            var path = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
            var before = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
            var preamble = before.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
            var text = Encoding.UTF8.GetString(before.AsSpan(preamble));
            foreach (var setting in settings)
            {
                text = SettingText.Set(text, [ConfigurationKeys.Section, .. setting.Path], setting.Json) ?? throw NotWritten(file, $"Something on the way to {setting} is no section.", null);
            }

            Replace(path, [.. before.AsSpan(0, preamble), .. Encoding.UTF8.GetBytes(text)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw NotWritten(file, exception.Message, exception);
        }
    }

    // A full disk must not leave half a configuration behind.
    private static void Replace(string path, byte[] content)
    {
        var partial = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File.GetUnixFileMode(path);
        }

        try
        {
            using (var stream = new FileStream(partial, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    private static FerryException NotWritten(string file, string reason, Exception? exception) => new(
        FailureKind.Destination, "config.not-written", $"{file} could not be changed.", reason, "Check the file and its owner, or write the setting yourself.", exception);
}
