using Ferry.Loading;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Images;

/// <summary>A database that is one file: copied and replaced whole.</summary>
public interface IImageDatabase
{
    /// <summary>Makes a consistent copy while others write, and checks its integrity.</summary>
    /// <param name="file">The copy's path; it must not exist. Created with mode 0600.</param>
    /// <param name="selection">Tables left out or emptied in the copy.</param>
    /// <param name="cancellationToken">Ends the copy; the file is removed.</param>
    /// <returns>How the copy was made.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when the source is locked, corrupt or no database.</exception>
    ValueTask<Consistency> CopyAsync(string file, TableSelection selection, CancellationToken cancellationToken);

    /// <summary>Makes a copy of this database, or an empty one where there is none yet, in which some tables are those of an image.</summary>
    /// <param name="image">The image to take them from.</param>
    /// <param name="tables">Their names; their indexes, triggers and counters come with them.</param>
    /// <param name="file">The copy's path; it must not exist.</param>
    /// <param name="cancellationToken">Ends the copy; the file is removed.</param>
    /// <returns>A task that ends when the copy is complete.</returns>
    ValueTask GraftAsync(string image, IReadOnlyCollection<string> tables, string file, CancellationToken cancellationToken);

    /// <summary>Puts a complete image into this database's place: no reader or writer in between, no sidecar files left, synced to disk.</summary>
    /// <param name="image">The image, in the same directory; it is gone afterwards.</param>
    /// <param name="aside">Where the old database is kept, in the same directory; nothing may be there.</param>
    /// <param name="cancellationToken">Honoured until the move starts.</param>
    /// <returns>The durable new database, while the old one is still kept.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Refused"/> when another process holds the database.</exception>
    ValueTask<IReplacement> ReplaceAsync(string image, string aside, CancellationToken cancellationToken);
}
