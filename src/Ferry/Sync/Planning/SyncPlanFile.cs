using System.Text.Json;

namespace Ferry.Sync;

/// <summary>Plans as files.</summary>
public static class SyncPlanFile
{
    private const int Format = 1;

    /// <summary>Writes a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="file">Where to; closed by the caller.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>A task that ends when it is written.</returns>
    public static Task WriteAsync(SyncPlan plan, Stream file, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(file, plan, SyncPlanJson.Default.SyncPlan, cancellationToken);

    /// <summary>Reads a plan.</summary>
    /// <param name="file">Where from; closed by the caller.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> for what is no plan, or one of a newer Ferry.</exception>
    public static async Task<SyncPlan> ReadAsync(Stream file, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await JsonSerializer.DeserializeAsync(file, SyncPlanJson.Default.SyncPlan, cancellationToken).ConfigureAwait(false);
            return plan is { Format: Format } ? plan : throw NotAPlan("It was written by another version of Ferry.", null);
        }
        catch (JsonException exception)
        {
            throw NotAPlan(exception.Message, exception);
        }
    }

    private static FerryException NotAPlan(string reason, Exception? inner) => new(
        FailureKind.Unsupported, "sync.not-a-plan", "The file is no plan of a sync that this Ferry understands.", reason, "Make it anew with ferry sync --save.", inner);
}
