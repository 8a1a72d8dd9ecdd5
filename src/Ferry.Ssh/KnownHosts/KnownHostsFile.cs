using System.Security.Cryptography;
using System.Text;

namespace Ferry.Ssh.KnownHosts;

/// <summary>A known_hosts file that keys are added to. What is in it is a person's and stays as it is.</summary>
internal sealed class KnownHostsFile(string path)
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>Adds a line, in one write.</summary>
    /// <param name="host">The host.</param>
    /// <param name="key">Its key.</param>
    /// <param name="hashed">Whether the name is written so that nobody can read it (HashKnownHosts).</param>
    /// <param name="cancellationToken">Ends the writing before it began.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when the file cannot be written.</exception>
    public async ValueTask AddAsync(HostAddress host, PublicKey key, bool hashed, CancellationToken cancellationToken)
    {
        var name = hashed ? HostNames.Hash(host.Entry, RandomNumberGenerator.GetBytes(SHA1.HashSizeInBytes)) : host.Entry;
        try
        {
            CreateFolder();
            var file = Open();
            await using (file.ConfigureAwait(false))
            {
                var line = $"{(EndsInsideALine(file) ? "\n" : "")}{name} {key.Text}\n";
                file.Seek(0, SeekOrigin.End);
                await file.WriteAsync(Encoding.UTF8.GetBytes(line), cancellationToken).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Usage, "ssh.known-hosts-not-written", $"The host key could not be recorded in {path}.", exception.Message,
                $"Make the file writable, or add the line yourself: {name} {key.Text}", exception);
        }
    }

    private void CreateFolder()
    {
        if (Path.GetDirectoryName(path) is not { Length: > 0 } folder || Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnersFolder);
        }
    }

    // Shared with nobody: two runs that record at the same moment must not write over each other.
    private FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnersFile;
        }

        return new FileStream(path, options);
    }

    private static bool EndsInsideALine(FileStream file)
    {
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
