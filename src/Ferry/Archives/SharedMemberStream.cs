namespace Ferry.Archives;

/// <summary>A member of an archive that several readers share: the archive has one position, so reads take turns.</summary>
internal sealed class SharedMemberStream(Stream member, SemaphoreSlim turn) : ReadOnlyStream
{
    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Members are read asynchronously.");

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await member.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw ArchiveFault.Damaged("a member", exception.Message, exception);
        }
        finally
        {
            turn.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            member.Dispose();
        }

        base.Dispose(disposing);
    }
}
