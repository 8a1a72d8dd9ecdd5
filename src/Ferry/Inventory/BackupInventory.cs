using Ferry.Archives;
using Ferry.Storage;
using Ferry.Verification;

namespace Ferry.Inventory;

/// <summary>Finds the backups of one application in one storage.</summary>
/// <param name="storage">The storage.</param>
/// <param name="application">Application name, as in the configuration.</param>
public sealed class BackupInventory(IStorage storage, string application)
{
    /// <summary>The word that names the newest backup.</summary>
    public const string Latest = "latest";

    /// <summary>Names an archive by its path, without any configuration.</summary>
    /// <param name="path">Path of the file, absolute or relative to the working directory.</param>
    /// <returns>The archive in the storage of its own directory.</returns>
    public static ArchiveReference FromPath(string path)
    {
        var full = Path.GetFullPath(path);
        return new ArchiveReference(new FileStorage(Path.GetDirectoryName(full)!), Path.GetFileName(full));
    }

    /// <summary>Finds the proof of exactly this archive.</summary>
    /// <param name="archive">The archive, open.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The proof; null when there is none, or when it speaks of another archive.</returns>
    public static async Task<Proof?> FindProofAsync(ArchiveReader archive, CancellationToken cancellationToken)
    {
        try
        {
            var proof = await ProofFile.ReadAsync(archive.Reference, cancellationToken).ConfigureAwait(false);
            return proof?.ManifestSha256 == archive.ManifestSha256 ? proof : null;
        }
        catch (FerryException exception) when (exception.Kind == FailureKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Lists backups, newest first.</summary>
    /// <param name="environment">Only this environment; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>Possibly none.</returns>
    public async Task<IReadOnlyList<BackupEntry>> ListAsync(string? environment, CancellationToken cancellationToken)
    {
        var files = new List<StoredFile>();
        await foreach (var file in storage.ListAsync(MemberNames.Encode(application), cancellationToken).ConfigureAwait(false))
        {
            files.Add(file);
        }

        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var entries = new List<(BackupEntry Entry, int Number)>();
        foreach (var file in files)
        {
            if (ArchiveName.Parse(file.Name[(file.Name.LastIndexOf('/') + 1)..]) is { } name && Fits(name, environment))
            {
                entries.Add((await EntryAsync(file, name, names, cancellationToken).ConfigureAwait(false), name.Number));
            }
        }

        return [.. entries.OrderByDescending(entry => entry.Entry.CreatedAt).ThenByDescending(entry => entry.Number).Select(entry => entry.Entry)];
    }

    /// <summary>Finds one backup.</summary>
    /// <param name="name">Its name with or without ending, or <see cref="Latest"/>.</param>
    /// <param name="environment">Only this environment; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The backup.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.NotFound"/>, naming the newest ones.</exception>
    public async Task<BackupEntry> FindAsync(string name, string? environment, CancellationToken cancellationToken)
    {
        var entries = await ListAsync(environment, cancellationToken).ConfigureAwait(false);
        var wanted = name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
        var found = string.Equals(name, Latest, StringComparison.OrdinalIgnoreCase)
            ? entries.Count > 0 ? entries[0] : null
            : entries.FirstOrDefault(entry => string.Equals(entry.Name, wanted, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new FerryException(
            FailureKind.NotFound, "backup.not-found",
            $"There is no backup '{name}'{(environment is null ? "" : $" of environment '{environment}'")} in {storage.Location}.",
            entries.Count > 0 ? $"The newest are {string.Join(", ", entries.Take(3).Select(entry => entry.Name))}." : await WhyEmptyAsync(environment, cancellationToken).ConfigureAwait(false),
            $"Run 'ferry list' to see what there is, or 'ferry backup{(environment is null ? "" : $" --env {environment}")}' to make one.");
    }

    private async Task<string> WhyEmptyAsync(string? environment, CancellationToken cancellationToken)
    {
        var others = environment is null ? [] : await ListAsync(environment: null, cancellationToken).ConfigureAwait(false);
        return others.Count == 0
            ? "There are no backups there at all."
            : $"There are only backups of {string.Join(", ", others.Select(entry => entry.Environment).Distinct(StringComparer.OrdinalIgnoreCase))}.";
    }

    private static async Task<Proof?> FindProofAsync(ArchiveReference reference, CancellationToken cancellationToken)
    {
        try
        {
            var archive = await ArchiveReader.OpenAsync(reference, cancellationToken).ConfigureAwait(false);
            await using var closing = archive.ConfigureAwait(false);
            return await FindProofAsync(archive, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException exception) when (exception.Kind is FailureKind.Integrity or FailureKind.Unsupported)
        {
            // A listing names what is there; that an archive cannot be opened is for verify to say. Proven it is not.
            return null;
        }
    }

    private static bool Fits(ArchiveName name, string? environment) =>
        environment is null || string.Equals(name.Environment, MemberNames.Encode(environment), StringComparison.OrdinalIgnoreCase);

    private async Task<BackupEntry> EntryAsync(
        StoredFile file, ArchiveName name, HashSet<string> names, CancellationToken cancellationToken)
    {
        var reference = new ArchiveReference(storage, file.Name);
        var proof = names.Contains(file.Name + ProofFile.Ending)
            ? await FindProofAsync(reference, cancellationToken).ConfigureAwait(false)
            : null;
        return new BackupEntry(reference, name.Environment, name.CreatedAt, file.Size, proof);
    }
}
